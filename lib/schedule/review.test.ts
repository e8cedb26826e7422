import { describe, expect, it } from "vitest";
import { aCatalog, anItem, gapIds } from "../../tests/build";
import type { GapId, ItemId } from "../ids";
import { dayMs, hourMs } from "../mastery/constants";
import { initial, observeAll } from "../mastery/estimate";
import { blueprintOf, evidenceOf } from "../mastery/observe";
import { dueAt, type Grade, type Memory, remember } from "./fsrs";
import { gapNeeds, loadAhead, mostDue, type Remembered, reviewQueue } from "./review";

const now = Date.UTC(2026, 10, 21, 12);
const bank = gapIds.flatMap((gap) =>
  [1, 2, 3, 4, 5, 6].map((n) => anItem({ id: `on-${gap}.i${n}`, topic: `on-${gap}`, statements: [`${gap}.1`] })),
);
const catalog = aCatalog({ items: bank });

const reviewed = (daysAgo: number, grade: Grade = 3): Memory =>
  remember(undefined, { at: now - daysAgo * dayMs, grade });
const aPast = (memory: Record<string, Memory>, rest: Partial<Remembered> = {}): Remembered => ({
  mastery: initial(),
  memory: new Map(Object.entries(memory) as [ItemId, Memory][]),
  ...rest,
});
/** Somebody who got all of one gap wrong and all of another right. */
const mastery = observeAll(
  initial(),
  bank.flatMap(({ id, topic }, index) => {
    const traits = blueprintOf(catalog).traits.get(id);
    const earned = topic === "on-traffic" ? 0 : 1;
    if (!traits || (topic !== "on-traffic" && topic !== "on-messaging")) return [];
    const body = { score: { earned, possible: 1 }, observations: [], hints: 0 };
    return evidenceOf(`answer-${index}`, body, traits, now - 5 * dayMs + index * hourMs) ?? [];
  }),
);

describe("what a gap counts", () => {
  it("is most for one that is low, and little for one that is put aside", () => {
    const needs = gapNeeds({ mastery }, catalog, now);
    const need = (gap: string) => needs.get(gap as GapId) ?? Number.NaN;
    expect(need("traffic")).toBeGreaterThan(need("scheduling"));
    expect(need("scheduling")).toBeGreaterThan(need("messaging"));
    for (const each of needs.values()) expect(each).toBeGreaterThanOrEqual(0.2);
    for (const each of needs.values()) expect(each).toBeLessThanOrEqual(1);
    const snoozed = new Map([["traffic" as GapId, { at: now, until: now + dayMs }]]);
    expect(gapNeeds({ mastery, snoozed }, catalog, now).get("traffic" as GapId)).toBe(0.2);
    expect(gapNeeds({ mastery, snoozed }, catalog, now + 2 * dayMs).get("traffic" as GapId)).toBeGreaterThan(0.5);
  });
});

describe("the review queue", () => {
  it("values an item by P(wrong), what its gap counts, and how soon it is due", () => {
    const queue = reviewQueue(
      aPast(
        { "on-traffic.i1": reviewed(9), "on-traffic.i2": reviewed(1), "on-messaging.i1": reviewed(9) },
        { mastery },
      ),
      catalog,
      now,
    );
    expect(queue.map(({ value }) => value)).toEqual(queue.map(({ value }) => value).sort((a, b) => b - a));
    const place = (item: string) => queue.findIndex((each) => each.item === item);
    expect(queue.map(({ isDue }) => isDue).filter(Boolean)).toHaveLength(2);
    expect(place("on-traffic.i1")).toBe(0);
    expect(queue[place("on-traffic.i2")]?.isDue).toBe(false);
    expect(queue[place("on-traffic.i1")]?.weight).toBeGreaterThan(queue[place("on-messaging.i1")]?.weight ?? 1);
    for (const { value, wrong, weight, dueAt: due } of queue)
      expect(value).toBeCloseTo(wrong * weight * Math.exp(-Math.max(0, due - now) / dayMs / 3), 12);
  });

  it("holds nothing that was reviewed today, and nothing that the catalog no longer has", () => {
    const past = aPast({ "on-traffic.i1": reviewed(0.6), "gone.i1": reviewed(9), "on-traffic.i2": reviewed(0.7) });
    expect(reviewQueue(past, catalog, now).map(({ item }) => item)).toEqual(["on-traffic.i2"]);
    expect(reviewQueue(aPast({}), catalog, now)).toEqual([]);
  });

  it("lets due items be at most two fifths of a session", () => {
    expect([0, 1, 2, 3, 5, 8, 10].map(mostDue)).toEqual([0, 0, 0, 1, 2, 3, 4]);
  });
});

describe("the load of the days to come", () => {
  const past = aPast({
    "on-traffic.i1": reviewed(30),
    "on-traffic.i2": reviewed(3),
    "on-traffic.i3": reviewed(0.1, 3),
    "on-traffic.i4": reviewed(0.1, 4),
    "on-traffic.i5": reviewed(0.2, 3),
  });

  it("counts each item on the day it falls due, and all that waits today", () => {
    const load = loadAhead(past, now, 14);
    expect(load).toHaveLength(14);
    expect(load.filter(({ due }) => due > 0)).toEqual([
      { day: "2026-11-21", due: 2, isAway: false },
      { day: "2026-11-24", due: 2, isAway: false },
      { day: "2026-11-29", due: 1, isAway: false },
    ]);
    expect(loadAhead(past, now, 3).reduce((sum, { due }) => sum + due, 0)).toBe(2);
  });

  it("goes by the learner's calendar", () => {
    const memory = past.memory.get("on-traffic.i4" as ItemId) as Memory;
    const place = (east: number) => loadAhead(past, now, 14, east).findLast(({ due }) => due > 0)?.day;
    expect(new Date(dueAt(memory)).toISOString().slice(0, 13)).toBe("2026-11-29T09");
    expect([place(480), place(900), place(-660)]).toEqual(["2026-11-29", "2026-11-30", "2026-11-28"]);
  });

  it("puts nothing on days away and spreads it over as many days after them", () => {
    const load = loadAhead(past, now, 14, 0, "2026-11-23/2026-11-25");
    expect(load.filter(({ isAway }) => isAway).map(({ due }) => due)).toEqual([0, 0, 0]);
    expect(load.filter(({ due }) => due > 0).map(({ day, due }) => [day, due])).toEqual([
      ["2026-11-21", 2],
      ["2026-11-26", 1],
      ["2026-11-27", 1],
      ["2026-11-29", 1],
    ]);
  });

  it("loses nothing to a holiday that ends within the list", () => {
    const sum = (away: string) => loadAhead(past, now, 28, 0, away).reduce((total, { due }) => total + due, 0);
    expect(sum("")).toBe(5);
    expect(sum("2026-11-21/2026-11-24,2026-11-26,2026-11-29/2026-12-02")).toBe(5);
  });
});
