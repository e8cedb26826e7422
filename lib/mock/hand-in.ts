/** What is written when a sitting ends. Ids follow from the attempt, so that two tabs or two devices write it once. */
import type { AttemptId, ItemId } from "../ids";
import type { MockAnswered, MockHandedIn, MockStarted, NewEvent } from "../learner/events";
import type { Catalog, Item } from "../quiz/catalog";
import { scoreItem } from "../quiz/score";
import { uuid5 } from "./uuid5";

export const handInId = (attempt: AttemptId): string => uuid5(attempt, "submit");
export const answeredId = (attempt: AttemptId, item: ItemId): string => uuid5(attempt, `item-answered:${item}`);
export const skippedId = (attempt: AttemptId, item: ItemId): string => uuid5(attempt, `item-skipped:${item}`);

/** What is marked: an attempt of the log, or a sitting whose last answers are on screen only. */
export type Sitting = {
  id: AttemptId;
  started: { body: Pick<MockStarted, "form"> };
  answers: ReadonlyMap<ItemId, { body: MockAnswered }>;
};

/**
 * The hand-in, and for each item of the form its last answer, marked; an item without a complete answer is skipped, which
 * says nothing of the learner. An abandoned sitting yields the hand-in alone, and so does what the catalog no longer has.
 * To be appended in one piece; appending it again changes nothing.
 */
export function handInEvents(
  attempt: Sitting,
  catalog: Pick<Catalog, "items">,
  end: Omit<MockHandedIn, "attempt">,
): NewEvent[] {
  const handedIn: NewEvent = {
    id: handInId(attempt.id),
    type: "mock-handed-in",
    body: { attempt: attempt.id, ...end },
  };
  if (end.reason === "abandoned") return [handedIn];
  const bank = new Map(catalog.items.map((item) => [item.id, item]));
  const marked = attempt.started.body.form.flatMap(({ item: id, seed }): NewEvent[] => {
    const item = bank.get(id);
    return item ? [markedEvent(attempt, item, seed)] : [];
  });
  return [...marked, handedIn];
}

function markedEvent(attempt: Sitting, item: Item, seed: number): NewEvent {
  const answer = attempt.answers.get(item.id)?.body;
  const score = scoreItem(item, answer?.response ?? {}, seed);
  const sitting = { item: item.id, mode: "mock" as const, session: attempt.id };
  if (!answer || score.state === "unready")
    return { id: skippedId(attempt.id, item.id), type: "item-skipped", body: sitting };
  return {
    id: answeredId(attempt.id, item.id),
    type: "item-answered",
    body: {
      ...sitting,
      revision: item.revision,
      kind: item.kind,
      response: answer.response,
      score: { earned: score.earned, possible: score.possible },
      observations: score.observations,
      ...(answer.confidence !== undefined && { confidence: answer.confidence }),
      elapsedMs: answer.spentMs,
      hints: 0,
      seed,
    },
  };
}
