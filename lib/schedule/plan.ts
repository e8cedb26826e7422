/**
 * What is worth doing until the interview: an ordered plan by days, what it leaves out and why. A pure function of the
 * learner's state, so that every answer plans anew; nobody is behind a plan, and days away are days away.
 *
 * Greedy: each day takes its due reviews up to their share, then sets of one gap at a time, each time the set that adds
 * most for each minute to the mean p over all gaps on the day of the interview. What was learnt early has faded by then,
 * and a gap that was worked on needs it less; both by growth.ts.
 */
import { Fault } from "../fault";
import type { ChainId, GapId, ItemId, MisconceptionId, MockId, TopicId } from "../ids";
import type { LearnerState } from "../learner/state";
import { dayMs } from "../mastery/constants";
import type { Catalog } from "../quiz/catalog";
import { type Forecast, forecastOf } from "./forecast";
import type { GainBand } from "./growth";
import { lastDays } from "./last-days";
import { dayNumber, dayOf, daysAway, type LocalDay, localDay } from "./local-day";
import { type Outlook, outlookOf } from "./outlook";
import { leftOut } from "./plan-left";
import { studyDay } from "./plan-steps";
import type { Remembered } from "./review";

/** What the plan needs of the learner. */
export type PlanPast = Remembered &
  Pick<LearnerState, "last" | "reading"> &
  Partial<Pick<LearnerState, "chains" | "misconceptions" | "mocks">>;

export type PlanWishes = {
  /** The day of the interview. */
  date?: LocalDay | undefined;
  minutesADay: number;
  /** Stretches of days, both ends included: "2026-12-01/2026-12-05,2026-12-24". */
  away?: string | undefined;
  /** Now, epoch ms. */
  from: number;
  /** Minutes that the learner's clock is ahead of UTC (480 in China). */
  east?: number | undefined;
  /** Minutes of today that are spent already, from spentToday. */
  spent?: number | undefined;
};

/**
 * Why a set: untested (no answer yet on its gap), lowest-so-far (one of the two gaps that need it most by what is known),
 * below-target, or upkeep (at the target or above). None of them is the claim "weak", which has a rule of its own.
 */
export type ItemsWhy = "untested" | "lowest-so-far" | "below-target" | "upkeep";

export type Step = {
  /** Whole minutes. */
  minutes: number;
  gain: GainBand;
} & (
  | { kind: "items"; gap: GapId; items: ItemId[]; why: { code: ItemsWhy } }
  | { kind: "reviews"; items: ItemId[]; why: { code: "due"; count: number } }
  | { kind: "reviews"; items: ItemId[]; why: { code: "nearly-known"; count: number } }
  | {
      kind: "reviews";
      items: ItemId[];
      why: { code: "misconceptions"; count: number; misconceptions: MisconceptionId[] };
    }
  /** `left`: minutes of the note that remain for another day. */
  | { kind: "note"; topic: TopicId; gap: GapId; left: number; why: { code: "read-first" | "unread" } }
  | { kind: "chain"; chain: ChainId; topic: TopicId; gap: GapId; why: { code: "tell-it" } }
  | { kind: "mock"; preset: MockId; why: { code: "rehearsal"; daysBefore: number } }
);

/** What does not fit, or is left out on purpose. Minutes are rounded up to tens: they are guesses. */
export type LeftOut =
  /** The gap is expected to stay below the target; so many minutes more would be needed, null for more than ten hours. */
  | { code: "gap-short"; gap: GapId; minutes: number | null; isBegun: boolean }
  /** Nothing is known of the gap, and the plan has no set of it. */
  | { code: "gap-untested"; gap: GapId }
  | { code: "note-unread"; topic: TopicId; minutes: number }
  | { code: "reviews-waiting"; count: number; minutes: number }
  /** No mock interview is as short as a day's minutes. */
  | { code: "mock-too-long"; minutes: number }
  /** The interview lies so many days beyond the last that is listed: they are planned when they come nearer. */
  | { code: "beyond"; days: number }
  /** The last two days take up nothing new. */
  | { code: "nothing-new" }
  /** No day is left to study: all are away, or there are no minutes. */
  | { code: "no-time" };

export type PlanDay = { day: LocalDay; isAway: boolean; steps: Step[]; minutes: number };
export type Plan = {
  /** past: the date has gone by, and the plan goes on as without one. */
  mode: "normal" | "two-days" | "no-date" | "past";
  /** Days until the interview; null without a date that is to come. */
  horizon: number | null;
  days: PlanDay[];
  left: LeftOut[];
  /** Where the mean over all gaps stands, and where it may stand at the end of the horizon; null before three answers. */
  forecast: Forecast | null;
  /** Answers behind the forecast: below ten no number of it may stand in words. */
  n: number;
};

/** Days of a plan without a date, and the most that a plan lists. What lies beyond changes before it is reached. */
const withoutDate = 14;
const mostDays = 28;
/** From so many days before the interview on nothing new is begun. */
const lastDaysFrom = 2;

/**
 * @throws Fault when the date is no day of the calendar
 */
export function planFor(wishes: PlanWishes, past: PlanPast, catalog: Catalog): Plan {
  const frame = frameOf(wishes);
  const { mode, when } = frame;
  const outlook = outlookOf(past, catalog, wishes.from, frame.end);
  const days = frame.days.map((day, index) => filled(day, index, frame, outlook, catalog));
  return {
    mode,
    horizon: when.horizon,
    days,
    left: leftOut(outlook, catalog, when, days, mode),
    forecast: forecastOf(outlook),
    n: past.mastery.global.n,
  };
}

/** The first day of the same plan, for a tenth of its cost: later days do not bear on it. */
export function planToday(wishes: PlanWishes, past: PlanPast, catalog: Catalog): PlanDay {
  const frame = frameOf(wishes);
  const outlook = outlookOf(past, catalog, wishes.from, frame.end);
  return filled(frame.days[0] as PlanDay, 0, frame, outlook, catalog);
}

function filled(day: PlanDay, index: number, { mode, when }: Frame, outlook: Outlook, catalog: Catalog): PlanDay {
  if (!when.studyDays.includes(index)) return day;
  const steps = mode === "two-days" ? lastDays(outlook, catalog, when, index) : studyDay(outlook, catalog, when, index);
  return { ...day, steps, minutes: steps.reduce((sum, step) => sum + step.minutes, 0) };
}

/** The empty plan. */
type Frame = { mode: Plan["mode"]; end: number; days: PlanDay[]; when: When };

function frameOf(wishes: PlanWishes): Frame {
  const { date, from, east = 0, minutesADay } = wishes;
  const today = dayNumber(localDay(from, east)) as number;
  const until = date === undefined ? null : daysBetween(today, date);
  const horizon = until !== null && until >= 0 ? until : null;
  const mode = until === null ? "no-date" : until < 0 ? "past" : until <= lastDaysFrom ? "two-days" : "normal";
  const count = horizon === null ? withoutDate : Math.min(Math.max(1, horizon), mostDays);
  const days = emptyDays(wishes, today, count);
  const minutes = Math.max(0, Math.floor(minutesADay) || 0);
  const studyDays = minutes > 0 ? days.flatMap(({ isAway }, index) => (isAway ? [] : [index])) : [];
  const spent = Math.max(0, wishes.spent ?? 0);
  const endsAt = (day: number) => (today + day + 1) * dayMs - east * 60_000;
  const dayAt = (at: number) => Math.floor((at + east * 60_000) / dayMs);
  const when = { studyDays, minutes, spent, horizon, listed: count, today, dayAt, endsAt };
  return { mode, end: horizon ?? count, days, when };
}

/** The days of a plan by their number from today on, and what a day holds. */
export type When = {
  studyDays: readonly number[];
  /** Minutes a day. */
  minutes: number;
  /** Of the first day, so many are behind. */
  spent: number;
  horizon: number | null;
  /** Days that the plan lists. */
  listed: number;
  /** The numbers of today and of the day of a moment (epoch ms) in the learner's calendar. */
  today: number;
  dayAt: (at: number) => number;
  /** The end of a day of the learner's calendar, epoch ms. */
  endsAt: (day: number) => number;
};

function daysBetween(today: number, date: LocalDay): number {
  const day = dayNumber(date);
  if (day === undefined)
    throw new Fault({ what: `"${date}" is no day`, where: "interview.date", mend: 'write it as "2026-12-31"' });
  return day - today;
}

function emptyDays({ away = "" }: PlanWishes, today: number, count: number): PlanDay[] {
  const isAway = daysAway(away);
  return Array.from({ length: count }, (_, index) => {
    const day = dayOf(today + index);
    return { day, isAway: isAway(day), steps: [], minutes: 0 };
  });
}

/** The longest that one answer counts as study: a question left open over lunch is no study. */
const longestMs = 15 * 60_000;

/**
 * Minutes that today's answers took, of the learner's calendar.
 * @param answers oldest first
 * @param from now, epoch ms
 */
export function spentToday(answers: LearnerState["answers"], from: number, east = 0): number {
  const today = localDay(from, east);
  let ms = 0;
  for (let index = answers.length - 1; index >= 0; index--) {
    const answer = answers[index];
    if (!answer || localDay(answer.at, east) !== today) break;
    ms += Math.min(longestMs, Math.max(0, answer.body.elapsedMs));
  }
  return ms / 60_000;
}

/** Minutes a day that a plan assumes until the learner says otherwise. */
const assumedMinutes = 30;

/** The wishes that the learner's settings hold. A date that is no day counts as none. */
export function wishesOf(settings: LearnerState["settings"], from: number, east = 0): PlanWishes {
  const date = settings.get("interview.date");
  const minutes = settings.get("interview.minutes");
  const away = settings.get("interview.away");
  return {
    from,
    east,
    minutesADay: typeof minutes === "number" && Number.isFinite(minutes) ? minutes : assumedMinutes,
    ...(typeof date === "string" && dayNumber(date) !== undefined && { date }),
    ...(typeof away === "string" && { away }),
  };
}
