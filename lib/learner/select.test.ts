import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, anItem, aTopic, gapIds, items, wrongResponse } from "../../tests/build";
import type { GapId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import { dayMs } from "../mastery/constants";
import type { Item } from "../quiz/catalog";
import type { StoredEvent } from "../store/log";
import type { Confidence } from "./events";
import {
  answerTrail,
  continueReading,
  gapBoard,
  gapsWorthClosing,
  misconceptionCounts,
  ownCalibration,
  predictionFor,
  recentWrong,
  sureButWrong,
  topicLevel,
  weakestGaps,
  wrongBetween,
} from "./select";
import { foldLearner } from "./state";

const start = Date.UTC(2026, 10, 1);
const kinds = ["single-choice", "ordering", "matching"] as const;
const bank = gapIds.flatMap((gap) =>
  kinds.flatMap((kind) => items(8, { gap, kind, topic: `${kind}-${gap}` }).map((item) => ({ ...item, seconds: 40 }))),
);
const catalog = aCatalog({
  items: bank,
  misconceptions: Object.fromEntries(
    ["idea-b", "idea-c", "idea-b-first"].map((id) => [
      id as MisconceptionId,
      { text: `text of ${id}`, statement: "consistency.1" as StatementId },
    ]),
  ),
});
const of = (gap: string) => bank.filter(({ statements }) => statements[0]?.startsWith(`${gap}.`));

type Given = { right?: boolean; at?: number; confidence?: Confidence; predicted?: number };
/** Answers to these items, one a minute unless a time is given, in one log. */
function stateOf(...answers: [Item, Given?][]) {
  const log = answers.map(([item, { right = true, at, ...given } = {}], index): StoredEvent => {
    const response = right ? {} : { response: wrongResponse(item) };
    return anAnswer(item, { ...given, ...response, at: at ?? start + index * 60_000, n: index + 1 });
  });
  return foldLearner(log, catalog);
}
const answersTo = (gap: string, right: boolean, n: number): [Item, Given][] =>
  of(gap)
    .slice(0, n)
    .map((item) => [item, { right }]);
const now = start + dayMs;
const weakOne = stateOf(
  ...answersTo("consistency", false, 20),
  ...gapIds.slice(2).flatMap((gap) => answersTo(gap, true, 14)),
);

describe("the gap board", () => {
  it("has a row for each gap in the order of the list, also before any answer", () => {
    const rows = gapBoard(foldLearner([], catalog), catalog, now);
    expect(rows.map(({ number, gap }) => [number, gap])).toEqual(gapIds.map((gap, index) => [index + 1, gap]));
    for (const row of rows) {
      expect(row).toMatchObject({ state: "untested", level: null, band: null, movers: [], toDecide: null });
      expect(row.action).toMatchObject({ kind: "diagnose", minutes: 4 });
      expect(row.action.items).toHaveLength(6);
      expect(row.judgement).toContain(row.gap);
    }
  });

  it("finds the weak gap, says which two answers moved it most, and what to do", () => {
    const row = gapBoard(weakOne, catalog, now)[1];
    expect(row).toMatchObject({ gap: "consistency", state: "weak", n: 20, toDecide: 0 });
    const own = new Set(
      weakOne.answers.filter(({ body }) => of("consistency").some(({ id }) => id === body.item)).map((e) => e.id),
    );
    expect(row?.movers.map(({ answer, weight }) => own.has(answer) && weight < 0)).toEqual([true, true]);
    expect(row?.action.kind).toBe("practise");
    expect(row?.action.items).toHaveLength(8);
    expect(row?.action.minutes).toBe(Math.ceil((8 * 40) / 60));
    expect(row?.misconceptions.map(({ id }) => id)).toContain("idea-b");
  });

  it("leaves an untested gap untested beside a weak one", () => {
    expect(gapBoard(weakOne, catalog, now)[0]).toMatchObject({ gap: "traffic", state: "untested", level: null });
  });

  it("is the same every time it is asked", () => {
    expect(gapBoard(weakOne, catalog, now)).toEqual(gapBoard(weakOne, catalog, now));
  });
});

describe("the weakest gaps", () => {
  it("are tested ones, the weakest first", () => {
    const [first, ...rest] = weakestGaps(weakOne, catalog, now, 7);
    expect(first?.gap).toBe("consistency");
    expect(rest).toHaveLength(5);
    expect(weakestGaps(foldLearner([], catalog), catalog, now, 3)).toEqual([]);
  });

  it("leave out what is put aside, until then", () => {
    const body = { gap: "consistency", until: now + dayMs, reason: "later" };
    const log = [...weakOne.source.order.placed.map(({ stored }) => stored)];
    const snoozed = foldLearner(
      [...log, { id: "a-snooze", v: 1, type: "gap-snoozed", at: now, device: "a-device", n: 9999, body }],
      catalog,
    );
    expect(weakestGaps(snoozed, catalog, now, 1)[0]?.gap).not.toBe("consistency");
    expect(weakestGaps(snoozed, catalog, now + 2 * dayMs, 1)[0]?.gap).toBe("consistency");
    expect(gapsWorthClosing(gapBoard(snoozed, catalog, now), 7)).toHaveLength(6);
    expect(gapBoard(snoozed, catalog, now)[1]?.snoozed?.reason).toBe("later");
    expect(gapsWorthClosing(gapBoard(snoozed, catalog, now + 2 * dayMs), 7)).toHaveLength(7);
  });

  it("come before untested ones among those worth closing", () => {
    const rows = gapsWorthClosing(gapBoard(weakOne, catalog, now), 2);
    expect(rows.map(({ state }) => state)).toEqual(["weak", "untested"]);
  });
});

describe("the answers behind a number", () => {
  const [item] = of("consistency") as [Item];
  const state = stateOf(
    [item, { right: false }],
    [item, { right: true, at: start + 3_600_000 }],
    [of("traffic")[0] ?? item],
  );

  it("come latest first, with what they moved, and same-day repeats are marked", () => {
    const { rows, replayed, left } = answerTrail(state, catalog, { gap: "consistency" as GapId });
    expect(rows.map(({ share, isRepeat }) => [share, isRepeat])).toEqual([
      [1, true],
      [0, false],
    ]);
    expect(rows[1]?.weight).toBeLessThan(0);
    expect([replayed, left]).toEqual(["all", 0]);
  });

  it("can be asked for a topic, a statement and everything", () => {
    const count = (asked: Parameters<typeof answerTrail>[2]) => answerTrail(state, catalog, asked).rows.length;
    expect(count({ topic: item.topic as TopicId })).toBe(2);
    expect(count({ statement: item.statements[0] as StatementId })).toBe(2);
    expect(count({ everything: true })).toBe(3);
    expect(count({ gap: "no-such" as GapId })).toBe(0);
  });
});

describe("a topic", () => {
  it("has its own level from three answers on", () => {
    const topic = "single-choice-consistency" as TopicId;
    expect(topicLevel(stateOf(...answersTo("consistency", true, 2)), catalog, topic, now)).toMatchObject({
      n: 2,
      level: null,
    });
    expect(topicLevel(weakOne, catalog, topic, now)).toMatchObject({ n: 8, mayNumber: false });
    const mid = (id: string) => topicLevel(weakOne, catalog, id as TopicId, now)?.level?.mid ?? Number.NaN;
    expect(mid("single-choice-consistency")).toBeLessThan(mid("single-choice-messaging") - 20);
    expect(topicLevel(weakOne, catalog, "no-such" as TopicId, now)).toBeUndefined();
  });
});

describe("wrong answers", () => {
  const [a, b, c] = of("consistency") as [Item, Item, Item];
  const state = stateOf(
    [a, { right: false, at: start, confidence: 3 }],
    [b, { right: false, at: start + dayMs, confidence: 3 }],
    [c, { right: false, at: start + 2 * dayMs, confidence: 1 }],
    [a, { right: true, at: start + 3 * dayMs, confidence: 3 }],
  );

  it("are items whose last answer was wrong, the latest first", () => {
    expect(recentWrong(state, start + 4 * dayMs).map(({ item }) => item)).toEqual([c.id, b.id]);
    expect(recentWrong(state, start + 20 * dayMs)).toEqual([]);
    expect(wrongBetween(state, start + dayMs, start + 2 * dayMs).map(({ item }) => item)).toEqual([b.id]);
  });

  it("that were sure stand on their own, with what was mended since", () => {
    const rows = sureButWrong(state).map(({ event, isMended, misconceptions }) => [
      event.body.item,
      isMended,
      misconceptions,
    ]);
    expect(rows).toEqual([
      [b.id, false, ["idea-b"]],
      [a.id, true, ["idea-b"]],
    ]);
  });

  it("count the misconceptions they gave away, recent and older", () => {
    const rows = misconceptionCounts(state, catalog, start + 15.5 * dayMs);
    expect(rows).toMatchObject([{ id: "idea-b", text: "text of idea-b", recent: 1, older: 2 }]);
    expect(misconceptionCounts(state, { ...catalog, misconceptions: {} }, now)).toEqual([]);
  });
});

describe("calibration on one's own history", () => {
  const answersOf = (n: number): [Item, Given][] =>
    bank.slice(0, n).map((item, index) => [item, { predicted: 0.9, right: index % 2 === 0, confidence: 3 }]);

  it("says how many predictions are missing below thirty, same-day repeats not counted", () => {
    const once = stateOf(...answersOf(29));
    const twice = stateOf(...answersOf(29), ...answersOf(29));
    expect(ownCalibration(once).fit).toEqual({ say: "too-few", n: 29, missing: 1 });
    expect(ownCalibration(twice).fit).toEqual({ say: "too-few", n: 29, missing: 1 });
  });

  it("finds a model that expects too much, and names the answers behind it", () => {
    const state = stateOf(...answersOf(40));
    const { fit, bins, words } = ownCalibration(state);
    expect(fit).toMatchObject({ say: "too-hopeful", n: 40 });
    expect(bins.flatMap((bin) => bin.answers).sort()).toEqual(state.answers.map(({ id }) => id).sort());
    expect(words[2]).toMatchObject({ say: "too-sure", n: 40, right: 20 });
  });

  it("holds a prediction to the marks after hints, and a word to the marks", () => {
    const log = bank.slice(0, 30).map((each, index) => {
      const answer = anAnswer(each, { predicted: 0.5, confidence: 3, at: start + index, n: index + 1, hints: 2 });
      return answer as StoredEvent;
    });
    const { fit, words } = ownCalibration(foldLearner(log, catalog));
    expect(fit).toMatchObject({ say: "fits", share: 0.5 });
    expect(words[2]).toMatchObject({ n: 30, right: 30 });
  });
});

describe("reading", () => {
  const headings = ["one", "two", "three", "four"].map((id) => ({ id: id as HeadingId, text: id, depth: 2 as const }));
  const shelf = aCatalog({
    items: [anItem()],
    topics: [aTopic({ id: "a", minutes: 10, headings }), aTopic({ id: "b", headings })],
  });
  const read = (topic: string, heading: string, n: number): StoredEvent => ({
    id: `read ${n}`,
    v: 1,
    type: "topic-read",
    at: start + n,
    device: "a-device",
    n,
    body: { topic, heading, locale: "zh" },
  });

  it("goes on where it was left, the latest first, with the minutes that are left", () => {
    const open = continueReading(
      foldLearner([read("a", "two", 1), read("b", "one", 2), read("gone", "one", 3)], shelf),
      shelf,
    );
    expect(open.map(({ topic }) => topic)).toEqual(["b", "a"]);
    expect(open[1]).toMatchObject({ heading: { id: "two" }, left: [{ id: "three" }, { id: "four" }], minutes: 5 });
  });

  it("that came to the end is not offered", () => {
    expect(continueReading(foldLearner([read("a", "four", 1)], shelf), shelf)).toEqual([]);
  });
});

it("expects less of an item in a weak gap than of one like it in a strong gap", () => {
  const expected = (gap: string) =>
    predictionFor(weakOne, catalog, of(gap).at(-1)?.id ?? ("" as ItemId), now) ?? Number.NaN;
  expect(expected("consistency")).toBeLessThan(expected("messaging"));
  expect(predictionFor(weakOne, catalog, "gone.item" as ItemId, now)).toBeUndefined();
});

it("asks only items that the catalog has", () => {
  const ids = new Set<ItemId>(bank.map(({ id }) => id));
  for (const { action } of gapBoard(weakOne, catalog, now)) expect(action.items.every((id) => ids.has(id))).toBe(true);
});
