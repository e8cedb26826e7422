/** Whether a folder changed: cheaply, by its files' times, or surely, by what they hold. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Changes whenever a file below `root` is added, removed or saved. */
export function stampOf(root: string): string {
  if (!existsSync(root)) return "";
  let files = 0;
  let newest = 0;
  for (const path of filesBelow(root)) {
    files += 1;
    newest = Math.max(newest, statSync(path).mtimeMs);
  }
  return `${files}@${newest}`;
}

/** Hash of names and contents of all files at or below `paths`, tests left out; a path that is not there counts as such. */
export function hashOf(root: string, paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    const place = join(root, path);
    hash.update(`${path}\0`);
    if (!existsSync(place)) continue;
    const files = statSync(place).isDirectory()
      ? filesBelow(place).filter((file) => !/\.test\.tsx?$/.test(file))
      : [place];
    for (const file of files.sort()) hash.update(file.slice(root.length)).update("\0").update(readFileSync(file));
  }
  return hash.digest("hex");
}

const filesBelow = (root: string): string[] =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
