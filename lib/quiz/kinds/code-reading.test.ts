import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, lines, listing, options } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { codeReadingSpec } from "./code-reading";

const item = anItem({
  kind: "code-reading",
  spec: {
    listing: { ...listing(1), text: "lock()\n\nif held() {\n\twrite()\n}\n" },
    lines: lines("take:1", "check:3*", "write:4"),
    effects: options("e1", "e2*", "e3"),
  },
});
const answer = (picked: string | null, effect: string) => ({
  line: { type: "line" as const, picked },
  effect: { type: "choice" as const, chosen: [effect] },
});
const observed = (picked: string, effect: string) => {
  const score = scoreItem(item, answer(picked, effect), 1);
  return score.state === "marked"
    ? score.observations.map(({ score, misconception, weight }) => [score, misconception, weight])
    : [];
};

describe("reading code", () => {
  it.each([
    ["check", "e2", 2],
    ["check", "e1", 1],
    ["write", "e2", 0],
    ["write", "e1", 0],
  ])("counts the effect only behind the right line: %s and %s are %i of 2", (picked, effect, earned) => {
    expect(scoreItem(item, answer(picked, effect), 1)).toMatchObject({ earned, possible: 2 });
  });

  it("observes the effect only behind the right line", () => {
    expect(observed("take", "e1")).toEqual([[0, "idea-take", 1]]);
    expect(observed("check", "e3")).toEqual([
      [1, undefined, 0.5],
      [0, "idea-e3", 0.5],
    ]);
  });

  it("is unready until both are given, and says which is not", () => {
    expect(scoreItem(item, answer(null, "e1"), 1)).toEqual({ state: "unready", missing: ["line"] });
    expect(scoreItem(item, answer("gone", "gone"), 1)).toEqual({ state: "unready", missing: ["line", "effect"] });
  });

  it("shows the whole listing, with an id on the lines that can be picked", () => {
    expect(present(item, 1).interactions[0]).toEqual({
      type: "line",
      name: "line",
      lang: "go",
      lines: [
        { text: "lock()", id: "take" },
        { text: "" },
        { text: "if held() {", id: "check" },
        { text: "\twrite()", id: "write" },
        { text: "}" },
      ],
    });
  });

  it("explains each step by itself and names the line by its number", () => {
    const parts = explainItem(item, answer("write", "e2"), 1);
    expect(parts.map(({ name, earned, key }) => [name, earned, key])).toEqual([
      ["line", 0, "3: if held() {"],
      ["effect", 0, "text of e2"],
    ]);
    expect(parts[0]?.notes.map(({ verdict }) => verdict)).toEqual(["plain", "missed", "wrong"]);
    expect(parts[1]?.notes.map(({ verdict }) => verdict)).toEqual(["plain", "key", "plain"]);
  });

  it("is worth to a blind guesser the line, and the effect behind it", () => {
    expect(guessOf(item)).toBeCloseTo((1 / 3 + 1 / 9) / 2, 12);
  });
});

describe("an author's listing", () => {
  const problems = (changes: object) =>
    codeReadingSpec(z)
      .safeParse(aWrittenSpec("code-reading", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const only = (path: string, words: string) => [[path, expect.stringContaining(words)]];
  const nothing = { with: "nothing", why: { zh: "示意", en: "a sketch" } };

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("has the lines that can be picked, each once and none blank", () => {
    expect(problems({ lines: lines("l1:1", "l2:2*", "l3:9") })).toEqual(only("lines.2.at", "line 9 of a listing of 5"));
    expect(problems({ lines: lines("l1:1", "l2:2*", "l3:2") })).toEqual(only("lines.2.at", "a second entry of lines"));
    expect(problems({ listing: { lang: "go", text: "a()\n \nb()\nc()\n", check: nothing } })).toEqual(
      only("lines.1.at", "line 2, which is blank"),
    );
  });
  it("goes wrong at one line, with one effect", () => {
    expect(problems({ lines: lines("l1:1", "l2:2", "l3:3") })).toEqual(only("lines", "0 keys"));
    expect(problems({ lines: lines("l1:1*", "l2:2*", "l3:3") })).toEqual(only("lines", "2 keys"));
    expect(problems({ effects: options("e1", "e2") })).toEqual(only("effects", "0 keys"));
  });
  it("names the false idea of whoever picks another line", () => {
    const [first, ...others] = lines("l1:1", "l2:2*", "l3:3");
    expect(problems({ lines: [{ ...first, misconception: undefined }, ...others] })).toEqual(
      only("lines.0", "names no misconception"),
    );
  });
  it("has no two lines of one id", () => {
    expect(problems({ lines: lines("l1:1", "l2:2*", "l1:3") })).toEqual(only("lines.2.id", 'the id "l1"'));
  });
  it("is checked with the tool of its language, or says why with none", () => {
    expect(problems({ listing: { lang: "sql", text: "a\nb\nc\nd", check: { with: "go" } } })).toEqual(
      only("listing.check.with", "a listing in sql cannot be checked with go"),
    );
    expect(problems({ listing: { lang: "sql", text: "a\nb\nc\nd", check: nothing } })).toEqual([]);
    expect(problems({ listing: { lang: "sql", text: "a\nb\nc\nd", check: { with: "nothing" } } })).toHaveLength(1);
  });
  it("is short enough to be read", () => {
    expect(problems({ listing: { lang: "go", text: "a()\n".repeat(31), check: nothing } })).toEqual(
      only("listing.text", "31 lines"),
    );
  });
});
