/** AUC, log-loss and calibration error of predictions, as kt/score.py counts them. */
export type Scores = { n: number; auc: number; logLoss: number; ece: number; early: number };

const bins = 15;
const first = 10;

/** @param position of each answer among its user's, from 0 */
export function scoresOf(p: Float64Array, y: Float64Array, position: Int32Array): Scores {
  const early = position.reduce((count, at) => count + (at < first ? 1 : 0), 0);
  const at = new Int32Array(early);
  let k = 0;
  for (let i = 0; i < p.length; i++) if ((position[i] as number) < first) at[k++] = i;
  const pick = (values: Float64Array) => Float64Array.from(at, (i) => values[i] as number);
  return { n: p.length, auc: aucOf(p, y), logLoss: logLossOf(p, y), ece: eceOf(p, y), early: eceOf(pick(p), pick(y)) };
}

export function logLossOf(p: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    const q = Math.min(1 - 1e-6, Math.max(1e-6, p[i] as number));
    sum -= (y[i] as number) * Math.log(q) + (1 - (y[i] as number)) * Math.log(1 - q);
  }
  return sum / p.length;
}

export function eceOf(p: Float64Array, y: Float64Array): number {
  const difference = new Float64Array(bins);
  for (let i = 0; i < p.length; i++) {
    const bin = Math.min(bins - 1, Math.floor((p[i] as number) * bins));
    difference[bin] = (difference[bin] as number) + (y[i] as number) - (p[i] as number);
  }
  return difference.reduce((sum, each) => sum + Math.abs(each), 0) / p.length;
}

export function aucOf(p: Float64Array, y: Float64Array): number {
  const order = Float64Array.from(p.keys()).sort((a, b) => (p[a] as number) - (p[b] as number));
  let right = 0;
  let ranks = 0;
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && p[order[j] as number] === p[order[i] as number]) j++;
    for (let k = i; k < j; k++)
      if ((y[order[k] as number] as number) >= 0.5) {
        right++;
        ranks += (i + 1 + j) / 2;
      }
    i = j;
  }
  const wrong = p.length - right;
  return (ranks - (right * (right + 1)) / 2) / (right * wrong);
}
