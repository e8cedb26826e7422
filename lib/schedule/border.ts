/**
 * The border between the two lowest gaps and the others: which pair is the lowest is one unknown with as many values as
 * there are pairs, and an answer is worth by how much its entropy is expected to fall.
 */
import type { MasteryState } from "../mastery/estimate";
import type { GapTarget } from "../mastery/observe";
import { jointDraws } from "../mastery/posterior";
import { outcomes } from "./information";

/** The belief of all gaps as draws, and the lowest pair of each draw. */
export type Border = {
  /** For each gap the probability that it is among the two lowest, in the order of the targets. */
  bottomTwo: number[];
  /** Entropy of the lowest pair, nats. */
  entropy: number;
  values: Float64Array;
  size: number;
  count: number;
  /** For each draw its lowest pair, as low * size + high. */
  pairs: Uint16Array;
};

/** Enough for a choice: its standard error is far below the difference between gaps that matter. Claims take 2,000. */
const draws = 1000;

/** @param at epoch ms */
export function borderOf(state: MasteryState, targets: readonly GapTarget[], at: number): Border {
  const { values, size, count } = jointDraws(state, targets, at, draws);
  const pairs = new Uint16Array(count);
  const inBottom = new Array<number>(size).fill(0);
  for (let draw = 0; draw < count; draw++) {
    const [one, other] = lowestTwo(values, draw * size, size);
    pairs[draw] = Math.min(one, other) * size + Math.max(one, other);
    for (const gap of new Set([one, other])) inBottom[gap] = (inBottom[gap] as number) + 1;
  }
  const bottomTwo = inBottom.map((times) => times / count);
  return { bottomTwo, entropy: entropyOf(sharesOf(pairs, size)), values, size, count, pairs };
}

function lowestTwo(values: Float64Array, from: number, size: number): [number, number] {
  let lowest = 0;
  let second = size > 1 ? 1 : 0;
  if ((values[from + second] as number) < (values[from + lowest] as number)) [lowest, second] = [second, lowest];
  for (let gap = 2; gap < size; gap++) {
    const value = values[from + gap] as number;
    if (value < (values[from + lowest] as number)) [lowest, second] = [gap, lowest];
    else if (value < (values[from + second] as number)) second = gap;
  }
  return [lowest, second];
}

function sharesOf(pairs: Uint16Array, size: number): Float64Array {
  const shares = new Float64Array(size * size);
  for (const pair of pairs) shares[pair] = (shares[pair] as number) + 1 / pairs.length;
  return shares;
}

const entropyOf = (shares: Float64Array): number =>
  shares.reduce((sum, share) => (share > 0 ? sum - share * Math.log(share) : sum), 0);

/** How the logit of an item hangs on a gap's: x = offset + slope * (the gap's) + noise. */
export type Link = { gap: number; offset: number; slope: number; noise: number; guess: number; signs: number };

/** Steps of the table of chances over a gap's logit. */
const steps = 24;

/**
 * By how much the entropy of the lowest pair is expected to fall by one answer to the item, nats: the mutual information
 * of the answer and the pair.
 */
export function expectedFall(border: Border, link: Link): number {
  const { size, count, pairs, values } = border;
  const signs = Math.max(1, Math.round(link.signs));
  const table = tableOf(border, link, signs);
  const joint = new Float64Array((signs + 1) * size * size);
  for (let draw = 0; draw < count; draw++) {
    const place = ((values[draw * size + link.gap] as number) - table.from) / table.step;
    const low = Math.min(steps - 1, Math.floor(place));
    const part = place - low;
    const [here, next] = [table.chances[low] as number[], table.chances[low + 1] as number[]];
    for (let right = 0; right <= signs; right++) {
      const at = right * size * size + (pairs[draw] as number);
      const chance = (here[right] as number) * (1 - part) + (next[right] as number) * part;
      joint[at] = (joint[at] as number) + chance / count;
    }
  }
  return informationIn(joint, signs + 1, size * size);
}

/** Chances of each outcome at evenly spaced logits of the gap, over all that was drawn. */
function tableOf({ values, size, count }: Border, { gap, offset, slope, noise, guess }: Link, signs: number) {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let draw = 0; draw < count; draw++) {
    const value = values[draw * size + gap] as number;
    if (value < from) from = value;
    if (value > to) to = value;
  }
  const step = Math.max((to - from) / steps, 1e-9);
  const chances = Array.from({ length: steps + 1 }, (_, index) =>
    outcomes(offset + slope * (from + index * step), noise, guess, signs),
  );
  return { from, step, chances };
}

/** Mutual information of rows and columns of a joint distribution, nats. */
function informationIn(joint: Float64Array, rows: number, columns: number): number {
  const ofRow = new Float64Array(rows);
  const ofColumn = new Float64Array(columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const share = joint[row * columns + column] as number;
      ofRow[row] = (ofRow[row] as number) + share;
      ofColumn[column] = (ofColumn[column] as number) + share;
    }
  let sum = 0;
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const share = joint[row * columns + column] as number;
      if (share > 0) sum += share * Math.log(share / ((ofRow[row] as number) * (ofColumn[column] as number)));
    }
  return Math.max(0, sum);
}
