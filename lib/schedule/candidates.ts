/** What may be asked now, and what the model knows of each such item: the common ground of every way of choosing. */
import type { GapId, ItemId } from "../ids";
import type { LearnerState } from "../learner/state";
import { evidence as counting, dayMs, model } from "../mastery/constants";
import { type ItemTraits, logitOf, type MasteryState, type Prediction, partsOf, predict } from "../mastery/estimate";
import { blueprintOf, type GapTarget } from "../mastery/observe";
import type { Catalog, Item } from "../quiz/catalog";
import { areEnemies } from "../quiz/choose";
import { keyResponse, scoreItem } from "../quiz/score";
import type { Link } from "./border";
import { recallOf } from "./fsrs";

/** What a choice needs of the learner. Without the optional parts nothing is due, worn out, put aside or disputed. */
export type Past = Pick<LearnerState, "mastery" | "last"> &
  Partial<Pick<LearnerState, "byItem" | "memory" | "snoozed" | "disputed" | "chains">>;

export type Candidate = {
  item: Item;
  traits: ItemTraits;
  expected: Prediction;
  /** Effective number of observations of one answer. */
  signs: number;
};

/** An item that was right does not return within this time. */
const restMs = 14 * dayMs;
/** No item comes more often than this within so long, right or wrong: what is known by heart shows nothing. */
const exposure = { most: 4, withinMs: 60 * dayMs } as const;

/** All items that pass, with what the model expects of them. */
export function candidatesOf(
  past: Past,
  catalog: Catalog,
  now: number,
  isWanted: (item: Item, traits: ItemTraits) => boolean,
): Candidate[] {
  const { traits: all } = blueprintOf(catalog);
  return catalog.items.flatMap((item) => {
    const traits = all.get(item.id);
    if (!traits || !isWanted(item, traits)) return [];
    const expected = predict(past.mastery, traits, now, recallOf(past.memory?.get(item.id), now));
    return [{ item, traits, expected, signs: signsOf(item) }];
  });
}

/**
 * The same past with the levels alone. What an answer would tell hangs on the main filter; the models beside it, which
 * only sharpen p, cost most of a prediction.
 */
export function levelsOf<Known extends Pick<Past, "mastery">>(past: Known): Known {
  const { hedge: _, ...mastery } = past.mastery;
  return { ...past, mastery };
}

/** Right within the last 14 days: it is let alone. One that was wrong may return at once. */
export function isResting(item: ItemId, { last }: Past, now: number): boolean {
  const before = last.get(item);
  return before !== undefined && before.share >= counting.rightFrom && now - before.at < restMs;
}

/** Asked so often within 60 days that it waits. */
export function isWornOut(item: ItemId, { byItem }: Past, now: number): boolean {
  const answers = byItem?.get(item) ?? [];
  return answers.filter(({ at }) => now - at < exposure.withinMs).length >= exposure.most;
}

export const bearsOn = ({ gaps }: ItemTraits, gap: GapId): boolean => gaps.some(({ id }) => id === gap);

/** The same item, or one that gives the other away. */
export const clash = (a: Item, b: Item): boolean => a.id === b.id || areEnemies(a, b);

const signsKnown = new WeakMap<Item, number>();

/**
 * How many independent things one answer to the item shows of each statement: K / (1 + (K - 1) rho), as the answer will
 * be counted.
 */
export function signsOf(item: Item): number {
  const known = signsKnown.get(item);
  if (known !== undefined) return known;
  const score = scoreItem(item, keyResponse(item, 0), 0);
  const count = score.state === "marked" ? Math.max(1, score.observations.length / item.statements.length) : 1;
  const signs = count / (1 + (count - 1) * model.criteriaCorrelation);
  signsKnown.set(item, signs);
  return signs;
}

/** The variance of a gap's logit and, by state, what it shares with others: made once a gap, used for every item. */
export type GapBelief = {
  index: number;
  target: GapTarget;
  mean: number;
  variance: number;
  shared: ReadonlyMap<string, number>;
};

/** What is believed of each gap, in the order of the blueprint. */
export function gapBeliefs(state: MasteryState, targets: readonly GapTarget[], at: number): GapBelief[] {
  return targets.map((target, index) => {
    const parts = partsOf(state, target, at);
    const { x: mean, variance } = logitOf(state, target, at);
    const shared = new Map(parts.map(({ of, id, weight, variance }) => [`${of} ${id}`, weight * variance]));
    return {
      index,
      target,
      mean,
      variance,
      shared,
    };
  });
}

/** How much of the variance of an item's logit the gap explains. */
export function aboutGap({ traits }: Candidate, gap: GapBelief): number {
  const shared = covarianceOf(traits, gap);
  return gap.variance > 0 ? (shared * shared) / gap.variance : 0;
}

/** The item's logit as it hangs on the gap's. */
export function linkOf({ traits, expected, signs }: Candidate, gap: GapBelief): Link {
  const shared = covarianceOf(traits, gap);
  const slope = gap.variance > 0 ? shared / gap.variance : 0;
  const noise = Math.sqrt(Math.max(0, expected.variance - slope * shared));
  return { gap: gap.index, offset: expected.x - slope * gap.mean, slope, noise, guess: traits.guess, signs };
}

function covarianceOf({ topics, gaps, statements }: ItemTraits, { shared }: GapBelief): number {
  let sum = shared.get("global ") ?? 0;
  for (const { id, weight } of topics) sum += weight * (shared.get(`topic ${id}`) ?? 0);
  for (const { id, weight } of gaps) sum += weight * (shared.get(`gap ${id}`) ?? 0);
  for (const { id, weight } of statements) sum += weight * (shared.get(`statement ${id}`) ?? 0);
  return sum;
}
