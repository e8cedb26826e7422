import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, judged, options } from "../../../tests/build";
import type { Response } from "../interaction";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { tradeOffFlipSpec } from "./trade-off-flip";

const item = anItem({
  kind: "trade-off-flip",
  spec: {
    options: judged("a:first", "b:second", "c"),
    why: options("w1*", "w2"),
    flip: "Now the disks are slow.",
    whyNow: options("n1", "n2*", "n3", "n4"),
  },
});
const names = ["first", "why", "second", "whyNow"];
const answer = (...chosen: string[]): Response =>
  Object.fromEntries(chosen.map((id, index) => [names[index], { type: "choice", chosen: [id] }]));
const observed = (...chosen: string[]) => {
  const score = scoreItem(item, answer(...chosen), 1);
  return score.state === "marked" ? score.observations.map(({ score, misconception }) => [score, misconception]) : [];
};

describe("a trade-off whose constraint changes", () => {
  it.each([
    [["a", "w1", "b", "n2"], 4],
    [["a", "w2", "b", "n2"], 3],
    [["a", "w1", "a", "n2"], 2],
    [["c", "w1", "b", "n2"], 2],
    [["b", "w1", "a", "n2"], 0],
  ])("pays each choice, and each reason behind a right choice: %j is %i of 4", (chosen, earned) => {
    expect(scoreItem(item, answer(...chosen), 1)).toMatchObject({ earned, possible: 4 });
  });

  it("observes a reason only behind a right choice, and judges an option by the time it was chosen at", () => {
    expect(observed("b", "w1", "b", "n1")).toEqual([
      [0, "idea-b-first"],
      [1, undefined],
      [0, "idea-n1"],
    ]);
    expect(observed("a", "w2", "a", "n2")).toEqual([
      [1, undefined],
      [0, "idea-w2"],
      [0, "idea-a-second"],
    ]);
  });

  it("tells the change with the second choice, and shows the designs in one order both times", () => {
    const [first, , second] = present(item, 7).interactions;
    expect(first?.prompt).toBeUndefined();
    expect(second?.prompt).toBe("Now the disks are slow.");
    expect(first?.type === "choice" && first.options).toEqual(second?.type === "choice" && second.options);
  });

  it("is unready until all four are given, and says which are not", () => {
    expect(scoreItem(item, answer("a", "w1"), 1)).toEqual({ state: "unready", missing: ["second", "whyNow"] });
    expect(scoreItem(item, answer("a", "gone", "b", "n2"), 1)).toEqual({ state: "unready", missing: ["why"] });
  });

  it("explains each step by itself, also a right reason that no longer counts", () => {
    const parts = explainItem(item, answer("c", "w1", "b", "n2"), 1);
    expect(parts.map(({ name, earned, key }) => [name, earned, key])).toEqual([
      ["first", 0, "text of a"],
      ["why", 0, "text of w1"],
      ["second", 1, "text of b"],
      ["whyNow", 1, "text of n2"],
    ]);
    expect(parts[0]?.notes.map(({ rationale }) => rationale)).toEqual([
      "because of a first",
      "because of b first",
      "because of c first",
    ]);
    expect(parts[1]?.notes[0]?.verdict).toBe("key");
    expect(parts[2]?.notes.map(({ verdict }) => verdict)).toEqual(["plain", "key", "plain"]);
  });

  it("is worth to a blind guesser each choice, and each reason times its choice", () => {
    expect(guessOf(item)).toBeCloseTo((1 / 3 + 1 / 6 + 1 / 3 + 1 / 12) / 4, 12);
  });
});

describe("an author's trade-off", () => {
  const problems = (changes: object) =>
    tradeOffFlipSpec(z)
      .safeParse(aWrittenSpec("trade-off-flip", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound, also when the change changes nothing", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ options: judged("a:both", "b") })).toEqual([]);
  });
  it("must have one key each time", () => {
    expect(problems({ options: judged("a:first", "b:first", "c") })).toEqual([
      ["options", expect.stringContaining("2 of the options are the key in `first`; mark exactly one")],
      ["options", expect.stringContaining("0 of the options are the key in `second`")],
    ]);
    expect(problems({ why: options("w1", "w2"), whyNow: options("n1*", "n2*") })).toEqual([
      ["why", expect.stringContaining("0 keys")],
      ["whyNow", expect.stringContaining("2 keys")],
    ]);
  });
  it("must name the idea behind each wrong choice, and none behind a right one", () => {
    const [a, b] = judged("a:first", "b:second");
    const second = { rationale: "because" };
    expect(problems({ options: [{ ...a, second }, b] })).toEqual([
      ["options.0.second", expect.stringContaining("names no misconception there; add")],
    ]);
    const first = { ...a?.first, misconception: "idea-a" };
    expect(problems({ options: [{ ...a, first }, b] })).toEqual([
      ["options.0.first.misconception", expect.stringContaining("remove")],
    ]);
  });
  it("must give each design its own id", () => {
    expect(problems({ options: judged("a:first", "b:second", "b") })).toEqual([
      ["options.2.id", expect.stringContaining('has the id "b"')],
    ]);
  });
});
