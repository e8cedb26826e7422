import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, left, right } from "../../../tests/build";
import { explainItem, guessOf, scoreItem } from "../score";
import { matchingSpec } from "./matching";

const match = (pairs: Record<string, string>) => ({ match: { type: "match" as const, pairs } });
const item = anItem({
  kind: "matching",
  spec: { left: left("x:a", "y:b", "z:c"), right: right("a", "b", "c", "d") },
});
const reusing = anItem({
  kind: "matching",
  spec: { left: left("x:a", "y:a", "z:b"), right: right("a", "b"), reuse: true },
});

describe("a matching", () => {
  it("gives a point for each left entry that has its own", () => {
    expect(scoreItem(item, match({ x: "a", y: "b", z: "c" }), 1)).toMatchObject({ earned: 3, possible: 3 });
    expect(scoreItem(item, match({ x: "a", y: "c", z: "d" }), 1)).toMatchObject({ earned: 1, possible: 3 });
  });

  it("observes each left entry, with the idea of what was taken where it does not belong", () => {
    const score = scoreItem(item, match({ x: "a", y: "d", z: "c" }), 1);
    const shown = score.state === "marked" ? score.observations : [];
    expect(shown.map(({ score, misconception }) => [score, misconception])).toEqual([
      [1, undefined],
      [0, "idea-d"],
      [1, undefined],
    ]);
  });

  it("lets an entry serve twice only where it may", () => {
    expect(scoreItem(reusing, match({ x: "a", y: "a", z: "b" }), 1)).toMatchObject({ earned: 3 });
    expect(scoreItem(item, match({ x: "a", y: "a", z: "c" }), 1)).toMatchObject({ state: "unready" });
  });

  it("is unready until every left entry has one that exists", () => {
    const incomplete: Record<string, string>[] = [{}, { x: "a", y: "b" }, { x: "a", y: "b", z: "gone" }];
    for (const pairs of incomplete)
      expect(scoreItem(item, match(pairs), 1)).toEqual({ state: "unready", missing: ["match"] });
  });

  it("explains each left entry", () => {
    const [part] = explainItem(item, match({ x: "a", y: "d", z: "c" }), 1);
    expect(part?.notes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["x", "key"],
      ["y", "wrong"],
      ["z", "key"],
    ]);
    expect(part?.key.split("\n")[1]).toBe("text of y → text of b");
  });

  it("is worth to a blind guesser one in as many as there are right entries", () => {
    expect(guessOf(item)).toBe(0.25);
    expect(guessOf(reusing)).toBe(0.5);
  });
});

describe("an author's matching", () => {
  const problems = (changes: object) =>
    matchingSpec(z)
      .safeParse(aWrittenSpec("matching", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("must have its keys among the right entries", () => {
    expect(problems({ left: left("x:a", "y:b", "z:q") })).toEqual([
      ["left.2.key", expect.stringContaining('"q" is not among the right entries')],
    ]);
  });
  it("must have one right entry to spare, unless entries may serve twice", () => {
    expect(problems({ right: right("a", "b", "c") })).toEqual([["right", expect.stringContaining("add one more")]]);
    expect(problems({ right: right("a", "b", "c"), reuse: true })).toEqual([]);
  });
  it("may use a key twice only when it says so", () => {
    expect(problems({ left: left("x:a", "y:a", "z:c") })).toEqual([
      ["left.1.key", expect.stringContaining("reuse: true")],
    ]);
  });
  it("must name the idea behind an entry that belongs nowhere", () => {
    const spare = [...right("a", "b", "c"), { id: "d", text: "text of d" }];
    expect(problems({ right: spare })).toEqual([["right.3", expect.stringContaining("names no misconception")]]);
  });
});
