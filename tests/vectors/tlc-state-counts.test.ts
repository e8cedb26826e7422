import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesBelow, vectorsFolder } from "./reader";
import { disagrees, reader } from "./tlc-state-counts";

const files = filesBelow(join(vectorsFolder, reader.topic));
if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

it.skipIf(files.length === 0)(
  "finds as many states as TLC and stateright did, in every file of the vectors",
  () => {
    let all = 0;
    for (const file of files) {
      const { cases, passed, note } = reader.check(file);
      expect(passed, `${file}: ${note}`).toBe(cases);
      if (cases === 0) expect(note).toMatch(/^not read/);
      all += cases;
    }
    expect(all).toBeGreaterThan(0);
  },
  60_000,
);

const tCommit = { spec: "specifications/transaction_commit/TCommit.tla", model: "TCommit.cfg", result: "success" };

it("takes the constants from the file", () => {
  expect(disagrees({ ...tCommit, distinctStates: 34, constants: "RM = {r1, r2, r3}" })).toBeNull();
  expect(disagrees({ ...tCommit, distinctStates: 12, constants: "RM = {r1, r2}" })).toBeNull();
  expect(disagrees({ spec: "stateright examples/2pc.rs", model: "rm_count = 3", distinctStates: 288 })).toBeNull();
});

it("says which number differs, and when a violation is missing", () => {
  expect(disagrees({ ...tCommit, distinctStates: 35 })).toMatch(/distinct 34, not 35/);
  expect(disagrees({ ...tCommit, totalStates: 95, stateDepth: 7 })).toMatch(/generated 94, not 95/);
  expect(disagrees({ ...tCommit, result: "safety failure" })).toMatch(/no violation found/);
  expect(disagrees({ ...tCommit, spec: "Chameneos.tla" })).toBeUndefined();
});

it("says why a file is not read", () => {
  const folder = mkdtempSync(join(tmpdir(), "counts-"));
  const check = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return reader.check(join(folder, name));
  };
  expect(check("a.cfg", "CONSTANT RM = {r1}")).toMatchObject({ cases: 0, note: expect.stringMatching(/^not read/) });
  for (const odd of ["{", "[]", "null", '{"cases":3}', '{"cases":[null,{},{"spec":7}]}'])
    expect(check("b.json", odd)).toMatchObject({ cases: 0, passed: 0, note: expect.stringMatching(/not read/) });
  expect(check("c.json", JSON.stringify({ cases: [{ spec: "x/TCommit.tla", distinctStates: 3 }] })).passed).toBe(0);
});
