/**
 * How many events this profile is known to hold, kept outside of the database: a page learns without opening it whether
 * there is anything to read, and a database that was wiped can be told from a new one.
 */
const key = "quorum.events";

/** 0 when nothing was ever stored, or when the browser denies localStorage. */
export function knownEvents(): number {
  try {
    return Number(localStorage.getItem(key)) || 0;
  } catch {
    return 0;
  }
}

export function rememberEvents(count: number): void {
  try {
    localStorage.setItem(key, String(count));
  } catch {
    // Denied: pages then show the state only after an answer on them.
  }
}
