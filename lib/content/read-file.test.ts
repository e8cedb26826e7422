import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Note } from "./note";
import type { Problem } from "./problem";
import { keptFiles, plainFiles } from "./read-file";

const root = "content";
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => ({ path, text: readFileSync(path, "utf8") }));
const ending = (...ends: string[]) => files.filter(({ path }) => ends.some((end) => path.endsWith(end)));

const plain = ({ frontFile, ...note }: Note) => ({ ...note, front: { value: frontFile.value, of: note.front } });

describe("a file that was read before", () => {
  it("says what it says when it is read anew: every YAML file and its lines", () => {
    expect(ending(".yaml", ".json").length).toBeGreaterThan(50);
    for (const { path, text } of ending(".yaml", ".json")) {
      const problems: Problem[] = [];
      const [anew, , again] = [plainFiles, keptFiles, keptFiles].map((reader) => reader.yaml(path, text, problems));
      expect(again?.value, path).toEqual(anew?.value);
      for (const at of [[], [0], [0, "id"], [3, "stem"], ["sources"], ["checked"]])
        expect(again?.lineAt(at), `${path} ${at}`).toBe(anew?.lineAt(at));
      expect(problems, path).toEqual([]);
    }
  }, 60_000);

  it("says what it says when it is read anew: every note", () => {
    expect(ending(".mdx").length).toBeGreaterThan(50);
    for (const { path, text } of ending(".mdx")) {
      const problems: Problem[] = [];
      const [anew, , again] = [plainFiles, keptFiles, keptFiles].map((reader) => reader.note(path, text, problems));
      if (!anew || !again) throw new Error(path);
      expect(plain(again), path).toEqual(plain(anew));
      for (const at of [[], ["title"], ["answer"]])
        expect(again.frontFile.lineAt(at), `${path} ${at}`).toBe(anew.frontFile.lineAt(at));
      expect(problems, path).toEqual([]);
    }
  }, 60_000);
});

describe("a file with a problem", () => {
  it.each([
    ["yaml", "content/nowhere/kept-test.yaml", "a: 1\na: 2\n"],
    ["note", "content/nowhere/kept-test/note.zh.mdx", "---\nlocale: zh\ntitle: 题\nanswer: 答。\n---\n\n{1 + 1}\n"],
  ] as const)("is read anew each time, and tells its problem each time: %s", (kind, path, text) => {
    for (let time = 0; time < 2; time++) {
      const problems: Problem[] = [];
      keptFiles[kind](path, text, problems);
      expect(problems).toHaveLength(1);
    }
  });
});
