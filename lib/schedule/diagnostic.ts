/**
 * Finding out where a learner is weak, with as few answers as it takes. First one item for each gap, then the item whose
 * answer is expected to tell most about which two gaps are the lowest. Each item is chosen after the answer before it.
 */
import type { GapId, ItemId } from "../ids";
import { claims } from "../mastery/constants";
import { blueprintOf } from "../mastery/observe";
import type { Catalog, Item } from "../quiz/catalog";
import { isSelfMarked, needsSimulator } from "../quiz/score";
import { drawsFrom, seedOf } from "../quiz/seed";
import { type Border, borderOf, expectedFall } from "./border";
import {
  aboutGap,
  bearsOn,
  type Candidate,
  candidatesOf,
  clash,
  type GapBelief,
  gapBeliefs,
  levelsOf,
  linkOf,
  type Past,
} from "./candidates";
import { expectedGain } from "./information";

export type Probed = {
  item: ItemId;
  /** The gap that it is asked for. */
  gap: GapId;
  /** first: nothing was asked of the gap in this sitting; border: it parts the lowest two from the others. */
  why: "first" | "border";
};
/** sure: both of the lowest two are known with P >= .9; enough: so many were asked; empty: nothing is left to ask. */
export type Done = { done: true; why: "sure" | "enough" | "empty" };

/** Questions of a diagnostic. */
export const diagnosticSize = 12;

/**
 * The next question of a diagnostic, from what is known now. The same arguments give the same question.
 * @param past with the answers of this sitting so far
 * @param now epoch ms
 * @param asked the items of this sitting, answered or skipped, in their order
 */
export function nextDiagnostic(
  past: Past,
  catalog: Catalog,
  now: number,
  seed: number,
  asked: readonly ItemId[],
  size = diagnosticSize,
): Probed | Done {
  if (asked.length >= size) return { done: true, why: "enough" };
  const field = fieldOf(past, catalog, now, asked);
  const first = firstOfAGap(field, drawsFrom(seedOf(`${seed} ${asked.length}`)));
  if (first) return first;
  const border = borderOf(past.mastery, blueprintOf(catalog).gaps, now);
  if (isSure(border)) return { done: true, why: "sure" };
  return atTheBorder(field, border) ?? { done: true, why: "empty" };
}

/** One question for each gap, chosen at once: where the answers between them cannot be waited for. */
export function firstOfEachGap(past: Past, catalog: Catalog, now: number, seed: number): Probed[] {
  const chosen: Probed[] = [];
  for (;;) {
    const asked = chosen.map(({ item }) => item);
    const next = firstOfAGap(fieldOf(past, catalog, now, asked), drawsFrom(seedOf(`${seed} ${asked.length}`)));
    if (!next) return chosen;
    chosen.push(next);
  }
}

/** Both of the lowest two are known. */
export function isSure({ bottomTwo }: Border): boolean {
  return bottomTwo.filter((p) => p >= claims.weakFrom).length >= 2;
}

/** What a sitting may choose from: `past` with the levels alone, and what was served, in its order. */
export type Field = { past: Past; catalog: Catalog; now: number; beliefs: GapBelief[]; served: readonly Item[] };

export function fieldOf(past: Past, catalog: Catalog, now: number, asked: readonly ItemId[]): Field {
  const beliefs = gapBeliefs(past.mastery, blueprintOf(catalog).gaps, now);
  const served = asked.flatMap((id) => catalog.items.find((item) => item.id === id) ?? []);
  return { past: levelsOf(past), catalog, now, beliefs, served };
}

/** Items about as telling as the best are drawn among, so that sittings differ: at most four, none below this share. */
const among = { most: 4, from: 0.9 } as const;

function firstOfAGap(field: Field, draw: () => number): Probed | undefined {
  const asked = new Set(field.served.flatMap(({ statements }) => statements.map((id) => id.slice(0, id.indexOf(".")))));
  for (const belief of field.beliefs) {
    if (asked.has(belief.target.gap)) continue;
    const ranked = mostTellingOf(field, belief);
    const best = ranked[0];
    if (!best) continue;
    const close = ranked
      .slice(0, among.most)
      .filter(({ gain, rank }) => rank === best.rank && gain >= among.from * best.gain);
    const chosen = close[Math.floor(draw() * close.length)] ?? best;
    return { item: chosen.candidate.item.id, gap: belief.target.gap, why: "first" };
  }
  return undefined;
}

/**
 * The second lowest gap against the third: these two decide who is among the lowest two. Of both the one whose answer is
 * expected to tell more about the lowest pair. In simulation this parts the pair with a tenth fewer answers than the same
 * gain over all gaps, which keeps asking the lowest one. Where a gap has nothing left to ask, the next nearest takes its
 * place.
 */
export function atTheBorder(field: Field, border: Border): Probed | undefined {
  const ranked = border.bottomTwo
    .map((p, gap) => ({ gap, p }))
    .sort((one, other) => other.p - one.p)
    .map(({ gap }) => gap);
  const sides = [ranked.slice(0, 2).reverse(), ranked.slice(2)];
  const probes = sides.flatMap((side) => firstOf(side, (gap) => probeOf(field, border, gap)) ?? []);
  return probes.sort((one, other) => other.fall - one.fall)[0]?.probed;
}

function probeOf(field: Field, border: Border, gap: number): { probed: Probed; fall: number } | undefined {
  const belief = field.beliefs[gap];
  const best = belief && mostTellingOf(field, belief)[0];
  if (!belief || !best) return undefined;
  const fall = expectedFall(border, linkOf(best.candidate, belief));
  return { probed: { item: best.candidate.item.id, gap: belief.target.gap, why: "border" }, fall };
}

function firstOf<From, Found>(list: readonly From[], find: (from: From) => Found | undefined): Found | undefined {
  for (const from of list) {
    const found = find(from);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Ranked = { candidate: Candidate; gain: number; rank: number };

/**
 * The items of a gap that may be asked, the most telling first: none that the learner marks, and none that another of the
 * sitting gives away. What was never answered comes before what was, since an item that is remembered tells of memory; a
 * topic that was just asked comes last.
 */
function mostTellingOf({ past, catalog, now, served }: Field, belief: GapBelief): Ranked[] {
  const topic = served.at(-1)?.topic ?? null;
  return candidatesOf(
    past,
    catalog,
    now,
    (item, traits) =>
      bearsOn(traits, belief.target.gap) &&
      !isSelfMarked(item) &&
      !needsSimulator(item) &&
      !served.some((other) => clash(item, other)),
  )
    .map((candidate) => {
      const { traits, expected, signs, item } = candidate;
      const about = aboutGap(candidate, belief);
      const gain = expectedGain(
        { mean: expected.x, variance: expected.variance, about },
        { guess: traits.guess, signs },
      );
      const rank = (past.last.has(item.id) ? 2 : 0) + (topic !== null && item.topic === topic ? 1 : 0);
      return { candidate, gain, rank };
    })
    .sort((one, other) => one.rank - other.rank || other.gain - one.gain);
}
