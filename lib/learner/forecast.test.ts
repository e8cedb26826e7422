import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, gapIds, items, wrongResponse } from "../../tests/build";
import { dayMs } from "../mastery/constants";
import type { StoredEvent } from "../store/log";
import { gapForecast } from "./forecast";
import { gapBoard } from "./select";
import { foldLearner } from "./state";

const bank = gapIds.flatMap((gap) => items(12, { gap }));
const catalog = aCatalog({ items: bank });
const now = Date.UTC(2026, 10, 21, 12);

/** So many answers on each of the first three gaps, more of them wrong on the second; and these settings. */
function stateOf(answers: number, settings: Record<string, string | number>) {
  const asked = [0, 1, 2].flatMap((gap) => bank.slice(12 * gap, 12 * gap + answers).map((item) => ({ item, gap })));
  const told = asked.map(({ item, gap }, index) => ({
    type: "item-answered",
    body: anAnswer(item, index % (gap === 1 ? 2 : 4) === 0 ? { response: wrongResponse(item) } : {}).body,
  }));
  const set = Object.entries(settings).map(([key, value]) => ({ type: "setting-set", body: { key, value } }));
  return foldLearner(
    [...told, ...set].map((event, index): StoredEvent => {
      const at = now - 9 * dayMs + index * 3_600_000;
      return { ...event, id: `e${index}`, v: 1, at, device: "a", n: index + 1 };
    }),
    catalog,
  );
}
const dated = { "interview.date": "2026-12-03", "interview.minutes": 25 };
const ask = (state: ReturnType<typeof stateOf>, minutes?: number) =>
  gapForecast(state, catalog, now, { east: 0, ...(minutes !== undefined && { minutes }) });

describe("a forecast", () => {
  it("is none without a date, with one that has passed, or with one that is no day", () => {
    expect(ask(stateOf(6, {}))).toBeNull();
    expect(ask(stateOf(6, { "interview.date": "2026-11-01" }))).toBeNull();
    expect(ask(stateOf(6, { "interview.date": "soon" }))).toBeNull();
  });

  it("draws the two weakest gaps, from where their bars stand to the day", () => {
    const state = stateOf(6, dated);
    const forecast = ask(state);
    expect(forecast).toMatchObject({ horizon: 12, minutes: 25, settled: 25, beyond: 0 });
    expect(forecast?.gaps.map(({ gap }) => gap)).toContain(gapIds[1]);
    expect(forecast?.gaps).toHaveLength(2);
    const board = new Map(gapBoard(state, catalog, now).map((row) => [row.gap, row]));
    for (const { gap, n, path } of forecast?.gaps ?? []) {
      expect(path.at(-1)?.day).toBe(12);
      expect(path[0]?.mid).toBeCloseTo(board.get(gap)?.level?.mid ?? 0, 6);
      expect(n).toBe(board.get(gap)?.n);
    }
  });

  it("leaves out gaps without an interval", () => {
    expect(ask(stateOf(2, dated))?.gaps).toEqual([]);
  });

  it("takes other minutes on trial without changing those that are settled", () => {
    const state = stateOf(6, dated);
    const more = ask(state, 60);
    expect(more).toMatchObject({ minutes: 60, settled: 25 });
    const end = (forecast: typeof more) => forecast?.gaps.map(({ path }) => path.at(-1)?.mid ?? 0) ?? [];
    expect(Math.max(...end(more))).toBeGreaterThan(Math.max(...end(ask(state, 0))));
  });
});
