/**
 * Simulated learners of whom the truth is known: general ability N(.5, .6^2); planted ones have seven gaps N(0, .3^2), two
 * of them at -1.5 instead; of exchangeable ones all seven are N(0, .8^2), and the lowest two are the weak ones. Items with b ~ N(0, .9^2), of which the author's difficulty knows half (correlation .5); each answer shows four
 * criteria, each missed by a slip of .03. Seeds are fixed.
 */
import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { Item } from "../quiz/catalog";
import { type Draw, drawsFrom, shuffle } from "../quiz/seed";
import { dayMs } from "./constants";
import { absorb, begin, type Evidence, initial, levelOf, onScale } from "./estimate";
import { readGaps } from "./gaps";
import { blueprintOf, traitsOf } from "./observe";

const start = Date.UTC(2026, 10, 1);
const kinds = ["single-choice", "ordering", "matching"];
const catalog = aCatalog({ items: gapIds.flatMap((gap) => items(60, { gap })) });
const { gaps: targets } = blueprintOf(catalog);

const normal = (draw: Draw) => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

type Population = "planted" | "exchangeable";
type Learner = { evidence: Evidence[]; weak: Set<string>; truth: Map<string, number> };

/** One learner's answers to random items of all gaps, twelve in an hour, one such hour a day and a half. */
function learner(seed: number, n: number, population: Population): Learner {
  const draw = drawsFrom(seed);
  const ability = 0.5 + 0.6 * normal(draw);
  const planted = new Set<string>(shuffle(gapIds, draw).slice(0, 2));
  const offset = (gap: string) =>
    population === "exchangeable" ? 0.8 * normal(draw) : planted.has(gap) ? -1.5 : 0.3 * normal(draw);
  const truth = new Map<string, number>(gapIds.map((gap) => [gap, ability + offset(gap)]));
  const lowest = [...truth].sort((a, b) => a[1] - b[1]).slice(0, 2);
  const weak = population === "planted" ? planted : new Set(lowest.map(([gap]) => gap));
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
  return { evidence, weak, truth };
}

/** What is said of so many learners after each of these numbers of answers. */
function readingsOf(population: Population, learners: number, stops: readonly number[]) {
  return Array.from({ length: learners }, (_, index) => {
    const { evidence, weak, truth } = learner(1000 + index, Math.max(...stops), population);
    const draft = begin(initial(), { levelsOnly: true });
    return evidence.flatMap((each, place) => {
      absorb(draft, each);
      if (!stops.includes(place + 1)) return [];
      const levels = targets.map((target) => ({ gap: target.gap, ...levelOf(draft, target, each.at) }));
      const gaps = readGaps(draft, targets, evidence.slice(0, place + 1), each.at);
      return [{ n: place + 1, weak, truth, levels, gaps }];
    });
  }).flat();
}

const claimsIn = (readings: ReturnType<typeof readingsOf>): boolean[] =>
  readings.flatMap(({ gaps, weak }) => gaps.filter(({ state }) => state === "weak").map(({ gap }) => weak.has(gap)));
const rightShare = (claims: readonly boolean[]) => claims.filter(Boolean).length / claims.length;

const stops = [30, 60, 100, 150, 300];
const planted = readingsOf("planted", 60, stops);
const exchangeable = readingsOf("exchangeable", 60, stops);

describe("sixty learners with two planted weak gaps each, and sixty whose gaps merely differ", () => {
  it.each([
    ["planted", planted],
    ["exchangeable", exchangeable],
  ])("have at least nine claims in ten right at every number of answers: %s", (_, readings) => {
    for (const n of stops) {
      const claims = claimsIn(readings.filter((each) => each.n === n));
      if (claims.length >= 10)
        expect(rightShare(claims), `${claims.length} claims at ${n}`).toBeGreaterThanOrEqual(0.9);
    }
    expect(claimsIn(readings).length).toBeGreaterThanOrEqual(10);
    expect(rightShare(claimsIn(readings))).toBeGreaterThanOrEqual(0.9);
  });

  it("would have too many wrong ones, were the two lowest middles called weak from the start", () => {
    const guesses = [...planted, ...exchangeable]
      .filter(({ n }) => n === 30)
      .flatMap(({ levels, weak }) =>
        [...levels]
          .sort((a, b) => a.mid - b.mid)
          .slice(0, 2)
          .map(({ gap }) => weak.has(gap)),
      );
    expect(rightShare(guesses)).toBeLessThan(0.9);
  });

  it("are told of a weak gap by their answers: the more of them, the more often", () => {
    const told = stops.map((n) => claimsIn(planted.filter((each) => each.n === n)).length);
    expect(told.at(-1)).toBeGreaterThan(told[0] ?? Number.NaN);
  });
});

describe("sixty learners with two planted weak gaps each, after 150 and after 300 answers", () => {
  const readings = planted.filter(({ n }) => n >= 150);

  it("the two gaps held lowest are the planted ones nine times in ten", () => {
    const hits = readings.flatMap(({ gaps, weak }) =>
      [...gaps]
        .sort((a, b) => b.bottomTwo - a.bottomTwo)
        .slice(0, 2)
        .map(({ gap }) => weak.has(gap)),
    );
    expect(rightShare(hits)).toBeGreaterThanOrEqual(0.9);
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
