"use client";
import type { Locale } from "@/lib/i18n/locales";
import { ask, startLearner, watchLearner } from "./learner-store";
import { setPlaceReadings } from "./place-readings";

/** Loads the learner and keeps the readings of all written topics and all gaps up to date. */
export function readPlaces(locale: Locale): void {
  startLearner(locale);
  let seen = 0;
  watchLearner(({ revision }) => {
    if (revision === seen) return;
    seen = revision;
    ask("places").then(setPlaceReadings, () => {});
  });
}
