"use client";
/** A follow-up chain in the learner's hands: the pure play of lib/quiz/chain, its log, and its place kept for a reload. */
import { useCallback, useState } from "react";
import { learnerLog, record } from "@/components/learner/learner-store";
import { Fault } from "@/lib/fault";
import type { Confidence } from "@/lib/learner/events";
import { answerRung, type Chain, leaveChain, type Play, type Step, takeHint } from "@/lib/quiz/chain";
import { useStopwatch } from "./useSession";

/** The open rung on screen: what was written, and, once that is final, what was ticked. */
export type Draft = {
  stage: "writing" | "marking";
  text: string;
  spokenMs?: number;
  ticks: string[];
  confidence?: Confidence;
  /** Time until the answer was final. */
  elapsedMs: number;
};
export type ChainPlace = { play: Play; draft: Draft };

export const blank: Draft = { stage: "writing", text: "", ticks: [], elapsedMs: 0 };
export const slotOfChain = (session: string): string => `chain ${session}`;
export const isChainPlace = (value: unknown): value is ChainPlace =>
  typeof value === "object" && value !== null && "play" in value && "draft" in value;

export type ChainSitting = ChainPlace & {
  write: (change: Partial<Pick<Draft, "text" | "spokenMs" | "confidence">>) => void;
  /** The answer is final: the rubric may be shown. Without a text nothing happens. */
  finishWriting: () => void;
  tick: (ticks: string[]) => void;
  hint: () => void;
  /** Records the open rung as ticked and goes to the one that follows. */
  close: () => void;
  /** Records a closed rung with what its item earned. */
  closeWith: (given: Required<Pick<Step, "response" | "share" | "elapsedMs">>) => void;
  leave: () => void;
};

export function useChain(chain: Chain, begun: ChainPlace): ChainSitting {
  const [place, setPlace] = useState(begun);
  const { play, draft } = place;
  const spent = useStopwatch(play.at ?? "");

  const keep = useCallback((next: ChainPlace) => {
    setPlace(next);
    void keepPlace(next);
  }, []);
  const change = (changed: Partial<Draft>) => keep({ play, draft: { ...draft, ...changed } });

  const go = (given: Omit<Step, "rung" | "hints">, more: { confidence?: Confidence; spokenMs?: number }) => {
    if (play.at === undefined) return;
    const { response: _, text, ticks, ...rest } = given;
    const body = { chain: chain.id, rung: play.at, session: play.session, text, ticks, hints: play.hints };
    void record({ type: "rung-answered", body: { ...body, ...rest, ...more } });
    keep({ play: answerRung(chain, play, given), draft: blank });
  };

  return {
    play,
    draft,
    write: (changed) => draft.stage === "writing" && change(changed),
    finishWriting() {
      if (draft.text.trim() !== "" && draft.stage === "writing")
        change({ stage: "marking", elapsedMs: Math.round(draft.elapsedMs + spent()) });
    },
    tick: (ticks) => draft.stage === "marking" && change({ ticks }),
    hint: () => keep({ play: takeHint(chain, play), draft }),
    close() {
      if (draft.stage !== "marking") return;
      const { text, ticks, elapsedMs, confidence, spokenMs } = draft;
      go(
        { text, ticks, elapsedMs },
        { ...(confidence !== undefined && { confidence }), ...(spokenMs !== undefined && { spokenMs }) },
      );
    },
    closeWith: (given) => go({ text: "", ticks: [], ...given }, {}),
    leave: () => keep({ play: leaveChain(play), draft: blank }),
  };
}

/** A place that cannot be kept costs no answered rung, only the way back: that storage fails is told with the answers. */
async function keepPlace(place: ChainPlace): Promise<void> {
  try {
    await (await learnerLog()).setSlot(slotOfChain(place.play.session), place);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}
