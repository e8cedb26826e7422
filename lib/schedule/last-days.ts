/** How the last two days before an interview are filled: nothing new. */
import type { ItemId, MisconceptionId } from "../ids";
import { evidence as counting, dayMs } from "../mastery/constants";
import type { Catalog } from "../quiz/catalog";
import { type Candidate, expectedOf, type Outlook } from "./outlook";
import type { Step, When } from "./plan";
import { begin, type Day, fitting, mostValuable, place } from "./plan-steps";
import { mockFor, pushMock, satLately } from "./rehearse";

/** In the last two days an item is nearly known from this expectation on, and needs no review above the other. */
const nearlyKnown = [0.45, 0.92] as const;

/** What misconceptions spoilt takes at most this part of a last day, and so many of them are told by name. */
const spoiltShare = 0.5;
const toldByName = 3;

/**
 * The last two days: one mock on the first of them, what a misconception spoilt, and what is nearly known. Nothing that
 * the learner has not met.
 */
export function lastDays(outlook: Outlook, catalog: Catalog, when: When, index: number): Step[] {
  const day = begin(when, index);
  const mock = mockFor(catalog, day.left);
  const daysBefore = (when.horizon ?? 0) - index;
  if (mock && index === when.studyDays[0] && daysBefore > 0 && !satLately(outlook))
    pushMock(day, mock, daysBefore, "fair");
  const met = [...outlook.past.last.keys()]
    .flatMap((id) => outlook.candidates.get(id) ?? [])
    .filter((candidate) => !outlook.planned.has(candidate.item.id) && isRested(outlook, candidate, index));
  spoilt(outlook, day, met);
  nearly(outlook, day, met);
  return day.steps;
}

const isRested = (outlook: Outlook, { item }: Candidate, day: number): boolean =>
  outlook.from + day * dayMs - (outlook.past.last.get(item.id)?.at ?? 0) >= counting.sameDayMs;

/** Items whose last answer was wrong and gave a misconception away, of the gaps that need it most. */
function spoilt(outlook: Outlook, day: Day, met: readonly Candidate[]): void {
  const seen = new Map<ItemId, MisconceptionId>();
  for (const [id, sightings] of outlook.past.misconceptions ?? [])
    for (const sighting of sightings)
      if ("item" in sighting && (outlook.past.last.get(sighting.item)?.share ?? 1) < counting.rightFrom)
        seen.set(sighting.item, id);
  const ranked = met
    .filter(({ item, gap }) => seen.has(item.id) && !outlook.gaps.get(gap)?.isAside)
    .sort((a, b) => needOf(outlook, b) - needOf(outlook, a) || (a.item.id < b.item.id ? -1 : 1));
  const chosen = fitting(ranked, spoiltShare * day.left, day.taken);
  if (chosen.length === 0) return;
  const misconceptions = [...new Set(chosen.flatMap(({ item }) => seen.get(item.id) ?? []))];
  place(outlook, day, chosen, (gain, minutes, items) => ({
    kind: "reviews",
    items,
    minutes,
    gain,
    why: { code: "misconceptions", count: misconceptions.length, misconceptions: misconceptions.slice(0, toldByName) },
  }));
}

const needOf = (outlook: Outlook, { gap }: Candidate): number => outlook.gaps.get(gap)?.need ?? 0;

function nearly(outlook: Outlook, day: Day, met: readonly Candidate[]): void {
  const isNearly = (p: number) => p >= nearlyKnown[0] && p <= nearlyKnown[1];
  const known = met.filter(
    (candidate) =>
      !outlook.gaps.get(candidate.gap)?.isAside &&
      !outlook.planned.has(candidate.item.id) &&
      isNearly(expectedOf(outlook, candidate, day.index)),
  );
  const ranked = mostValuable(outlook, known, day.index);
  const chosen = fitting(ranked, day.left, day.taken);
  if (chosen.length === 0) return;
  place(outlook, day, chosen, (gain, minutes, items) => ({
    kind: "reviews",
    items,
    minutes,
    gain,
    why: { code: "nearly-known", count: ranked.length },
  }));
}
