/** Why a number is what it is: the parts it is made of, the answers behind it, and how much is left to find out. */
import type { GapId, ItemId } from "../ids";
import { claims, dayMs, model } from "./constants";
import {
  absorb,
  begin,
  type Evidence,
  fastAt,
  type ItemTraits,
  initial,
  logitOf,
  type MasteryState,
  observe,
  onScale,
  type Part,
  partsOf,
} from "./estimate";
import { bottomOf } from "./gaps";
import type { GapTarget } from "./observe";

/** One additive term of a gap's logit, as its distance from what would be said of anybody. */
export type Term = {
  of: "global" | "form" | "topic" | "gap" | "gap-form";
  /** Of the topic or the gap; the empty string for the learner as a whole. */
  id: string;
  /** Logits; the sign says which way it pulls. */
  value: number;
};

export type Terms = {
  /** Logit before any evidence. */
  base: number;
  /** All terms that are not nothing, the strongest first; base + their sum = x. */
  terms: Term[];
  /** The three strongest. */
  largest: Term[];
  /** Logit of a medium item asked now. The level leaves out the fast terms, which pass. */
  x: number;
};

/** The additive terms of a gap at a moment. Its statements' offsets are told as part of the gap itself. */
export function termsOf(state: MasteryState, target: GapTarget, at: number): Terms {
  const parts = partsOf(state, target, at);
  const pulled = ({ weight, mean, prior }: Part) => weight * (mean - prior);
  const sum = (chosen: readonly Part[]) => chosen.reduce((total, part) => total + pulled(part), 0);
  const { form, gapForm } = fastAt(state, target.gap, at);
  const own = parts.filter(({ of }) => of === "gap" || of === "statement");
  const all: Term[] = [
    { of: "global", id: "", value: sum(parts.filter(({ of }) => of === "global")) },
    { of: "form", id: "", value: form },
    ...parts
      .filter(({ of }) => of === "topic")
      .map((part): Term => ({ of: "topic", id: part.id, value: pulled(part) })),
    { of: "gap", id: target.gap, value: sum(own) },
    { of: "gap-form", id: target.gap, value: gapForm },
  ];
  const terms = all.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const base = parts.reduce((total, { weight, prior }) => total + weight * prior, model.base as number);
  const x = terms.reduce((total, { value }) => total + value, base);
  return { base, terms, largest: terms.slice(0, 3), x };
}

/** One answer behind a gap and how far it moved it. */
export type Mover = {
  /** Id of the answer's event. */
  answer: string;
  item: ItemId;
  at: number;
  /** Change of the gap's logit by this answer: with it minus without it. */
  weight: number;
  /** The same on 0..100, at the gap's middle. */
  points: number;
};

export type Behind = {
  /** Those weighed, the strongest first; of two that weigh the same, the later. */
  answers: Mover[];
  /** Whether the whole log was replayed without each answer, or, to stay quick, only the answers of this gap. */
  replayed: "all" | "gap";
  /** Earlier answers of the gap that were not looked at. */
  left: number;
};

/** Answers of one gap that are looked at. */
const mostAnswers = 400;
/** The longest log that is replayed whole: weighing a seventh of it so costs some 60,000 updates. */
const longestReplay = 900;
/** To find the strongest few, so many are weighed: the foremost by their news, and of those repeated the same day the last. */
const foremost = 8;
const lastRepeated = 4;

/**
 * The answers behind a gap, weighed by folding again without each: the change of the gap's logit (what its bar shows).
 * The last 400 answers are looked at. In a log of more than 900 answers the replay holds only those of this gap, so that
 * what other gaps say of the learner as a whole is left out; `replayed` tells.
 * @param evidence every answer folded into the state, in its order
 */
export const answersBehind = (target: GapTarget, evidence: readonly Evidence[], at: number): Behind =>
  weigh(target, evidence, at, (told) => told);

/**
 * The answers that moved a gap most. Quicker than all behind it: a first pass ranks them by what they told at the time,
 * and only likely ones are weighed by replay. Once in some hundred learners the third passes for the second.
 */
export const movers = (target: GapTarget, evidence: readonly Evidence[], at: number, count = 2): Mover[] =>
  weigh(target, evidence, at, likely).answers.slice(0, count);

function weigh(
  target: GapTarget,
  evidence: readonly Evidence[],
  at: number,
  choose: (told: readonly Told[]) => readonly Told[],
): Behind {
  const touching = evidence.filter(({ traits }) => bearsOn(traits, target.gap));
  const looked = touching.slice(-mostAnswers);
  const left = touching.length - looked.length;
  const isWhole = evidence.length <= longestReplay;
  const replayed = isWhole ? evidence : looked;
  const { whole, told } = firstPass(target, replayed, new Set(looked), at);
  const answers = choose(told)
    .map(({ index, before }): Mover & { index: number } => {
      const { answer, traits, at: answeredAt } = replayed[index] as Evidence;
      const without = logitOf(replayFrom(before, replayed, index + 1), target, at).x;
      const points = onScale(whole) - onScale(without);
      return { answer, item: traits.item, at: answeredAt, weight: whole - without, points, index };
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || b.index - a.index)
    .map(({ index: _, ...mover }) => mover);
  return { answers, replayed: isWhole ? "all" : "gap", left };
}

/** An answer's place, the state before it, and how much it told of the gap, up to a factor that all share. */
type Told = { index: number; before: MasteryState; amount: number; isRepeated: boolean };

/** Without an answer that was repeated the same day its repeat counts in its place, which no first pass can see. */
function likely(told: readonly Told[]): readonly Told[] {
  const byNews = [...told].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || b.index - a.index);
  const repeated = told.filter(({ isRepeated }) => isRepeated).slice(-lastRepeated);
  return [...new Set([...byNews.slice(0, foremost), ...repeated])];
}

/**
 * What each answer told: its step of the gap's logit, times what of a step is kept to the end. Along a Kalman filter
 * every later answer keeps (variance after / variance before) of it, and time what forgetting leaves.
 */
function firstPass(
  target: GapTarget,
  evidence: readonly Evidence[],
  looked: ReadonlySet<Evidence>,
  at: number,
): { whole: number; told: Told[] } {
  const draft = begin(initial());
  const told: Told[] = [];
  let kept = 1;
  let last = evidence[0]?.at ?? at;
  const itemAt = (index: number) => evidence[index]?.traits.item;
  evidence.forEach((each, index) => {
    const before = looked.has(each) ? begin(draft) : undefined;
    absorb(draft, each);
    if (!before) return;
    const [prior, posterior] = [logitOf(before, target, each.at), logitOf(draft, target, each.at)];
    const faded = (1 + Math.max(0, each.at - last) / dayMs) ** -model.forgetting;
    kept *= (faded * posterior.variance) / prior.variance;
    last = each.at;
    const item = each.traits.item;
    const met = before.items.get(item);
    const repeated =
      met && draft.items.get(item)?.n === met.n ? told.findLast((one) => itemAt(one.index) === item) : undefined;
    if (repeated) repeated.isRepeated = true;
    told.push({ index, before, amount: (posterior.x - prior.x) / kept, isRepeated: false });
  });
  return { whole: logitOf(draft, target, at).x, told };
}

function replayFrom(before: MasteryState, evidence: readonly Evidence[], from: number): MasteryState {
  const draft = begin(before);
  for (let index = from; index < evidence.length; index++) absorb(draft, evidence[index] as Evidence);
  return draft;
}

/** More answers than this are not promised. */
const mostToCome = 60;

/**
 * About how many more answers on a gap until it can be told whether it is among the two weakest (P >= .9, or <= .1),
 * should they be like those so far: of their mean score, difficulty, guess floor and weight, to items not met before.
 * The filter itself is run on them, so each takes the variance down by P' = P - P^2 w^2 lam / (1 + lam V), as a real one
 * would. What is known of the other gaps stays as it is.
 * @param evidence every answer folded into the state
 * @returns 0 when it is decided, null when more than 60 would be needed or there is no answer to go by
 */
export function answersToDecide(
  state: MasteryState,
  targets: readonly GapTarget[],
  index: number,
  evidence: readonly Evidence[],
  at: number,
): number | null {
  const target = targets[index];
  const typical = target && typicalOf(target, evidence, at);
  if (!typical) return null;
  const isDecided = (draft: MasteryState) => {
    const low = bottomOf(draft, targets, at)[index] ?? 0;
    return low >= claims.weakFrom || low <= 1 - claims.weakFrom;
  };
  if (isDecided(state)) return 0;
  const steps = [state];
  for (let n = 1; n <= mostToCome; n++) steps.push(observe(steps[n - 1] as MasteryState, typical(n)));
  if (!isDecided(steps[mostToCome] as MasteryState)) return null;
  let [undecided, decided] = [0, mostToCome];
  while (decided - undecided > 1) {
    const middle = Math.floor((undecided + decided) / 2);
    if (isDecided(steps[middle] as MasteryState)) decided = middle;
    else undecided = middle;
  }
  return decided;
}

/** The n-th of coming answers like those so far; its statements take turns. */
function typicalOf(
  { gap, statements }: GapTarget,
  evidence: readonly Evidence[],
  at: number,
): ((n: number) => Evidence) | undefined {
  const own = evidence.filter(({ traits }) => bearsOn(traits, gap)).slice(-mostAnswers);
  if (own.length === 0) return undefined;
  const mean = (of: (each: Evidence) => number) => own.reduce((sum, each) => sum + of(each), 0) / own.length;
  const [score, weight] = [mean((each) => each.score), mean((each) => each.weight)];
  const [difficulty, guess] = [mean(({ traits }) => traits.difficulty), mean(({ traits }) => traits.guess)];
  return (n) => {
    const statement = statements[n % statements.length];
    const traits: ItemTraits = {
      item: `to-come.${n}` as ItemId,
      kind: "to-come",
      topics: [],
      gaps: [{ id: gap, weight: 1 }],
      statements: statement ? [{ id: statement, weight: 1 }] : [],
      difficulty,
      guess,
    };
    return { answer: "", traits, at, score, weight, hints: 0 };
  };
}

const bearsOn = (traits: ItemTraits, gap: GapId) => traits.gaps.some(({ id }) => id === gap);
