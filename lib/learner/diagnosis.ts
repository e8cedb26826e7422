/** The diagnostic as it grows, and what it came to. */
import type { GapId, ItemId } from "../ids";
import { type GapReading, readGaps } from "../mastery/gaps";
import { blueprintOf } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import { type Asked, seedFor } from "../quiz/choose";
import { borderOf } from "../schedule/border";
import { type Done, isSure, nextDiagnostic } from "../schedule/diagnostic";
import { judgedGaps } from "./asked-place";
import type { LearnerState } from "./state";

/**
 * @param now epoch ms
 * @param asked what the sitting has asked so far, in its order; its answers are in the log
 */
export function nextQuestion(
  state: LearnerState,
  catalog: Catalog,
  now: number,
  { seed, asked }: { seed: number; asked: readonly ItemId[] },
): Asked | Done {
  const next = nextDiagnostic(state, catalog, now, seed, asked);
  return "item" in next ? { item: next.item, seed: seedFor(seed, next.item) } : next;
}

export type Diagnosis = {
  /** Both of the lowest two are known with P >= .9. */
  isSure: boolean;
  /** The gaps with evidence, the likeliest of the lowest two first. */
  lowest: (Pick<GapReading, "gap" | "level" | "band" | "mayNumber" | "n" | "state"> & { title: string })[];
  /** Gaps without evidence. */
  untested: { gap: GapId; title: string }[];
};

export function diagnosis(state: LearnerState, catalog: Catalog, now: number): Diagnosis {
  const titles = new Map(catalog.gaps.map(({ id, title }) => [id, title]));
  const board = readGaps(state.mastery, judgedGaps(state, catalog), state.evidence, now, state.rules);
  return {
    isSure: isSure(borderOf(state.mastery, blueprintOf(catalog).gaps, now)),
    lowest: board
      .filter(({ n }) => n > 0)
      .sort((one, other) => other.bottomTwo - one.bottomTwo)
      .map(({ gap, level, band, mayNumber, n, state }) => ({
        gap,
        level,
        band,
        mayNumber,
        n,
        state,
        title: titles.get(gap) ?? "",
      })),
    untested: board.filter(({ n }) => n === 0).map(({ gap }) => ({ gap, title: titles.get(gap) ?? "" })),
  };
}
