/**
 * What the planner takes study to do: an answered and reviewed item raises its gap's ability by .06 (1 - p), a note read
 * by .10 once, and what was raised fades by (1 + days)^-.10. The law is a working assumption and the laboratory's learner
 * obeys it; nobody has measured it on a person, so the plan tells gains in three words and never as a number.
 */
import { claims, model } from "../mastery/constants";
import type { Prediction } from "../mastery/estimate";
import type { Recall } from "./fsrs";

export const growth = {
  /** Logits that an item adds to its gap, times the chance of having been wrong: there was that much to learn. */
  item: 0.06,
  /** Logits that a note adds to the gaps of its topic, the first time. */
  note: 0.1,
  /** What was raised is kept by (1 + days)^-fade. */
  fade: 0.1,
} as const;

export const raiseOf = (p: number): number => growth.item * (1 - p);
export const keptAfter = (days: number): number => (1 + Math.max(0, days)) ** -growth.fade;

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
/** How much a logit counts under uncertainty (MacKay 1992). */
const shrink = (variance: number) => 1 / Math.sqrt(1 + (Math.PI * variance) / 8);

/** p of an item of logit x that blind guessing gets right with `guess`. */
export const pOf = (x: number, variance: number, guess: number): number =>
  guess + (1 - guess - model.slip) * sigmoid(x * shrink(variance));

/** Keeps a logit of a share that is 0 or 1 finite. */
const leastShare = 1e-6;
const logit = (share: number): number => {
  const inside = Math.min(Math.max(share, leastShare), 1 - leastShare);
  return Math.log(inside / (1 - inside));
};

/**
 * An expectation after its gap has risen and its item was reviewed: what `predict` would say with that recall (the two
 * are compared in growth.test.ts), without asking all its models again for each day of a plan.
 * @param now what the estimator expects of an answer now, without recall
 * @param lift logits that its gaps have risen
 */
export function expectedAfter(now: Prediction, lift: number, guess: number, recall?: Recall): number {
  const span = 1 - guess - model.slip;
  const part = recall ? recall.reviews / (recall.reviews + model.reviewsForHalf) : 0;
  const x = (1 - part) * logit((now.p - guess) / span) + part * logit(recall?.r ?? 1);
  return guess + span * sigmoid(x + lift * shrink(now.variance));
}

/** Rise of the expected p of a medium item for each logit that its gap rises. */
export function slopeOf(x: number, variance: number): number {
  const k = shrink(variance);
  const q = sigmoid(x * k);
  return (1 - model.slip) * k * q * (1 - q);
}

/** The gain of a step in points (0..100) of the mean p over all gaps on a medium item, told in three words. */
export type GainBand = "small" | "fair" | "large";
/** Borders between them, points. A ten-minute set of a weak gap early in the plan earns about one. Heuristic. */
const gainCuts = [0.25, 0.75] as const;
export const gainBand = (points: number): GainBand =>
  points < gainCuts[0] ? "small" : points < gainCuts[1] ? "fair" : "large";

/** The 80 % interval of a normal logit as p of a medium item, 0..100. */
export function spanOf(x: number, variance: number): { lo: number; hi: number } {
  const reach = claims.z80 * Math.sqrt(variance);
  const scaled = (logit: number) => 100 * (1 - model.slip) * sigmoid(logit);
  return { lo: scaled(x - reach), hi: scaled(x + reach) };
}
