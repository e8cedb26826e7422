import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, slip } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { numericSpec } from "./numeric";

const type = (text: string) => ({ number: { type: "number" as const, text } });
const earned = (item: ReturnType<typeof anItem>, text: string, seed = 1) => {
  const score = scoreItem(item, type(text), seed);
  return score.state === "marked" ? score.earned : score.state;
};

const majority = anItem({
  kind: "numeric",
  stem: "How many of {n} nodes are a majority?",
  spec: {
    parameters: { n: [4, 6, 8] },
    answer: "floor(n / 2) + 1",
    slips: [slip("n / 2", "half"), slip("n", "all")],
    working: "half of {n}, and one more: {answer}",
  },
});
const seedFor = (n: number) => {
  for (let seed = 0; seed < 100; seed++) if (present(majority, seed).stem.includes(`of ${n} nodes`)) return seed;
  throw new Error(`no seed below 100 draws ${n}`);
};

describe("a numeric question", () => {
  it("draws its parameters by the seed and fills them into stem and working", () => {
    const seed = seedFor(6);
    expect(present(majority, seed).stem).toBe("How many of 6 nodes are a majority?");
    expect(earned(majority, "4", seed)).toBe(1);
    const [part] = explainItem(majority, type("4"), seed);
    expect(part).toMatchObject({ key: "4 nodes", rationale: "half of 6, and one more: 4" });
  });

  it("draws every listed value for some seed", () => {
    expect([4, 6, 8].map((n) => seedFor(n)).every((seed) => seed < 100)).toBe(true);
  });

  it("reads the misconception off a value that a slip predicts", () => {
    const seed = seedFor(8);
    expect(scoreItem(majority, type("4"), seed)).toMatchObject({
      earned: 0,
      observations: [{ misconception: "idea-half", score: 0, weight: 1 }],
    });
    const [part] = explainItem(majority, type("8"), seed);
    expect(part?.notes).toEqual([
      { id: "number", verdict: "wrong", rationale: "because of all", misconception: "idea-all" },
    ]);
  });

  it("is exact without a tolerance and relative with one", () => {
    const exact = anItem({ kind: "numeric", spec: { answer: 200, tolerance: 0 } });
    expect([earned(exact, "200"), earned(exact, "200.0"), earned(exact, "201")]).toEqual([1, 1, 0]);
    const close = anItem({
      kind: "numeric",
      spec: { answer: 200, tolerance: 0.05, slips: [slip(100, "a"), slip(400, "b")] },
    });
    expect([earned(close, "190"), earned(close, "210"), earned(close, "189"), earned(close, "211")]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  it("is not led astray by binary fractions", () => {
    expect(earned(anItem({ kind: "numeric", spec: { answer: "0.1 + 0.2" } }), "0.3")).toBe(1);
  });

  it("gives half on a log scale within a factor of ten, and nothing beyond", () => {
    const estimate = anItem({
      kind: "numeric",
      spec: { answer: 1000, tolerance: 0.2, scale: "log", slips: [slip(125, "bits"), slip(1e6, "bytes")] },
    });
    expect(["1100", "100", "10000", "125", "99", "10001", "-1000"].map((text) => earned(estimate, text))).toEqual([
      1, 0.5, 0.5, 0.5, 0, 0, 0,
    ]);
    expect(scoreItem(estimate, type("125"), 1)).toMatchObject({
      observations: [{ misconception: "idea-bits", score: 0.5 }],
    });
  });

  it("calls what it cannot read unready, never wrong", () => {
    for (const text of ["", "five", "50%", "5 seconds", "1,5"]) expect(earned(majority, text), text).toBe("unready");
    expect(scoreItem(majority, {}, 1)).toEqual({ state: "unready", missing: ["number"] });
  });

  it("accepts its own unit in the field", () => {
    expect(earned(majority, "4 nodes", seedFor(6))).toBe(1);
  });

  it("states its rule with the tolerance that holds", () => {
    const ruleOf = (spec: object) => {
      const { rule, ruleValues } = present(anItem({ kind: "numeric", spec }), 1);
      return [rule, ruleValues];
    };
    expect(ruleOf({ tolerance: 0 })).toEqual(["rule.numeric-exact", {}]);
    expect(ruleOf({ tolerance: 0.05 })).toEqual(["rule.numeric-tolerance", { percent: 5 }]);
    expect(ruleOf({ tolerance: 0.07, scale: "log" })).toEqual(["rule.numeric-log", { percent: 7 }]);
  });

  it("is not met by chance", () => {
    expect(guessOf(majority)).toBe(0);
  });
});

describe("an author's numeric question", () => {
  const problems = (changes: object) =>
    numericSpec(z)
      .safeParse(aWrittenSpec("numeric", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
    expect(
      problems({ parameters: { n: [4, 6] }, answer: "n / 2 + 1", slips: [slip("n / 2", "a"), slip("n", "b")] }),
    ).toEqual([]);
  });
  it("must have an answer that can be read, over its own parameters", () => {
    expect(problems({ answer: "n + 1" })).toEqual([["answer", expect.stringContaining("unknown name n")]]);
    expect(problems({ answer: "5 +" })).toEqual([["answer", expect.stringContaining("column 4")]]);
  });
  it("must have slips that differ from the answer for every value of the parameters", () => {
    const slips = [slip("ceil(n / 2)", "half"), slip("n", "all")];
    expect(problems({ parameters: { n: [4, 5] }, answer: "floor(n / 2) + 1", slips })).toEqual([
      ["slips.0.value", expect.stringContaining("counts as the right answer for n = 5; change")],
    ]);
    expect(problems({ answer: 100, tolerance: 0.1, slips: [slip(95, "near"), slip(8, "far")] })).toEqual([
      ["slips.0.value", expect.stringContaining("counts as the right answer as written")],
    ]);
  });
  it("must have slips that differ from each other", () => {
    expect(problems({ slips: [slip(4, "a"), slip("2 * 2", "b")] })).toEqual([
      ["slips.1.value", expect.stringContaining("merge the two")],
    ]);
  });
  it("must have two slips", () => {
    expect(problems({ slips: [slip(4, "a")] })).toEqual([["slips", expect.any(String)]]);
  });
  it("must have an answer that exists and that one can type", () => {
    expect(problems({ answer: "1 / 0" })).toEqual([["answer", expect.stringContaining("has no value")]]);
    expect(problems({ answer: "10 / 3" })).toEqual([
      ["answer", expect.stringContaining("nobody can type exactly; set a tolerance")],
    ]);
    expect(problems({ answer: "10 / 3", tolerance: 0.01 })).toEqual([]);
    expect(problems({ answer: -5, scale: "log" })).toEqual([["answer", expect.stringContaining("log scale")]]);
  });
  it("may write only its own parameters in braces", () => {
    expect(problems({ working: "{m} and {answer}" })).toEqual([
      ["working.zh", expect.stringContaining("{m} is no parameter")],
      ["working.en", expect.stringContaining("{m} is no parameter")],
    ]);
  });
  it("may not call a parameter like a function, nor make too many combinations", () => {
    expect(problems({ parameters: { floor: [1] } })).toEqual([
      ["parameters.floor", expect.stringContaining("cannot be a parameter")],
    ]);
    const many = Array.from({ length: 101 }, (_, index) => index);
    expect(problems({ parameters: { n: many, m: many } })).toEqual([
      ["parameters", expect.stringContaining("10201 combinations")],
    ]);
  });
});
