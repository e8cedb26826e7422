"use client";
/** A session in the learner's hands: the pure machine of lib/quiz/session, with its clock, its log and its place kept. */
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { ask, learnerLog, record } from "@/components/learner/learner-store";
import { Fault } from "@/lib/fault";
import type { ItemId } from "@/lib/ids";
import type { Confidence } from "@/lib/learner/events";
import type { Item } from "@/lib/quiz/catalog";
import type { Asked } from "@/lib/quiz/choose";
import type { Answer } from "@/lib/quiz/interaction";
import {
  extend,
  next,
  rate,
  respond,
  reveal,
  type Session,
  settle,
  skip,
  spend,
  turnOf,
  wantsMore,
} from "@/lib/quiz/session";

export type Sitting = {
  session: Session;
  respond: (name: string, answer: Answer) => void;
  rate: (confidence: Confidence) => void;
  /** Marks the question on screen and records the answer; nothing happens while an answer is missing. */
  reveal: (item: Item) => void;
  skip: () => void;
  next: () => void;
};

/** Chooses the next question of a session that grows, from what is in the log; undefined: there is none. */
export type Grow = (session: Session) => Promise<Asked | undefined>;

/**
 * @param begun where the session stands
 * @param slot the name under which its place is kept for a reload; none keeps nothing
 * @param grow stable; without it a session stays as long as it is
 */
export function useSession(begun: Session, slot?: string, grow?: Grow): Sitting {
  const [session, setSession] = useState(begun);
  const latest = useRef(begun);
  const stored = useRef<Promise<unknown>>(Promise.resolve());
  const spent = useStopwatch(session.current);
  const expected = useExpected(turnOf(session)?.item, session.current);

  const keep = useCallback(
    (changed: Session) => {
      latest.current = changed;
      setSession(changed);
      if (slot) void keepPlace(slot, changed);
    },
    [slot],
  );
  useGrowth(session, latest, stored, keep, grow);

  // Every step is taken from the latest session, not from the one on screen: a question may have been chosen since.
  return {
    session,
    respond: (name, answer) => keep(respond(latest.current, name, answer)),
    rate: (confidence) => keep(rate(latest.current, confidence)),
    reveal(item) {
      const revealed = reveal(spend(latest.current, spent()), item, expected());
      if (revealed.state === "unready") return;
      keep(revealed.session);
      if (revealed.state === "revealed") stored.current = record({ type: "item-answered", body: revealed.answered });
    },
    skip() {
      const { session: left, skipped } = skip(spend(latest.current, spent()));
      keep(left);
      if (skipped) stored.current = record({ type: "item-skipped", body: skipped });
    },
    next: () => keep(next(latest.current)),
  };
}

/**
 * Has the next question chosen as soon as all are closed: while the reasons are read, so that nobody waits for it. The
 * answer must be in the log first, since it is what the choice is made from.
 */
function useGrowth(
  session: Session,
  latest: RefObject<Session>,
  stored: RefObject<Promise<unknown>>,
  keep: (changed: Session) => void,
  grow: Grow | undefined,
): void {
  const isWanting = grow !== undefined && wantsMore(session);
  const { length } = session.turns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one choice for each number of questions
  useEffect(() => {
    if (!isWanting) return;
    let isHere = true;
    stored.current
      .then(() => grow(latest.current))
      .then(
        (asked) => isHere && keep(asked ? extend(latest.current, asked) : settle(latest.current)),
        // What cannot be chosen cannot be asked: the set ends with what it has. The store tells of the log.
        () => isHere && keep(settle(latest.current)),
      );
    return () => {
      isHere = false;
    };
  }, [isWanting, length, grow]);
}

/**
 * What the model expects of the question on screen, asked when it comes there: before the answer, so that nothing of the
 * answer is in it. undefined while it is not known; an answer that is quicker is stored without.
 */
function useExpected(item: ItemId | undefined, place: number): () => number | undefined {
  const expected = useRef<number>(undefined);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same item at another place is asked anew
  useEffect(() => {
    let isOnScreen = true;
    expected.current = undefined;
    if (item)
      ask("prediction", { item }).then(
        (p) => {
          if (isOnScreen) expected.current = p;
        },
        () => {},
      );
    return () => {
      isOnScreen = false;
    };
  }, [item, place]);
  return () => expected.current;
}

/** A place that cannot be kept costs no answer, only the way back after a reload: that storage fails is told with the answers. */
async function keepPlace(slot: string, session: Session): Promise<void> {
  try {
    await (await learnerLog()).setSlot(slot, session);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

/** Milliseconds since the question at `place` came on screen, without the time the page was hidden. */
export function useStopwatch(place: number | string): () => number {
  const state = useRef({ ran: 0, since: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new place starts the watch anew
  useEffect(() => {
    state.current = { ran: 0, since: performance.now() };
    const onVisibility = () => {
      const now = performance.now();
      if (document.hidden) state.current.ran += now - state.current.since;
      state.current.since = now;
    };
    document.addEventListener("visibilitychange", onVisibility);
    return () => document.removeEventListener("visibilitychange", onVisibility);
  }, [place]);
  return () => state.current.ran + (document.hidden ? 0 : performance.now() - state.current.since);
}
