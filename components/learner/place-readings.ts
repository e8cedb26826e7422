"use client";
/**
 * What the answers say of each topic and gap, for pages that are read by people who may never answer anything: nothing is loaded
 * before the profile is known to hold answers, and then when the page is idle.
 */
import { useLocale } from "next-intl";
import { useEffect, useSyncExternalStore } from "react";
import { isLocale } from "@/lib/i18n/locales";
import type { GapId, TopicId } from "@/lib/ids";
import type { PlaceReading } from "@/lib/learner/places";
import { knownEvents } from "./canary";

let readings: ReadonlyMap<TopicId | GapId, PlaceReading> | undefined;
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function setPlaceReadings(next: ReadonlyMap<TopicId | GapId, PlaceReading>): void {
  readings = next;
  for (const listener of listeners) listener();
}

let asked = false;

/** The reading of one topic or gap, by its id; undefined while nothing is known, and on the server. */
export function usePlaceReading(place: string): PlaceReading | undefined {
  const locale = useLocale();
  useEffect(() => {
    if (asked || !isLocale(locale) || knownEvents() === 0) return;
    asked = true;
    const load = () => void import("./read-places").then(({ readPlaces }) => readPlaces(locale));
    if ("requestIdleCallback" in window) requestIdleCallback(load, { timeout: 2000 });
    else setTimeout(load, 200);
  }, [locale]);
  return useSyncExternalStore(
    subscribe,
    () => readings?.get(place as TopicId | GapId),
    () => undefined,
  );
}
