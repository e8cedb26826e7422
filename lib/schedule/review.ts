/** Which items to review now, and how many fall due on the days to come. */
import type { GapId, ItemId } from "../ids";
import type { LearnerState } from "../learner/state";
import { evidence as counting, dayMs } from "../mastery/constants";
import { type ItemTraits, type MasteryState, predict } from "../mastery/estimate";
import { bottomOf, reachesTarget } from "../mastery/gaps";
import { blueprintOf } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import { dueAt, type Memory, recallOf } from "./fsrs";
import { daysAway, type LocalDay, localDay } from "./local-day";

/** What the queue needs of the learner. */
export type Remembered = Pick<LearnerState, "mastery"> & {
  readonly memory: ReadonlyMap<ItemId, Memory>;
  readonly snoozed?: LearnerState["snoozed"];
};

export type Due = {
  item: ItemId;
  /** Epoch ms. */
  dueAt: number;
  isDue: boolean;
  /** How well it is remembered, 0..1. */
  recall: number;
  /** P(wrong), 0..1. */
  wrong: number;
  /** What its gaps count now, 0..1. */
  weight: number;
  /** Its place in the queue: wrong x weight x (1 if due, else e^(-days to due / 3)). */
  value: number;
};

/** Due items are at most this part of a session. */
export const dueShare = 0.4;
/** The value of an item that is not due yet falls to 1/e in so many days. */
const patienceDays = 3;
/** What a gap counts that is certainly solid, or put aside: its items are kept up, after all others. Heuristic. */
const leastNeed = 0.2;

/** How many of a session's items may be due reviews. */
export const mostDue = (size: number): number => Math.floor(dueShare * size);

/**
 * What each gap counts for the learner now, from .2 to 1: halfway between P(p on a medium item is below the target) and
 * P(among the bottom two), so that of several gaps below the target the lowest come first. A gap without evidence counts
 * by its prior; one that is put aside counts least.
 * @param now epoch ms
 */
export function gapNeeds(
  past: Pick<Remembered, "mastery" | "snoozed">,
  catalog: Catalog,
  now: number,
): ReadonlyMap<GapId, number> {
  const { gaps: targets } = blueprintOf(catalog);
  const bottomTwo = bottomOf(past.mastery, targets, now);
  return new Map(
    targets.map((target, index) => {
      const isAside = (past.snoozed?.get(target.gap)?.until ?? Number.NEGATIVE_INFINITY) > now;
      const need = (1 - reachesTarget(past.mastery, target, now) + (bottomTwo[index] ?? 0)) / 2;
      return [target.gap, isAside ? leastNeed : leastNeed + (1 - leastNeed) * need];
    }),
  );
}

/** All items that were reviewed and may be again, the most valuable first. Those of today are none of them. */
export function reviewQueue(past: Remembered, catalog: Catalog, now: number): Due[] {
  const { traits: all } = blueprintOf(catalog);
  const needs = gapNeeds(past, catalog, now);
  const queue: Due[] = [];
  for (const [item, memory] of past.memory) {
    const traits = all.get(item);
    if (traits && now - memory.last >= counting.sameDayMs) queue.push(dueOf(traits, memory, past.mastery, needs, now));
  }
  return queue.sort((a, b) => b.value - a.value || a.dueAt - b.dueAt || (a.item < b.item ? -1 : 1));
}

function dueOf(
  traits: ItemTraits,
  memory: Memory,
  mastery: MasteryState,
  needs: ReadonlyMap<GapId, number>,
  now: number,
): Due {
  const due = dueAt(memory);
  const recall = recallOf(memory, now);
  const wrong = 1 - predict(mastery, traits, now, recall).p;
  const weight = weightOf(traits, needs);
  const early = Math.exp(-Math.max(0, due - now) / dayMs / patienceDays);
  return {
    item: traits.item,
    dueAt: due,
    isDue: due <= now,
    recall: recall?.r ?? 1,
    wrong,
    weight,
    value: wrong * weight * early,
  };
}

/** The mean need of the gaps an item bears on, by their weights. */
function weightOf({ gaps }: ItemTraits, needs: ReadonlyMap<GapId, number>): number {
  let sum = 0;
  let total = 0;
  for (const { id, weight } of gaps) {
    sum += weight * (needs.get(id) ?? leastNeed);
    total += weight;
  }
  return total > 0 ? sum / total : leastNeed;
}

/** Reviews that fall due on one day of the learner's calendar. */
export type DayLoad = { day: LocalDay; due: number; isAway: boolean };

/**
 * How many items fall due on each of the coming days, today first. What is overdue counts today, so the first day tells
 * all that waits. Days away carry nothing: what falls due on them is spread over as many days after them. Items that
 * today's work will bring back are not in it.
 * @param now epoch ms
 * @param east minutes that the learner's clock is ahead of UTC (480 in China)
 * @param away stretches of days, as daysAway reads them
 */
export function loadAhead(past: Pick<Remembered, "memory">, now: number, days = 14, east = 0, away = ""): DayLoad[] {
  const isAway = daysAway(away);
  const load = Array.from({ length: days }, (_, n): DayLoad => {
    const day = localDay(now + n * dayMs, east);
    return { day, due: 0, isAway: isAway(day) };
  });
  const places = new Map(load.map((each) => [each.day, each]));
  for (const memory of past.memory.values()) {
    const place = places.get(localDay(Math.max(now, dueAt(memory)), east));
    if (place) place.due++;
  }
  return spread(load);
}

/** What fell due on days away, moved behind them; what finds no day in the list is behind it. */
function spread(load: DayLoad[]): DayLoad[] {
  const moved = load.map((each) => ({ ...each }));
  for (let from = 0; from < moved.length; from++) {
    if (!moved[from]?.isAway) continue;
    let to = from;
    while (moved[to]?.isAway) to++;
    const stretch = moved.slice(from, to);
    let waiting = stretch.reduce((sum, { due }) => sum + due, 0);
    for (const each of stretch) each.due = 0;
    const after = moved.slice(to).filter((each) => !each.isAway);
    stretch.forEach((_, index) => {
      const part = Math.ceil(waiting / (stretch.length - index));
      const place = after[index];
      if (place) place.due += part;
      waiting -= part;
    });
    from = to;
  }
  return moved;
}
