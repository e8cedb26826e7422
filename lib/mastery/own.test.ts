import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { ChainId, GapId, ItemId, StatementId } from "../ids";
import { dayMs } from "./constants";
import { type Evidence, initial, observeAll } from "./estimate";
import { blueprintOf } from "./observe";
import { type OwnGap, ownTarget, readOwn } from "./own";

const bank = gapIds.flatMap((gap) => items(40, { gap }));
const blueprint = blueprintOf(aCatalog({ items: bank }));
const start = Date.UTC(2026, 10, 1);

const anOwn = (...statements: string[]): OwnGap => ({
  gap: "own-reads" as GapId,
  title: "Reads from followers",
  statements: statements as StatementId[],
  at: start,
});
const own = anOwn("consistency.1", "traffic.2");

type Given = { score?: number; n?: number; kinds?: string[]; everyDays?: number; gap?: string; statement?: number };
/** Answers to different items of one statement. */
const answers = ({
  score = 1,
  n = 10,
  kinds = ["numeric"],
  everyDays = 0,
  gap = "consistency",
  statement = 1,
}: Given) =>
  items(n, { gap, statements: [`${gap}.${statement}`] }).map((item, index): Evidence => {
    const known = blueprint.traits.get(item.id);
    const kind = kinds[index % kinds.length] ?? "numeric";
    if (!known) throw new Error(`${item.id} is not in the bank`);
    const id = `${item.id}-${statement}-${kind}` as ItemId;
    const statements = [{ id: `${gap}.${statement}` as StatementId, weight: 1 }];
    const chain = "a.chain.b" as ChainId;
    return {
      answer: `${id} ${index}`,
      traits: { ...known, item: id, kind, statements, guess: 0 },
      at: start + index * everyDays * dayMs,
      score,
      weight: 2,
      hints: 0,
      ...(kind === "follow-up" && { rung: { chain, level: 3 as const, isHeld: true } }),
    };
  });
function read(evidence: Evidence[], gap = own, days = 0, rule?: string) {
  const inTime = [...evidence].sort((a, b) => a.at - b.at);
  const at = (inTime.at(-1)?.at ?? start) + days * dayMs;
  const rules = new Map(rule === undefined ? [] : [[gap.gap, { rule }]]);
  return readOwn(observeAll(initial(), inTime), gap, blueprint, inTime, at, rules);
}

describe("a gap of the learner's own", () => {
  it("asks to be tied to statements first, also where the list has none of them any more", () => {
    for (const gap of [anOwn(), anOwn("consistency.9", "gone.1")]) {
      expect(read(answers({}), gap)).toMatchObject({ state: "unbound", level: null, n: 0, statements: [] });
      expect(ownTarget(gap, blueprint)).toBeUndefined();
    }
    expect(ownTarget(anOwn("consistency.1", "gone.1", "consistency.1"), blueprint)?.statements).toHaveLength(1);
  });

  it("starts as judged by the learner, whatever is known of other statements", () => {
    expect(read([])).toMatchObject({ state: "judged", n: 0, level: null, band: null });
    expect(read(answers({ statement: 3, n: 12, score: 0 }))).toMatchObject({ state: "judged", n: 0, level: null });
  });

  it("counts an answer once, a repeat of the same day not at all, and shows nothing before three", () => {
    const both = answers({ n: 2 }).map((each) => ({
      ...each,
      traits: {
        ...each.traits,
        statements: [...each.traits.statements, { id: "traffic.2" as StatementId, weight: 1 }],
      },
    }));
    const repeats = both.map((each) => ({ ...each, answer: `${each.answer} again`, at: each.at + 1000 }));
    expect(read([...both, ...repeats])).toMatchObject({ n: 2, level: null });
    expect(read(answers({ n: 3 })).level?.n).toBe(3);
    expect([9, 10].map((n) => read(answers({ n })).mayNumber)).toEqual([false, true]);
  });

  it("is never weak, however low it lies", () => {
    const low = [...answers({ score: 0, n: 40 }), ...answers({ score: 0, n: 40, gap: "traffic", statement: 2 })];
    expect(read(low).state).toBe("likely-weak");
  });

  it("is solid over the target, by two kinds over three days, and fades", () => {
    const kinds = ["numeric", "ordering"];
    const strong = (given: Given) => [
      ...answers({ n: 40, kinds, everyDays: 0.25, ...given }),
      ...answers({ n: 40, kinds, everyDays: 0.25, gap: "traffic", statement: 2, ...given }),
    ];
    expect(read(strong({})).state).toBe("solid");
    expect(read(strong({ everyDays: 0 })).state).toBe("forming");
    expect(read(strong({ kinds: ["numeric"] })).state).toBe("forming");
    const barely = strong({ n: 9, everyDays: 0.5, score: 0.9 });
    expect([0, 7, 2000].map((days) => read(barely, own, days).state)).toEqual(["solid", "solid", "fading"]);
  });

  it("closes by its statements, each of them, and by its own rule", () => {
    const kinds = ["numeric", "ordering", "follow-up"];
    const one = answers({ n: 40, kinds, everyDays: 0.25 });
    const other = answers({ n: 40, kinds, everyDays: 0.25, gap: "traffic", statement: 2 });
    expect(read([...one, ...other])).toMatchObject({ state: "closed", closing: { isMet: true, met: 2 } });
    expect(read(one)).toMatchObject({ closing: { isMet: false, met: 1 } });
    expect(read(one, anOwn("consistency.1"))).toMatchObject({ state: "closed" });
    expect(read(one, anOwn("consistency.1"), 0, "items=9 kinds=9")).toMatchObject({ closing: { isMet: false } });
  });

  it("has its statements in its order, each with what it lacks", () => {
    const { statements } = read(answers({ n: 5 }));
    expect(statements.map(({ statement, n, isTested }) => [statement, n, isTested])).toEqual([
      ["consistency.1", 5, true],
      ["traffic.2", 0, false],
    ]);
    expect(statements.map(({ closing }) => closing.items)).toEqual([0, 2]);
  });
});
