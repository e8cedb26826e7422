/** Outside truth, read as it lies in the vectors folder: one reader for each of its folders. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export type Verdict = {
  /** What was compared: rows, scripts, logs. 0 when the file is of a form that is not read. */
  cases: number;
  passed: number;
  /** Why a case failed or a file is not read; otherwise what was compared. */
  note: string;
};

export type Reader = {
  /** The folder's name. */
  topic: string;
  /**
   * Holds the model against one file. Never throws for what stands in the file: that is a verdict.
   * @param path of the file
   */
  check(path: string): Verdict;
};

/** Where the vectors lie unless told otherwise: beside the checkout. */
export const vectorsFolder = join(process.cwd(), "..", "shared", "vectors");

/** All files below a folder but its README, sorted; empty where it does not exist. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return filesBelow(path);
      return name === "README.md" ? [] : [path];
    });
}
