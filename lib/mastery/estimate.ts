/**
 * What the learner can do, as numbers with their uncertainty: a hierarchical, diagonal, logistic Kalman filter. Every
 * state is a normal distribution; an answer moves only the states that its item touches, so one update costs O(skills of
 * the item). Nothing is learnt across learners.
 *
 * Logit of a right answer to an item of difficulty d, topics K, gaps J, statements S:
 *   x = b0 + global + form + sum w topic + sum w (gap + gap form) + sum w statement + item + slope (3 - d)
 * The gap's and the topics' offsets have mean zero around the global state, so a gap's expectation before its own
 * evidence is its topics' posterior, and a topic's is the learner's overall one. Slow states (global, topic, gap,
 * statement, item, slope) are what is known; fast ones (form, gap form) are how it goes just now, and no level shows them.
 */
import type { GapId, ItemId, StatementId, TopicId } from "../ids";
import { claims, evidence as counting, dayMs, hourMs, model } from "./constants";

/** A normal distribution over logits and when an answer last moved it (epoch ms); `n` answers did. */
export type Cell = { readonly mean: number; readonly variance: number; readonly at: number; readonly n: number };

export type Weighted<Id extends string> = { readonly id: Id; readonly weight: number };

/** What the model needs to know of an item; made by observe.ts. */
export type ItemTraits = {
  readonly item: ItemId;
  readonly kind: string;
  readonly topics: readonly Weighted<TopicId>[];
  readonly gaps: readonly Weighted<GapId>[];
  readonly statements: readonly Weighted<StatementId>[];
  /** 1..5 */
  readonly difficulty: number;
  /** Floor of p: what blind guessing earns, 0..1. */
  readonly guess: number;
};

/** One answer as the model sees it; made by observe.ts. */
export type Evidence = {
  /** Id of the answer's event. */
  readonly answer: string;
  readonly traits: ItemTraits;
  /** Epoch ms, never decreasing along a fold. */
  readonly at: number;
  /** Share of the marks, capped by hints, 0..1. */
  readonly score: number;
  /** Effective number of independent observations, > 0. */
  readonly weight: number;
  /** The share of each statement of the item, 0..1, where it differs from the whole; else absent. */
  readonly statements?: ReadonlyMap<StatementId, number>;
  readonly hints: number;
};

export type GapCell = {
  readonly slow: Cell;
  readonly fast: Cell;
  /** Epoch ms of the first answer that counted. */
  readonly first: number;
  /** Kinds of item that gave evidence, in the order met. */
  readonly kinds: readonly string[];
};

export type MasteryState = {
  readonly global: Cell;
  readonly form: Cell;
  readonly slope: Cell;
  readonly topics: ReadonlyMap<TopicId, Cell>;
  readonly gaps: ReadonlyMap<GapId, GapCell>;
  readonly statements: ReadonlyMap<StatementId, Cell>;
  readonly items: ReadonlyMap<ItemId, Cell>;
};

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

/** Cells that nothing has touched: what is expected of anyone. */
const untouched = (mean: number, variance: number): Cell => ({ mean, variance, at: 0, n: 0 });
const priors = {
  global: untouched(0, model.globalVariance),
  form: untouched(0, model.formVariance),
  slope: untouched(model.slope, model.slopeVariance),
  topic: untouched(0, model.topicVariance),
  gap: untouched(model.gapMean, model.gapVariance),
  gapForm: untouched(0, model.gapFormVariance),
  statement: untouched(0, model.statementVariance),
  item: untouched(0, model.itemVariance),
} as const;

/** The state of a learner of whom nothing is known. */
export function initial(): MasteryState {
  return {
    global: priors.global,
    form: priors.form,
    slope: priors.slope,
    topics: new Map(),
    gaps: new Map(),
    statements: new Map(),
    items: new Map(),
  };
}

/** The state after one answer. Pure; for many answers `observeAll` copies once. */
export const observe = (state: MasteryState, evidence: Evidence): MasteryState => observeAll(state, [evidence]);

/** The state after answers in the order of time. Pure: the given state stays as it was. */
export function observeAll(state: MasteryState, evidence: Iterable<Evidence>): MasteryState {
  const draft = begin(state);
  for (const each of evidence) absorb(draft, each);
  return draft;
}

/** A state under construction: `absorb` changes it in place. It reads as a MasteryState. */
export type Draft = {
  global: Cell;
  form: Cell;
  slope: Cell;
  topics: Map<TopicId, Cell>;
  gaps: Map<GapId, GapCell>;
  statements: Map<StatementId, Cell>;
  items: Map<ItemId, Cell>;
};

export const begin = (state: MasteryState): Draft => ({
  ...state,
  topics: new Map(state.topics),
  gaps: new Map(state.gaps),
  statements: new Map(state.statements),
  items: new Map(state.items),
});

/**
 * Takes one answer in. An answer that repeats its item on the same day moves the fast states only: it shows what was
 * just read, and when the item should return is the scheduler's question.
 */
export function absorb(draft: Draft, evidence: Evidence): void {
  const { traits, at, score } = evidence;
  const now = recall(draft, traits, at);
  const { grad, lam } = pull(now, traits, score, evidence.weight);
  const gain = 1 / (1 + lam * now.variance);
  const moved = (cell: Cell, weight: number, pulled = grad): Cell => ({
    mean: cell.mean + cell.variance * weight * pulled * gain,
    variance: cell.variance - cell.variance * cell.variance * weight * weight * lam * gain,
    at,
    n: cell.n + 1,
  });

  draft.form = moved(now.form, 1);
  const met = draft.items.get(traits.item);
  const isRepeat = met !== undefined && at - met.at < counting.sameDayMs;
  if (isRepeat) {
    traits.gaps.forEach(({ id, weight }, index) => {
      const gap = draft.gaps.get(id);
      if (gap) draft.gaps.set(id, { ...gap, fast: moved(now.gaps[index]?.fast ?? gap.fast, weight) });
    });
    return;
  }

  draft.global = moved(now.global, 1);
  draft.slope = moved(now.slope, 3 - traits.difficulty);
  traits.topics.forEach(({ id, weight }, index) => {
    draft.topics.set(id, moved(now.topics[index] as Cell, weight));
  });
  traits.gaps.forEach(({ id, weight }, index) => {
    const before = now.gaps[index] as { slow: Cell; fast: Cell };
    const known = draft.gaps.get(id);
    draft.gaps.set(id, {
      slow: practised(moved(before.slow, weight), before.slow.n, score),
      fast: moved(before.fast, weight),
      first: known?.first ?? at,
      kinds: known?.kinds.includes(traits.kind) ? known.kinds : [...(known?.kinds ?? []), traits.kind],
    });
  });
  traits.statements.forEach(({ id, weight }, index) => {
    const own = evidence.statements?.get(id);
    const pulled = own === undefined ? grad : pull(now, traits, own, evidence.weight).grad;
    draft.statements.set(id, moved(now.statements[index] as Cell, weight, pulled));
  });
  const item = moved(now.item, 1);
  const familiarity = model.itemAfterRight * score + model.itemAfterWrong * (1 - score);
  draft.items.set(traits.item, { ...item, mean: item.mean * model.itemKeep + familiarity });
}

/** What an attempt adds to a gap, by the number of attempts before it. */
const practised = (cell: Cell, attempts: number, score: number): Cell => ({
  ...cell,
  mean: cell.mean + (model.gainRight * score + model.gainWrong * (1 - score)) / (1 + model.gainSlowing * attempts),
});

/** The states of one item's skills at a moment, after forgetting and before the answer. */
type Recalled = {
  global: Cell;
  form: Cell;
  slope: Cell;
  topics: Cell[];
  gaps: { slow: Cell; fast: Cell }[];
  statements: Cell[];
  item: Cell;
  /** Logit and its variance. */
  x: number;
  variance: number;
};

function recall(state: MasteryState, traits: ItemTraits, at: number): Recalled {
  const global = slow(state.global, priors.global, at);
  const form = formAt(state.form, at);
  const slope = slow(state.slope, priors.slope, at);
  const item = slow(state.items.get(traits.item), priors.item, at);
  const easier = 3 - traits.difficulty;
  let x = model.base + global.mean + form.mean + item.mean + slope.mean * easier;
  let variance = global.variance + form.variance + item.variance + slope.variance * easier * easier;
  const add = (cell: Cell, weight: number): Cell => {
    x += weight * cell.mean;
    variance += weight * weight * cell.variance;
    return cell;
  };
  const topics = traits.topics.map(({ id, weight }) => add(slow(state.topics.get(id), priors.topic, at), weight));
  const gaps = traits.gaps.map(({ id, weight }) => {
    const gap = state.gaps.get(id);
    return {
      slow: add(slow(gap?.slow, priors.gap, at), weight),
      fast: add(step(slow(gap?.fast, priors.gapForm, at), model.gapFormCarry, priors.gapForm), weight),
    };
  });
  const statements = traits.statements.map(({ id, weight }) =>
    add(slow(state.statements.get(id), priors.statement, at), weight),
  );
  return { global, form, slope, topics, gaps, statements, item, x, variance };
}

/** A slow state at a later moment: it returns to what is expected of anyone, as (1 + days)^-phi. */
function slow(cell: Cell | undefined, prior: Cell, at: number): Cell {
  if (!cell || cell.n === 0) return prior;
  if (at <= cell.at) return cell;
  return faded(cell, prior, (1 + (at - cell.at) / dayMs) ** -model.forgetting);
}

function formAt(cell: Cell, at: number): Cell {
  if (cell.n === 0) return cell;
  const hours = Math.max(0, at - cell.at) / hourMs;
  return step(faded(cell, priors.form, (1 + hours) ** -model.formFade), model.formCarry, priors.form);
}

/** One step of a fast state: it carries over from answer to answer, as an AR(1) process. */
const step = (cell: Cell, carry: number, prior: Cell): Cell => faded(cell, prior, carry);

const faded = (cell: Cell, prior: Cell, kept: number): Cell => ({
  mean: prior.mean + (cell.mean - prior.mean) * kept,
  variance: cell.variance * kept * kept + (1 - kept * kept) * prior.variance,
  at: cell.at,
  n: cell.n,
});

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** The mean of sigmoid over a normal logit, by the probit approximation (MacKay 1992). */
const meanSigmoid = (x: number, variance: number) => sigmoid(x / Math.sqrt(1 + (Math.PI * variance) / 8));

/** Gradient and curvature of the log-likelihood of a score, by the item's response curve. */
function pull(now: Recalled, traits: ItemTraits, score: number, weight: number): { grad: number; lam: number } {
  const q = meanSigmoid(now.x, now.variance);
  const span = 1 - traits.guess - model.slip;
  const p = traits.guess + span * q;
  const dp = span * q * (1 - q);
  const spread = p * (1 - p);
  return { grad: (weight * (score - p) * dp) / spread, lam: (weight * dp * dp) / spread };
}

export type Prediction = {
  /** Probability of a right answer (expected share of the marks), 0..1. */
  p: number;
  /** Logit and its variance behind it. */
  x: number;
  variance: number;
};

/** What the model expects of an answer to this item at that moment. */
export function predict(state: MasteryState, traits: ItemTraits, at: number): Prediction {
  const { x, variance } = recall(state, traits, at);
  return { p: traits.guess + (1 - traits.guess - model.slip) * meanSigmoid(x, variance), x, variance };
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
    const { mean, variance } = slow(cell, prior, at);
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
  form: formAt(state.form, at).mean,
  gapForm: step(slow(state.gaps.get(gap)?.fast, priors.gapForm, at), model.gapFormCarry, priors.gapForm).mean,
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
