/** What the laboratory prints: a figure with its 80 % interval beside the target. */
export type Row = {
  name: string;
  value: number;
  unit: string;
  /** In words, with the figure it is held to; absent where there is none. */
  target?: string;
  met?: boolean;
  /** Learners, or claims, behind the figure. */
  n?: number;
  /** 80 % interval. */
  low?: number;
  high?: number;
};

export function lineOf({ name, value, unit, target, met, n, low, high }: Row): string {
  const digits = (figure: number) => (Number.isFinite(figure) ? Number(figure.toPrecision(3)).toString() : "none");
  const spread = low === undefined || high === undefined ? "" : `[${digits(low)} .. ${digits(high)}]`;
  const verdict = target === undefined ? "" : `target ${target}, ${met ? "met" : "MISSED"}`;
  const count = n === undefined ? "" : `n=${n}`;
  return `${name.padEnd(64)} ${`${digits(value)} ${unit}`.padEnd(16)} ${spread.padEnd(18)} ${count.padEnd(8)} ${verdict}`.trimEnd();
}

/** z of the middle 80 % of a normal distribution. */
const z80 = 1.2815515655446004;

/** Mean and its 80 % interval, from the count, the sum and the sum of squares. */
export function meanOf(
  n: number,
  sum: number,
  squares: number,
): { value: number; low: number; high: number; n: number } {
  const value = sum / n;
  const reach = z80 * Math.sqrt(Math.max(0, squares / n - value * value) / n);
  return { value, low: value - reach, high: value + reach, n };
}

/** A share and its 80 % interval (Wilson 1927). */
export function shareOf(right: number, n: number): { value: number; low: number; high: number; n: number } {
  const share = right / n;
  const middle = (share + (z80 * z80) / (2 * n)) / (1 + (z80 * z80) / n);
  const reach = (z80 * Math.sqrt((share * (1 - share)) / n + (z80 * z80) / (4 * n * n))) / (1 + (z80 * z80) / n);
  return { value: share, low: middle - reach, high: middle + reach, n };
}
