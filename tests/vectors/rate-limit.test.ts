import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reader } from "./rate-limit";
import { filesBelow, vectorsFolder } from "./reader";

const folder = join(vectorsFolder, reader.topic);

describe.skipIf(!existsSync(folder))("vectors of rate-limit", () => {
  for (const file of filesBelow(folder))
    it(`agree with ${file.slice(folder.length + 1)}`, () => {
      const { cases, passed, note } = reader.check(file);
      expect(passed, note).toBe(cases);
      if (file.endsWith(".json")) expect(cases).toBeGreaterThan(10);
    });
});

if (!existsSync(folder)) console.log(`vectors of rate-limit: ${folder} is absent, nothing was compared`);

describe("the reader of the GCRA table", () => {
  it("notices a wrong row and says why a file is not read", () => {
    const path = join(mkdtempSync(join(tmpdir(), "gcra-")), "gcra.json");
    const row = { n: 0, atMs: 0, volume: 1, remaining: 1, resetAfterMs: 500, retryAfterMs: -1000, limited: false };
    const wrong = { ...row, n: 1, remaining: 1 };
    writeFileSync(path, JSON.stringify({ quota: { limit: 2, ratePerSec: 2 }, cases: [row, wrong] }));
    expect(reader.check(path)).toMatchObject({
      cases: 2,
      passed: 1,
      note: expect.stringMatching(/^case 1: remaining 0/),
    });
    writeFileSync(path, "{");
    expect(reader.check(path)).toMatchObject({ cases: 0, passed: 0, note: expect.stringMatching(/not of this form/) });
  });
});
