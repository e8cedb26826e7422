import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, gapIds, items, wrongResponse } from "../../tests/build";
import type { GapId, ItemId } from "../ids";
import type { Item } from "../quiz/catalog";
import { mostDue } from "../schedule/review";
import type { StoredEvent } from "../store/log";
import { dayPlan } from "./day-plan";
import { daySet } from "./day-set";
import { foldLearner, type LearnerState } from "./state";

const dayMs = 24 * 3_600_000;
const now = Date.UTC(2026, 10, 21, 4);
const east = 480;
const bank = gapIds.flatMap((gap) => items(14, { gap, topic: `topic-${gap}` }));
const catalog = aCatalog({ items: bank });
const of = (gap: string): Item[] => bank.filter(({ statements }) => statements[0]?.startsWith(`${gap}.`));

let n = 0;
const answer = (item: Item, isRight: boolean, at: number): StoredEvent => {
  n++;
  return { ...anAnswer(item, { at, n, seed: n, ...(!isRight && { response: wrongResponse(item, n) }) }), id: `a${n}` };
};
const setting = (key: string, value: string | number): StoredEvent => {
  n++;
  return { id: `s${n}`, v: 1, type: "setting-set", at: now - 1, device: "d", n, body: { key, value } };
};
const disputed = (gap: string): StoredEvent => {
  n++;
  return { id: `d${n}`, v: 1, type: "gap-disputed", at: now - 1, device: "d", n, body: { gap } };
};

/** Consistency and messaging mostly wrong, the rest mostly right, all twenty days ago; traffic untouched. */
const history = gapIds
  .filter((gap) => gap !== "traffic")
  .flatMap((gap) =>
    of(gap)
      .slice(0, 5)
      .map((item, index) =>
        answer(item, gap === "consistency" || gap === "messaging" ? index === 0 : true, now - 20 * dayMs + n * 60_000),
      ),
  );
const stateOf = (...more: StoredEvent[]): LearnerState => foldLearner([...history, ...more], catalog);
const set = (state: LearnerState) => daySet(state, catalog, now, east);
const parts = (state: LearnerState) => (set(state)?.parts ?? []).map((part) => part.of);

describe("the set for now", () => {
  it("is due reviews, the weakest two gaps and one untested place, each question once", () => {
    const found = set(stateOf());
    expect(parts(stateOf())).toEqual(["due", "weakest", "untested"]);
    const [due, weakest, untested] = found?.parts ?? [];
    expect(new Set(weakest?.gaps)).toEqual(new Set(["consistency", "messaging"]));
    expect(untested?.gaps).toEqual(["traffic"]);
    expect(new Set(found?.items).size).toBe(found?.items.length);
    expect(found?.items).toHaveLength((due?.items.length ?? 0) + (weakest?.items.length ?? 0) + 1);
  });

  it("probes a gap that the learner disputes before one that is untested", () => {
    const [probe] = (set(stateOf(disputed("resilience")))?.parts ?? []).filter(({ of: what }) => what === "disputed");
    expect(probe?.gaps).toEqual(["resilience"]);
    expect(parts(stateOf())).not.toContain("disputed");
  });

  it("keeps within the minutes of a day, and its reviews within two in five of the questions", () => {
    for (const minutes of [10, 20, 45]) {
      const found = set(stateOf(setting("interview.minutes", minutes)));
      expect(found?.minutes).toBeLessThanOrEqual(Math.max(10, 0.6 * minutes));
      const due = found?.parts.find((part) => part.of === "due")?.items.length ?? 0;
      expect(due).toBeLessThanOrEqual(Math.max(1, mostDue(found?.items.length ?? 0)));
    }
    const [short, long] = [10, 45].map((minutes) => set(stateOf(setting("interview.minutes", minutes)))?.items.length);
    expect(short).toBeLessThan(long ?? 0);
  });

  it("holds nothing new in the last two days before an interview", () => {
    const state = stateOf(setting("interview.date", "2026-11-22"));
    const asked = set(state)?.items ?? [];
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((item) => !state.last.has(item))).toEqual([]);
    // The control: on any other day something is new.
    expect(set(stateOf())?.items.some((item) => !state.last.has(item))).toBe(true);
  });

  it("is nothing before the first answer", () => {
    expect(set(foldLearner([setting("interview.minutes", 30)], catalog))).toBeNull();
  });

  it("is offered on a day away as well, and when the minutes of the day are used", () => {
    expect(set(stateOf(setting("interview.away", "2026-11-21")))?.items.length).toBeGreaterThan(0);
    const spent = of("scheduling")
      .slice(5, 9)
      .map((item) => answer(item, true, now - 600_000));
    const long = spent.map((event) => ({ ...event, body: { ...(event.body as object), elapsedMs: 600_000 } }));
    const state = stateOf(...long);
    expect(dayPlan(state, catalog, now, east).spent).toBe(40);
    expect(set(state)?.items.length).toBeGreaterThan(0);
  });
});

describe("the plan of the day", () => {
  const plan = (state: LearnerState) => dayPlan(state, catalog, now, east);

  it("holds beside the set only what the set does not, within the minutes of the day", () => {
    const state = stateOf(setting("interview.minutes", 60));
    const { set: asked, steps } = plan(state);
    const inSet = new Set<ItemId>(asked?.items);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps.flatMap((step) => ("items" in step ? step.items : [])).filter((item) => inSet.has(item))).toEqual([]);
    expect(steps.reduce((sum, { minutes }) => sum + minutes, asked?.minutes ?? 0)).toBeLessThanOrEqual(60);
  });

  it("draws the days of the plan, two weeks at most, and the first with the set", () => {
    const { load, set: asked, steps } = plan(stateOf());
    expect(load).toHaveLength(14);
    expect(load[0]?.day).toBe("2026-11-21");
    const inSteps = steps.reduce((sum, step) => sum + ("items" in step ? step.items.length : 0), 0);
    expect((load[0]?.reviews ?? 0) + (load[0]?.fresh ?? 0)).toBe((asked?.items.length ?? 0) + inSteps);
    expect(plan(stateOf(setting("interview.date", "2026-11-28"))).load).toHaveLength(7);
  });

  it("tells of a later day what it holds and not which questions: they change before it comes", () => {
    const { later } = plan(stateOf());
    expect(later).toHaveLength(13);
    expect(later.flatMap(({ steps }) => steps).filter((step) => "items" in step)).toEqual([]);
    expect(later.some(({ steps }) => steps.some(({ count }) => count > 0))).toBe(true);
  });

  it("has a most telling question, with the seed under which its address asks it", () => {
    const { telling } = plan(stateOf(disputed("resilience")));
    expect(telling).toMatchObject({ gap: "resilience" as GapId, why: "disputed" });
    expect(bank.find(({ id }) => id === telling?.item)?.statements[0]).toMatch(/^resilience\./);
  });

  it("counts a date that has passed as none, and says so", () => {
    const past = plan(stateOf(setting("interview.date", "2026-11-18")));
    expect(past).toMatchObject({ mode: "past", horizon: null });
    expect(past.wishes.date).toBe("2026-11-18");
  });
});
