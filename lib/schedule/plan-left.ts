/** What a plan leaves out, told with it: a plan that hides what does not fit promises too much. */
import type { GapId } from "../ids";
import { claims } from "../mastery/constants";
import { logitAt } from "../mastery/estimate";
import type { Catalog } from "../quiz/catalog";
import { pOf, raiseOf } from "./growth";
import { dueOn, liftOf, type Outlook } from "./outlook";
import type { LeftOut, Plan, PlanDay, When } from "./plan";
import { mockFor, rehearsalDay } from "./rehearse";

/** Guesses are told in tens of minutes, and not at all above this. */
const roundTo = 10;
const mostMinutes = 600;

export function leftOut(
  outlook: Outlook,
  catalog: Catalog,
  when: When,
  days: readonly PlanDay[],
  mode: Plan["mode"],
): LeftOut[] {
  if (when.studyDays.length === 0) return [{ code: "no-time" }];
  const left: LeftOut[] = [];
  const beyond = (when.horizon ?? 0) - when.listed;
  if (mode === "two-days") left.push({ code: "nothing-new" }, ...waiting(outlook, when));
  else if (beyond > 0) left.push({ code: "beyond", days: beyond });
  else left.push(...gapsShort(outlook, days), ...notesUnread(outlook), ...waiting(outlook, when));
  const shortest = [...catalog.mocks].sort((a, b) => a.minutes - b.minutes)[0];
  const isWanted = mode === "two-days" ? (when.horizon ?? 0) > 0 : rehearsalDay(when) !== undefined;
  if (isWanted && shortest && !mockFor(catalog, when.minutes))
    left.push({ code: "mock-too-long", minutes: shortest.minutes });
  return left;
}

/**
 * Gaps that are expected to be below the target on the day of the interview, the lowest first, and those of which nothing
 * will be known: an untested gap is never told to be low.
 */
function gapsShort(outlook: Outlook, days: readonly PlanDay[]): LeftOut[] {
  const begun = new Set<GapId>(days.flatMap(({ steps }) => steps.flatMap((step) => ("gap" in step ? [step.gap] : []))));
  const known = outlook.past.mastery.gaps;
  const wanted = [...outlook.gaps].filter(([, { isAside }]) => !isAside);
  const short = wanted
    .map(([gap, { x }]) => ({ gap, x: x + liftOf(outlook, gap, outlook.end) }))
    .filter(({ gap, x }) => known.has(gap) && x < logitAt(claims.target))
    .sort((a, b) => a.x - b.x)
    .map(({ gap, x }): LeftOut => {
      const minutes = minutesTo(outlook, gap, x, logitAt(claims.target));
      return { code: "gap-short", gap, minutes, isBegun: begun.has(gap) };
    });
  const untested = wanted.filter(([gap]) => !known.has(gap) && !begun.has(gap));
  return [...short, ...untested.map(([gap]): LeftOut => ({ code: "gap-untested", gap }))];
}

/** Minutes of the gap's items that raise it from one logit to another; null for more than can be guessed. */
function minutesTo(outlook: Outlook, gap: GapId, from: number, to: number): number | null {
  const items = outlook.byGap.get(gap) ?? [];
  if (items.length === 0) return null;
  const each = items.reduce((sum, { minutes }) => sum + minutes, 0) / items.length;
  const variance = outlook.gaps.get(gap)?.variance ?? 0;
  let minutes = 0;
  for (let x = from; x < to && minutes <= mostMinutes; x += raiseOf(pOf(x, variance, 0))) minutes += each;
  return minutes > mostMinutes ? null : roundTo * Math.ceil(minutes / roundTo);
}

const notesUnread = (outlook: Outlook): LeftOut[] =>
  [...outlook.notes].map(([topic, minutes]) => ({ code: "note-unread", topic, minutes }));

/** Reviews that are still waiting at the end of the last study day. */
function waiting(outlook: Outlook, when: When): LeftOut[] {
  const last = when.studyDays.at(-1) ?? 0;
  const due = dueOn(outlook, last, when.endsAt(last)).filter(({ item }) => outlook.planned.get(item.id) !== last);
  if (due.length === 0) return [];
  const minutes = due.reduce((sum, candidate) => sum + candidate.minutes, 0);
  return [{ code: "reviews-waiting", count: due.length, minutes: roundTo * Math.ceil(minutes / roundTo) }];
}
