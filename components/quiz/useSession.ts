"use client";
/** A session in the learner's hands: the pure machine of lib/quiz/session, with its clock, its log and its place kept. */
import { useCallback, useEffect, useRef, useState } from "react";
import { learnerLog, learnerNow, record } from "@/components/learner/learner-store";
import { Fault } from "@/lib/fault";
import type { Confidence } from "@/lib/learner/events";
import { predictionFor } from "@/lib/learner/select";
import type { Item } from "@/lib/quiz/catalog";
import type { Answer } from "@/lib/quiz/interaction";
import { next, rate, respond, reveal, type Session, skip, spend } from "@/lib/quiz/session";

export type Sitting = {
  session: Session;
  respond: (name: string, answer: Answer) => void;
  rate: (confidence: Confidence) => void;
  /** Marks the question on screen and records the answer; nothing happens while an answer is missing. */
  reveal: (item: Item) => void;
  skip: () => void;
  next: () => void;
};

/**
 * @param begun where the session stands
 * @param slot the name under which its place is kept for a reload; none keeps nothing
 */
export function useSession(begun: Session, slot?: string): Sitting {
  const [session, setSession] = useState(begun);
  const spent = useStopwatch(session.current);

  const keep = useCallback(
    (changed: Session) => {
      setSession(changed);
      if (slot) void keepPlace(slot, changed);
    },
    [slot],
  );

  return {
    session,
    respond: (name, answer) => keep(respond(session, name, answer)),
    rate: (confidence) => keep(rate(session, confidence)),
    reveal(item) {
      const { catalog, state } = learnerNow();
      const predicted = catalog && state ? predictionFor(state, catalog, item.id, Date.now()) : undefined;
      const revealed = reveal(spend(session, spent()), item, predicted);
      if (revealed.state === "unready") return;
      keep(revealed.session);
      if (revealed.state === "revealed") void record({ type: "item-answered", body: revealed.answered });
    },
    skip() {
      const { session: left, skipped } = skip(spend(session, spent()));
      keep(left);
      if (skipped) void record({ type: "item-skipped", body: skipped });
    },
    next: () => keep(next(session)),
  };
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
