import type { MisconceptionId, StatementId } from "../ids";
import type { Observation } from "./item";

/** One thing an answer shows: right or wrong in how far, and the false idea it gives away. */
export type Sign = { score: number; misconception?: string | undefined };

/** Every sign speaks of every statement of the item, all with equal weight; the weights of one answer sum to 1. */
export function observe(signs: readonly Sign[], statements: readonly StatementId[]): Observation[] {
  const weight = 1 / (signs.length * statements.length);
  return statements.flatMap((statement) =>
    signs.map(({ score, misconception }) => ({ statement, ...idea(misconception), score, weight })),
  );
}

/** The checked string of a spec as a branded id, or nothing to spread. */
export const idea = (misconception: string | undefined): { misconception?: MisconceptionId } =>
  misconception === undefined ? {} : { misconception: misconception as MisconceptionId };
