/**
 * The planner against simpler ways of spending the same minutes, for learners who obey the law that mastery.md prints:
 * an answered and reviewed item raises its gap's ability by .06 (1 - p), a note read by .10 once; ability decays toward
 * its start by (1 + days)^-.10; 30 minutes a day for 21 days. The plan sees what the product sees: answers, and what the
 * estimator makes of them. Gain: rise of mean p over 200 fresh medium items from the first morning to the day after the
 * last, for each minute that was spent.
 */
import type { GapId, ItemId, TopicId } from "../../../lib/ids";
import { evidence as counting, dayMs } from "../../../lib/mastery/constants";
import { absorb, begin, type Draft, initial, levelOf } from "../../../lib/mastery/estimate";
import { blueprintOf, evidenceOf } from "../../../lib/mastery/observe";
import type { Catalog, Item } from "../../../lib/quiz/catalog";
import { type Draw, drawsFrom, seedOf, shuffle } from "../../../lib/quiz/seed";
import { gradeOf, type Memory, recallOf, remember } from "../../../lib/schedule/fsrs";
import { type PlanPast, planToday } from "../../../lib/schedule/plan";
import { reviewQueue } from "../../../lib/schedule/review";
import { aCatalog, anItem, aTopic, gapIds } from "../../build";
import type { Row } from "./table";

export type Strategy = "random" | "due-first" | "plan" | "one-gap";
/**
 * "touched": a gap's ability fades from the day the gap was last worked on, as the estimator lets states fade.
 * "raised": every raise fades from its own day, so that working on a gap again does not restart what was kept.
 */
export type Fading = "touched" | "raised";

const days = 21;
const minutesADay = 30;
const itemsPerGap = 60;
const freshItems = 200;
const noteMinutes = 15;
const slip = 0.03;
const start = Date.UTC(2026, 10, 1, 12);
/** Mean seconds of the released items by the author's difficulty, 1..5 (263 items, 2026-11). */
const secondsBy = [52, 65, 92, 139, 240] as const;

const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

type Bank = {
  catalog: Catalog;
  items: ReadonlyMap<ItemId, { item: Item; gap: GapId; b: number; guess: number }>;
};

/** Sixty items a gap, b ~ N(0, .9^2), the author's difficulty correlated .5 with it; half can be guessed at .25. */
function aBank(seed: number): Bank {
  const draw = drawsFrom(seed);
  const bank: Bank["items"] = new Map(
    gapIds.flatMap((id) => {
      const gap = id as GapId;
      return Array.from({ length: itemsPerGap }, (_, index) => {
        const z = normal(draw);
        const authored = 0.5 * z + Math.sqrt(0.75) * normal(draw);
        const difficulty = Math.min(5, Math.max(1, Math.round(3 + authored))) as Item["difficulty"];
        const seconds = Math.round((secondsBy[difficulty - 1] as number) * Math.exp(0.35 * normal(draw) - 0.06));
        const item = anItem({
          id: `of-${gap}.i${index}`,
          topic: `of-${gap}`,
          statements: [`${gap}.${1 + (index % 5)}`],
          kind: index % 2 === 0 ? "single-choice" : "numeric",
          difficulty,
          seconds,
        });
        return [item.id, { item, gap, b: 0.9 * z, guess: index % 2 === 0 ? 0.25 : 0 }] as const;
      });
    }),
  );
  const topics = gapIds.map((gap) =>
    aTopic({ id: `of-${gap}`, minutes: noteMinutes, statements: [1, 2, 3, 4, 5].map((n) => `${gap}.${n}` as never) }),
  );
  const catalog = aCatalog({ items: [...bank.values()].map(({ item }) => item), topics, mocks: [] });
  return { catalog, items: bank };
}

/** Somebody of whom the truth is known, and what the product has seen of them. */
class Learner {
  private readonly base = new Map<GapId, number>();
  private readonly raises = new Map<GapId, { at: number; raise: number }[]>();
  private readonly draw: Draw;
  mastery: Draft = begin(initial());
  memory = new Map<ItemId, Memory>();
  last: Map<ItemId, { answer: string; at: number; share: number }> = new Map();
  reading = new Map<TopicId, { heading: never; at: number }>();
  answers = 0;
  minutes = 0;

  constructor(
    private readonly bank: Bank,
    private readonly fading: Fading,
    seed: number,
  ) {
    this.draw = drawsFrom(seed);
    const ability = 0.5 + 0.6 * normal(this.draw);
    const planted = new Set(shuffle(gapIds, this.draw).slice(0, 2));
    for (const gap of gapIds) {
      const own = 0.3 * normal(this.draw);
      this.base.set(gap as GapId, ability + (planted.has(gap) ? -1.5 : own));
    }
  }

  get past(): PlanPast {
    return { mastery: this.mastery, memory: this.memory, last: this.last, reading: this.reading };
  }

  ability(gap: GapId, at: number): number {
    const kept = (since: number) => (1 + Math.max(0, at - since) / dayMs) ** -0.1;
    return (this.raises.get(gap) ?? []).reduce(
      (sum, { at: since, raise }) => sum + raise * kept(since),
      this.base.get(gap) ?? 0,
    );
  }

  private raise(gap: GapId, by: number, at: number): void {
    const before = this.raises.get(gap) ?? [];
    if (this.fading === "raised") this.raises.set(gap, [...before, { at, raise: by }]);
    else this.raises.set(gap, [{ at, raise: this.ability(gap, at) - (this.base.get(gap) ?? 0) + by }]);
  }

  /** Mean p over fresh items of the author's difficulty 3, spread over the gaps. */
  meanP(at: number): number {
    const draw = drawsFrom(5);
    let sum = 0;
    for (let n = 0; n < freshItems; n++) {
      const b = 0.9 * Math.sqrt(0.75) * normal(draw);
      sum += (1 - slip) * sigmoid(this.ability(gapIds[n % gapIds.length] as GapId, at) - b);
    }
    return sum / freshItems;
  }

  answer(id: ItemId, at: number): void {
    const known = this.bank.items.get(id);
    const traits = blueprintOf(this.bank.catalog).traits.get(id);
    if (!known || !traits) throw new Error(`the bank has no item ${id}`);
    const { item, gap, b, guess } = known;
    const p = guess + (1 - guess - slip) * sigmoid(this.ability(gap, at) - b);
    const share = this.draw() < p ? 1 : 0;
    const news = 1 - (recallOf(this.memory.get(id), at)?.r ?? 0);
    const body = { score: { earned: share, possible: 1 }, observations: [], hints: 0 };
    const evidence = evidenceOf(`answer-${this.answers}`, body, traits, at);
    if (evidence) absorb(this.mastery, { ...evidence, news });
    const grade = gradeOf({ share, hints: 0, elapsedMs: item.seconds * 1000, seconds: item.seconds });
    this.memory.set(id, remember(this.memory.get(id), { at, grade }));
    this.last.set(id, { answer: `answer-${this.answers}`, at, share });
    this.raise(gap, 0.06 * (1 - p), at);
    this.answers++;
    this.minutes += item.seconds / 60;
  }

  read(topic: TopicId, minutes: number, at: number): void {
    this.minutes += minutes;
    const before = this.readMinutes.get(topic) ?? 0;
    this.readMinutes.set(topic, before + minutes);
    if (before < noteMinutes && before + minutes >= noteMinutes) {
      this.raise(topic.slice("of-".length) as GapId, 0.1, at);
      this.reading.set(topic, { heading: "a-heading" as never, at });
    }
  }
  private readonly readMinutes = new Map<TopicId, number>();
}

/** The items of one day that fit, from a list in its order: one that is too long is passed over. */
function fitting(order: Iterable<ItemId>, bank: Bank): ItemId[] {
  let left = minutesADay * 60;
  const chosen: ItemId[] = [];
  for (const id of order) {
    const seconds = bank.items.get(id)?.item.seconds ?? 0;
    if (seconds > left) continue;
    chosen.push(id);
    left -= seconds;
  }
  return chosen;
}

/** Today's answers of other days are over; the same item is not asked twice on a day by anybody. */
const isToday = (learner: Learner, id: ItemId, at: number): boolean => {
  const last = learner.last.get(id);
  return last !== undefined && at - last.at < counting.sameDayMs;
};

function dayOf(
  strategy: Strategy,
  learner: Learner,
  bank: Bank,
  at: number,
  draw: Draw,
): (ItemId | { topic: TopicId; minutes: number })[] {
  const all = shuffle([...bank.items.keys()], draw).filter((id) => !isToday(learner, id, at));
  const gapOf = (id: ItemId) => bank.items.get(id)?.gap;
  switch (strategy) {
    case "random":
      return fitting(all, bank);
    case "one-gap":
      return fitting(
        all.filter((id) => gapOf(id) === gapIds[0]),
        bank,
      );
    case "due-first": {
      const due = reviewQueue(learner.past, bank.catalog, at)
        .filter(({ isDue }) => isDue)
        .map(({ item }) => item);
      const weakest = weakestFirst(learner, bank, at);
      const isNew = (id: ItemId) => (learner.memory.has(id) ? 1 : 0);
      const rest = all
        .filter((id) => !due.includes(id))
        .map((id) => ({ id, rank: weakest.indexOf(gapOf(id) as GapId), met: isNew(id) }))
        .sort((a, b) => a.met - b.met || a.rank - b.rank)
        .map(({ id }) => id);
      return fitting([...due, ...rest], bank);
    }
    case "plan": {
      const date = new Date(start + days * dayMs).toISOString().slice(0, 10);
      const today = planToday({ date, minutesADay, from: at }, learner.past, bank.catalog);
      return today.steps.flatMap((step): (ItemId | { topic: TopicId; minutes: number })[] => {
        if (step.kind === "note") return [{ topic: step.topic, minutes: step.minutes }];
        return step.kind === "items" || step.kind === "reviews" ? step.items : [];
      });
    }
    default:
      return strategy satisfies never;
  }
}

function weakestFirst(learner: Learner, bank: Bank, at: number): GapId[] {
  const { gaps } = blueprintOf(bank.catalog);
  return gaps
    .map((target) => ({ gap: target.gap, mid: levelOf(learner.mastery, target, at).mid }))
    .sort((a, b) => a.mid - b.mid)
    .map(({ gap }) => gap);
}

export type Outcome = { gain: number; minutes: number; perMinute: number };

/** One learner through 21 days. The same seed is the same person with the same bank, whatever the strategy. */
export function study(strategy: Strategy, fading: Fading, seed: number): Outcome {
  const bank = bankOf(seed);
  const learner = new Learner(bank, fading, seed);
  const draw = drawsFrom(seedOf(`${strategy} ${seed}`));
  const before = learner.meanP(start);
  for (let day = 0; day < days; day++) {
    let at = start + day * dayMs;
    for (const step of dayOf(strategy, learner, bank, at, draw)) {
      if (typeof step === "string") {
        learner.answer(step, at);
        at += (bank.items.get(step)?.item.seconds ?? 0) * 1000;
      } else {
        learner.read(step.topic, step.minutes, at);
        at += step.minutes * 60_000;
      }
    }
  }
  const gain = 100 * (learner.meanP(start + days * dayMs) - before);
  return { gain, minutes: learner.minutes, perMinute: gain / Math.max(1, learner.minutes) };
}

const banks = new Map<number, Bank>();
function bankOf(seed: number): Bank {
  const key = seed % 20;
  const known = banks.get(key) ?? aBank(1000 + key);
  banks.set(key, known);
  return known;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The value below which a share of them lies. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

const redraws = 1000;

/** Ratio of the mean gains per minute, and its 80 % interval by drawing the learners again, 1,000 times. */
export function ratioOf(
  ours: readonly number[],
  theirs: readonly number[],
  seed = 1,
): { value: number; low: number; high: number } {
  const draw = drawsFrom(seed);
  const ratios = Array.from({ length: redraws }, () => {
    const drawn = ours.map(() => Math.floor(draw() * ours.length));
    return mean(drawn.map((n) => ours[n] as number)) / mean(drawn.map((n) => theirs[n] as number));
  });
  return { value: mean(ours) / mean(theirs), low: quantile(ratios, 0.1), high: quantile(ratios, 0.9) };
}

const targets = [
  ["random", 1.25],
  ["due-first", 1.05],
] as const;

/** The whole comparison, for both ways in which ability may fade. */
export async function labPlan(learners = 200): Promise<Row[]> {
  const rows: Row[] = [];
  for (const fading of ["touched", "raised"] as const) {
    const perMinute = new Map<Strategy, number[]>();
    for (const strategy of ["random", "due-first", "plan", "one-gap"] as const) {
      const outcomes = Array.from({ length: learners }, (_, index) => study(strategy, fading, 1 + index));
      const rises = outcomes.map(({ gain }) => gain);
      const rates = outcomes.map((outcome) => outcome.perMinute);
      perMinute.set(strategy, rates);
      const name = `21 days, ability fades since ${fading}: ${strategy}`;
      rows.push(
        {
          name: `${name}, rise of mean p, median`,
          value: quantile(rises, 0.5),
          unit: "points",
          n: learners,
          low: quantile(rises, 0.1),
          high: quantile(rises, 0.9),
        },
        { name: `${name}, for each minute`, value: mean(rates), unit: "points/min", n: learners },
      );
    }
    for (const [other, least] of targets) {
      const ratio = ratioOf(perMinute.get("plan") ?? [], perMinute.get(other) ?? []);
      rows.push({
        name: `21 days, ability fades since ${fading}: plan against ${other}`,
        ...ratio,
        unit: "times",
        target: `>= ${least}`,
        met: ratio.value >= least,
        n: learners,
      });
    }
  }
  return rows;
}
