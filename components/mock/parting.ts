import type { AttemptId } from "@/lib/ids";
import type { Place } from "@/lib/mock/place";

/**
 * The last place of a page that is going away. A write to IndexedDB can be cut off with the page that began it, and the
 * learner who moves on and reloads at once would stand one question back; a write to localStorage is done when it returns.
 */
const keyOf = (attempt: AttemptId): string => `quorum.place.${attempt}`;

export function leavePlace(attempt: AttemptId, place: Place): void {
  try {
    localStorage.setItem(keyOf(attempt), JSON.stringify(place));
  } catch {
    // Denied or full: the slot beside the log, at most a few seconds older, is what the next page finds.
  }
}

/** @returns what the last page left, once; undefined when it left nothing or something that is no place */
export function takePlace(attempt: AttemptId): unknown {
  try {
    const left = localStorage.getItem(keyOf(attempt));
    localStorage.removeItem(keyOf(attempt));
    return left === null ? undefined : JSON.parse(left);
  } catch {
    return undefined;
  }
}
