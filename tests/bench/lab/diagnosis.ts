/** How soon the two weak gaps are found, by ways of choosing the next item, and whether what is claimed is right. */
import type { ItemId } from "../../../lib/ids";
import { readGaps } from "../../../lib/mastery/gaps";
import { blueprintOf } from "../../../lib/mastery/observe";
import { type Draw, drawsFrom, shuffle } from "../../../lib/quiz/seed";
import { nextDiagnostic } from "../../../lib/schedule/diagnostic";
import { gapIds } from "../../build";
import {
  aBank,
  aLearner,
  answer,
  type Bank,
  careful,
  type Marks,
  momentOf,
  type Population,
  type Sitting,
  sitDown,
} from "./learners";
import { meanOf, type Row, shareOf } from "./table";

export type Way = "random" | "balanced" | "chosen";
export type Course = { population: Population; marks: Marks; way: Way; answers: number };

/** Every figure of a course at every third answer. */
export type Tally = {
  learners: number;
  /** Share of the two lowest that were found, summed over learners, and its squares; by number of answers. */
  hits: number[];
  squares: number[];
  /** "Weak" said, and said rightly; by number of answers. */
  claims: number[];
  right: number[];
};

export const every = 3;
const banks = new Map<string, Bank>();

/** Five learners share a bank; two banks are kept at a time. */
function bankOf(marks: Marks, learner: number): Bank {
  const seed = 77 + Math.floor(learner / 5);
  const key = `${marks} ${seed}`;
  const bank = banks.get(key) ?? aBank(marks, seed);
  if (banks.size > 2) banks.clear();
  banks.set(key, bank);
  return bank;
}

/** One course of the learners `from` to `to`. */
export function follow({ population, marks, way, answers }: Course, from: number, to: number, habits = careful): Tally {
  const tally: Tally = { learners: to - from, hits: [], squares: [], claims: [], right: [] };
  for (let number = from; number < to; number++) {
    const sitting = sitDown(bankOf(marks, number), aLearner(population, 1000 + number, habits));
    const next = chooserOf(way, sitting, number);
    for (let n = 1; n <= answers; n++) {
      const at = momentOf(n - 1);
      const item = next(n - 1);
      if (item === undefined) break;
      answer(sitting, item, at);
      if (n % every === 0) tallyUp(tally, sitting, n, at);
    }
  }
  return tally;
}

function chooserOf(way: Way, sitting: Sitting, seed: number): (place: number) => ItemId | undefined {
  const { catalog } = sitting.bank;
  const draw = drawsFrom(seed);
  if (way === "random") {
    const order = shuffle(catalog.items, draw);
    return (place) => order[place]?.id;
  }
  if (way === "balanced") {
    const queues = shuffle(gapIds, draw).map((gap) => shuffledItems(sitting, gap, draw));
    return (place) => queues[place % queues.length]?.[Math.floor(place / queues.length)];
  }
  return (place) => {
    const found = nextDiagnostic(sitting.past, catalog, momentOf(place), seed, sitting.asked, Number.POSITIVE_INFINITY);
    return "done" in found ? undefined : found.item;
  };
}

const shuffledItems = ({ bank }: Sitting, gap: string, draw: Draw): ItemId[] =>
  shuffle(
    bank.catalog.items.filter(({ statements }) => statements[0]?.startsWith(`${gap}.`)).map(({ id }) => id),
    draw,
  );

function tallyUp(tally: Tally, { bank, past, evidence, learner }: Sitting, n: number, at: number): void {
  const readings = readGaps(past.mastery, blueprintOf(bank.catalog).gaps, evidence, at);
  const held = [...readings].sort((one, other) => other.bottomTwo - one.bottomTwo).slice(0, 2);
  const hit = held.filter(({ gap }) => learner.bottom.has(gap)).length / 2;
  const weak = readings.filter(({ state }) => state === "weak");
  const add = (list: number[], value: number) => {
    list[n] = (list[n] ?? 0) + value;
  };
  add(tally.hits, hit);
  add(tally.squares, hit * hit);
  add(tally.claims, weak.length);
  add(tally.right, weak.filter(({ gap }) => learner.bottom.has(gap)).length);
}

export function merged(one: Tally, other: Tally): Tally {
  const sum = (a: readonly number[], b: readonly number[]) =>
    Array.from({ length: Math.max(a.length, b.length) }, (_, n) => (a[n] ?? 0) + (b[n] ?? 0));
  return {
    learners: one.learners + other.learners,
    hits: sum(one.hits, other.hits),
    squares: sum(one.squares, other.squares),
    claims: sum(one.claims, other.claims),
    right: sum(one.right, other.right),
  };
}

export const nameOf = ({ population, marks, way }: Course): string =>
  `${population}, ${marks === "rubric" ? "four criteria" : "right or wrong"}, ${way}`;

/** precision@2 after so many answers. */
export const precisionAt = ({ learners, hits, squares }: Tally, n: number) =>
  meanOf(learners, hits[n] ?? 0, squares[n] ?? 0);

/**
 * The first number of answers from which precision@2 is at least this, read off the mean of three neighbouring points: a
 * single one wavers by its standard error. Undefined when it is not reached.
 */
export function answersTo(tally: Tally, precision: number): number | undefined {
  const last = tally.hits.length - 1;
  for (let n = 2 * every; n + every <= last; n += every) {
    const mean = [n - every, n, n + every].reduce((sum, at) => sum + (tally.hits[at] ?? 0), 0) / (3 * tally.learners);
    if (mean >= precision) return n;
  }
  return undefined;
}

/** Fewer claims at one number of answers say nothing of their precision. */
const enoughClaims = 20;

/** The worst share of right claims at any number of answers where enough were made, when that was, and how many come. */
export function claimRows(course: Course, { claims, right, learners }: Tally): Row[] {
  const points = claims.flatMap((made, n) =>
    made >= enoughClaims ? [{ answers: n, ...shareOf(right[n] ?? 0, made) }] : [],
  );
  const [worst] = [...points].sort((one, other) => one.value - other.value);
  const last = claims.length - 1;
  const name = `claims: ${nameOf(course)}`;
  const made = { name: `${name}: made a learner after ${last}`, value: (claims[last] ?? 0) / learners, unit: "claims" };
  if (!worst || !points[0]) return [{ ...made, name: `${made.name} (too few to judge)` }];
  const { answers, ...share } = worst;
  return [
    {
      name: `${name}: right, at worst (after ${answers})`,
      ...share,
      unit: "share",
      target: ">= 0.9 at every n",
      met: share.value >= 0.9,
    },
    { name: `${name}: answers until ${enoughClaims} are made`, value: points[0].answers, unit: "answers" },
    made,
  ];
}
