/**
 * What happened, and never what follows from it: the learner's whole record is a list of these, appended to and never
 * edited. One shape for all; `v` is the version of the body's schema. Older versions are lifted by `upcast`; an unknown
 * type is kept and skipped. Field names are kept for ever.
 */

import type { Locale } from "../i18n/locales";
import type { AttemptId, ChainId, GapId, HeadingId, ItemId, MockId, StatementId, TopicId } from "../ids";
import type { Response } from "../quiz/interaction";
import type { KindId, Observation } from "../quiz/item";
import type { StoredEvent } from "../store/log";

export type Mode = "read" | "practice" | "review" | "diagnostic" | "mock";
/** unsure, fairly sure, sure */
export type Confidence = 1 | 2 | 3;

export type ItemAnswered = {
  item: ItemId;
  revision: number;
  kind: KindId;
  mode: Mode;
  /** The sitting it belongs to: a practice session, or a mock's attempt id. */
  session: string;
  response: Response;
  score: { earned: number; possible: number };
  observations: Observation[];
  /** Probability of a right answer that the model gave before this answer; absent where it was not asked. */
  predicted?: number;
  confidence?: Confidence;
  elapsedMs: number;
  hints: number;
  /** The seed of the asking: with it the item can be shown as it was. */
  seed: number;
};
export type ItemSkipped = { item: ItemId; mode: Mode; session: string };

/**
 * An answered rung of a follow-up chain, as the learner marked it. A closed rung is an item: its answer is an
 * `item-answered` of the same session, and `share` repeats what it earned.
 */
export type RungAnswered = {
  chain: ChainId;
  rung: string;
  /** The play it belongs to. */
  session: string;
  text: string;
  ticks: string[];
  /** Hints that were taken. */
  hints: number;
  elapsedMs: number;
  share?: number;
  confidence?: Confidence;
  spokenMs?: number;
};

/** One question of a form, in the order of the exam. */
export type FormItem = { item: ItemId; revision: number; section: number; seed: number };
export type MockStarted = {
  attempt: AttemptId;
  preset: MockId;
  /** Hash of the preset and of all items of the form. */
  packHash: string;
  seed: number;
  form: FormItem[];
  sections: { title: string; minutes: number }[];
  /** Exam time given, with extra time counted in; null = untimed. */
  durationMs: number | null;
  /** 1, 1.25, 1.5, 2 or 10. */
  extraFactor: number;
  pause: "strict" | "pause-on-interruption";
  wallStart: number;
  locale: Locale;
};
/** Time in which the page did not run (sleep, crash, closed tab) or the clock was moved. */
export type MockGapNoted = {
  attempt: AttemptId;
  ms: number;
  kind: "reload" | "absence" | "clock-forward" | "clock-back";
  decision: "counted" | "credited";
};
export type MockAnswered = {
  attempt: AttemptId;
  item: ItemId;
  response: Response;
  confidence?: Confidence;
  /** Exam time at the answer, ms since the start. */
  elapsedMs: number;
  /** Time spent on this item so far, ms. */
  spentMs: number;
};
export type MockHandedIn = {
  attempt: AttemptId;
  /** abandoned: left without a result; it yields no answers and no report. */
  reason: "by-hand" | "deadline" | "abandoned";
  /** Exam time at the end, ms; at most the duration. */
  elapsedMs: number;
};

/** A gap of the learner's own, as they see it after an interview. The same gap id again is an edit: the last one stands. */
export type GapAdded = {
  /** `own-<short>` */
  gap: GapId;
  title: string;
  /** What it consists of; empty until it is tied to statements. */
  statements: StatementId[];
  company?: string;
  question?: string;
  /** The level of a follow-up at which they got stuck. */
  stuckAt?: 0 | 1 | 2 | 3 | 4;
  reason?: string;
};
/** How the learner sees themselves in one of the seven gaps, before or beside the evidence. */
export type GapWord = "weak" | "unsure" | "fine";

export type Bodies = {
  "item-answered": ItemAnswered;
  "item-skipped": ItemSkipped;
  "rung-answered": RungAnswered;
  "mock-started": MockStarted;
  "mock-gap-noted": MockGapNoted;
  "mock-answered": MockAnswered;
  "mock-handed-in": MockHandedIn;
  "gap-disputed": { gap: GapId; reason?: string };
  "gap-snoozed": { gap: GapId; reason?: string; until: number };
  "gap-added": GapAdded;
  "gap-removed": { gap: GapId };
  "gap-judged": { gap: GapId; word: GapWord };
  "gap-rule-set": { gap: GapId; rule: string };
  "topic-read": { topic: TopicId; heading: HeadingId; locale: Locale };
  "note-written": { topic: TopicId; heading: HeadingId; markdown: string };
  "setting-set": { key: string; value: string | number | boolean };
  erased: { ids: string[] };
};
export type EventType = keyof Bodies;

/** The version of each body that this code writes. To raise one: a lift in upcast.ts and a new frozen log in tests/logs. */
export const versions = {
  "item-answered": 1,
  "item-skipped": 1,
  "rung-answered": 1,
  "mock-started": 1,
  "mock-gap-noted": 1,
  "mock-answered": 1,
  "mock-handed-in": 1,
  "gap-disputed": 1,
  "gap-snoozed": 1,
  "gap-added": 2,
  "gap-removed": 1,
  "gap-judged": 1,
  "gap-rule-set": 1,
  "topic-read": 1,
  "note-written": 1,
  "setting-set": 1,
  erased: 1,
} as const satisfies Record<EventType, number>;
export const isEventType = (type: string): type is EventType => Object.hasOwn(versions, type);

export type LearnerEvent = {
  [Type in EventType]: Omit<StoredEvent, "type" | "body"> & { type: Type; body: Bodies[Type] };
}[EventType];
export type EventOf<Type extends EventType> = Extract<LearnerEvent, { type: Type }>;
/** An event before the log gives it id, device, counter and time. A fixed `id` makes it happen once however often it is appended. */
export type NewEvent = { [Type in EventType]: { id?: string; type: Type; body: Bodies[Type] } }[EventType];
