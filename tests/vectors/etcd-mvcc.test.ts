import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reader } from "./etcd-mvcc";
import { filesBelow, vectorsFolder } from "./reader";

/** A file of this content, as the reader finds it. */
function written(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "transcript-")), "transcript.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const files = filesBelow(join(vectorsFolder, reader.topic));
if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

it.skipIf(files.length === 0)("agrees with every file of the vectors", () => {
  for (const file of files) {
    const { cases, passed, note } = reader.check(file);
    expect(cases, note).toBeGreaterThan(0);
    expect(passed, note).toBe(cases);
  }
});

it("says why a file is not read, and throws at no odd row", () => {
  expect(reader.check(written("no json"))).toMatchObject({ cases: 0, passed: 0 });
  expect(reader.check(written({ other: 1 })).note).toMatch(/^not read/);
  expect(reader.check(written({ rows: [null, 3, [], {}], steps: [null, 3, [], {}] })).passed).toBe(0);
});

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
