import { describe, expect, it } from "vitest";
import { aCatalog, aPreset, aTopic, gapIds, items } from "../../tests/build";
import type { ChainId, StatementId, TopicId } from "../ids";
import { dayMs, hourMs } from "../mastery/constants";
import { initial, levelOf, logitAt, observeAll } from "../mastery/estimate";
import { blueprintOf, evidenceOf } from "../mastery/observe";
import { pathsOf } from "./gap-paths";
import { dayOf } from "./local-day";
import { type PlanPast, planFor } from "./plan";

const now = Date.UTC(2026, 10, 21, 12);
const bank = gapIds.flatMap((gap) => items(20, { gap, topic: `on-${gap}` }));
const topics = gapIds.map((gap) =>
  aTopic({ id: `on-${gap}`, minutes: 8, statements: [`${gap}.1`, `${gap}.2`] as StatementId[] }),
);
const chains = gapIds.map((gap) => ({
  id: `on-${gap}.chain.one` as ChainId,
  topic: `on-${gap}` as TopicId,
  title: gap,
  rungs: [0, 1, 2].map((level) => ({ id: `r${level}`, level: level as 0, ticks: [] })),
}));
const catalog = aCatalog({ items: bank, topics, chains, mocks: [aPreset({ id: "short", minutes: 20 })] });
const { gaps: targets, traits } = blueprintOf(catalog);

/** Six answers on each gap, every other one right. */
const evidence = bank
  .filter((_, index) => index % 20 < 6)
  .flatMap((item, index) => {
    const known = traits.get(item.id);
    const score = { earned: index % 2, possible: 1 };
    const at = now - 10 * dayMs + index * hourMs;
    return (known && evidenceOf(`a${index}`, { score, observations: [], hints: 0 }, known, at)) ?? [];
  });
const past: PlanPast = {
  mastery: observeAll(initial(), evidence),
  memory: new Map(),
  last: new Map(),
  reading: new Map(),
};
const wishes = { from: now, minutesADay: 30, date: dayOf(Math.floor(now / dayMs) + 12) };
const plan = planFor(wishes, past, catalog);
const paths = pathsOf(plan, past, catalog, now, targets);

describe("the path of a gap along a plan", () => {
  it("has a point for now and one for each day, and begins where the gap stands", () => {
    for (const target of targets) {
      const path = paths.get(target.gap) ?? [];
      expect(path.map(({ day }) => day)).toEqual(Array.from({ length: 13 }, (_, day) => day));
      const { mid, lo, hi } = levelOf(past.mastery, target, now);
      expect(path[0]?.mid).toBeCloseTo(mid, 6);
      expect(path[0]?.lo).toBeCloseTo(lo, 6);
      expect(path[0]?.hi).toBeCloseTo(hi, 6);
    }
  });

  it("takes every kind of step, so that the mean of all paths ends where the plan itself expects", () => {
    const kinds = new Set(plan.days.flatMap(({ steps }) => steps.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual(["chain", "items", "mock", "note", "reviews"]);
    const ends = targets.map(({ gap }) => logitAt((paths.get(gap)?.at(-1)?.mid ?? 0) / 100));
    const mean = ends.reduce((sum, x) => sum + x, 0) / ends.length;
    const { lo, hi } = plan.forecast?.later ?? { lo: 0, hi: 0 };
    expect(mean).toBeCloseTo((logitAt(lo / 100) + logitAt(hi / 100)) / 2, 6);
  });

  it("does not rise without study, and grows wider with what nobody knows of growth", () => {
    const idle = planFor({ ...wishes, minutesADay: 0 }, past, catalog);
    for (const { gap } of targets) {
      const still = pathsOf(idle, past, catalog, now, targets).get(gap) ?? [];
      // What is known of a low gap fades toward what is expected of anyone, a few points in a fortnight at most.
      expect(still.at(-1)?.mid).toBeLessThanOrEqual((still[0]?.mid ?? 0) + 3);
    }
    const most = [...paths.values()].sort((a, b) => (b.at(-1)?.mid ?? 0) - (a.at(-1)?.mid ?? 0))[0] ?? [];
    const width = ({ lo, hi }: { lo: number; hi: number }) => logitAt(hi / 100) - logitAt(lo / 100);
    expect(width(most.at(-1) ?? { lo: 1, hi: 1 })).toBeGreaterThan(width(most[0] ?? { lo: 1, hi: 99 }));
  });
});
