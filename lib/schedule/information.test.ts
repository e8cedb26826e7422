import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { model } from "../mastery/constants";
import { expectedGain, gainAboutLine, outcomes } from "./information";

const density = (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
const chance = (x: number, guess: number) => guess + (1 - guess - model.slip) / (1 + Math.exp(-x));
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
const grid = Array.from({ length: 401 }, (_, index) => -8 + index * 0.04);

/** P(k of n right | the part of the logit that matters stands z deviations from its middle), by 401 points. */
function chancesAt(z: number, mean: number, about: number, noise: number, guess: number, n: number): number[] {
  return Array.from({ length: n + 1 }, (_, k) =>
    (noise === 0 ? [0] : grid).reduce((sum, e) => {
      const p = chance(mean + Math.sqrt(about) * z + Math.sqrt(noise) * e, guess);
      return sum + (noise === 0 ? 1 : density(e) * 0.04) * choose(n, k) * p ** k * (1 - p) ** (n - k);
    }, 0),
  );
}

/** The expected divergence of the belief after an answer from the one before, straight from its definition. */
function plainGain(mean: number, about: number, noise: number, guess: number, n: number): number {
  const points = grid.map((z) => ({ weight: density(z) * 0.04, at: chancesAt(z, mean, about, noise, guess, n) }));
  let gain = 0;
  for (let k = 0; k <= n; k++) {
    const total = points.reduce((sum, { weight, at }) => sum + weight * (at[k] ?? 0), 0);
    for (const { weight, at } of points) {
      const after = (weight * (at[k] ?? 0)) / total;
      if (after > 0) gain += total * after * Math.log(after / weight);
    }
  }
  return gain;
}

describe("the expected gain of an answer", () => {
  it.each([
    { mean: 0, about: 0.3, noise: 0, guess: 0, signs: 1 },
    { mean: 1.5, about: 0.7, noise: 0, guess: 0.25, signs: 1 },
    { mean: -1, about: 1.5, noise: 0, guess: 0, signs: 2 },
    { mean: 0.5, about: 0.4, noise: 1.2, guess: 0, signs: 1 },
    { mean: 0.8, about: 0.9, noise: 1.5, guess: 0.2, signs: 2 },
    { mean: -2, about: 1, noise: 0.5, guess: 0, signs: 4 },
  ])("is what integration point by point gives: %o", ({ mean, about, noise, guess, signs }) => {
    const exact = plainGain(mean, about, noise, guess, signs);
    const gain = expectedGain({ mean, variance: about + noise, about }, { guess, signs });
    expect(Math.abs(gain - exact)).toBeLessThan(0.03 * exact + 0.001);
  });

  it("is not what the information at the middle alone would say: that does not know how little is known", () => {
    const fisher = (x: number) => chance(x, 0) * (1 - chance(x, 0));
    const [narrow, wide] = [0.2, 2].map((variance) => expectedGain({ mean: 0, variance }, { guess: 0, signs: 1 }));
    expect(wide).toBeGreaterThan(4 * (narrow ?? 0));
    // Off the middle Fisher information falls faster than the gain: it would leave out what a wide belief can still learn.
    const off = expectedGain({ mean: 2, variance: 2 }, { guess: 0, signs: 1 }) / (wide ?? 1);
    expect(off).toBeGreaterThan(1.2 * (fisher(2) / fisher(0)));
  });

  it("is never negative, nothing where nothing is asked, less with noise and guessing, more with more signs", () => {
    const belief = fc.record({
      mean: fc.double({ min: -5, max: 5, noNaN: true }),
      about: fc.double({ min: 0.01, max: 3, noNaN: true }),
      noise: fc.double({ min: 0.1, max: 3, noNaN: true }),
      guess: fc.double({ min: 0.05, max: 0.5, noNaN: true }),
      signs: fc.double({ min: 1, max: 4, noNaN: true }),
    });
    fc.assert(
      fc.property(belief, ({ mean, about, noise, guess, signs }) => {
        const gain = (extra: number, floor: number, count: number) =>
          expectedGain({ mean, variance: about + extra, about }, { guess: floor, signs: count });
        expect(gain(noise, guess, signs)).toBeGreaterThanOrEqual(0);
        expect(gain(0, 0, 1)).toBeGreaterThanOrEqual(gain(0, guess, 1));
        expect(gain(noise, guess, signs + 1)).toBeGreaterThanOrEqual(gain(noise, guess, signs) - 1e-12);
        expect(expectedGain({ mean, variance: noise, about: 0 }, { guess, signs })).toBeLessThan(1e-12);
      }),
    );
  });
});

it("says how likely each number of right signs is, as the binomial law does", () => {
  const p = chance(0.7, 0.2);
  outcomes(0.7, 0, 0.2, 3).forEach((share, k) => {
    expect(share).toBeCloseTo(choose(3, k) * p ** k * (1 - p) ** (3 - k), 12);
  });
  const mixed = outcomes(0.7, 1.5, 0.2, 3);
  expect(mixed.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
});

describe("the gain about a line", () => {
  const link = { offset: 0, slope: 1, noise: 1, guess: 0, signs: 2 };
  const at = (mean: number, variance = 0.5) => gainAboutLine({ mean, variance }, 0.85, link);

  it("is largest where it is open on which side the value lies", () => {
    expect(at(0.85)).toBeGreaterThan(at(2));
    expect(at(2)).toBeGreaterThan(at(4));
    expect(at(6)).toBeLessThan(1e-4);
  });
  it("is never more than the uncertainty of the side itself, and nothing where the item does not hang on the value", () => {
    expect(at(0.85)).toBeLessThan(Math.log(2));
    expect(gainAboutLine({ mean: 0.85, variance: 0.5 }, 0.85, { ...link, slope: 0 })).toBeLessThan(1e-12);
  });
});
