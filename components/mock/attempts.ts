"use client";
/** The sittings of this learner, with what the browser would not store laid over what the log has. */
import { useMemo } from "react";
import { useLearner } from "@/components/learner/learner-store";
import { useView } from "@/components/learner/useView";
import type { AttemptId } from "@/lib/ids";
import { foldLearner, type MockAttempt } from "@/lib/learner/state";
import type { Sittings } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Draft, StoredEvent } from "@/lib/store/log";

type Attempts = ReadonlyMap<AttemptId, MockAttempt>;

/**
 * The sittings of the log, also those that live on this page only because the disk is full. Only the sittings that drafts
 * bear on are folded again, from their own events. A draft that the log has by now changes nothing.
 */
export function attemptsIn(stored: Attempts, drafts: readonly Draft[], catalog: Catalog): Attempts {
  const own = drafts.filter(({ type }) => type.startsWith("mock-"));
  if (own.length === 0) return stored;
  const touched = new Set(own.map(({ body }) => (body as { attempt: AttemptId }).attempt));
  const known = [...touched].flatMap((id) => eventsOf(stored.get(id)));
  const records = [...known, ...own.map((draft, index) => ({ ...draft, device: "unsaved", n: index + 1 }))];
  return new Map([...stored, ...foldLearner(records, catalog).mocks]);
}

const eventsOf = (attempt: MockAttempt | undefined): StoredEvent[] =>
  attempt
    ? [
        attempt.started,
        ...attempt.answers.values(),
        ...attempt.gaps,
        ...(attempt.handedIn === undefined ? [] : [attempt.handedIn]),
      ]
    : [];

/** All sittings with the marks of their answers; undefined until the log is read. */
export const useAttempts = (): Sittings | undefined => useOverlaid(useView("attempts"));

/** One sitting in the same form; it is not in `mocks` when nobody knows it. */
export const useAttempt = (id: AttemptId | null): Sittings | undefined =>
  useOverlaid(useView("attempt", { id: id ?? ("" as AttemptId) }));

function useOverlaid(sittings: Sittings | undefined): Sittings | undefined {
  const catalog = useLearner((learner) => learner.catalog);
  const refused = useLearner((learner) => learner.refused);
  return useMemo(
    () => sittings && catalog && { ...sittings, mocks: attemptsIn(sittings.mocks, refused, catalog) },
    [sittings, catalog, refused],
  );
}

/** Newest first. */
export const byStart = (attempts: Attempts): MockAttempt[] =>
  [...attempts.values()].sort((one, other) => other.started.body.wallStart - one.started.body.wallStart);
