import { describe, expect, it } from "vitest";
import { aCatalog, aChain, anAnswer, anAnsweredRung, gapIds, items, rungs, wrongResponse } from "../../tests/build";
import type { GapId, StatementId } from "../ids";
import { dayMs } from "../mastery/constants";
import type { StoredEvent } from "../store/log";
import { foldLearner } from "./state";
import { ownLines, whyPage } from "./why-page";

const bank = gapIds.flatMap((gap) => items(12, { gap }));
const chain = aChain({ rungs: rungs("consistency.1", "define:0", "break:2") });
const catalog = aCatalog({ items: bank, chains: [chain] });
const start = Date.UTC(2026, 10, 1);
const consistency = { gap: "consistency" as GapId };
const tied: StatementId[] = ["consistency.1", "consistency.2"] as StatementId[];

const happened = [
  { type: "gap-added", v: 2, body: { gap: "own-reads", title: "Reads", statements: tied } },
  { type: "gap-added", v: 2, body: { gap: "own-loose", title: "Loose", statements: [] } },
  ...bank.slice(12, 24).map((item, index) => ({
    type: "item-answered",
    v: 1,
    body: { ...anAnswer(item, index < 4 ? { response: wrongResponse(item) } : {}).body, confidence: 3 as const },
  })),
  ...["define", "break"].map((rung) => ({
    type: "rung-answered",
    v: 1,
    body: { ...anAnsweredRung(rung, { ticks: [] }).body, confidence: 2 as const },
  })),
];
const records: StoredEvent[] = happened.map((event, index) => ({
  ...event,
  id: `e${index}`,
  at: start + index * 0.1 * dayMs,
  device: "a",
  n: index + 1,
}));
const state = foldLearner(records, catalog);
const now = start + 5 * dayMs;

describe("what an opened row says", () => {
  const why = whyPage(state, catalog, now, consistency);

  it("has terms, three movers that are in the log, and both kinds of telling", () => {
    expect(why.terms?.terms.length).toBeGreaterThan(0);
    expect(why.movers).toHaveLength(3);
    for (const { answer } of why.movers) expect(records.map(({ id }) => id)).toContain(answer);
    expect(why.telling).toMatchObject({ choices: { n: 12 }, rungs: { n: 2, deepest: null } });
  });

  it("tells of a mover what it earned and how sure the learner was, of items and of rungs", () => {
    const rungsOnly = foldLearner(records.slice(-2), catalog);
    const told = whyPage(rungsOnly, catalog, now, consistency).movers;
    expect(told.length).toBeGreaterThan(0);
    for (const mover of told) expect(mover).toMatchObject({ share: 0, confidence: 2, seed: 0 });
    for (const mover of why.movers.filter(({ rung }) => !rung)) {
      const answer = state.answers.find(({ id }) => id === mover.answer);
      expect(mover.confidence).toBe(3);
      expect(mover.seed).toBe(answer?.body.seed);
      expect(mover.share).toBe((answer?.body.score.earned ?? 0) / (answer?.body.score.possible ?? 1));
    }
  });

  it("names answers only where a reason rests on one", () => {
    const named = why.reasons.flatMap(({ answers }) => (answers ? [answers.length] : []));
    expect(named.length).toBeGreaterThan(0);
    expect(new Set(named)).toEqual(new Set([1]));
  });

  it("is empty for what is not there", () => {
    expect(whyPage(state, catalog, now, { gap: "no-such" as GapId })).toEqual({ reasons: [], movers: [] });
  });
});

describe("a gap of the learner's own", () => {
  const [reads, loose] = ownLines(state, catalog, now);

  it("asks items of its statements, and nothing while it is tied to none", () => {
    const of = new Map(bank.map((item) => [item.id, item.statements]));
    expect(reads?.action.items.length).toBeGreaterThan(0);
    for (const item of reads?.action.items ?? [])
      expect(of.get(item)?.some((statement) => tied.includes(statement))).toBe(true);
    expect(reads?.action.minutes).toBeGreaterThan(0);
    expect(loose).toMatchObject({ state: "unbound", action: { items: [], minutes: 0 } });
  });
});
