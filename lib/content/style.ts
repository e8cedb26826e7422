/** How it is written, and how much of it there is: spacing and punctuation, lengths and counts. Nearly all are warnings. */
import type { Locale } from "../i18n/locales";
import { locales } from "../i18n/locales";
import { bankMatters } from "./bank-matters";
import { itemMatters } from "./item-style";
import type { Content, Folder } from "./load";
import { type Note, neutralCode, type Run, unclosedMark, wordsIn } from "./note";
import type { Problem } from "./problem";
import type { Path, YamlFile } from "./yaml-file";

/** All matters of style and of scope. `today` is an ISO date. */
export function matters(content: Content, today: string): Problem[] {
  const found: Problem[] = [];
  const warn = (file: string, line: number, what: string, mend: string) =>
    found.push({ level: "warning", file, line, what, mend });
  const folders: Folder[] = [...content.topics, ...content.gapFolders];

  for (const file of textFiles(content)) {
    for (const { text, locale, path } of textsIn(file.value, [])) {
      for (const flaw of flawsOf(neutralCode(text), locale)) warn(file.path, file.lineAt(path), flaw.what, flaw.mend);
      const open = unclosedMark(text);
      if (open) found.push({ level: "problem", file: file.path, line: file.lineAt(path), ...open });
    }
  }
  for (const folder of folders) {
    for (const locale of locales) {
      const note = folder.notes[locale];
      if (!note) continue;
      noteStyle(note, locale, warn);
      const open = note.front && unclosedMark(note.front.answer);
      if (open) found.push({ level: "problem", file: note.file, line: note.frontFile.lineAt(["answer"]), ...open });
    }
  }
  for (const folder of content.topics) {
    topicScope(folder.notes, warn);
    if (folder.topic && yearAfter(folder.topic.checked) < today) {
      warn(
        folder.file.path,
        folder.file.lineAt(["checked"]),
        `the facts were last checked on ${folder.topic.checked}`,
        "check them again and move the date",
      );
    }
    few(folder, 12, warn);
  }
  for (const folder of content.gapFolders) few(folder, 6, warn);
  found.push(...itemMatters(content, today), ...bankMatters(content));
  return found;
}

const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;

type Warn = (file: string, line: number, what: string, mend: string) => void;

function few(folder: Folder, least: number, warn: Warn): void {
  const { items } = folder;
  if (!items.missing && !items.file.broken && items.entries.length < least) {
    warn(items.file.path, 1, `${items.entries.length} items for "${folder.id}"`, `write at least ${least}`);
  }
}

const noteWords = { zh: [2400, 4500], en: [1500, 2800] } as const;
const answerWords = { zh: [90, 160], en: [55, 100] } as const;

function topicScope(notes: Folder["notes"], warn: Warn): void {
  for (const locale of locales) {
    const note = notes[locale];
    if (!note || note.broken) continue;
    const [least, most] = noteWords[locale];
    if (note.words < least || note.words > most)
      warn(note.file, 1, `the note has ${note.words} words`, `write ${least} to ${most}`);
    if (!note.front) continue;
    const [short, long] = answerWords[locale];
    const words = wordsIn(note.front.answer);
    if (words < short || words > long)
      warn(
        note.file,
        note.frontFile.lineAt(["answer"]),
        `the 30-second answer has ${words} words`,
        `write ${short} to ${long}`,
      );
  }
}

function noteStyle(note: Note, locale: Locale, warn: Warn): void {
  if (note.front) {
    for (const key of ["title", "answer"] as const) {
      for (const flaw of flawsOf(neutralCode(note.front[key]), locale))
        warn(note.file, note.frontFile.lineAt([key]), flaw.what, flaw.mend);
    }
  }
  for (const run of note.runs) {
    const text = run.pieces.map((piece) => piece.text).join("");
    for (const flaw of flawsOf(text, locale)) warn(note.file, lineIn(run, flaw.at), flaw.what, flaw.mend);
  }
}

function lineIn(run: Run, at: number): number {
  let passed = 0;
  for (const { text, line } of run.pieces) {
    passed += text.length;
    if (at < passed) return line;
  }
  return run.pieces.at(-1)?.line ?? 1;
}

type Flaw = { at: number; what: string; mend: string };

const han = "\\p{Script=Han}";
const noSpace = new RegExp(`${han}[A-Za-z0-9]|[A-Za-z0-9]${han}`, "gu");
const halfWidth = new RegExp(
  `${han}[,;:?!](?=\\s*(?:${han}|$))|${han}\\.(?=\\s|$)|${han}\\(|\\)${han}|${han}"|"${han}`,
  "gu",
);
const fullWidth = /[，。：；？！（）、]/gu;

/** Spacing and punctuation of one text. */
export function flawsOf(text: string, locale: Locale): Flaw[] {
  const around = (at: number) =>
    text
      .slice(Math.max(0, at - 4), at + 6)
      .replaceAll("\n", " ")
      .trim();
  const all = (pattern: RegExp, what: string, mend: string): Flaw[] =>
    [...text.matchAll(pattern)].map(({ index }) => ({ at: index, what: `${what} in "${around(index)}"`, mend }));
  return locale === "zh"
    ? [
        ...all(noSpace, "no space between Han and Latin", "put one space there"),
        ...all(halfWidth, "half-width punctuation beside Han", "write ，。：；？！（）“”"),
      ]
    : all(fullWidth, "full-width punctuation in English", "write the half-width sign");
}

const textFiles = (content: Content): YamlFile[] =>
  [
    content.tracks.file,
    content.gaps.file,
    content.misconceptions.file,
    content.glossary.file,
    ...content.presets.map(({ file }) => file),
    ...content.topics.flatMap((topic) => [topic.file, topic.items.file, topic.chains.file]),
    ...content.gapFolders.map((gap) => gap.items.file),
  ].filter((file) => !file.broken);

/** Every `zh: "…"` and `en: "…"` below a value, but for figures and commands: their signs are not the writer's. */
function textsIn(value: unknown, path: Path): { text: string; locale: Locale; path: Path }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  const isCommand = "isCode" in value && value.isCode === true;
  const entries = Object.entries(value).filter(([key]) => key !== "figure" && !(isCommand && key === "text"));
  return entries.flatMap(([key, each]) =>
    (key === "zh" || key === "en") && typeof each === "string"
      ? [{ text: each, locale: key, path: [...path, key] }]
      : textsIn(each, [...path, key]),
  );
}
