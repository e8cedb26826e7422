/** How one day of a plan is filled. */
import type { GapId, ItemId, TopicId } from "../ids";
import { claims } from "../mastery/constants";
import type { Catalog } from "../quiz/catalog";
import { areEnemies } from "../quiz/choose";
import { gainBand, growth, pOf } from "./growth";
import {
  type Candidate,
  dueOn,
  expectedOf,
  gapsOfTopic,
  isFree,
  type Outlook,
  planItems,
  planNote,
  pointsOf,
  worthOf,
} from "./outlook";
import type { ItemsWhy, Step, When } from "./plan";
import { rehearsal, tellChain } from "./rehearse";
import { dueShare } from "./review";

/** A set takes a third of the day, and at least this many minutes: long enough to get into a gap. */
const leastSetMinutes = 10;
/** A shorter step is not worth the change of subject, unless the day itself is as short. */
const leastStepMinutes = 4;
/** Below this expectation an item teaches despair more than distributed systems; it waits until its gap has risen. */
const tooHard = 0.3;
/** A gap whose middle lies below this (0..100) is read about before it is practised. */
const readFirstBelow = claims.lowBelow;

/** A day under construction: minutes left, items taken. */
export type Day = { index: number; left: number; taken: Candidate[]; steps: Step[] };

/** What was spent today is behind today; other days are whole. */
const minutesOn = ({ minutes, spent }: When, day: number): number =>
  day === 0 ? Math.max(0, Math.floor(minutes - spent)) : minutes;

export const begin = (when: When, index: number): Day => ({
  index,
  left: minutesOn(when, index),
  taken: [],
  steps: [],
});

export function studyDay(outlook: Outlook, catalog: Catalog, when: When, index: number): Step[] {
  const day = begin(when, index);
  rehearsal(outlook, catalog, when, day);
  dueReviews(outlook, when, day);
  tellChain(outlook, catalog, when, day);
  const done = new Set<GapId>();
  while (day.left >= leastLeft(when) && nextSet(outlook, catalog, when, day, done));
  return day.steps;
}

const leastLeft = ({ minutes }: When): number => Math.min(leastStepMinutes, minutes);

/** What is due, the most valuable first, up to its share of the day. */
function dueReviews(outlook: Outlook, when: When, day: Day): void {
  const due = mostValuable(outlook, dueOn(outlook, day.index, when.endsAt(day.index)), day.index);
  const chosen = fitting(due, Math.min(day.left, dueShare * minutesOn(when, day.index)), day.taken);
  if (chosen.length === 0) return;
  place(outlook, day, chosen, (gain, minutes, items) => ({
    kind: "reviews",
    items,
    minutes,
    gain,
    why: { code: "due", count: due.length },
  }));
}

/** By P(wrong) x what the gap counts, as in the queue, the most valuable first. */
export function mostValuable(outlook: Outlook, candidates: readonly Candidate[], day: number): Candidate[] {
  const needOf = ({ gap }: Candidate) => outlook.gaps.get(gap)?.need ?? 0;
  return candidates
    .map((candidate) => ({ candidate, value: (1 - expectedOf(outlook, candidate, day)) * needOf(candidate) }))
    .sort((a, b) => b.value - a.value || (a.candidate.item.id < b.candidate.item.id ? -1 : 1))
    .map(({ candidate }) => candidate);
}

/** The set, or the note, that brings most for each minute; false when nothing fits any more. */
function nextSet(outlook: Outlook, catalog: Catalog, when: When, day: Day, done: Set<GapId>): boolean {
  const worth = worthOn(outlook, day.index);
  const most = Math.min(day.left, Math.max(leastSetMinutes, when.minutes / 3));
  let best: { gap: GapId; chosen: Candidate[]; rate: number } | undefined;
  for (const gap of outlook.gaps.keys()) {
    if (done.has(gap)) continue;
    const set = bestSet(outlook, gap, day, most, worth);
    if (set && minutesOf(set.chosen) >= leastLeft(when) && set.rate > (best?.rate ?? 0)) best = { gap, ...set };
  }
  const note = bestNote(outlook, catalog, day, worth);
  if (note && note.rate > (best?.rate ?? 0)) {
    readNote(outlook, catalog, day, note.topic, note.gap, "unread");
    return true;
  }
  if (!best) return false;
  const { gap } = best;
  done.add(gap);
  const first = hasRead(outlook, when, day) ? undefined : noteBefore(outlook, gap, day);
  if (first !== undefined) {
    readNote(outlook, catalog, day, first, gap, "read-first");
    const set = bestSet(outlook, gap, day, Math.min(day.left, most), worth);
    if (!set) return true;
    best = { gap, ...set };
  }
  const code = whyGap(outlook, gap);
  place(outlook, day, best.chosen, (gain, minutes, items) => ({
    kind: "items",
    gap,
    items,
    minutes,
    gain,
    why: { code },
  }));
  return true;
}

/** worthOf by gap, computed once each. */
function worthOn(outlook: Outlook, day: number): (gap: GapId) => number {
  const known = new Map<GapId, number>();
  return (gap) => {
    const worth = known.get(gap) ?? worthOf(outlook, gap, day);
    known.set(gap, worth);
    return worth;
  };
}

function bestSet(
  outlook: Outlook,
  gap: GapId,
  day: Day,
  minutes: number,
  worth: (gap: GapId) => number,
): { chosen: Candidate[]; rate: number } | undefined {
  const free = (outlook.byGap.get(gap) ?? [])
    .filter((candidate) => isFree(outlook, candidate, day.index))
    .map((candidate) => ({ candidate, points: pointsOf(outlook, candidate, day.index, worth) }));
  const fit = free.filter(({ candidate }) => expectedOf(outlook, candidate, day.index) >= tooHard);
  const ranked = (fit.length > 0 ? fit : free)
    .map(({ candidate, points }) => ({ candidate, rate: points / candidate.minutes }))
    .sort((a, b) => b.rate - a.rate || (a.candidate.item.id < b.candidate.item.id ? -1 : 1))
    .map(({ candidate }) => candidate);
  const chosen = fitting(ranked, minutes, day.taken);
  if (chosen.length === 0) return undefined;
  const points = chosen.reduce((sum, candidate) => sum + pointsOf(outlook, candidate, day.index, worth), 0);
  return { chosen, rate: points / minutesOf(chosen) };
}

/** Those that fit into the minutes in their order; none that gives away another of the day. */
export function fitting(ranked: readonly Candidate[], minutes: number, taken: readonly Candidate[]): Candidate[] {
  const chosen: Candidate[] = [];
  let left = Math.floor(minutes);
  for (const candidate of ranked) {
    if (candidate.minutes > left) continue;
    const clashes = ({ item }: Candidate) => item.id === candidate.item.id || areEnemies(item, candidate.item);
    if (taken.some(clashes) || chosen.some(clashes)) continue;
    chosen.push(candidate);
    left -= candidate.minutes;
  }
  return chosen;
}

const minutesOf = (chosen: readonly Candidate[]): number =>
  Math.ceil(chosen.reduce((sum, { item }) => sum + item.seconds, 0) / 60);

/** Puts a set into the day. */
export function place(
  outlook: Outlook,
  day: Day,
  chosen: readonly Candidate[],
  step: (gain: Step["gain"], minutes: number, items: ItemId[]) => Step,
): void {
  const worth = worthOn(outlook, day.index);
  const points = chosen.reduce((sum, candidate) => sum + pointsOf(outlook, candidate, day.index, worth), 0);
  const minutes = minutesOf(chosen);
  planItems(outlook, chosen, day.index);
  day.steps.push(
    step(
      gainBand(points),
      minutes,
      apart(chosen).map(({ item }) => item.id),
    ),
  );
  day.taken.push(...chosen);
  day.left -= minutes;
}

/** The same items with no topic twice in a row where another could come. */
function apart(chosen: readonly Candidate[]): Candidate[] {
  const left = [...chosen];
  const order: Candidate[] = [];
  while (left.length > 0) {
    const other = left.findIndex(({ item }) => item.topic === null || item.topic !== order.at(-1)?.item.topic);
    order.push(...left.splice(Math.max(0, other), 1));
  }
  return order;
}

function whyGap(outlook: Outlook, gap: GapId): ItemsWhy {
  const place = outlook.gaps.get(gap);
  if (!place || !outlook.past.mastery.gaps.has(gap)) return "untested";
  if (levelNow(outlook, gap) >= 100 * claims.target) return "upkeep";
  const needier = [...outlook.gaps.values()].filter(({ need }) => need > place.need).length;
  return needier < 2 ? "lowest-so-far" : "below-target";
}

/** The middle of a gap now, 0..100. */
function levelNow(outlook: Outlook, gap: GapId): number {
  return 100 * pOf(outlook.gaps.get(gap)?.x ?? 0, 0, 0);
}

type Note = { topic: TopicId; gap: GapId; rate: number };

/** The unread note that brings most for each minute. */
function bestNote(outlook: Outlook, catalog: Catalog, day: Day, worth: (gap: GapId) => number): Note | undefined {
  let best: Note | undefined;
  for (const [topic, minutes] of outlook.notes) {
    if (day.left < Math.min(minutes, leastSetMinutes)) continue;
    const gaps = gapsOfTopic(catalog, topic);
    const rate = gaps.reduce((sum, { id, weight }) => sum + weight * growth.note * worth(id), 0) / minutes;
    const gap = gaps.reduce((most, each) => (each.weight > (most?.weight ?? 0) ? each : most), gaps[0])?.id;
    if (gap !== undefined && rate > (best?.rate ?? 0)) best = { topic, gap, rate };
  }
  return best;
}

/** One note a day is enough to read first; one that was read today is that one. */
const hasRead = ({ past: { reading } }: Outlook, when: When, day: Day): boolean =>
  day.steps.some(({ kind }) => kind === "note") ||
  (day.index === 0 && [...reading.values()].some(({ at }) => when.dayAt(at) === when.today));

/** The note to read before a gap is practised that is low: of its unread ones the one that bears on it most. */
function noteBefore(outlook: Outlook, gap: GapId, day: Day): TopicId | undefined {
  const place = outlook.gaps.get(gap);
  if (!place || levelNow(outlook, gap) >= readFirstBelow || day.left < leastSetMinutes) return undefined;
  return [...place.target.topics]
    .filter(({ id }) => outlook.notes.has(id))
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))[0]?.id;
}

function readNote(
  outlook: Outlook,
  catalog: Catalog,
  day: Day,
  topic: TopicId,
  gap: GapId,
  code: "read-first" | "unread",
): void {
  const whole = outlook.notes.get(topic) ?? 0;
  const minutes = Math.min(whole, day.left);
  const worth = worthOn(outlook, day.index);
  const points = gapsOfTopic(catalog, topic).reduce((sum, { id, weight }) => sum + weight * growth.note * worth(id), 0);
  planNote(outlook, catalog, topic, minutes, day.index);
  const gain = gainBand((points * minutes) / Math.max(1, whole));
  day.steps.push({ kind: "note", topic, gap, minutes, left: whole - minutes, gain, why: { code } });
  day.left -= minutes;
}
