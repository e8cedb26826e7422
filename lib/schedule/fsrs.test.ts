import { type Card, createEmptyCard, fsrs } from "ts-fsrs";
import { describe, expect, it } from "vitest";
import { dayMs, evidence, hourMs } from "../mastery/constants";
import { drawsFrom } from "../quiz/seed";
import { dueAfter, dueAt, type Grade, gradeOf, type Memory, type Review, recallOf, remember } from "./fsrs";

const start = Date.UTC(2026, 0, 5, 9);
const direct = fsrs({ enable_fuzz: false, enable_short_term: false });

/** Reviews at random hours, from 16 hours to about half a year apart. */
function aLog(draw: () => number): Review[] {
  let at = start + Math.floor(draw() * dayMs);
  return Array.from({ length: 1 + Math.floor(draw() * 12) }, () => {
    const review = { at, grade: (1 + Math.floor(draw() * 4)) as Grade };
    at += Math.ceil(evidence.sameDayMs * 270 ** (draw() ** 2) + draw() * hourMs);
    return review;
  });
}

const foldDirect = (log: readonly Review[]): Card =>
  log.reduce<Card>(
    (card, { at, grade }) => direct.next(card, new Date(at), grade).card,
    createEmptyCard(new Date(start)),
  );
const fold = (log: readonly Review[]): Memory => {
  const memory = log.reduce<Memory | undefined>((before, review) => remember(before, review), undefined);
  if (!memory) throw new Error("an empty log");
  return memory;
};

describe("memory of an item", () => {
  it("agrees with direct use of ts-fsrs on 1,000 random review logs", () => {
    const seed = 20261121;
    console.info(`seed of the review logs: ${seed}`);
    const draw = drawsFrom(seed);
    for (let n = 0; n < 1000; n++) {
      const log = aLog(draw);
      const card = foldDirect(log);
      const memory = fold(log);
      expect({ s: memory.stability, d: memory.difficulty, due: dueAt(memory), reviews: memory.reviews }).toEqual({
        s: card.stability,
        d: card.difficulty,
        due: card.due.getTime(),
        reviews: log,
      });
      const later = memory.last + Math.floor(draw() * 100) * dayMs;
      expect(recallOf(memory, later)?.r).toBe(direct.get_retrievability(card, new Date(later), false));
    }
  });

  it("agrees with repeat, which previews all four grades", () => {
    const draw = drawsFrom(7);
    for (let n = 0; n < 100; n++) {
      const log = aLog(draw);
      const preview = direct.repeat(foldDirect(log), new Date((log.at(-1) as Review).at + 3 * dayMs));
      for (const grade of [1, 2, 3, 4] as const) {
        const next = { at: (log.at(-1) as Review).at + 3 * dayMs, grade };
        const memory = remember(fold(log), next);
        expect(dueAfter(fold(log), next)).toBe(dueAt(memory));
        const { card } = preview[grade];
        expect([memory.stability, memory.difficulty, dueAt(memory)]).toEqual([
          card.stability,
          card.difficulty,
          card.due.getTime(),
        ]);
      }
    }
  });

  it("never hears of a repeat on the same day", () => {
    const draw = drawsFrom(99);
    let told = 0;
    for (let n = 0; n < 300; n++) {
      const log = aLog(draw);
      const repeats = log.flatMap((review) => {
        const repeat: Review = { at: review.at + Math.floor(draw() * evidence.sameDayMs), grade: 1 };
        return [review, repeat];
      });
      expect(fold(repeats)).toEqual(fold(log));
      // The control: a wrapper that passes the repeats on ends elsewhere.
      if (foldDirect(repeats).stability !== foldDirect(log).stability) told++;
    }
    expect(told).toBe(300);
  });

  it("counts a review from sixteen hours on, and none that lies before the last", () => {
    const first = remember(undefined, { at: start, grade: 3 });
    expect(remember(first, { at: start + evidence.sameDayMs - 1, grade: 3 })).toBe(first);
    expect(remember(first, { at: start - 3 * dayMs, grade: 1 })).toBe(first);
    expect(remember(first, { at: start + evidence.sameDayMs, grade: 3 }).reviews).toHaveLength(2);
  });

  it("grows a fold's own list in place, and copies one that is not its own", () => {
    const first = remember(undefined, { at: start, grade: 3 });
    const own = new Set<unknown>();
    const second = remember(first, { at: start + 2 * dayMs, grade: 3 }, own);
    expect(first.reviews).toHaveLength(1);
    const third = remember(second, { at: start + 9 * dayMs, grade: 2 }, own);
    expect(third.reviews).toBe(second.reviews);
    expect(third).toEqual(fold(third.reviews));
  });

  it("falls to .9 when a stability has passed, and is whole at the review", () => {
    const memory = remember(undefined, { at: start, grade: 4 });
    expect(recallOf(memory, start)).toEqual({ r: 1, reviews: 1 });
    expect(recallOf(memory, start - dayMs)?.r).toBe(1);
    expect(recallOf(memory, start + memory.stability * dayMs)?.r).toBeCloseTo(0.9, 6);
    expect(recallOf(undefined, start)).toBeUndefined();
  });

  it("stays finite for times far away", () => {
    const memory = fold([
      { at: -1e15, grade: 1 },
      { at: 8e15, grade: 4 },
      { at: 1e300, grade: 2 },
    ]);
    expect(memory.stability).toBeGreaterThan(0);
    expect([memory.stability, memory.difficulty, recallOf(memory, 1e305)?.r].every(Number.isFinite)).toBe(true);
    expect(() => remember(undefined, { at: Number.NaN, grade: 3 })).toThrow("a review at NaN");
  });
});

describe("the grade of an answer", () => {
  const answer = { share: 1, hints: 0, confidence: 3, elapsedMs: 20_000, seconds: 60 } as const;
  it.each([
    [0.39, 1],
    [0.4, 2],
    [0.69, 2],
    [0.7, 3],
    [0.95, 3],
    [0.96, 4],
    [Number.NaN, 1],
  ])("by its share: %d gives %d", (share, grade) => {
    expect(gradeOf({ ...answer, share })).toBe(grade);
  });

  it("is Easy only when fast and sure", () => {
    expect(gradeOf({ ...answer, elapsedMs: 31_000 })).toBe(3);
    expect(gradeOf({ ...answer, elapsedMs: 0 })).toBe(3);
    expect(gradeOf({ ...answer, confidence: 2 })).toBe(3);
    expect(gradeOf({ share: 1, hints: 0, elapsedMs: 1000, seconds: 60 })).toBe(3);
  });

  it("is at most Hard after a hint", () => {
    expect(gradeOf({ ...answer, hints: 1 })).toBe(2);
    expect(gradeOf({ ...answer, hints: 1, share: 0.2 })).toBe(1);
  });
});
