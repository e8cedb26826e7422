/**
 * From content and answers to what the model understands: which skills an item bears on, and what one answer is worth.
 */
import type { GapId, ItemId, StatementId, TopicId } from "../ids";
import { gapOfStatement } from "../ids";
import type { ItemAnswered } from "../learner/events";
import type { Catalog, Item } from "../quiz/catalog";
import type { Observation } from "../quiz/item";
import { guessOf } from "../quiz/score";
import { evidence as counting, model } from "./constants";
import type { Evidence, ItemTraits, Target, Weighted } from "./estimate";

export type GapTarget = Extract<Target, { gap: GapId; statements: readonly StatementId[] }>;
export type TopicTarget = Extract<Target, { topic: TopicId }>;

/** The catalog as the model sees it. */
export type Blueprint = {
  traits: ReadonlyMap<ItemId, ItemTraits>;
  /** In the order of the list of gaps. */
  gaps: readonly GapTarget[];
  topics: ReadonlyMap<TopicId, TopicTarget>;
};

const blueprints = new WeakMap<Catalog, Blueprint>();

/** Computed once for each catalog. Topics that are not written are scaled out of a gap. */
export function blueprintOf(catalog: Catalog): Blueprint {
  const known = blueprints.get(catalog);
  if (known) return known;
  const written = Object.values(catalog.topics).filter(({ state }) => state === "written");
  const gaps = catalog.gaps.map((gap) => ({
    gap: gap.id,
    topics: scaled(written.map(({ id }) => ({ id, weight: gap.weights[id] ?? 0 }))),
    statements: gap.statements.map(({ id }) => id),
  }));
  const topics = written.map(({ id, statements }): [TopicId, TopicTarget] => {
    const weighed = scaled(catalog.gaps.map((gap) => ({ id: gap.id, weight: gap.weights[id] ?? 0 })));
    return [id, { topic: id, gaps: weighed.length > 0 ? weighed : scaled(gapsOf(statements)) }];
  });
  const blueprint = {
    traits: new Map(catalog.items.map((item) => [item.id, traitsOf(item)])),
    gaps,
    topics: new Map(topics),
  };
  blueprints.set(catalog, blueprint);
  return blueprint;
}

/** The same places with weights that sum to 1; those without weight are left out. */
function scaled<Id extends string>(places: Weighted<Id>[]): Weighted<Id>[] {
  const sum = places.reduce((total, { weight }) => total + weight, 0);
  return places.filter(({ weight }) => weight > 0).map(({ id, weight }) => ({ id, weight: weight / sum }));
}

function gapsOf(statements: readonly StatementId[]): Weighted<GapId>[] {
  const counts = new Map<GapId, number>();
  for (const statement of statements) {
    const gap = gapOfStatement(statement);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  return [...counts].map(([id, weight]) => ({ id, weight }));
}

/**
 * An item's skills. Its gaps are those of its statements, each by its share of them; equal shares of |J| gaps give
 * each |J|^-0.56.
 */
export function traitsOf(item: Item): ItemTraits {
  const gaps = scaled(gapsOf(item.statements));
  const spread = gaps.length ** (1 - model.gapShare);
  return {
    item: item.id,
    kind: item.kind,
    topics: item.topic ? [{ id: item.topic, weight: 1 }] : [],
    gaps: gaps.map(({ id, weight }) => ({ id, weight: weight * spread })),
    statements: item.statements.map((id) => ({ id, weight: 1 / item.statements.length })),
    difficulty: item.difficulty,
    guess: Math.min(Math.max(guessOf(item), 0), 0.9),
  };
}

/** What of an answer the model reads. */
export type Answered = Pick<ItemAnswered, "score" | "observations" | "confidence" | "hints">;

/**
 * What one answer is worth.
 * @param answer id of its event
 * @param at epoch ms
 * @returns undefined when the marks are no numbers or there are none to earn: nothing can be learnt from that
 */
export function evidenceOf(answer: string, body: Answered, traits: ItemTraits, at: number): Evidence | undefined {
  const share = creditOf(body.score);
  if (share === undefined || !Number.isFinite(at)) return undefined;
  const hints = Math.max(0, Math.floor(body.hints) || 0);
  const cap = counting.hintCaps[Math.min(hints, counting.hintCaps.length - 1)] ?? 0;
  const observations = body.observations.filter(isUsable);
  return {
    answer,
    traits,
    at,
    score: Math.min(share, cap),
    weight: effectiveCount(observations) * confidenceWeight(share, body.confidence),
    statements: statementShares(observations, share, cap, traits),
    hints,
  };
}

/** Share of the marks, 0..1; undefined when it cannot be told. */
export function creditOf({ earned, possible }: ItemAnswered["score"]): number | undefined {
  const share = earned / possible;
  return Number.isFinite(share) && possible > 0 ? clamp(share) : undefined;
}

const clamp = (share: number) => Math.min(Math.max(share, 0), 1);
const isUsable = ({ score, weight }: Observation) => Number.isFinite(score) && Number.isFinite(weight) && weight > 0;

/**
 * K_eff = K / (1 + (K - 1) rho): criteria of one answer are correlated. Every sign of an answer speaks of each of its
 * statements, so K is counted within a statement, and the statement with the most decides.
 */
function effectiveCount(observations: readonly Observation[]): number {
  const byStatement = new Map<StatementId, number[]>();
  for (const { statement, weight } of observations)
    byStatement.set(statement, [...(byStatement.get(statement) ?? []), weight]);
  const count = Math.max(1, ...[...byStatement.values()].map(countOf));
  return count / (1 + (count - 1) * model.criteriaCorrelation);
}

/**
 * The effective number of weights, (sum w)^2 / sum w^2 (Kish 1965): their number when they are equal. They are scaled
 * first, so that none overflows.
 */
function countOf(weights: readonly number[]): number {
  const heaviest = Math.max(...weights);
  const scaledTo = weights.map((weight) => weight / heaviest);
  const sum = scaledTo.reduce((total, weight) => total + weight, 0);
  return sum ** 2 / scaledTo.reduce((total, weight) => total + weight ** 2, 0);
}

function confidenceWeight(share: number, confidence: ItemAnswered["confidence"]): number {
  if (confidence === 1 && share >= counting.rightFrom) return counting.unsureAndRight;
  if (confidence === 3 && share < counting.wrongBelow) return counting.sureAndWrong;
  return 1;
}

/**
 * Where an item shows several statements, each one's own share: the whole's, moved by how far the statement's
 * observations lie from the mean of all (observations and marks may be counted by different rules).
 */
function statementShares(
  observations: readonly Observation[],
  share: number,
  cap: number,
  traits: ItemTraits,
): Evidence["statements"] {
  if (traits.statements.length < 2 || observations.length < 2) return undefined;
  const all = meanScore(observations);
  const shares = traits.statements.flatMap(({ id }): [StatementId, number][] => {
    const own = observations.filter(({ statement }) => statement === id);
    return own.length === 0 ? [] : [[id, Math.min(clamp(share + meanScore(own) - all), cap)]];
  });
  return new Map(shares);
}

function meanScore(observations: readonly Observation[]): number {
  const heaviest = observations.reduce((most, { weight }) => Math.max(most, weight), 0);
  let sum = 0;
  let total = 0;
  for (const { score, weight } of observations) {
    sum += clamp(score) * (weight / heaviest);
    total += weight / heaviest;
  }
  return sum / total;
}
