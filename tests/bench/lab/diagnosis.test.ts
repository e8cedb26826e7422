import { describe, expect, it } from "vitest";
import { levelOf, onScale } from "../../../lib/mastery/estimate";
import { blueprintOf } from "../../../lib/mastery/observe";
import { drawsFrom, shuffle } from "../../../lib/quiz/seed";
import { answersTo, follow, merged, precisionAt, type Tally } from "./diagnosis";
import { aBank, aLearner, answer, momentOf, sitDown } from "./learners";

const learners = 30;
const course = { population: "planted", marks: "rubric", answers: 36 } as const;

describe("thirty learners with two planted weak gaps, four criteria an answer", () => {
  const chosen = follow({ ...course, way: "chosen" }, 0, learners);
  const random = follow({ ...course, way: "random" }, 0, learners);

  it("are told apart sooner by chosen questions than by random ones", () => {
    const sum = ({ hits }: Tally) => hits.reduce((total, each) => total + each, 0);
    expect(sum(chosen)).toBeGreaterThan(sum(random));
    expect(precisionAt(chosen, 36).value).toBeGreaterThan(0.8);
  });

  it("are found by neither when their answers say nothing: the control", () => {
    const blind = follow({ ...course, way: "chosen", answers: 24 }, 0, learners, { slip: 0.03, blind: 1 });
    expect(precisionAt(blind, 24).value).toBeLessThan(0.5);
  });

  it("hear no claim that is wrong more than once in ten", () => {
    const all = [chosen, random];
    const made = all.flatMap(({ claims }) => claims).reduce((sum, each) => sum + each, 0);
    const right = all.flatMap(({ right }) => right).reduce((sum, each) => sum + each, 0);
    expect(right).toBeGreaterThanOrEqual(0.9 * made);
  });

  it("give the same figures when they are split between two processes", () => {
    const half = merged(
      follow({ ...course, way: "random" }, 0, 15),
      follow({ ...course, way: "random" }, 15, learners),
    );
    expect(half.claims).toEqual(Array.from(random.claims, (each) => each ?? 0));
    expect(half.hits[36]).toBeCloseTo(random.hits[36] ?? 0, 9);
  });
});

it("reads off the first number of answers at which three neighbouring points reach a precision", () => {
  const tally = (points: number[]): Tally => {
    const hits: number[] = [];
    points.forEach((point, index) => {
      hits[3 * (index + 1)] = point * 10;
    });
    return { learners: 10, hits, squares: [], claims: [], right: [] };
  };
  // A single point that reaches it is its standard error; the mean of three is the curve.
  expect(answersTo(tally([0.5, 0.95, 0.6, 0.85, 0.9, 0.95, 0.95]), 0.9)).toBe(15);
  expect(answersTo(tally([0.5, 0.6, 0.7]), 0.9)).toBeUndefined();
});

it("the 80 % interval holds the truth of exchangeable learners four times in five, after 60 answers", () => {
  let [held, all] = [0, 0];
  for (let number = 0; number < 20; number++) {
    const learner = aLearner("exchangeable", 9000 + number);
    const sitting = sitDown(aBank("rubric", 400 + Math.floor(number / 5)), learner);
    shuffle(sitting.bank.catalog.items, drawsFrom(number))
      .slice(0, 60)
      .forEach(({ id }, place) => {
        answer(sitting, id, momentOf(place));
      });
    for (const place of blueprintOf(sitting.bank.catalog).gaps) {
      const { lo, hi } = levelOf(sitting.past.mastery, place, momentOf(59));
      const real = onScale(learner.truth.get(place.gap) ?? 0);
      all++;
      if (real >= lo && real <= hi) held++;
    }
  }
  expect(held / all).toBeGreaterThanOrEqual(0.8);
});
