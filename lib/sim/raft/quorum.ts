/** Majorities: the rules that make two quorums meet in a server. */

/** The least number of servers of which any two sets share one. */
export const majorityOf = (servers: number): number => Math.floor(servers / 2) + 1;

/**
 * The highest index that `needed` servers hold. With no servers at all everything is held (Infinity), which is what a
 * joint quorum needs of its empty half.
 * @param matched the highest index each server is known to hold; 0 where nothing is known
 */
export function heldBy(matched: readonly number[], needed: number): number {
  if (matched.length === 0) return Number.POSITIVE_INFINITY;
  return [...matched].sort((one, other) => other - one)[needed - 1] ?? 0;
}

export type Tally = "won" | "lost" | "open";

/** What these votes decide: null is a vote not heard yet. */
export function tally(votes: readonly (boolean | null)[], needed: number): Tally {
  let yes = 0;
  let missing = 0;
  for (const vote of votes) {
    if (vote === true) yes++;
    else if (vote === null) missing++;
  }
  if (yes >= needed) return "won";
  return yes + missing >= needed ? "open" : "lost";
}
