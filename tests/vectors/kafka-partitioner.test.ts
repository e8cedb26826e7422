import { join } from "node:path";
import { expect, it } from "vitest";
import { holdsToVectors } from "./held";
import { reader } from "./kafka-partitioner";

holdsToVectors(reader);

it("says why a file is not read", () => {
  expect(reader.check(join(import.meta.dirname, "reader.ts"))).toMatchObject({ cases: 0, passed: 0 });
  expect(reader.check(join(import.meta.dirname, "reader.ts")).note).toMatch(/^not read/);
});
