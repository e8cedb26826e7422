/** What the screens ask of the learner's state: pure functions that give codes and numbers; screens have the words. */
import type { GapId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import { evidence as counting, dayMs } from "../mastery/constants";
import { levelOf, predict } from "../mastery/estimate";
import {
  answersBehind,
  answersToDecide,
  type Behind,
  type Mover,
  movers,
  type Terms,
  termsOf,
} from "../mastery/explain";
import { type GapReading, type GapState, type Reading, readGaps, readingOf } from "../mastery/gaps";
import { blueprintOf, creditOf, type GapTarget } from "../mastery/observe";
import type { Catalog } from "../quiz/catalog";
import { seedOf } from "../quiz/seed";
import { minutesOf, pick } from "../schedule/pick";
import type { AnsweredItem, LearnerState, Sighting } from "./state";
import { wilson } from "./wilson";

/** What to do about a gap, with the items it would ask. */
export type GapAction = { kind: "practise" | "diagnose" | "check"; items: ItemId[]; minutes: number };

export type GapRow = GapReading & {
  number: number;
  title: string;
  /** The prior of the notes, to be shown as not yet tested. */
  judgement: string;
  /** The two answers that moved it most. */
  movers: Mover[];
  /** About how many more answers until it is told weak or not; 0 decided, null more than can be promised. */
  toDecide: number | null;
  /** Misconceptions seen in answers to its statements, the most frequent first. */
  misconceptions: MisconceptionRow[];
  disputed?: { at: number; reason?: string };
  /** Set while it is put aside. */
  snoozed?: { at: number; until: number; reason?: string };
  action: GapAction;
};

/** Items that an action asks at most. */
const actionSize = { weak: 8, practise: 6, diagnose: 6, check: 2 } as const;

/** All gaps in the order of the list. */
export function gapBoard(state: LearnerState, catalog: Catalog, now: number): GapRow[] {
  const { gaps: targets } = blueprintOf(catalog);
  const misconceptions = misconceptionCounts(state, catalog, now);
  return readBoard(state, catalog, now).map((reading, index) => {
    const gap = catalog.gaps[index] as Catalog["gaps"][number];
    const target = targets[index] as GapTarget;
    const snoozed = state.snoozed.get(gap.id);
    const disputed = state.disputed.get(gap.id);
    const statements = new Set<StatementId>(target.statements);
    return {
      ...reading,
      number: gap.number,
      title: gap.title,
      judgement: gap.judgement,
      movers: moversOf(state, target),
      toDecide: answersToDecide(state.mastery, targets, index, state.evidence, now),
      misconceptions: misconceptions.filter(({ statement }) => statements.has(statement)),
      ...(disputed && { disputed }),
      ...(snoozed && snoozed.until > now && { snoozed }),
      action: actionFor(reading, state, catalog, now),
    };
  });
}

const readBoard = (state: LearnerState, catalog: Catalog, now: number): GapReading[] =>
  readGaps(state.mastery, blueprintOf(catalog).gaps, state.evidence, now);

function actionFor({ gap, state: judged }: GapReading, state: LearnerState, catalog: Catalog, now: number): GapAction {
  const kind = actionKind(judged);
  const size = judged === "weak" ? actionSize.weak : actionSize[kind];
  // The same set until something new happens, so that the minutes shown are those of the set that starts.
  const seed = seedOf(`${gap} ${state.events}`);
  const items = pick({ gaps: [gap] }, state, catalog, now, seed, size).map(({ item }) => item);
  return { kind, items, minutes: minutesOf(items, catalog) };
}

function actionKind(judged: GapState): GapAction["kind"] {
  switch (judged) {
    case "untested":
      return "diagnose";
    case "likely-weak":
    case "weak":
    case "forming":
      return "practise";
    case "solid":
    case "fading":
    case "closed":
      return "check";
    default:
      return judged satisfies never;
  }
}

/** The gaps that are known to be lowest, the lowest first; untested and snoozed ones are none of them. */
export function weakestGaps(state: LearnerState, catalog: Catalog, now: number, count: number): GapReading[] {
  const { gaps: targets } = blueprintOf(catalog);
  const mids = new Map(targets.map((target) => [target.gap, levelOf(state.mastery, target, now).mid]));
  const mid = (gap: GapId) => mids.get(gap) ?? 0;
  return readBoard(state, catalog, now)
    .filter(({ gap, n }) => n > 0 && !isSnoozed(state, gap, now))
    .sort((a, b) => b.bottomTwo - a.bottomTwo || mid(a.gap) - mid(b.gap))
    .slice(0, count);
}

const worth: Record<GapState, number> = {
  weak: 0,
  "likely-weak": 1,
  fading: 2,
  untested: 3,
  forming: 4,
  solid: 5,
  closed: 6,
};

/** The rows most worth working on: what is weak, then what fades, then what nobody knows. */
export const gapsWorthClosing = (rows: readonly GapRow[], count: number): GapRow[] =>
  rows
    .filter(({ snoozed }) => !snoozed)
    .sort((a, b) => worth[a.state] - worth[b.state] || b.bottomTwo - a.bottomTwo || a.number - b.number)
    .slice(0, count);

const isSnoozed = (state: LearnerState, gap: GapId, now: number): boolean =>
  (state.snoozed.get(gap)?.until ?? Number.NEGATIVE_INFINITY) > now;

/** One topic's level; undefined for a topic that is not written. */
export function topicLevel(state: LearnerState, catalog: Catalog, topic: TopicId, now: number): Reading | undefined {
  const target = blueprintOf(catalog).topics.get(topic);
  return target && readingOf(levelOf(state.mastery, target, now));
}

/** One gap's level; undefined for an unknown gap. */
export function gapLevel(state: LearnerState, catalog: Catalog, gap: GapId, now: number): Reading | undefined {
  const target = gapTarget(catalog, gap);
  return target && readingOf(levelOf(state.mastery, target, now));
}

/** The terms of a gap's number; undefined for an unknown gap. */
export function gapTerms(state: LearnerState, catalog: Catalog, gap: GapId, now: number): Terms | undefined {
  const target = gapTarget(catalog, gap);
  return target && termsOf(state.mastery, target, now);
}

const gapTarget = (catalog: Catalog, gap: GapId): GapTarget | undefined =>
  blueprintOf(catalog).gaps.find((target) => target.gap === gap);

/** The moment as of which answers are weighed: the last of them, so that weights change with the log, not the clock. */
const weighedAt = (state: LearnerState): number => state.evidence.at(-1)?.at ?? 0;

const moversKnown = new WeakMap<LearnerState, Map<GapTarget, Mover[]>>();

function moversOf(state: LearnerState, target: GapTarget): Mover[] {
  const known = moversKnown.get(state) ?? new Map<GapTarget, Mover[]>();
  moversKnown.set(state, known);
  const found = known.get(target) ?? movers(target, state.evidence, weighedAt(state));
  known.set(target, found);
  return found;
}

/** One answer behind a number. */
export type TrailRow = {
  event: AnsweredItem;
  /** Time in the order, epoch ms. */
  at: number;
  /** Share of the marks, 0..1. */
  share: number;
  /** It repeated its item on the same day and moved only what passes. */
  isRepeat: boolean;
  /** For a gap: what it moved (logits, and points of 0..100); absent where it was not weighed. */
  weight?: number;
  points?: number;
};

/** `replayed` and `left` tell how the weights were found; see Behind. Absent for what is not a gap. */
export type Trail = { rows: TrailRow[]; replayed?: Behind["replayed"]; left?: number };

export type TrailOf = { gap: GapId } | { topic: TopicId } | { statement: StatementId } | { everything: true };

/** The answers behind a number, the latest first. */
export function answerTrail(state: LearnerState, catalog: Catalog, of: TrailOf): Trail {
  const target = "gap" in of ? gapTarget(catalog, of.gap) : undefined;
  const behind = target && answersBehind(target, state.evidence, weighedAt(state));
  const weights = new Map(behind?.answers.map((mover) => [mover.answer, mover]));
  const repeats = repeatsOf(state);
  const rows = state.evidence.flatMap((each, index): TrailRow[] => {
    const event = state.answers[index];
    if (!event || !bears(each.traits, of)) return [];
    const mover = weights.get(each.answer);
    return [
      {
        event,
        at: each.at,
        share: creditOf(event.body.score) ?? 0,
        isRepeat: repeats.has(each.answer),
        ...(mover && { weight: mover.weight, points: mover.points }),
      },
    ];
  });
  return { rows: rows.reverse(), ...(behind && { replayed: behind.replayed, left: behind.left }) };
}

const bears = (traits: LearnerState["evidence"][number]["traits"], of: TrailOf): boolean => {
  if ("gap" in of) return traits.gaps.some(({ id }) => id === of.gap);
  if ("topic" in of) return traits.topics.some(({ id }) => id === of.topic);
  return "everything" in of || traits.statements.some(({ id }) => id === of.statement);
};

/** Answers (event ids) that repeat their item on the same day. */
function repeatsOf(state: LearnerState): Set<string> {
  const counted = new Map<ItemId, number>();
  const repeats = new Set<string>();
  for (const { answer, traits, at } of state.evidence) {
    const before = counted.get(traits.item);
    if (before !== undefined && at - before < counting.sameDayMs) repeats.add(answer);
    else counted.set(traits.item, at);
  }
  return repeats;
}

/** An item whose last answer was not right. */
export type WrongItem = { item: ItemId; answer: string; at: number; share: number };

/** Items whose last answer was not right and fell into [from, to), the latest first. For "yesterday", give its borders. */
export const wrongBetween = (state: LearnerState, from: number, to: number): WrongItem[] =>
  [...state.last]
    .filter(([, { at, share }]) => share < counting.rightFrom && at >= from && at < to)
    .map(([item, last]) => ({ item, ...last }))
    .sort((a, b) => b.at - a.at || (a.item < b.item ? -1 : 1));

export const recentWrong = (state: LearnerState, now: number, days = 14): WrongItem[] =>
  wrongBetween(state, now - days * dayMs, Number.POSITIVE_INFINITY);

export type SureButWrong = {
  event: AnsweredItem;
  at: number;
  misconceptions: MisconceptionId[];
  /** The item was answered right since. */
  isMended: boolean;
};

/** Wrong answers given as sure, the latest first. */
export function sureButWrong(state: LearnerState): SureButWrong[] {
  return state.evidence
    .flatMap(({ at }, index): SureButWrong[] => {
      const event = state.answers[index];
      if (event?.body.confidence !== 3 || (creditOf(event.body.score) ?? 0) >= counting.wrongBelow) return [];
      const misconceptions = event.body.observations.flatMap(({ misconception }) => misconception ?? []);
      const isMended = (state.last.get(event.body.item)?.share ?? 0) >= counting.rightFrom;
      return [{ event, at, misconceptions: [...new Set(misconceptions)], isMended }];
    })
    .reverse();
}

export type MisconceptionRow = {
  id: MisconceptionId;
  text: string;
  statement: StatementId;
  /** Sightings in the last 14 days, and before. */
  recent: number;
  older: number;
  sightings: readonly Sighting[];
};

/** Misconceptions that answers gave away, the most frequent first; those no longer in the catalog are left out. */
export function misconceptionCounts(state: LearnerState, catalog: Catalog, now: number): MisconceptionRow[] {
  return [...state.misconceptions]
    .flatMap(([id, sightings]): MisconceptionRow[] => {
      if (!Object.hasOwn(catalog.misconceptions, id)) return [];
      const { text, statement } = catalog.misconceptions[id] as Catalog["misconceptions"][MisconceptionId];
      const recent = sightings.filter(({ at }) => at > now - 14 * dayMs).length;
      return [{ id, text, statement, recent, older: sightings.length - recent, sightings }];
    })
    .sort((a, b) => b.sightings.length - a.sightings.length || b.recent - a.recent || (a.id < b.id ? -1 : 1));
}

export type CalibrationRow = {
  n: number;
  right: number;
  /** Share of right answers, and its 95 % interval (Wilson); null without answers. */
  share: number | null;
  interval: [number, number] | null;
};
export type Calibration = {
  /** unsure, fairly sure, sure */
  byConfidence: ({ confidence: 1 | 2 | 3 } & CalibrationRow)[];
  /** By what the model said before the answer; `predicted` is its mean there. */
  byPrediction: ({ from: number; to: number; predicted: number | null } & CalibrationRow)[];
};

/** How sure the learner was, and how sure the model was, against what happened. Same-day repeats do not count. */
export function calibration(state: LearnerState): Calibration {
  const repeats = repeatsOf(state);
  const answers = state.answers.filter(({ id }) => !repeats.has(id));
  const right = (chosen: readonly AnsweredItem[]) =>
    shareRow(chosen.length, chosen.filter(({ body }) => (creditOf(body.score) ?? 0) >= counting.rightFrom).length);
  const levels = [1, 2, 3] as const;
  return {
    byConfidence: levels.map((confidence) => ({
      confidence,
      ...right(answers.filter(({ body }) => body.confidence === confidence)),
    })),
    byPrediction: [0, 0.2, 0.4, 0.6, 0.8].map((from) => {
      const to = (Math.round(from * 10) + 2) / 10;
      const within = answers.filter(
        ({ body: { predicted } }) => predicted !== undefined && predicted >= from && (predicted < to || to === 1),
      );
      const sum = within.reduce((total, { body }) => total + (body.predicted ?? 0), 0);
      return { from, to, predicted: within.length > 0 ? sum / within.length : null, ...right(within) };
    }),
  };
}

function shareRow(n: number, right: number): CalibrationRow {
  if (n === 0) return { n, right, share: null, interval: null };
  return { n, right, share: right / n, interval: wilson(right / n, n) };
}

export type OpenTopic = {
  topic: TopicId;
  title: string;
  at: number;
  /** Where the reader was, and the headings behind it. */
  heading: { id: HeadingId; text: string };
  left: { id: HeadingId; text: string }[];
  /** Of the note's minutes, the share of the headings that are left. */
  minutes: number;
};

/** Notes begun and not read to the end, the latest first. */
export function continueReading(state: LearnerState, catalog: Catalog): OpenTopic[] {
  return [...state.reading]
    .flatMap(([id, { heading, at }]): OpenTopic[] => {
      const topic = Object.hasOwn(catalog.topics, id) ? catalog.topics[id] : undefined;
      const place = topic?.headings.findIndex((each) => each.id === heading) ?? -1;
      const here = topic?.headings[place];
      if (!topic || !here || topic.state !== "written") return [];
      const left = topic.headings.slice(place + 1).map(({ id, text }) => ({ id, text }));
      if (left.length === 0) return [];
      const minutes = Math.ceil((topic.minutes * left.length) / topic.headings.length);
      return [{ topic: id, title: topic.title, at, heading: { id: here.id, text: here.text }, left, minutes }];
    })
    .sort((a, b) => b.at - a.at || (a.topic < b.topic ? -1 : 1));
}

/** The one set to do now. */
export type TodaySet = {
  items: ItemId[];
  minutes: number;
  parts: { of: "weakest" | "untested"; gaps: GapId[]; items: number }[];
};

const todaySize = { weakest: 6, untested: 2 } as const;

/**
 * Six items of the weakest two gaps and two of one untested gap (of those, the one that has most items to ask). Null
 * before the first answer and when nothing may be asked.
 */
export function today(state: LearnerState, catalog: Catalog, now: number): TodaySet | null {
  if (state.answers.length === 0) return null;
  const seed = seedOf(`today ${state.events}`);
  const weakest = weakestGaps(state, catalog, now, 2).map(({ gap }) => gap);
  const mending = pick({ gaps: weakest }, state, catalog, now, seed, todaySize.weakest).map(({ item }) => item);
  const untested = catalog.gaps
    .map(({ id }) => id)
    .filter((gap) => !state.mastery.gaps.has(gap) && !isSnoozed(state, gap, now))
    .map((gap) => ({ gap, items: pick({ gaps: [gap] }, state, catalog, now, seed, todaySize.untested, mending) }))
    .sort((a, b) => b.items.length - a.items.length)[0];
  const probing = (untested?.items ?? []).map(({ item }) => item);
  const parts: TodaySet["parts"] = [
    { of: "weakest", gaps: weakest, items: mending.length },
    { of: "untested", gaps: untested ? [untested.gap] : [], items: probing.length },
  ];
  const items = [...mending, ...probing];
  if (items.length === 0) return null;
  return { items, minutes: minutesOf(items, catalog), parts: parts.filter((part) => part.items > 0) };
}

/** Probability of a right answer that the model gives now; undefined for an item the catalog no longer has. */
export function predictionFor(state: LearnerState, catalog: Catalog, item: ItemId, now: number): number | undefined {
  const traits = blueprintOf(catalog).traits.get(item);
  return traits && predict(state.mastery, traits, now).p;
}
