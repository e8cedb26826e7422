"use client";
/**
 * Which tasks were solved in this browser, for the marks in the list: the shortest number of choices by `<lab>.<task>`. A
 * convenience of this device, like the theme; what counts as evidence is answered elsewhere and lies in the log.
 */
import { useSyncExternalStore } from "react";

const key = "quorum.labs";
type Solved = Readonly<Record<string, number>>;
const none: Solved = {};
let cached: { text: string | null; solved: Solved } | undefined;
const listeners = new Set<() => void>();

function read(): Solved {
  let text: string | null = null;
  try {
    text = localStorage.getItem(key);
  } catch {
    return cached?.solved ?? none; // denied: it holds until the page is left
  }
  if (cached?.text === text) return cached.solved;
  let solved: Solved = none;
  try {
    const found: unknown = JSON.parse(text ?? "{}");
    if (typeof found === "object" && found !== null)
      solved = Object.fromEntries(Object.entries(found).filter(([, used]) => typeof used === "number"));
  } catch {
    // Not ours to mend: written over with the next task that is solved.
  }
  cached = { text, solved };
  return solved;
}

/** Keeps that a task was solved with this many choices; fewer than before replace it. */
export function rememberSolved(id: string, used: number): void {
  const before = read();
  if ((before[id] ?? Number.POSITIVE_INFINITY) <= used) return;
  const solved = { ...before, [id]: used };
  const text = JSON.stringify(solved);
  try {
    localStorage.setItem(key, text);
    cached = undefined;
  } catch {
    cached = { text, solved };
  }
  for (const listener of listeners) listener();
}

/** Choices used in the best solution, by `<lab>.<task>`; empty while hydrating. */
export const useSolved = (): Solved =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      window.addEventListener("storage", listener);
      return () => {
        listeners.delete(listener);
        window.removeEventListener("storage", listener);
      };
    },
    read,
    () => none,
  );
