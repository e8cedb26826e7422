import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GapId, ItemId, StatementId, TopicId } from "../ids";
import { dayMs, model } from "./constants";
import {
  begin,
  type Cell,
  type Evidence,
  type ItemTraits,
  initial,
  levelOf,
  logitOf,
  type MasteryState,
  observe,
  observeAll,
  predict,
  type Target,
} from "./estimate";

const start = Date.UTC(2026, 10, 1);

const traitsOf = ({
  item = "t.a",
  gap = "consistency",
  difficulty = 3,
  guess = 0,
  topic = "raft",
} = {}): ItemTraits => ({
  item: item as ItemId,
  kind: "single-choice",
  topics: [{ id: topic as TopicId, weight: 1 }],
  gaps: [{ id: gap as GapId, weight: 1 }],
  statements: [{ id: `${gap}.1` as StatementId, weight: 1 }],
  difficulty,
  guess,
});

const answered = (traits: ItemTraits, score: number, at = start, weight = 1): Evidence => ({
  answer: `${traits.item} ${at}`,
  traits,
  at,
  score,
  weight,
  hints: 0,
});

const targetOf = (gap: string, topic = "raft"): Target => ({
  gap: gap as GapId,
  topics: [{ id: topic as TopicId, weight: 1 }],
  statements: [1, 2, 3, 4, 5].map((n) => `${gap}.${n}` as StatementId),
});

const cellsOf = (state: MasteryState): Cell[] => [
  state.global,
  state.form,
  state.slope,
  ...state.topics.values(),
  ...state.statements.values(),
  ...state.items.values(),
  ...[...state.gaps.values()].flatMap(({ slow, fast }) => [slow, fast]),
];

const anyEvidence = fc
  .record({
    item: fc.integer({ min: 0, max: 11 }),
    gap: fc.constantFrom("traffic", "consistency", "messaging"),
    difficulty: fc.integer({ min: 1, max: 5 }),
    guess: fc.double({ min: 0, max: 0.9, noNaN: true }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 6, noNaN: true }),
    later: fc.integer({ min: 0, max: 90 * dayMs }),
  })
  .map(({ item, gap, difficulty, guess, score, weight, later }) => ({
    traits: traitsOf({ item: `${gap}.i${item}`, gap, difficulty, guess, topic: `topic-${gap}` }),
    score,
    weight,
    later,
  }));
const anyHistory = fc.array(anyEvidence, { maxLength: 40 }).map((list) => {
  let at = start;
  return list.map(({ traits, score, weight, later }) => {
    at += later;
    return answered(traits, score, at, weight);
  });
});

describe("what the model expects before any answer", () => {
  it("is the base and the gap's prior, taken back by their uncertainty", () => {
    const { p, x } = predict(begin(initial(), { levelsOnly: true }), traitsOf(), start);
    expect(x).toBeCloseTo(model.base + model.gapMean, 12);
    expect(p).toBeGreaterThan(0.5);
    expect(p).toBeLessThan(1 / (1 + Math.exp(-x)));
  });

  it("is lower for harder items and never below the guess floor", () => {
    const at = (difficulty: number) => predict(initial(), traitsOf({ difficulty }), start).p;
    expect([1, 2, 3, 4].every((d) => at(d) > at(d + 1))).toBe(true);
    expect(predict(initial(), traitsOf({ difficulty: 5, guess: 0.5 }), start).p).toBeGreaterThan(0.5);
  });
});

describe("an answer", () => {
  it("changes the states by the filter's formulas", () => {
    const traits = traitsOf({ difficulty: 2, guess: 0.25 });
    const before = initial();
    const { x, variance } = predict(before, traits, start);
    const q = 1 / (1 + Math.exp(-x / Math.sqrt(1 + (Math.PI * variance) / 8)));
    const span = 1 - 0.25 - model.slip;
    const p = 0.25 + span * q;
    const dp = span * q * (1 - q);
    const grad = (1.6 * (1 - p) * dp) / (p * (1 - p));
    const lam = (1.6 * dp * dp) / (p * (1 - p));
    const after = observe(before, answered(traits, 1, start, 1.6));
    const P = model.globalVariance;
    expect(after.global.mean).toBeCloseTo((P * grad) / (1 + lam * variance), 12);
    expect(after.global.variance).toBeCloseTo(P - (P * P * lam) / (1 + lam * variance), 12);
    const S = model.slopeVariance;
    expect(after.slope.mean).toBeCloseTo(model.slope + (S * 1 * grad) / (1 + lam * variance), 12);
    const G = model.gapVariance;
    const gap = after.gaps.get("consistency" as GapId);
    expect(gap?.slow.mean).toBeCloseTo(model.gapMean + (G * grad) / (1 + lam * variance) + model.gainRight, 12);
  });

  it("moves each of two gaps by its weight, and their variances by its square", () => {
    const weight = 2 ** -model.gapShare;
    const ids = ["consistency", "resilience"] as GapId[];
    const traits = { ...traitsOf(), gaps: ids.map((id) => ({ id, weight })) };
    const after = observe(initial(), answered(traits, 1));
    const { mean, variance } = after.global;
    const told = 1 - variance / model.globalVariance;
    for (const id of ids) {
      const gap = after.gaps.get(id)?.slow;
      const share = (weight * model.gapVariance) / model.globalVariance;
      expect(gap?.mean).toBeCloseTo(model.gapMean + mean * share + model.gainRight, 12);
      const left = 1 - told * weight * share;
      expect(gap?.variance).toBeCloseTo(model.gapVariance * left, 12);
    }
  });

  it("raises what is expected when right and lowers it when wrong", () => {
    const traits = traitsOf();
    const other = traitsOf({ item: "t.b" });
    const before = predict(initial(), other, start).p;
    expect(predict(observe(initial(), answered(traits, 1)), other, start).p).toBeGreaterThan(before);
    expect(predict(observe(initial(), answered(traits, 0)), other, start).p).toBeLessThan(before);
  });

  it("leaves the given state as it was", () => {
    const before = observe(initial(), answered(traitsOf(), 1));
    const copy = structuredClone(before);
    observe(before, answered(traitsOf({ item: "t.b" }), 0, start + dayMs));
    expect(before).toEqual(copy);
  });

  it("to the same item on the same day moves the fast states only", () => {
    const first = observe(initial(), answered(traitsOf(), 0));
    const again = observe(first, answered(traitsOf(), 1, start + 3_600_000));
    const slow = ({ gaps, form: _, hedge: __, ...rest }: MasteryState) => ({
      ...rest,
      gaps: [...gaps.values()].map((gap) => gap.slow),
    });
    expect(slow(again)).toEqual(slow(first));
    expect(again.form.mean).toBeGreaterThan(first.form.mean);
    const nextDay = observe(first, answered(traitsOf(), 1, start + dayMs));
    expect(nextDay.global.n).toBe(2);
  });

  it("says more of a statement that was right than of one that was wrong in the same answer", () => {
    const [good, bad] = ["consistency.1" as StatementId, "consistency.2" as StatementId];
    const traits = { ...traitsOf(), statements: [good, bad].map((id) => ({ id, weight: 0.5 })) };
    const statements = new Map([
      [good, 1],
      [bad, 0],
    ]);
    const after = observe(initial(), { ...answered(traits, 0.5), statements });
    expect(after.statements.get(good)?.mean).toBeGreaterThan(0);
    expect(after.statements.get(bad)?.mean).toBeLessThan(0);
  });
});

const { globalVariance, formVariance, gapVariance, gapFormVariance, itemVariance } = model;
const priorVariances = { globalVariance, formVariance, gapVariance, gapFormVariance, itemVariance };

describe("whatever is answered", () => {
  it("variances stay above zero and at most at the prior's, and p between its floor and 1", () => {
    fc.assert(
      fc.property(anyHistory, anyEvidence, (history, next) => {
        const state = observeAll(initial(), history);
        for (const { mean, variance } of cellsOf(state)) {
          expect(Number.isFinite(mean)).toBe(true);
          expect(variance).toBeGreaterThan(0);
          expect(variance).toBeLessThanOrEqual(Math.max(...Object.values(priorVariances)));
        }
        const { p } = predict(state, next.traits, (history.at(-1)?.at ?? start) + next.later);
        expect(p).toBeGreaterThanOrEqual(next.traits.guess);
        expect(p).toBeLessThan(1);
      }),
    );
  });

  it("one by one or all at once gives the same state", () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        expect(history.reduce(observe, initial())).toEqual(observeAll(initial(), history));
      }),
    );
  });

  it("a level lies in order between 0 and 100", () => {
    fc.assert(
      fc.property(anyHistory, fc.integer({ min: 0, max: 3000 }), (history, days) => {
        const at = (history.at(-1)?.at ?? start) + days * dayMs;
        const { lo, mid, hi } = levelOf(
          observeAll(initial(), history),
          targetOf("consistency", "topic-consistency"),
          at,
        );
        expect(lo).toBeGreaterThan(0);
        expect(lo).toBeLessThan(mid);
        expect(mid).toBeLessThan(hi);
        expect(hi).toBeLessThan(100);
      }),
    );
  });

  it("more evidence never widens, at a fixed time, a state that it does not touch", () => {
    fc.assert(
      fc.property(anyHistory, anyHistory, (history, more) => {
        const at = start + 9000 * dayMs;
        const elsewhere = more.filter(({ traits }) => traits.gaps[0]?.id !== "messaging");
        const own = (state: MasteryState) =>
          logitOf({ ...state, global: initial().global }, targetOf("messaging", "topic-messaging"), at).variance;
        const before = observeAll(initial(), history);
        const last = history.at(-1)?.at ?? start;
        const after = observeAll(
          before,
          elsewhere.map((each) => ({ ...each, at: each.at - start + last })),
        );
        expect(own(after)).toBeLessThanOrEqual(own(before));
      }),
    );
  });
});

describe("time", () => {
  const state = observeAll(
    initial(),
    Array.from({ length: 12 }, (_, n) => answered(traitsOf({ item: `t.i${n}` }), 0, start + n)),
  );
  const daysLater = (days: number) => levelOf(state, targetOf("consistency"), start + days * dayMs);

  it("widens every interval, up to what is known of anybody", () => {
    const widths = [1, 3, 10, 30, 100, 1000].map((days) =>
      logitOf(state, targetOf("consistency"), start + days * dayMs),
    );
    const unknown = logitOf(initial(), targetOf("consistency"), start);
    widths.forEach(({ variance }, index) => {
      expect(variance).toBeGreaterThan(widths[index - 1]?.variance ?? 0);
      expect(variance).toBeLessThan(unknown.variance);
    });
  });

  it("takes the middle back towards what is expected of anybody", () => {
    expect(daysLater(100).mid).toBeGreaterThan(daysLater(1).mid);
    expect(daysLater(100).mid).toBeLessThan(levelOf(initial(), targetOf("consistency"), start).mid);
  });

  it("does not run backwards: a moment before the last answer reads as that answer's", () => {
    expect(levelOf(state, targetOf("consistency"), start - dayMs)).toEqual(daysLater(0));
  });
});
