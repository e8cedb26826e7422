import type { Mover } from "../mastery/explain";
import { creditOf } from "../mastery/observe";
import type { Confidence } from "./events";
import { itemAnswerOf, type LearnerState, rungAnswerOf } from "./state";

/** An answer that moved a number, with what it takes to show it. `seed` is of the asking; an open rung has none: 0. */
export type ShownMover = Mover & { seed: number; share: number; confidence?: Confidence };

export function shownMover(mover: Mover, state: LearnerState): ShownMover {
  const item = itemAnswerOf(state, mover.answer)?.body;
  if (item) {
    const { seed, score, confidence } = item;
    return { ...mover, seed, share: creditOf(score) ?? 0, ...(confidence && { confidence }) };
  }
  const confidence = rungAnswerOf(state, mover.answer)?.body.confidence;
  const share = state.evidence.find(({ answer }) => answer === mover.answer)?.score ?? 0;
  return { ...mover, seed: 0, share, ...(confidence && { confidence }) };
}
