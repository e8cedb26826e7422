/** Checks the sound content tree of the fixtures with some files written over. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { check } from "../lib/content/check";

export const soundContent = "tests/fixtures/content";

/** @param edits what becomes of the text of a file, by its path below the tree */
export function checkAfter(edits: Record<string, (text: string) => string>) {
  const overlay = mkdtempSync(join(tmpdir(), "content-"));
  try {
    for (const [path, edit] of Object.entries(edits)) {
      const text = readFileSync(join(soundContent, path), "utf8");
      const edited = edit(text);
      if (edited === text) throw new Error(`the edit of ${path} changes nothing`);
      mkdirSync(dirname(join(overlay, path)), { recursive: true });
      writeFileSync(join(overlay, path), edited);
    }
    const { problems, warnings } = check(soundContent, [overlay], "2026-11-21");
    const told = (all: typeof problems) =>
      all.map(({ file, line, what }) => `${file.split("/").at(-1)}:${line} ${what}`);
    return { problems: told(problems), warnings: told(warnings) };
  } finally {
    rmSync(overlay, { recursive: true });
  }
}
