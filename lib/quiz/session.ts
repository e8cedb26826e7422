/**
 * A practice session as a state machine: plain data in, plain data out, so that it survives a reload in any store. It
 * knows which questions are asked and what was done to each; the items themselves stay in the catalog.
 *
 *   open --respond, rate, spend--> open --reveal--> answered
 *   open --reveal--> marking --respond to the ticks--> marking --reveal--> answered     where the learner marks
 *   open --skip--> skipped                            go: between turns, in any state
 */
import type { Confidence, ItemAnswered, ItemSkipped, Mode } from "../learner/events";
import type { Item } from "./catalog";
import type { Asked } from "./choose";
import type { Answer, Response } from "./interaction";
import { ticksName } from "./rubric";
import { isSelfMarked, scoreItem, shareOf } from "./score";

/** One question of the session and what became of it. */
export type Turn = Asked & {
  /** marking: the answer is final, and the learner ticks the rubric. */
  state: "open" | "marking" | "answered" | "skipped";
  response: Response;
  confidence?: Confidence;
  /** Time with this question on screen before the answer was final. */
  elapsedMs: number;
  /** Of an answered turn. */
  score?: { earned: number; possible: number };
};

export type Session = {
  id: string;
  mode: Exclude<Mode, "mock">;
  turns: readonly Turn[];
  /** Place of the question on screen; the number of turns when the session is over. */
  current: number;
  /**
   * Of a session that grows: how many questions it asks at most. Each is chosen after the answer before it, by `extend`;
   * `settle` ends the growing. Absent where the queue was fixed from the start.
   */
  most?: number;
};

export type Revealed =
  /** Interactions without an answer, by name; nothing happened. */
  | { state: "unready"; missing: string[] }
  /** The answer is final, and the rubric may be shown; nothing is to be recorded yet. */
  | { state: "marking"; session: Session }
  | { state: "revealed"; session: Session; answered: ItemAnswered };

const fresh = (asked: Asked): Turn => ({ ...asked, state: "open", response: {}, elapsedMs: 0 });

/** @param most for a session that grows: questions at most; `queue` then holds the first of them */
export const startSession = (id: string, mode: Session["mode"], queue: readonly Asked[], most?: number): Session => ({
  id,
  mode,
  turns: queue.map(fresh),
  current: 0,
  ...(most !== undefined && { most }),
});

/** Whether a next question is to be chosen: the session may grow, and every question so far is closed. */
export const wantsMore = ({ turns, most }: Session): boolean =>
  most !== undefined && turns.length < most && turns.every(({ state }) => state === "answered" || state === "skipped");

/**
 * The session with one question more, at its end. It stays as it was where none is wanted, and when the question is in it
 * already: choosing twice, as after a reload, asks once.
 */
export const extend = (session: Session, asked: Asked): Session =>
  wantsMore(session) && !session.turns.some(({ item }) => item === asked.item)
    ? { ...session, turns: [...session.turns, fresh(asked)] }
    : session;

/** The session with no further question to come. */
export const settle = (session: Session): Session =>
  session.most === undefined ? session : { ...session, most: session.turns.length };

export const turnOf = (session: Session): Turn | undefined => session.turns[session.current];
/** Nothing is on screen and nothing is to come. A growing session that waits for its next question is not over. */
export const isOver = (session: Session): boolean => session.current >= session.turns.length && !wantsMore(session);

/**
 * Sets one interaction's answer. An answered or skipped turn does not change any more; one that is being marked takes
 * ticks and nothing else, since the rubric has been seen.
 */
export const respond = (session: Session, name: string, answer: Answer): Session =>
  onTurn(session, [name === ticksName ? "marking" : "open"], (turn) => ({
    ...turn,
    response: { ...turn.response, [name]: answer },
  }));

export const rate = (session: Session, confidence: Confidence): Session =>
  onTurn(session, ["open"], (turn) => ({ ...turn, confidence }));

/** Adds time spent on the question on screen, ms >= 0. Time after the reveal is reading, not answering. */
export const spend = (session: Session, ms: number): Session =>
  onTurn(session, ["open"], (turn) => ({ ...turn, elapsedMs: turn.elapsedMs + Math.max(0, ms) }));

/**
 * Marks the question on screen and closes it. An item that the learner marks takes two calls: the first makes the answer
 * final, the second, with the ticks as they then are, closes it.
 * @param item the item of the current turn
 * @param predicted probability of a right answer that the model gave before, if it was asked
 * @returns the body of the event to append, or what is missing. A turn that is closed already yields its missing nothing:
 * `unready` with an empty list, and no second event.
 */
export function reveal(session: Session, item: Item, predicted?: number): Revealed {
  const turn = turnOf(session);
  if ((turn?.state !== "open" && turn?.state !== "marking") || turn.item !== item.id)
    return { state: "unready", missing: [] };
  const score = scoreItem(item, turn.response, turn.seed);
  if (score.state === "unready") {
    const isFinal = isSelfMarked(item) && score.missing.every((name) => name === ticksName);
    return isFinal ? { state: "marking", session: toMarking(session) } : score;
  }
  const { earned, possible, observations } = score;
  const answered: ItemAnswered = {
    item: item.id,
    revision: item.revision,
    kind: item.kind,
    mode: session.mode,
    session: session.id,
    response: turn.response,
    score: { earned, possible },
    observations,
    ...(predicted !== undefined && { predicted }),
    ...(turn.confidence !== undefined && { confidence: turn.confidence }),
    elapsedMs: Math.round(turn.elapsedMs),
    hints: 0,
    seed: turn.seed,
  };
  const closed = onTurn(session, ["open", "marking"], (open) => ({
    ...open,
    state: "answered",
    score: { earned, possible },
  }));
  return { state: "revealed", session: closed, answered };
}

/**
 * Leaves the question on screen open for ever and goes on; nothing is said of the learner by it. A final answer cannot be
 * skipped: it waits for its marks.
 */
export function skip(session: Session): { session: Session; skipped?: ItemSkipped } {
  const turn = turnOf(session);
  if (turn?.state !== "open") return { session: next(session) };
  const closed = onTurn(session, ["open"], (open) => ({ ...open, state: "skipped" }));
  return { session: next(closed), skipped: { item: turn.item, mode: session.mode, session: session.id } };
}

export const next = (session: Session): Session => go(session, session.current + 1);
export const previous = (session: Session): Session => go(session, session.current - 1);

/** Puts the question at this place on screen; places outside are moved to the nearest. */
export const go = (session: Session, place: number): Session => ({
  ...session,
  current: Math.max(0, Math.min(session.turns.length, place)),
});

/** What the session came to, so far. `earned` counts every answered item as one, by its share of credit. */
export function summaryOf({ turns }: Session) {
  const answered = turns.filter(({ state }) => state === "answered");
  return {
    asked: turns.length,
    answered: answered.length,
    skipped: turns.filter(({ state }) => state === "skipped").length,
    earned: answered.reduce((sum, { score }) => sum + (score ? shareOf(score) : 0), 0),
    elapsedMs: turns.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0),
  };
}

const toMarking = (session: Session): Session =>
  onTurn(session, ["open"], (turn) => ({
    ...turn,
    state: "marking",
    response: { ...turn.response, [ticksName]: { type: "choice", chosen: [] } },
  }));

/** Changes the turn on screen if it is in one of these states. */
function onTurn(session: Session, states: readonly Turn["state"][], change: (turn: Turn) => Turn): Session {
  const turns = session.turns.map((turn, place) =>
    place === session.current && states.includes(turn.state) ? change(turn) : turn,
  );
  return { ...session, turns };
}
