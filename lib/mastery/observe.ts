/**
 * From content and answers to what the model understands: which skills an item bears on, and what one answer is worth.
 */
import type { ChainId, GapId, ItemId, StatementId, TopicId } from "../ids";
import { gapOfStatement } from "../ids";
import type { ItemAnswered, RungAnswered } from "../learner/events";
import type { Catalog, CatalogChain, CatalogRung, Item } from "../quiz/catalog";
import { isHeld } from "../quiz/chain";
import type { Observation } from "../quiz/item";
import { scoreRubric } from "../quiz/rubric";
import { guessOf } from "../quiz/score";
import { evidence as counting, model } from "./constants";
import type { Evidence, ItemTraits, Target, Weighted } from "./estimate";

export type GapTarget = Extract<Target, { gap: GapId; statements: readonly StatementId[] }> & {
  /** Those of its statements that the content can ask in depth: an open rung at L3 or deeper, or a simulation task. */
  readonly deep?: readonly StatementId[];
};
export type TopicTarget = Extract<Target, { topic: TopicId }>;
export type StatementTarget = Extract<Target, { statement: StatementId }>;

/** The kind under which the answers to open rungs of follow-up chains count. */
export const followUp = "follow-up";
/** From this level on a held rung shows depth: L3, trade-off and quantity. */
export const deepFrom = 3;
/** Kinds of item that show depth by themselves. */
export const deepKinds: ReadonlySet<string> = new Set(["simulation-task"]);

/** A rung that asks in words, as the model sees it. */
export type OpenRung = { chain: ChainId; rung: CatalogRung; traits: ItemTraits };

/** The catalog as the model sees it. */
export type Blueprint = {
  traits: ReadonlyMap<ItemId, ItemTraits>;
  /** In the order of the list of gaps. */
  gaps: readonly GapTarget[];
  topics: ReadonlyMap<TopicId, TopicTarget>;
  /** Open rungs, by `rungKey`. Closed ones are items. */
  rungs: ReadonlyMap<ItemId, OpenRung>;
};

/** Under what a rung is known to the model, which has one state for each item: no item has an id of this form. */
export const rungKey = (chain: ChainId, rung: string): ItemId => `${chain}.${rung}` as ItemId;

const blueprints = new WeakMap<Catalog, Blueprint>();

/** Computed once for each catalog. Topics that are not written are scaled out of a gap. */
export function blueprintOf(catalog: Catalog): Blueprint {
  const known = blueprints.get(catalog);
  if (known) return known;
  const written = Object.values(catalog.topics).filter(({ state }) => state === "written");
  const deep = askedInDepth(catalog);
  const gaps = catalog.gaps.map((gap) => ({
    gap: gap.id,
    topics: scaled(written.map(({ id }) => ({ id, weight: gap.weights[id] ?? 0 }))),
    statements: gap.statements.map(({ id }) => id),
    deep: gap.statements.map(({ id }) => id).filter((statement) => deep.has(statement)),
  }));
  const topics = written.map(({ id, statements }): [TopicId, TopicTarget] => {
    const weighed = scaled(catalog.gaps.map((gap) => ({ id: gap.id, weight: gap.weights[id] ?? 0 })));
    return [id, { topic: id, gaps: weighed.length > 0 ? weighed : scaled(gapsOf(statements)) }];
  });
  const blueprint = {
    traits: new Map(catalog.items.map((item) => [item.id, traitsOf(item)])),
    gaps,
    topics: new Map(topics),
    rungs: new Map(catalog.chains.flatMap((chain) => openRungs(chain, catalog))),
  };
  blueprints.set(catalog, blueprint);
  return blueprint;
}

/** Statements that an open rung at L3 or deeper, or a simulation task, asks. */
function askedInDepth({ chains, items }: Catalog): Set<StatementId> {
  const rungs = chains.flatMap((chain) => chain.rungs.filter(({ item, level }) => !item && level >= deepFrom));
  const ticks = rungs.flatMap((rung) => rung.ticks.filter(({ fatal }) => !fatal));
  return new Set([
    ...ticks.flatMap(({ statement }) => statement ?? []),
    ...items.filter(({ kind }) => deepKinds.has(kind)).flatMap(({ statements }) => statements),
  ]);
}

/** A rung shows the statements of its ticks, or those of its topic where no tick names one. */
function openRungs({ id: chain, topic, rungs }: CatalogChain, { topics }: Catalog): [ItemId, OpenRung][] {
  return rungs
    .filter(({ item }) => item === undefined)
    .map((rung) => {
      const named = [...new Set(rung.ticks.flatMap(({ statement }) => statement ?? []))];
      const statements = named.length > 0 ? named : (topics[topic]?.statements ?? []);
      const key = rungKey(chain, rung.id);
      const difficulty = rung.level + 1;
      const traits: ItemTraits = { item: key, kind: followUp, ...skillsOf(topic, statements), difficulty, guess: 0 };
      return [key, { chain, rung, traits }];
    });
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
  return {
    item: item.id,
    kind: item.kind,
    ...skillsOf(item.topic, item.statements),
    difficulty: item.difficulty,
    guess: Math.min(Math.max(item.guess ?? guessOf(item), 0), 0.9),
  };
}

function skillsOf(topic: TopicId | null, statements: readonly StatementId[]) {
  const gaps = scaled(gapsOf(statements));
  const spread = gaps.length ** (1 - model.gapShare);
  return {
    topics: topic ? [{ id: topic, weight: 1 }] : [],
    gaps: gaps.map(({ id, weight }) => ({ id, weight: weight * spread })),
    statements: statements.map((id) => ({ id, weight: 1 / statements.length })),
  };
}

/** What of an answer the model reads. */
export type Answered = Pick<ItemAnswered, "score" | "observations" | "confidence" | "hints">;

/**
 * What one answer is worth.
 * @param answer id of its event
 * @param at epoch ms
 * @param news what it can tell of what is known, 0..1; see Evidence
 * @returns undefined when the marks are no numbers or there are none to earn: nothing can be learnt from that
 */
export function evidenceOf(
  answer: string,
  body: Answered,
  traits: ItemTraits,
  at: number,
  news?: number,
): Evidence | undefined {
  const share = creditOf(body.score);
  if (share === undefined || !Number.isFinite(at)) return undefined;
  const hints = Math.max(0, Math.floor(body.hints) || 0);
  const cap = counting.hintCaps[Math.min(hints, counting.hintCaps.length - 1)] ?? 0;
  const observations = body.observations.every(isUsable) ? body.observations : body.observations.filter(isUsable);
  return {
    answer,
    traits,
    at,
    score: Math.min(share, cap),
    weight: effectiveCount(observations) * confidenceWeight(share, body.confidence),
    statements: statementShares(observations, share, cap, traits),
    hints,
    ...(news !== undefined && { news }),
  };
}

/** What of an answered rung the model reads. */
export type Told = Pick<RungAnswered, "ticks" | "hints" | "confidence">;

/**
 * What the answer to an open rung is worth, by today's rubric: ticks that it no longer has are passed over. Each tick that
 * names a statement is one observation, said or not; a fatal one only when it was said, since leaving a mistake out shows
 * nothing.
 * @returns undefined when there is nothing left to earn, as in evidenceOf
 */
export function rungEvidenceOf(
  answer: string,
  body: Told,
  { chain, rung, traits }: OpenRung,
  at: number,
  news?: number,
): Evidence | undefined {
  const observations = rung.ticks.flatMap(({ id, statement, fatal }): Observation[] => {
    const isTicked = body.ticks.includes(id);
    if (statement === undefined || (fatal && !isTicked)) return [];
    return [{ statement, score: isTicked && !fatal ? 1 : 0, weight: 1 }];
  });
  const { hints, confidence } = body;
  const answered = { score: scoreRubric(rung, body.ticks), observations, hints, ...(confidence && { confidence }) };
  const evidence = evidenceOf(answer, answered, traits, at, news);
  return evidence && { ...evidence, rung: { chain, level: rung.level, isHeld: isHeld(rung, body) } };
}

/** Answers (event ids) that repeat their item on the same day: they show what was just read. */
export function repeatsIn(evidence: readonly Evidence[]): Set<string> {
  const counted = new Map<ItemId, number>();
  const repeats = new Set<string>();
  for (const { answer, traits, at } of evidence) {
    const before = counted.get(traits.item);
    if (before !== undefined && at - before < counting.sameDayMs) repeats.add(answer);
    else counted.set(traits.item, at);
  }
  return repeats;
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
  let count = 1;
  for (const [index, { statement }] of observations.entries()) {
    const isFirst = observations.findIndex((each) => each.statement === statement) === index;
    if (isFirst) count = Math.max(count, countOf(observations, statement));
  }
  return count / (1 + (count - 1) * model.criteriaCorrelation);
}

/**
 * The effective number of weights, (sum w)^2 / sum w^2 (Kish 1965): their number when they are equal. They are scaled
 * first, so that none overflows.
 */
function countOf(observations: readonly Observation[], of: StatementId): number {
  let heaviest = 0;
  for (const { statement, weight } of observations) if (statement === of && weight > heaviest) heaviest = weight;
  let sum = 0;
  let squares = 0;
  for (const { statement, weight } of observations) {
    if (statement !== of) continue;
    const scaledTo = weight / heaviest;
    sum += scaledTo;
    squares += scaledTo * scaledTo;
  }
  return sum ** 2 / squares;
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
  const shares = new Map<StatementId, number>();
  for (const { id } of traits.statements) {
    const own = observations.filter(({ statement }) => statement === id);
    if (own.length > 0) shares.set(id, Math.min(clamp(share + meanScore(own) - all), cap));
  }
  return shares;
}

function meanScore(observations: readonly Observation[]): number {
  let heaviest = 0;
  for (const { weight } of observations) heaviest = Math.max(heaviest, weight);
  let sum = 0;
  let total = 0;
  for (const { score, weight } of observations) {
    sum += clamp(score) * (weight / heaviest);
    total += weight / heaviest;
  }
  return sum / total;
}
