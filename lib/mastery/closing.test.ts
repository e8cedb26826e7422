import { describe, expect, it } from "vitest";
import { aCatalog, aChain, anItem, rungs } from "../../tests/build";
import type { ChainId, ItemId, StatementId } from "../ids";
import { closingOf, readRule, ruleInForce, showings, standardRule, writeRule } from "./closing";
import { dayMs } from "./constants";
import type { Evidence } from "./estimate";
import { blueprintOf, traitsOf } from "./observe";

const start = Date.UTC(2026, 10, 1);
const one = "consistency.1" as StatementId;
const two = "consistency.2" as StatementId;

type Given = { item?: string; kind?: string; day?: number; level?: 0 | 1 | 2 | 3 | 4; isHeld?: boolean };
/** An answer that shows the first statement in full, to an item of its own. */
function shown({ item = "a", kind = "numeric", day = 0, level, isHeld = true, ...more }: Given & Partial<Evidence>) {
  const traits = traitsOf(anItem({ id: `consensus-raft.${item}`, statements: [one] }));
  const chain = "consensus-raft.chain.commit" as ChainId;
  const evidence: Evidence = {
    answer: `${item} ${day}`,
    traits: { ...traits, kind },
    at: start + day * dayMs,
    score: 1,
    weight: 1,
    hints: 0,
    ...(level !== undefined && { rung: { chain, level, isHeld } }),
    ...more,
  };
  return evidence;
}
const closing = (evidence: Evidence[], rule?: string, deepIn: StatementId[] = []) =>
  closingOf([one], showings(evidence), ruleInForce(rule), deepIn);
const statement = (...given: Parameters<typeof closing>) => closing(...given).statements[0];

describe("a statement", () => {
  it("lacks two items of two kinds before anything was shown, and then what is left of them", () => {
    const none = { statement: one, isMet: false, items: 2, kinds: 2, isSpaced: false, spacedFrom: null, deep: 0 };
    expect(statement([])).toEqual(none);
    expect(statement([shown({})])).toEqual({ ...none, items: 1, kinds: 1, spacedFrom: start + 2.5 * dayMs });
  });

  it("is met by two items of two kinds, three days apart", () => {
    const pair = (kind: string, day: number) => [shown({}), shown({ item: "b", kind, day })];
    expect(statement(pair("ordering", 3))).toMatchObject({ isMet: true, isSpaced: true, spacedFrom: null });
    expect(statement(pair("numeric", 3))).toMatchObject({ isMet: false, items: 0, kinds: 1 });
    expect(statement(pair("ordering", 2))).toMatchObject({ isMet: false, items: 0, kinds: 0, isSpaced: false });
    expect(statement([shown({}), shown({ kind: "ordering", day: 3 })])).toMatchObject({ isMet: false, items: 1 });
  });

  it("is spaced by the last showing of one item and the first of another", () => {
    const evidence = [
      shown({}),
      shown({ item: "b", kind: "ordering" }),
      shown({ item: "b", kind: "ordering", day: 4 }),
    ];
    expect(statement(evidence)?.isMet).toBe(true);
  });

  it("is shown neither with a hint nor below seven tenths, of the whole or of its own share", () => {
    const isShown = (more: Partial<Evidence>) => showings([shown(more)]).size === 1;
    expect(isShown({ score: 0.7 })).toBe(true);
    expect(isShown({ hints: 1 })).toBe(false);
    expect(isShown({ score: 0.69 })).toBe(false);
    expect(isShown({ statements: new Map([[one, 0.2]]) })).toBe(false);
    expect(isShown({ score: 0.5, statements: new Map([[one, 0.9]]) })).toBe(true);
  });

  it("is not shown by answering again on the day of a wrong answer", () => {
    const wrong = shown({ score: 0, answer: "first" });
    expect(showings([wrong, shown({ day: 0.1, answer: "again" })]).size).toBe(0);
    expect(showings([wrong, shown({ day: 1, answer: "next day" })]).size).toBe(1);
  });

  it("wants a deep showing of its own where the content can ask one", () => {
    const plain = [shown({}), shown({ item: "b", kind: "ordering", day: 3 })];
    expect(statement(plain, undefined, [one])).toMatchObject({ isMet: false, deep: 1, isSpaced: true });
    expect(statement(plain, undefined, [two])).toMatchObject({ isMet: true, deep: 0 });
    const told = [...plain, shown({ item: "c", kind: "follow-up", day: 3, level: 3 })];
    expect(statement(told, undefined, [one])).toMatchObject({ isMet: true, deep: 0 });
  });
});

describe("a deep showing", () => {
  const pair = [shown({}), shown({ item: "b", kind: "ordering", day: 3 })];
  const deep = (more: Parameters<typeof shown>[0]) => closing([...pair, shown({ item: "c", day: 3, ...more })]).deep;

  it("is a held rung at L3 or deeper, or a simulation task", () => {
    expect(deep({ kind: "follow-up", level: 3 })).toBe(1);
    expect(deep({ kind: "follow-up", level: 4 })).toBe(1);
    expect(deep({ kind: "simulation-task" })).toBe(1);
    expect(deep({ kind: "follow-up", level: 2 })).toBe(0);
    expect(deep({ kind: "follow-up", level: 4, isHeld: false })).toBe(0);
    expect(deep({ kind: "open-ended" })).toBe(0);
  });

  it("is wanted of the gap once even where no statement can be asked in depth, which is told", () => {
    expect(closing(pair)).toMatchObject({ isMet: false, met: 1, isDeepMet: false, isDeepNowhere: true });
    expect(closing(pair, undefined, [one])).toMatchObject({ isDeepMet: false, isDeepNowhere: false });
    const told = [...pair, shown({ item: "c", kind: "follow-up", level: 3 })];
    expect(closing(told)).toMatchObject({ isMet: true, isDeepMet: true, isDeepNowhere: false });
  });
});

describe("the content", () => {
  it("can ask a statement in depth by an open rung at L3, not by a closed or a shallower one", () => {
    const deep = (chain: Parameters<typeof aChain>[0]) =>
      blueprintOf(aCatalog({ items: [anItem()], chains: [aChain(chain)] })).gaps.flatMap((gap) => gap.deep);
    const [rung] = rungs("consistency.4", "weigh:3");
    if (!rung) throw new Error("no rung was made");
    expect(deep({ rungs: [rung] })).toEqual(["consistency.4"]);
    expect(deep({ rungs: [{ ...rung, level: 2 }] })).toEqual([]);
    expect(deep({ rungs: [{ ...rung, item: "consensus-raft.an-item" as ItemId }] })).toEqual([]);
    const fatalOnly = rung.ticks.map((tick) => ({ ...tick, fatal: true as const }));
    expect(deep({ rungs: [{ ...rung, ticks: fatalOnly }] })).toEqual([]);
  });
});

describe("a rule of the learner's own", () => {
  it("is read word by word, and what it leaves out is as in the standard rule", () => {
    expect(readRule("items=3 kinds=1 days=7 deep=0")).toEqual({ items: 3, kinds: 1, days: 7, deep: 0 });
    expect(readRule("  days=7 ")).toEqual({ ...standardRule, days: 7 });
    expect(readRule(writeRule({ items: 4, kinds: 3, days: 14, deep: 1 }))).toEqual({
      items: 4,
      kinds: 3,
      days: 14,
      deep: 1,
    });
  });

  it("is unreadable with another word, a word twice, or a number out of bounds, and then the standard one holds", () => {
    const wrong = [
      "",
      "two-chains-l3",
      "items",
      "items=0",
      "items=2 items=2",
      "deep=2",
      "days=91",
      "days=3.5",
      "days=-1",
    ];
    for (const text of [...wrong, "toString=1", "items=2, kinds=2"]) {
      expect(readRule(text), text).toBeUndefined();
      expect(ruleInForce(text)).toEqual({ ...standardRule, by: "unreadable" });
    }
    expect(ruleInForce(undefined)).toEqual({ ...standardRule, by: "standard" });
    expect(ruleInForce("days=7").by).toBe("learner");
  });

  it("may be looser or stricter", () => {
    const single = [shown({})];
    const pair = [shown({}), shown({ item: "b", kind: "ordering", day: 3 })];
    expect(closing(single, "items=1 kinds=1 days=0 deep=0").isMet).toBe(true);
    expect(closing(single, "items=1 kinds=1 days=3 deep=0").isMet).toBe(false);
    expect(closing([...single, shown({ day: 3 })], "items=1 kinds=1 days=3 deep=0").isMet).toBe(true);
    expect(closing(pair, "deep=0").isMet).toBe(true);
    expect(closing(pair, "items=3 deep=0")).toMatchObject({ isMet: false, statements: [{ items: 1, kinds: 0 }] });
    expect(statement(pair, "days=7 deep=0")).toMatchObject({ isMet: false, spacedFrom: start + 6.5 * dayMs });
  });
});
