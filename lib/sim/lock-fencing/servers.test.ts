import { describe, expect, it } from "vitest";
import { emptyEtcd, etcd, etcdTxn, expireLeases, grantLease, keepAlive, revokeLease, takenAwayAt } from "./etcd";
import {
  acquireScript,
  agreeScript,
  emptyRedis,
  extendScript,
  type RedisDb,
  redis,
  setnxScript,
  unlockScript,
} from "./redis";
import {
  children,
  createNode,
  deleteNode,
  emptyZookeeper,
  endSession,
  setNode,
  statOf,
  type Zookeeper,
} from "./zookeeper";

/** Runs commands one after the other; the replies. */
function replies(commands: readonly (readonly [at: number, ...command: string[]])[]): unknown[] {
  let db: RedisDb = emptyRedis;
  return commands.map(([at, ...command]) => {
    const done = redis(db, at, command);
    db = done.db;
    return done.reply;
  });
}

describe("redis", () => {
  it("gives the lock once, lets only its owner take it off, and forgets it when its time is over", () => {
    expect(
      replies([
        [0, "SET", "L", "A", "NX", "PX", "300"],
        [1, "SET", "L", "B", "NX", "PX", "300"],
        [2, "EVAL", unlockScript, "1", "L", "B"],
        [3, "EVAL", extendScript, "1", "L", "A", "600"],
        [603, "GET", "L"],
        [604, "GET", "L"],
        [604, "EVAL", unlockScript, "1", "L", "A"],
      ]),
    ).toEqual(["OK", null, 0, 1, "A", null, 0]);
  });

  it("draws a token with the lock, in one step", () => {
    const take = (who: string) => ["EVAL", acquireScript, "2", "L", "T", who, "50"] as const;
    expect(
      replies([
        [0, ...take("A")],
        [1, ...take("B")],
        [60, ...take("B")],
        [60, "GET", "T"],
      ]),
    ).toEqual([1, null, 2, "2"]);
    expect(
      replies([
        [0, "EVAL", setnxScript, "2", "L", "T", "A"],
        [0, "TTL", "L"],
      ]),
    ).toEqual([1, -1]);
  });

  it("agrees on a token only while the lock is the asker's and none higher was seen", () => {
    const agree = (who: string, token: string) => ["EVAL", agreeScript, "2", "L", "T", who, token] as const;
    expect(
      replies([
        [0, "SET", "L", "A"],
        [0, ...agree("A", "4")],
        [0, ...agree("A", "3")],
        [0, ...agree("B", "9")],
        [0, "GET", "T"],
      ]),
    ).toEqual(["OK", 1, 0, 0, "4"]);
  });

  it("keeps or drops the time limit as SET is told, and refuses what does not fit together", () => {
    const replied = replies([
      [0, "SET", "k", "1", "EX", "10"],
      [0, "SET", "k", "2", "KEEPTTL"],
      [400, "TTL", "k"],
      [0, "SET", "k", "3"],
      [0, "TTL", "k"],
      [0, "SET", "k", "4", "NX", "XX"],
      [0, "SET", "k", "4", "PX", "0"],
      [0, "EXPIRE", "k", "-1"],
      [0, "EXISTS", "k"],
    ]);
    expect(replied).toEqual([
      "OK",
      "OK",
      10,
      "OK",
      -1,
      { error: "ERR syntax error" },
      { error: "ERR invalid expire time in 'set' command" },
      1,
      0,
    ]);
  });
});

describe("etcd", () => {
  it("counts one revision a change; a key created anew begins at version 1", () => {
    let store = emptyEtcd();
    for (const op of [
      { op: "put", key: "a", value: "1" },
      { op: "put", key: "a", value: "2" },
      { op: "del", key: "none" },
      { op: "del", key: "a" },
      { op: "put", key: "a", value: "3" },
    ] as const) {
      const done = etcd(store, op);
      if (!("error" in done)) store = done.store;
    }
    expect(store.rev).toBe(4);
    expect(store.keys.a).toEqual({ value: "3", create: 4, mod: 4, version: 1, lease: 0 });
  });

  it("creates a lock once, at one revision for a whole transaction", () => {
    const isFree = { key: "lock", target: "create", is: "=", to: 0 } as const;
    const take = (value: string) => [
      { op: "put", key: "lock", value } as const,
      { op: "put", key: `by ${value}`, value } as const,
    ];
    const first = etcdTxn(emptyEtcd(), [isFree], take("A"));
    if ("error" in first) throw new Error(first.error);
    const second = etcdTxn(first.store, [isFree], take("B"), [{ op: "get", key: "lock" }]);
    expect([first.succeeded, first.store.rev]).toEqual([true, 1]);
    expect(second).toMatchObject({
      succeeded: false,
      store: { rev: 1 },
      answers: [{ kvs: [{ value: "A", create: 1 }] }],
    });
    expect(etcdTxn(first.store, [], [...take("C"), ...take("C")])).toEqual({ error: "duplicate key" });
  });

  it("takes a lease's keys away with it, late and never early", () => {
    const granted = grantLease(emptyEtcd(), 7, 2000, 100);
    if ("error" in granted) throw new Error(granted.error);
    const put = etcd(granted, { op: "put", key: "lock", value: "A", lease: 7 });
    if ("error" in put) throw new Error(put.error);
    const kept = keepAlive(put.store, 7, 1000);
    if ("error" in kept) throw new Error(kept.error);
    expect(takenAwayAt(2100)).toBe(2500);
    expect(expireLeases(kept, 2999)).toBe(kept);
    expect(expireLeases(kept, 3000)).toEqual({ rev: 2, keys: {}, leases: {} });
    expect(revokeLease(emptyEtcd(), 7)).toEqual({ error: "lease not found" });
    expect(etcd(emptyEtcd(), { op: "put", key: "a", value: "1", lease: 9 })).toEqual({ error: "lease not found" });
  });
});

describe("zookeeper", () => {
  const made = (zk: Zookeeper, path: string, options = {}) => {
    const done = createNode(zk, path, options);
    if ("error" in done) throw new Error(done.error);
    return done;
  };
  const locks = made(emptyZookeeper, "/locks").zk;

  it("never gives a sequential name twice, whatever else was created and deleted", () => {
    const first = made(locks, "/locks/lock_", { sequential: true, owner: "A" });
    const plain = made(first.zk, "/locks/other");
    const gone = deleteNode(plain.zk, first.path);
    if ("error" in gone) throw new Error(gone.error);
    expect(first.path).toBe("/locks/lock_0000000000");
    expect(made(gone.zk, "/locks/lock_", { sequential: true }).path).toBe("/locks/lock_0000000002");
    expect(statOf(gone.zk, "/locks")).toMatchObject({ cversion: 3, numChildren: 1 });
  });

  it("deletes a session's nodes when it ends, all with one zxid, and nobody else's", () => {
    const one = made(locks, "/locks/lock_", { sequential: true, owner: "A" }).zk;
    const two = made(one, "/locks/lock_", { sequential: true, owner: "B" }).zk;
    const ended = endSession(two, "A");
    expect([children(ended, "/locks"), ended.zxid]).toEqual([["lock_0000000001"], two.zxid + 1]);
  });

  it("refuses what a real one refuses", () => {
    const ephemeral = made(locks, "/locks/e", { owner: "A" }).zk;
    expect(createNode(locks, "/locks")).toEqual({ error: "NodeExists" });
    expect(createNode(locks, "/none/a")).toEqual({ error: "NoNode" });
    expect(createNode(ephemeral, "/locks/e/a")).toEqual({ error: "NoChildrenForEphemerals" });
    expect(createNode(locks, "locks")).toEqual({ error: "BadArguments" });
    expect(deleteNode(ephemeral, "/locks")).toEqual({ error: "NotEmpty" });
    expect(deleteNode(locks, "/locks", 3)).toEqual({ error: "BadVersion" });
    expect(setNode(locks, "/locks", "x", 0)).toMatchObject({ zk: { nodes: { "/locks": { version: 1 } } } });
  });

  it("names and counts as a real 3.8.0 did with the same commands", () => {
    const one = made(made(locks, "/locks/lock_", { sequential: true }).zk, "/locks/lock_", { sequential: true }).zk;
    const gone = deleteNode(one, "/locks/lock_0000000001");
    if ("error" in gone) throw new Error(gone.error);
    const three = made(made(gone.zk, "/locks/x").zk, "/locks/lock_", { sequential: true });
    const four = made(three.zk, "/locks/", { sequential: true });
    expect([three.path, four.path]).toEqual(["/locks/lock_0000000003", "/locks/0000000004"]);
    expect(statOf(three.zk, "/locks")).toMatchObject({ cversion: 5, version: 0, numChildren: 3 });
    expect(statOf(four.zk, "/locks")).toMatchObject({ cversion: 6, numChildren: 4 });
  });
});
