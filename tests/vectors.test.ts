/** Outside truth, all of it that is here: each file of the vectors against the model that it speaks of. */
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Reader, vectorsFolder } from "./vectors/reader";
import { checkAll, loadReaders } from "./vectors/readers";

const readers = await loadReaders();
const isHere = existsSync(vectorsFolder);
if (!isHere)
  console.warn(`tests/vectors.test.ts: no vectors in ${vectorsFolder}: nothing is held against outside truth`);

describe.skipIf(!isHere)("the vectors", () => {
  it.each(readers.map((reader) => [reader.topic, reader] as const))("of %s agree with the model", (topic, reader) => {
    const checked = checkAll([reader], join(vectorsFolder, topic));
    expect(checked.filter(({ cases, passed }) => passed < cases)).toEqual([]);
    expect(
      checked.reduce((sum, { cases }) => sum + cases, 0),
      `${topic}: no case was read`,
    ).toBeGreaterThan(0);
  });
});

describe("the readers", () => {
  it("bear the names of their folders, each once", () => {
    expect(readers.length).toBeGreaterThan(0);
    expect(new Set(readers.map(({ topic }) => topic)).size).toBe(readers.length);
  });

  it("read nothing from a folder that is not there", () => {
    expect(checkAll(readers, join(tmpdir(), "no-such-folder-of-vectors"))).toEqual([]);
  });

  const folder = mkdtempSync(join(tmpdir(), "vectors-"));
  for (const [path, text] of [
    ["apples/a.txt", "1"],
    ["apples/more/b.txt", "2"],
    ["pears/a.txt", "1"],
    ["apples/README.md", "no vectors"],
  ] as const) {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const apples = (check: Reader["check"]): Reader => ({ topic: "apples", check });

  it("are given every file below their folder; what nobody reads is named all the same", () => {
    const checked = checkAll(
      [apples((path) => ({ cases: 1, passed: path.endsWith("b.txt") ? 0 : 1, note: "x" }))],
      folder,
    );
    expect(checked).toEqual([
      { topic: "apples", file: "apples/a.txt", cases: 1, passed: 1, note: "x" },
      { topic: "apples", file: "apples/more/b.txt", cases: 1, passed: 0, note: "x" },
      { topic: "pears", file: "pears/a.txt", cases: 0, passed: 0, note: "no reader for this folder" },
    ]);
  });

  it("may fail without silencing the others", () => {
    const broken = apples(() => {
      throw new Error("odd file");
    });
    expect(checkAll([broken], folder)[0]).toMatchObject({ cases: 0, note: expect.stringContaining("odd file") });
  });

  it("give a verdict on files of any other form, and never throw", () => {
    for (const [name, text] of [
      ["empty.json", ""],
      ["odd.json", '{"rows": [{"in": null}, 7, "x"], "cases": 3}'],
      ["list.json", "[[], {}, null, 1]"],
      ["odd.txt", "hello\n----\nworld\n"],
      ["odd.edn", "[{:type :what}"],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, text);
      for (const reader of readers) {
        const { cases, passed, note } = reader.check(path);
        expect(passed, `${reader.topic} ${name}`).toBeLessThanOrEqual(cases);
        expect(note, `${reader.topic} ${name}`).not.toBe("");
      }
    }
  });
});
