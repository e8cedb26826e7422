/**
 * Where the learner stands in a sitting: which question, which flags, how much time. One small record beside the log,
 * overwritten with every change and every few seconds, so that a new page goes on where the last one stopped.
 */
import type { AttemptId, ItemId } from "../ids";
import type { MockStarted } from "../learner/events";
import type { MockAttempt } from "../learner/state";
import { type Given, type Moment, reload, type Step, start, type Tick } from "./clock";

export type Place = {
  v: 1;
  /** Index in the form. */
  at: number;
  flagged: ItemId[];
  seen: ItemId[];
  /** Exam time in which each question was on screen, ms. */
  spentMs: Record<string, number>;
  isClockHidden: boolean;
  tick: Tick;
};

export const slotOf = (attempt: AttemptId): string => `mock ${attempt}`;

/** The rules of time that were fixed at the start. */
export const givenOf = ({ durationMs, pause, sections }: MockStarted): Given => ({
  durationMs,
  policy: pause,
  sectionMs: sections.map(({ minutes }) => minutes * 60_000),
});

/**
 * Where a new page finds the sitting.
 * @param saved what the slot held; where it is missing or from elsewhere, the answers tell how far the sitting came
 * @returns the place, and the clock's first step in this page with its notices
 */
export function resume(attempt: MockAttempt, saved: unknown, now: Moment): { place: Omit<Place, "tick">; step: Step } {
  const { form } = attempt.started.body;
  const given = givenOf(attempt.started.body);
  if (isPlaceIn(saved, form.length, given)) {
    const { tick, ...place } = saved;
    return { place, step: reload(given, tick, now) };
  }
  const last = [...attempt.answers.values()].sort((a, b) => a.body.elapsedMs - b.body.elapsedMs).at(-1);
  const at = Math.max(
    0,
    form.findIndex(({ item }) => item === last?.body.item),
  );
  const place: Omit<Place, "tick"> = {
    v: 1,
    at,
    flagged: [],
    seen: [...attempt.answers.keys()],
    spentMs: Object.fromEntries([...attempt.answers].map(([item, { body }]) => [item, body.spentMs])),
    isClockHidden: false,
  };
  // The time of a sitting begins with its first page.
  if (!last) return { place, step: { clock: start(given, now), notices: [] } };
  const section = form[at]?.section ?? 0;
  const tick: Tick = {
    elapsedMs: last.body.elapsedMs,
    section,
    spentMs: given.sectionMs.map((_, index) => (index === section ? last.body.elapsedMs : 0)),
    announced: [],
    overrun: [],
    ended: false,
    wallNow: last.at,
  };
  return { place, step: reload(given, tick, now) };
}

/** Of two saved places the one that stands later by the wall clock; what is no place counts as none. */
export function laterOf(a: unknown, b: unknown): unknown {
  const at = (saved: unknown): number =>
    (saved as Partial<Place> | undefined)?.tick?.wallNow ?? Number.NEGATIVE_INFINITY;
  return at(b) >= at(a) ? (b ?? a) : a;
}

function isPlaceIn(saved: unknown, questions: number, given: Given): saved is Place {
  if (typeof saved !== "object" || saved === null || !("v" in saved) || saved.v !== 1) return false;
  const { at, tick } = saved as Place;
  return (
    Number.isInteger(at) &&
    at >= 0 &&
    at < questions &&
    Number.isFinite(tick?.elapsedMs) &&
    Number.isFinite(tick.wallNow) &&
    tick.spentMs.length === given.sectionMs.length
  );
}

/** How many questions have an answer, begun or complete. A question that was only looked at has a record of its time alone. */
export const answeredIn = ({ answers }: Pick<MockAttempt, "answers">): number =>
  [...answers.values()].filter(({ body }) => Object.keys(body.response).length > 0).length;
