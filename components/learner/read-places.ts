"use client";
import type { Locale } from "@/lib/i18n/locales";
import type { GapId, TopicId } from "@/lib/ids";
import { gapLevel, topicLevel } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { gapsOf, shownFrom } from "@/lib/quiz/choose";
import { startLearner, watchLearner } from "./learner-store";
import { type PlaceReading, setPlaceReadings } from "./place-readings";

/** Loads the learner and keeps the readings of all written topics and all gaps up to date. */
export function readPlaces(locale: Locale): void {
  startLearner(locale);
  watchLearner(({ catalog, state }) => {
    if (catalog && state) setPlaceReadings(readingsOf(state, catalog, Date.now()));
  });
}

function readingsOf(state: LearnerState, catalog: Catalog, now: number) {
  const answered = (items: readonly Item[]) => {
    const last = items.flatMap(({ id }) => state.last.get(id) ?? []);
    return { answered: last.length, wrong: last.filter(({ share }) => share < shownFrom).length };
  };
  return new Map<TopicId | GapId, PlaceReading>([
    ...Object.values(catalog.topics).flatMap(({ id }): [TopicId, PlaceReading][] => {
      const reading = topicLevel(state, catalog, id, now);
      return reading ? [[id, { ...reading, ...answered(catalog.items.filter(({ topic }) => topic === id)) }]] : [];
    }),
    ...catalog.gaps.flatMap(({ id }): [GapId, PlaceReading][] => {
      const reading = gapLevel(state, catalog, id, now);
      return reading
        ? [[id, { ...reading, ...answered(catalog.items.filter((item) => gapsOf(item).includes(id))) }]]
        : [];
    }),
  ]);
}
