import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesBelow, vectorsFolder } from "./reader";
import { reader } from "./redis-lock";

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

it("reads other commands, a key that ends at the edge, errors, and a reply that is wrong on purpose", () => {
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
  const { cases, passed, note } = reader.check(written({ rows }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("row 9: EXISTS L: 0, expected 1");
});
