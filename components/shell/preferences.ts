"use client";

import { useSyncExternalStore } from "react";

/**
 * Choices of this browser, kept in localStorage: they belong to a device, not to the learner's history.
 * Where storage is denied (some private windows) they hold until the page is left.
 */
const choices = {
  theme: ["system", "light", "dark"],
  "single-keys": ["on", "off"],
  "certainty-marks": ["off", "on"],
} as const;

type Choices = typeof choices;
export type Preference = keyof Choices;
export type Choice<Name extends Preference> = Choices[Name][number];
export type Theme = Choice<"theme">;

const storageKey = (name: Preference) => `quorum.${name}`;
const forThisVisit = new Map<Preference, string>();
const listeners = new Set<() => void>();

function stored(name: Preference): string | null {
  try {
    return localStorage.getItem(storageKey(name));
  } catch {
    return null; // denied: the choice of this visit, or the first one, holds
  }
}

/** The first choice of the list is the one that holds until another is made. */
export function preference<Name extends Preference>(name: Name): Choice<Name> {
  const value = forThisVisit.get(name) ?? stored(name);
  const list: readonly Choice<Name>[] = choices[name];
  return list.find((choice) => choice === value) ?? (list[0] as Choice<Name>);
}

export function prefer<Name extends Preference>(name: Name, value: Choice<Name>): void {
  forThisVisit.set(name, value);
  try {
    localStorage.setItem(storageKey(name), value);
  } catch {
    // denied: it holds until the page is left
  }
  if (name === "theme") pinTheme(value as Theme);
  for (const listener of listeners) listener();
}

function pinTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (!event.key?.startsWith("quorum.")) return;
    forThisVisit.clear(); // another tab has chosen since
    pinTheme(preference("theme"));
    listener();
  };
  listeners.add(listener);
  window.addEventListener("storage", onStorage);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", onStorage);
  };
}

/** The current choice, kept up to date; on the server and while hydrating the first of the list. */
export function usePreference<Name extends Preference>(name: Name): Choice<Name> {
  const first = choices[name][0] as Choice<Name>;
  return useSyncExternalStore(
    subscribe,
    () => preference(name),
    () => first,
  );
}
