/**
 * How it is written, and how much of it there is: spacing and punctuation, the flaws of questions (Haladyna, Downing &
 * Rodriguez 2002; NBME item-writing guide 2020), lengths and counts. Nearly all are warnings, since in at least one
 * five-year study unconventional formats discriminated better (PMC11328596).
 */
import type { Locale } from "../i18n/locales";
import { locales } from "../i18n/locales";
import type { Content, Entry, Folder } from "./load";
import { type Note, neutralCode, type Run, unclosedMark, wordsIn } from "./note";
import type { Problem } from "./problem";
import type { AuthoredItem } from "./schema";
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
    for (const entry of folder.items.entries) if (entry.value) itemStyle(entry, entry.value, today, found);
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

const noteWords = { zh: [2400, 4000], en: [1500, 2500] } as const;
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

/** Every `zh: "…"` and `en: "…"` below a value. */
function textsIn(value: unknown, path: Path): { text: string; locale: Locale; path: Path }[] {
  if (Array.isArray(value)) return value.flatMap((each, index) => textsIn(each, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    (key === "zh" || key === "en") && typeof each === "string"
      ? [{ text: each, locale: key, path: [...path, key] }]
      : textsIn(each, [...path, key]),
  );
}

type MarkedOption = { id: string; text: { zh: string; en: string }; key?: true | undefined };

/** Lists of options with keys: the names under which an item of its kind holds them. */
function optionLists(item: AuthoredItem): [name: string, options: MarkedOption[]][] {
  switch (item.kind) {
    case "single-choice":
    case "multiple-choice":
      return [["options", item.spec.options]];
    case "wrong-claim":
      return [
        ["causes", item.spec.causes],
        ["fixes", item.spec.fixes],
      ];
    case "ordering":
    case "matching":
    case "numeric":
      return [];
    default:
      return item satisfies never;
  }
}

const refersToOthers = {
  zh: /以上都|以上皆|以上均|上述都|上述皆|都不对|都不是|[A-D] ?[和与] ?[A-D]/u,
  en: /\b(?:all|none|both|neither) of (?:the )?(?:above|these)\b|\b[A-D] and [A-D]\b/i,
};
const absolute = {
  zh: /总是|绝不|(?<!不)一定(?!程度|的|数量|时间)/u,
  en: /\b(?:always|never)\b/i,
};
const negative = {
  zh: /除外|(?<!会|能|是|要|可|该)不(?!同|变|断|足|一致|可用|超过|少于|多于|止)/u,
  en: /\b(?:not|except)\b/i,
};
const asksWhich = { zh: /哪|下列|以下/u, en: /\bwhich\b/i };

/** C4 to C8 of the item checklist, C10 for numbers, C14 for product facts. */
function itemStyle({ file, path }: Entry<AuthoredItem>, item: AuthoredItem, today: string, found: Problem[]): void {
  const say = (level: Problem["level"], at: Path, what: string, mend: string) =>
    found.push({ level, file: file.path, line: file.lineAt([...path, ...at]), what, mend });

  for (const locale of locales) {
    const stem = item.stem[locale].trim();
    if (!/[?？][*`”"’)）]*$/u.test(stem))
      say("warning", ["stem", locale], "the stem does not end with a question", "end it with a question mark");
    const question =
      stem
        .split(/[。；.;]\s*/u)
        .filter(Boolean)
        .at(-1) ?? "";
    const plain = question.replace(/\*\*[^*]*\*\*/g, "");
    if (asksWhich[locale].test(question) && negative[locale].test(plain))
      say(
        "warning",
        ["stem", locale],
        "a negative word in the question is not bold",
        "write it **bold**, or ask the other way round",
      );
  }
  for (const [name, options] of optionLists(item)) {
    const keys = options.filter((option) => option.key);
    const distractors = options.filter((option) => !option.key);
    for (const locale of locales) {
      options.forEach((option, index) => {
        if (refersToOthers[locale].test(option.text[locale]))
          say(
            "problem",
            [name, index, "text", locale],
            `the option "${option.id}" speaks of other options`,
            "say what it holds; options are shuffled",
          );
      });
      const keyLength = mean(keys.map((option) => lengthOf(option.text[locale])));
      const otherLength = mean(distractors.map((option) => lengthOf(option.text[locale])));
      if (keyLength > 1.3 * otherLength && keyLength > 8) {
        say(
          "warning",
          [name],
          `the key is ${(keyLength / otherLength).toFixed(1)} times as long as the other ${name} (${locale})`,
          "shorten it, or say the others as fully",
        );
      }
      const swears = (option: MarkedOption) => absolute[locale].test(option.text[locale]);
      if (distractors.some(swears) && !keys.some(swears)) {
        const index = options.findIndex((option) => !option.key && swears(option));
        say(
          "warning",
          [name, index, "text", locale],
          "an absolute word stands in distractors only",
          "drop it, or let the key be as absolute",
        );
      }
    }
    const numbers = options.map((option) =>
      Number(/^[\d.,]+/.exec(option.text.en)?.[0]?.replaceAll(",", "") ?? Number.NaN),
    );
    if (
      numbers.every(Number.isFinite) &&
      numbers.some((number, index) => index > 0 && number < (numbers[index - 1] ?? 0))
    ) {
      say("warning", [name], "the numbers are not in order", "sort them and set fixedOrder: true");
    }
  }
  if (item.expires !== undefined && item.expires < today)
    say("warning", ["expires"], `this product fact was good until ${item.expires}`, "check it again and move the date");
}

const mean = (values: number[]): number =>
  values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
/** Length as a reader sees it: a Han character is two Latin ones wide. */
const lengthOf = (text: string): number =>
  [...text].reduce((total, each) => total + (/\p{Script=Han}|[，。：；？！（）、“”]/u.test(each) ? 2 : 1), 0) / 2;
