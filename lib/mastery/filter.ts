/**
 * One hierarchical, diagonal, logistic Kalman filter under one set of constants. Every state is a normal distribution over
 * logits; an answer moves only the states that its item touches, so one update costs O(skills of the item).
 *
 * Logit of a right answer to an item of difficulty d, topics K, gaps J, statements S:
 *   x = b0 + global + form + sum w topic + sum w (gap + gap form) + sum w statement + item + slope (3 - d)
 * The gap's and the topics' offsets have mean zero around the global state, so a gap's expectation before its own
 * evidence is its topics' posterior, and a topic's is the learner's overall one. Slow states (global, topic, gap,
 * statement, item, slope) are what is known; fast ones (form, gap form) are how it goes just now, and no level shows them.
 */
import type { GapId, ItemId, StatementId, TopicId } from "../ids";
import { type Constants, evidence as counting, hourMs, weekMs } from "./constants";
import type { Evidence, ItemTraits, Weighted } from "./traits";

/** A normal distribution over logits and when an answer last moved it (epoch ms); `n` answers did. */
export type Cell = { readonly mean: number; readonly variance: number; readonly at: number; readonly n: number };

export type GapCell = {
  readonly slow: Cell;
  readonly fast: Cell;
  /** Epoch ms of the first answer that counted. */
  readonly first: number;
  /** Kinds of item that gave evidence, in the order met. */
  readonly kinds: readonly string[];
};

export type FilterState = {
  readonly global: Cell;
  readonly form: Cell;
  readonly slope: Cell;
  readonly topics: ReadonlyMap<TopicId, Cell>;
  readonly gaps: ReadonlyMap<GapId, GapCell>;
  readonly statements: ReadonlyMap<StatementId, Cell>;
  readonly items: ReadonlyMap<ItemId, Cell>;
};

/** A state under construction: `take` changes it in place. It reads as a FilterState. */
export type FilterDraft = {
  global: Cell;
  form: Cell;
  slope: Cell;
  topics: Map<TopicId, Cell>;
  gaps: Map<GapId, GapCell>;
  statements: Map<StatementId, Cell>;
  items: Map<ItemId, Cell>;
};

/** A set of constants with the cells that nothing has touched: what is expected of anyone. */
export type Filter = {
  readonly constants: Constants;
  readonly priors: Readonly<
    Record<
      | "global"
      | "form"
      | "slope"
      | "measuredSlope"
      | "topic"
      | "gap"
      | "gapForm"
      | "statement"
      | "item"
      | "measuredItem",
      Cell
    >
  >;
};

const untouched = (mean: number, variance: number): Cell => ({ mean, variance, at: 0, n: 0 });

export const filterOf = (constants: Constants): Filter => ({
  constants,
  priors: {
    global: untouched(0, constants.globalVariance),
    form: untouched(0, constants.formVariance),
    slope: untouched(constants.slope, constants.slopeVariance),
    measuredSlope: untouched(constants.measuredSlope, constants.measuredSlopeVariance),
    topic: untouched(0, constants.topicVariance),
    gap: untouched(constants.gapMean, constants.gapVariance),
    gapForm: untouched(0, constants.gapFormVariance),
    statement: untouched(0, constants.statementVariance),
    item: untouched(0, constants.itemVariance),
    measuredItem: untouched(0, constants.measuredItemVariance),
  },
});

/** The state of a learner of whom nothing is known. */
export const blank = ({ priors }: Filter): FilterState => ({
  global: priors.global,
  form: priors.form,
  slope: priors.slope,
  topics: new Map(),
  gaps: new Map(),
  statements: new Map(),
  items: new Map(),
});

/** A copy that `take` may change: cells are values, so the maps alone are copied. */
export const copyOf = (state: FilterState): FilterDraft => ({
  global: state.global,
  form: state.form,
  slope: state.slope,
  topics: new Map(state.topics),
  gaps: new Map(state.gaps),
  statements: new Map(state.statements),
  items: new Map(state.items),
});

/** The states of one item's skills at a moment, after forgetting and before the answer. */
export type Recalled = {
  global: Cell;
  form: Cell;
  slope: Cell;
  topics: Cell[];
  /** As they were when last answered; undefined where they were not. */
  gaps: (GapCell | undefined)[];
  gapsSlow: Cell[];
  gapsFast: Cell[];
  statements: Cell[];
  item: Cell;
  /** Logit and its variance. */
  x: number;
  variance: number;
};

/** In place of the topics or statements of an item, for constants that know no such layer. */
const noLayer: readonly Weighted<never>[] = [];

export function recall({ constants, priors }: Filter, state: FilterState, traits: ItemTraits, at: number): Recalled {
  const phi = constants.forgetting;
  const global = slow(state.global, priors.global, at, phi);
  const form = formAt(constants, state.form, priors.form, at);
  const slopePrior = traits.isMeasured ? priors.measuredSlope : priors.slope;
  const slope = slow(state.slope, slopePrior, at, phi);
  const item = slow(state.items.get(traits.item), traits.isMeasured ? priors.measuredItem : priors.item, at, phi);
  const easier = 3 - traits.difficulty;
  let x = constants.base + global.mean + form.mean + item.mean + slope.mean * easier;
  let variance = global.variance + form.variance + item.variance + slope.variance * easier * easier;
  const topics: Cell[] = [];
  for (const { id, weight } of constants.topicVariance === 0 ? noLayer : traits.topics) {
    const cell = slow(state.topics.get(id), priors.topic, at, phi);
    x += weight * cell.mean;
    variance += weight * weight * cell.variance;
    topics.push(cell);
  }
  const gaps: (GapCell | undefined)[] = [];
  const gapsSlow: Cell[] = [];
  const gapsFast: Cell[] = [];
  for (const { id, weight } of traits.gaps) {
    const gap = state.gaps.get(id);
    const lasting = slow(gap?.slow, priors.gap, at, phi);
    const fleeting = fleetingAt(constants, gap?.fast, priors.gapForm, at);
    x += weight * (lasting.mean + fleeting.mean);
    variance += weight * weight * (lasting.variance + fleeting.variance);
    gaps.push(gap);
    gapsSlow.push(lasting);
    gapsFast.push(fleeting);
  }
  const statements: Cell[] = [];
  for (const { id, weight } of constants.statementVariance === 0 ? noLayer : traits.statements) {
    const cell = slow(state.statements.get(id), priors.statement, at, phi);
    x += weight * cell.mean;
    variance += weight * weight * cell.variance;
    statements.push(cell);
  }
  return { global, form, slope, topics, gaps, gapsSlow, gapsFast, statements, item, x, variance };
}

/** Expected share of the marks, 0..1. */
export function expected({ constants }: Filter, traits: ItemTraits, x: number, variance: number): number {
  return traits.guess + (1 - traits.guess - constants.slip) * meanSigmoid(x, variance);
}

/** Takes one answer in, given what `recall` made of its item. */
export function take(filter: Filter, draft: FilterDraft, evidence: Evidence, now: Recalled): void {
  const { constants } = filter;
  const { traits, at, score } = evidence;
  const { grad, lam } = pull(constants, now, traits, score, evidence.weight);
  const gain = 1 / (1 + lam * now.variance);
  const isSameDay = now.item.n > 0 && at - now.item.at < counting.sameDayMs;
  draft.form = moved(now.form, 1, grad, lam, gain, at);
  if (isSameDay && constants.sameDayNews === 0) {
    takeFastStates(draft, traits, now, grad, lam, gain, at);
    return;
  }

  const news = (evidence.news ?? 1) * (isSameDay ? constants.sameDayNews : 1);
  const newsGrad = grad * news;
  const newsLam = lam * news;
  const newsGain = 1 / (1 + newsLam * now.variance);
  draft.global = moved(now.global, 1, newsGrad, newsLam, newsGain, at);
  draft.slope = moved(now.slope, 3 - traits.difficulty, newsGrad, newsLam, newsGain, at);
  for (let index = 0; index < now.topics.length; index++) {
    const { id, weight } = traits.topics[index] as { id: TopicId; weight: number };
    draft.topics.set(id, moved(now.topics[index] as Cell, weight, newsGrad, newsLam, newsGain, at));
  }
  for (let index = 0; index < traits.gaps.length; index++) {
    const { id, weight } = traits.gaps[index] as { id: GapId; weight: number };
    const lasting = now.gapsSlow[index] as Cell;
    const known = now.gaps[index];
    const moment = moved(lasting, weight, newsGrad, newsLam, newsGain, at);
    draft.gaps.set(id, {
      slow: { mean: moment.mean + gained(constants, lasting.n, score), variance: moment.variance, at, n: moment.n },
      fast: moved(now.gapsFast[index] as Cell, weight, grad, lam, gain, at),
      first: known === undefined ? at : known.first,
      kinds: known === undefined ? [traits.kind] : withKind(known.kinds, traits.kind),
    });
  }
  for (let index = 0; index < now.statements.length; index++) {
    const { id, weight } = traits.statements[index] as { id: StatementId; weight: number };
    const own = evidence.statements?.get(id);
    const pulled = own === undefined ? newsGrad : news * pull(constants, now, traits, own, evidence.weight).grad;
    draft.statements.set(id, moved(now.statements[index] as Cell, weight, pulled, newsLam, newsGain, at));
  }
  const familiarity = constants.itemAfterRight * score + constants.itemAfterWrong * (1 - score);
  const { mean, variance, n } = moved(now.item, 1, grad, lam, gain, at);
  draft.items.set(traits.item, { mean: mean * constants.itemKeep + familiarity, variance, at, n });
}

function takeFastStates(
  draft: FilterDraft,
  traits: ItemTraits,
  now: Recalled,
  grad: number,
  lam: number,
  gain: number,
  at: number,
): void {
  traits.gaps.forEach(({ id, weight }, index) => {
    const gap = now.gaps[index];
    if (gap) draft.gaps.set(id, { ...gap, fast: moved(now.gapsFast[index] as Cell, weight, grad, lam, gain, at) });
  });
}

const moved = (cell: Cell, weight: number, grad: number, lam: number, gain: number, at: number): Cell => ({
  mean: cell.mean + cell.variance * weight * grad * gain,
  variance: cell.variance - cell.variance * cell.variance * weight * weight * lam * gain,
  at,
  n: cell.n + 1,
});

/** What an attempt adds to a gap, by the number of attempts before it. */
const gained = (constants: Constants, attempts: number, score: number): number =>
  (constants.gainRight * score + constants.gainWrong * (1 - score)) / (1 + constants.gainSlowing * attempts);

const withKind = (kinds: readonly string[], kind: string): readonly string[] =>
  kinds.includes(kind) ? kinds : [...kinds, kind];

/** What is left of what was known after so long, 0..1. */
export const keptAfter = (ms: number, phi: number): number => (phi === 0 || ms <= 0 ? 1 : (1 + ms / weekMs) ** -phi);

/** A slow state at a later moment: it returns to what is expected of anyone. */
export function slow(cell: Cell | undefined, prior: Cell, at: number, phi: number): Cell {
  if (cell === undefined || cell.n === 0) return prior;
  if (at <= cell.at || phi === 0) return cell;
  return faded(cell, prior, keptAfter(at - cell.at, phi));
}

/** The learner's form as the next answer would meet it. */
export function formAt(constants: Constants, cell: Cell, prior: Cell, at: number): Cell {
  if (cell.n === 0) return cell;
  const kept = at <= cell.at ? 1 : (1 + (at - cell.at) / hourMs) ** -constants.formFade;
  return faded(cell, prior, kept * constants.formCarry);
}

/** The fast state of a gap as the next answer would meet it: it carries over from answer to answer, as an AR(1) process. */
export function fleetingAt(constants: Constants, cell: Cell | undefined, prior: Cell, at: number): Cell {
  if (cell === undefined || cell.n === 0) return prior;
  return faded(cell, prior, keptAfter(at - cell.at, constants.forgetting) * constants.gapFormCarry);
}

const faded = (cell: Cell, prior: Cell, kept: number): Cell => ({
  mean: prior.mean + (cell.mean - prior.mean) * kept,
  variance: cell.variance * kept * kept + (1 - kept * kept) * prior.variance,
  at: cell.at,
  n: cell.n,
});

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
/** The mean of sigmoid over a normal logit, by the probit approximation (MacKay 1992). */
export const meanSigmoid = (x: number, variance: number): number =>
  sigmoid(x / Math.sqrt(1 + (Math.PI * variance) / 8));

/** Gradient and curvature of the log-likelihood of a score, by the item's response curve. */
function pull(
  constants: Constants,
  now: Recalled,
  traits: ItemTraits,
  score: number,
  weight: number,
): { grad: number; lam: number } {
  const q = meanSigmoid(now.x, now.variance);
  const span = 1 - traits.guess - constants.slip;
  const p = traits.guess + span * q;
  const dp = span * q * (1 - q);
  const spread = p * (1 - p);
  return { grad: (weight * (score - p) * dp) / spread, lam: (weight * dp * dp) / spread };
}
