import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, options } from "../../../tests/build";
import { explainItem, guessOf, scoreItem } from "../score";
import { multipleChoiceSpec } from "./multiple-choice";

const item = anItem({ kind: "multiple-choice", spec: { options: options("a*", "b*", "c", "d") } });
const choose = (...chosen: string[]) => ({ choice: { type: "choice" as const, chosen } });

describe("a multiple choice", () => {
  it.each([
    [["a", "b"], 2],
    [["a"], 1],
    [["a", "b", "c"], 1],
    [["a", "c"], 0],
    [["c", "d"], 0],
    [["a", "b", "c", "d"], 0],
  ])("counts keys less false choices, never below nothing: %j is %i of 2", (chosen, earned) => {
    expect(scoreItem(item, choose(...chosen), 1)).toMatchObject({ earned, possible: 2 });
  });

  it("observes every option, chosen or left", () => {
    const score = scoreItem(item, choose("a", "c"), 1);
    expect(score.state === "marked" && score.observations).toEqual([
      { statement: "consistency.4", score: 1, weight: 0.25 },
      { statement: "consistency.4", score: 0, weight: 0.25 },
      { statement: "consistency.4", score: 0, weight: 0.25, misconception: "idea-c" },
      { statement: "consistency.4", score: 1, weight: 0.25 },
    ]);
  });

  it("does not count an option twice, nor one that it no longer has", () => {
    expect(scoreItem(item, choose("a", "a", "gone"), 1)).toMatchObject({ earned: 1 });
  });

  it("is unready while nothing is chosen", () => {
    expect(scoreItem(item, choose(), 1)).toEqual({ state: "unready", missing: ["choice"] });
  });

  it("tells what was missed from what was wrongly taken", () => {
    const [part] = explainItem(item, choose("a", "c"), 1);
    expect(part?.notes.map(({ verdict }) => verdict)).toEqual(["key", "missed", "wrong", "plain"]);
    expect(part?.key).toBe("text of a\ntext of b");
  });

  it("is worth to a blind guesser what the mean over all subsets earns", () => {
    // a, b keys of a..d: of the 15 subsets, {a,b} earns 1 and {a}, {b}, {a,b,c}, {a,b,d} earn a half.
    expect(guessOf(item)).toBeCloseTo((1 + 4 * 0.5) / 15, 12);
  });
});

describe("an author's multiple choice", () => {
  const problems = (changes: object) =>
    multipleChoiceSpec(z)
      .safeParse(aWrittenSpec("multiple-choice", changes))
      .error?.issues.map(({ message }) => message) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("must have two keys", () => {
    expect(problems({ options: options("a*", "b", "c") })).toEqual([
      expect.stringContaining("1 keys; mark at least two"),
    ]);
  });
  it("must have an option that is no key", () => {
    expect(problems({ options: options("a*", "b*", "c*") })).toEqual([
      expect.stringContaining("every option is a key"),
    ]);
  });
});
