/** What the content costs at build: reading it, compiling its notes with an empty and with a full cache. */
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { catalogOf } from "../../lib/content/catalog";
import { compileNote } from "../../lib/content/compile";
import { loadContent } from "../../lib/content/load";
import { type Figure, figure, timed } from "./measure";

export async function benchContent(): Promise<Figure[]> {
  const root = process.cwd();
  const loading = await timed(5, () => loadContent(join(root, "content")));
  const content = loadContent(join(root, "content"));
  const building = await timed(5, () => catalogOf(content, "zh"));
  const notes = [...content.topics, ...content.gapFolders].flatMap((folder) => Object.values(folder.notes));

  const cold = join(root, ".cache", "bench", "mdx");
  // The same results under another name: what this process remembers does not count, only what lies on the disk.
  const warm = join(root, ".cache", "bench", "mdx-again");
  rmSync(cold, { recursive: true, force: true });
  rmSync(warm, { force: true });
  mkdirSync(cold, { recursive: true });
  symlinkSync(cold, warm);
  const compileAll = async (cacheFolder: string): Promise<number[]> => {
    const samples: number[] = [];
    for (const note of notes) {
      const began = performance.now();
      await compileNote(note, { cacheFolder });
      samples.push(performance.now() - began);
    }
    return samples;
  };
  return [
    figure("content: load all files", "ms", loading),
    figure("content: catalog of one language", "ms", building),
    figure("content: compile a note, cold cache", "ms", await compileAll(cold)),
    figure("content: compile a note, warm cache", "ms", await compileAll(warm)),
  ];
}
