/**
 * Certainty-based marks: what an answer is worth given how sure one was. A display of calibration, never part of a score or
 * of a verdict. Saying what one believes pays best: "fairly sure" beats "unsure" from two thirds on, "sure" from four
 * fifths, wherever the answer is right or wrong and nothing between.
 *
 * Source: Moodle, `question_cbm::adjust_fraction` in question/behaviour/behaviourbase.php (rightscore, wrongscore)
 */
import type { Confidence } from "../learner/events";

const marks = { 1: { right: 1, wrong: 0 }, 2: { right: 2, wrong: -2 }, 3: { right: 3, wrong: -6 } } as const;

/** Shares up to here count as wrong, for the sake of rounded fractions. */
const nothing = 0.00000005;

/** The probability of a right answer at which each confidence begins to pay best. */
export const paysFrom: Readonly<Record<Confidence, number>> = { 1: 0, 2: 2 / 3, 3: 4 / 5 };

/**
 * The mark of one answer, -6..3: that for wrong where it earned nothing, else the earned share of that for right.
 * @param share of the possible points, 0..1
 */
export const cbmOf = (share: number, confidence: Confidence): number =>
  share <= nothing ? marks[confidence].wrong : marks[confidence].right * share;

/** One answer for the summary: its share of credit and how sure the learner was, where that was said. */
export type Rated = { share: number; confidence?: Confidence | undefined };

export type Certainty = {
  /** Answers whose confidence was said; no others count. */
  n: number;
  /** Sum of the marks. */
  total: number;
  /** Mean mark; undefined without answers. */
  mean: number | undefined;
  /** By confidence, from unsure to sure. `share`: mean share of credit, undefined without answers. */
  by: { confidence: Confidence; n: number; total: number; mean: number | undefined; share: number | undefined }[];
};

/** What the answers come to. Moodle takes a confidence that was not said for "unsure"; here such an answer says nothing. */
export function certaintyOf(answers: readonly Rated[]): Certainty {
  const by = ([1, 2, 3] as const).map((confidence) => {
    const shares = answers.filter((each) => each.confidence === confidence).map(({ share }) => share);
    const total = sum(shares.map((share) => cbmOf(share, confidence)));
    const n = shares.length;
    return { confidence, n, total, mean: over(total, n), share: over(sum(shares), n) };
  });
  const [n, total] = [sum(by.map((each) => each.n)), sum(by.map((each) => each.total))];
  return { n, total, mean: over(total, n), by };
}

const over = (total: number, n: number): number | undefined => (n > 0 ? total / n : undefined);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
