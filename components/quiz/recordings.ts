/**
 * Spoken answers, on this device only: in a database of their own, beside the log and not in it, so that nothing that
 * exports or syncs the log can ever carry one away.
 */
import { type DBSchema, openDB } from "idb";

export type Recording = {
  /** Epoch ms. */
  at: number;
  /** Length, ms. */
  ms: number;
  sound: Blob;
};

interface Schema extends DBSchema {
  recordings: { key: string; value: Recording; indexes: { at: number } };
}

/** Older ones are deleted when the next one is kept: most belong to a sitting that nobody opens again. */
export const keptDays = 30;
const dayMs = 24 * 3_600_000;

const open = () =>
  openDB<Schema>("quorum-recordings", 1, {
    upgrade: (database) => {
      database.createObjectStore("recordings").createIndex("at", "at");
    },
  });

/** The latest recording of a sitting and an item; one that was there is replaced. @throws when the browser refuses */
export async function keepRecording(key: string, recording: Recording): Promise<void> {
  const database = await open();
  try {
    const transaction = database.transaction("recordings", "readwrite");
    const old = IDBKeyRange.upperBound(recording.at - keptDays * dayMs);
    for await (const cursor of transaction.store.index("at").iterate(old)) await cursor.delete();
    await transaction.store.put(recording, key);
    await transaction.done;
  } finally {
    database.close();
  }
}

export async function recordingOf(key: string): Promise<Recording | undefined> {
  const database = await open();
  try {
    return await database.get("recordings", key);
  } finally {
    database.close();
  }
}

export async function deleteRecording(key: string): Promise<void> {
  const database = await open();
  try {
    await database.delete("recordings", key);
  } finally {
    database.close();
  }
}
