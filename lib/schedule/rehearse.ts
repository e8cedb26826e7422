/** What a plan asks to be told aloud: follow-up chains on the way, and one mock interview near its end. */
import type { GapId } from "../ids";
import { dayMs } from "../mastery/constants";
import type { Catalog } from "../quiz/catalog";
import { gainBand, pOf, raiseOf } from "./growth";
import { gapsOfTopic, liftOf, type Outlook, raise, worthOf } from "./outlook";
import type { Step, When } from "./plan";
import type { Day } from "./plan-steps";

/** Days between two follow-up chains, and the minutes that a rung takes to tell aloud and mark. */
const chainEvery = 3;
const rungMinutes = 2;
/** The dress rehearsal: two days before, so that a day is left to mend what it shows; none in a plan shorter than this. */
const rehearsalBefore = 2;
const rehearsalFrom = 4;

/**
 * The day on which a chain was told last, played or planned; before the first one the day of the first answer, so that
 * there is something to tell. It hangs on what happened and not on the plan's own days: a plan is made anew each day.
 */
function lastTold({ past: { mastery, chains }, chains: planned }: Outlook, when: When): number {
  let last = Number.POSITIVE_INFINITY;
  for (const { first } of mastery.gaps.values()) last = Math.min(last, when.dayAt(first));
  if (last === Number.POSITIVE_INFINITY) last = when.today;
  for (const plays of chains?.values() ?? [])
    for (const rungs of plays.values()) for (const { at } of rungs) last = Math.max(last, when.dayAt(at));
  for (const { day } of planned.values()) last = Math.max(last, when.today + day);
  return last;
}

/**
 * A chain that was not played yet, of the gap that needs it most: what was practised is told aloud. Each chain that is
 * planned for a gap halves its claim on the next.
 */
export function tellChain(outlook: Outlook, catalog: Catalog, when: When, day: Day): void {
  if (when.today + day.index - lastTold(outlook, when) < chainEvery) return;
  const claim = (gap: GapId): number => {
    const place = outlook.gaps.get(gap);
    if (!place || place.isAside) return 0;
    return place.need / 2 ** [...outlook.chains.values()].filter((planned) => planned.gap === gap).length;
  };
  const best = catalog.chains
    .flatMap(({ id, topic, rungs }) => {
      const gaps = gapsOfTopic(catalog, topic).map(({ id: gap, weight }) => ({ gap, claim: weight * claim(gap) }));
      const most = gaps.sort((a, b) => b.claim - a.claim)[0];
      const minutes = rungs.length * rungMinutes;
      const isPlayed = outlook.past.chains?.has(id) || outlook.chains.has(id);
      const fits = minutes > 0 && minutes <= Math.min(day.left, when.minutes / 2);
      return most && most.claim > 0 && !isPlayed && fits ? [{ id, topic, minutes, rungs: rungs.length, ...most }] : [];
    })
    .sort((a, b) => b.claim - a.claim || (a.id < b.id ? -1 : 1))[0];
  const place = best && outlook.gaps.get(best.gap);
  if (!best || !place) return;
  const { id, topic, gap, minutes } = best;
  const logits = best.rungs * raiseOf(pOf(place.x + liftOf(outlook, gap, day.index), place.variance, 0));
  const gain = gainBand(logits * worthOf(outlook, gap, day.index));
  raise(outlook, gap, logits, day.index);
  outlook.chains.set(id, { gap, day: day.index });
  day.steps.push({ kind: "chain", chain: id, topic, gap, minutes, gain, why: { code: "tell-it" } });
  day.left -= minutes;
}

/** The longest mock interview that a day can hold; undefined when none can. */
export const mockFor = (catalog: Catalog, minutes: number) =>
  [...catalog.mocks].filter((mock) => mock.minutes <= minutes).sort((a, b) => b.minutes - a.minutes)[0];

/** Whether a mock interview was handed in within the last two days: the rehearsal is over. */
export const satLately = ({ past: { mocks }, from }: Outlook): boolean =>
  [...(mocks?.values() ?? [])].some(
    ({ handedIn }) => handedIn !== undefined && from - handedIn.at < rehearsalBefore * dayMs,
  );

/** The study day of the dress rehearsal: the last that leaves a day between it and the interview. */
export function rehearsalDay({ studyDays, horizon, listed }: When): number | undefined {
  if (horizon === null || horizon < rehearsalFrom || horizon - rehearsalBefore >= listed) return undefined;
  return studyDays.filter((day) => day <= horizon - rehearsalBefore).at(-1);
}

export function rehearsal(outlook: Outlook, catalog: Catalog, when: When, day: Day): void {
  const mock = mockFor(catalog, day.left);
  if (!mock || when.horizon === null || rehearsalDay(when) !== day.index || satLately(outlook)) return;
  // Its answers are spread over all gaps; each counts as an item of middling difficulty.
  const asked = mock.sections.flatMap(({ draw }) => draw).reduce((sum, { count }) => sum + count, 0);
  let points = 0;
  for (const [gap, { x, variance }] of outlook.gaps) {
    const logits = (asked / outlook.gaps.size) * raiseOf(pOf(x + liftOf(outlook, gap, day.index), variance, 0));
    points += logits * worthOf(outlook, gap, day.index);
    raise(outlook, gap, logits, day.index);
  }
  pushMock(day, mock, when.horizon - day.index, gainBand(points));
}

export function pushMock(
  day: Day,
  { id, minutes }: Catalog["mocks"][number],
  daysBefore: number,
  gain: Step["gain"],
): void {
  day.steps.push({ kind: "mock", preset: id, minutes, gain, why: { code: "rehearsal", daysBefore } });
  day.left -= minutes;
}
