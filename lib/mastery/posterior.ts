/** Draws from what is believed of all gaps at once: they share topics and the overall state, so they move together. */
import { drawsFrom } from "../quiz/seed";
import { logitOf, type MasteryState, partsOf } from "./estimate";
import type { GapTarget } from "./observe";

/** `count` draws of the logits of `size` gaps, a draw after the other. */
export type JointDraws = { values: Float64Array; size: number; count: number };

/**
 * Draws of the gaps' logits. Always the same for the same state.
 * @param at epoch ms
 */
export function jointDraws(state: MasteryState, targets: readonly GapTarget[], at: number, count: number): JointDraws {
  const size = targets.length;
  const means = targets.map((target) => logitOf(state, target, at).x);
  const root = Float64Array.from(cholesky(covarianceOf(state, targets, at)).flat());
  const normals = standardNormals(count * size);
  const values = new Float64Array(count * size);
  for (let draw = 0; draw < count; draw++)
    for (let row = 0; row < size; row++) {
      let value = means[row] as number;
      for (let column = 0; column <= row; column++)
        value += (root[row * size + column] as number) * (normals[draw * size + column] as number);
      values[draw * size + row] = value;
    }
  return { values, size, count };
}

/** Covariance of the gaps' logits: what two of them share, by the weights with which it enters each. */
function covarianceOf(state: MasteryState, targets: readonly GapTarget[], at: number): number[][] {
  const parts = targets.map(
    (target) => new Map(partsOf(state, target, at).map((part) => [`${part.of} ${part.id}`, part])),
  );
  return parts.map((row) =>
    parts.map((column) => {
      let sum = 0;
      for (const [key, { weight, variance }] of row) sum += weight * (column.get(key)?.weight ?? 0) * variance;
      return sum;
    }),
  );
}

/** Lower triangle L with L L' = matrix, which must be positive definite: every gap has a variance of its own. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] {
  const root = matrix.map((line) => line.map(() => 0));
  matrix.forEach((line, row) => {
    const built = root[row] as number[];
    for (let column = 0; column <= row; column++) {
      const other = root[column] as number[];
      let rest = line[column] as number;
      for (let k = 0; k < column; k++) rest -= (built[k] as number) * (other[k] as number);
      built[column] = column === row ? Math.sqrt(Math.max(rest, 0)) : rest / (other[column] || 1);
    }
  });
  return root;
}

let normalsMade = new Float64Array(0);
/** The first `count` of a fixed sequence of standard normals (Box-Muller). */
function standardNormals(count: number): Float64Array {
  if (normalsMade.length >= count) return normalsMade;
  const draw = drawsFrom(0x9075);
  const made = new Float64Array(count + (count % 2));
  for (let i = 0; i < made.length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - draw()));
    const angle = 2 * Math.PI * draw();
    made[i] = radius * Math.cos(angle);
    made[i + 1] = radius * Math.sin(angle);
  }
  normalsMade = made;
  return made;
}
