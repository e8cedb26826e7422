/** What the screens ask of the learner's state: pure functions that give codes and numbers; screens have the words. */
import type { GapId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import { type Calibrated, calibrated, type ForeseenAnswer } from "../mastery/calibration";
import { evidence as counting, dayMs } from "../mastery/constants";
import { levelOf, predict } from "../mastery/estimate";
import { answersToDecide, type Behind, type Mover, movers } from "../mastery/explain";
import { type GapReading, type GapState, type Reading, readGaps, readingOf } from "../mastery/gaps";
import { blueprintOf, creditOf, repeatsIn } from "../mastery/observe";
import { bearsOn, type JudgedGap, placeLevel } from "../mastery/place";
import type { Catalog } from "../quiz/catalog";
import { seedOf } from "../quiz/seed";
import { minutesOf, pick } from "../schedule/pick";
import { askedPlace, behindPlace, judgedGaps, type PlaceOf, weighedAt } from "./asked-place";
import { type AnsweredItem, type Dispute, itemAnswerOf, type LearnerState, type Sighting } from "./state";

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
  disputed?: Dispute;
  /** Set while it is put aside. */
  snoozed?: { at: number; until: number; reason?: string };
  action: GapAction;
};

/** Items that an action asks at most. */
const actionSize = { weak: 8, practise: 6, diagnose: 6, check: 2 } as const;

/** All gaps in the order of the list. */
export function gapBoard(state: LearnerState, catalog: Catalog, now: number): GapRow[] {
  const targets = judgedGaps(state, catalog);
  const misconceptions = misconceptionCounts(state, catalog, now);
  return readBoard(state, catalog, now).map((reading, index) => {
    const gap = catalog.gaps[index] as Catalog["gaps"][number];
    const target = targets[index] as JudgedGap;
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
  readGaps(state.mastery, judgedGaps(state, catalog), state.evidence, now, state.rules);

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
  const target = gapTarget(state, catalog, gap);
  return target && readingOf(placeLevel(state.mastery, target, now));
}

const gapTarget = (state: LearnerState, catalog: Catalog, gap: GapId): JudgedGap | undefined =>
  judgedGaps(state, catalog).find((target) => target.gap === gap);

const moversKnown = new WeakMap<LearnerState, Map<JudgedGap, Mover[]>>();

function moversOf(state: LearnerState, target: JudgedGap): Mover[] {
  const known = moversKnown.get(state) ?? new Map<JudgedGap, Mover[]>();
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
  /** What it moved (logits, and points of 0..100), and where the middle would be without it; absent where not weighed. */
  weight?: number;
  points?: number;
  without?: number;
};

/** `replayed` and `left` tell how the weights were found; see Behind. Absent for all answers together. */
export type Trail = { rows: TrailRow[]; replayed?: Behind["replayed"]; left?: number };

export type TrailOf = PlaceOf | { everything: true };

/** The answers to items behind a number, the latest first. Those to open rungs: `rungTrail`. */
export function answerTrail(state: LearnerState, catalog: Catalog, of: TrailOf): Trail {
  const target = "everything" in of ? undefined : askedPlace(state, catalog, of);
  const behind = "everything" in of ? undefined : behindPlace(state, catalog, of);
  const weights = new Map(behind?.answers.map((mover) => [mover.answer, mover]));
  const repeats = repeatsOf(state);
  const rows = state.evidence.flatMap((each): TrailRow[] => {
    const event = itemAnswerOf(state, each.answer);
    if (!event || !("everything" in of || (target && bearsOn(each.traits, target)))) return [];
    const mover = weights.get(each.answer);
    return [
      {
        event,
        at: each.at,
        share: creditOf(event.body.score) ?? 0,
        isRepeat: repeats.has(each.answer),
        ...(mover && { weight: mover.weight, points: mover.points, without: mover.without }),
      },
    ];
  });
  return { rows: rows.reverse(), ...(behind && { replayed: behind.replayed, left: behind.left }) };
}

/** Answers (event ids) that repeat their item on the same day. */
const repeatsOf = (state: LearnerState): Set<string> => repeatsIn(state.evidence);

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
    .flatMap(({ answer, at }): SureButWrong[] => {
      const event = itemAnswerOf(state, answer);
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

/** Probability of a right answer that the model gives now; undefined for an item the catalog no longer has. */
export function predictionFor(state: LearnerState, catalog: Catalog, item: ItemId, now: number): number | undefined {
  const traits = blueprintOf(catalog).traits.get(item);
  return traits && predict(state.mastery, traits, now).p;
}

/**
 * What the model expected of this learner, and what the learner said, against what happened. Same-day repeats are left out:
 * they show what was just read. A prediction is held to the marks after hints, a word of certainty to the marks themselves.
 */
export function ownCalibration(state: LearnerState): Calibrated {
  const repeats = repeatsOf(state);
  const evidence = new Map(state.evidence.map((each) => [each.answer, each]));
  return calibrated(
    state.answers.flatMap(({ id, body }): ForeseenAnswer[] => {
      const counted = evidence.get(id);
      if (!counted || repeats.has(id)) return [];
      const { predicted, confidence } = body;
      return [
        {
          answer: id,
          at: counted.at,
          share: creditOf(body.score) ?? 0,
          counted: counted.score,
          ...(predicted !== undefined && { predicted }),
          ...(confidence !== undefined && { confidence }),
        },
      ];
    }),
  );
}
