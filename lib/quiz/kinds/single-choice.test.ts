import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, options, written } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { singleChoiceSpec } from "./single-choice";

const item = anItem({ kind: "single-choice", spec: { options: options("a*", "b", "c") } });
const choose = (...chosen: string[]) => ({ choice: { type: "choice" as const, chosen } });

describe("a single choice", () => {
  it("gives one point for the key and none for a distractor", () => {
    expect(scoreItem(item, choose("a"), 1)).toMatchObject({ state: "marked", earned: 1, possible: 1 });
    expect(scoreItem(item, choose("b"), 1)).toMatchObject({ state: "marked", earned: 0, possible: 1 });
  });

  it("reads the misconception off the distractor, under every statement of the item", () => {
    const two = anItem({ spec: { options: options("a*", "b") }, statements: ["consistency.4", "resilience.2"] });
    expect(scoreItem(two, choose("b"), 1)).toMatchObject({
      observations: [
        { statement: "consistency.4", misconception: "idea-b", score: 0, weight: 0.5 },
        { statement: "resilience.2", misconception: "idea-b", score: 0, weight: 0.5 },
      ],
    });
  });

  it("is unready until exactly one option that it has is chosen", () => {
    for (const response of [{}, choose(), choose("a", "b"), choose("gone")])
      expect(scoreItem(item, response, 1)).toEqual({ state: "unready", missing: ["choice"] });
  });

  it("explains every option, whichever was taken", () => {
    const [part] = explainItem(item, choose("b"), 1);
    expect(part).toMatchObject({ earned: 0, possible: 1, key: "text of a" });
    expect(part?.notes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["a", "missed"],
      ["b", "wrong"],
      ["c", "plain"],
    ]);
    expect(part?.notes.every(({ rationale }) => rationale?.startsWith("because"))).toBe(true);
  });

  it("is met by chance once in as many tries as it has options", () => {
    expect(guessOf(item)).toBe(1 / 3);
  });

  it("keeps sorted options in their order", () => {
    const sorted = anItem({ spec: { options: options("one", "two*", "three", "four"), fixedOrder: true } });
    for (let seed = 0; seed < 20; seed++) {
      const [asked] = present(sorted, seed).interactions;
      expect(asked?.type === "choice" && asked.options.map(({ id }) => id)).toEqual(["one", "two", "three", "four"]);
    }
  });
});

describe("an author's single choice", () => {
  const problems = (changes: object) =>
    singleChoiceSpec(z)
      .safeParse(aWrittenSpec("single-choice", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("must have exactly one key", () => {
    expect(problems({ options: options("a", "b") })).toEqual([
      ["options", expect.stringContaining("0 keys; mark exactly one")],
    ]);
    expect(problems({ options: options("a*", "b*", "c") })).toEqual([["options", expect.stringContaining("2 keys")]]);
  });
  it("must give each option its own id", () => {
    expect(problems({ options: options("a*", "b", "b") })).toEqual([
      ["options.2.id", expect.stringContaining('has the id "b"')],
    ]);
  });
  it("must name the misconception of what is no key, and none for the key", () => {
    const [key, distractor] = options("a*", "b");
    expect(problems({ options: [key, { ...distractor, misconception: undefined }] })).toEqual([
      ["options.1", expect.stringContaining("names no misconception; add")],
    ]);
    expect(problems({ options: [{ ...key, misconception: "idea-a" }, distractor] })).toEqual([
      ["options.0.misconception", expect.stringContaining("remove")],
    ]);
  });
  it("must have a rationale for every option, in both languages", () => {
    const [key, distractor] = options("a*", "b");
    const issues = singleChoiceSpec(z).safeParse({
      options: [written(key), { ...(written(distractor) as object), rationale: { zh: "因为" } }],
    }).error?.issues;
    expect(issues?.map(({ path }) => path.join("."))).toEqual(["options.1.rationale.en"]);
  });
});
