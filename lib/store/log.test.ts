import "fake-indexeddb/auto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexedDbLog } from "./indexed-db";
import type { Draft, Log } from "./log";
import { memoryLog } from "./memory";
import { uuid7 } from "./uuid7";

const aDraft = (id: string, body: unknown = {}): Draft => ({ id, v: 1, type: "noted", at: 1000, body });
let databases = 0;
const freshDatabase = () => indexedDbLog({ name: `test-${++databases}`, newDeviceId: () => "device-a" });

const stores: [string, () => Promise<Log>][] = [
  ["memory", async () => memoryLog("device-a")],
  ["indexed-db", freshDatabase],
];

for (const [name, aLog] of stores) {
  describe(`the ${name} log`, () => {
    it("gives back what was appended, in order, with device and counter", async () => {
      const log = await aLog();
      await log.append([aDraft("a"), aDraft("b")]);
      await log.append([aDraft("c")]);
      const { records, upTo } = await log.read();
      expect(records.map(({ id, device, n }) => [id, device, n])).toEqual([
        ["a", "device-a", 1],
        ["b", "device-a", 2],
        ["c", "device-a", 3],
      ]);
      expect((await log.read(upTo)).records).toEqual([]);
    });

    it("reads only what came behind a position", async () => {
      const log = await aLog();
      await log.append([aDraft("a")]);
      const { upTo } = await log.read();
      await log.append([aDraft("b")]);
      expect((await log.read(upTo)).records.map((record) => record.id)).toEqual(["b"]);
    });

    it("keeps the first record of an id and wastes no counter on a second", async () => {
      const log = await aLog();
      await log.append([aDraft("a", "first")]);
      expect(await log.append([aDraft("a", "second"), aDraft("b")])).toMatchObject([{ id: "b", n: 2 }]);
      expect((await log.read()).records.map((record) => record.body)).toEqual(["first", {}]);
    });

    it("numbers records without a gap, however appends overlap", async () => {
      const log = await aLog();
      const batches = [["a", "b"], ["c"], ["d", "e", "f"], ["a"]];
      await Promise.all(batches.map((batch) => log.append(batch.map((id) => aDraft(id)))));
      const counters = (await log.read()).records.map((record) => record.n);
      expect(counters).toEqual([1, 2, 3, 4, 5, 6]);
    });

    it("overwrites a slot", async () => {
      const log = await aLog();
      await log.setSlot("exam", { elapsedMs: 1 });
      await log.setSlot("exam", { elapsedMs: 2 });
      expect(await log.getSlot("exam")).toEqual({ elapsedMs: 2 });
      expect(await log.getSlot("none")).toBeUndefined();
    });

    it("tells its listeners that something was appended, until they stop", async () => {
      const log = await aLog();
      let calls = 0;
      const stop = log.onChange(() => calls++);
      await log.append([aDraft("a")]);
      stop();
      await log.append([aDraft("b")]);
      expect(calls).toBe(1);
    });
  });
}

describe("the indexed-db log", () => {
  it("is the same log for a second connection, with one counter for both", async () => {
    const name = `shared-${++databases}`;
    const first = await indexedDbLog({ name, newDeviceId: () => "first" });
    const second = await indexedDbLog({ name, newDeviceId: () => "second" });
    await Promise.all([first.append([aDraft("a")]), second.append([aDraft("b")])]);
    const { records } = await second.read();
    expect(new Set(records.map((record) => record.device)).size).toBe(1);
    expect(records.map((record) => record.n)).toEqual([1, 2]);
  });

  it("rejects with what, where and how to mend when a write is aborted, and stores nothing", async () => {
    const log = await freshDatabase();
    const uncloneable = () => {};
    await expect(log.append([aDraft("a"), aDraft("b", uncloneable)])).rejects.toMatchObject({
      name: "Fault",
      where: "this browser's storage",
    });
    expect((await log.read()).records).toEqual([]);
  });

  it("does not say that a write succeeded before its transaction is complete", async () => {
    const log = await freshDatabase();
    // The commit itself fails: the requests have succeeded by then.
    const original = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args: Parameters<typeof original>) {
      const transaction = original.apply(this, args);
      const add = IDBObjectStore.prototype.put;
      const store = transaction.objectStore("slots");
      store.put = (...given: Parameters<typeof add>) => {
        const request = add.apply(store, given);
        request.addEventListener("success", () => transaction.abort());
        return request;
      };
      const objectStore = transaction.objectStore.bind(transaction);
      transaction.objectStore = (storeName: string) => (storeName === "slots" ? store : objectStore(storeName));
      return transaction;
    };
    try {
      await expect(log.append([aDraft("a")])).rejects.toMatchObject({ name: "Fault" });
    } finally {
      IDBDatabase.prototype.transaction = original;
    }
    expect((await log.read()).records).toEqual([]);
  });
});

describe("uuid7", () => {
  it("sorts by time and carries version 7 and the RFC variant", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 47 }),
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        (now, later, random, other) => {
          const first = uuid7(now, random);
          expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
          expect(first < uuid7(now + later, other)).toBe(true);
        },
      ),
    );
  });

  it("gives the timestamp of RFC 9562, appendix A.6", () => {
    expect(uuid7(0x017f22e279b0, new Uint8Array(10)).slice(0, 13)).toBe("017f22e2-79b0");
  });
});
