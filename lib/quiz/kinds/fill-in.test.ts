import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, blank } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { fillInSpec } from "./fill-in";

const xx = { texts: ["XX"], misconception: "idea-xx", rationale: "because of xx" };
const item = anItem({
  kind: "fill-in",
  spec: {
    text: "SET lock {{value}} {{mode}} PX 30000",
    isCode: true,
    blanks: [blank("value", "a random token", "随机令牌"), { ...blank("mode", "NX"), slips: [xx] }],
  },
});
const fill = (texts: Record<string, string>) => ({ blanks: { type: "blanks" as const, texts } });
const earned = (value: string, mode: string) => {
  const score = scoreItem(item, fill({ value, mode }), 1);
  return score.state === "marked" ? score.earned : score.state;
};

describe("a text with blanks", () => {
  it.each([
    ["a random token", "NX", 2],
    ["随机 令牌。", "ｎｘ", 2],
    ["A  Random\u3000Token", "Nx ", 2],
    ["a constant", "NX", 1],
    ["NX", "a random token", 0],
  ])("pays each blank that holds an accepted word, however typed: %j and %j are %i of 2", (value, mode, points) => {
    expect(earned(value, mode)).toBe(points);
  });

  it("tells upper from lower case only where the blank says so", () => {
    const strict = anItem({
      kind: "fill-in",
      spec: { text: "{{name}}", blanks: [{ ...blank("name", "maxInFlight"), isCaseSensitive: true }] },
    });
    expect(scoreItem(strict, fill({ name: "maxinflight" }), 1)).toMatchObject({ earned: 0 });
    expect(scoreItem(strict, fill({ name: "ｍaxInFlight" }), 1)).toMatchObject({ earned: 1 });
    expect([present(item, 1).rule, present(strict, 1).rule]).toEqual(["rule.fill-in", "rule.fill-in-case"]);
  });

  it("observes each blank, with the idea of a word that a slip lists", () => {
    const score = scoreItem(item, fill({ value: "lock", mode: "xx" }), 1);
    const shown = score.state === "marked" ? score.observations : [];
    expect(shown.map(({ score, misconception, weight }) => [score, misconception, weight])).toEqual([
      [0, undefined, 0.5],
      [0, "idea-xx", 0.5],
    ]);
  });

  it("is unready until something stands in every blank", () => {
    for (const texts of [{}, { value: "a token" }, { value: "a token", mode: "  " }])
      expect(scoreItem(item, fill(texts as Record<string, string>), 1)).toEqual({
        state: "unready",
        missing: ["blanks"],
      });
  });

  it("shows afterwards all that would have counted, and why", () => {
    const [part] = explainItem(item, fill({ value: "a random token", mode: "XX" }), 1);
    expect(part).toMatchObject({ earned: 1, possible: 2, key: "a random token / 随机令牌\nNX" });
    expect(part?.notes).toEqual([
      { id: "value", verdict: "key", rationale: "because of value" },
      { id: "mode", verdict: "wrong", rationale: "because of xx\nbecause of mode", misconception: "idea-xx" },
    ]);
    expect(explainItem(item, {}, 1)[0]?.notes.map(({ verdict }) => verdict)).toEqual(["missed", "missed"]);
  });

  it("asks in runs of text and blanks, all fields of one size", () => {
    expect(present(item, 1).interactions).toEqual([
      {
        type: "blanks",
        name: "blanks",
        isCode: true,
        text: [
          { text: "SET lock " },
          { blank: "value", size: 16 },
          { text: " " },
          { blank: "mode", size: 16 },
          { text: " PX 30000" },
        ],
      },
    ]);
  });

  it("is not met by chance", () => {
    expect(guessOf(item)).toBe(0);
  });
});

describe("an author's text with blanks", () => {
  const problems = (changes: object) =>
    fillInSpec(z)
      .safeParse(aWrittenSpec("fill-in", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const one = (text: unknown, ...blanks: object[]) => problems({ text, blanks });

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
    expect(one({ zh: "用 {{b}} 再 {{a}}", en: "{{a}}, then {{b}}" }, blank("a", "x"), blank("b", "y"))).toEqual([]);
  });
  it("must have each blank once in each language", () => {
    expect(one({ zh: "{{a}}", en: "none" }, blank("a", "x"))).toEqual([
      ["text.en", expect.stringContaining('the blank "a" does not stand in this text; write {{a}}')],
    ]);
    expect(one({ zh: "{{a}}", en: "{{a}} {{a}}" }, blank("a", "x"))).toEqual([
      ["text.en", expect.stringContaining("{{a}} stands twice")],
    ]);
  });
  it("may hold in braces only its own blanks", () => {
    expect(one("{{a}} {{ b }}", blank("a", "x"))).toEqual([
      ["text.zh", expect.stringContaining("{{ b }} is no blank")],
      ["text.en", expect.stringContaining("{{ b }} is no blank")],
    ]);
  });
  it("must give each blank its own id", () => {
    expect(one("{{a}}", blank("a", "x"), blank("a", "y"))).toEqual([
      ["blanks.1.id", expect.stringContaining('has the id "a"')],
    ]);
  });
  it("need not list a word twice in two ways of typing it", () => {
    expect(one("{{a}}", blank("a", "Read Index", "ｒead index."))).toEqual([
      ["blanks.0.accepted.1", expect.stringContaining('counts as "Read Index"')],
    ]);
    expect(one("{{a}}", { ...blank("a", "GET", "get"), isCaseSensitive: true })).toEqual([]);
  });
  it("may not call an accepted word a slip", () => {
    expect(one("{{a}}", { ...blank("a", "NX"), slips: [{ ...xx, texts: ["XX", "nx"] }] })).toEqual([
      ["blanks.0.slips.0.texts.1", expect.stringContaining('counts as the right answer "NX"')],
    ]);
    expect(one("{{a}}", { ...blank("a", "NX"), slips: [xx, { ...xx, texts: ["ＸＸ"] }] })).toEqual([
      ["blanks.0.slips.1.texts.0", expect.stringContaining("listed already")],
    ]);
  });
  it("must write an accepted word so that it cannot be taken for two", () => {
    expect(one("{{a}}", blank("a", "n / 2"))).toEqual([
      ["blanks.0.accepted.0", expect.stringContaining("write it without spaces")],
    ]);
  });
});
