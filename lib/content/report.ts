/**
 * `npm run -s content:report -- --json`: what there is, as one JSON object, for tools outside the project. Its shape is a
 * promise. Without `--json` a line for each topic and gap.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locales } from "../i18n/locales";
import { check, todayIso, type Verdict } from "./check";
import { itemsOf, type TopicFolder } from "./load";
import { tell } from "./problem";

export type ContentReport = {
  topics: {
    id: string;
    track: string;
    locales: string[];
    words: { zh: number; en: number };
    headings: string[];
    sources: number;
    claims: number;
    items: number;
    chains: number;
    lab: string | null;
    gaps: Record<string, number>;
    statements: string[];
    corrections: number[];
    prerequisites: string[];
  }[];
  planned: string[];
  items: {
    id: string;
    topic: string | null;
    kind: string;
    statements: string[];
    heading: string | null;
    locales: string[];
  }[];
  gaps: { id: string; ladder: number; items: number }[];
  /** Statements of the topics that exist: how many items show each, in how many kinds. */
  coverage: Record<string, { items: number; kinds: number }>;
  chains: { id: string; topic: string; rungs: number }[];
  labs: { id: string; topics: string[]; tasks: number; mutants: number }[];
  mocks: string[];
  problems: string[];
  warnings: string[];
};

export function report({ content, problems, warnings }: Verdict): ContentReport {
  const items = itemsOf(content);
  const written = new Set<string>(content.topics.map(({ id }) => id));
  const statements = new Set(content.topics.flatMap(({ topic }) => topic?.statements ?? []));
  const gapWeights = (topic: string) =>
    Object.fromEntries(
      content.gaps.value.flatMap((gap) =>
        Object.entries(gap.weights).flatMap(([id, weight]) => (id === topic ? [[gap.id, weight]] : [])),
      ),
    );
  return {
    topics: content.topics.map((folder) => ({
      id: folder.id,
      track: folder.track,
      locales: locales.filter((locale) => folder.notes[locale]),
      words: { zh: folder.notes.zh?.words ?? 0, en: folder.notes.en?.words ?? 0 },
      headings: folder.notes.zh?.headings.map(({ id }) => id) ?? [],
      sources: Object.keys(folder.topic?.sources ?? {}).length,
      claims: folder.notes.zh?.claims.length ?? 0,
      items: folder.items.entries.length,
      chains: folder.chains.entries.length,
      lab: folder.topic?.lab ?? null,
      gaps: gapWeights(folder.id),
      statements: folder.topic?.statements ?? [],
      corrections: rowsIn(folder),
      prerequisites: folder.topic?.prerequisites ?? [],
    })),
    planned: content.tracks.value.flatMap(({ topics }) => topics.map(({ id }) => id)).filter((id) => !written.has(id)),
    items: items.map(({ id, topic, kind, statements: shown, heading }) => ({
      id,
      topic,
      kind,
      statements: shown,
      heading: heading ?? null,
      // An item without one of its texts breaks its schema and is not listed here.
      locales: [...locales],
    })),
    gaps: content.gaps.value.map((gap) => ({
      id: gap.id,
      ladder: gap.statements.length,
      items: content.gapFolders.find(({ id }) => id === gap.id)?.items.entries.length ?? 0,
    })),
    coverage: Object.fromEntries(
      [...statements].sort().map((statement) => {
        const showing = items.filter((item) => item.statements.includes(statement));
        return [statement, { items: showing.length, kinds: new Set(showing.map(({ kind }) => kind)).size }];
      }),
    ),
    chains: content.topics.flatMap(({ id, chains }) =>
      chains.entries.flatMap(({ value }) => (value ? [{ id: value.id, topic: id, rungs: value.rungs.length }] : [])),
    ),
    labs: [],
    mocks: content.presets.flatMap(({ value }) => value?.id ?? []),
    problems: problems.map(tell),
    warnings: warnings.map(tell),
  };
}

/** Rows of the fact base whose correction stands in both notes. */
function rowsIn({ notes }: TopicFolder): number[] {
  const rowsOf = (locale: "zh" | "en") => new Set(notes[locale]?.corrections.flatMap(({ rows }) => rows));
  const english = rowsOf("en");
  return [...rowsOf("zh")].filter((row) => english.has(row)).sort((a, b) => a - b);
}

function inWords(found: ContentReport): string {
  return [
    ...found.topics.map(
      ({ id, words, claims, items, chains }) =>
        `${id}: ${words.zh} zh, ${words.en} en words, ${claims} claims, ${items} items, ${chains} chains`,
    ),
    ...found.gaps.map(({ id, ladder, items }) => `${id}: ${ladder} statements, ${items} items`),
    `${found.topics.length} topics, ${found.planned.length} planned, ${found.items.length} items, ${found.problems.length} problems, ${found.warnings.length} warnings`,
  ].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = report(check(join(process.cwd(), "content"), [], todayIso()));
  console.log(process.argv.includes("--json") ? JSON.stringify(found, null, 2) : inWords(found));
}
