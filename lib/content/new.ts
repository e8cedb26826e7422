/**
 * `npm run content:new <track>/<topic> [content root]`: the folder of a topic with every file it needs, filled with examples
 * that stand in both languages and pass the check but for one thing: they are marked, and the check asks to replace them.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Fault } from "../fault";
import type { Locale, Text } from "../i18n/locales";
import { todayIso } from "./check";
import { type Content, loadContent } from "./load";
import { templateOf, topicFiles } from "./template";

/**
 * Makes the folder `<track>/<topic>` below `root`.
 * @param today ISO date: the day the facts of the topic count as checked
 * @returns what was written and what is to be done next, line by line
 * @throws Fault when tracks.yaml does not name the topic in that track, and when the folder exists
 */
export function newTopic(root: string, place: string, today: string): string[] {
  const content = loadContent(root);
  const { track, topic, title } = listed(content, place);
  const folder = join(root, track, topic);
  if (existsSync(folder))
    throw new Fault({
      what: "the folder exists already",
      where: folder,
      mend: "edit what is there; nothing was written",
    });

  const statements = statementsFor(content, topic);
  const rows = content.corrections.entries.flatMap(({ value }) => (value?.topic === topic ? [value.row] : []));
  const words: Record<string, string> = {
    TOPIC: topic,
    TITLE_ZH: quoted(title.zh),
    TITLE_EN: quoted(title.en),
    TODAY: today,
    STATEMENTS: statements.join(", "),
    STATEMENT: statements[0] ?? "",
    CORRECTIONS_ZH: corrections(rows, "zh"),
    CORRECTIONS_EN: corrections(rows, "en"),
  };
  mkdirSync(folder, { recursive: true });
  for (const file of topicFiles) {
    const text = templateOf(file).replace(/__([A-Z_]+?)__/g, (_, name: string) => words[name] ?? name);
    writeFileSync(join(folder, file), text);
  }
  return [
    `${folder}: wrote ${topicFiles.join(", ")}`,
    "",
    "What to do next",
    "1. topic.yaml: sources first (primary ones), then prerequisites and what the reader can do afterwards.",
    "2. note.zh.mdx and note.en.mdx: the same headings in the same order; the notes of other topics show how long.",
    rows.length > 0
      ? `   Rows ${rows.join(", ")} of the fact base belong to this topic: each has its Correction there.`
      : "   No row of the fact base belongs to this topic, and a note needs a Correction: give it one in corrections.yaml.",
    "3. items.yaml: at least 12 items; ideas that people hold go to content/misconceptions.yaml, one idea, one id.",
    "4. chains.yaml: the first five rungs of the first chain are the ladder of the note.",
    "5. npm run content:check, until it tells of nothing marked REPLACE; /zh/gallery/items shows each item as it is asked.",
    "",
    `CONTRIBUTING.md has every key. Until it is finished, content:check fails: ${folder} is not to be merged before.`,
  ];
}

function listed(content: Content, place: string): { track: string; topic: string; title: Text } {
  const [track, topic, ...more] = place.split("/");
  const where = content.tracks.file.path;
  if (!track || !topic || more.length > 0)
    throw new Fault({
      what: `"${place}" is no place of a topic`,
      where,
      mend: "write <track>/<topic>, as in consensus/consensus-raft",
    });
  const owner = content.tracks.value.find(({ topics }) => topics.some(({ id }) => id === topic));
  const found = owner?.topics.find(({ id }) => id === topic);
  if (!owner || !found)
    throw new Fault({
      what: `the topic "${topic}" is not in the list of tracks`,
      where,
      mend: "correct the name, or add it there first",
    });
  if (owner.id !== track)
    throw new Fault({ what: `the topic "${topic}" belongs to ${owner.id}`, where, mend: `write ${owner.id}/${topic}` });
  return { track, topic, title: found.title };
}

/** The first statement of every gap that weighs the topic; of the first gap when none does. */
function statementsFor({ gaps }: Content, topic: string): string[] {
  const weighing = gaps.value.filter(({ weights }) => topic in weights);
  return (weighing.length > 0 ? weighing : gaps.value.slice(0, 1)).flatMap(({ statements }) => statements[0]?.id ?? []);
}

/** As YAML wants a text that holds ": ". */
const quoted = (text: string): string => (/[:#,[\]{}"'&*?|<>=!%@`]/.test(text) ? JSON.stringify(text) : text);

function corrections(rows: readonly number[], locale: Locale): string {
  const [said, right] =
    locale === "zh"
      ? ["REPLACE 常见笔记的说法。", "REPLACE 实际如此。"]
      : ["REPLACE What common notes say.", "REPLACE What is so."];
  return rows
    .map((row) => `\n<Correction row="${row}" source="replace-me" said="${said}" right="${right}" />\n`)
    .join("");
}

function main(): void {
  const [place, root = join(process.cwd(), "content")] = process.argv.slice(2);
  try {
    if (!place)
      throw new Fault({ what: "no topic is named", where: "content:new", mend: "npm run content:new <track>/<topic>" });
    for (const line of newTopic(root, place, todayIso())) console.log(line);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    console.error(`${error.where}: ${error.what}, ${error.mend}`);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
