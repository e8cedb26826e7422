import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GapId, ItemId } from "../ids";
import { dayMs, joining, model } from "./constants";
import { begin, type Evidence, expectOf, type ItemTraits, initial, observeAll, predict, settleOn } from "./estimate";
import { blank } from "./filter";
import { copyHedge, council, forecast, main, settle, unhedged } from "./hedge";
import { copyOpinion, count, features, featuresOf, judge, learn, noOpinion } from "./opinion";
import { opinionPriors } from "./opinion-prior";

const start = Date.UTC(2026, 10, 1);
const traitsOf = ({ item = "t.a", gap = "consistency", difficulty = 3, guess = 0 } = {}): ItemTraits => ({
  item: item as ItemId,
  kind: "single-choice",
  topics: [],
  gaps: [{ id: gap as GapId, weight: 1 }],
  statements: [],
  difficulty,
  guess,
});
const answered = (traits: ItemTraits, score: number, at = start): Evidence => ({
  answer: `${traits.item} ${at}`,
  traits,
  at,
  score,
  weight: 1,
  hints: 0,
});
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));
const size = features.length;

const anyEvidence = fc
  .record({
    item: fc.integer({ min: 0, max: 5 }),
    gap: fc.constantFrom("traffic", "consistency"),
    difficulty: fc.double({ min: 0, max: 6, noNaN: true }),
    isMeasured: fc.boolean(),
    guess: fc.double({ min: 0, max: 0.9, noNaN: true }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    weight: fc.double({ min: 0.01, max: 6, noNaN: true }),
    at: fc.double({ min: 0, max: 8.64e15, noNaN: true }),
  })
  .map(({ item, gap, difficulty, isMeasured, guess, score, weight, at }) => ({
    ...answered({ ...traitsOf({ item: `t.${item}`, gap, difficulty, guess }), isMeasured }, score, at),
    weight,
  }));

describe("the joint expectation", () => {
  it("before any answer is the weighted mean logit of the filters' mean and the regressions' mean", () => {
    const traits = traitsOf({ difficulty: 2 });
    const { own, made } = expectOf(initial(), traits, start);
    const { any, course, drill, tutor } = joining.trust;
    const mean = (each: readonly number[], trust: readonly number[]) =>
      each.reduce((sum, p, index) => sum + p * (trust[index] ?? 0), 0) / trust.reduce((sum, share) => sum + share, 0);
    const filters = mean(made?.each ?? [], [joining.trust.main, course, drill, tutor]);
    const opinion = mean(
      (made?.judged ?? []).map((each) => each?.p ?? 0),
      [any, course, drill, tutor],
    );
    const share = joining.opinion + joining.opinionAtFirst;
    const x = (1 - share) * logit(filters) + share * logit(opinion);
    expect(predict(initial(), traits, start)).toEqual({ p: made?.p, x: own.x, variance: own.variance });
    expect(made?.p).toBeCloseTo(sigmoid(x), 12);
  });

  it("moves trust to the filter that foresaw the answer", () => {
    const draft = begin(initial());
    const evidence = answered(traitsOf({ difficulty: 5 }), 1);
    const expectation = expectOf(draft, evidence.traits, start);
    const each = expectation.made?.each ?? [];
    settleOn(draft, evidence, expectation);
    const gain = (index: number) => (draft.hedge?.trust[index] ?? 0) - (council.trust[index] ?? 0);
    const best = each.indexOf(Math.max(...each));
    const worst = each.indexOf(Math.min(...each));
    expect(gain(best)).toBeCloseTo(Math.log(each[best] ?? 0), 12);
    expect(gain(best)).toBeGreaterThan(gain(worst));
  });

  it("dismisses models that lie far behind, and lets them neither speak nor learn again", () => {
    const history = Array.from({ length: 3000 }, (_, n) =>
      answered(
        traitsOf({ item: `t.${n % 9}`, gap: `g${n % 5}`, difficulty: 1 + (n % 5) }),
        n % 5 < 3 ? 1 : 0,
        start + n,
      ),
    );
    const state = observeAll(initial(), history);
    const gone = (state.hedge?.trust ?? []).flatMap((trust, index) => (index > 0 && trust <= -1e9 ? [index - 1] : []));
    expect(gone.length).toBeGreaterThan(0);
    const { made } = expectOf(state, traitsOf(), start + 3000);
    for (const index of gone) {
      expect(made?.recalled[index]).toBeUndefined();
      expect(state.hedge?.filters[index]?.items.size).toBe(0);
    }
    expect(made?.p).toBeGreaterThan(0.01);
    expect(made?.p).toBeLessThan(0.99);
  });

  it("is the main filter's own where only levels are asked for", () => {
    const state = observeAll(initial(), [answered(traitsOf(), 1)]);
    const levels = begin(state, { levelsOnly: true });
    const { p, x, variance } = predict(levels, traitsOf({ item: "t.b" }), start + 1);
    expect(p).toBeCloseTo((1 - model.slip) * sigmoid(x / Math.sqrt(1 + (Math.PI * variance) / 8)), 12);
    expect(x).toBe(predict(state, traitsOf({ item: "t.b" }), start + 1).x);
    expect("hedge" in levels).toBe(false);
  });

  it("leaves the state that it began from as it was", () => {
    const state = observeAll(initial(), [answered(traitsOf(), 1)]);
    const copy = structuredClone(state);
    observeAll(state, [answered(traitsOf({ item: "t.b" }), 0, start + dayMs)]);
    expect(state).toEqual(copy);
    expect(initial().hedge?.opinion).toEqual(noOpinion(opinionPriors));
  });

  it("stays inside 0 and 1, and every variance at or above zero, whatever is answered", () => {
    fc.assert(
      fc.property(fc.array(anyEvidence, { maxLength: 40 }), (history) => {
        const own = blank(main);
        const hedge = copyHedge(unhedged(council));
        for (const each of history) {
          const now = expectOf(own, each.traits, each.at).own;
          const made = forecast(council, hedge, now, each.traits, each.at);
          expect(made.p).toBeGreaterThan(0);
          expect(made.p).toBeLessThan(1);
          for (const each of made.judged) expect(each?.variance ?? 0).toBeGreaterThan(-1e-6);
          settle(council, hedge, each, made);
          expect(hedge.stretch.variance).toBeGreaterThan(0);
          for (const { covariance, weights } of hedge.opinion.beliefs) {
            expect(weights.every(Number.isFinite)).toBe(true);
            features.forEach((_, row) => {
              expect(covariance[(row * (row + 3)) / 2]).toBeGreaterThan(0);
            });
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("recall of an item", () => {
  const traits = traitsOf({ guess: 0.25 });
  it("takes n / (n + 2) of the logit, on the item's own curve", () => {
    const span = 1 - 0.25 - model.slip;
    const { p } = predict(initial(), traits, start);
    const half = predict(initial(), traits, start, { r: 0.9, reviews: 2 }).p;
    expect(half).toBeCloseTo(0.25 + span * sigmoid((logit((p - 0.25) / span) + logit(0.9)) / 2), 12);
    expect(predict(initial(), traits, start, { r: 0.9, reviews: 0 }).p).toBeCloseTo(p, 12);
  });

  it("keeps p between the guess floor and 1 when it is sure or gone", () => {
    for (const r of [0, 1])
      for (const reviews of [1, 1000]) {
        const { p } = predict(initial(), traits, start, { r, reviews });
        expect(p).toBeGreaterThanOrEqual(0.25);
        expect(p).toBeLessThan(1);
      }
  });
});

describe("news of a repeated item", () => {
  const repeat = { ...answered(traitsOf(), 0, start + 30 * dayMs), news: 0 };
  const before = observeAll(initial(), [answered(traitsOf(), 1)]);
  it("of zero moves form and item, and neither what is known at large nor its certainty", () => {
    const none = observeAll(before, [repeat]);
    const full = observeAll(before, [{ ...repeat, news: 1 }]);
    expect(none.form).toEqual(full.form);
    expect(none.items).toEqual(full.items);
    expect(none.gaps.get("consistency" as GapId)?.fast).toEqual(full.gaps.get("consistency" as GapId)?.fast);
    expect(none.global.mean).toBeGreaterThan(full.global.mean);
    expect(none.global.variance).toBeGreaterThan(full.global.variance);
  });

  it("of one is what an answer without it tells", () => {
    const { news: _, ...plain } = repeat;
    expect(observeAll(before, [{ ...repeat, news: 1 }])).toEqual(observeAll(before, [plain]));
  });
});

describe("the second opinion", () => {
  it("learns by the formulas of a Kalman filter with a full covariance", () => {
    const opinion = noOpinion(opinionPriors);
    const traits = traitsOf({ difficulty: 1 });
    const seen = featuresOf(opinion, traits, start);
    const draft = copyOpinion(opinion);
    const belief = draft.beliefs[0];
    const prior = opinion.beliefs[0];
    if (!belief || !prior) throw new Error("a council has at least one regression");
    const judged = judge(belief, seen, 0);
    learn(belief, answered(traits, 0), judged);

    const full = (row: number, column: number) => {
      const [low, high] = row < column ? [row, column] : [column, row];
      return prior.covariance[(high * (high + 1)) / 2 + low] ?? 0;
    };
    const direction = features.map((_, row) => features.reduce((sum, __, k) => sum + full(row, k) * (seen[k] ?? 0), 0));
    const variance = direction.reduce((sum, each, row) => sum + each * (seen[row] ?? 0), 0);
    const x = features.reduce((sum, _, row) => sum + (prior.weights[row] ?? 0) * (seen[row] ?? 0), 0);
    const q = sigmoid(x / Math.sqrt(1 + (Math.PI * variance) / 8));
    const gain = 1 / (1 + q * (1 - q) * variance);
    expect(judged.p).toBeCloseTo(q, 12);
    for (let row = 0; row < size; row++) {
      expect(belief.weights[row]).toBeCloseTo((prior.weights[row] ?? 0) - (direction[row] ?? 0) * q * gain, 10);
      const left = full(row, row) - (direction[row] ?? 0) ** 2 * q * (1 - q) * gain;
      expect(belief.covariance[(row * (row + 3)) / 2]).toBeCloseTo(left, 10);
    }
  });

  it("starts from covariances whose variances are above zero, one weight for each feature", () => {
    for (const { mean, covariance } of opinionPriors) {
      expect(mean).toHaveLength(size);
      expect(covariance).toHaveLength((size * (size + 1)) / 2);
      features.forEach((_, row) => {
        expect(covariance[(row * (row + 3)) / 2]).toBeGreaterThan(0);
      });
    }
  });

  it("reads what its features say", () => {
    const draft = copyOpinion(noOpinion(opinionPriors));
    const named = (traits: ItemTraits, at: number) => {
      const seen = featuresOf(draft, traits, at);
      return Object.fromEntries(features.map(([name], index) => [name, seen[index]]));
    };
    expect(named(traitsOf({ difficulty: 1 }), start)).toMatchObject({
      one: 1,
      "easier (author)": 2 / 1.35,
      "easier (measured)": 0,
      "new gaps": 1,
      "new item": 1,
      right: 0,
    });
    for (const [index, score] of [1, 1, 0].entries()) count(draft, answered(traitsOf(), score, start + index));
    count(draft, answered(traitsOf({ item: "t.b", gap: "traffic" }), 1, start + 3));
    const seen = named(traitsOf(), start + 2 + 3_600_000);
    expect(seen).toMatchObject({ "new gaps": 0, "new item": 0, "last on the item": -1, "in a row on the gaps": -1 });
    expect(seen.right).toBeCloseTo(Math.log(4), 12);
    expect(seen["right on the item"]).toBeCloseTo(Math.log(3), 12);
    expect(seen["wrong on the gaps"]).toBeCloseTo(Math.log(2), 12);
    expect(seen["answers since the gaps"]).toBeCloseTo(Math.log(2), 12);
    expect(seen["hours since the gaps"]).toBeCloseTo(Math.log(2), 12);
  });
});
