/** The goals that belong to a figure, by its name. A goal is a ratio within one run or a wait that a person notices. */
import type { Figure } from "./measure";

const goals: readonly [pattern: RegExp, most: number][] = [
  [/^engine: fold 100k events, an event$/, 20],
  [/^engine: fold 100k events$/, 1_500],
  [/^engine: take one answer in$/, 20],
  [/^engine: score, .*, p99$/, 5_000],
  [/^engine: score, /, 1_000],
  [/^engine: suggest, /, 50],
  [/^site: first-load JS against the floor$/, 1.15],
  [/^site: requests at load/, 3],
  [/^site: requests when idle/, 5],
  [/^site: all but the document, when idle, against the floor$/, 1.2],
  // 0.00 as it is printed.
  [/^site: layout shift/, 0.005],
  [/^site: .* events folded in the worker$/, 1_500],
  [/^site: .* longest task of the page meanwhile$/, 100],
  [/^site: answer to feedback painted/, 100],
  [/^site: answer to saved/, 50],
  [/^site: hand-in to report$/, 2_000],
  [/^build: cold, CPU against the notes floor$/, 1.1],
  [/^build: warm.*, CPU against the notes floor$/, 0.5],
  [/^sim: seek in /, 5],
  [/^sim: link of 50 interventions$/, 700],
  [/^sim: .* mutant /, 10_000],
  [/^sim: grading /, 200],
];

/** Where more is better. */
const leasts: readonly [pattern: RegExp, least: number][] = [
  [/^sim: Raft, 5 servers, lossy/, 250_000],
  [/^explore: two-phase commit, 6 managers/, 600],
  [/^explore: the lab's 2PC, 3 nodes/, 150],
];

/** "goal <= 20, met" for people; empty where there is no goal. */
export function verdictOf({ name, unit, median }: Figure): string {
  const most = goals.find(([pattern]) => pattern.test(name))?.[1];
  if (most !== undefined) return `goal <= ${most} ${unit}, ${median <= most ? "met" : "MISSED"}`;
  const least = leasts.find(([pattern]) => pattern.test(name))?.[1];
  if (least !== undefined) return `goal >= ${least} ${unit}, ${median >= least ? "met" : "MISSED"}`;
  return "";
}
