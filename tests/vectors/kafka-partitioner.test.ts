import { join } from "node:path";
import { expect, it } from "vitest";
import { reader } from "./kafka-partitioner";
import { filesBelow, vectorsFolder } from "./reader";

const files = filesBelow(join(vectorsFolder, reader.topic));
if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

it.skipIf(files.length === 0)("agrees with every file of the vectors", () => {
  for (const file of files) {
    const { cases, passed, note } = reader.check(file);
    expect(cases, note).toBeGreaterThan(0);
    expect(passed, note).toBe(cases);
  }
});

it("says why a file is not read", () => {
  expect(reader.check(join(import.meta.dirname, "reader.ts"))).toMatchObject({ cases: 0, passed: 0 });
  expect(reader.check(join(import.meta.dirname, "reader.ts")).note).toMatch(/^not read/);
});
