/** The answers behind a number as a screen lists them: to items and to open rungs together, the latest first. */
import { repeatsIn } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import type { Confidence } from "./events";
import type { Rescored } from "./rescore";
import { correctionsIn } from "./rescored";
import {
  answerTrail,
  ownCalibration,
  type SureButWrong,
  sureButWrong,
  type Trail,
  type TrailOf,
  type TrailRow,
} from "./select";
import type { LearnerState } from "./state";
import { type RungRow, recallOfPlace, rungTrail } from "./why";

/** Which of the answers behind a number: named one by one, or by what they have in common. */
export type TrailPart =
  | { answers: readonly string[] }
  /** Given with this word of certainty, as the calibration counts them. */
  | { confidence: Confidence }
  /** Foreseen by the model: all of them, or those of one bin of the calibration. */
  | { foreseen: "all" | number }
  /** Of a place: chosen from what is shown, produced, or told in open rungs. */
  | { telling: "choices" | "produced" | "rungs" }
  | { misconception: string }
  | { sureButWrong: true }
  | { corrected: "changed" | "kept" };

export type TrailAsked = { of: TrailOf; only?: TrailPart; most: number };

/** An answer to an item, or (`chain` is set) to an open rung of a chain. */
export type TrailEntry = (TrailRow & { again?: Rescored }) | RungRow;

export type TrailPage = Omit<Trail, "rows"> & {
  /** So many there are, of which `rows` are the latest. */
  total: number;
  rows: TrailEntry[];
  /** The answers have weights: they are those of a place. */
  isWeighed: boolean;
};

export function trailPage(state: LearnerState, catalog: Catalog, { of, only, most }: TrailAsked): TrailPage {
  const { rows: items, ...how } = answerTrail(state, catalog, of);
  const ids = only && partOf(state, catalog, of, only);
  const all: TrailEntry[] = [...items, ...rungTrail(state, catalog, of)];
  const meant = (ids ? all.filter(({ event }) => ids.has(event.id)) : all).sort((a, b) => b.at - a.at);
  return {
    ...how,
    total: meant.length,
    isWeighed: meant.some(({ points }) => points !== undefined),
    rows: meant.slice(0, most).map((row) => {
      const again = state.rescored.get(row.event.id);
      return again && !("chain" in row) ? { ...row, again } : row;
    }),
  };
}

/** Ids of the answers that are meant. */
function partOf(state: LearnerState, catalog: Catalog, of: TrailOf, only: TrailPart): ReadonlySet<string> {
  if ("answers" in only) return new Set(only.answers);
  if ("confidence" in only)
    return new Set(ownCalibration(state).words.find(({ confidence }) => confidence === only.confidence)?.answers);
  if ("foreseen" in only) return new Set(foreseen(state, only.foreseen));
  if ("telling" in only)
    return new Set("everything" in of ? [] : recallOfPlace(state, catalog, of)?.[only.telling].answers);
  if ("misconception" in only) {
    const sightings = [...state.misconceptions].find(([id]) => id === only.misconception)?.[1] ?? [];
    return new Set(sightings.map(({ answer }) => answer));
  }
  if ("sureButWrong" in only) return new Set(unmended(state).map(({ event }) => event.id));
  const { changed, kept } = correctionsIn(state);
  return new Set(only.corrected === "kept" ? kept : changed.map(({ event }) => event.id));
}

function foreseen(state: LearnerState, which: "all" | number): readonly string[] {
  if (which !== "all") return ownCalibration(state).bins[which]?.answers ?? [];
  const repeats = repeatsIn(state.evidence);
  return state.answers.flatMap(({ id, body }) => (body.predicted === undefined || repeats.has(id) ? [] : [id]));
}

/** Wrong answers given as sure and not mended since, the latest first. */
export const unmended = (state: LearnerState): SureButWrong[] =>
  sureButWrong(state).filter(({ isMended }) => !isMended);
