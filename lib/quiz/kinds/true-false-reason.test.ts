import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, options } from "../../../tests/build";
import { explainItem, guessOf, scoreItem } from "../score";
import { trueFalseReasonSpec } from "./true-false-reason";

const item = anItem({
  kind: "true-false-reason",
  spec: { holds: false, misconception: "idea-it-holds", reasons: options("r1", "r2*", "r3", "r4") },
});
const answer = (holds: boolean, reason: string) => ({
  verdict: { type: "verdict" as const, holds },
  reason: { type: "choice" as const, chosen: [reason] },
});

describe("a verdict with its reason", () => {
  it.each([
    [false, "r2", 1],
    [false, "r1", 0],
    [true, "r2", 0],
    [true, "r3", 0],
  ])("pays only for both: %s because of %s is %i of 1", (holds, reason, earned) => {
    expect(scoreItem(item, answer(holds, reason), 1)).toMatchObject({ earned, possible: 1 });
  });

  it("reads the misconception off the verdict first, and off the reason only behind a right verdict", () => {
    const shown = (holds: boolean, reason: string) => {
      const score = scoreItem(item, answer(holds, reason), 1);
      return score.state === "marked" ? score.observations : [];
    };
    const statement = "consistency.4";
    expect(shown(true, "r1")).toEqual([{ statement, score: 0, weight: 1, misconception: "idea-it-holds" }]);
    expect(shown(false, "r1")).toEqual([{ statement, score: 0, weight: 1, misconception: "idea-r1" }]);
    expect(shown(false, "r2")).toEqual([{ statement, score: 1, weight: 1 }]);
  });

  it("is unready until both are given, and says which are not", () => {
    expect(scoreItem(item, { verdict: { type: "verdict", holds: false } }, 1)).toEqual({
      state: "unready",
      missing: ["reason"],
    });
    expect(scoreItem(item, { ...answer(false, "gone") }, 1)).toEqual({ state: "unready", missing: ["reason"] });
    expect(scoreItem(item, { reason: { type: "choice", chosen: ["r2"] } }, 1)).toEqual({
      state: "unready",
      missing: ["verdict"],
    });
  });

  it("explains the verdict and the reason, the point standing at the reason", () => {
    const [verdict, reason] = explainItem(item, answer(true, "r2"), 1);
    expect(verdict).toEqual({
      name: "verdict",
      earned: 0,
      possible: 0,
      key: "false",
      notes: [
        { id: "true", verdict: "wrong", misconception: "idea-it-holds" },
        { id: "false", verdict: "missed" },
      ],
    });
    expect(reason).toMatchObject({ name: "reason", earned: 0, possible: 1, key: "text of r2" });
    expect(reason?.notes.map((note) => note.verdict)).toEqual(["plain", "key", "plain", "plain"]);
  });

  it("is worth to a blind guesser half of one in as many as there are reasons", () => {
    expect(guessOf(item)).toBe(1 / 8);
  });
});

describe("an author's verdict with its reason", () => {
  const problems = (changes: object) =>
    trueFalseReasonSpec(z)
      .safeParse(aWrittenSpec("true-false-reason", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ holds: true })).toEqual([]);
  });
  it("must have exactly one right reason, of at least three", () => {
    expect(problems({ reasons: options("r1", "r2", "r3") })).toEqual([
      ["reasons", expect.stringContaining("0 keys; mark exactly one")],
    ]);
    expect(problems({ reasons: options("r1*", "r2") })).toEqual([["reasons", expect.any(String)]]);
  });
  it("must name the idea behind the wrong verdict, by its id", () => {
    expect(problems({ misconception: undefined })).toEqual([["misconception", expect.any(String)]]);
    expect(problems({ misconception: "It holds" })).toEqual([["misconception", expect.stringContaining("lower-case")]]);
  });
});
