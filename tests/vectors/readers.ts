/** Every reader of this folder, found by its file: one for each folder of vectors, and the verdicts over all their files. */
import { readdirSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { filesBelow, type Reader } from "./reader";

/** One file and what was made of it. `file` is relative to the folder of all vectors. */
export type Checked = { topic: string; file: string; cases: number; passed: number; note: string };

const here = dirname(fileURLToPath(import.meta.url));

export async function loadReaders(): Promise<Reader[]> {
  const readers: Reader[] = [];
  for (const file of readdirSync(here).sort()) {
    if (!/^[\w-]+\.ts$/.test(file)) continue;
    const { reader } = (await import(pathToFileURL(join(here, file)).href)) as { reader?: Reader };
    if (reader) readers.push(reader);
  }
  return readers;
}

/**
 * Every file below `folder`, read by the reader of the nearest folder around it that has one. A file that nobody reads is
 * there with no case.
 */
export function checkAll(readers: readonly Reader[], folder: string): Checked[] {
  return filesBelow(resolve(folder)).map((path): Checked => {
    const file = relative(folder, path);
    const folders = dirname(resolve(path)).split(sep);
    const reader = folders
      .reverse()
      .map((name) => readers.find(({ topic }) => topic === name))
      .find((each) => each !== undefined);
    if (!reader)
      return { topic: file.split(sep)[0] ?? "", file, cases: 0, passed: 0, note: "no reader for this folder" };
    try {
      return { topic: reader.topic, file, ...reader.check(path) };
    } catch (error) {
      // A reader that throws is a fault of ours; the others shall be heard all the same.
      return { topic: reader.topic, file, cases: 0, passed: 0, note: `the reader failed: ${String(error)}` };
    }
  });
}
