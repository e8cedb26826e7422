/** How a gap's level went, week by week: one pass over the evidence, for small charts. */
import { weekMs } from "./constants";
import { absorb, begin, type Evidence, initial } from "./estimate";
import { type Reading, readingOf } from "./gaps";
import { type JudgedGap, placeLevel } from "./place";

/** The level as it was known then, at the end of a week (epoch ms). */
export type TrendPoint = Reading & { at: number };

/**
 * The last `weeks` ends of a week, the last of them now. Before three answers a point has no level.
 * @param evidence every answer, in the order of time
 * @returns a line for each place, in their order
 */
export function trendsOf(
  places: readonly JudgedGap[],
  evidence: readonly Evidence[],
  now: number,
  weeks = 8,
): TrendPoint[][] {
  const ends = Array.from({ length: weeks }, (_, index) => now - (weeks - 1 - index) * weekMs);
  const lines = places.map((): TrendPoint[] => []);
  const draft = begin(initial(), { levelsOnly: true });
  let next = 0;
  for (const at of ends) {
    for (; next < evidence.length && (evidence[next] as Evidence).at <= at; next++)
      absorb(draft, evidence[next] as Evidence);
    places.forEach((place, index) => {
      lines[index]?.push({ ...readingOf(placeLevel(draft, place, at)), at });
    });
  }
  return lines;
}
