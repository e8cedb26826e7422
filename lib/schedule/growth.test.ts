import { describe, expect, it } from "vitest";
import { anItem } from "../../tests/build";
import { dayMs } from "../mastery/constants";
import { initial, observeAll, predict } from "../mastery/estimate";
import { evidenceOf, traitsOf } from "../mastery/observe";
import { expectedAfter, gainBand, keptAfter, raiseOf, slopeOf } from "./growth";

const item = anItem({ statements: ["traffic.1"] });
const traits = traitsOf(item);
const now = Date.UTC(2026, 10, 21);
const state = observeAll(
  initial(),
  [1, 0, 1].flatMap((earned, n) => {
    const body = { score: { earned, possible: 1 }, observations: [], hints: 0 };
    return evidenceOf(`answer-${n}`, body, traits, now - (9 - n) * dayMs) ?? [];
  }),
);

describe("what the planner expects", () => {
  it("is what the estimator says, with and without recall, while nothing has risen", () => {
    const plain = predict(state, traits, now);
    expect(expectedAfter(plain, 0, traits.guess)).toBeCloseTo(plain.p, 9);
    for (const recall of [
      { r: 1, reviews: 1 },
      { r: 0.9, reviews: 3 },
      { r: 0.2, reviews: 8 },
      { r: 0, reviews: 2 },
    ])
      expect(expectedAfter(plain, 0, traits.guess, recall)).toBeCloseTo(predict(state, traits, now, recall).p, 9);
  });

  it("rises with its gap and stays between the guess floor and a slip", () => {
    const plain = predict(state, traits, now);
    const at = [-50, -1, 0, 1, 50].map((lift) => expectedAfter(plain, lift, traits.guess));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThanOrEqual(traits.guess);
    expect(at.at(-1)).toBeLessThanOrEqual(0.97);
  });
});

describe("the law of growth", () => {
  it("raises a gap most by what would have been wrong, and lets it fade", () => {
    expect([0, 0.5, 1].map(raiseOf)).toEqual([0.06, 0.03, 0]);
    expect([0, 1, 20, -3].map((days) => Number(keptAfter(days).toFixed(3)))).toEqual([1, 0.933, 0.738, 1]);
  });

  it("is worth most in the middle of the scale", () => {
    expect(slopeOf(0, 0.1)).toBeGreaterThan(slopeOf(2, 0.1));
    expect(slopeOf(0, 0.1)).toBeGreaterThan(slopeOf(-2, 0.1));
    // The slope is the derivative of p: compared with a difference.
    const p = (x: number) => 0.97 / (1 + Math.exp(-x));
    expect(slopeOf(0.7, 0)).toBeCloseTo((p(0.7 + 1e-5) - p(0.7 - 1e-5)) / 2e-5, 6);
  });

  it("is told in three words", () => {
    expect([0, 0.24, 0.25, 0.74, 0.75, 9].map(gainBand)).toEqual(["small", "small", "fair", "fair", "large", "large"]);
  });
});
