/**
 * Simulated learners, of whom the truth is known: ability N(.5, .6^2); seven gaps, either N(0, .3^2) with two of them
 * planted at -1.5, or exchangeable, N(0, .8^2) each. Sixty items a gap, b ~ N(0, .9^2), of which the author's difficulty
 * knows half (correlation .5). An answer shows four criteria, or is right or wrong; then half of the items can be
 * guessed at .25. Slip .03.
 */
import type { GapId, ItemId } from "../../../lib/ids";
import { type Evidence, initial, observe } from "../../../lib/mastery/estimate";
import { blueprintOf, evidenceOf } from "../../../lib/mastery/observe";
import type { Catalog, Item } from "../../../lib/quiz/catalog";
import { type Draw, drawsFrom, shuffle } from "../../../lib/quiz/seed";
import type { Past } from "../../../lib/schedule/pick";
import { aCatalog, anItem, blank, gapIds } from "../../build";

export type Population = "planted" | "exchangeable";
/** What an answer shows: four criteria, or right or wrong. */
export type Marks = "rubric" | "choice";

export const criteria = 4;
const itemsPerGap = 60;
export const start = Date.UTC(2026, 10, 1);
const dayMs = 86_400_000;
/** Twelve answers in an hour, one such hour a day. */
const perDay = 12;
export const momentOf = (place: number): number =>
  start + Math.floor(place / perDay) * dayMs + (place % perDay) * 300_000;

export const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());

/** A bank, and how hard its items really are. */
export type Bank = { catalog: Catalog; b: ReadonlyMap<ItemId, number>; marks: Marks };

export function aBank(marks: Marks, seed: number): Bank {
  const draw = drawsFrom(seed);
  const b = new Map<ItemId, number>();
  const items = gapIds.flatMap((gap) =>
    Array.from({ length: itemsPerGap }, (_, index) => {
      const z = normal(draw);
      const known = 0.5 * z + Math.sqrt(0.75) * normal(draw);
      const difficulty = Math.min(5, Math.max(1, Math.round(3 + known))) as Item["difficulty"];
      const head = {
        id: `of-${gap}.i${index}`,
        topic: `of-${gap}`,
        statements: [`${gap}.${1 + (index % 5)}`],
        difficulty,
      };
      const item =
        marks === "rubric"
          ? anItem({ ...head, kind: "fill-in", spec: { blanks: ["a", "b", "c", "d"].map((id) => blank(id, id)) } })
          : index % 2 === 0
            ? anItem({ ...head, kind: "single-choice" })
            : anItem({ ...head, kind: "numeric" });
      b.set(item.id, 0.9 * z);
      return item;
    }),
  );
  return { catalog: aCatalog({ items }), b, marks };
}

export type Habits = {
  slip: number;
  /** Share of answers given blindly. */
  blind: number;
};
export const careful: Habits = { slip: 0.03, blind: 0 };

export type Learner = {
  /** Logit of each gap on an item of b = 0. Changes when something is studied. */
  truth: Map<GapId, number>;
  /** The two that are really lowest. */
  bottom: ReadonlySet<GapId>;
  habits: Habits;
  draw: Draw;
};

export function aLearner(population: Population, seed: number, habits = careful): Learner {
  const draw = drawsFrom(seed);
  const ability = 0.5 + 0.6 * normal(draw);
  const planted = new Set(shuffle(gapIds, draw).slice(0, 2));
  const offset = (gap: GapId) => {
    const own = normal(draw);
    if (population === "exchangeable") return 0.8 * own;
    return planted.has(gap) ? -1.5 : 0.3 * own;
  };
  const truth = new Map(gapIds.map((gap) => [gap, ability + offset(gap)]));
  const lowest = [...truth].sort(([, one], [, other]) => one - other).slice(0, 2);
  return { truth, bottom: population === "planted" ? planted : new Set(lowest.map(([gap]) => gap)), habits, draw };
}

/** One learner before the screen: the truth, what was answered, and what the engine makes of it. */
export type Sitting = {
  bank: Bank;
  learner: Learner;
  past: Past;
  evidence: Evidence[];
  asked: ItemId[];
};

export const sitDown = (bank: Bank, learner: Learner): Sitting => ({
  bank,
  learner,
  past: { mastery: initial(), last: new Map() },
  evidence: [],
  asked: [],
});

/** The learner answers; the engine reads it as it reads the answers of the product. */
export function answer(sitting: Sitting, id: ItemId, at: number): void {
  const { bank, learner, past } = sitting;
  const traits = blueprintOf(bank.catalog).traits.get(id);
  const item = bank.catalog.items.find((each) => each.id === id);
  if (!traits || !item) throw new Error(`${id} is not in the bank`);
  const score = scoreOf(learner, item, bank);
  const [statement = ""] = item.statements;
  const signs = bank.marks === "rubric" ? criteria : 1;
  const evidence = evidenceOf(
    `answer-${sitting.evidence.length}`,
    {
      score: { earned: score.filter(Boolean).length, possible: signs },
      observations: score.map((isRight) => ({
        statement: statement as Item["statements"][number],
        score: isRight ? 1 : 0,
        weight: 1 / signs,
      })),
      hints: 0,
    },
    traits,
    at,
  );
  if (!evidence) throw new Error(`${id}: the answer is no evidence`);
  sitting.evidence.push(evidence);
  sitting.asked.push(id);
  const last = new Map(past.last).set(id, { answer: evidence.answer, at, share: evidence.score });
  sitting.past = { mastery: observe(past.mastery, evidence), last };
}

function scoreOf({ truth, habits, draw }: Learner, item: Item, { b, marks }: Bank): boolean[] {
  const gap = item.statements[0]?.split(".")[0] as GapId;
  const guess = item.kind === "single-choice" ? 0.25 : 0;
  const isBlind = draw() < habits.blind;
  const able = 1 / (1 + Math.exp((b.get(item.id) ?? 0) - (truth.get(gap) ?? 0)));
  const p = isBlind ? guess : guess + (1 - guess - habits.slip) * able;
  return Array.from({ length: marks === "rubric" ? criteria : 1 }, () => draw() < p);
}
