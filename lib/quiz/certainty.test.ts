import { describe, expect, it } from "vitest";
import { cbmOf, certaintyOf, paysFrom } from "./certainty";

describe("a certainty-based mark", () => {
  // Moodle's own cases: question/behaviour/deferredcbm/tests/question_cbm_test.php
  it.each([
    [1, 1, 1],
    [1, 2, 2],
    [1, 3, 3],
    [0, 1, 0],
    [0, 2, -2],
    [0, 3, -6],
    [0.5, 1, 0.5],
    [0.5, 2, 1],
    [0.5, 3, 1.5],
  ] as const)("is that of Moodle: share %f at confidence %i is %f", (share, confidence, mark) => {
    expect(cbmOf(share, confidence)).toBe(mark);
  });

  it("does not take a rounding error for something earned", () => {
    expect(cbmOf(1e-9, 3)).toBe(-6);
    expect(cbmOf(0.01, 3)).toBeCloseTo(0.03, 12);
  });

  it("pays best for saying what one believes", () => {
    const expected = (p: number, confidence: 1 | 2 | 3) => p * cbmOf(1, confidence) + (1 - p) * cbmOf(0, confidence);
    for (let percent = 0; percent <= 100; percent++) {
      const p = percent / 100;
      const best = ([3, 2, 1] as const).find((confidence) => p >= paysFrom[confidence]) ?? 1;
      for (const other of [1, 2, 3] as const)
        expect(expected(p, best), `${percent} % at ${other}`).toBeGreaterThanOrEqual(expected(p, other) - 1e-9);
    }
  });
});

describe("the certainty of many answers", () => {
  it("is their total, their mean, and the same by confidence", () => {
    const summary = certaintyOf([
      { share: 1, confidence: 3 },
      { share: 0, confidence: 3 },
      { share: 0.5, confidence: 2 },
      { share: 1, confidence: 1 },
      { share: 1 },
    ]);
    expect(summary).toEqual({
      n: 4,
      total: -1,
      mean: -0.25,
      by: [
        { confidence: 1, n: 1, total: 1, mean: 1, share: 1 },
        { confidence: 2, n: 1, total: 1, mean: 1, share: 0.5 },
        { confidence: 3, n: 2, total: -3, mean: -1.5, share: 0.5 },
      ],
    });
  });

  it("is nothing, and no zero, where nobody said how sure", () => {
    const { n, total, mean, by } = certaintyOf([{ share: 1 }, { share: 0 }]);
    expect([n, total, mean]).toEqual([0, 0, undefined]);
    expect(by.map((each) => [each.n, each.mean, each.share])).toEqual(Array(3).fill([0, undefined, undefined]));
  });
});
