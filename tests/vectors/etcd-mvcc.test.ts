import { expect, it } from "vitest";
import { reader } from "./etcd-mvcc";
import { holdsToVectors, refusesOddTranscripts, written } from "./held";

holdsToVectors(reader);

refusesOddTranscripts(reader);

it("reads transactions, ranges and a lease that is gone late", () => {
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
  const { cases, passed, note } = reader.check(written({ rows }));
  expect([cases, passed]).toEqual([8, 7]);
  expect(note).toContain("row 8: get a");
});
