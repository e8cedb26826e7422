/**
 * The second opinion: logistic regressions of each learner's own, over a few features that can be read. Each starts from
 * what was found on public logs (mean and covariance, in opinion-prior.ts) and follows the learner by assumed-density
 * updates of its full, small covariance. They see counts and averages where the filter sees states, so the two err apart.
 */
import type { GapId, ItemId } from "../ids";
import { hourMs } from "./constants";
import { meanSigmoid, sigmoid } from "./filter";
import type { Evidence, ItemTraits } from "./traits";

/** What the second opinion looks at, in the order of its weights. */
export const features = [
  ["one", "The same for every answer"],
  ["easier (author)", "How much easier than medium the author calls the item, in units of 1.35 steps"],
  ["easier (measured)", "The same where the difficulty was measured"],
  ["right", "ln(1 + right answers so far)"],
  ["wrong", "ln(1 + wrong answers so far)"],
  ["right on the gaps", "ln(1 + right answers on a gap), mean over the item's gaps"],
  ["wrong on the gaps", "ln(1 + wrong answers on a gap), mean over the item's gaps"],
  ["just now", "Moving average of the last three answers or so, over 0.7"],
  [
    "against the odds on the gaps",
    "Results minus what the difficulty let expect, summed on a gap, over the root of their count",
  ],
  [
    "in a row on the gaps",
    "Right answers in a row on a gap, wrong ones below zero, at most 3, mean over the item's gaps",
  ],
  ["weakest gap", "How far the log-odds of the weakest of the item's gaps lie below their mean"],
  ["new gaps", "Share of the item's gaps that were never met"],
  ["answers since the gaps", "ln(1 + answers to other gaps since a gap was met), mean over the item's gaps"],
  ["hours since the gaps", "ln(1 + hours since a gap was met), mean over the item's gaps"],
  ["against the odds", "Moving average of ten answers: result minus what the difficulty let expect"],
  ["right on the item", "ln(1 + right answers to this very item)"],
  ["wrong on the item", "ln(1 + wrong answers to this very item)"],
  ["last on the item", "1 when the last answer to this item was right, -1 when wrong, 0 before the first"],
  ["new item", "1 when the item was never met"],
] as const;
const size = features.length;

/** Centre of the moving averages: about the share of right answers in the logs, and its log-odds. */
const usual = 0.7;
const usualOdds = Math.log(usual / (1 - usual));
/** Two answers of the usual kind stand behind every log-odds of a gap. */
const usualAnswers = 2;
const oddsRate = 0.1;
const justNowRate = 0.3;
const longestRow = 3;
/** What a difficulty alone lets expect: logit = 1 + step (3 - d). Measured difficulties tell more. */
const oddsBase = 1;
const oddsStep = { authored: 0.35, measured: 0.75 };
/** One standard deviation of measured difficulties, in steps. */
const unit = 1.35;

type GapTally = { right: number; wrong: number; surprise: number; row: number; answered: number; at: number };
type ItemTally = { right: number; wrong: number; last: number };

/** What it starts from: the mean of the weights, and the lower triangle of their covariance, row by row. */
export type OpinionPrior = { readonly mean: readonly number[]; readonly covariance: readonly number[] };

/** One regression's belief: weights, and the lower triangle of their covariance, row by row. */
export type Belief = { readonly weights: Float64Array; readonly covariance: Float64Array };

export type Opinion = {
  /** One for each prior. */
  readonly beliefs: readonly Belief[];
  readonly right: number;
  readonly wrong: number;
  readonly justNow: number;
  readonly odds: number;
  readonly answers: number;
  readonly gaps: ReadonlyMap<GapId, GapTally>;
  readonly items: ReadonlyMap<ItemId, ItemTally>;
};

export type OpinionDraft = { -readonly [name in keyof Opinion]: Opinion[name] } & {
  gaps: Map<GapId, GapTally>;
  items: Map<ItemId, ItemTally>;
};

export const noOpinion = (from: readonly OpinionPrior[]): Opinion => ({
  beliefs: from.map(({ mean, covariance }) => ({
    weights: Float64Array.from(mean),
    covariance: Float64Array.from(covariance),
  })),
  right: 0,
  wrong: 0,
  justNow: 0,
  odds: 0,
  answers: 0,
  gaps: new Map(),
  items: new Map(),
});

export const copyOpinion = (opinion: Opinion): OpinionDraft => ({
  ...opinion,
  beliefs: opinion.beliefs.map(({ weights, covariance }) => ({
    weights: weights.slice(),
    covariance: covariance.slice(),
  })),
  gaps: new Map(opinion.gaps),
  items: new Map(opinion.items),
});

/** What one regression expects of an answer to come. */
export type Judged = {
  /** Covariance times features. */
  direction: number[];
  variance: number;
  q: number;
  /** Expected share of the marks, 0..1. */
  p: number;
};

/** Copied where numbers are to be added up. The engine keeps an array that began with fractions unboxed. */
const halves: readonly number[] = features.map(() => 0.5);
const zeros = (): number[] => {
  const sums = halves.slice();
  for (let index = 0; index < size; index++) sums[index] = 0;
  return sums;
};

/** @param seen from `featuresOf`; many are 0 */
export function judge({ weights, covariance }: Belief, seen: readonly number[], guess: number): Judged {
  const direction = zeros();
  let x = 0;
  // One walk through the lower triangle serves both halves: each entry off the diagonal is used for its row and its column.
  for (let row = 0, at = 0; row < size; row++, at++) {
    const own = seen[row] as number;
    x += (weights[row] as number) * own;
    let sum = 0;
    for (let column = 0; column < row; column++, at++) {
      const shared = covariance[at] as number;
      sum += shared * (seen[column] as number);
      direction[column] = (direction[column] as number) + shared * own;
    }
    direction[row] = (direction[row] as number) + sum + (covariance[at] as number) * own;
  }
  let variance = 0;
  for (let row = 0; row < size; row++) variance += (direction[row] as number) * (seen[row] as number);
  const q = meanSigmoid(x, variance);
  return { direction, variance, q, p: guess + (1 - guess) * q };
}

/** Moves the weights of a draft's belief, in place, by one answer. */
export function learn({ weights, covariance }: Belief, { traits, score, weight }: Evidence, judged: Judged): void {
  const { direction, variance, q, p } = judged;
  const slope = (1 - traits.guess) * q * (1 - q);
  const spread = p * (1 - p);
  if (spread === 0) return;
  const grad = (weight * (score - p) * slope) / spread;
  const lam = (weight * slope * slope) / spread;
  const gain = 1 / (1 + lam * variance);
  for (let row = 0, at = 0; row < size; row++) {
    const reach = direction[row] as number;
    weights[row] = (weights[row] as number) + reach * grad * gain;
    const shrink = reach * lam * gain;
    for (let column = 0; column <= row; column++, at++)
      covariance[at] = (covariance[at] as number) - shrink * (direction[column] as number);
  }
}

/** The features of an answer to come, in the order of `features`. */
export function featuresOf(opinion: Opinion, traits: ItemTraits, at: number): number[] {
  const seen = zeros();
  const easier = (3 - traits.difficulty) / unit;
  seen[0] = 1;
  if (traits.isMeasured) seen[2] = easier;
  else seen[1] = easier;
  seen[3] = Math.log1p(opinion.right);
  seen[4] = Math.log1p(opinion.wrong);
  seen[7] = opinion.justNow;
  ofGaps(seen, opinion, traits, at);
  seen[14] = opinion.odds;
  const item = opinion.items.get(traits.item);
  if (item !== undefined) {
    seen[15] = Math.log1p(item.right);
    seen[16] = Math.log1p(item.wrong);
    seen[17] = item.last;
  } else seen[18] = 1;
  return seen;
}

function ofGaps(seen: number[], opinion: Opinion, { gaps }: ItemTraits, at: number): void {
  if (gaps.length === 0) return;
  let [right, wrong, surprise, row, fresh, answers, hours, odds] = [0, 0, 0, 0, 0, 0, 0, 0];
  let weakest = Number.POSITIVE_INFINITY;
  for (const { id } of gaps) {
    const gap = opinion.gaps.get(id);
    if (gap === undefined) {
      fresh++;
      weakest = Math.min(weakest, 0);
      continue;
    }
    right += Math.log1p(gap.right);
    wrong += Math.log1p(gap.wrong);
    surprise += gap.surprise / Math.sqrt(gap.right + gap.wrong + usualAnswers);
    row += gap.row;
    answers += Math.log(opinion.answers - gap.answered);
    if (at > gap.at) hours += Math.log1p((at - gap.at) / hourMs);
    const own = oddsOf(gap);
    odds += own;
    weakest = Math.min(weakest, own);
  }
  const count = gaps.length;
  seen[5] = right / count;
  seen[6] = wrong / count;
  seen[8] = surprise / count;
  seen[9] = row / count;
  seen[10] = weakest - odds / count;
  seen[11] = fresh / count;
  seen[12] = answers / count;
  seen[13] = hours / count;
}

const oddsOf = ({ right, wrong }: GapTally): number =>
  Math.log((right + usualAnswers * usual) / (wrong + usualAnswers * (1 - usual))) - usualOdds;

/** Counts one answer. */
export function count(draft: OpinionDraft, { traits, score, at }: Evidence): void {
  const step = traits.isMeasured ? oddsStep.measured : oddsStep.authored;
  const surprise = score - sigmoid(oddsBase + step * (3 - traits.difficulty));
  draft.right += score;
  draft.wrong += 1 - score;
  draft.justNow += justNowRate * (score - usual - draft.justNow);
  draft.odds += oddsRate * (surprise - draft.odds);
  for (const { id } of traits.gaps) {
    const gap = draft.gaps.get(id) ?? noTally;
    draft.gaps.set(id, {
      right: gap.right + score,
      wrong: gap.wrong + 1 - score,
      surprise: gap.surprise + surprise,
      row:
        score >= 0.5 ? Math.min(Math.max(gap.row, 0) + 1, longestRow) : Math.max(Math.min(gap.row, 0) - 1, -longestRow),
      answered: draft.answers,
      at: Math.max(at, gap.at),
    });
  }
  const item = draft.items.get(traits.item) ?? { right: 0, wrong: 0, last: 0 };
  draft.items.set(traits.item, { right: item.right + score, wrong: item.wrong + 1 - score, last: 2 * score - 1 });
  draft.answers += 1;
}

const noTally: GapTally = { right: 0, wrong: 0, surprise: 0, row: 0, answered: 0, at: 0 };
