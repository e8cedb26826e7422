/**
 * The next items to practise. Practice is not measurement: most are chosen where the learner will probably succeed and
 * can still learn (p from .70 to .80), every fifth where an answer tells most, and two in five may be due reviews.
 */
import type { GapId, ItemId, TopicId } from "../ids";
import type { ItemTraits } from "../mastery/estimate";
import type { Catalog, Item } from "../quiz/catalog";
import { drawsFrom, shuffle } from "../quiz/seed";
import { bearsOn, type Candidate, candidatesOf, clash, isResting, isWornOut, type Past } from "./candidates";
import { expectedGain } from "./information";
import { gapNeeds, mostDue, reviewQueue } from "./review";

export type { Past } from "./candidates";

/** What to practise: some gaps, each by what it needs, or one topic. */
export type Scope = { gaps: readonly GapId[] } | { topic: TopicId };

export type Picked = {
  item: ItemId;
  /** What the model expects of the answer, 0..1. */
  p: number;
  why: "practice" | "exploration" | "review";
};

/** Practice aims here; within it all items are as good. */
const targetP = [0.7, 0.8] as const;
/** Every fifth item explores, and the second and the fourth of five may be a due review. */
const rounds = ["practice", "review", "practice", "review", "exploration"] as const;
/** The item is drawn among so many of the best, so that sessions differ. */
const amongBest = 4;

/**
 * Up to `count` items, fewer when the scope has no more that may be asked. The same arguments give the same items.
 * No item gives another away (enemies), none that was right within 14 days returns unless it is due, none is asked more
 * than four times in 60 days, and no topic comes twice in a row while another could come.
 * @param now epoch ms
 * @param beside items of the same set that were chosen before
 * @param reviews how many of them may be due reviews
 */
export function pick(
  scope: Scope,
  past: Past,
  catalog: Catalog,
  now: number,
  seed: number,
  count: number,
  beside: readonly ItemId[] = [],
  reviews = mostDue(count),
): Picked[] {
  const draw = drawsFrom(seed);
  const others = catalog.items.filter(({ id }) => beside.includes(id));
  const isFree = (item: Item) => !others.some((other) => clash(item, other));
  const inScope = candidatesOf(past, catalog, now, (item, traits) => isIn(scope, item, traits) && isFree(item));
  const due = dueOf(past, catalog, now, inScope, reviews);
  const left = new Set(
    shuffle(inScope, draw).filter(
      ({ item }) => !isResting(item.id, past, now) && !isWornOut(item.id, past, now) && !due.has(item.id),
    ),
  );
  const turns = turnsOf(scope, past, catalog, now);
  const picked: Picked[] = [];
  let lastTopic: TopicId | null = null;
  const take = (chosen: Candidate, why: Picked["why"]) => {
    picked.push({ item: chosen.item.id, p: chosen.expected.p, why });
    lastTopic = chosen.item.topic;
    for (const turn of turns) if (bearsOn(chosen.traits, turn.gap)) turn.served++;
    for (const other of left) if (clash(other.item, chosen.item)) left.delete(other);
    for (const [id, other] of due) if (clash(other.item, chosen.item)) due.delete(id);
  };
  while (picked.length < count && left.size + due.size > 0) {
    const wanted = rounds[picked.length % rounds.length] ?? "practice";
    const [review] = wanted === "review" || left.size === 0 ? elsewhere([...due.values()], lastTopic) : [];
    if (review) {
      take(review, "review");
      continue;
    }
    const why = wanted === "exploration" ? wanted : "practice";
    const turn = elsewhere(inTurn([...left], turns), lastTopic);
    const best = turn
      .map((candidate) => ({ candidate, cost: costOf(candidate, why) }))
      .sort((one, other) => one.cost - other.cost)
      .slice(0, amongBest);
    take((best[Math.floor(draw() * best.length)] as (typeof best)[number]).candidate, why);
  }
  return picked;
}

/** The due items to review now, the most valuable first, of the whole bank. No item gives another away. */
export function pickReviews(
  past: Past,
  catalog: Catalog,
  now: number,
  count: number,
  beside: readonly ItemId[] = [],
): Picked[] {
  const others = catalog.items.filter(({ id }) => beside.includes(id));
  const all = candidatesOf(past, catalog, now, (item) => !others.some((other) => clash(item, other)));
  const chosen: Candidate[] = [];
  for (const candidate of dueOf(past, catalog, now, all, Number.POSITIVE_INFINITY).values()) {
    if (chosen.length >= count) break;
    if (!chosen.some(({ item }) => clash(item, candidate.item))) chosen.push(candidate);
  }
  return chosen.map(({ item, expected }) => ({ item: item.id, p: expected.p, why: "review" }));
}

/** Minutes that items take by their authors' guess, at least 1 for any. */
export function minutesOf(items: readonly ItemId[], catalog: Catalog): number {
  const wanted = new Set(items);
  const seconds = catalog.items.reduce((sum, item) => sum + (wanted.has(item.id) ? item.seconds : 0), 0);
  return Math.ceil(seconds / 60);
}

const isIn = (scope: Scope, item: Item, traits: ItemTraits): boolean =>
  "gaps" in scope ? scope.gaps.some((gap) => bearsOn(traits, gap)) : item.topic === scope.topic;

/** Up to `most` candidates that are due, by the value they have in the review queue. */
function dueOf(
  past: Past,
  catalog: Catalog,
  now: number,
  candidates: readonly Candidate[],
  most: number,
): Map<ItemId, Candidate> {
  const { memory, snoozed } = past;
  if (!memory || memory.size === 0 || most <= 0) return new Map();
  const byId = new Map(candidates.map((candidate) => [candidate.item.id, candidate]));
  const queue = reviewQueue({ mastery: past.mastery, memory, ...(snoozed && { snoozed }) }, catalog, now);
  const due = queue.flatMap(({ item, isDue }) => {
    const candidate = isDue ? byId.get(item) : undefined;
    return candidate ? [[item, candidate] as const] : [];
  });
  return new Map(due.slice(0, most));
}

/** How often a gap was served, and what it needs, > 0. */
type Turn = { gap: GapId; served: number; need: number };

const turnsOf = (scope: Scope, past: Past, catalog: Catalog, now: number): Turn[] => {
  if (!("gaps" in scope) || scope.gaps.length === 0) return [];
  const needs = gapNeeds(past, catalog, now);
  return scope.gaps.map((gap) => ({ gap, served: 0, need: needs.get(gap) ?? 0 }));
};

/**
 * The candidates of the gap with the highest priority, of those that still have some: need / (served + 1). Over a session
 * this serves gaps in proportion to what they need (the method of the highest average, D'Hondt).
 * Source of the idea: Cheng & Chang 2009, "The maximum priority index method for severely constrained item selection"
 */
function inTurn(candidates: Candidate[], turns: readonly Turn[]): Candidate[] {
  const priority = ({ need, served }: Turn) => need / (served + 1);
  for (const { gap } of [...turns].sort((one, other) => priority(other) - priority(one))) {
    const own = candidates.filter(({ traits }) => bearsOn(traits, gap));
    if (own.length > 0) return own;
  }
  return candidates;
}

function elsewhere(candidates: Candidate[], topic: TopicId | null): Candidate[] {
  const others = candidates.filter(({ item }) => item.topic === null || item.topic !== topic);
  return others.length > 0 ? others : candidates;
}

/** Less is better: distance from the target, or for exploration how little an answer is expected to tell. */
function costOf({ expected: { x, p, variance }, traits, signs }: Candidate, why: "practice" | "exploration"): number {
  if (why === "exploration") return -expectedGain({ mean: x, variance }, { guess: traits.guess, signs });
  return Math.max(targetP[0] - p, p - targetP[1], 0);
}
