"use client";
import { useState } from "react";
import { LearnerProvider } from "@/components/learner/LearnerProvider";
import { newId, useLearner } from "@/components/learner/learner-store";
import type { Item } from "@/lib/quiz/catalog";
import { seedOf } from "@/lib/quiz/seed";
import { startSession, turnOf } from "@/lib/quiz/session";
import { AnswerItem } from "./AnswerItem";
import { useSession } from "./useSession";

/** One question of a note, as a session of one. */
export function Probe({ item }: { item: Item }) {
  const [begun] = useState(() => startSession(newId(), "read", [{ item: item.id, seed: seedOf(item.id) }]));
  const sitting = useSession(begun);
  const misconceptions = useLearner((learner) => learner.index?.misconceptions);
  const turn = turnOf(sitting.session);
  if (!turn) return null;
  return (
    <LearnerProvider>
      <AnswerItem
        item={item}
        turn={turn}
        sitting={sitting}
        heading="h3"
        misconceptions={misconceptions ?? {}}
        keys={false}
      />
    </LearnerProvider>
  );
}
