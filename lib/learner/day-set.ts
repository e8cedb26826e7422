/**
 * The one set to do now: what is due, the weakest two gaps, and a question that decides something. It is a part of the
 * day's plan, sized by the minutes that the plan has for questions today.
 */
import type { GapId, ItemId, TopicId } from "../ids";
import type { Catalog } from "../quiz/catalog";
import { seedOf } from "../quiz/seed";
import { minutesOf, pick, pickReviews } from "../schedule/pick";
import { type PlanWishes, planToday, spentToday, wishesOf } from "../schedule/plan";
import { type ProbeWhy, probesFor } from "../schedule/probe";
import { mostDue } from "../schedule/review";
import { weakestGaps } from "./select";
import type { LearnerState } from "./state";

/** due to nearly-known: reviews; weakest: the two lowest gaps so far; disputed and untested: a probe. */
export type PartOf = "due" | "misconceptions" | "nearly-known" | "weakest" | Exclude<ProbeWhy, "border">;

export type DayPart = {
  of: PartOf;
  items: ItemId[];
  /** The gaps it is for; none for reviews, which tell their topics. */
  gaps: GapId[];
  topics: TopicId[];
};

export type DaySet = {
  items: ItemId[];
  /** By the authors' guess, rounded up. */
  minutes: number;
  parts: DayPart[];
};

/**
 * What a set holds when there is time for it: twelve questions, two in five of them due. In the last days before an
 * interview so many of each kind of review: they are short, since they were met before.
 */
const size = { all: 12, weakest: 6, probes: 2, least: 3, ofLastDays: 8 } as const;
/** Where the day has no minutes left for questions, a set of this length is offered all the same: it is asked for, not due. */
const extraMinutes = 15;
/** Of a day's minutes the set takes at most this part, and at least so many: the rest is for notes, chains and one gap. */
const setShare = 0.6;
const usualMinutes = 10;
/** Below this there is no set beside a mock interview. */
const leastMinutes = 4;

/**
 * Null before the first answer, when nothing may be asked, and when a mock interview takes the whole day.
 * @param now epoch ms
 * @param east minutes that the learner's clock is ahead of UTC
 */
export function daySet(state: LearnerState, catalog: Catalog, now: number, east: number): DaySet | null {
  if (state.answers.length === 0) return null;
  const wishes = dayWishes(state, now, east);
  const { isAway, steps } = planToday(wishes, state, catalog);
  const mock = steps.find(({ kind }) => kind === "mock")?.minutes ?? 0;
  const left = Math.floor(wishes.minutesADay - (wishes.spent ?? 0)) - mock;
  if (mock > 0 && left < leastMinutes) return null;
  const told = steps.flatMap((step) =>
    step.kind === "reviews" && step.why.code !== "due"
      ? [{ of: step.why.code, items: step.items.slice(0, size.ofLastDays) }]
      : [],
  );
  // The last days before an interview take up nothing new: their reviews are the whole set.
  const share = Math.max(usualMinutes, setShare * wishes.minutesADay);
  if (told.length > 0) return setOf(fitted(told, share, catalog), catalog);
  const minutes = isAway || left < leastMinutes ? extraMinutes : Math.min(left, share);
  return setOf(fitted(usualParts(state, catalog, now), minutes, catalog), catalog);
}

/** The learner's wishes with what today's answers took. */
export const dayWishes = (state: LearnerState, now: number, east: number): PlanWishes => ({
  ...wishesOf(state.settings, now, east),
  spent: spentToday(state.answers, now, east),
});

type Part = Pick<DayPart, "of" | "items"> & { gaps?: GapId[] };

function usualParts(state: LearnerState, catalog: Catalog, now: number): Part[] {
  const seed = seedOf(`today ${state.events}`);
  const items = (picked: readonly { item: ItemId }[]) => picked.map(({ item }) => item);
  const due = items(pickReviews(state, catalog, now, mostDue(size.all)));
  const gaps = weakestGaps(state, catalog, now, 2).map(({ gap }) => gap);
  const mending = items(pick({ gaps }, state, catalog, now, seed, size.weakest, due, 0));
  const probes = probesFor(state, catalog, now, seed, size.probes, [...due, ...mending]);
  const probing = (why: "disputed" | "untested"): Part => {
    const own = probes.filter((probe) => probe.why === why);
    return { of: why, items: items(own), gaps: own.map(({ gap }) => gap) };
  };
  return [{ of: "due", items: due }, { of: "weakest", items: mending, gaps }, probing("disputed"), probing("untested")];
}

/**
 * The same, shortened until it fits: of the part with the most questions the one that takes longest goes, so that as many
 * as may be stay. Reviews stay within their share of what is left.
 */
function fitted(parts: readonly Part[], minutes: number, catalog: Catalog): Part[] {
  const seconds = new Map(catalog.items.map((item) => [item.id, item.seconds]));
  const left = parts.map((part) => ({ ...part, items: [...part.items] }));
  const all = () => left.flatMap(({ items }) => items);
  while (all().length > size.least && minutesOf(all(), catalog) > minutes) {
    const { items } = left.reduce((most, part) => (part.items.length > most.items.length ? part : most));
    const takes = items.map((item) => seconds.get(item) ?? 0);
    items.splice(takes.lastIndexOf(Math.max(...takes)), 1);
  }
  const due = left.find(({ of }) => of === "due");
  const others = all().length - (due?.items.length ?? 0);
  while (due && others > 0 && due.items.length > 1 && due.items.length > mostDue(all().length)) due.items.pop();
  return left;
}

function setOf(parts: readonly Part[], catalog: Catalog): DaySet | null {
  const items = [...new Set(parts.flatMap((part) => part.items))];
  if (items.length === 0) return null;
  const topicOf = new Map(catalog.items.map(({ id, topic }) => [id, topic]));
  return {
    items,
    minutes: minutesOf(items, catalog),
    parts: parts
      .filter((part) => part.items.length > 0)
      .map(({ of, items: own, gaps = [] }) => ({
        of,
        items: own,
        gaps,
        topics: [...new Set(own.flatMap((item) => topicOf.get(item) ?? []))],
      })),
  };
}
