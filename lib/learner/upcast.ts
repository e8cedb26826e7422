/**
 * From a stored record to an event that this code understands: older versions are lifted, and a body is looked at before
 * it is trusted, since a record may come from a newer tab, another device or a file.
 */
import type { StoredEvent } from "../store/log";
import { type EventType, type LearnerEvent, versions } from "./events";

/** Why a record is kept but not folded. */
export type Skipped = "unknown-type" | "newer-version" | "malformed";
export type Lifted = { event: LearnerEvent } | { skipped: Skipped };

/** Lifts of one type: the entry at index v - 1 makes a body of version v + 1 from one of version v. */
type Lifts = { readonly [Type in EventType]?: readonly ((body: unknown) => unknown)[] };
const lifts: Lifts = {
  // A gap of the learner's own was a title first; it is tied to statements since.
  "gap-added": [(body) => (isObject(body) ? { ...body, statements: [] } : body)],
};

/** The event at its current version; undefined for what this code cannot read, which stays in the log all the same. */
export function upcast(stored: StoredEvent): LearnerEvent | undefined {
  const lifted = lift(stored);
  return "event" in lifted ? lifted.event : undefined;
}

/** The same, with the reason where there is no event. */
export function lift(stored: StoredEvent): Lifted {
  const { v } = stored;
  const type = readable.get(stored.type);
  if (!type) return { skipped: "unknown-type" };
  if (!Number.isInteger(v) || v < 1) return { skipped: "malformed" };
  if (v > type.version) return { skipped: "newer-version" };
  let body = stored.body;
  for (let version = v; version < type.version; version++) {
    const raise = type.lifts[version - 1];
    if (!raise) return { skipped: "malformed" };
    body = raise(body);
  }
  if (!type.shape(body)) return { skipped: "malformed" };
  // The type's own shape was just checked, which TypeScript cannot carry through the table.
  return { event: (v === type.version ? stored : { ...stored, v: type.version, body }) as LearnerEvent };
}

/** Whether a record can be told apart and put in order. The store lets in nothing else. */
export function isRecord(stored: StoredEvent): boolean {
  return text(stored.id) && text(stored.type) && text(stored.device) && finite(stored.at) && finite(stored.n);
}

type Shape = (value: unknown) => boolean;

const text: Shape = (value) => typeof value === "string" && value.length > 0;
const anyText: Shape = (value) => typeof value === "string";
const finite: Shape = (value) => typeof value === "number" && Number.isFinite(value);
const positive: Shape = (value) => finite(value) && (value as number) > 0;
const notNegative: Shape = (value) => finite(value) && (value as number) >= 0;
const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const oneOf = (...values: readonly unknown[]): Shape => {
  const known = new Set(values);
  return (value) => known.has(value);
};
const either =
  (...shapes: readonly Shape[]): Shape =>
  (value) =>
    shapes.some((shape) => shape(value));
// Loops, not closures: these run over every field of every record of a log.
const list =
  (shape: Shape): Shape =>
  (value) => {
    if (!Array.isArray(value)) return false;
    for (const each of value) if (!shape(each)) return false;
    return true;
  };
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fields = (shape: Record<string, Shape>): Shape => {
  const names = Object.keys(shape);
  const each = Object.values(shape);
  return (value) => {
    if (!isObject(value)) return false;
    for (let index = 0; index < names.length; index++)
      if (!(each[index] as Shape)(value[names[index] as string])) return false;
    return true;
  };
};

const mode = oneOf("read", "practice", "review", "diagnostic", "mock");
const confidence = optional(oneOf(1, 2, 3));
/*
 * What nearly every record of a log holds is looked at by name and not by table: a look-up of a field by a variable takes
 * several times as long, and these came to a sixth of folding a long log.
 */

/** Interactions may grow: what an answer holds is its kind's business. */
const response: Shape = (value) => {
  if (!isObject(value)) return false;
  for (const name in value) if (!Object.hasOwn(value, name) || !isTyped(value[name])) return false;
  return true;
};
const isTyped = (value: unknown) => isObject(value) && text(value.type);
const isScore = (value: unknown) => isObject(value) && finite(value.earned) && positive(value.possible);
const isObservation: Shape = (value) =>
  isObject(value) &&
  text(value.statement) &&
  (value.misconception === undefined || text(value.misconception)) &&
  finite(value.score) &&
  positive(value.weight);
const observations = list(isObservation);
const itemAnswered: Shape = (value) =>
  isObject(value) &&
  text(value.item) &&
  finite(value.revision) &&
  text(value.kind) &&
  mode(value.mode) &&
  anyText(value.session) &&
  response(value.response) &&
  isScore(value.score) &&
  observations(value.observations) &&
  (value.predicted === undefined || finite(value.predicted)) &&
  confidence(value.confidence) &&
  notNegative(value.elapsedMs) &&
  notNegative(value.hints) &&
  finite(value.seed);
const formItem = fields({ item: text, revision: finite, section: notNegative, seed: finite });

/** Fields that this version needs; others are kept as they are. */
const shapes: { readonly [Type in EventType]: Shape } = {
  "item-answered": itemAnswered,
  "item-skipped": fields({ item: text, mode, session: anyText }),
  "rung-answered": fields({
    chain: text,
    rung: text,
    session: anyText,
    text: anyText,
    ticks: list(text),
    hints: notNegative,
    elapsedMs: notNegative,
    share: optional(finite),
    confidence,
    spokenMs: optional(notNegative),
  }),
  "mock-started": fields({
    attempt: text,
    preset: text,
    packHash: anyText,
    seed: finite,
    form: list(formItem),
    sections: list(fields({ title: anyText, minutes: notNegative })),
    durationMs: either(oneOf(null), notNegative),
    extraFactor: positive,
    pause: oneOf("strict", "pause-on-interruption"),
    wallStart: finite,
    locale: text,
  }),
  "mock-gap-noted": fields({
    attempt: text,
    ms: finite,
    kind: oneOf("reload", "absence", "clock-forward", "clock-back"),
    decision: oneOf("counted", "credited"),
  }),
  "mock-answered": fields({
    attempt: text,
    item: text,
    response,
    confidence,
    elapsedMs: notNegative,
    spentMs: notNegative,
  }),
  "mock-handed-in": fields({
    attempt: text,
    reason: oneOf("by-hand", "deadline", "abandoned"),
    elapsedMs: notNegative,
  }),
  "gap-disputed": fields({ gap: text, reason: optional(anyText) }),
  "gap-snoozed": fields({ gap: text, reason: optional(anyText), until: finite }),
  "gap-added": fields({
    gap: text,
    title: text,
    statements: list(text),
    company: optional(anyText),
    question: optional(anyText),
    stuckAt: optional(oneOf(0, 1, 2, 3, 4)),
    reason: optional(anyText),
  }),
  "gap-removed": fields({ gap: text }),
  "gap-judged": fields({ gap: text, word: oneOf("weak", "unsure", "fine") }),
  "gap-rule-set": fields({ gap: text, rule: anyText }),
  "topic-read": fields({ topic: text, heading: text, locale: text }),
  "note-written": fields({ topic: text, heading: text, markdown: anyText }),
  "setting-set": fields({ key: text, value: either(anyText, finite, oneOf(true, false)) }),
  erased: fields({ ids: list(text) }),
};

/** What this code knows of each type, found at once: the name of a type read from a store is slow to look up by. */
const readable: ReadonlyMap<string, { version: number; shape: Shape; lifts: NonNullable<Lifts[EventType]> }> = new Map(
  (Object.keys(versions) as EventType[]).map((type) => [
    type,
    { version: versions[type], shape: shapes[type], lifts: lifts[type] ?? [] },
  ]),
);
