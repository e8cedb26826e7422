/**
 * What an answer would tell, before it is given: the expected Kullback-Leibler divergence of the belief after it from the
 * belief before, in nats. It averages over the whole belief; Fisher information at the middle would chase a value that
 * is itself unknown early on (Chang & Ying 1996, "A global information approach to computerized adaptive testing").
 */
import { model } from "../mastery/constants";

/** Five-point Gauss-Hermite rule for a standard normal: exact for polynomials up to degree nine. */
const nodes = [-2.8569700138728056, -1.3556261799742659, 0, 1.3556261799742659, 2.8569700138728056] as const;
const weights = [
  0.011257411327720691, 0.22207592200561266, 0.5333333333333333, 0.22207592200561266, 0.011257411327720691,
] as const;

/** How an item answers to its logit: p = guess + (1 - guess - slip) sigmoid(x), seen so many times at once. */
export type Curve = {
  /** What blind guessing earns, 0..1. */
  guess: number;
  /** Effective number of independent observations of one answer, at least 1; need not be whole. */
  signs: number;
};

/** The belief about an item's logit, and how much of it is what one wants to know. */
export type Belief = {
  mean: number;
  /** > 0 */
  variance: number;
  /** The part of the variance that the thing of interest explains, 0..variance. All of it when absent. */
  about?: number;
};

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/**
 * Expected gain of one answer about the thing of interest, in nats, never negative. What else moves the logit (the item's
 * own error, the form of the hour) is noise here. A number of signs between two whole ones lies between their gains.
 */
export function expectedGain(belief: Belief, { guess, signs }: Curve): number {
  const whole = Math.max(1, Math.floor(signs));
  const rest = Math.max(0, signs - whole);
  const low = gainOf(belief, guess, whole);
  return rest === 0 ? low : low + rest * (gainOf(belief, guess, whole + 1) - low);
}

function gainOf({ mean, variance, about = variance }: Belief, guess: number, signs: number): number {
  const known = Math.sqrt(Math.max(0, Math.min(about, variance)));
  const noise = Math.sqrt(Math.max(0, variance - about));
  const chances = nodes.map((node) => outcomes(mean + known * node, noise, guess, signs));
  let gain = 0;
  for (let outcome = 0; outcome <= signs; outcome++) {
    let mixed = 0;
    for (let i = 0; i < nodes.length; i++) mixed += (weights[i] as number) * (chances[i]?.[outcome] as number);
    for (let i = 0; i < nodes.length; i++) {
      const chance = chances[i]?.[outcome] as number;
      if (chance > 0) gain += (weights[i] as number) * chance * Math.log(chance / mixed);
    }
  }
  return Math.max(0, gain);
}

/**
 * P(so many of the signs are right), for 0 to `signs` of them, when the logit is `x` but for a normal noise.
 * @param noise standard deviation, >= 0
 */
export function outcomes(x: number, noise: number, guess: number, signs: number): number[] {
  const chances = new Array<number>(signs + 1).fill(0);
  const span = 1 - guess - model.slip;
  for (let i = 0; i < nodes.length; i++) {
    const weight = noise === 0 ? 1 : (weights[i] as number);
    const p = guess + span * sigmoid(noise === 0 ? x : x + noise * (nodes[i] as number));
    let chance = weight * (1 - p) ** signs;
    for (let right = 0; right <= signs; right++) {
      chances[right] = (chances[right] as number) + chance;
      chance *= ((signs - right) / (right + 1)) * (p / (1 - p));
    }
    if (noise === 0) break;
  }
  return chances;
}

/** Halves of the grid over which a belief is summed, and how far it reaches in standard deviations. */
const grid = { steps: 40, reach: 4 } as const;

/**
 * What one answer is expected to tell of whether a value lies over a line, nats.
 * @param value the belief about it; the item's logit is offset + slope * value + a normal noise (a standard deviation)
 */
export function gainAboutLine(
  value: { mean: number; variance: number },
  line: number,
  { offset, slope, noise, guess, signs }: { offset: number; slope: number; noise: number } & Curve,
): number {
  const whole = Math.max(1, Math.round(signs));
  const deviation = Math.sqrt(value.variance);
  const above = new Array<number>(whole + 1).fill(0);
  const below = new Array<number>(whole + 1).fill(0);
  let total = 0;
  for (let step = 0; step <= grid.steps; step++) {
    const z = grid.reach * ((2 * step) / grid.steps - 1);
    const weight = Math.exp((-z * z) / 2);
    const at = value.mean + deviation * z;
    const side = at >= line ? above : below;
    outcomes(offset + slope * at, noise, guess, whole).forEach((chance, right) => {
      side[right] = (side[right] as number) + weight * chance;
    });
    total += weight;
  }
  const sumOf = (side: readonly number[]) => side.reduce((sum, share) => sum + share, 0);
  let gain = 0;
  for (const side of [above, below])
    for (let right = 0; right <= whole; right++) {
      const both = side[right] as number;
      const outcome = (above[right] as number) + (below[right] as number);
      if (both > 0) gain += (both / total) * Math.log((both * total) / (outcome * sumOf(side)));
    }
  return Math.max(0, gain);
}
