import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { GapId, StatementId } from "../ids";
import { dayMs } from "./constants";
import { absorb, begin, type Evidence, initial, observeAll } from "./estimate";
import { bandOf, bottomOf, type GapReading, readGaps, readingOf } from "./gaps";
import { blueprintOf, traitsOf } from "./observe";

const start = Date.UTC(2026, 10, 1);
const catalog = aCatalog({ items: gapIds.flatMap((gap) => items(40, { gap })) });
const { gaps: targets, traits } = blueprintOf(catalog);

type Given = { gap?: string; score?: number; n?: number; kinds?: string[]; everyDays?: number; from?: number };

/** `n` answers to different items of a gap; its kinds and statements take turns. */
function answers({
  gap = "consistency",
  score = 1,
  n = 1,
  kinds = ["single-choice"],
  everyDays = 0,
  from = 0,
}: Given = {}) {
  return items(n, { gap }).map((item, index): Evidence => {
    const known = traits.get(item.id) ?? traitsOf(item);
    return {
      answer: `${item.id} ${from + index}`,
      traits: { ...known, kind: kinds[index % kinds.length] ?? "single-choice", guess: 0 },
      at: start + (from + index * everyDays) * dayMs,
      score,
      weight: 2,
      hints: 0,
    };
  });
}

function read(evidence: Evidence[], days = 0): Map<string, GapReading> {
  const inTime = [...evidence].sort((a, b) => a.at - b.at);
  const at = Math.max(start, inTime.at(-1)?.at ?? start) + days * dayMs;
  return new Map(readGaps(observeAll(initial(), inTime), targets, inTime, at).map((gap) => [gap.gap, gap]));
}
const others = (score: number, n: number) =>
  gapIds.filter((gap) => gap !== "consistency").flatMap((gap) => answers({ gap, score, n }));

describe("a gap without evidence", () => {
  it("is untested and shows no level, whatever is known of the others", () => {
    for (const evidence of [[], others(1, 40), others(0, 40)]) {
      const gap = read(evidence).get("consistency");
      expect(gap).toMatchObject({ state: "untested", level: null, band: null, n: 0, last: null, mayNumber: false });
    }
  });

  it("has untested statements", () => {
    const statements = read(answers({ n: 1 })).get("consistency")?.statements;
    expect(statements?.map(({ isTested }) => isTested)).toEqual([true, false, false, false, false]);
  });
});

describe("what is shown", () => {
  it("is no interval before three answers, and no number in words before ten", () => {
    const shown = [1, 2, 3, 9, 10].map((n) => read(answers({ n })).get("consistency"));
    expect(shown.map((gap) => gap?.level !== null)).toEqual([false, false, true, true, true]);
    expect(shown.map((gap) => gap?.band !== null)).toEqual([false, false, true, true, true]);
    expect(shown.map((gap) => gap?.mayNumber)).toEqual([false, false, false, false, true]);
  });

  it("cuts the five bands at 20, 40, 60 and 80", () => {
    expect([0, 19.9, 20, 39.9, 40, 59.9, 60, 79.9, 80, 97].map(bandOf)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(readingOf({ mid: 31, lo: 22, hi: 41, n: 31, last: start }).band).toBe(2);
  });

  it("counts answers, days and kinds", () => {
    const gap = read(answers({ n: 4, everyDays: 2, kinds: ["ordering", "numeric"] })).get("consistency");
    expect(gap).toMatchObject({
      n: 4,
      first: start,
      last: start + 6 * dayMs,
      spanDays: 6,
      kinds: ["ordering", "numeric"],
    });
  });
});

describe("the claim", () => {
  it("of being among the two lowest adds up to two over all gaps", () => {
    const state = observeAll(initial(), answers({ score: 0, n: 5 }));
    const sum = bottomOf(state, targets, start).reduce((total, p) => total + p, 0);
    expect(sum).toBeCloseTo(2, 9);
  });

  it("is even where nothing is known, and the same every time", () => {
    const found = bottomOf(initial(), targets, start);
    for (const p of found) expect(Math.abs(p - 2 / 7)).toBeLessThan(0.04);
    expect(bottomOf(initial(), targets, start)).toEqual(found);
  });

  it("finds a planted weak gap, and calls no other one weak", () => {
    const found = read([...answers({ score: 0, n: 40 }), ...others(1, 30)]);
    expect(found.get("consistency")).toMatchObject({ state: "weak", band: 2 });
    expect(found.get("consistency")?.bottomTwo).toBeGreaterThanOrEqual(0.9);
    expect([...found.values()].filter(({ state }) => state === "weak")).toHaveLength(1);
  });

  it("is likely weak, not weak, while few answers say so", () => {
    expect(read([...answers({ score: 0, n: 4 }), ...others(0.5, 3)]).get("consistency")?.state).toBe("likely-weak");
  });

  it("is never made of the lowest of seven strong gaps", () => {
    const strong = gapIds.flatMap((gap) => answers({ gap, score: gap === "consistency" ? 0.85 : 1, n: 40 }));
    expect(read(strong).get("consistency")?.state).not.toBe("weak");
  });
});

describe("solid", () => {
  const kinds = ["single-choice", "ordering"];
  const strong = [...answers({ n: 40, everyDays: 0.25, kinds }), ...others(1, 20)];

  it("needs the whole interval over the target", () => {
    const gap = read(strong).get("consistency");
    expect(gap?.state).toBe("solid");
    expect(gap?.level?.lo).toBeGreaterThanOrEqual(70);
    expect(gap?.reachesTarget).toBeGreaterThanOrEqual(0.9);
  });

  it("needs two kinds of item and three days", () => {
    const oneKind = [...answers({ n: 40, everyDays: 0.25 }), ...others(1, 20)];
    const oneDay = [...answers({ n: 40, kinds }), ...others(1, 20)];
    for (const evidence of [oneKind, oneDay]) expect(read(evidence).get("consistency")?.state).toBe("forming");
  });

  it("fades when nothing is answered for long, and only then", () => {
    const nineTenths = [...answers({ n: 14, everyDays: 0.5, kinds, score: 0.9 }), ...others(0.8, 10)];
    const states = [0, 7, 45].map((days) => read(nineTenths, days).get("consistency")?.state);
    expect(states).toEqual(["solid", "solid", "fading"]);
    expect(read(answers({ n: 5 }), 400).get("consistency")?.state).toBe("forming");
  });
});

describe("the closing rule", () => {
  const closing = (evidence: Evidence[]) => read(evidence).get("consistency")?.closing;
  const one = closing(answers({ n: 1 }))?.statements[0];

  it("says what each statement lacks", () => {
    expect(one).toEqual({
      statement: "consistency.1",
      isMet: false,
      items: 1,
      kinds: 1,
      isSpaced: false,
      spacedFrom: start + 2.5 * dayMs,
    });
    expect(closing([])?.statements.map(({ items, kinds }) => [items, kinds])).toEqual(Array(5).fill([2, 2]));
  });

  /** Items 1 and 6 show the first statement. */
  const pair = (kinds: [string, string], days: number, change: Partial<Evidence> = {}) => {
    const [first, , , , , sixth] = answers({ n: 6 }) as Evidence[];
    const show = (each: Evidence, kind: string, later: number): Evidence => ({
      ...each,
      traits: { ...each.traits, kind },
      at: start + later * dayMs,
    });
    return [show(first as Evidence, kinds[0], 0), { ...show(sixth as Evidence, kinds[1], days), ...change }];
  };
  const isMet = (evidence: Evidence[]) => closing(evidence)?.statements[0]?.isMet;

  it("takes two items of two kinds, three days apart", () => {
    expect(isMet(pair(["numeric", "ordering"], 3))).toBe(true);
    expect(isMet(pair(["numeric", "numeric"], 3))).toBe(false);
    expect(isMet(pair(["numeric", "ordering"], 2))).toBe(false);
  });

  it("counts neither answers with a hint nor those below seven tenths", () => {
    expect(isMet(pair(["numeric", "ordering"], 3, { hints: 1 }))).toBe(false);
    expect(isMet(pair(["numeric", "ordering"], 3, { score: 0.69 }))).toBe(false);
    expect(
      isMet(pair(["numeric", "ordering"], 3, { statements: new Map([["consistency.1" as StatementId, 0.2]]) })),
    ).toBe(false);
  });

  const shownTwice = (kinds: string[]) =>
    kinds.flatMap((kind, round) =>
      answers({ n: 20, kinds: [kind], from: round * 4, everyDays: 0.05 }).map((each) => ({
        ...each,
        answer: `${each.answer} ${kind}`,
        traits: { ...each.traits, kind, item: `${each.traits.item}-${kind}` as Evidence["traits"]["item"] },
      })),
    );

  it("stays open without a chain or a simulation task, however often all is shown", () => {
    const gap = read([...shownTwice(["numeric", "ordering", "matching"]), ...others(1, 20)]).get("consistency");
    expect(gap).toMatchObject({ state: "solid", closing: { met: 5, deep: 0, isMet: false } });
  });

  it("closes with one", () => {
    const gap = read([...shownTwice(["numeric", "ordering", "simulation-task"]), ...others(1, 20)]).get("consistency");
    expect(gap?.closing).toMatchObject({ met: 5, deep: 20, isMet: true });
    expect(gap?.state).toBe("closed");
  });
});

it("reads the level of every gap with its own answers only", () => {
  const found = read(answers({ gap: "traffic", n: 12, score: 0 }));
  const traffic = found.get("traffic" as GapId);
  expect(traffic?.level?.n).toBe(12);
  expect([...found.values()].filter(({ n }) => n > 0)).toHaveLength(1);
  const draft = begin(initial());
  for (const each of answers({ gap: "traffic", n: 12, score: 0 })) absorb(draft, each);
  expect(draft.gaps.size).toBe(1);
});
