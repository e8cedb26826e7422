/**
 * A place whose number is shown and explained: one of the gaps, a topic, a can-do statement, or a gap of the learner's
 * own, which is a named set of statements. All are weighted sums of the same slow states.
 */
import type { GapId, StatementId } from "../ids";
import type { GapWord } from "../learner/events";
import { claims, model } from "./constants";
import {
  type ItemTraits,
  type Level,
  levelOf,
  type MasteryState,
  onScale,
  type Part,
  partsOf,
  type Weighted,
} from "./estimate";
import type { GapTarget, StatementTarget, TopicTarget } from "./observe";

/** A gap of the learner's own: the mean of its statements, each in its own gap. */
export type OwnTarget = { own: GapId; statements: readonly StatementTarget[] };
/** A gap with the learner's word on it, where there is one. */
export type JudgedGap = GapTarget & { readonly word?: GapWord };
export type Place = JudgedGap | TopicTarget | StatementTarget | OwnTarget;

/**
 * What the learner's word moves the prior mean of a gap by, in logits. Heuristic: a word is worth about a third of what
 * people differ by within themselves (a standard deviation of .5 between a person's gaps).
 */
export const priorShift: Readonly<Record<GapWord, number>> = { weak: -0.3, unsure: 0, fine: 0.3 };

/** As Part, and what the learner's word still counts for. */
export type PlacePart = Omit<Part, "of"> & { of: Part["of"] | "judged" };

/** The slow states behind a place at a moment: x = base + sum of weight * mean. Each stands once. */
export function placeParts(state: MasteryState, place: Place, at: number): PlacePart[] {
  if ("own" in place) return meanOf(place.statements.map((statement) => partsOf(state, statement, at)));
  const parts = partsOf(state, place, at);
  if (!("gap" in place) || !("word" in place) || !place.word || priorShift[place.word] === 0) return parts;
  return [...parts, judgedPart(place.gap, place.word, parts)];
}

/**
 * What is left of the word. Of a prior's mean a Kalman filter keeps (variance now / variance at first): all of it before
 * the first answer, ever less with evidence, and more again when it fades.
 */
function judgedPart(gap: GapId, word: GapWord, parts: readonly Part[]): PlacePart {
  const own = parts.find(({ of, id }) => of === "gap" && id === gap);
  const kept = Math.min(1, (own?.variance ?? model.gapVariance) / model.gapVariance);
  return { of: "judged", id: gap, weight: 1, mean: priorShift[word] * kept, prior: 0, variance: 0 };
}

/** The mean of several places: what two of them share is counted with both weights, so that the variance is the joint one. */
function meanOf(places: readonly (readonly Part[])[]): Part[] {
  const merged = new Map<string, Part>();
  for (const part of places.flat()) {
    const key = `${part.of} ${part.id}`;
    const weight = (merged.get(key)?.weight ?? 0) + part.weight / places.length;
    merged.set(key, { ...part, weight });
  }
  return [...merged.values()];
}

/** Mean and variance of the logit of a medium item of that place. */
export function placeLogit(state: MasteryState, place: Place, at: number): { x: number; variance: number } {
  let x: number = model.base;
  let variance = 0;
  for (const part of placeParts(state, place, at)) {
    x += part.weight * part.mean;
    variance += part.weight * part.weight * part.variance;
  }
  return { x, variance };
}

/** The middle and the 80 % interval of p on a medium item, 0..100. */
export function rangeOf(state: MasteryState, place: Place, at: number): Pick<Level, "mid" | "lo" | "hi"> {
  const { x, variance } = placeLogit(state, place, at);
  const reach = claims.z80 * Math.sqrt(variance);
  return { mid: onScale(x), lo: onScale(x - reach), hi: onScale(x + reach) };
}

/** The level of one of the gaps, a topic or a statement, the learner's word counted in. */
export const placeLevel = (state: MasteryState, place: Exclude<Place, OwnTarget>, at: number): Level => ({
  ...levelOf(state, place, at),
  ...rangeOf(state, place, at),
});

/** The gaps whose form of the moment a medium item of the place would meet. */
export function gapsOfPlace(place: Place): Weighted<GapId>[] {
  if ("topic" in place) return [...place.gaps];
  if (!("own" in place)) return [{ id: place.gap, weight: 1 }];
  const weights = new Map<GapId, number>();
  for (const { gap } of place.statements)
    weights.set(gap, (weights.get(gap) ?? 0) + 1 / Math.max(1, place.statements.length));
  return [...weights].map(([id, weight]) => ({ id, weight }));
}

/** Whether an item, or a rung, tells of the place. */
export function bearsOn(traits: ItemTraits, place: Place): boolean {
  if ("topic" in place) return traits.topics.some(({ id }) => id === place.topic);
  if ("statement" in place) return traits.statements.some(({ id }) => id === place.statement);
  if ("own" in place) return traits.statements.some(({ id }) => statementsOf(place).has(id));
  return traits.gaps.some(({ id }) => id === place.gap);
}

const statementsKnown = new WeakMap<OwnTarget, ReadonlySet<StatementId>>();

function statementsOf(place: OwnTarget): ReadonlySet<StatementId> {
  const known = statementsKnown.get(place) ?? new Set(place.statements.map(({ statement }) => statement));
  statementsKnown.set(place, known);
  return known;
}
