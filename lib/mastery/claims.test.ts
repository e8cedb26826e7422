/**
 * Simulated learners of whom the truth is known: general ability N(.5, .6^2), seven gaps N(0, .3^2), two of them planted
 * at -1.5; items with b ~ N(0, .9^2), of which the author's difficulty knows half (correlation .5); each answer shows four
 * criteria, each missed by a slip of .03. Seeds are fixed.
 */
import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { Item } from "../quiz/catalog";
import { type Draw, drawsFrom, shuffle } from "../quiz/seed";
import { dayMs } from "./constants";
import { type Evidence, initial, levelOf, observeAll, onScale } from "./estimate";
import { readGaps } from "./gaps";
import { blueprintOf, traitsOf } from "./observe";

const start = Date.UTC(2026, 10, 1);
const kinds = ["single-choice", "ordering", "matching"];
const catalog = aCatalog({ items: gapIds.flatMap((gap) => items(60, { gap })) });
const { gaps: targets } = blueprintOf(catalog);

const normal = (draw: Draw) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

type Learner = { evidence: Evidence[]; planted: Set<string>; truth: Map<string, number> };

/** One learner's answers to random items of all gaps, twelve in an hour, one such hour a day and a half. */
function learner(seed: number, n: number): Learner {
  const draw = drawsFrom(seed);
  const ability = 0.5 + 0.6 * normal(draw);
  const planted = new Set<string>(shuffle(gapIds, draw).slice(0, 2));
  const truth = new Map<string, number>(
    gapIds.map((gap) => [gap, ability + (planted.has(gap) ? -1.5 : 0.3 * normal(draw))]),
  );
  const evidence = shuffle(catalog.items, draw)
    .slice(0, n)
    .map((item, index): Evidence => {
      const gap = item.statements[0]?.split(".")[0] ?? "";
      const b = normal(draw);
      const known = 0.5 * b + Math.sqrt(0.75) * normal(draw);
      const difficulty = Math.min(5, Math.max(1, Math.round(3 + known))) as Item["difficulty"];
      const q = 0.97 / (1 + Math.exp(0.9 * b - (truth.get(gap) ?? 0)));
      const score = [1, 2, 3, 4].filter(() => draw() < q).length / 4;
      const traits = { ...traitsOf({ ...item, difficulty }), guess: 0, kind: kinds[index % 3] ?? "ordering" };
      const at = start + Math.floor(index / 12) * 1.5 * dayMs + (index % 12) * 300_000;
      return { answer: `${index}`, traits, at, score, weight: 4 / 1.9, hints: 0 };
    });
  return { evidence, planted, truth };
}

describe("sixty learners with two planted weak gaps each, after 150 and after 300 answers", () => {
  const readings = [150, 300].flatMap((n) =>
    Array.from({ length: 60 }, (_, index) => {
      const { evidence, planted, truth } = learner(1000 + index, n);
      const state = observeAll(initial(), evidence);
      const at = evidence.at(-1)?.at ?? start;
      const levels = targets.map((target) => ({ gap: target.gap, ...levelOf(state, target, at) }));
      return { n, planted, truth, levels, gaps: readGaps(state, targets, evidence, at) };
    }),
  );

  it("at least nine claims in ten are right, and some are made", () => {
    const claims = readings.flatMap(({ gaps, planted }) =>
      gaps.filter(({ state }) => state === "weak").map(({ gap }) => planted.has(gap)),
    );
    expect(claims.length).toBeGreaterThanOrEqual(10);
    expect(claims.filter(Boolean).length / claims.length).toBeGreaterThanOrEqual(0.9);
  });

  it("the two gaps held lowest are the planted ones nine times in ten", () => {
    const hits = readings.flatMap(({ gaps, planted }) =>
      [...gaps]
        .sort((a, b) => b.bottomTwo - a.bottomTwo)
        .slice(0, 2)
        .map(({ gap }) => planted.has(gap)),
    );
    expect(hits.filter(Boolean).length / hits.length).toBeGreaterThanOrEqual(0.9);
  });

  it("the 80 % interval holds the truth four times in five", () => {
    const held = readings.flatMap(({ levels, truth }) =>
      levels.map(({ gap, lo, hi }) => {
        const real = onScale(truth.get(gap) ?? 0);
        return real >= lo && real <= hi;
      }),
    );
    expect(held.filter(Boolean).length / held.length).toBeGreaterThanOrEqual(0.8);
  });
});
