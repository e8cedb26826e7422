/**
 * What is expected of an answer when no single model is trusted: the main filter beside filters with the constants of
 * other ways to study, each weighed by how well it foresaw this learner, joined with the second opinion by mean logit.
 * Only predictions come from here; levels, terms and parts are the main filter's.
 */
import { course, drill, joining, model, tutor } from "./constants";
import {
  blank,
  copyOf,
  expected,
  type Filter,
  type FilterDraft,
  type FilterState,
  filterOf,
  type Recalled,
  recall,
  sigmoid,
  take,
} from "./filter";
import {
  type Belief,
  copyOpinion,
  count,
  featuresOf,
  type Judged,
  judge,
  learn,
  noOpinion,
  type Opinion,
  type OpinionDraft,
} from "./opinion";
import { opinionPriors } from "./opinion-prior";
import type { Evidence, ItemTraits } from "./traits";

/** One person's spaced study. */
export const main: Filter = filterOf(model);

/** The filters beside the main one, the log of the trust each starts with (the main one's first), and a blank opinion. */
export type Council = {
  readonly others: readonly Filter[];
  readonly trust: readonly number[];
  /** The same of the regressions of the second opinion. */
  readonly opinionTrust: readonly number[];
  readonly opinion: Opinion;
};

/** The product's council; a fit that leaves a set of logs out makes another. */
export const council: Council = {
  others: [course, drill, tutor].map(filterOf),
  trust: [joining.trust.main, joining.trust.course, joining.trust.drill, joining.trust.tutor].map(Math.log),
  opinionTrust: [joining.trust.any, joining.trust.course, joining.trust.drill, joining.trust.tutor].map(Math.log),
  opinion: noOpinion(opinionPriors),
};

export type Hedge = {
  /** Of the filters beside the main one. */
  readonly filters: readonly FilterState[];
  /** Log of how much each filter is trusted, the main one first; only differences count. */
  readonly trust: readonly number[];
  /** The same of the regressions of the second opinion. */
  readonly opinionTrust: readonly number[];
  readonly opinion: Opinion;
  /** How much farther from even, or nearer, this learner's results lie than the models say: a factor on the joint logit. */
  readonly stretch: Stretch;
};

type Stretch = { readonly mean: number; readonly variance: number };

export type HedgeDraft = {
  filters: FilterDraft[];
  trust: number[];
  opinionTrust: number[];
  opinion: OpinionDraft;
  stretch: Stretch;
};

export const unhedged = ({ others, trust, opinionTrust, opinion }: Council): Hedge => ({
  filters: others.map(blank),
  trust,
  opinionTrust,
  opinion,
  stretch: { mean: 1, variance: joining.stretchVariance },
});

export const copyHedge = (hedge: Hedge): HedgeDraft => ({
  filters: hedge.filters.map(copyOf),
  trust: [...hedge.trust],
  opinionTrust: [...hedge.opinionTrust],
  opinion: copyOpinion(hedge.opinion),
  stretch: hedge.stretch,
});

/** Every model's expectation of one answer to come, and the joint one; of a dismissed model undefined, and 0. */
export type Forecast = {
  /** Of the filters beside the main one. */
  recalled: (Recalled | undefined)[];
  /** Of the filters, the main one first: expected share of the marks, 0..1. */
  each: number[];
  /** Of the regressions of the second opinion. */
  judged: (Judged | undefined)[];
  /** Logit of the joint one before the stretch. */
  x: number;
  /** The joint one, 0..1. */
  p: number;
};

/** @param own what the main filter made of the item */
export function forecast({ others }: Council, hedge: Hedge, own: Recalled, traits: ItemTraits, at: number): Forecast {
  const recalled: Forecast["recalled"] = [];
  const each = [expected(main, traits, own.x, own.variance)];
  for (let index = 0; index < others.length; index++) {
    const filter = others[index] as Filter;
    const now =
      (hedge.trust[index + 1] as number) <= dismissed
        ? undefined
        : recall(filter, hedge.filters[index] as FilterState, traits, at);
    recalled.push(now);
    each.push(now ? expected(filter, traits, now.x, now.variance) : 0);
  }
  const { beliefs } = hedge.opinion;
  const seen = featuresOf(hedge.opinion, traits, at);
  const judged: Forecast["judged"] = [];
  const opinions: number[] = [];
  for (let index = 0; index < beliefs.length; index++) {
    const one =
      (hedge.opinionTrust[index] as number) <= dismissed
        ? undefined
        : judge(beliefs[index] as Belief, seen, traits.guess);
    judged.push(one);
    opinions.push(one ? one.p : 0);
  }
  const { opinion, opinionAtFirst, firstAnswers } = joining;
  const share = opinion + opinionAtFirst * Math.exp(-hedge.opinion.answers / firstAnswers);
  const x = joined(mixed(each, hedge.trust), mixed(opinions, hedge.opinionTrust), share);
  // Nobody is expected below what blind guessing earns, whatever the stretch makes of it.
  return { recalled, each, judged, x, p: inside(Math.max(traits.guess, sigmoid(hedge.stretch.mean * x))) };
}

/** The mean of expectations by trust. */
function mixed(each: readonly number[], trust: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const log of trust) if (log > most) most = log;
  let sum = 0;
  let total = 0;
  for (let index = 0; index < each.length; index++) {
    const weight = Math.exp((trust[index] as number) - most);
    sum += weight * (each[index] as number);
    total += weight;
  }
  return sum / total;
}

/** Nothing is expected surely: a certain miss would cost all trust at once. */
const inside = (p: number): number => Math.min(Math.max(p, joining.leastP), 1 - joining.leastP);
export const logit = (p: number): number => Math.log(p / (1 - p));

/** Logit of the two together. */
const joined = (filters: number, opinion: number, share: number): number =>
  (1 - share) * logit(inside(filters)) + share * logit(inside(opinion));

/** Takes one answer in: each model learns, and trust moves to those that foresaw it. */
export function settle({ others }: Council, draft: HedgeDraft, evidence: Evidence, made: Forecast): void {
  const { score } = evidence;
  const weight = Math.min(evidence.weight, 1);
  made.each.forEach((p, index) => {
    const trust = draft.trust[index] as number;
    if (trust > dismissed) draft.trust[index] = retrusted(trust, p, score, weight);
  });
  made.recalled.forEach((now, index) => {
    if (now) take(others[index] as Filter, draft.filters[index] as FilterDraft, evidence, now);
  });
  made.judged.forEach((each, index) => {
    if (!each) return;
    draft.opinionTrust[index] = retrusted(draft.opinionTrust[index] as number, each.p, score, weight);
    learn(draft.opinion.beliefs[index] as Belief, evidence, each);
  });
  count(draft.opinion, evidence);
  dismiss(draft.opinionTrust);
  for (const index of dismiss(draft.trust))
    if (index > 0) draft.filters[index - 1] = copyOf(blank(others[index - 1] as Filter));
  draft.stretch = stretched(draft.stretch, made, score, weight);
}

/** Trust takes in how likely the model held what came. */
function retrusted(trust: number, p: number, score: number, weight: number): number {
  const safe = inside(p);
  return trust + weight * (score * Math.log(safe) + (1 - score) * Math.log(1 - safe));
}

/** The log of no trust at all, or lower: e to it is 0, and a state of numbers stays one. */
const dismissed = -1e9;

/** Takes the last trust from models that lie too far behind. Gives the indexes of those that it was taken from. */
function dismiss(trust: number[]): number[] {
  const least = Math.max(...trust) - joining.dismissal;
  const gone: number[] = [];
  for (let index = 0; index < trust.length; index++) {
    const own = trust[index] as number;
    if (own >= least || own <= dismissed) continue;
    trust[index] = dismissed;
    gone.push(index);
  }
  return gone;
}

/** A Kalman update of the factor, as in filter.ts, and a step of its random walk. */
function stretched({ mean, variance }: Stretch, { x, p }: Forecast, score: number, weight: number): Stretch {
  const lam = weight * p * (1 - p) * x * x;
  const gain = variance / (1 + lam * variance);
  const left = variance - variance * lam * gain;
  return { mean: mean + gain * weight * (score - p) * x, variance: left + weight * joining.stretchDrift };
}
