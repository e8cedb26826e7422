import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { GapId, StatementId } from "../ids";
import { drawsFrom } from "../quiz/seed";
import { dayMs, model } from "./constants";
import { type Evidence, initial, levelOf, logitOf, observeAll } from "./estimate";
import { blueprintOf, type GapTarget, type StatementTarget } from "./observe";
import { bearsOn, type OwnTarget, placeLevel, placeLogit, placeParts, priorShift } from "./place";

const bank = gapIds.flatMap((gap) => items(20, { gap }));
const { gaps, traits } = blueprintOf(aCatalog({ items: bank }));
const [traffic, consistency] = gaps as [GapTarget, GapTarget];
const start = Date.UTC(2026, 10, 1);

const history = (seed: number, n: number): Evidence[] => {
  const draw = drawsFrom(seed);
  return Array.from({ length: n }, (_, index) => {
    const known = traits.get(bank[Math.floor(draw() * bank.length)]?.id ?? ("" as never));
    if (!known) throw new Error("the bank is empty");
    const score = Math.round(draw() * 4) / 4;
    return { answer: `a${index}`, traits: known, at: start + (index * dayMs) / 4, score, weight: 1, hints: 0 };
  });
};
const state = observeAll(initial(), history(1, 60));
const at = start + 20 * dayMs;

const statement = ({ gap, topics }: GapTarget, number: number): StatementTarget => ({
  statement: `${gap}.${number}` as StatementId,
  gap,
  topics,
});
const own = (...statements: StatementTarget[]): OwnTarget => ({ own: "own-x" as GapId, statements });

describe("a gap of the learner's own", () => {
  const chosen = [statement(consistency, 1), statement(consistency, 4), statement(traffic, 2)];

  it("has the mean of its statements' logits", () => {
    const logits = chosen.map((place) => logitOf(state, place, at).x);
    const mean = logits.reduce((sum, x) => sum + x, 0) / logits.length;
    expect(placeLogit(state, own(...chosen), at).x).toBeCloseTo(mean, 12);
  });

  it("of one statement is that statement", () => {
    const [one] = chosen as [StatementTarget];
    const [alone, itself] = [placeLogit(state, own(one), at), logitOf(state, one, at)];
    expect(alone.x).toBeCloseTo(itself.x, 12);
    expect(alone.variance).toBeCloseTo(itself.variance, 12);
  });

  it("has the joint variance: what its statements share does not average away", () => {
    const variances = chosen.map((place) => logitOf(state, place, at).variance);
    const { variance } = placeLogit(state, own(...chosen), at);
    const asIfIndependent = variances.reduce((sum, each) => sum + each, 0) / chosen.length ** 2;
    expect(variance).toBeGreaterThan(1.5 * asIfIndependent);
    expect(variance).toBeLessThan(Math.max(...variances));
    // By hand: the overall state enters all three with a third each, and so with weight one.
    const global = placeParts(state, own(...chosen), at).find(({ of }) => of === "global");
    expect(global?.weight).toBeCloseTo(1, 12);
  });

  it("is told by answers to its statements only", () => {
    const place = own(...chosen);
    const touching = bank.filter(({ id }) => bearsOn(traits.get(id) as Evidence["traits"], place));
    expect(new Set(touching.flatMap(({ statements }) => statements))).toEqual(
      new Set(["consistency.1", "consistency.4", "traffic.2"]),
    );
  });
});

describe("the learner's word on a gap", () => {
  const shift = (of: typeof state, word: "weak" | "unsure" | "fine", when = at) =>
    placeLogit(of, { ...consistency, word }, when).x - placeLogit(of, consistency, when).x;

  it("moves the prior by its whole before the first answer", () => {
    for (const word of ["weak", "unsure", "fine"] as const)
      expect(shift(initial(), word)).toBeCloseTo(priorShift[word], 12);
    expect(placeLevel(initial(), { ...consistency, word: "unsure" }, at)).toEqual(levelOf(initial(), consistency, at));
  });

  it("is kept by variance now over variance at first, as a filter keeps a prior's mean", () => {
    const slow = state.gaps.get(consistency.gap)?.slow;
    const kept = (slow?.variance ?? 0) / model.gapVariance;
    expect(kept).toBeLessThan(0.95);
    expect(shift(state, "fine", slow?.at) / priorShift.fine).toBeCloseTo(kept, 12);
    expect(shift(state, "fine", at + 400 * dayMs)).toBeGreaterThan(shift(state, "fine"));
  });

  it("stands as a part of its own and widens nothing", () => {
    const place = { ...consistency, word: "weak" as const };
    expect(placeParts(state, place, at).at(-1)).toMatchObject({ of: "judged", id: "consistency", variance: 0 });
    expect(placeLogit(state, place, at).variance).toBe(placeLogit(state, consistency, at).variance);
    const { n, last } = levelOf(state, consistency, at);
    expect(placeLevel(state, place, at)).toMatchObject({ n, last });
  });
});
