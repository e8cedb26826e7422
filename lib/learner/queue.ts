/** What a practice set asks, by its name: the first questions of the set, in order. */
import type { GapId, ItemId, TopicId } from "../ids";
import type { Catalog } from "../quiz/catalog";
import { type Asked, chooseItems, type Filter, seedFor } from "../quiz/choose";
import { nextDiagnostic } from "../schedule/diagnostic";
import { pick, pickReviews } from "../schedule/pick";
import { mostTelling, probeOf } from "../schedule/probe";
import { daySet } from "./day-set";
import { weakestGaps } from "./select";
import type { LearnerState } from "./state";

export type PracticeSet =
  | "diagnostic"
  | "today"
  | "review"
  | "probe"
  | "weakest"
  | "wrong"
  | "unseen"
  | "mixed"
  | "gap"
  | "topic"
  | "items";

/** A set as its address names it. Names that the catalog does not have give an empty queue. */
export type QueueOf = {
  set: PracticeSet;
  seed: number;
  /** At most so many questions; today's set and named items have their own number, the diagnostic begins with one. */
  count: number;
  gap?: string;
  topic?: string;
  items?: readonly string[];
  /** Minutes that the learner's clock is ahead of UTC: a day's set is one of their own calendar. */
  east?: number;
};

/** @param now epoch ms */
export function queueOf(state: LearnerState, catalog: Catalog, now: number, of: QueueOf): Asked[] {
  const { set, seed, count } = of;
  const choose = (filter: Filter) => chooseItems(filter, catalog, state.last, seed, count);
  const asked = (item: ItemId): Asked => ({ item, seed: seedFor(seed, item) });
  const byWeakness = (gaps: readonly GapId[]) =>
    pick({ gaps }, state, catalog, now, seed, count).map(({ item }) => asked(item));
  switch (set) {
    case "diagnostic": {
      // The first question only: each further one is chosen after the answer before it.
      const first = nextDiagnostic(state, catalog, now, seed, []);
      return "item" in first ? [asked(first.item)] : [];
    }
    case "today":
      return (daySet(state, catalog, now, of.east ?? 0)?.items ?? []).map(asked);
    case "review":
      return pickReviews(state, catalog, now, count).map(({ item }) => asked(item));
    case "probe":
      return probes(state, catalog, now, of).map(asked);
    case "weakest":
      return state.answers.length === 0 ? [] : byWeakness(weakestGaps(state, catalog, now, 2).map(({ gap }) => gap));
    case "mixed":
      return byWeakness(catalog.gaps.map(({ id }) => id));
    case "wrong":
      return choose({ history: "wrong" });
    case "unseen":
      return choose({ history: "unseen" });
    case "gap": {
      const gap = catalog.gaps.find(({ id }) => id === of.gap)?.id;
      const picked = gap ? byWeakness([gap]) : [];
      // What was right within two weeks rests; a learner who asks for this gap all the same gets what there is.
      return picked.length > 0 || !gap ? picked : choose({ gap });
    }
    case "items": {
      // Named one by one, by a report: in its order, and only what the catalog still has.
      const bank = new Set<string>(catalog.items.map(({ id }) => id));
      return [...new Set(of.items)].filter((item) => bank.has(item)).map((item) => asked(item as ItemId));
    }
    case "topic":
      return choose({ topic: of.topic as TopicId });
    default:
      return set satisfies never;
  }
}

/** The most telling questions of a gap, or without one the most telling of all. */
function probes(state: LearnerState, catalog: Catalog, now: number, { gap, seed, count }: QueueOf): ItemId[] {
  if (gap === undefined) {
    const found = mostTelling(state, catalog, now, seed);
    return found ? [found.item] : [];
  }
  const chosen: ItemId[] = [];
  while (chosen.length < count) {
    const found = probeOf(gap as GapId, state, catalog, now, seed, chosen);
    if (!found) break;
    chosen.push(found.item);
  }
  return chosen;
}
