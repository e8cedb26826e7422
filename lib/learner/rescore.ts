/**
 * Marking an answer again after its item was corrected. The stored response and seed meet today's scorer; the log keeps
 * what was judged then, and nothing is written.
 */
import type { Item } from "../quiz/catalog";
import { fits } from "../quiz/fits";
import type { Response } from "../quiz/interaction";
import type { Observation } from "../quiz/item";
import { scoreItem } from "../quiz/score";
import type { ItemAnswered } from "./events";

/** What marking yielded. */
export type Marks = { score: { earned: number; possible: number }; observations: readonly Observation[] };
/** Revisions of the item: when it was answered, and today. */
export type Revisions = { from: number; to: number };
/** An answer that was marked again: what it was worth then, and what it is worth now. They may be the same. */
export type Rescored = { was: Marks; now: Marks; revision: Revisions };

/** Whether the item was corrected after this answer. An older catalog than the answer's judges nothing. */
export const isCorrected = (item: Item, body: Pick<ItemAnswered, "revision">): boolean => item.revision > body.revision;

/**
 * @returns undefined when the response cannot be marked any more: it names what the item no longer has, lacks what it asks
 * now, or answered a question of another kind
 */
export function markAgain(item: Item, { kind, response: given, seed }: ItemAnswered): Marks | undefined {
  if (kind !== item.kind || !fits(item, given, seed)) return undefined;
  const response = withoutUnits(given);
  const score = scoreItem(item, response, seed);
  if (score.state === "unready") return undefined;
  const { earned, possible, observations } = score;
  return { score: { earned, possible }, observations };
}

/**
 * Numbers without the unit that was typed behind them: it was one in the language of the time, and the catalog at hand may
 * be in the other. The log holds no number that could not be read then.
 */
const withoutUnits = (response: Response): Response =>
  Object.fromEntries(
    Object.entries(response).map(([name, answer]) => [
      name,
      answer.type === "number" ? { ...answer, text: answer.text.replace(/[^\p{N}万亿]+$/u, "") } : answer,
    ]),
  );
