"use client";
import { useEffect, useState } from "react";
import type { Item } from "@/lib/quiz/catalog";
import { type Response, tapeIn } from "@/lib/quiz/interaction";
import { judgedTape, remember } from "@/lib/sim/judged";

/**
 * Has the tape of an answer graded that was given at another time, so that it can be explained: the grade is not stored,
 * and its lab is not at hand. Rises once it is known; 0 until then, and for answers without a tape.
 */
export function useJudged(item: Item, response: Response): number {
  const [known, setKnown] = useState(0);
  const entries = tapeIn(response, "tape");
  useEffect(() => {
    if (item.kind !== "simulation-task" || !entries) return;
    const { lab, task } = item.spec;
    if (judgedTape(lab, task, entries)) return;
    let isMeant = true;
    import("@/components/labs/judge")
      .then(({ judge }) => judge({ ask: "grade", lab, task, entries }))
      .then(({ grade }) => {
        if (!grade || !isMeant) return;
        remember(lab, task, entries, grade);
        setKnown((count) => count + 1);
      })
      // Without its grade the answer shows as it was marked, and its goals as not reached.
      .catch((error) => console.warn(`the tape of ${item.id} could not be graded: ${error}`));
    return () => {
      isMeant = false;
    };
  }, [item, entries]);
  return known;
}
