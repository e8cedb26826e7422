/**
 * When an item should return: FSRS-6 behind one file, the only importer of ts-fsrs. It owns the same item's recall; how
 * good the learner is on a gap is the estimator's. Plain numbers in and out: the library's dates are used by nobody
 * (importing it adds methods to Date.prototype; nothing here calls them). The raw log of reviews is kept, so that
 * another scheduler can fold it again.
 */
import { FSRSAlgorithm, forgetting_curve } from "ts-fsrs";
import { Fault } from "../fault";
import { evidence as counting, dayMs } from "../mastery/constants";

/** Again, Hard, Good, Easy. */
export type Grade = 1 | 2 | 3 | 4;
/** One answer to an item on a day of its own; `at` in epoch ms. */
export type Review = { readonly at: number; readonly grade: Grade };
export type Memory = {
  /** Days until recall falls to .9, > 0. */
  readonly stability: number;
  /** 1..10, FSRS's own scale; it has nothing to do with the author's difficulty. */
  readonly difficulty: number;
  /** The last review, epoch ms. */
  readonly last: number;
  /** All reviews that counted, oldest first. */
  readonly reviews: readonly Review[];
};
/** How well an item is remembered: R(t), 0..1, and the number of its reviews on days of their own. */
export type Recall = { readonly r: number; readonly reviews: number };

/** What of an answer decides its grade. */
export type Graded = {
  /** Share of the marks before any cap, 0..1. */
  share: number;
  hints: number;
  confidence?: 1 | 2 | 3;
  elapsedMs: number;
  /** The author's guess of the time the item takes. */
  seconds: number;
};

/** An item returns when its recall has fallen to this. The default of FSRS, and of mastery claims on the same page. */
const retention = 0.9;
/** Above this share an answer may be Easy. */
const easyAbove = 0.95;
/** Fast: within this part of the author's time. Heuristic; authors' times are those of a careful reader. */
const fastShare = 0.5;

/**
 * Default weights. No fuzz: the same log gives the same day on every device. No short-term steps: they model repeats
 * within minutes, and a same-day repeat shows what was just read, so none ever gets here.
 */
const algorithm = new FSRSAlgorithm({ request_retention: retention, enable_fuzz: false, enable_short_term: false });
const weights = algorithm.parameters.w;

/** Below .4 Again, below .7 Hard, else Good; Easy above .95 when fast and sure. After a hint at most Hard. */
export function gradeOf({ share, hints, confidence, elapsedMs, seconds }: Graded): Grade {
  if (!(share >= counting.wrongBelow)) return 1;
  if (share < counting.rightFrom || hints > 0) return 2;
  const isFast = elapsedMs > 0 && elapsedMs <= fastShare * seconds * 1000;
  return share > easyAbove && isFast && confidence === 3 ? 4 : 3;
}

/**
 * The memory after one review. A repeat on the same day, and one that lies before the last review, changes nothing.
 * @param memory of the same item; undefined before its first review
 * @param own lists made by a fold, which it may grow in place: the memory handed in must then be given up
 * @throws Fault when the time is not a finite number
 */
export function remember(memory: Memory | undefined, review: Review, own?: Set<unknown>): Memory {
  if (!Number.isFinite(review.at))
    throw new Fault({
      what: `a review at ${review.at}`,
      where: "remember",
      mend: "give its time in epoch milliseconds",
    });
  if (memory && review.at - memory.last < counting.sameDayMs) return memory;
  const { stability, difficulty } = stateAfter(memory, memory ? daysBetween(memory.last, review.at) : 0, review.grade);
  return { stability, difficulty, last: review.at, reviews: grown(memory?.reviews ?? [], review, own) };
}

/** The list and one review more. Copying the whole log of an item for each of its reviews would cost more than FSRS. */
function grown(reviews: readonly Review[], review: Review, own: Set<unknown> | undefined): readonly Review[] {
  if (own?.has(reviews)) {
    (reviews as Review[]).push(review);
    return reviews;
  }
  const list = reviews.concat(review);
  own?.add(list);
  return list;
}

/**
 * How well the item is remembered at a moment (epoch ms); undefined before its first review. Time counts in fractions
 * of a day, so that the curve has no steps.
 * Source: the forgetting curve of FSRS-6; at whole days it is compared with the library's in fsrs.test.ts.
 */
export function recallOf(memory: Memory | undefined, at: number): Recall | undefined {
  if (!memory) return undefined;
  const days = Math.max(0, at - memory.last) / dayMs;
  return { r: forgetting_curve(weights, days, memory.stability), reviews: memory.reviews.length };
}

const dues = new WeakMap<Memory, number>();

/**
 * When the item should return, epoch ms: whole days after its last review, at the same time of day. A better grade never
 * returns sooner than a worse one would have, so the day depends on the state before the last review too: the log is
 * folded again, once for each memory.
 */
export function dueAt(memory: Memory): number {
  const known = dues.get(memory);
  if (known !== undefined) return known;
  const { reviews } = memory;
  let before: State | undefined;
  let days = 0;
  reviews.slice(0, -1).forEach(({ at, grade }, index) => {
    before = stateAfter(before, days, grade);
    days = daysBetween(at, (reviews[index + 1] as Review).at);
  });
  const due = memory.last + intervalAfter(before, days, reviews.at(-1)?.grade ?? 1) * dayMs;
  dues.set(memory, due);
  return due;
}

/** When the item would return after one more review, on another day than the last: for those who look ahead. */
export const dueAfter = (memory: Memory | undefined, { at, grade }: Review): number =>
  at + intervalAfter(memory, memory ? daysBetween(memory.last, at) : 0, grade) * dayMs;

type State = Pick<Memory, "stability" | "difficulty">;

const stateAfter = (state: State | undefined, days: number, grade: Grade): State =>
  algorithm.next_state(state ?? null, days, grade);

/** Calendar days (UTC), as the library counts them: its weights were fitted on whole days. */
const daysBetween = (from: number, to: number): number => Math.floor(to / dayMs) - Math.floor(from / dayMs);

/** Days to wait after a review. Again <= Hard < Good < Easy, as in the library's long-term scheduler. */
function intervalAfter(before: State | undefined, days: number, grade: Grade): number {
  const after = (given: Grade) => algorithm.next_interval(stateAfter(before, days, given).stability, days);
  const again = Math.min(after(1), after(2));
  const hard = Math.max(after(2), again + 1);
  const good = Math.max(after(3), hard + 1);
  return [again, hard, good, Math.max(after(4), good + 1)][grade - 1] as number;
}
