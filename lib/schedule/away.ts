/** The days away as a list that can be edited. It is kept as one text, as daysAway reads it. */
import { dayNumber, type LocalDay } from "./local-day";

/** Both ends included. */
export type Stretch = { from: LocalDay; to: LocalDay };

/** The stretches of "2026-12-01/2026-12-05,2026-12-24", the earliest first; what is not readable is passed over. */
export function stretchesOf(list: string): Stretch[] {
  return list
    .split(",")
    .flatMap((part): Stretch[] => {
      const [from = "", to = from] = part.trim().split("/");
      return dayNumber(from) === undefined || dayNumber(to) === undefined ? [] : [{ from, to }];
    })
    .sort(byBegin);
}

/** The text of stretches. Ends that stand the wrong way round are turned; those that were over before `today` are left out. */
export const awayText = (stretches: readonly Stretch[], today: LocalDay): string =>
  stretches
    .map(({ from, to }) => (from <= to ? { from, to } : { from: to, to: from }))
    .filter(({ to }) => to >= today)
    .sort(byBegin)
    .map(({ from, to }) => (from === to ? from : `${from}/${to}`))
    .join(",");

const byBegin = (one: Stretch, other: Stretch): number => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0);
