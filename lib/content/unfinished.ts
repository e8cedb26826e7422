/** Where the examples that `npm run content:new` wrote still stand: they must not be published. */
import { locales } from "../i18n/locales";
import type { Content } from "./load";
import type { Note } from "./note";
import type { Problem } from "./problem";
import type { Path, YamlFile } from "./yaml-file";

/** Stands for a source or a misconception that the author has still to name. */
export const placeholder = "replace-me";

const mark = new RegExp(`\\bREPLACE\\b|^${placeholder}(?:#|$)|\\.example-`);

/** One problem for each topic.yaml, item, chain and note that still holds a mark, at the first of them. */
export function unfinishedParts(content: Content): Problem[] {
  return content.topics.flatMap(({ file, items, chains, notes }) => [
    ...inYaml(file, [], file.value, "this file"),
    ...[...items.entries, ...chains.entries].flatMap((entry) =>
      inYaml(entry.file, entry.path, entry.raw, `"${entry.id}"`),
    ),
    ...locales.flatMap((locale) => inNote(notes[locale])),
  ]);
}

const mend = "replace what is marked REPLACE, replace-me or example-, or remove it";

function inYaml(file: YamlFile, base: Path, raw: unknown, name: string): Problem[] {
  const marked = stringsIn(raw, base).filter(({ text }) => mark.test(text));
  const [first] = marked;
  if (!first) return [];
  const what = `${name} is not finished: ${counted(marked.length)}`;
  return [{ level: "problem", file: file.path, line: file.lineAt(first.path), what, mend }];
}

function inNote(note: Note | undefined): Problem[] {
  if (!note) return [];
  const answer = mark.test(note.front?.answer ?? "") ? [note.frontFile.lineAt(["answer"])] : [];
  const runs = note.runs.flatMap(({ pieces }) => pieces.filter(({ text }) => mark.test(text)).map(({ line }) => line));
  const lines = [...answer, ...runs].sort((a, b) => a - b);
  const [line] = lines;
  if (line === undefined) return [];
  const what = `the note is not finished: ${counted(lines.length)}`;
  return [{ level: "problem", file: note.file, line, what, mend }];
}

const counted = (parts: number): string => `${parts} ${parts === 1 ? "mark" : "marks"} of the example left`;

function stringsIn(value: unknown, path: Path): { text: string; path: Path }[] {
  if (typeof value === "string") return [{ text: value, path }];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => stringsIn(each, [...path, index]));
  return Object.entries(value).flatMap(([key, each]) => [
    // A source is named by its key.
    ...(key === placeholder ? [{ text: key, path: [...path, key] }] : []),
    ...stringsIn(each, [...path, key]),
  ]);
}
