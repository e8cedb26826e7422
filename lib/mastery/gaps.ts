/**
 * What may be said of a gap: its state, its band, and what is still missing until it closes. Untested is never weak, and
 * "weak" is a claim that needs its probability.
 */
import type { GapId, StatementId } from "../ids";
import type { GapWord } from "../learner/events";
import { type Closing, closingOf, ruleInForce, type Showing, type StatementClosing, showings } from "./closing";
import { claims, dayMs } from "./constants";
import { type Evidence, type Level, levelOf, logitAt, logitOf, type MasteryState } from "./estimate";
import type { GapTarget } from "./observe";
import { type JudgedGap, placeLevel } from "./place";
import { jointDraws } from "./posterior";

export type GapState = "untested" | "likely-weak" | "weak" | "forming" | "solid" | "fading" | "closed";
/** 1 weak, 2 shaky, 3 forming, 4 solid, 5 fluent: where the middle lies on 0..100. */
export type Band = 1 | 2 | 3 | 4 | 5;

/** What is known of a place, as far as it may be shown. */
export type Reading = {
  /** null before three answers. */
  level: Level | null;
  band: Band | null;
  /** Whether a number may stand in words: from ten answers on. */
  mayNumber: boolean;
  n: number;
  /** Epoch ms of the last answer that counted. */
  last: number | null;
};

export type StatementReading = Reading & { statement: StatementId; isTested: boolean; closing: StatementClosing };

export type GapReading = Reading & {
  gap: GapId;
  state: GapState;
  /** P(among the two lowest of all gaps). */
  bottomTwo: number;
  /** P(p >= target) on a medium item. */
  reachesTarget: number;
  /** Epoch ms of the first answer that counted, and the days between the first and the last. */
  first: number | null;
  spanDays: number;
  kinds: readonly string[];
  statements: StatementReading[];
  closing: Closing;
  /** The learner's word, which moves the prior of the level; absent where they gave none. */
  word?: GapWord;
};

export const bandOf = (mid: number): Band => (1 + claims.bandCuts.filter((cut) => mid >= cut).length) as Band;

/** A level as far as it may be shown after so many answers. */
export function readingOf(level: Level): Reading {
  const isShown = level.n >= claims.intervalFrom;
  return {
    level: isShown ? level : null,
    band: isShown ? bandOf(level.mid) : null,
    mayNumber: level.n >= claims.wordsFrom,
    n: level.n,
    last: level.last,
  };
}

/** The closing rules that the learner set, as written. */
export type WrittenRules = ReadonlyMap<GapId, { readonly rule: string }>;

const noRules: WrittenRules = new Map();

/**
 * All gaps at a moment.
 * @param targets with the learner's word on each, where there is one
 * @param evidence every answer folded into the state, in its order
 */
export function readGaps(
  state: MasteryState,
  targets: readonly JudgedGap[],
  evidence: readonly Evidence[],
  at: number,
  rules: WrittenRules = noRules,
): GapReading[] {
  const bottomTwo = bottomOf(state, targets, at);
  const shown = showings(evidence);
  return targets.map((target, index) => readGap(state, target, shown, at, bottomTwo[index] ?? 0, rules));
}

function readGap(
  state: MasteryState,
  target: JudgedGap,
  shown: ReadonlyMap<StatementId, readonly Showing[]>,
  at: number,
  bottomTwo: number,
  rules: WrittenRules,
): GapReading {
  const { gap, topics, word } = target;
  const cell = state.gaps.get(gap);
  const level = placeLevel(state, target, at);
  const closing = closingOf(target.statements, shown, ruleInForce(rules.get(gap)?.rule), target.deep ?? []);
  const first = cell?.first ?? null;
  const reading = {
    ...readingOf(level),
    gap,
    bottomTwo,
    reachesTarget: reachesTarget(state, target, at),
    first,
    spanDays: first === null || level.last === null ? 0 : (level.last - first) / dayMs,
    kinds: cell?.kinds ?? [],
    closing,
    statements: target.statements.map((statement, place): StatementReading => {
      const own = readingOf(levelOf(state, { statement, gap, topics }, at));
      return { ...own, statement, isTested: own.n > 0, closing: closing.statements[place] as StatementClosing };
    }),
  };
  return { ...reading, ...(word && { word }), state: stateOf(state, target, at, level, reading) };
}

type Judged = Pick<GapReading, "n" | "bottomTwo" | "reachesTarget" | "closing">;

/**
 * The first that holds. Weak says two things: almost surely among the bottom two, and more likely below the target than
 * above it, since somebody's bottom two of seven strong gaps are not weak. Closed is what met its rule and is not more
 * likely below the target than above it: else it is open again. Fading was solid or closed at its last answer and is
 * neither now only because time has passed. The learner's word moves the level, and with it likely weak and forming; every
 * other state is a claim, and a word is no evidence.
 */
function stateOf(state: MasteryState, target: GapTarget, at: number, level: Level, judged: Judged): GapState {
  if (judged.n === 0) return "untested";
  const isWeak = judged.bottomTwo >= claims.weakFrom && judged.reachesTarget < 0.5;
  if (isWeak && judged.n >= claims.intervalFrom) return "weak";
  if (judged.closing.isMet && judged.reachesTarget >= 0.5) return "closed";
  if (isSolid(state, target, at)) return "solid";
  const lastAt = level.last ?? at;
  const wasClosed = judged.closing.isMet && reachesTarget(state, target, lastAt) >= 0.5;
  if (lastAt < at && (wasClosed || isSolid(state, target, lastAt))) return "fading";
  return level.mid < claims.lowBelow ? "likely-weak" : "forming";
}

function isSolid(state: MasteryState, target: GapTarget, at: number): boolean {
  const cell = state.gaps.get(target.gap);
  if (!cell || cell.slow.n < claims.intervalFrom) return false;
  const isSpaced = cell.slow.at - cell.first >= claims.threeDaysMs;
  return isSpaced && cell.kinds.length >= claims.solidKinds && levelOf(state, target, at).lo >= 100 * claims.target;
}

/** P(p >= target) on a medium item. */
export function reachesTarget(state: MasteryState, target: GapTarget, at: number): number {
  const { x, variance } = logitOf(state, target, at);
  return normalCdf((x - logitAt(claims.target)) / Math.sqrt(variance));
}

/** Source: Abramowitz & Stegun 7.1.26, absolute error below 1.5e-7. */
function normalCdf(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = 0.5 * poly * Math.exp((-z * z) / 2);
  return z >= 0 ? 1 - tail : tail;
}

/**
 * For each gap the probability that it is among the two lowest, by 2,000 draws from the posterior. Always the same draws,
 * so that the same state says the same. Gaps share topics and the global state, so the draws come from their joint
 * distribution. A gap without evidence takes part with its prior, and the learner's word with nothing: no claim rests on it.
 */
export function bottomOf(state: MasteryState, targets: readonly GapTarget[], at: number): number[] {
  const { values, size, count } = jointDraws(state, targets, at, claims.draws);
  const counts = new Array<number>(size).fill(0);
  for (let draw = 0; draw < count; draw++) {
    let lowest = Number.POSITIVE_INFINITY;
    let second = Number.POSITIVE_INFINITY;
    for (let row = 0; row < size; row++) {
      const value = values[draw * size + row] as number;
      if (value < lowest) [lowest, second] = [value, lowest];
      else if (value < second) second = value;
    }
    for (let row = 0; row < size; row++)
      if ((values[draw * size + row] as number) <= second) counts[row] = (counts[row] as number) + 1;
  }
  return counts.map((hits) => hits / count);
}
