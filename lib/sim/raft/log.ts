/** A server's log: consecutive entries behind a base that stands for all before it (index 0, or a snapshot). */
import type { NodeId } from "../model";

/** What a client wants done, once: `id` counts the operations of the client `by`. */
export type Command = { readonly by: NodeId; readonly id: number; readonly value: string };

/** `command` null: the empty entry with which a leader opens its term. */
export type Entry = { readonly term: number; readonly index: number; readonly command: Command | null };

export type Log = { readonly base: number; readonly baseTerm: number; readonly entries: readonly Entry[] };

export const emptyLog: Log = { base: 0, baseTerm: 0, entries: [] };

/** The index of the last entry; of the base where there is none. */
export const lastIndex = (log: Log): number => log.base + log.entries.length;

/** The term of the last entry; of the base where there is none. */
export const lastTerm = (log: Log): number => log.entries.at(-1)?.term ?? log.baseTerm;

/** The entry at an index; undefined outside the log. */
export const entryAt = (log: Log, index: number): Entry | undefined => log.entries[index - log.base - 1];

/** The term at an index; undefined before the base and behind the end. */
export const termAt = (log: Log, index: number): number | undefined =>
  index === log.base ? log.baseTerm : entryAt(log, index)?.term;

/** Entries from an index on, at most `most` of them. */
export const entriesFrom = (log: Log, index: number, most: number): readonly Entry[] =>
  index > lastIndex(log) ? [] : log.entries.slice(index - log.base - 1, index - log.base - 1 + most);

/** The log up to `after`, then these entries. */
export function spliced(log: Log, after: number, entries: readonly Entry[]): Log {
  const kept = after === lastIndex(log) ? log.entries : log.entries.slice(0, after - log.base);
  return { ...log, entries: kept.concat(entries) };
}

/** The first of these entries that the log lacks or has with another term; undefined when it holds them all. */
export const firstConflict = (log: Log, entries: readonly Entry[]): Entry | undefined =>
  entries.find(({ index, term }) => termAt(log, index) !== term);

/**
 * The last place at or before `index` whose term is at most `term`: where two logs may still agree. Skips a whole
 * diverging term in one reply (end of section 5.3 of the paper).
 */
export function lastAtMostTerm(log: Log, index: number, term: number): { index: number; term: number } {
  for (let at = index; at > 0; at--) {
    const ours = termAt(log, at);
    if (ours === undefined) return { index: at, term: 0 };
    if (ours <= term) return { index: at, term: ours };
  }
  return { index: 0, term: 0 };
}

/** Section 5.4.1: the later last term is more up to date; of equal terms, the longer log. */
export const isUpToDate = (log: Log, candidateTerm: number, candidateIndex: number): boolean =>
  candidateTerm > lastTerm(log) || (candidateTerm === lastTerm(log) && candidateIndex >= lastIndex(log));

/** Equal to a reader: same place, same term, same command. */
export const isSameEntry = (one: Entry | undefined, other: Entry | undefined): boolean =>
  one === other ||
  (one !== undefined &&
    other !== undefined &&
    one.term === other.term &&
    one.index === other.index &&
    one.command?.by === other.command?.by &&
    one.command?.id === other.command?.id &&
    one.command?.value === other.command?.value);
