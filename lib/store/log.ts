/**
 * An append-only log of records, generic: it knows no quiz. Two stores stand behind it: memory (tests, and browsers
 * that refuse storage) and indexed-db. `append` resolves only when the records are durable; whoever shows "saved" waits
 * for it.
 */

/** What every stored record has, known type or not. */
export type StoredEvent = {
  /** UUIDv7, or derived from what must happen once */
  id: string;
  v: number;
  type: string;
  /** Wall clock, epoch ms. */
  at: number;
  /** Random id of the browser profile. */
  device: string;
  /** The device's own counter, from 1. */
  n: number;
  body: unknown;
};

/** A record before the log stamps device and counter, in the same transaction that stores it. */
export type Draft = Omit<StoredEvent, "device" | "n">;

/** Where a record stands in this log: 1, 2, 3 … in the order of arrival. */
export type Position = number;

export type Log = {
  /**
   * Adds records, all or none. A record whose id is already there is left as it was: once is enough.
   * @returns the records that are new, as stored
   * @throws Fault when the store refuses (quota, abort, closed) or does not answer in time; nothing was added then,
   * or nothing is known to be.
   */
  append(drafts: readonly Draft[]): Promise<StoredEvent[]>;
  /** Records behind the position `after`, oldest first. */
  read(after?: Position): Promise<{ records: StoredEvent[]; upTo: Position }>;
  /**
   * Overwrites one small value beside the log (an exam's ticks, flags, place). Same promise as append.
   * @param value anything that structured cloning takes
   */
  setSlot(key: string, value: unknown): Promise<void>;
  getSlot(key: string): Promise<unknown>;
  /** Calls back after this or another tab appended: a hint to read again. Returns how to stop. */
  onChange(callback: () => void): () => void;
  close(): void;
};
