/**
 * The log in a browser's IndexedDB. Every write is one transaction with strict durability and counts as done only at
 * `complete`: a commit that fails (quota, disk) reaches `abort` alone, never the request.
 */
import { type DBSchema, type IDBPDatabase, openDB, unwrap } from "idb";
import { Fault } from "../fault";
import type { Draft, Log, Position, StoredEvent } from "./log";

interface Schema extends DBSchema {
  events: { key: Position; value: StoredEvent; indexes: { id: string } };
  slots: { key: string; value: unknown };
}

/** A write that has not answered by then is told as not saved. */
const watchdogMs = 5000;
/** How long other tabs may hold an older version of the database open. */
const blockedMs = 3000;
/** Records read in one go: larger chunks make one long task on slow phones. */
const chunk = 10_000;
/** The slot that holds this profile's id and counter. */
const deviceSlot = "device";
type Device = { id: string; n: number };

export type IndexedDbOptions = {
  name?: string;
  /** Makes this profile's id, once. */
  newDeviceId: () => string;
};

/**
 * Opens the log, creating it when it is not there.
 * @throws Fault when the browser refuses, or when another tab keeps an older version open
 */
export async function indexedDbLog({ name = "quorum", newDeviceId }: IndexedDbOptions): Promise<Log> {
  const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel(`${name}-log`);
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  channel?.addEventListener("message", tell);

  // One connection a tab, remembered as a promise before any await: two openings at once would block each other.
  let connection: Promise<IDBPDatabase<Schema>> | undefined;
  let closed = false;
  const connect = () => {
    connection ??= open(name, () => {
      connection = undefined;
    });
    return connection;
  };
  await connect();

  /** Runs one writing transaction; resolves at complete, rejects at abort, error or after the watchdog. */
  async function write<T>(stores: ("events" | "slots")[], body: (transaction: IDBTransaction) => T): Promise<T> {
    if (closed) throw notSaved("this log is closed");
    const database = await connect();
    return new Promise<T>((resolve, reject) => {
      const watchdog = setTimeout(() => reject(notSaved("the browser's storage does not answer")), watchdogMs);
      const end = (settle: () => void) => {
        clearTimeout(watchdog);
        settle();
      };
      try {
        const transaction = unwrap(database).transaction(stores, "readwrite", { durability: "strict" });
        let result: T;
        transaction.oncomplete = () => end(() => resolve(result));
        transaction.onabort = () => end(() => reject(notSaved(reasonOf(transaction.error))));
        result = body(transaction);
      } catch (error) {
        // The connection died (the browser closed it in the background): the next call opens it anew.
        connection = undefined;
        end(() => reject(notSaved(reasonOf(error))));
      }
    });
  }

  return {
    async append(drafts) {
      const added: StoredEvent[] = [];
      await write(["events", "slots"], (transaction) => {
        const events = transaction.objectStore("events");
        const slots = transaction.objectStore("slots");
        const asked = slots.get(deviceSlot);
        asked.onsuccess = () => {
          const device: Device = asked.result ?? { id: newDeviceId(), n: 0 };
          addInTurn(drafts, events, device, added, () => slots.put(device, deviceSlot));
        };
      });
      channel?.postMessage("appended");
      tell();
      return added;
    },
    async read(after = 0) {
      const database = await connect();
      const records: StoredEvent[] = [];
      let upTo = after;
      for (;;) {
        const range = IDBKeyRange.lowerBound(upTo, true);
        const transaction = database.transaction("events");
        const [values, keys] = await Promise.all([
          transaction.store.getAll(range, chunk),
          transaction.store.getAllKeys(range, chunk),
        ]);
        records.push(...values);
        upTo = keys.at(-1) ?? upTo;
        if (keys.length < chunk) return { records, upTo };
      }
    },
    async setSlot(key, value) {
      await write(["slots"], (transaction) => transaction.objectStore("slots").put(value, key));
    },
    async getSlot(key) {
      return (await connect()).get("slots", key);
    },
    onChange(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    close() {
      closed = true;
      listeners.clear();
      channel?.close();
      connection?.then((database) => database.close());
    },
  };
}

/** Adds one record after another, stamped in order; one that is already there is passed over, without a number. */
function addInTurn(
  drafts: readonly Draft[],
  events: IDBObjectStore,
  device: Device,
  added: StoredEvent[],
  done: () => void,
): void {
  const [draft, ...rest] = drafts;
  if (!draft) {
    done();
    return;
  }
  const known = events.index("id").getKey(draft.id);
  known.onsuccess = () => {
    if (known.result === undefined) {
      device.n += 1;
      const record = { ...draft, device: device.id, n: device.n };
      events.add(record);
      added.push(record);
    }
    addInTurn(rest, events, device, added, done);
  };
}

function open(name: string, onLost: () => void): Promise<IDBPDatabase<Schema>> {
  return new Promise((resolve, reject) => {
    const patience = setTimeout(
      () =>
        reject(
          new Fault({
            what: "the browser's storage cannot be opened",
            where: `IndexedDB "${name}"`,
            mend: "close the other tabs of this site and reload; if that does not help, restart the browser",
          }),
        ),
      blockedMs,
    );
    openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore("events", { autoIncrement: true }).createIndex("id", "id", { unique: true });
        database.createObjectStore("slots");
      },
      // A newer version of the site wants to open: let go at once, or that tab waits for this one.
      blocking(_current, _blocked, event) {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    }).then(
      (database) => {
        clearTimeout(patience);
        resolve(database);
      },
      (error) => {
        clearTimeout(patience);
        onLost();
        reject(
          new Fault({
            what: `the browser refuses to store anything (${reasonOf(error)})`,
            where: `IndexedDB "${name}"`,
            mend: "allow this site to store data, or leave the private window; until then answers live only as long as this page",
          }),
        );
      },
    );
  });
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error ?? "aborted");

const notSaved = (reason: string): Fault =>
  new Fault({
    what: `not saved: ${reason}`,
    where: "this browser's storage",
    mend: "free some disk space and try again; until then save your answers to a file",
  });
