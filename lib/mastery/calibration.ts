/**
 * Does what was expected of the learner fit what happened? For the model, whose expectation of each answer was kept before
 * the answer, and for the learner, who said how sure they were. A sentence first, as a code with its numbers; the drawing
 * and the rows come after it.
 */
import type { Confidence } from "../learner/events";
import { paysFrom } from "../quiz/certainty";
import { claims, evidence as counting } from "./constants";
import { wilson } from "./wilson";

/** One answer. Shares are of the marks, 0..1. */
export type ForeseenAnswer = {
  /** Id of its event. */
  readonly answer: string;
  /** Epoch ms. */
  readonly at: number;
  readonly share: number;
  /** The share after what hints cost, which is what the model foresees; absent: no hint was taken. */
  readonly counted?: number;
  /** What the model expected before the answer, 0..1; absent where it was not asked. */
  readonly predicted?: number;
  readonly confidence?: Confidence;
};

/**
 * Below so many predictions nothing is said of them. Heuristic: at 30 the 80 % interval of their mean error still is some
 * 20 points wide.
 */
const predictionsFrom = 30;
/** Answers in a bin of the drawing, at least, and bins, at most. Heuristic: with ten the interval is some 35 points wide. */
const leastInBin = 10;
const mostBins = 5;
/** Below so many answers given with one word nothing is said of that word. Heuristic. */
const wordsFrom = 8;

export type Interval = readonly [low: number, high: number];

/**
 * How the model's expectations fit, on the whole. Hopeful and strict are said only when the 80 % interval of the mean error
 * leaves out 0; one look at a model that fits then finds fault in at most one of five learners.
 */
export type Fit =
  | { say: "too-few"; n: number; missing: number }
  | {
      say: "fits" | "too-hopeful" | "too-strict";
      n: number;
      /** Means, 0..1. */
      predicted: number;
      share: number;
      /** 80 % interval of predicted - share, -1..1. */
      off: Interval;
    };

/** How sharp the expectations are: the mean squared error, 0 best, 1 worst. */
export type Brier = {
  /** Against always saying the mean share; `all-alike` when all shares are the same and there is nothing to tell apart. */
  say: "better" | "unclear" | "worse" | "all-alike";
  score: number;
  /** 80 %. */
  interval: Interval;
  /** The same of always saying the mean share, which nobody knew beforehand. */
  reference: number;
  /** 1 - score / reference; null when all shares are the same. */
  skill: number | null;
  n: number;
};

/** Answers of which about the same was expected. */
export type Bin = {
  /** The least and the greatest expectation in it, and the mean. */
  from: number;
  to: number;
  predicted: number;
  /** What was earned in the mean, and its 80 % interval (Wilson). */
  share: number;
  interval: Interval;
  n: number;
  answers: string[];
};

/** What became of the answers that were given with one word: unsure, fairly sure, sure. */
export type Word = {
  confidence: Confidence;
  /** too-sure: right less often than the word pays for; too-shy: more often. Both only when the interval leaves it out. */
  say: "too-few" | "fits" | "too-sure" | "too-shy";
  n: number;
  right: number;
  /** Answers until something is said, 0 from then on. */
  missing: number;
  /** Share of right answers, and its 80 % interval (Wilson) from three answers on. */
  share: number | null;
  interval: Interval | null;
  answers: string[];
};

export type Calibrated = { fit: Fit; brier: Brier | null; bins: Bin[]; words: Word[] };

type Foreseen = ForeseenAnswer & { readonly predicted: number; readonly earned: number };

/**
 * @param answers in any order. What is no share or no probability is left out: a log may hold anything.
 * @returns no Brier score and no bins below 30 predictions
 */
export function calibrated(answers: readonly ForeseenAnswer[]): Calibrated {
  const usable = answers
    .filter(({ share, counted }) => isShare(share) && (counted === undefined || isShare(counted)))
    .sort((a, b) => a.at - b.at || (a.answer < b.answer ? -1 : a.answer > b.answer ? 1 : 0));
  const foreseen = usable.flatMap((each): Foreseen[] =>
    each.predicted !== undefined && isShare(each.predicted)
      ? [{ ...each, predicted: each.predicted, earned: each.counted ?? each.share }]
      : [],
  );
  const isEnough = foreseen.length >= predictionsFrom;
  return {
    fit: fitOf(foreseen),
    brier: isEnough ? brierOf(foreseen) : null,
    bins: isEnough ? binsOf(foreseen) : [],
    words: ([1, 2, 3] as const).map((confidence) => wordOf(confidence, usable)),
  };
}

const isShare = (value: number): boolean => value >= 0 && value <= 1;

function fitOf(foreseen: readonly Foreseen[]): Fit {
  const n = foreseen.length;
  if (n < predictionsFrom) return { say: "too-few", n, missing: predictionsFrom - n };
  const off = errorInterval(foreseen.map(({ predicted, earned }) => predicted - earned));
  const means = { predicted: mean(foreseen.map((each) => each.predicted)), share: mean(foreseen.map(earnedOf)) };
  return { say: off[0] > 0 ? "too-hopeful" : off[1] < 0 ? "too-strict" : "fits", n, ...means, off };
}

function brierOf(foreseen: readonly Foreseen[]): Brier {
  const rate = mean(foreseen.map(earnedOf));
  const squares = foreseen.map(({ predicted, earned }) => (predicted - earned) ** 2);
  const plain = foreseen.map(({ earned }) => (rate - earned) ** 2);
  const [score, reference] = [mean(squares), mean(plain)];
  const [low, high] = meanInterval(squares);
  const ahead = meanInterval(squares.map((square, index) => (plain[index] as number) - square));
  const isAlike = reference < 1e-12;
  return {
    say: isAlike ? "all-alike" : ahead[0] > 0 ? "better" : ahead[1] < 0 ? "worse" : "unclear",
    score,
    interval: [Math.max(0, low), Math.min(1, high)],
    reference,
    skill: isAlike ? null : 1 - score / reference,
    n: foreseen.length,
  };
}

/** Bins of about the same size; equal expectations stay together, so that a bin's borders say who is in it. */
function binsOf(foreseen: readonly Foreseen[]): Bin[] {
  const sorted = [...foreseen].sort((a, b) => a.predicted - b.predicted);
  const count = Math.min(mostBins, Math.floor(sorted.length / leastInBin));
  const starts = [0];
  for (let border = 1; border < count; border++) {
    let start = Math.round((border * sorted.length) / count);
    while (start < sorted.length && sorted[start]?.predicted === sorted[start - 1]?.predicted) start++;
    const isFull = start - (starts.at(-1) ?? 0) >= leastInBin;
    if (isFull && sorted.length - start >= leastInBin) starts.push(start);
  }
  return starts.map((start, index) => binOf(sorted.slice(start, starts[index + 1])));
}

function binOf(chosen: readonly Foreseen[]): Bin {
  const share = mean(chosen.map(earnedOf));
  return {
    from: chosen[0]?.predicted ?? 0,
    to: chosen.at(-1)?.predicted ?? 0,
    predicted: mean(chosen.map(({ predicted }) => predicted)),
    share,
    interval: wilson(share, chosen.length, claims.z80),
    n: chosen.length,
    answers: chosen.map(({ answer }) => answer),
  };
}

function wordOf(confidence: Confidence, answers: readonly ForeseenAnswer[]): Word {
  const chosen = answers.filter((each) => each.confidence === confidence);
  const n = chosen.length;
  const right = chosen.filter(({ share }) => share >= counting.rightFrom).length;
  const interval = n >= claims.intervalFrom ? wilson(right / n, n, claims.z80) : null;
  return {
    confidence,
    say: n < wordsFrom || !interval ? "too-few" : sayingOf(confidence, interval),
    n,
    right,
    missing: Math.max(0, wordsFrom - n),
    share: n > 0 ? right / n : null,
    interval,
    answers: chosen.map(({ answer }) => answer),
  };
}

/** The numbers of the sentence about the fit. Shares 0..1; low and high in points of 0..100, in the direction it speaks of. */
export function fitParams(fit: Fit): Record<string, number> {
  if (fit.say === "too-few") return { n: fit.n, missing: fit.missing };
  const { n, predicted, share, off } = fit;
  const [low, high] = fit.say === "too-strict" ? [-off[1], -off[0]] : off;
  return { n, predicted, share, low: 100 * low, high: 100 * high };
}

/** The numbers of the sentence about the Brier score. */
export const brierParams = ({ score, interval: [low, high], reference }: Brier): Record<string, number> => ({
  score,
  low,
  high,
  reference,
});

/** A word fits where it pays best among the three: see quiz/certainty.ts. */
function sayingOf(confidence: Confidence, [low, high]: Interval): "fits" | "too-sure" | "too-shy" {
  if (high < paysFrom[confidence]) return "too-sure";
  return confidence < 3 && low > paysFrom[(confidence + 1) as Confidence] ? "too-shy" : "fits";
}

const earnedOf = ({ earned }: Foreseen): number => earned;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** 80 % interval of a mean, by the normal approximation. */
function meanInterval(values: readonly number[]): Interval {
  const middle = mean(values);
  const spread = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
  const reach = claims.z80 * Math.sqrt(spread / values.length);
  return [middle - reach, middle + reach];
}

/**
 * 80 % interval of a mean error in -1..1. One imagined error of each extreme keeps it from closing when all errors are
 * alike, as when all was right. Each expectation was made knowing all answers before it, so the errors of a model that
 * fits are uncorrelated, also within a sitting.
 * Source of the imagined ones: Agresti & Coull 1998, "Approximate is better than exact"
 */
const errorInterval = (errors: readonly number[]): Interval => meanInterval([...errors, -1, 1]);
