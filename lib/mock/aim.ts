/**
 * The part of a form that is aimed at one learner: each probe goes to the gap whose answer is expected to lower the
 * entropy of the lowest two gaps most. Nothing is answered between two probes of a form, so each is chosen as if those
 * before it had gone as expected: the belief stays where it is and becomes narrower.
 */
import type { ItemId } from "../ids";
import { type ItemTraits, type MasteryState, observe, predict } from "../mastery/estimate";
import type { Blueprint } from "../mastery/observe";
import type { Item } from "../quiz/catalog";
import { compare } from "../quiz/choose";
import { type Border, borderOf, expectedFall } from "../schedule/border";
import {
  bearsOn,
  type Candidate,
  type GapBelief,
  gapBeliefs,
  levelsOf,
  linkOf,
  type Past,
  signsOf,
} from "../schedule/candidates";

/** What is known of the learner, and the moment (epoch ms). */
export type Aim = { past: Pick<Past, "mastery" | "last">; now: number };

/** With fewer items answered than a diagnostic has, an aim would follow chance. */
export const enoughItems = 12;
export const enoughToAim = ({ last }: Pick<Past, "last">): boolean => last.size >= enoughItems;

/**
 * Probability of a right answer that a probe aims at: an even fight for the first two thirds, then one question that
 * stretches, and an end that can be won.
 */
const even = [0.55, 0.65] as const;
const stretch = [0.3, 0.4] as const;
const closing = [0.7, 0.8] as const;

export function targetOf(place: number, count: number): readonly [low: number, high: number] {
  const first = Math.ceil((2 * count) / 3);
  if (place < first) return even;
  return place === first && count > first + 1 ? stretch : closing;
}

/**
 * Takes the next probe from a bank. `rankOf` is how the form would rank an item by its own rules, less is better;
 * undefined when the bank has nothing for any gap.
 */
export type Shot = (bank: readonly Item[], rankOf: (item: Item) => number[]) => { item: Item; shot: Shot } | undefined;

export function aimAt({ past, now }: Aim, blueprint: Blueprint, count: number): Shot {
  // Half of the work is predicting, so each item is predicted once: p does not move, since nothing is learnt in between.
  const known = new Map<ItemId, number>();
  const foreseen = (traits: ItemTraits): number => {
    const p = known.get(traits.item) ?? predict(past.mastery, traits, now).p;
    known.set(traits.item, p);
    return p;
  };
  const after = (mastery: MasteryState, place: number): Shot => {
    const border = borderOf(mastery, blueprint.gaps, now);
    const beliefs = gapBeliefs(mastery, blueprint.gaps, now);
    return (bank, rankOf) => {
      const candidates = bank.flatMap((item): Candidate[] => {
        const traits = blueprint.traits.get(item.id);
        if (!traits) return [];
        const expected = { ...predict(mastery, traits, now), p: foreseen(traits) };
        return [{ item, traits, expected, signs: signsOf(item) }];
      });
      const chosen = mostTellingOf(candidates, beliefs, border, targetOf(place, count), rankOf);
      if (!chosen) return undefined;
      const { item, traits, signs } = chosen;
      const score = predict(mastery, traits, now).p;
      const asExpected = { answer: "", traits, at: now, score, weight: signs, hints: 0 };
      return { item, shot: after(observe(mastery, asExpected), place + 1) };
    };
  };
  return after(levelsOf(past).mastery, 0);
}

/**
 * The candidate whose answer is expected to tell most, of the best of each gap. Once the form is past its even part, how
 * near it comes to its target is asked first: an end that can be won is for the learner, not for the measure.
 */
function mostTellingOf(
  candidates: readonly Candidate[],
  beliefs: readonly GapBelief[],
  border: Border,
  target: readonly [number, number],
  rankOf: (item: Item) => number[],
): Candidate | undefined {
  const best = beliefs.flatMap((belief) => {
    const own = candidates.filter(({ traits }) => bearsOn(traits, belief.target.gap));
    const candidate = nearestOf(own, target, rankOf);
    if (!candidate) return [];
    const fall = expectedFall(border, linkOf(candidate, belief));
    return [{ candidate, rank: [target === even ? 0 : offTarget(candidate, target), -fall] }];
  });
  return best.sort((one, other) => compare(one.rank, other.rank))[0]?.candidate;
}

/** Items this near to each other in p are as good. */
const grain = 0.05;

/** How far the expected answer lies outside of the target, in grains. */
const offTarget = ({ expected: { p } }: Candidate, [low, high]: readonly [number, number]): number =>
  Math.ceil(Math.max(low - p, p - high, 0) / grain);

/** The item nearest to the target; among those as near, the one that the form ranks first. What was used lately comes last. */
function nearestOf(
  candidates: readonly Candidate[],
  target: readonly [number, number],
  rankOf: (item: Item) => number[],
): Candidate | undefined {
  return candidates
    .map((candidate) => {
      const [used = 0, ...rest] = rankOf(candidate.item);
      return { candidate, rank: [used, offTarget(candidate, target), ...rest] };
    })
    .sort((one, other) => compare(one.rank, other.rank))[0]?.candidate;
}
