/**
 * The next items to practise. Practice is not measurement: most are chosen where the learner will probably succeed and
 * can still learn (p from .70 to .80), every fifth where least is known.
 */
import type { GapId, ItemId, TopicId } from "../ids";
import type { LearnerState } from "../learner/state";
import { evidence as counting, dayMs } from "../mastery/constants";
import { type ItemTraits, type Prediction, predict } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Catalog, Item } from "../quiz/catalog";
import { drawsFrom, shuffle } from "../quiz/seed";

/** What to practise: some gaps, in turns, or one topic. */
export type Scope = { gaps: readonly GapId[] } | { topic: TopicId };

/** What the choice needs of the learner. */
export type Past = Pick<LearnerState, "mastery" | "last">;

export type Picked = {
  item: ItemId;
  /** What the model expects of the answer, 0..1. */
  p: number;
  why: "practice" | "exploration";
};

/** Practice aims here; within it all items are as good. */
const targetP = [0.7, 0.8] as const;
/** Every fifth item explores. */
const exploreEvery = 5;
/** An item that was right does not return within this time; one that was wrong may. */
const restMs = 14 * dayMs;
/** The item is drawn among so many of the best, so that sessions differ. */
const amongBest = 4;

type Candidate = { item: Item; traits: ItemTraits; expected: Prediction };

/**
 * Up to `count` items, fewer when the scope has no more that may be asked. The same arguments give the same items.
 * No item gives another away (enemies), and no topic comes twice in a row while another could come.
 * @param now epoch ms
 * @param beside items of the same set that were chosen before
 */
export function pick(
  scope: Scope,
  past: Past,
  catalog: Catalog,
  now: number,
  seed: number,
  count: number,
  beside: readonly ItemId[] = [],
): Picked[] {
  const draw = drawsFrom(seed);
  const others = catalog.items.filter(({ id }) => beside.includes(id));
  const free = candidatesOf(scope, past, catalog, now).filter(
    ({ item }) => !others.some((other) => clash(item, other)),
  );
  const left = new Set(shuffle(free, draw));
  const turns = "gaps" in scope ? new Map(scope.gaps.map((gap) => [gap, 0])) : new Map<GapId, number>();
  const picked: Picked[] = [];
  let lastTopic: TopicId | null = null;
  while (picked.length < count && left.size > 0) {
    const why = picked.length % exploreEvery === exploreEvery - 1 ? "exploration" : "practice";
    const turn = elsewhere(inTurn([...left], turns), lastTopic);
    const best = turn.sort((a, b) => costOf(a, why) - costOf(b, why)).slice(0, amongBest);
    const chosen = best[Math.floor(draw() * best.length)] as Candidate;
    picked.push({ item: chosen.item.id, p: chosen.expected.p, why });
    lastTopic = chosen.item.topic;
    for (const { id } of chosen.traits.gaps) if (turns.has(id)) turns.set(id, (turns.get(id) ?? 0) + 1);
    for (const other of left) if (clash(other.item, chosen.item)) left.delete(other);
  }
  return picked;
}

/** Minutes that items take by their authors' guess, at least 1 for any. */
export function minutesOf(items: readonly ItemId[], catalog: Catalog): number {
  const wanted = new Set(items);
  const seconds = catalog.items.reduce((sum, item) => sum + (wanted.has(item.id) ? item.seconds : 0), 0);
  return Math.ceil(seconds / 60);
}

function candidatesOf(scope: Scope, past: Past, catalog: Catalog, now: number): Candidate[] {
  const { traits: all } = blueprintOf(catalog);
  return catalog.items.flatMap((item) => {
    const traits = all.get(item.id);
    if (!traits || !isIn(scope, item, traits) || isResting(item.id, past, now)) return [];
    return [{ item, traits, expected: predict(past.mastery, traits, now) }];
  });
}

const isIn = (scope: Scope, item: Item, traits: ItemTraits): boolean =>
  "gaps" in scope ? traits.gaps.some(({ id }) => scope.gaps.includes(id)) : item.topic === scope.topic;

function isResting(item: ItemId, past: Past, now: number): boolean {
  const last = past.last.get(item);
  return last !== undefined && last.share >= counting.rightFrom && now - last.at < restMs;
}

/** Candidates of the gap that was served least, of those that still have some. */
function inTurn(candidates: Candidate[], turns: ReadonlyMap<GapId, number>): Candidate[] {
  const served = [...turns].sort(([, a], [, b]) => a - b);
  for (const [gap] of served) {
    const own = candidates.filter(({ traits }) => traits.gaps.some(({ id }) => id === gap));
    if (own.length > 0) return own;
  }
  return candidates;
}

function elsewhere(candidates: Candidate[], topic: TopicId | null): Candidate[] {
  const others = candidates.filter(({ item }) => item.topic === null || item.topic !== topic);
  return others.length > 0 ? others : candidates;
}

/** Less is better: distance from the target, or for exploration how well it is known already. */
function costOf({ expected }: Candidate, why: Picked["why"]): number {
  if (why === "exploration") return -expected.variance;
  return Math.max(targetP[0] - expected.p, expected.p - targetP[1], 0);
}

/** The same item, or one that gives the other away. */
const clash = (a: Item, b: Item): boolean => a.id === b.id || a.enemies.includes(b.id) || b.enemies.includes(a.id);
