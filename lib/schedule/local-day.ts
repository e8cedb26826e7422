/**
 * Days of the learner's own calendar. The clock's distance from UTC is an argument and is taken as fixed: over a summer
 * time change a day may begin an hour off, which no count of days can see.
 */
import { dayMs } from "../mastery/constants";

/** "YYYY-MM-DD" */
export type LocalDay = string;

const minuteMs = 60_000;

/**
 * @param at epoch ms
 * @param east minutes that the learner's clock is ahead of UTC
 */
export const localDay = (at: number, east: number): LocalDay =>
  new Date((Math.floor((at + east * minuteMs) / dayMs) || 0) * dayMs).toISOString().slice(0, 10);

/** The number of a day, counted from 1970-01-01; undefined for what is no day of the calendar. */
export function dayNumber(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day) ? at / dayMs : undefined;
}

/** The day of a number. */
export const dayOf = (number: number): LocalDay => localDay(number * dayMs, 0);

/** Stretches of days away, both ends included: "2026-12-01/2026-12-05,2026-12-24". What is not readable is passed over. */
export function daysAway(list: string): (day: LocalDay) => boolean {
  const stretches = list.split(",").flatMap((part) => {
    const [from = "", to = from] = part.trim().split("/");
    return dayNumber(from) === undefined || dayNumber(to) === undefined ? [] : [{ from, to }];
  });
  return (day) => stretches.some(({ from, to }) => from <= day && day <= to);
}
