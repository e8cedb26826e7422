import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { ChainId, GapId, StatementId } from "../ids";
import { drawsFrom } from "../quiz/seed";
import { dayMs } from "./constants";
import { type Evidence, initial, logitOf, observeAll, onScale } from "./estimate";
import { answersBehind, answersToDecide, movers, termsOf } from "./explain";
import { bottomOf } from "./gaps";
import { blueprintOf } from "./observe";
import { type Place, placeLogit } from "./place";

const start = Date.UTC(2026, 10, 1);
const bank = gapIds.flatMap((gap) => items(20, { gap }));
const { gaps: targets, topics, traits } = blueprintOf(aCatalog({ items: bank }));
const [traffic, consistency] = targets as [(typeof targets)[0], (typeof targets)[0]];

/** Answers to random items with random scores, a quarter of a day apart. */
function history(seed: number, n: number): Evidence[] {
  const draw = drawsFrom(seed);
  return Array.from({ length: n }, (_, index) => {
    const item = bank[Math.floor(draw() * bank.length)] ?? bank[0];
    const known = item && traits.get(item.id);
    if (!known) throw new Error("the bank is empty");
    const score = Math.round(draw() * 4) / 4;
    return { answer: `a${index}`, traits: known, at: start + (index * dayMs) / 4, score, weight: 1, hints: 0 };
  });
}
const endOf = (evidence: Evidence[]) => evidence.at(-1)?.at ?? start;
const logit = (evidence: Evidence[], at: number) => logitOf(observeAll(initial(), evidence), consistency, at).x;

describe("the terms of a gap", () => {
  const evidence = history(1, 80);
  const state = observeAll(initial(), evidence);
  const terms = termsOf(state, consistency, endOf(evidence));

  it("add up, with the base, to the logit of a medium item asked now", () => {
    expect(terms.terms.reduce((sum, { value }) => sum + value, terms.base)).toBeCloseTo(terms.x, 12);
    const fast = terms.terms.filter(({ of }) => of === "form" || of === "gap-form");
    const level = logitOf(state, consistency, endOf(evidence)).x;
    expect(terms.x - fast.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(level, 12);
  });

  it("come with the three strongest of either sign", () => {
    const sizes = terms.terms.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(terms.largest).toEqual(terms.terms.slice(0, 3));
    expect(new Set(terms.terms.map(({ of }) => of))).toEqual(new Set(["global", "form", "topic", "gap", "gap-form"]));
  });

  it("are none without answers", () => {
    expect(termsOf(initial(), consistency, start).terms).toEqual([]);
  });
});

describe("the terms of other places", () => {
  const evidence = history(6, 80);
  const state = observeAll(initial(), evidence);
  const [topic] = [...topics.values()];
  if (!topic) throw new Error("the catalog has no topic");
  const statement = { statement: "consistency.2" as StatementId, gap: consistency.gap, topics: consistency.topics };
  const other = { statement: "traffic.1" as StatementId, gap: traffic.gap, topics: traffic.topics };
  const own = { own: "own-x" as GapId, statements: [statement, other] };
  const word = { ...consistency, word: "weak" as const };
  const places = [topic, statement, own, word];

  it.each([
    ["a topic", 0],
    ["a statement", 1],
    ["a gap of the learner's own", 2],
    ["a gap with a word on it", 3],
  ])("of %s add up, and come the strongest first", (_, index) => {
    const place = places[index] as Place;
    const { base, terms, x } = termsOf(state, place, endOf(evidence));
    expect(terms.reduce((sum, { value }) => sum + value, base)).toBeCloseTo(x, 12);
    const fast = terms.filter(({ of }) => of === "form" || of === "gap-form");
    const level = placeLogit(state, place, endOf(evidence)).x;
    expect(x - fast.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(level, 12);
    const sizes = terms.map(({ value }) => Math.abs(value));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    expect(new Set(terms.map(({ of, id }) => `${of} ${id}`)).size).toBe(terms.length);
  });

  it("have the weights of their answers by replay without each, and the number as it would be", () => {
    const at = endOf(evidence);
    for (const place of places) {
      const { answers } = answersBehind(place, evidence, at);
      expect(answers.length).toBeGreaterThan(2);
      for (const { answer, weight, points, without } of answers) {
        const rest = evidence.filter((each) => each.answer !== answer);
        const x = placeLogit(observeAll(initial(), rest), place, at).x;
        expect(weight).toBeCloseTo(placeLogit(state, place, at).x - x, 12);
        expect(without).toBeCloseTo(onScale(x), 9);
        expect(points).toBeCloseTo(onScale(placeLogit(state, place, at).x) - without, 9);
      }
    }
  });

  it("tell of an open rung whose it was", () => {
    const chain = "consensus-raft.chain.commit" as ChainId;
    const told = evidence.map((each) => ({ ...each, rung: { chain, level: 2 as const, isHeld: true } }));
    expect(movers(consistency, told, endOf(told))[0]?.rung).toEqual({ chain, level: 2 });
    expect(movers(consistency, evidence, endOf(evidence))[0]?.rung).toBeUndefined();
  });
});

describe("the answers behind a gap", () => {
  it("weigh what the gap's logit changes when all is folded again without them", () => {
    const evidence = history(2, 90);
    const at = endOf(evidence);
    const behind = answersBehind(consistency, evidence, at);
    expect(behind).toMatchObject({ replayed: "all", left: 0 });
    expect(behind.answers.length).toBeGreaterThan(5);
    for (const { answer, weight } of behind.answers) {
      const without = logit(
        evidence.filter((each) => each.answer !== answer),
        at,
      );
      expect(weight).toBeCloseTo(logit(evidence, at) - without, 12);
    }
  });

  it("are only those that touch it, the strongest first", () => {
    const evidence = history(3, 90);
    const { answers } = answersBehind(consistency, evidence, endOf(evidence));
    const own = evidence.filter(({ traits }) => traits.gaps[0]?.id === "consistency");
    expect(new Set(answers.map(({ answer }) => answer))).toEqual(new Set(own.map(({ answer }) => answer)));
    const sizes = answers.map(({ weight }) => Math.abs(weight));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it("tie to the later", () => {
    // Two answers that tell nothing: each alone leaves the gain of one attempt, so both weigh the same.
    const idle = items(2, { gap: "consistency" }).flatMap((item, index): Evidence[] => {
      const known = traits.get(item.id);
      return known ? [{ answer: `a${index}`, traits: known, at: start, score: 1, weight: 1e-300, hints: 0 }] : [];
    });
    const { answers } = answersBehind(consistency, idle, start);
    expect(answers[0]?.weight).toBe(answers[1]?.weight);
    expect(answers.map(({ answer }) => answer)).toEqual(["a1", "a0"]);
    expect(answersBehind(traffic, idle, start).answers).toEqual([]);
  });

  it("lower the gap when wrong and raise it when right", () => {
    const evidence = history(4, 60).map((each, index) => ({ ...each, score: index % 2 }));
    const scores = new Map(evidence.map(({ answer, score }) => [answer, score]));
    for (const { answer, weight, points } of movers(consistency, evidence, endOf(evidence))) {
      expect(Math.sign(weight)).toBe(scores.get(answer) === 1 ? 1 : -1);
      expect(Math.sign(points)).toBe(Math.sign(weight));
    }
  });

  it("are almost always the same two whether the likely ones are weighed or all", () => {
    const agreed = Array.from({ length: 150 }, (_, index) => {
      const evidence = history(100 + index, 120);
      const at = endOf(evidence);
      const [first, second] = movers(consistency, evidence, at);
      const [most, next] = answersBehind(consistency, evidence, at).answers;
      expect(first).toEqual(most);
      return second?.answer === next?.answer;
    });
    expect(agreed.filter(Boolean).length).toBeGreaterThanOrEqual(147);
  });

  it("of a long log are replayed among themselves, and the last 400 looked at", () => {
    const evidence = history(5, 3200);
    const behind = answersBehind(consistency, evidence, endOf(evidence));
    const touching = evidence.filter(({ traits }) => traits.gaps[0]?.id === "consistency").length;
    expect(behind).toMatchObject({ replayed: "gap", left: touching - 400 });
    expect(behind.answers).toHaveLength(400);
  });
});

describe("how many more answers it takes to decide", () => {
  const weak = (n: number) =>
    gapIds.flatMap((gap) =>
      items(n, { gap }).flatMap((item): Evidence[] => {
        const known = traits.get(item.id);
        if (!known) return [];
        const score = gap === "consistency" ? 0 : 0.9;
        return [{ answer: item.id, traits: { ...known, guess: 0 }, at: start, score, weight: 2, hints: 0 }];
      }),
    );
  const toDecide = (evidence: Evidence[]) =>
    answersToDecide(observeAll(initial(), evidence), targets, 1, evidence, start);

  it("is none once the claim stands", () => {
    const state = observeAll(initial(), weak(20));
    expect(bottomOf(state, targets, start)[1]).toBeGreaterThanOrEqual(0.9);
    expect(toDecide(weak(20))).toBe(0);
  });

  it("is some while it does not, and fewer the more is known", () => {
    const faint = (n: number) => weak(n).map((each) => ({ ...each, weight: 1.2, score: each.score === 0 ? 0.1 : 0.9 }));
    const [few, more, most] = [1, 2, 3].map((n) => toDecide(faint(n)) ?? Number.NaN);
    expect(few).toBeGreaterThan(more ?? Number.NaN);
    expect(more).toBeGreaterThan(most ?? Number.NaN);
    expect(most).toBeGreaterThan(0);
  });

  it("is not promised where there is no answer to go by", () => {
    expect(toDecide([])).toBeNull();
  });
});
