import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, anItem, aTopic } from "../../tests/build";
import type { StatementId } from "../ids";
import { evidence as counting } from "./constants";
import { initial, observe } from "./estimate";
import { type Answered, blueprintOf, evidenceOf, traitsOf } from "./observe";

const seen = (statement: string, score: number, weight = 1) => ({ statement: statement as StatementId, score, weight });
const body = (given: Partial<Answered> = {}): Answered => ({
  score: { earned: 1, possible: 1 },
  observations: [seen("consistency.4", 1)],
  hints: 0,
  ...given,
});
const traits = traitsOf(anItem());
const evidence = (given: Partial<Answered> = {}) => evidenceOf("an-answer", body(given), traits, 0);

describe("an item's skills", () => {
  it("are its topic and the gaps of its statements", () => {
    const { topics, gaps, guess } = traitsOf(anItem({ statements: ["consistency.4", "consistency.1"] }));
    expect(topics).toEqual([{ id: "consensus-raft", weight: 1 }]);
    expect(gaps).toEqual([{ id: "consistency", weight: 1 }]);
    expect(guess).toBe(0.25);
  });

  it("weigh each of two gaps by 2^-0.56 when their statements are as many, and by their share when not", () => {
    const even = traitsOf(anItem({ statements: ["consistency.4", "resilience.4"] })).gaps;
    expect(even.map(({ weight }) => weight)).toEqual([2 ** -0.56, 2 ** -0.56].map((w) => expect.closeTo(w, 12)));
    const [more, less] = traitsOf(anItem({ statements: ["consistency.4", "consistency.3", "resilience.4"] })).gaps;
    expect((more?.weight ?? 0) / (less?.weight ?? 1)).toBeCloseTo(2, 12);
  });

  it("leave the topic out for an item that belongs to a gap", () => {
    expect(traitsOf(anItem({ topic: null })).topics).toEqual([]);
  });
});

describe("a gap's topics", () => {
  it("are those that are written, scaled to one", () => {
    const base = aCatalog({
      topics: [aTopic({ id: "a" }), aTopic({ id: "b" }), aTopic({ id: "c", state: "planned" })],
    });
    const gaps = base.gaps.map((gap) => ({ ...gap, weights: { a: 30, b: 10, c: 60 } }));
    const [first] = blueprintOf({ ...base, gaps }).gaps;
    expect(first?.topics).toEqual([
      { id: "a", weight: 0.75 },
      { id: "b", weight: 0.25 },
    ]);
  });
});

describe("what an answer is worth", () => {
  it("is the share of its marks, once", () => {
    expect(evidence({ score: { earned: 3, possible: 4 } })).toMatchObject({ score: 0.75, weight: 1 });
  });

  it("counts four observations of one statement as K / (1 + 3 rho)", () => {
    const observations = [1, 1, 0, 1].map((score) => seen("consistency.4", score, 0.25));
    expect(evidence({ observations })?.weight).toBeCloseTo(4 / 1.9, 12);
  });

  it("does not count a sign twice because it speaks of two statements", () => {
    const observations = ["consistency.4", "consistency.1"].flatMap((id) => [seen(id, 1, 0.25), seen(id, 0, 0.25)]);
    expect(evidence({ observations })?.weight).toBeCloseTo(2 / 1.3, 12);
  });

  it("is capped by hints, more by more of them", () => {
    expect([0, 1, 2, 3, 9].map((hints) => evidence({ hints })?.score)).toEqual([1, 0.7, 0.5, 0.3, 0.3]);
  });

  it("is less when right and unsure, more when wrong and sure, and else the same", () => {
    const weight = (earned: number, confidence?: 1 | 2 | 3) =>
      evidence({ score: { earned, possible: 1 }, ...(confidence && { confidence }) })?.weight;
    expect([weight(1, 1), weight(0, 3)]).toEqual([counting.unsureAndRight, counting.sureAndWrong]);
    expect([weight(1), weight(1, 2), weight(1, 3), weight(0), weight(0, 1), weight(0, 2)]).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it("differs by statement where the observations do", () => {
    const two = traitsOf(anItem({ statements: ["consistency.4", "consistency.1"] }));
    const observations = [seen("consistency.4", 1), seen("consistency.1", 0)];
    const found = evidenceOf("an-answer", body({ score: { earned: 1, possible: 2 }, observations }), two, 0);
    expect([...(found?.statements ?? [])]).toEqual([
      ["consistency.4", 1],
      ["consistency.1", 0],
    ]);
  });

  it("is nothing when the marks cannot be told", () => {
    for (const score of [
      { earned: Number.NaN, possible: 1 },
      { earned: 1, possible: 0 },
      { earned: 1, possible: Number.NaN },
      { earned: 1, possible: -1 },
      { earned: Number.POSITIVE_INFINITY, possible: 1 },
    ])
      expect(evidence({ score })).toBeUndefined();
    expect(evidenceOf("an-answer", body(), traits, Number.NaN)).toBeUndefined();
  });

  it("keeps every state finite, whatever stands in the event", () => {
    const number = fc.oneof(fc.double(), fc.integer(), fc.constantFrom(Number.NaN, -1e308, 1e308, 5e-324));
    fc.assert(
      fc.property(number, number, number, fc.array(fc.tuple(number, number)), (earned, possible, hints, pairs) => {
        const observations = pairs.map(([score, weight]) => seen("consistency.4", score, weight));
        const found = evidence({ score: { earned, possible }, hints, observations });
        if (!found) return;
        expect(found.score).toBeGreaterThanOrEqual(0);
        expect(found.score).toBeLessThanOrEqual(1);
        expect(found.weight).toBeGreaterThan(0);
        expect(found.weight).toBeLessThanOrEqual(counting.sureAndWrong / 0.3);
        const { global } = observe(initial(), found);
        expect(Number.isFinite(global.mean) && global.variance > 0).toBe(true);
      }),
    );
  });
});
