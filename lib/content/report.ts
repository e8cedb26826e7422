/**
 * `npm run -s content:report -- --json`: what there is, as one JSON object, for tools outside the project. Its shape is a
 * promise: fields are added, none is taken away. Without `--json` the same for a reader.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { locales } from "../i18n/locales";
import { type GapId, gapOfStatement, type StatementId } from "../ids";
import { type KindId, kindIds } from "../quiz/item";
import { check, todayIso, type Verdict } from "./check";
import { readingLoad } from "./item-parts";
import { type KeyPlaces, keyPlacesIn } from "./key-places";
import { labs } from "./labs";
import { itemsOf, type TopicFolder } from "./load";
import { tell } from "./problem";
import type { AuthoredItem } from "./schema";

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
    /** Characters, and words, to read before the question can be answered: stem and assumptions. */
    reading: { zh: number; en: number };
  }[];
  gaps: { id: string; ladder: number; items: number }[];
  /** Statements of the topics that exist: how many items show each, in how many kinds. */
  coverage: Record<string, { items: number; kinds: number }>;
  /** For every statement of every gap and every kind the items of difficulty 1, 2, 3, 4 and 5; 0 where there is none. */
  matrix: Record<string, Record<KindId, number[]>>;
  /** Where keys stand in lists, see key-places.ts. */
  keyPlaces: KeyPlaces[];
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
    items: items.map((item) => ({
      id: item.id,
      topic: item.topic,
      kind: item.kind,
      statements: item.statements,
      heading: item.heading ?? null,
      // An item without one of its texts breaks its schema and is not listed here.
      locales: [...locales],
      reading: { zh: readingLoad(item, "zh"), en: readingLoad(item, "en") },
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
    matrix: Object.fromEntries(
      content.gaps.value
        .flatMap((gap) => gap.statements)
        .map(({ id }) => [id, byKind(items.filter((item) => item.statements.includes(id)))]),
    ),
    keyPlaces: keyPlacesIn(items),
    chains: content.topics.flatMap(({ id, chains }) =>
      chains.entries.flatMap(({ value }) => (value ? [{ id: value.id, topic: id, rungs: value.rungs.length }] : [])),
    ),
    labs: Object.values(labs).map(({ id, tasks, mutants }) => ({
      id,
      topics: content.topics.filter(({ topic }) => topic?.lab === id).map((folder) => folder.id),
      tasks: tasks.length,
      mutants: mutants.length,
    })),
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

const difficulties = [1, 2, 3, 4, 5] as const;

const byKind = (items: readonly AuthoredItem[]): Record<KindId, number[]> =>
  Object.fromEntries(
    kindIds.map((kind) => [
      kind,
      difficulties.map((level) => items.filter((item) => item.kind === kind && item.difficulty === level).length),
    ]),
  ) as Record<KindId, number[]>;

/** Heads of the columns: as wide as a cell, which has a digit for each difficulty. */
const columns: Record<KindId, string> = {
  "single-choice": "singl",
  "multiple-choice": "multi",
  "true-false-reason": "t/f",
  ordering: "order",
  matching: "match",
  numeric: "numer",
  estimate: "estim",
  "fill-in": "fill",
  "code-reading": "code",
  "hot-spot": "spot",
  "wrong-claim": "claim",
  "trade-off-flip": "flip",
  triage: "triag",
  "design-canvas": "canva",
  "open-ended": "open",
  "sequence-trace": "trace",
  "simulation-task": "simul",
};

/** The report for a reader at a terminal. */
export function inWords(found: ContentReport): string {
  return [
    ...found.topics.map(
      ({ id, words, claims, items, chains }) =>
        `${id}: ${words.zh} zh, ${words.en} en words, ${claims} claims, ${items} items, ${chains} chains`,
    ),
    ...found.gaps.map(({ id, ladder, items }) => `${id}: ${ladder} statements, ${items} items`),
    "",
    ...matrixInWords(found.matrix),
    "",
    ...keyPlacesInWords(found.keyPlaces),
    "",
    ...readingInWords(found.items),
    "",
    `${found.topics.length} topics, ${found.planned.length} planned, ${found.items.length} items, ${found.problems.length} problems, ${found.warnings.length} warnings`,
  ].join("\n");
}

/** A table for each gap: a row a statement, a column a kind, in each cell a digit for difficulty 1 to 5 and a dot for none. */
function matrixInWords(matrix: ContentReport["matrix"]): string[] {
  const width = Math.max(...Object.keys(matrix).map((id) => id.length));
  const cell = (count: number) => (count === 0 ? "·" : count > 9 ? "+" : String(count));
  const head = `${" ".repeat(width)}  ${kindIds.map((kind) => columns[kind].padEnd(5)).join(" ")}  all  empty`;
  const gaps = new Set<GapId>(Object.keys(matrix).map((id) => gapOfStatement(id as StatementId)));
  const rows = [...gaps].flatMap((gap) => [
    "",
    head,
    ...Object.entries(matrix)
      .filter(([id]) => gapOfStatement(id as StatementId) === gap)
      .map(([id, kinds]) => {
        const counts = kindIds.flatMap((kind) => kinds[kind]);
        const cells = kindIds.map((kind) => kinds[kind].map(cell).join("")).join(" ");
        const empty = counts.filter((count) => count === 0).length;
        return `${id.padEnd(width)}  ${cells}  ${String(sum(counts)).padStart(3)}  ${empty} of ${counts.length}`;
      }),
  ]);
  return ["Items by statement and kind; in each cell those of difficulty 1 2 3 4 5", ...rows];
}

const keyPlacesInWords = (found: readonly KeyPlaces[]): string[] => [
  "Where the key stands, first to last, and how often lots would be as uneven",
  ...found.map(({ of, lists, places, chance }) => {
    const rows = Object.entries(places).map(([size, counts]) => `of ${size}: ${counts.join(" ")}`);
    return `${of}: ${lists} lists${rows.length > 0 ? `; ${rows.join("; ")}; ${(100 * chance).toFixed(1)}%` : ""}`;
  }),
];

function readingInWords(items: ContentReport["items"]): string[] {
  const middle = (locale: "zh" | "en") => {
    const loads = items.map(({ reading }) => reading[locale]).sort((a, b) => a - b);
    return loads[Math.floor(loads.length / 2)] ?? 0;
  };
  const heaviest = items.toSorted((a, b) => b.reading.zh - a.reading.zh).slice(0, 5);
  return [
    `To read before the question: median ${middle("zh")} characters, ${middle("en")} words; the most`,
    ...heaviest.map(({ id, kind, reading }) => `${id} (${kind}): ${reading.zh} characters, ${reading.en} words`),
  ];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = report(check(join(process.cwd(), "content"), [], todayIso()));
  console.log(process.argv.includes("--json") ? JSON.stringify(found, null, 2) : inWords(found));
}
