/** Why a number is what it is: the parts it is made of, the answers behind it, and how much is left to find out. */
import type { ChainId, ItemId } from "../ids";
import { claims, model } from "./constants";
import {
  absorb,
  begin,
  type Evidence,
  fastAt,
  type ItemTraits,
  initial,
  type MasteryState,
  observe,
  onScale,
} from "./estimate";
import { keptAfter } from "./filter";
import { bottomOf } from "./gaps";
import type { GapTarget } from "./observe";
import { bearsOn, gapsOfPlace, type Place, type PlacePart, placeLogit, placeParts } from "./place";

/** One additive term of a place's logit, as its distance from what would be said of anybody. */
export type Term = {
  of: "global" | "form" | "topic" | "gap" | "gap-form" | "statement" | "judged";
  /** Of the topic, gap or statement; the empty string for the learner as a whole. */
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

/**
 * The additive terms of a place at a moment. A gap's statements are told as part of the gap itself; of a topic, a
 * statement and a gap of the learner's own each part stands for itself.
 */
export function termsOf(state: MasteryState, place: Place, at: number): Terms {
  const parts = placeParts(state, place, at);
  const gaps = gapsOfPlace(place);
  const fast = gaps.map(({ id, weight }) => ({ id, weight, ...fastAt(state, id, at) }));
  const all: Term[] = [
    ...merged("gap" in place && !("statement" in place) ? parts.map(intoGap(place.gap)) : parts),
    { of: "form", id: "", value: fast[0]?.form ?? 0 },
    ...fast.map(({ id, weight, gapForm }): Term => ({ of: "gap-form", id, value: weight * gapForm })),
  ];
  const terms = all.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
  const base = parts.reduce((total, { weight, prior }) => total + weight * prior, model.base as number);
  const x = terms.reduce((total, { value }) => total + value, base);
  return { base, terms, largest: terms.slice(0, 3), x };
}

const intoGap =
  (gap: string) =>
  (part: PlacePart): PlacePart =>
    part.of === "statement" ? { ...part, of: "gap", id: gap } : part;

/** Parts as terms, those of one name added up. */
function merged(parts: readonly PlacePart[]): Term[] {
  const terms = new Map<string, Term>();
  for (const { of, id, weight, mean, prior } of parts) {
    const key = `${of} ${id}`;
    terms.set(key, { of, id, value: (terms.get(key)?.value ?? 0) + weight * (mean - prior) });
  }
  return [...terms.values()];
}

/** One answer behind a number and how far it moved it. */
export type Mover = {
  /** Id of the answer's event. */
  answer: string;
  /** What was answered; for an open rung the name it has in the model, which no item has. */
  item: ItemId;
  /** Set for an open rung of a follow-up chain. */
  rung?: { chain: ChainId; level: number };
  at: number;
  /** Change of the place's logit by this answer: with it minus without it. */
  weight: number;
  /** The same on 0..100, at the place's middle. */
  points: number;
  /** Where the middle would lie without it, 0..100. */
  without: number;
};

export type Behind = {
  /** Those weighed, the strongest first; of two that weigh the same, the later. */
  answers: Mover[];
  /** Whether the whole log was replayed without each answer, or, to stay quick, only the answers of this place. */
  replayed: "all" | "gap";
  /** Earlier answers of the place that were not looked at. */
  left: number;
};

/** What only predicts is left out of replays: they ask for levels. */
const levelsOnly = { levelsOnly: true } as const;
/** Answers of one place that are looked at. */
const mostAnswers = 400;
/** The longest log that is replayed whole: weighing a seventh of it so costs some 60,000 updates. */
const longestReplay = 900;
/** To find the strongest few, so many are weighed: the foremost by their news, and of those repeated the same day the last. */
const foremost = 8;
const lastRepeated = 4;

/**
 * The answers behind a number, weighed by folding again without each: the change of the place's logit (what its bar
 * shows). The last 400 answers are looked at. In a log of more than 900 answers the replay holds only those of this place,
 * so that what other gaps say of the learner as a whole is left out; `replayed` tells. What a later repeat of the same
 * item told stays as it was.
 * @param evidence every answer folded into the state, in its order
 */
export const answersBehind = (target: Place, evidence: readonly Evidence[], at: number): Behind =>
  weigh(target, evidence, at, (told) => told);

/**
 * The answers that moved a place most. Quicker than all behind it: a first pass ranks them by what they told at the time,
 * and only likely ones are weighed by replay. Once in some hundred learners the third passes for the second.
 */
export const movers = (target: Place, evidence: readonly Evidence[], at: number, count = 2): Mover[] =>
  weigh(target, evidence, at, likely).answers.slice(0, count);

function weigh(
  target: Place,
  evidence: readonly Evidence[],
  at: number,
  choose: (told: readonly Told[]) => readonly Told[],
): Behind {
  const touching = evidence.filter(({ traits }) => bearsOn(traits, target));
  const looked = touching.slice(-mostAnswers);
  const left = touching.length - looked.length;
  const isWhole = evidence.length <= longestReplay;
  const replayed = isWhole ? evidence : looked;
  const { whole, told } = firstPass(target, replayed, new Set(looked), at);
  const answers = choose(told)
    .map(({ index, before }): Mover & { index: number } => {
      const { answer, traits, at: answeredAt, rung } = replayed[index] as Evidence;
      const x = placeLogit(replayFrom(before, replayed, index + 1), target, at).x;
      const without = onScale(x);
      const points = onScale(whole) - without;
      const asked = rung && { rung: { chain: rung.chain, level: rung.level } };
      return { answer, item: traits.item, ...asked, at: answeredAt, weight: whole - x, points, without, index };
    })
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || b.index - a.index)
    .map(({ index: _, ...mover }) => mover);
  return { answers, replayed: isWhole ? "all" : "gap", left };
}

/** Where an answer stands, the state before it, and how much it told of the place, up to a factor that all share. */
type Told = { index: number; before: MasteryState; amount: number; isRepeated: boolean };

/** Without an answer that was repeated the same day its repeat counts in its place, which no first pass can see. */
function likely(told: readonly Told[]): readonly Told[] {
  const byNews = [...told].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount) || b.index - a.index);
  const repeated = told.filter(({ isRepeated }) => isRepeated).slice(-lastRepeated);
  return [...new Set([...byNews.slice(0, foremost), ...repeated])];
}

/**
 * What each answer told: its step of the place's logit, times what of a step is kept to the end. Along a Kalman filter
 * every later answer keeps (variance after / variance before) of it, and time what forgetting leaves.
 */
function firstPass(
  target: Place,
  evidence: readonly Evidence[],
  looked: ReadonlySet<Evidence>,
  at: number,
): { whole: number; told: Told[] } {
  const draft = begin(initial(), levelsOnly);
  const told: Told[] = [];
  let kept = 1;
  let last = evidence[0]?.at ?? at;
  const itemAt = (index: number) => evidence[index]?.traits.item;
  evidence.forEach((each, index) => {
    const before = looked.has(each) ? begin(draft, levelsOnly) : undefined;
    absorb(draft, each);
    if (!before) return;
    const [prior, posterior] = [placeLogit(before, target, each.at), placeLogit(draft, target, each.at)];
    const faded = keptAfter(each.at - last, model.forgetting);
    kept *= (faded * posterior.variance) / prior.variance;
    last = each.at;
    const item = each.traits.item;
    const met = before.items.get(item);
    const repeated =
      met && draft.items.get(item)?.n === met.n ? told.findLast((one) => itemAt(one.index) === item) : undefined;
    if (repeated) repeated.isRepeated = true;
    told.push({ index, before, amount: (posterior.x - prior.x) / kept, isRepeated: false });
  });
  return { whole: placeLogit(draft, target, at).x, told };
}

function replayFrom(before: MasteryState, evidence: readonly Evidence[], from: number): MasteryState {
  const draft = begin(before, levelsOnly);
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
  const steps: MasteryState[] = [begin(state, levelsOnly)];
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
  target: GapTarget,
  evidence: readonly Evidence[],
  at: number,
): ((n: number) => Evidence) | undefined {
  const { gap, statements } = target;
  const own = evidence.filter(({ traits }) => bearsOn(traits, target)).slice(-mostAnswers);
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
