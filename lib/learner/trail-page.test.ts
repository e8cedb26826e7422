import { describe, expect, it } from "vitest";
import { aCatalog, aChain, anAnswer, anAnsweredRung, gapIds, items, rungs, wrongResponse } from "../../tests/build";
import type { GapId } from "../ids";
import { dayMs } from "../mastery/constants";
import type { StoredEvent } from "../store/log";
import { gapBoard, ownCalibration } from "./select";
import { foldLearner } from "./state";
import { type TrailPart, trailPage } from "./trail-page";
import { recallOfPlace } from "./why";

const bank = gapIds.flatMap((gap) => items(40, { gap }));
const chain = aChain({ rungs: rungs("consistency.1", "define:0", "explain:1", "break:2") });
const catalog = aCatalog({ items: bank, chains: [chain] });
const start = Date.UTC(2026, 10, 1);
const of = { gap: "consistency" as GapId };
/** Items of consistency. */
const own = bank.slice(40, 80);

const answered = own.map((item, index) => ({
  type: "item-answered",
  body: {
    ...anAnswer(item, index % 3 === 0 ? { response: wrongResponse(item) } : {}).body,
    confidence: ((index % 3) + 1) as 1 | 2 | 3,
    predicted: 0.3 + (index % 6) / 10,
  },
}));
const told = ["define", "explain", "break"].map((rung) => ({
  type: "rung-answered",
  body: anAnsweredRung(rung, { ticks: rung === "break" ? [] : ["says-it", "adds-more"] }).body,
}));
const happened = [...answered.slice(0, 20), ...told, ...answered.slice(20)];
const records: StoredEvent[] = happened.map((event, index) => ({
  ...event,
  id: `e${index}`,
  v: 1,
  at: start + index * 0.4 * dayMs,
  device: "a",
  n: index + 1,
}));
const last = records.at(-1) as StoredEvent;
/** The last item once more, minutes later: a same-day repeat, which the calibration does not count. */
const repeated: StoredEvent = { ...last, id: "again", at: last.at + 60_000, n: last.n + 1 };
const state = foldLearner([...records, repeated], catalog);
const now = last.at + dayMs;
const page = (only?: TrailPart, most = 999) => trailPage(state, catalog, { of, ...(only && { only }), most });
const idsOf = (only: TrailPart) => page(only).rows.map(({ event }) => event.id);

describe("the answers behind a number", () => {
  it("are those to items and to open rungs together, the latest first", () => {
    const { rows, total } = page();
    expect(total).toBe(records.length + 1);
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((a, b) => b - a));
    expect(rows.filter((row) => "chain" in row)).toHaveLength(3);
    expect(page(undefined, 5).rows).toEqual(rows.slice(0, 5));
  });

  it("are as many as the board says, and the repeats that it does not count", () => {
    const n = gapBoard(state, catalog, now).find(({ gap }) => gap === of.gap)?.n;
    expect(page().rows.filter(({ isRepeat }) => !isRepeat)).toHaveLength(n ?? 0);
  });

  it("of one word of certainty are those that the calibration counts, without same-day repeats", () => {
    for (const { confidence, n, answers } of ownCalibration(state).words) {
      expect(new Set(idsOf({ confidence }))).toEqual(new Set(answers));
      expect(n).toBeGreaterThan(10);
    }
    expect(idsOf({ confidence: 1 })).not.toContain("again");
  });

  it("that the model foresaw are all, or those of one bin", () => {
    const { fit, bins } = ownCalibration(state);
    expect(idsOf({ foreseen: "all" })).toHaveLength(fit.n);
    expect(bins.length).toBeGreaterThan(1);
    bins.forEach((bin, index) => {
      expect(new Set(idsOf({ foreseen: index }))).toEqual(new Set(bin.answers));
    });
    expect(idsOf({ foreseen: 99 })).toEqual([]);
  });

  it("are told apart by whether they were chosen, produced or told", () => {
    const telling = recallOfPlace(state, catalog, of);
    for (const which of ["choices", "produced", "rungs"] as const)
      expect(idsOf({ telling: which })).toHaveLength(telling?.[which].n ?? -1);
    expect(telling?.rungs.n).toBe(3);
    const everything = { of: { everything: true }, only: { telling: "rungs" }, most: 9 } as const;
    expect(trailPage(state, catalog, everything).total).toBe(0);
  });
});
