/** The day's page, beside what stands on the board: the set, the plan behind it, what is due, what would tell most. */
import type { GapId, ItemId } from "../ids";
import type { Catalog } from "../quiz/catalog";
import { seedFor } from "../quiz/choose";
import { remember } from "../schedule/fsrs";
import { daysAway, type LocalDay, localDay } from "../schedule/local-day";
import { type Plan, type PlanDay, planFor, type Step } from "../schedule/plan";
import { mostTelling, type ProbeWhy } from "../schedule/probe";
import { type DayLoad, loadAhead, reviewQueue } from "../schedule/review";
import { type DayPart, type DaySet, daySet, dayWishes, type PartOf } from "./day-set";
import type { LearnerState } from "./state";

/** Days of the drawing of the load. */
const loadDays = 14;

export type Wishes = {
  date?: LocalDay;
  minutesADay: number;
  /** The learner has said how many minutes; else it is an assumption. */
  isChosen: boolean;
  /** Stretches of days, as daysAway reads them. */
  away: string;
};

/** A step of a later day: what it is, without the items, which change before it comes. */
export type LaterStep = {
  [Kind in Step["kind"]]: Omit<Extract<Step, { kind: Kind }>, "items" | "why">;
}[Step["kind"]] & {
  /** Questions, 0 for what asks none. */
  count: number;
};
export type LaterDay = Omit<PlanDay, "steps"> & { steps: LaterStep[] };

/** What one day of the plan asks for, in questions: reviews and new ones. `falls`: what falls due on it. */
export type LoadDay = {
  day: LocalDay;
  reviews: number;
  fresh: number;
  falls: number;
  minutes: number;
  isAway: boolean;
};

export type DayPlan = {
  wishes: Wishes;
  today: LocalDay;
  isAway: boolean;
  /** Minutes that today's answers took. */
  spent: number;
  set: DaySet | null;
  /** Reviews that are due now, those of the set among them. */
  due: number;
  telling?: { item: ItemId; gap: GapId; why: ProbeWhy; seed: number; session: number };
  /** What today holds beside the set. */
  steps: Step[];
  later: LaterDay[];
  mode: Plan["mode"];
  horizon: Plan["horizon"];
  left: Plan["left"];
  /** The next two weeks at most, today with its set. */
  load: LoadDay[];
};

/**
 * @param now epoch ms
 * @param east minutes that the learner's clock is ahead of UTC
 */
export function dayPlan(state: LearnerState, catalog: Catalog, now: number, east: number): DayPlan {
  const wishes = dayWishes(state, now, east);
  const { date, minutesADay, away = "", spent = 0 } = wishes;
  const set = daySet(state, catalog, now, east);
  const plan = planFor(
    { ...wishes, spent: spent + (set?.minutes ?? 0) },
    set ? after(state, set, now) : state,
    catalog,
  );
  const [today, ...later] = plan.days;
  return {
    wishes: {
      minutesADay,
      away,
      isChosen: typeof state.settings.get("interview.minutes") === "number",
      ...(date !== undefined && { date }),
    },
    today: localDay(now, east),
    isAway: daysAway(away)(localDay(now, east)),
    spent,
    set,
    due: reviewQueue(state, catalog, now).filter(({ isDue }) => isDue).length,
    // What tells most may be new, and the last days hold nothing new.
    ...(plan.mode !== "two-days" && telling(state, catalog, now)),
    steps: today?.steps ?? [],
    later: later.map(({ steps, ...day }) => ({ ...day, steps: steps.map(briefly) })),
    mode: plan.mode,
    horizon: plan.horizon,
    left: plan.left,
    load: loadOf(plan, set, loadAhead(state, now, loadDays, east, away)),
  };
}

/**
 * The learner as the plan sees them once the set is done: its items are met and reviewed today. Nothing is taken to be
 * known better by it, so that the rest of the plan promises nothing in advance.
 */
function after(state: LearnerState, { items }: DaySet, now: number): LearnerState {
  const last = new Map(state.last);
  const memory = new Map(state.memory);
  for (const item of items) {
    last.set(item, { answer: last.get(item)?.answer ?? "", at: now, share: 1 });
    memory.set(item, remember(memory.get(item), { at: now, grade: 3 }));
  }
  return { ...state, last, memory };
}

function telling(state: LearnerState, catalog: Catalog, now: number): Pick<DayPlan, "telling"> {
  const found = mostTelling(state, catalog, now, state.events);
  if (!found) return {};
  const { item, gap, why } = found;
  // A seed for each length of the log: the same question, come back after months, is asked anew.
  const session = state.events;
  return { telling: { item, gap, why, session, seed: seedFor(session, item) } };
}

const briefly = (step: Step): LaterStep => {
  const { why: _, ...rest } = step;
  if (!("items" in rest)) return { ...rest, count: 0 };
  const { items, ...brief } = rest;
  return { ...brief, count: items.length };
};

function loadOf(plan: Plan, set: DaySet | null, ahead: readonly DayLoad[]): LoadDay[] {
  const falls = new Map(ahead.map(({ day, due }) => [day, due]));
  return plan.days.slice(0, loadDays).map(({ day, isAway, steps, minutes }, index) => {
    const inSet = index === 0 ? (set?.parts ?? []) : [];
    return {
      day,
      isAway,
      reviews: countIn(steps, "reviews") + itemsIn(inSet.filter(({ of }) => isReview(of))),
      fresh: countIn(steps, "items") + itemsIn(inSet.filter(({ of }) => !isReview(of))),
      falls: falls.get(day) ?? 0,
      minutes: minutes + (inSet.length > 0 ? (set?.minutes ?? 0) : 0),
    };
  });
}

const isReview = (of: PartOf): boolean => of === "due" || of === "misconceptions" || of === "nearly-known";
const itemsIn = (parts: readonly DayPart[]): number => parts.reduce((sum, { items }) => sum + items.length, 0);
const countIn = (steps: readonly Step[], kind: "reviews" | "items"): number =>
  steps.reduce((sum, step) => sum + (step.kind === kind ? step.items.length : 0), 0);
