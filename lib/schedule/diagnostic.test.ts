import { describe, expect, it } from "vitest";
import { aCatalog, anItem, blank, gapIds, items } from "../../tests/build";
import type { GapId, ItemId } from "../ids";
import { type Evidence, initial, observe, observeAll } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import { areEnemies } from "../quiz/choose";
import { isSelfMarked } from "../quiz/score";
import { borderOf } from "./border";
import type { Past } from "./candidates";
import { diagnosticSize, firstOfEachGap, isSure, nextDiagnostic, type Probed } from "./diagnostic";

const now = Date.UTC(2026, 10, 21);
const catalog = aCatalog({ items: gapIds.flatMap((gap) => items(12, { gap })) });
const unseen: Past = { mastery: initial(), last: new Map() };
const itemOf = (id: ItemId, of: Catalog = catalog) =>
  of.items.find((item) => item.id === id) ?? expect.unreachable(`${id} is not in the bank`);

/** The past with one answer more. */
function answered({ mastery, last }: Past, item: ItemId, score: number, at: number, of: Catalog = catalog): Past {
  const traits = blueprintOf(of).traits.get(item) ?? expect.unreachable();
  const evidence: Evidence = { answer: `to-${item}`, traits, at, score, weight: 2, hints: 0 };
  return {
    mastery: observe(mastery, evidence),
    last: new Map(last).set(item, { answer: evidence.answer, at, share: score }),
  };
}

/** A whole diagnostic of somebody who earns `scoreOf` of each gap. */
function sit(scoreOf: (gap: string, place: number) => number, from: Past = unseen, seed = 1, of: Catalog = catalog) {
  const asked: Probed[] = [];
  let past = from;
  for (;;) {
    const at = now + asked.length * 60_000;
    const next = nextDiagnostic(
      past,
      of,
      at,
      seed,
      asked.map(({ item }) => item),
    );
    if ("done" in next) return { asked, past, why: next.why };
    asked.push(next);
    past = answered(past, next.item, scoreOf(next.gap, asked.length - 1), at, of);
  }
}

describe("a diagnostic", () => {
  it("asks twelve questions, each once: one for each gap in the order of the list, then five at the border", () => {
    const { asked, why } = sit((_, place) => place % 2);
    expect(asked.slice(0, 7).map(({ gap, why }) => [gap, why])).toEqual(gapIds.map((gap) => [gap, "first"]));
    expect(asked.slice(7).map(({ why }) => why)).toEqual(Array(5).fill("border"));
    expect(new Set(asked.map(({ item }) => item)).size).toBe(diagnosticSize);
    expect(why).toBe("enough");
  });

  it("asks at the border the second lowest gap or the third, as they stand after the answer before", () => {
    let past = unseen;
    const asked: ItemId[] = [];
    for (let place = 0; place < diagnosticSize; place++) {
      const at = now + place * 60_000;
      const next = nextDiagnostic(past, catalog, at, 1, asked);
      if ("done" in next) return expect.unreachable();
      if (next.why === "border") {
        const { bottomTwo } = borderOf(past.mastery, blueprintOf(catalog).gaps, at);
        const ranked = gapIds
          .map((gap, index) => ({ gap, p: bottomTwo[index] ?? 0 }))
          .sort((one, other) => other.p - one.p)
          .map(({ gap }) => gap);
        expect(ranked.slice(1, 3)).toContain(next.gap);
      }
      asked.push(next.item);
      past = answered(past, next.item, gapIds.indexOf(next.gap) < 3 ? 0.2 : 0.9, at);
    }
  });

  it("hangs on the answers: who fails where another passes is asked other things", () => {
    const gapsOf = (weak: GapId[]) =>
      sit((gap) => (weak.includes(gap as GapId) ? 0 : 1))
        .asked.slice(7)
        .map(({ gap }) => gap);
    expect(gapsOf(gapIds.slice(0, 3))).not.toEqual(gapsOf(gapIds.slice(4)));
    expect(gapsOf(gapIds.slice(0, 3)).every((gap) => gapIds.slice(0, 3).includes(gap))).toBe(true);
  });

  it("is the same for the same arguments, and differs by seed", () => {
    const ids = (seed: number) => sit(() => 0.5, unseen, seed).asked.map(({ item }) => item);
    expect(ids(3)).toEqual(ids(3));
    expect(new Set([1, 2, 3, 4].map((seed) => ids(seed).slice(0, 7).join())).size).toBeGreaterThan(1);
  });

  it("ends early only when both of the lowest two are known, and not before every gap was asked", () => {
    const evidence = gapIds.flatMap((gap) =>
      catalog.items
        .filter(({ statements }) => statements[0]?.startsWith(gap))
        .slice(0, 11)
        .map((item, index): Evidence => {
          const traits = blueprintOf(catalog).traits.get(item.id) ?? expect.unreachable();
          const score = gap === "traffic" || gap === "messaging" ? 0 : 1;
          return { answer: item.id, traits, at: now - 100_000 + index, score, weight: 4, hints: 0 };
        }),
    );
    const known: Past = { mastery: observeAll(initial(), evidence), last: new Map() };
    expect(isSure(borderOf(known.mastery, blueprintOf(catalog).gaps, now))).toBe(true);
    const { asked, why } = sit((gap) => (gap === "traffic" || gap === "messaging" ? 0 : 1), known);
    expect(why).toBe("sure");
    expect(asked).toHaveLength(7);
    // A learner who differs by one gap only is not sure: two are claimed or none.
    expect(
      isSure({ ...borderOf(initial(), blueprintOf(catalog).gaps, now), bottomTwo: [0.95, 0.89, 0.16, 0, 0, 0, 0] }),
    ).toBe(false);
  });

  it("prefers what shows most at once, never answered before, and holds nothing the learner marks", () => {
    const mixed = aCatalog({
      items: gapIds.flatMap((gap) => [
        ...items(4, { gap, topic: `pick-${gap}` }),
        ...items(2, {
          gap,
          topic: `fill-${gap}`,
          kind: "fill-in",
          spec: { blanks: ["a", "b", "c", "d"].map((id) => blank(id, id)) },
        }),
        ...items(4, { gap, topic: `tell-${gap}`, kind: "open-ended" }),
      ]),
    });
    const first = firstOfEachGap(unseen, mixed, now, 5).map(({ item }) => itemOf(item, mixed));
    expect(first.map(({ kind }) => kind)).toEqual(Array(7).fill("fill-in"));
    const seen = new Map(first.map(({ id }) => [id, { answer: "an-answer", at: now - 1e9, share: 0 }]));
    const again = firstOfEachGap({ ...unseen, last: seen }, mixed, now, 5).map(({ item }) => item);
    expect(again.some((id) => seen.has(id))).toBe(false);
    const { asked } = sit(() => 0.5, unseen, 1, mixed);
    expect(asked.some(({ item }) => isSelfMarked(itemOf(item, mixed)))).toBe(false);
  });

  it("asks no two questions of which one gives the other away", () => {
    const bank = gapIds.flatMap((gap) => [
      anItem({ id: `${gap}.a`, topic: null, statements: [`${gap}.1`], enemies: [`${gap}.b`] }),
      anItem({ id: `${gap}.b`, topic: null, statements: [`${gap}.2`] }),
      anItem({ id: `${gap}.c`, topic: null, statements: [`${gap}.3`] }),
    ]);
    const tense = aCatalog({ items: bank });
    for (let seed = 0; seed < 5; seed++) {
      const asked = sit((_, place) => place % 2, unseen, seed, tense).asked.map(({ item }) => itemOf(item, tense));
      expect(asked.length).toBe(12);
      asked.forEach((one, index) => {
        for (const other of asked.slice(index + 1)) expect(areEnemies(one, other)).toBe(false);
      });
    }
  });

  it("says that nothing is left when the bank is used up, and begins with what there is", () => {
    const small = aCatalog({ items: items(3, { gap: "traffic" }) });
    const { asked, why } = sit(() => 0.5, unseen, 1, small);
    expect([asked.length, why]).toEqual([3, "empty"]);
  });

  it("gives its first seven at once where answers cannot be waited for: the same as with no answer in between", () => {
    const asked: ItemId[] = [];
    for (let place = 0; place < 7; place++) {
      const next = nextDiagnostic(unseen, catalog, now, 9, asked);
      if ("done" in next) return expect.unreachable();
      asked.push(next.item);
    }
    expect(firstOfEachGap(unseen, catalog, now, 9).map(({ item }) => item)).toEqual(asked);
  });
});
