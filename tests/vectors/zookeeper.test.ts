import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesBelow, vectorsFolder } from "./reader";
import { reader } from "./zookeeper";

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

it("reads names never come again, and cversion counts creates and deletes", () => {
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
  const { cases, passed, note } = reader.check(written({ steps }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("step 9: ls /locks");
});
