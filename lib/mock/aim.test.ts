import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, aDraw, anItem, aPreset, gapIds } from "../../tests/build";
import type { ItemId } from "../ids";
import { type Evidence, initial, observeAll, predict } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Item, Preset } from "../quiz/catalog";
import { areEnemies, gapsOf } from "../quiz/choose";
import { type Aim, aimAt, enoughToAim, targetOf } from "./aim";
import { assemble, type Form, partsOf } from "./assemble";

const now = Date.UTC(2026, 10, 21);
const levels = [1, 2, 3, 4, 5] as const;
const bank: Item[] = gapIds.flatMap((gap) =>
  Array.from({ length: 25 }, (_, index) =>
    anItem({
      id: `of-${gap}.i${index}`,
      kind: "numeric",
      topic: `of-${gap}`,
      statements: [`${gap}.${1 + (index % 5)}`],
      difficulty: levels[Math.floor(index / 5)] ?? 3,
    }),
  ),
);
const catalog = aCatalog({ items: bank });
const { traits, gaps: targets } = blueprintOf(catalog);
const itemOf = (id: ItemId) => bank.find((item) => item.id === id) ?? expect.unreachable(id);

/** Somebody sure in four gaps and unsure which of three is worst. */
function learner(answers = 6): Aim {
  const open = ["traffic", "discovery", "messaging"];
  const evidence = gapIds.flatMap((gap) =>
    bank
      .filter(({ statements }) => statements[0]?.startsWith(gap))
      .slice(0, answers)
      .map((item, index): Evidence => {
        const known = traits.get(item.id) ?? expect.unreachable();
        const score = open.includes(gap) ? index % 2 : 1;
        return { answer: item.id, traits: known, at: now - 100_000 + index, score, weight: 2, hints: 0 };
      }),
  );
  const last = new Map(evidence.map(({ traits: { item }, answer, at, score }) => [item, { answer, at, share: score }]));
  return { past: { mastery: observeAll(initial(), evidence), last }, now };
}

const section = (title: string, count: number) => ({
  title,
  minutes: 40,
  behaviour: "deferred" as const,
  draw: [aDraw({ count })],
});
const aimed: Preset = { ...aPreset({ sections: [section("One", 15), section("Two", 15)] }), choose: { probes: 0.4 } };
const ids = (form: Form) => form.items.map(({ item }) => item);

describe("a form that is aimed", () => {
  const aim = learner();
  const form = assemble(aimed, catalog, 7, new Set(), aim);

  it("keeps three fifths fixed and gives two fifths to probes, and can say so before the start", () => {
    expect(partsOf(aimed, aim)).toEqual({ fixed: 18, aimed: 12 });
    expect(form.items).toHaveLength(30);
    expect(form.probes).toHaveLength(12);
    expect(new Set(ids(form)).size).toBe(30);
    expect(form.items.map(({ section: place }) => place)).toEqual([...Array(15).fill(0), ...Array(15).fill(1)]);
    expect(form.items[0]).not.toHaveProperty("part");
  });

  it("keeps the fixed part even over the gaps, in every form", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const drawn = assemble(aimed, catalog, seed, new Set(), aim);
        const fixed = ids(drawn).filter((id) => !drawn.probes.includes(id));
        const perGap = gapIds.map((gap) => fixed.filter((id) => gapsOf(itemOf(id)).includes(gap)).length);
        expect(fixed).toHaveLength(18);
        // Probes of the first section count when the second deals its share: one more or less there.
        expect(Math.min(...perGap)).toBeGreaterThanOrEqual(2);
        expect(Math.max(...perGap)).toBeLessThanOrEqual(4);
      }),
      { numRuns: 10 },
    );
  });

  it("sends its probes to the gaps of which it is open whether they are the lowest", () => {
    const gapOf = (id: ItemId) => gapsOf(itemOf(id))[0] ?? "";
    const open = form.probes.filter((id) => ["traffic", "discovery", "messaging"].includes(gapOf(id)));
    expect(open.length).toBeGreaterThanOrEqual(10);
    // The control: without an aim no gap gets more than its part.
    const plain = assemble(aimed, catalog, 7);
    const perGap = gapIds.map((gap) => ids(plain).filter((id) => gapOf(id) === gap).length);
    expect(Math.max(...perGap)).toBeLessThanOrEqual(5);
  });

  it("aims at an even fight, then stretches once, and ends with what can be won", () => {
    const p = (id: ItemId) => predict(aim.past.mastery, traits.get(id) ?? expect.unreachable(), now).p;
    const expected = form.probes.map(p);
    const mean = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
    expect(mean(expected.slice(0, 8))).toBeGreaterThan(0.5);
    expect(mean(expected.slice(0, 8))).toBeLessThan(0.7);
    expect(expected[8]).toBeLessThan(0.5);
    expect(mean(expected.slice(9))).toBeGreaterThan(0.65);
    expect(form.probes.includes(ids(form).at(-1) ?? ("" as ItemId))).toBe(true);
  });

  it("puts the probes among the others, in the order in which they were aimed", () => {
    const places = form.probes.map((id) => ids(form).indexOf(id));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(ids(form).slice(0, 6)).not.toEqual(form.probes.slice(0, 6));
  });

  it("is the same for the same arguments, keeps enemies apart and every rule of the draw", () => {
    expect(assemble(aimed, catalog, 7, new Set(), aim)).toEqual(form);
    const tense = aCatalog({
      items: bank.map((item, index) =>
        index % 5 === 0 ? { ...item, enemies: [bank[index + 1]?.id ?? item.id] } : item,
      ),
    });
    const strict: Preset = {
      ...aimed,
      sections: [{ ...section("One", 15), draw: [aDraw({ count: 15, difficulty: [2, 4] })] }],
    };
    const drawn = ids(assemble(strict, tense, 3, new Set(), aim)).map(
      (id) => tense.items.find((item) => item.id === id) ?? expect.unreachable(),
    );
    expect(drawn.every(({ difficulty }) => difficulty >= 2 && difficulty <= 4)).toBe(true);
    for (const one of drawn) for (const other of drawn) if (one !== other) expect(areEnemies(one, other)).toBe(false);
  });
});

describe("a form is not aimed", () => {
  const plain = assemble(aimed, catalog, 7);

  it("where too little is known", () => {
    const few = learner(1);
    expect(enoughToAim(few.past)).toBe(false);
    expect(partsOf(aimed, few)).toEqual({ fixed: 30, aimed: 0 });
    expect(assemble(aimed, catalog, 7, new Set(), few)).toEqual(plain);
    expect(enoughToAim(learner(2).past)).toBe(true);
  });
  it("where the preset does not choose, whatever is known", () => {
    const { choose: _, ...fixed } = aimed;
    expect(partsOf(fixed, learner())).toEqual({ fixed: 30, aimed: 0 });
    expect(assemble(fixed, catalog, 7, new Set(), learner()).items).toEqual(plain.items);
    expect(plain.probes).toEqual([]);
  });
});

it("takes the course of difficulty from the place: two thirds even, one stretch, then what can be won", () => {
  const middle = (place: number, count: number) => {
    const [low, high] = targetOf(place, count);
    return (low + high) / 2;
  };
  expect(Array.from({ length: 12 }, (_, place) => Number(middle(place, 12).toFixed(2)))).toEqual([
    ...Array(8).fill(0.6),
    0.35,
    0.75,
    0.75,
    0.75,
  ]);
  // Too short for a stretch: it still ends with what can be won.
  expect([0, 1, 2].map((place) => Number(middle(place, 3).toFixed(2)))).toEqual([0.6, 0.6, 0.75]);
});

it("takes nothing from a bank that has nothing", () => {
  expect(aimAt(learner(), { ...blueprintOf(catalog), gaps: targets }, 3)([], () => [0])).toBeUndefined();
});
