/**
 * What the learner can do, as numbers with their uncertainty: the main filter (filter.ts) with the constants of own study,
 * and beside it the models that only predict (hedge.ts). Nothing is learnt across learners.
 *
 * Levels, terms and parts come from the main filter alone, so that every number on the screen has its reasons.
 */
import type { GapId, StatementId, TopicId } from "../ids";
import { claims, model } from "./constants";
import {
  blank,
  type Cell,
  copyOf,
  expected,
  type FilterDraft,
  type FilterState,
  fleetingAt,
  formAt,
  type Recalled,
  recall as recallItem,
  sigmoid,
  slow,
  take,
} from "./filter";
import {
  copyHedge,
  council,
  type Forecast,
  forecast,
  type Hedge,
  type HedgeDraft,
  logit,
  main,
  settle,
  unhedged,
} from "./hedge";
import type { Evidence, ItemTraits, Weighted } from "./traits";

export type { Cell, GapCell } from "./filter";
export type { Evidence, ItemTraits, Weighted } from "./traits";

const { priors } = main;

/** Without `hedge` a state knows levels and the main filter's predictions only. */
export type MasteryState = FilterState & { readonly hedge?: Hedge };

/** A place whose level can be asked for. Weights sum to 1; topics that have no evidence yet enter with their prior. */
export type Target =
  | { gap: GapId; topics: readonly Weighted<TopicId>[]; statements: readonly StatementId[] }
  | { topic: TopicId; gaps: readonly Weighted<GapId>[] }
  | { statement: StatementId; gap: GapId; topics: readonly Weighted<TopicId>[] };

/** The middle and the 80 % interval of p on a medium item (difficulty 3, no guess floor), 0..100. */
export type Level = {
  mid: number;
  lo: number;
  hi: number;
  /** Answers behind it, and the last of them (epoch ms), null when there is none. */
  n: number;
  last: number | null;
};

/** The state of a learner of whom nothing is known. */
export const initial = (): MasteryState => ({ ...blank(main), hedge: unhedged(council) });

/** The state after one answer. Pure; for many answers `observeAll` copies once. */
export const observe = (state: MasteryState, evidence: Evidence): MasteryState => observeAll(state, [evidence]);

/** The state after answers in the order of time. Pure: the given state stays as it was. */
export function observeAll(state: MasteryState, evidence: Iterable<Evidence>): MasteryState {
  const draft = begin(state);
  for (const each of evidence) absorb(draft, each);
  return draft;
}

/** A state under construction: `absorb` changes it in place. It reads as a MasteryState. */
export type Draft = FilterDraft & { hedge?: HedgeDraft };

/** @param options levelsOnly leaves out what only predicts: for replays that ask for levels */
export function begin(state: MasteryState, options: { levelsOnly?: boolean } = {}): Draft {
  const draft: Draft = copyOf(state);
  if (state.hedge && !options.levelsOnly) draft.hedge = copyHedge(state.hedge);
  return draft;
}

/**
 * Takes one answer in. An answer that repeats its item on the same day moves the fast states only: it shows what was
 * just read, and when the item should return is the scheduler's question.
 */
export function absorb(draft: Draft, evidence: Evidence): void {
  settleOn(draft, evidence, expectOf(draft, evidence.traits, evidence.at));
}

/** What is expected of an answer to come, with all that `settleOn` needs to take it in. */
export type Expectation = { readonly own: Recalled; readonly made?: Forecast; readonly p: number };

export function expectOf(state: MasteryState, traits: ItemTraits, at: number): Expectation {
  const own = recallItem(main, state, traits, at);
  if (!state.hedge) return { own, p: expected(main, traits, own.x, own.variance) };
  const made = forecast(council, state.hedge, own, traits, at);
  return { own, made, p: made.p };
}

/** Takes one answer in, given what was expected of it at the same state and moment: `absorb` without asking twice. */
export function settleOn(draft: Draft, evidence: Evidence, { own, made }: Expectation): void {
  take(main, draft, evidence, own);
  if (draft.hedge && made) settle(council, draft.hedge, evidence, made);
}

/** How well an item is remembered: recall R(t), 0..1, and the number of its cross-day reviews. */
export type Recall = { readonly r: number; readonly reviews: number };

export type Prediction = {
  /** Probability of a right answer (expected share of the marks), 0..1, by all models. */
  p: number;
  /** The main filter's logit and its variance. */
  x: number;
  variance: number;
};

/**
 * What is expected of an answer to this item at that moment.
 * @param recall of an item that was reviewed: with n reviews, its recall takes n / (n + 2) of the logit
 */
export function predict(state: MasteryState, traits: ItemTraits, at: number, recall?: Recall): Prediction {
  const { own, p } = expectOf(state, traits, at);
  return { p: recall ? remembered(p, traits, recall) : p, x: own.x, variance: own.variance };
}

/** Keeps a logit of a share that is 0 or 1 finite. */
const leastShare = 1e-6;
const inside = (share: number): number => Math.min(Math.max(share, leastShare), 1 - leastShare);

/** x' = (1 - a) x + a logit R on the curve of the item, between its guess floor and a slip. */
function remembered(p: number, { guess }: ItemTraits, { r, reviews }: Recall): number {
  const span = 1 - guess - model.slip;
  const part = reviews / (reviews + model.reviewsForHalf);
  const x = (1 - part) * logit(inside((p - guess) / span)) + part * logit(inside(r));
  return guess + span * sigmoid(x);
}

/** One additive part of a place's logit, at a moment. */
export type Part = {
  of: "global" | "topic" | "gap" | "statement";
  /** Of the topic, gap or statement; the empty string for the global state. */
  id: string;
  weight: number;
  mean: number;
  /** What it would be without any evidence. */
  prior: number;
  variance: number;
};

/** The slow states behind a place's level at a moment: level x = base + sum of weight * mean. */
export function partsOf(state: MasteryState, target: Target, at: number): Part[] {
  const part = (of: Part["of"], id: string, weight: number, cell: Cell | undefined, prior: Cell): Part => {
    const { mean, variance } = slow(cell, prior, at, model.forgetting);
    return { of, id, weight, mean, prior: prior.mean, variance };
  };
  const topicParts = (topics: readonly Weighted<TopicId>[]) =>
    topics.map(({ id, weight }) => part("topic", id, weight, state.topics.get(id), priors.topic));
  const gapPart = ({ id, weight }: Weighted<GapId>) => part("gap", id, weight, state.gaps.get(id)?.slow, priors.gap);
  const global = part("global", "", 1, state.global, priors.global);

  if ("topic" in target) return [global, ...topicParts([{ id: target.topic, weight: 1 }]), ...target.gaps.map(gapPart)];
  const shared = [global, ...topicParts(target.topics), gapPart({ id: target.gap, weight: 1 })];
  const statements = "statement" in target ? [target.statement] : target.statements;
  return [
    ...shared,
    ...statements.map((id) => part("statement", id, 1 / statements.length, state.statements.get(id), priors.statement)),
  ];
}

/** Mean and variance of the logit of a medium item of that place. */
export function logitOf(state: MasteryState, target: Target, at: number): { x: number; variance: number } {
  let x: number = model.base;
  let variance = 0;
  for (const part of partsOf(state, target, at)) {
    x += part.weight * part.mean;
    variance += part.weight * part.weight * part.variance;
  }
  return { x, variance };
}

/** The fast state of a gap and of the learner at a moment, as the next answer would meet them. */
export const fastAt = (state: MasteryState, gap: GapId, at: number): { form: number; gapForm: number } => ({
  form: formAt(model, state.form, priors.form, at).mean,
  gapForm: fleetingAt(model, state.gaps.get(gap)?.fast, priors.gapForm, at).mean,
});

/** p of a medium item without a guess floor, 0..100, from a logit. */
export const onScale = (x: number): number => 100 * (1 - model.slip) * sigmoid(x);
/** The logit at which p on a medium item is `p`. */
export const logitAt = (p: number): number => Math.log(p / (1 - model.slip - p));

export function levelOf(state: MasteryState, target: Target, at: number): Level {
  const { x, variance } = logitOf(state, target, at);
  const reach = claims.z80 * Math.sqrt(variance);
  const own = ownCell(state, target);
  return { mid: onScale(x), lo: onScale(x - reach), hi: onScale(x + reach), n: own?.n ?? 0, last: own?.at ?? null };
}

const ownCell = (state: MasteryState, target: Target): Cell | undefined => {
  if ("topic" in target) return state.topics.get(target.topic);
  return "statement" in target ? state.statements.get(target.statement) : state.gaps.get(target.gap)?.slow;
};
