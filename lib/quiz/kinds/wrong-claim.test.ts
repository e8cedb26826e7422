import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, options, spans } from "../../../tests/build";
import { explainItem, guessOf, scoreItem } from "../score";
import { wrongClaimSpec } from "./wrong-claim";

const item = anItem({
  kind: "wrong-claim",
  spec: {
    spans: spans("s1", "s2*", "s3", "s4"),
    causes: options("c1*", "c2", "c3"),
    fixes: options("f1", "f2*"),
  },
});
const answer = (picked: string | null, cause: string, fix: string) => ({
  pick: { type: "pick" as const, picked },
  cause: { type: "choice" as const, chosen: [cause] },
  fix: { type: "choice" as const, chosen: [fix] },
});
const observed = (...response: [string, string, string]) => {
  const score = scoreItem(item, answer(...response), 1);
  return score.state === "marked"
    ? score.observations.map(({ score, misconception, weight }) => [score, misconception, weight])
    : [];
};

describe("a wrong claim", () => {
  it.each([
    [["s2", "c1", "f2"], 3],
    [["s2", "c1", "f1"], 2],
    [["s2", "c2", "f2"], 1],
    [["s1", "c1", "f2"], 0],
  ] as [[string, string, string], number][])("counts up to the first wrong tier: %j is %i of 3", (response, earned) => {
    expect(scoreItem(item, answer(...response), 1)).toMatchObject({ earned, possible: 3 });
  });

  it("observes the tiers up to the first wrong one and no further", () => {
    expect(observed("s1", "c2", "f1")).toEqual([[0, "idea-s1", 1]]);
    expect(observed("s2", "c2", "f1")).toEqual([
      [1, undefined, 0.5],
      [0, "idea-c2", 0.5],
    ]);
    expect(observed("s2", "c1", "f2")).toEqual([
      [1, undefined, 1 / 3],
      [1, undefined, 1 / 3],
      [1, undefined, 1 / 3],
    ]);
  });

  it("is unready until all three are given, and says which are not", () => {
    expect(scoreItem(item, {}, 1)).toEqual({ state: "unready", missing: ["pick", "cause", "fix"] });
    expect(scoreItem(item, answer(null, "c1", "gone"), 1)).toEqual({ state: "unready", missing: ["pick", "fix"] });
  });

  it("explains each tier by itself, also those that no longer count", () => {
    const parts = explainItem(item, answer("s1", "c1", "f1"), 1);
    expect(parts.map(({ name, earned, key }) => [name, earned, key])).toEqual([
      ["pick", 0, "text of s2"],
      ["cause", 0, "text of c1"],
      ["fix", 0, "text of f2"],
    ]);
    expect(parts[0]?.notes.map(({ verdict }) => verdict)).toEqual(["wrong", "missed", "plain", "plain"]);
    expect(parts[1]?.notes[0]?.verdict).toBe("key");
  });

  it("is worth to a blind guesser each tier times all before it", () => {
    expect(guessOf(item)).toBeCloseTo((1 / 4 + 1 / 12 + 1 / 24) / 3, 12);
  });
});

describe("an author's wrong claim", () => {
  const problems = (changes: object) =>
    wrongClaimSpec(z)
      .safeParse(aWrittenSpec("wrong-claim", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("must have exactly one wrong span", () => {
    expect(problems({ spans: spans("s1", "s2", "s3") })).toEqual([
      ["spans", expect.stringContaining("0 of the spans are wrong")],
    ]);
    expect(problems({ spans: spans("s1*", "s2*", "s3") })).toEqual([
      ["spans", expect.stringContaining("2 of the spans are wrong")],
    ]);
  });
  it("must have one cause and one fix that are right", () => {
    expect(problems({ causes: options("c1", "c2"), fixes: options("f1*", "f2*") })).toEqual([
      ["causes", expect.stringContaining("0 keys")],
      ["fixes", expect.stringContaining("2 keys")],
    ]);
  });
  it("must not see a misconception in the right pick", () => {
    const [first, second, third] = spans("s1", "s2*", "s3");
    expect(problems({ spans: [first, { ...second, misconception: "idea-s2" }, third] })).toEqual([
      ["spans.1.misconception", expect.stringContaining("remove it")],
    ]);
  });
});
