import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import { dayMs } from "./constants";
import { type Evidence, initial, levelOf, observeAll } from "./estimate";
import { readingOf } from "./gaps";
import { blueprintOf, type GapTarget } from "./observe";
import { trendsOf } from "./trend";

const bank = gapIds.flatMap((gap) => items(40, { gap }));
const { gaps, traits } = blueprintOf(aCatalog({ items: bank }));
const now = Date.UTC(2026, 10, 21);

/** An answer to each of the first items of the gap, a day apart, the last of them now. */
const daily = (n: number, gap = "consistency"): Evidence[] =>
  items(n, { gap }).map((item, index) => {
    const known = traits.get(item.id);
    if (!known) throw new Error(`${item.id} is not in the bank`);
    const at = now - (n - 1 - index) * dayMs;
    return { answer: item.id, traits: known, at, score: index / n, weight: 1, hints: 0 };
  });

describe("the trend of a gap", () => {
  const evidence = [...daily(40), ...daily(20, "traffic")].sort((a, b) => a.at - b.at);
  const lines = trendsOf(gaps, evidence, now);

  it("is what was known at the end of each of eight weeks, the last of them now", () => {
    gaps.forEach((gap, index) => {
      const line = lines[index] ?? [];
      expect(line.map(({ at }) => (now - at) / dayMs)).toEqual([49, 42, 35, 28, 21, 14, 7, 0]);
      for (const { at, ...reading } of line) {
        const then = evidence.filter((each) => each.at <= at);
        expect(reading).toEqual(readingOf(levelOf(observeAll(initial(), then), gap, at)));
      }
    });
  });

  it("has no level before three answers", () => {
    const [, consistency] = lines;
    expect(consistency?.map(({ n }) => n)).toEqual([0, 0, 5, 12, 19, 26, 33, 40]);
    expect(consistency?.map(({ level }) => level !== null)).toEqual([false, false, ...Array(6).fill(true)]);
    const [first] = trendsOf([gaps[1] as GapTarget], daily(2), now);
    expect(first?.every(({ level }) => level === null)).toBe(true);
  });

  it("looks at no answer twice", () => {
    let reads = 0;
    const counting = evidence.map((each) => ({
      ...each,
      get traits() {
        reads++;
        return each.traits;
      },
    }));
    trendsOf(gaps, counting, now, 8);
    const eight = reads;
    reads = 0;
    trendsOf(gaps, counting, now, 1);
    expect(eight).toBe(reads);
  });
});
