/**
 * `npm run content:check [-- root [overlay …]]`: every problem of every content file, then every warning, each as
 * `file:line what, mend`. Exit code 1 when there is a problem.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Content, loadContent } from "./load";
import { inFileOrder, type Problem, tell } from "./problem";
import { breaches } from "./rules";
import { matters } from "./style";

export type Verdict = { content: Content; problems: Problem[]; warnings: Problem[] };

/**
 * Loads and judges a content tree.
 * @param today ISO date; product facts that expired before it are warned of
 */
export const check = (root: string, overlays: readonly string[], today: string): Verdict =>
  judge(loadContent(root, overlays), today);

/** Judges content that is loaded. */
export function judge(content: Content, today: string): Verdict {
  const found = [...content.problems, ...breaches(content), ...matters(content, today)].sort(inFileOrder);
  return {
    content,
    problems: found.filter(({ level }) => level === "problem"),
    warnings: found.filter(({ level }) => level === "warning"),
  };
}

export const todayIso = (): string => new Date().toISOString().slice(0, 10);

function main(): void {
  const [root = join(process.cwd(), "content"), ...overlays] = process.argv.slice(2);
  const lost = [root, ...overlays].find((path) => !existsSync(path));
  if (lost) {
    console.error(`${lost}: there is no such folder, give the path of a content tree`);
    process.exitCode = 1;
    return;
  }
  const { content, problems, warnings } = check(root, overlays, todayIso());
  for (const problem of problems) console.log(tell(problem));
  if (warnings.length > 0) console.log(`${problems.length > 0 ? "\n" : ""}Warnings`);
  for (const warning of warnings) console.log(tell(warning));
  const items = [...content.topics, ...content.gapFolders].reduce(
    (total, { items }) => total + items.entries.length,
    0,
  );
  const planned = content.tracks.value.flatMap(({ topics }) => topics).length - content.topics.length;
  console.log(
    `${content.topics.length} topics (${planned} planned), ${content.gapFolders.length} gaps, ${items} items: ${problems.length} problems, ${warnings.length} warnings`,
  );
  if (problems.length > 0) process.exitCode = 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
