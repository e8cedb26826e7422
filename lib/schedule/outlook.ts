/**
 * What the planner expects while it plans: where each gap stands now and how far the steps that are planned so far will
 * have raised it, by growth.ts. One outlook belongs to one plan and changes as the plan grows.
 */
import type { ChainId, GapId, ItemId, TopicId } from "../ids";
import { evidence as counting, dayMs } from "../mastery/constants";
import { type ItemTraits, logitOf, type Prediction, predict, type Weighted } from "../mastery/estimate";
import { blueprintOf, type GapTarget } from "../mastery/observe";
import type { Catalog, Item } from "../quiz/catalog";
import { signsOf } from "./candidates";
import { dueAfter, dueAt, type Memory, recallOf, remember } from "./fsrs";
import { expectedAfter, growth, keptAfter, raiseOf, slopeOf } from "./growth";
import type { PlanPast } from "./plan";
import { gapNeeds } from "./review";

export type GapOutlook = {
  target: GapTarget;
  /** Logit of a medium item now, and its variance. */
  x: number;
  variance: number;
  /** From gapNeeds. */
  need: number;
  isAside: boolean;
  /** Logits that the plan adds, by day. */
  raises: Map<number, number>;
};

export type Candidate = {
  item: Item;
  traits: ItemTraits;
  /** The gap it bears on most. */
  gap: GapId;
  minutes: number;
  /** Effective number of independent things that one answer shows. */
  signs: number;
  /** What the estimator expects of an answer now. */
  expected: Prediction;
};

export type Outlook = {
  from: number;
  /** Days from now to the interview, or to the end of a plan without one. */
  end: number;
  gaps: ReadonlyMap<GapId, GapOutlook>;
  candidates: ReadonlyMap<ItemId, Candidate>;
  byGap: ReadonlyMap<GapId, readonly Candidate[]>;
  past: PlanPast;
  /** Memory as it will be after the planned steps, and when it wants a review (epoch ms). */
  memory: Map<ItemId, { memory: Memory; due: number }>;
  /** The day that each item is planned for last. */
  planned: Map<ItemId, number>;
  /** Minutes of each note that are left to read. */
  notes: Map<TopicId, number>;
  /** Chains that are planned, for which gap and day. */
  chains: Map<ChainId, { gap: GapId; day: number }>;
  /** What was worked out for the day that is being planned. */
  today: { day: number; lifts: ReadonlyMap<GapId, number>; expected: Map<ItemId, number> };
};

/** An item that was right does not return within so many days but as a due review. */
const restDays = 14;

export function outlookOf(past: PlanPast, catalog: Catalog, from: number, end: number): Outlook {
  const { gaps: targets, traits: all } = blueprintOf(catalog);
  const needs = gapNeeds(past, catalog, from);
  const gaps = new Map(
    targets.map((target): [GapId, GapOutlook] => {
      const isAside = (past.snoozed?.get(target.gap)?.until ?? Number.NEGATIVE_INFINITY) > from;
      const level = logitOf(past.mastery, target, from);
      return [target.gap, { target, ...level, need: needs.get(target.gap) ?? 0, isAside, raises: new Map() }];
    }),
  );
  const candidates = new Map<ItemId, Candidate>();
  const byGap = new Map<GapId, Candidate[]>();
  for (const item of catalog.items) {
    const traits = all.get(item.id);
    const gap = traits && mostOf(traits.gaps);
    if (!traits || gap === undefined) continue;
    const candidate = {
      item,
      traits,
      gap,
      minutes: item.seconds / 60,
      signs: signsOf(item),
      expected: predict(past.mastery, traits, from),
    };
    candidates.set(item.id, candidate);
    byGap.set(gap, [...(byGap.get(gap) ?? []), candidate]);
  }
  return {
    from,
    end,
    gaps,
    candidates,
    byGap,
    past,
    memory: new Map([...past.memory].map(([id, memory]) => [id, { memory, due: dueAt(memory) }])),
    planned: new Map(),
    notes: notesLeft(past, catalog),
    chains: new Map(),
    today: { day: -1, lifts: new Map(), expected: new Map() },
  };
}

const mostOf = (gaps: readonly Weighted<GapId>[]): GapId | undefined =>
  gaps.reduce<Weighted<GapId> | undefined>((most, gap) => (most && most.weight >= gap.weight ? most : gap), undefined)
    ?.id;

/** Of a note's minutes, the share of the headings behind the reader's place. */
function notesLeft({ reading }: PlanPast, catalog: Catalog): Map<TopicId, number> {
  return new Map(
    Object.values(catalog.topics).flatMap(({ id, state, minutes, headings }): [TopicId, number][] => {
      if (state !== "written") return [];
      const place = headings.findIndex((heading) => heading.id === reading.get(id)?.heading);
      const left = headings.length === 0 ? 1 : (headings.length - 1 - place) / headings.length;
      const rest = Math.ceil(minutes * left);
      return rest > 0 ? [[id, rest]] : [];
    }),
  );
}

/** Logits that the plan so far has added to a gap by a day, faded until then. */
export function liftOf(outlook: Outlook, gap: GapId, day: number): number {
  let lift = 0;
  for (const [on, raise] of outlook.gaps.get(gap)?.raises ?? []) if (on <= day) lift += raise * keptAfter(day - on);
  return lift;
}

/**
 * What the learner is expected to answer on a day, 0..1; a remembered item by its recall, too. As of the day's beginning:
 * what the day itself adds is a hundredth.
 */
export function expectedOf(outlook: Outlook, candidate: Candidate, day: number): number {
  if (outlook.today.day !== day) {
    const lifts = new Map([...outlook.gaps.keys()].map((gap) => [gap, liftOf(outlook, gap, day)]));
    outlook.today = { day, lifts, expected: new Map() };
  }
  const { item } = candidate;
  const known = outlook.today.expected.get(item.id) ?? expect(outlook, candidate, day);
  outlook.today.expected.set(item.id, known);
  return known;
}

function expect(outlook: Outlook, { traits, expected }: Candidate, day: number): number {
  const lift = traits.gaps.reduce((sum, { id, weight }) => sum + weight * (outlook.today.lifts.get(id) ?? 0), 0);
  const recall = recallOf(outlook.memory.get(traits.item)?.memory, outlook.from + day * dayMs);
  return expectedAfter(expected, lift, traits.guess, recall);
}

/** Points of the mean p over all gaps, on the day of the interview, for a logit that a gap rises on a day. */
export function worthOf(outlook: Outlook, gap: GapId, day: number): number {
  const place = outlook.gaps.get(gap);
  if (!place || place.isAside) return 0;
  const x = place.x + liftOf(outlook, gap, outlook.end);
  return (100 / outlook.gaps.size) * slopeOf(x, place.variance) * keptAfter(outlook.end - day);
}

/** Logits that an answer to the item adds: an item of several criteria is worth its number of independent ones. */
const raiseBy = (outlook: Outlook, candidate: Candidate, day: number): number =>
  candidate.signs * raiseOf(expectedOf(outlook, candidate, day));

/** Points that an answer to the item is expected to bring. */
export function pointsOf(outlook: Outlook, candidate: Candidate, day: number, worth: (gap: GapId) => number): number {
  const raise = raiseBy(outlook, candidate, day);
  return sharesOf(candidate.traits.gaps).reduce((sum, { id, weight }) => sum + weight * raise * worth(id), 0);
}

/** The same gaps with weights that sum to 1. */
function sharesOf(gaps: readonly Weighted<GapId>[]): Weighted<GapId>[] {
  const total = gaps.reduce((sum, { weight }) => sum + weight, 0);
  return gaps.map(({ id, weight }) => ({ id, weight: weight / total }));
}

/** Whether an item may be asked on a day as practice. */
export function isFree(outlook: Outlook, { item }: Candidate, day: number): boolean {
  if (outlook.planned.has(item.id)) return false;
  const last = outlook.past.last.get(item.id);
  if (!last) return true;
  const since = outlook.from + day * dayMs - last.at;
  return since >= (last.share >= counting.rightFrom ? restDays * dayMs : counting.sameDayMs);
}

/** Items whose review is due by the end of a day and that may be asked on it. */
export function dueOn(outlook: Outlook, day: number, endsAt: number): Candidate[] {
  const at = outlook.from + day * dayMs;
  const due: Candidate[] = [];
  for (const [id, { memory, due: on }] of outlook.memory) {
    const candidate = outlook.candidates.get(id);
    if (candidate && on <= endsAt && at - memory.last >= counting.sameDayMs) due.push(candidate);
  }
  return due;
}

/** Plans answers on a day: their gaps rise, and the items come back when FSRS would have them. */
export function planItems(outlook: Outlook, chosen: readonly Candidate[], day: number): void {
  const at = outlook.from + day * dayMs;
  for (const candidate of chosen) {
    const p = expectedOf(outlook, candidate, day);
    const by = raiseBy(outlook, candidate, day);
    for (const { id, weight } of sharesOf(candidate.traits.gaps)) raise(outlook, id, weight * by, day);
    const before = outlook.memory.get(candidate.item.id)?.memory;
    const review = { at, grade: p >= 0.5 ? 3 : 1 } as const;
    const memory = remember(before, review);
    if (memory !== before) outlook.memory.set(candidate.item.id, { memory, due: dueAfter(before, review) });
    outlook.planned.set(candidate.item.id, day);
  }
}

/** The gaps that a topic bears on, with weights that sum to 1. */
export const gapsOfTopic = (catalog: Catalog, topic: TopicId): readonly Weighted<GapId>[] =>
  blueprintOf(catalog).topics.get(topic)?.gaps ?? [];

/** Plans minutes of a note on a day; with the last of them its gaps rise. */
export function planNote(outlook: Outlook, catalog: Catalog, topic: TopicId, minutes: number, day: number): void {
  const left = (outlook.notes.get(topic) ?? 0) - minutes;
  if (left > 0) {
    outlook.notes.set(topic, left);
    return;
  }
  outlook.notes.delete(topic);
  for (const { id, weight } of gapsOfTopic(catalog, topic)) raise(outlook, id, weight * growth.note, day);
}

export function raise(outlook: Outlook, gap: GapId, logits: number, day: number): void {
  const raises = outlook.gaps.get(gap)?.raises;
  raises?.set(day, (raises.get(day) ?? 0) + logits);
}
