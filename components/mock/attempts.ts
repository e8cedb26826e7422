"use client";
/** The sittings of this learner, with what the browser would not store laid over what the log has. */
import { useMemo } from "react";
import { useLearner } from "@/components/learner/learner-store";
import type { AttemptId } from "@/lib/ids";
import { foldMore, type LearnerState, type MockAttempt } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Draft } from "@/lib/store/log";

/**
 * All sittings, also those that live on this page only because the disk is full: the fold of the log and of the drafts
 * behind it.
 */
export function attemptsIn(
  state: LearnerState,
  unsaved: readonly Draft[],
  catalog: Catalog,
): ReadonlyMap<AttemptId, MockAttempt> {
  if (!unsaved.some(({ type }) => type.startsWith("mock-"))) return state.mocks;
  const drafts = unsaved.map((draft, index) => ({ ...draft, device: "unsaved", n: index + 1 }));
  return foldMore(state, drafts, catalog).mocks;
}

/** undefined until the log is read. */
export function useAttempts(): ReadonlyMap<AttemptId, MockAttempt> | undefined {
  const state = useLearner((learner) => learner.state);
  const catalog = useLearner((learner) => learner.catalog);
  const unsaved = useLearner((learner) => learner.unsaved);
  return useMemo(() => (state && catalog ? attemptsIn(state, unsaved, catalog) : undefined), [state, catalog, unsaved]);
}

/** Newest first. */
export const byStart = (attempts: ReadonlyMap<AttemptId, MockAttempt>): MockAttempt[] =>
  [...attempts.values()].sort((one, other) => other.started.body.wallStart - one.started.body.wallStart);
