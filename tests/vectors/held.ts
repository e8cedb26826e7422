/** What tests of readers have in common. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { filesBelow, type Reader, vectorsFolder } from "./reader";

/** Every file of the reader's folder is read and agrees; where the vectors are not at hand, a line says so. */
export function holdsToVectors(reader: Reader): void {
  const files = filesBelow(join(vectorsFolder, reader.topic));
  if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

  it.skipIf(files.length === 0)("agrees with every file of the vectors", () => {
    for (const file of files) {
      const { cases, passed, note } = reader.check(file);
      expect(cases, note).toBeGreaterThan(0);
      expect(passed, note).toBe(cases);
    }
  });
}

/** A transcript that is none, or holds odd rows, is a verdict and not an error. */
export function refusesOddTranscripts(reader: Reader): void {
  it("says why a file is not read, and throws at no odd row", () => {
    expect(reader.check(written("no json"))).toMatchObject({ cases: 0, passed: 0 });
    expect(reader.check(written({ other: 1 })).note).toMatch(/^not read/);
    expect(reader.check(written({ rows: [null, 3, [], {}], steps: [null, 3, [], {}] })).passed).toBe(0);
  });
}

/** A file of this content, as a reader finds it. */
export function written(content: unknown): string {
  const path = join(mkdtempSync(join(tmpdir(), "transcript-")), "transcript.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}
