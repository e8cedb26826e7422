import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { holdsToVectors } from "./held";
import { reader } from "./kafka-idempotence";

holdsToVectors(reader);

it("reads what other tests of the same class put down", () => {
  const ok = (epoch: number, seq: number, more = {}) => ({ epoch, seq, r: "ok", ...more });
  const cases = [
    { name: "wrap around", appends: [ok(15, 2147483647, { load: true }), ok(15, 0)] },
    { name: "batch that wraps", appends: [ok(15, 2147483637, { last: 9, load: true }), ok(15, 10)] },
    { name: "gap", appends: [ok(15, 2147483647, { load: true }), { epoch: 15, seq: 1, r: "OutOfOrderSequence" }] },
    {
      name: "epoch raised by a marker",
      appends: [ok(0, 1), { epoch: 1, control: true }, { epoch: 1, seq: 2, r: "OutOfOrderSequence" }],
    },
    { name: "expired", appends: [ok(0, 0), ok(0, 1), { epoch: 0, seq: 2, r: "UnknownProducerId" }] },
    { name: "wrong on purpose", appends: [ok(0, 0), ok(0, 2)] },
  ];
  const path = join(mkdtempSync(join(tmpdir(), "kafka-")), "script.json");
  writeFileSync(path, JSON.stringify({ cases }));
  expect(reader.check(path)).toMatchObject({ cases: 6, passed: 5 });
  expect(reader.check(path).note).toContain("wrong on purpose: step 2: OutOfOrderSequence, expected ok");
});

it("says why a file is not read", () => {
  expect(reader.check(join(import.meta.dirname, "reader.ts"))).toMatchObject({ cases: 0, passed: 0 });
  expect(reader.check(join(import.meta.dirname, "reader.ts")).note).toMatch(/^not read/);
});
