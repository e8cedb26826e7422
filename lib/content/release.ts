/**
 * `npm run content:release [-- --retire <item> …] [root [overlay …]]`: writes down in released.json what learners can
 * answer from now on. It refuses while the content has a problem. An item that is gone stays there for ever, retired: by
 * `--retire`, or because a line of migrations.yaml moved it. Exit code 1 when nothing was written.
 */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judge, todayIso } from "./check";
import { type Content, itemIdsOf, loadContent } from "./load";
import { inFileOrder, type Problem, tell } from "./problem";
import { inLines, releaseOf } from "./released";
import type { Released } from "./schema";

export type Release =
  | { state: "refused"; problems: Problem[] }
  /** `text` is the file; the lists name the items that are new, of a higher revision, and gone since the last release. */
  | { state: "made"; text: string; added: string[]; revised: string[]; retired: string[] };

/** @param retire items that were taken out and go on nowhere */
export function release(content: Content, retire: readonly string[], today: string): Release {
  const { value: before, file } = content.released;
  const refused = retire.flatMap((id) => whyNotRetired(content, id));
  const going = retire.filter((id) => whyNotRetired(content, id).length === 0);
  const released = Object.fromEntries(
    Object.entries(before).map(([id, entry]) => [id, going.includes(id) ? { ...entry, retired: true } : entry]),
  ) as Released;
  const { problems } = judge({ ...content, released: { value: released, file } }, today);
  if (refused.length + problems.length > 0)
    return { state: "refused", problems: [...refused, ...problems].sort(inFileOrder) };
  const now = releaseOf(content);
  const old = new Map(Object.entries(before));
  const those = (is: (id: string, entry: Released[keyof Released]) => boolean) =>
    Object.entries(now)
      .flatMap(([id, entry]) => (is(id, entry) ? [id] : []))
      .sort();
  return {
    state: "made",
    text: inLines(now),
    added: those((id) => !old.has(id)),
    revised: those((id, { revision }) => (old.get(id)?.revision ?? revision) < revision),
    retired: those((id, { retired }) => retired === true && old.get(id)?.retired !== true),
  };
}

function whyNotRetired(content: Content, id: string): Problem[] {
  const { value, file } = content.released;
  const problem = (line: number, what: string, mend: string): Problem[] => [
    { level: "problem", file: file.path, line, what, mend },
  ];
  if (!Object.hasOwn(value, id)) return problem(1, `no item "${id}" was released`, "correct the name after --retire");
  if (itemIdsOf(content).has(id))
    return problem(file.lineAt([id]), `the item "${id}" still stands in its items.yaml`, "remove it there first");
  return [];
}

function main(): void {
  const { retire, paths } = readArguments(process.argv.slice(2));
  const [root = join(process.cwd(), "content"), ...overlays] = paths;
  const lost = [root, ...overlays].find((path) => !existsSync(path));
  if (lost) {
    console.error(`${lost}: there is no such folder, give the path of a content tree`);
    process.exitCode = 1;
    return;
  }
  const made = release(loadContent(root, overlays), retire, todayIso());
  if (made.state === "refused") {
    for (const problem of made.problems) console.log(tell(problem));
    console.log(`${made.problems.length} problems, nothing was released`);
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(root, "released.json"), made.text);
  for (const [what, ids] of Object.entries({ new: made.added, revised: made.revised, retired: made.retired }))
    if (ids.length > 0) console.log(`${ids.length} ${what}: ${ids.join(" ")}`);
  console.log(`${made.text.split("\n").length - 3} items in released.json`);
}

function readArguments(given: readonly string[]): { retire: string[]; paths: string[] } {
  const retire = given.flatMap((_, index) => (given[index - 1] === "--retire" ? [given[index] as string] : []));
  const paths = given.filter((each, index) => each !== "--retire" && given[index - 1] !== "--retire");
  return { retire, paths };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
