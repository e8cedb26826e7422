/** What corrections of items changed for this learner: which answers, and what they say of the gaps. */
import type { GapId } from "../ids";
import { evidence as counting } from "../mastery/constants";
import { absorb, begin, initial } from "../mastery/estimate";
import { type Reading, readingOf } from "../mastery/gaps";
import { creditOf, evidenceOf } from "../mastery/observe";
import { placeLevel } from "../mastery/place";
import type { Catalog } from "../quiz/catalog";
import { judgedGaps } from "./asked-place";
import type { Revisions } from "./rescore";
import { type AnsweredItem, itemAnswerOf, type LearnerState } from "./state";

/** An answer whose credit a correction changed. Shares are 0..1. */
export type RescoredAnswer = { event: AnsweredItem; at: number; was: number; now: number; revision: Revisions };

export type Corrections = {
  /** Answers that were marked again, whether or not it made a difference. */
  marked: number;
  /** Of those, answers that became right, and answers that no longer are. */
  toRight: number;
  toWrong: number;
  /** Those whose credit changed, the latest first. */
  changed: RescoredAnswer[];
  /** Answers (event ids) that cannot be marked any more and keep the marks of the time. */
  kept: string[];
};

export function correctionsIn(state: LearnerState): Corrections {
  const times = new Map(state.evidence.map(({ answer, at }) => [answer, at]));
  const changed = state.answers
    .flatMap((event): RescoredAnswer[] => {
      const again = state.rescored.get(event.id);
      if (!again) return [];
      const at = times.get(event.id) ?? 0;
      const [was, now] = [creditOf(again.was.score) ?? 0, creditOf(again.now.score) ?? 0];
      return was === now ? [] : [{ event, at, was, now, revision: again.revision }];
    })
    .reverse();
  const isRight = (share: number) => share >= counting.rightFrom;
  return {
    marked: state.rescored.size,
    toRight: changed.filter(({ was, now }) => !isRight(was) && isRight(now)).length,
    toWrong: changed.filter(({ was, now }) => isRight(was) && !isRight(now)).length,
    changed,
    kept: [...state.unmarkable.keys()],
  };
}

/** A gap's level as it would be by the marks of the time, and as it is. */
export type GapShift = {
  gap: GapId;
  before: Reading;
  after: Reading;
  /** Points of 0..100 between the two middles. */
  points: number;
};

/**
 * The gaps of the corrected items, in the order of the list: the answers are folded once more with the marks of the time,
 * and the two levels compared. As long as one fold of the whole log.
 * @param now epoch ms
 */
export function gapShifts(state: LearnerState, catalog: Catalog, now: number): GapShift[] {
  const touched = new Set<GapId>();
  const then = state.evidence.map((each) => {
    const again = state.rescored.get(each.answer);
    const event = again && itemAnswerOf(state, each.answer);
    if (!again || !event) return each;
    for (const { id } of each.traits.gaps) touched.add(id);
    const { score, observations } = again.was;
    const body = { ...event.body, score, observations: [...observations] };
    const marked = evidenceOf(each.answer, body, each.traits, each.at);
    return marked ? { ...marked, ...(each.news !== undefined && { news: each.news }) } : each;
  });
  if (touched.size === 0) return [];
  const before = begin(initial(), { levelsOnly: true });
  for (const each of then) absorb(before, each);
  return judgedGaps(state, catalog)
    .filter(({ gap }) => touched.has(gap))
    .map((target): GapShift => {
      const [old, today] = [placeLevel(before, target, now), placeLevel(state.mastery, target, now)];
      return { gap: target.gap, before: readingOf(old), after: readingOf(today), points: today.mid - old.mid };
    });
}
