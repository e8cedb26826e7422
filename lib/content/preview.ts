/** What an author looks at while writing: items as they are asked in both languages, with all that the check says of each. */
import { type Locale, locales } from "../i18n/locales";
import { gapOfStatement } from "../ids";
import type { Item } from "../quiz/catalog";
import type { Verdict } from "./check";
import { type Entry, entriesOf } from "./load";
import { localizeItem } from "./localize-item";
import type { Problem } from "./problem";
import type { AuthoredItem } from "./schema";

/** All that are given must hold. `topic` is a topic or a gap with items of its own; `id` is a part of an id. */
export type PreviewFilter = {
  kind?: string | undefined;
  topic?: string | undefined;
  gap?: string | undefined;
  id?: string | undefined;
};

export type Preview = {
  id: string;
  file: string;
  line: number;
  /** What is wrong with it and what is warned of, in the order of its lines. */
  matters: Problem[];
  /** Absent while its schema is broken, or its figure cannot be drawn. */
  asked: Partial<Record<Locale, Item>>;
  /** The false ideas that it names: their words by id. */
  misconceptions: Record<Locale, Record<string, { text: string }>>;
};

export const previewsOf = ({ content, problems, warnings }: Verdict, filter: PreviewFilter): Preview[] => {
  const entries = entriesOf(content);
  const ideas = content.misconceptions.entries.flatMap(({ value }) => value ?? []);
  return entries
    .filter((entry) => fits(entry, filter))
    .map((entry) => {
      const { id, value, raw, file } = entry;
      const [from, to] = linesOf(entry, entries);
      const named = ideas.filter((idea) => JSON.stringify(raw).includes(`"misconception":"${idea.id}"`));
      const asked: Preview["asked"] = {};
      for (const locale of locales) {
        const item = value && localizeItem(value, locale);
        if (item) asked[locale] = item;
      }
      return {
        id,
        file: file.path,
        line: from,
        matters: [...problems, ...warnings].filter(
          (matter) => matter.file === file.path && matter.line >= from && matter.line < to,
        ),
        asked,
        misconceptions: {
          zh: Object.fromEntries(named.map((idea) => [idea.id, { text: idea.text.zh }])),
          en: Object.fromEntries(named.map((idea) => [idea.id, { text: idea.text.en }])),
        },
      };
    });
};

function fits({ id, value, raw }: Entry<AuthoredItem>, filter: PreviewFilter): boolean {
  const kind = typeof raw === "object" && raw !== null && "kind" in raw ? raw.kind : undefined;
  return (
    (!filter.kind || kind === filter.kind) &&
    (!filter.topic || id.startsWith(`${filter.topic}.`)) &&
    (!filter.gap || value?.statements.some((statement) => gapOfStatement(statement) === filter.gap) === true) &&
    (!filter.id || id.includes(filter.id))
  );
}

/** The first line of an entry, and that of the next in its file. */
function linesOf({ file, path }: Entry<unknown>, entries: readonly Entry<unknown>[]): [number, number] {
  const from = file.lineAt(path);
  const later = entries
    .filter((other) => other.file === file)
    .map((other) => file.lineAt(other.path))
    .filter((line) => line > from);
  return [from, Math.min(...later, Number.POSITIVE_INFINITY)];
}
