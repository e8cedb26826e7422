import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reader as etcd } from "./etcd-mvcc";
import { filesBelow, type Reader, vectorsFolder } from "./reader";
import { reader as redis } from "./redis-lock";
import { reader as zookeeper } from "./zookeeper";

/** A file of this content, as a reader finds it. */
function written(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "transcript-")), "transcript.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

describe.each([redis, etcd, zookeeper])("the transcript of $topic", (reader: Reader) => {
  const files = filesBelow(join(vectorsFolder, reader.topic));
  if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

  it.skipIf(files.length === 0)("is what the mini-server answers", () => {
    for (const file of files) {
      const { cases, passed, note } = reader.check(file);
      expect(cases, note).toBeGreaterThan(0);
      expect(passed, note).toBe(cases);
    }
  });

  it("is not read, and says why, where it is none", () => {
    expect(reader.check(written("no json"))).toMatchObject({ cases: 0, passed: 0 });
    expect(reader.check(written({ other: 1 })).note).toMatch(/^not read/);
    expect(reader.check(written({ rows: [null, 3, [], {}], steps: [null, 3, [], {}] })).passed).toBe(0);
  });
});

it("redis: other commands, a key that ends at the edge, errors, and a reply that is wrong on purpose", () => {
  const rows = [
    { atMs: 0, cmd: ["SET", "L", "A", "PX", "100"], reply: "OK" },
    { atMs: 40, cmd: ["PTTL", "L"], reply: 58 },
    { atMs: 41, cmd: ["SET", "L", "B", "XX", "KEEPTTL", "GET"], reply: "A" },
    { atMs: 98, cmd: ["GET", "L"], reply: null },
    { atMs: 99, cmd: ["SETNX", "L", "C"], reply: 1 },
    { atMs: 99, cmd: ["TTL", "L"], reply: -1 },
    { atMs: 99, cmd: ["INCR", "L"], reply: { error: "ERR value is not an integer or out of range" } },
    { atMs: 99, cmd: ["EVAL", "<unlock.lua>", "1", "L", "C"], reply: 1 },
    { atMs: 99, cmd: ["EXISTS", "L"], reply: 1 },
  ];
  const { cases, passed, note } = redis.check(written({ rows }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("row 9: EXISTS L: 0, expected 1");
});

it("etcd: transactions, ranges and a lease that is gone late", () => {
  const rows = [
    { op: "put", k: "a", v: "1", rev: 1 },
    {
      op: "txn",
      cmp: [{ k: "l", target: "create", op: "=", v: 0 }],
      success: [{ op: "put", k: "l", v: "x" }],
      ok: true,
      rev: 2,
    },
    { op: "txn", cmp: ['create("l") = "0"'], success: ["put l y"], failure: ["get l"], succeeded: false, rev: 2 },
    { op: "grant", id: "lease", ttl: 2, atMs: 0 },
    { op: "put", k: "e", v: "1", lease: "lease", rev: 3, atMs: 10 },
    { op: "get", k: "e", atMs: 1900, kvs: [{ key: "e", value: "1", create: 3, mod: 3, version: 1 }], rev: 3 },
    { op: "get", k: "e", atMs: 2310, kvs: [], rev: 4 },
    { op: "get", k: "a", atMs: 2310, kvs: [], rev: 4 },
  ];
  const { cases, passed, note } = etcd.check(written({ rows }));
  expect([cases, passed]).toEqual([8, 7]);
  expect(note).toContain("row 8: get a");
});

it("zookeeper: names never come again, and cversion counts creates and deletes", () => {
  const steps = [
    ["create /locks", "ok"],
    ["create -s -e /locks/lock_", "/locks/lock_0000000000"],
    ["delete /locks/lock_0000000000", "ok"],
    ["create -s /locks/lock_", "/locks/lock_0000000001"],
    ["stat /locks", { cversion: 3, numChildren: 1 }],
    ["create /locks", "Node already exists: /locks"],
    ["delete /none", "Node does not exist: /none"],
    ["close", "ok"],
    ["ls /locks", ["lock_0000000009"]],
  ];
  const { cases, passed, note } = zookeeper.check(written({ steps }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("step 9: ls /locks");
});
