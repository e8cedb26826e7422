import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, aDraw, anItem, aPreset, gapIds, items } from "../../tests/build";
import { Fault } from "../fault";
import type { GapId, ItemId } from "../ids";
import type { Catalog, Draw } from "../quiz/catalog";
import { areEnemies, gapsOf } from "../quiz/choose";
import { assemble, type Form, fnv64, packHashOf, timeGiven } from "./assemble";

const quick = (draw: Partial<Draw>) =>
  aPreset({ sections: [{ title: "Screen", minutes: 10, behaviour: "deferred", draw: [aDraw(draw)] }] });
const idsOf = (form: Form) => form.items.map(({ item }) => item);
const itemsOf = (form: Form, catalog: Catalog) =>
  idsOf(form).map(
    (id) => catalog.items.find((item) => item.id === id) ?? expect.unreachable(`${id} is not in the bank`),
  );

function countBy<T>(list: readonly T[], keyOf: (value: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of list) counts[keyOf(value)] = (counts[keyOf(value)] ?? 0) + 1;
  return counts;
}

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe("a form", () => {
  const catalog = aCatalog();

  it("gives every gap an equal part, the rest by lot, and holds no item twice", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 42 }), (seed, count) => {
        const form = assemble(quick({ count }), catalog, seed);
        const perGap = countBy(itemsOf(form, catalog), (item) => gapsOf(item)[0] ?? "");
        const parts = gapIds.map((gap) => perGap[gap] ?? 0);
        expect(Math.max(...parts) - Math.min(...parts)).toBeLessThanOrEqual(1);
        expect(new Set(idsOf(form)).size).toBe(count);
      }),
    );
  });

  it("is the same for the same seed, and others for others", () => {
    const draw = (seed: number) => assemble(quick({ count: 10 }), catalog, seed);
    expect(draw(5)).toEqual(draw(5));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => idsOf(draw(seed)).join())).size).toBe(5);
  });

  it("gives what a small gap cannot to the others", () => {
    const bank = [
      ...items(1, { gap: "traffic" }),
      ...items(9, { gap: "messaging" }),
      ...items(9, { gap: "resilience" }),
    ];
    const small = aCatalog({ items: bank });
    const perGap = countBy(itemsOf(assemble(quick({ count: 11 }), small, 3), small), (item) => gapsOf(item)[0] ?? "");
    expect(perGap).toEqual({ traffic: 1, messaging: 5, resilience: 5 });
  });

  it("draws only what the rule allows", () => {
    const bank = [
      ...items(4, { gap: "traffic", topic: "t1", difficulty: 2 }),
      ...items(4, { gap: "traffic", topic: "t2", difficulty: 5 }),
      ...items(4, { gap: "messaging", topic: "t3", kind: "matching" }),
      ...items(4, { gap: "messaging", topic: "t4" }),
    ];
    const mixed = aCatalog({ items: bank });
    const drawn = (rule: Partial<Draw>) => itemsOf(assemble(quick({ count: 4, ...rule }), mixed, 1), mixed);
    expect(drawn({ difficulty: [4, 5] }).every(({ difficulty }) => difficulty === 5)).toBe(true);
    expect(drawn({ kinds: ["matching"] }).every(({ kind }) => kind === "matching")).toBe(true);
    expect(drawn({ gaps: ["messaging" as GapId] }).every((item) => gapsOf(item).includes("messaging" as GapId))).toBe(
      true,
    );
    const statement = bank[0]?.statements[0];
    expect(
      drawn({ statements: statement ? [statement] : [], count: 2 }).every(
        ({ statements }) => statements[0] === statement,
      ),
    ).toBe(true);
  });

  it("holds nothing that the learner marks", () => {
    const bank = [
      ...items(3, { gap: "traffic", topic: "t1" }),
      ...items(9, { gap: "traffic", topic: "t2", kind: "open-ended" }),
    ];
    const mixed = aCatalog({ items: bank });
    fc.assert(
      fc.property(seeds, (seed) => {
        const drawn = itemsOf(assemble(quick({ count: 3 }), mixed, seed), mixed);
        expect(drawn.map(({ kind }) => kind)).toEqual(["single-choice", "single-choice", "single-choice"]);
      }),
    );
    expect(() => assemble(quick({ count: 4 }), mixed, 1)).toThrow(/draws 4 items, and the bank has only 3/);
  });

  it("keeps enemies apart, over all sections", () => {
    const bank = [
      anItem({ id: "t.a", enemies: ["t.b"] }),
      anItem({ id: "t.b" }),
      anItem({ id: "t.c", enemies: ["t.d"] }),
      anItem({ id: "t.d" }),
    ];
    const tense = aCatalog({ items: bank });
    const section = { title: "S", minutes: 5, behaviour: "deferred" as const, draw: [aDraw({ count: 1 })] };
    for (let seed = 0; seed < 50; seed++) {
      const [one, other] = itemsOf(assemble(aPreset({ sections: [section, section] }), tense, seed), tense);
      expect(one && other && areEnemies(one, other), `seed ${seed}`).toBe(false);
    }
  });

  it("finds the way when a first choice of enemies blocks it", () => {
    // a is the enemy of b, c and d: a form of three exists only without a.
    const bank = [
      anItem({ id: "t.a", enemies: ["t.b", "t.c", "t.d"] }),
      anItem({ id: "t.b" }),
      anItem({ id: "t.c" }),
      anItem({ id: "t.d" }),
    ];
    const tense = aCatalog({ items: bank });
    for (let seed = 0; seed < 50; seed++)
      expect(idsOf(assemble(quick({ count: 3 }), tense, seed)).sort()).toEqual(["t.b", "t.c", "t.d"]);
  });

  it("takes no topic more often than it must", () => {
    const bank = ["t1", "t2", "t3"].flatMap((topic) => items(6, { gap: "traffic", topic }));
    const wide = aCatalog({ items: bank });
    fc.assert(
      fc.property(seeds, (seed) => {
        const perTopic = countBy(itemsOf(assemble(quick({ count: 7 }), wide, seed), wide), ({ topic }) => topic ?? "");
        expect(Object.values(perTopic).sort()).toEqual([2, 2, 3]);
      }),
    );
  });

  it("counts an item of two gaps for both", () => {
    const bank = [
      ...items(8, { gap: "traffic", topic: "t1", statements: ["traffic.1", "messaging.1"] }),
      ...items(8, { gap: "resilience", topic: "t2" }),
    ];
    const shared = aCatalog({ items: bank });
    fc.assert(
      fc.property(seeds, (seed) => {
        const form = assemble(quick({ count: 8 }), shared, seed);
        expect(countBy(itemsOf(form, shared), ({ topic }) => topic ?? "")).toEqual({ t1: 4, t2: 4 });
      }),
    );
  });

  it("asks for no more time than it gives, where the bank allows it", () => {
    const bank = gapIds.flatMap((gap) => [
      ...items(6, { gap, topic: `fast-${gap}`, seconds: 60 }),
      ...items(6, { gap, topic: `slow-${gap}`, seconds: 150 }),
    ]);
    const paced = aCatalog({ items: bank.map((item) => ({ ...item, topic: null })) });
    fc.assert(
      fc.property(seeds, (seed) => {
        // Seven items in ten minutes: 86 seconds each.
        const drawn = itemsOf(assemble(quick({ count: 7 }), paced, seed), paced);
        expect(drawn.reduce((total, { seconds }) => total + seconds, 0)).toBeLessThanOrEqual(600);
      }),
    );
  });

  it("leaves out what was used lately as long as there is something else", () => {
    const bank = items(6, { gap: "traffic" });
    const small = aCatalog({ items: bank });
    const lately = new Set(bank.slice(0, 4).map(({ id }) => id));
    const fresh = idsOf(assemble(quick({ count: 2 }), small, 9, lately));
    expect(fresh.sort()).toEqual(
      bank
        .slice(4)
        .map(({ id }) => id)
        .sort(),
    );
    expect(assemble(quick({ count: 5 }), small, 9, lately).items).toHaveLength(5);
  });

  it("has its sections in the order of the preset, each item with a seed of its own", () => {
    const preset = aPreset({
      sections: [
        {
          title: "One",
          minutes: 4,
          behaviour: "deferred",
          draw: [aDraw({ count: 5 }), aDraw({ count: 2, difficulty: [3, 5] })],
        },
        { title: "Two", minutes: 6, behaviour: "deferred", draw: [aDraw({ count: 8 })] },
      ],
    });
    const form = assemble(preset, catalog, 1);
    expect(form.items.map(({ section }) => section)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
    expect(form.sections).toEqual([
      { title: "One", minutes: 4 },
      { title: "Two", minutes: 6 },
    ]);
    expect(new Set(form.items.map(({ seed }) => seed)).size).toBe(15);
    expect(new Set(idsOf(form)).size).toBe(15);
  });

  it("that the bank is too small for says which section, how many, and what to do", () => {
    const small = aCatalog({ items: items(3) });
    const refused = () => assemble(quick({ count: 5 }), small, 1);
    expect(refused).toThrow(Fault);
    expect(refused).toThrow(
      /quick-screen.yaml: section 1 \(Screen\) draws 5 items, and the bank has only 3.*add items/,
    );
  });
});

describe("the hash of a pack", () => {
  const preset = aPreset();
  const form = [{ item: "t.a" as ItemId, revision: 1, section: 0 }];
  const hash = packHashOf(preset, form);

  it("is FNV-1a of 64 bits", () => {
    // Published test vectors of the algorithm.
    expect(["", "a", "foobar"].map(fnv64)).toEqual(["cbf29ce484222325", "af63dc4c8601ec8c", "85944171f73967e8"]);
  });
  it("changes with an item, its revision, its section and the preset's rules", () => {
    const other = [
      packHashOf(preset, [{ ...form[0], item: "t.b" as ItemId, revision: 1, section: 0 }]),
      packHashOf(preset, [{ item: "t.a" as ItemId, revision: 2, section: 0 }]),
      packHashOf(preset, [{ item: "t.a" as ItemId, revision: 1, section: 1 }]),
      packHashOf(aPreset({ minutes: 20 }), form),
    ];
    expect(new Set([hash, ...other]).size).toBe(5);
  });
  it("does not hang on the language or on the order of keys", () => {
    expect(packHashOf({ ...preset, title: "快速筛查", about: "短" }, form)).toBe(hash);
    expect(packHashOf(Object.fromEntries(Object.entries(preset).reverse()) as typeof preset, form)).toBe(hash);
  });
});

describe("the time given", () => {
  const preset = {
    minutes: 45,
    sections: aPreset({
      sections: [
        { title: "One", minutes: 20, behaviour: "deferred", draw: [] },
        { title: "Two", minutes: 25, behaviour: "deferred", draw: [] },
      ],
    }).sections,
  };

  it.each([1, 1.25, 1.5, 2, 10] as const)("is %f times the preset's, in whole and in its sections", (factor) => {
    const { durationMs, sections, extraFactor } = timeGiven(preset, factor);
    expect(durationMs).toBe(45 * 60_000 * factor);
    expect(sections.reduce((sum, { minutes }) => sum + minutes, 0) * 60_000).toBe(durationMs);
    expect(extraFactor).toBe(factor);
  });
  it("has no end when untimed", () => {
    expect(timeGiven(preset, "untimed")).toMatchObject({ durationMs: null, extraFactor: 1 });
  });
});
