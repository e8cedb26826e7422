import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, anItem, gapIds, items } from "../../tests/build";
import type { GapId, ItemId, TopicId } from "../ids";
import type { AnsweredItem } from "../learner/state";
import { dayMs } from "../mastery/constants";
import { type Evidence, initial, observeAll } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Item } from "../quiz/catalog";
import { remember } from "./fsrs";
import { minutesOf, type Past, pick, pickReviews } from "./pick";
import { reviewQueue } from "./review";

const now = Date.UTC(2026, 10, 21);
const levels = [1, 2, 3, 4, 5] as const;
/** Two topics and a gap's own items for each gap, of every difficulty. */
const bank: Item[] = gapIds.flatMap((gap) =>
  levels.flatMap((difficulty) => [
    ...[1, 2].map((topic) =>
      anItem({ id: `${gap}-${topic}.d${difficulty}`, topic: `${gap}-${topic}`, statements: [`${gap}.1`], difficulty }),
    ),
    anItem({ id: `${gap}.d${difficulty}`, topic: null, statements: [`${gap}.2`], difficulty }),
  ]),
);
const catalog = aCatalog({ items: bank });
const itemOf = (id: ItemId) => bank.find((item) => item.id === id);
const unseen: Past = { mastery: initial(), last: new Map() };
const two = { gaps: ["traffic", "messaging"] as GapId[] };
const last = (id: string, daysAgo: number, share: number): Past => ({
  mastery: initial(),
  last: new Map([[id as ItemId, { answer: "an-answer", at: now - daysAgo * dayMs, share }]]),
});

describe("the next items", () => {
  it("are the same for the same arguments, and differ by seed", () => {
    const ids = (seed: number) => pick(two, unseen, catalog, now, seed, 8).map(({ item }) => item);
    expect(ids(1)).toEqual(ids(1));
    expect(new Set([1, 2, 3, 4].map((seed) => ids(seed).join())).size).toBeGreaterThan(1);
  });

  it("come from the scope, each once, from its gaps in turns and from no topic twice in a row", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 16 }), (seed, count) => {
        const picked = pick(two, unseen, catalog, now, seed, count).flatMap(({ item }) => itemOf(item) ?? []);
        expect(new Set(picked).size).toBe(count);
        const gaps = picked.map(({ statements }) => statements[0]?.split(".")[0]);
        const served = two.gaps.map((gap) => gaps.filter((each) => each === gap).length);
        expect(Math.abs((served[0] ?? 0) - (served[1] ?? 0))).toBeLessThanOrEqual(1);
        picked.forEach(({ topic }, index) => {
          if (topic !== null) expect(topic).not.toBe(picked[index + 1]?.topic);
        });
      }),
    );
  });

  it("are mostly such as will probably succeed, and every fifth explores", () => {
    const picked = pick(two, unseen, catalog, now, 3, 10);
    expect(picked.map(({ why }) => why === "exploration")).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => n % 5 === 4),
    );
    for (const { p, why } of picked.slice(0, 4)) {
      expect(why).toBe("practice");
      expect(p).toBeGreaterThan(0.65);
      expect(p).toBeLessThan(0.85);
    }
  });

  it("of one gap change topics too, while there is another", () => {
    for (let seed = 0; seed < 20; seed++) {
      const topics = pick({ gaps: ["traffic" as GapId] }, unseen, catalog, now, seed, 8).map(
        ({ item }) => itemOf(item)?.topic,
      );
      topics.forEach((topic, index) => {
        if (topic !== null) expect(topic).not.toBe(topics[index + 1]);
      });
    }
  });

  it("explore where an answer tells most: before any answer, what is hard and open, never what is sure to be right", () => {
    const explored = [1, 2, 3, 4].flatMap((seed) =>
      pick(two, unseen, catalog, now, seed, 10).filter(({ why }) => why === "exploration"),
    );
    expect(explored).toHaveLength(8);
    const hardness = explored.map(({ item }) => itemOf(item)?.difficulty ?? 0);
    expect(Math.min(...hardness)).toBeGreaterThanOrEqual(3);
    expect(hardness.reduce<number>((sum, each) => sum + each, 0) / hardness.length).toBeGreaterThanOrEqual(4);
    for (const { p } of explored) expect(p).toBeLessThan(0.8);
  });

  it("come more often from the gap that needs them more", () => {
    const traits = blueprintOf(catalog).traits;
    const evidence = bank
      .filter(({ statements, difficulty }) => statements[0]?.startsWith("traffic") && difficulty > 1)
      .map((item, index): Evidence => {
        const known = traits.get(item.id) ?? expect.unreachable();
        return { answer: item.id, traits: known, at: now - 1000 + index, score: 1, weight: 4, hints: 0 };
      });
    const past: Past = { mastery: observeAll(initial(), evidence), last: new Map() };
    const picked = pick(two, past, catalog, now, 1, 9).map(({ item }) => itemOf(item)?.statements[0]?.split(".")[0]);
    const served = (gap: string) => picked.filter((each) => each === gap).length;
    expect(served("messaging")).toBeGreaterThan(served("traffic"));
    expect(served("traffic")).toBeGreaterThan(0);
  });

  it("leave an item alone that came four times in sixty days, wrong as it was", () => {
    const worn = (times: number, daysAgo: number): Past => ({
      ...last("traffic-1.d3", daysAgo, 0),
      byItem: new Map([
        [
          "traffic-1.d3" as ItemId,
          Array.from({ length: times }, () => ({ at: now - daysAgo * dayMs }) as AnsweredItem),
        ],
      ]),
    });
    const isPicked = (past: Past) =>
      pick({ topic: "traffic-1" as TopicId }, past, catalog, now, 1, 5).some(({ item }) => item === "traffic-1.d3");
    expect(isPicked(worn(4, 5))).toBe(false);
    expect(isPicked(worn(3, 5))).toBe(true);
    expect(isPicked(worn(4, 61))).toBe(true);
  });

  it("of one topic are all of that topic", () => {
    const picked = pick({ topic: "traffic-1" as TopicId }, unseen, catalog, now, 1, 20);
    expect(picked.map(({ item }) => itemOf(item)?.topic)).toEqual(Array(5).fill("traffic-1"));
  });

  it("do not repeat an item within 14 days, unless it was wrong", () => {
    const isPicked = (past: Past) =>
      pick({ topic: "traffic-1" as TopicId }, past, catalog, now, 1, 5).some(({ item }) => item === "traffic-1.d3");
    expect(isPicked(last("traffic-1.d3", 13, 1))).toBe(false);
    expect(isPicked(last("traffic-1.d3", 15, 1))).toBe(true);
    expect(isPicked(last("traffic-1.d3", 1, 0))).toBe(true);
  });

  it("never hold two items of which one gives the other away", () => {
    const [one, other, third] = items(3, { gap: "traffic" }) as [Item, Item, Item];
    const bound = aCatalog({ items: [one, { ...other, enemies: [one.id] }, third] });
    for (let seed = 0; seed < 20; seed++) {
      const ids = pick({ gaps: ["traffic" as GapId] }, unseen, bound, now, seed, 3).map(({ item }) => item);
      expect(ids).toHaveLength(2);
      expect(ids.includes(one.id) && ids.includes(other.id)).toBe(false);
      const beside = pick({ gaps: ["traffic" as GapId] }, unseen, bound, now, seed, 3, [one.id]);
      expect(beside.map(({ item }) => item)).toEqual([third.id]);
    }
  });

  it("are none where the scope has none", () => {
    expect(pick({ gaps: [] }, unseen, catalog, now, 1, 5)).toEqual([]);
    expect(pick({ topic: "no-such" as TopicId }, unseen, catalog, now, 1, 5)).toEqual([]);
  });
});

describe("due reviews", () => {
  /** So many items that were answered once, well, so long ago. */
  const reviewed = (ids: readonly string[], daysAgo: number): Past => ({
    mastery: initial(),
    last: new Map(
      ids.map((id) => [id as ItemId, { answer: "an-answer", at: now - daysAgo * dayMs, share: 1 }] as const),
    ),
    memory: new Map(
      ids.map((id) => [id as ItemId, remember(undefined, { at: now - daysAgo * dayMs, grade: 3 })] as const),
    ),
  });
  const ofTraffic = bank.filter(({ statements }) => statements[0]?.startsWith("traffic")).map(({ id }) => id);

  it("are woven in, at most two in five, and rest no longer than they are due", () => {
    const picked = pick(two, reviewed(ofTraffic, 13), catalog, now, 1, 10);
    expect(picked.map(({ why }) => why === "review")).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => n % 5 === 1 || n % 5 === 3),
    );
    const reviews = picked.filter(({ why }) => why === "review");
    expect(reviews.every(({ item }) => ofTraffic.includes(item))).toBe(true);
    expect(new Set(picked.map(({ item }) => item)).size).toBe(10);
  });

  it("are none when none is due, or none is wanted", () => {
    const whys = (past: Past, reviews?: number) =>
      pick(two, past, catalog, now, 1, 10, [], reviews).map(({ why }) => why);
    expect(whys(reviewed(ofTraffic, 1))).not.toContain("review");
    expect(whys(reviewed(ofTraffic, 13), 0)).not.toContain("review");
    expect(whys(reviewed(ofTraffic, 13), 1).filter((why) => why === "review")).toHaveLength(1);
  });

  it("alone come by their value, no two of which one gives the other away", () => {
    const [one, other, third] = items(3, { gap: "traffic" }) as [Item, Item, Item];
    const bound = aCatalog({ items: [one, { ...other, enemies: [one.id] }, third] });
    const past = reviewed([one.id, other.id, third.id], 20);
    const reviews = pickReviews(past, bound, now, 5).map(({ item }) => item);
    expect(reviews).toHaveLength(2);
    expect(reviews.includes(one.id) && reviews.includes(other.id)).toBe(false);
    expect(pickReviews(past, bound, now, 1)).toHaveLength(1);
    expect(pickReviews(reviewed([one.id], 1), bound, now, 5)).toEqual([]);
    const { memory } = past;
    const queue = reviewQueue({ mastery: past.mastery, memory: memory ?? expect.unreachable() }, bound, now);
    expect(reviews[0]).toBe(queue[0]?.item);
  });
});

it("takes the minutes from the seconds of the items, rounded up", () => {
  const timed = aCatalog({ items: [anItem({ id: "a.a", seconds: 75 }), anItem({ id: "a.b", seconds: 50 })] });
  expect(minutesOf(["a.a", "a.b"] as ItemId[], timed)).toBe(3);
  expect(minutesOf([], timed)).toBe(0);
});
