/** Marking and explaining an item of any kind: the one place that goes from an item to its kind. */
import type { Item } from "./catalog";
import type { Response } from "./interaction";
import type { KindId, Part, Score } from "./item";
import { kinds, type Tagged } from "./kinds";
import type { Rubric } from "./rubric";

/**
 * Marks a response to the item as it was asked with this seed.
 * @returns unready with the names of the interactions that lack an answer, or points and observations; both are outputs
 * of one scorer, and neither is derived from the other.
 */
export const scoreItem = (item: Item, response: Response, seed: number): Score =>
  scoreAs(item, response, { statements: item.statements, seed });

/** Feedback on each interaction; for an unanswered item what would have been right. */
export const explainItem = (item: Item, response: Response, seed: number): Part[] => explainAs(item, response, seed);

/** A response that earns everything. */
export const keyResponse = (item: Item, seed: number): Response => keyAs(item, seed);

/** Expected share of credit of somebody who answers blindly, 0..1. */
export const guessOf = (item: Item): number => guessAs(item);

/** What the learner marks the answer against; undefined where the scorer marks all of it. Not to be shown before the answer is final. */
export const rubricOfItem = (item: Item): Rubric | undefined => rubricAs(item);

/** Whether the learner marks the answer. Such items are practised, and are no part of an exam or of the diagnostic. */
export const isSelfMarked = (item: Item): boolean => rubricOfItem(item) !== undefined;

/** Whether answering takes a simulator, minutes and a large page: such items are asked for by kind, never drawn by chance. */
export const needsSimulator = ({ kind }: Pick<Item, "kind">): boolean => kind === "simulation-task";

/** Share of the possible points, 0..1: what an item counts wherever items count alike. */
export const shareOf = ({ earned, possible }: { earned: number; possible: number }): number =>
  possible > 0 ? earned / possible : 0;

const scoreAs = <Id extends KindId>(
  { kind, spec }: Tagged<Id>,
  response: Response,
  context: { statements: Item["statements"]; seed: number },
): Score => kinds[kind].score(spec, response, context);
const explainAs = <Id extends KindId>({ kind, spec }: Tagged<Id>, response: Response, seed: number): Part[] =>
  kinds[kind].explain(spec, response, seed);
const keyAs = <Id extends KindId>({ kind, spec }: Tagged<Id>, seed: number): Response => kinds[kind].keyOf(spec, seed);
const guessAs = <Id extends KindId>({ kind, spec }: Tagged<Id>): number => kinds[kind].guess(spec);
const rubricAs = <Id extends KindId>({ kind, spec }: Tagged<Id>): Rubric | undefined => kinds[kind].rubric?.(spec);
