/**
 * The flaws of questions that a machine can see (Haladyna, Downing & Rodriguez 2002; NBME item-writing guide 2020). Most are
 * warnings, since in at least one five-year study unconventional formats discriminated better (PMC11328596).
 */
import { type Locale, locales } from "../i18n/locales";
import { contentWordsIn, rarityIn } from "./content-words";
import { clangIn, convergesOnKey } from "./give-aways";
import { hasExhibit, type OptionList, optionListsOf, type Part, readingLoad } from "./item-parts";
import { type Content, entriesOf } from "./load";
import type { Problem } from "./problem";
import type { AuthoredItem } from "./schema";
import type { Path } from "./yaml-file";

type Say = (level: Problem["level"], at: Path, what: string, mend: string) => void;

/** What is amiss with single questions, rungs of chains among them. `today` is an ISO date. */
export function itemMatters(content: Content, today: string): Problem[] {
  const found: Problem[] = [];
  const entries = entriesOf(content);
  const isRare = rarityIn(entries.flatMap(({ value }) => value ?? []));
  for (const { value, file, path } of entries) {
    if (!value) continue;
    const say: Say = (level, at, what, mend) =>
      found.push({ level, file: file.path, line: file.lineAt([...path, ...at]), what, mend });
    stemMatters(value, say);
    for (const list of optionListsOf(value)) {
      optionMatters(list, say);
      cueMatters(value, list, isRare, say);
    }
    kindMatters(value, say);
    if (value.expires !== undefined && value.expires < today)
      say(
        "warning",
        ["expires"],
        `this product fact was good until ${value.expires}`,
        "check it again and move the date",
      );
  }
  for (const { value, file, path } of content.topics.flatMap(({ chains }) => chains.entries))
    value?.rungs.forEach(({ ticks }, at) => {
      tickMatters(ticks, ["rungs", at, "ticks"], (level, place, what, mend) =>
        found.push({ level, file: file.path, line: file.lineAt([...path, ...place]), what, mend }),
      );
    });
  return found;
}

const negative = {
  zh: /除外|(?<!会|能|是|要|可|该)不(?!同|变|断|足|一致|可用|超过|少于|多于|止)/u,
  en: /\b(?:not|except)\b/i,
};
const asksWhich = { zh: /哪|下列|以下/u, en: /\bwhich\b/i };

/** Han characters, and words, that may stand before a question without an exhibit (C17), and a tenth more. */
const heaviest = { zh: 120, en: 90 };

/** C4, C5 and C17 of the item checklist. */
function stemMatters(item: AuthoredItem, say: Say): void {
  for (const locale of locales) {
    const stem = item.stem[locale].trim();
    if (!/[?？][*`”"’)）]*$/u.test(stem))
      say("warning", ["stem", locale], "the stem does not end with a question", "end it with a question mark");
    // Only the clause that asks: a negative in the constraints before it is no trap.
    const clauses = stem.split(/[。；.;，,]\s*/u).filter((clause) => asksWhich[locale].test(clause));
    const asking = (clauses.at(-1) ?? "").replace(/\*\*[^*]*\*\*/g, "");
    if (negative[locale].test(asking))
      say(
        "warning",
        ["stem", locale],
        "a negative word in the question is not bold",
        "write it **bold**, or ask the other way round",
      );
    const load = readingLoad(item, locale);
    if (load > 1.1 * heaviest[locale] && !hasExhibit(item))
      say(
        "warning",
        ["stem", locale],
        `stem and assumptions take ${load} ${locale === "zh" ? "characters" : "words"} to read`,
        `cut them to ${heaviest[locale]}, or show the numbers as a listing`,
      );
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

/** C6 to C8, and C10 for numbers. */
function optionMatters({ name, parts }: OptionList, say: Say): void {
  const keys = parts.filter(({ isKey }) => isKey);
  const distractors = parts.filter(({ isKey }) => !isKey);
  for (const locale of locales) {
    for (const { id, text, path } of parts) {
      if (refersToOthers[locale].test(text[locale]))
        say(
          "problem",
          [...path, "text", locale],
          `the option "${id}" speaks of other options`,
          "say what it holds; options are shuffled",
        );
    }
    const keyLength = mean(keys.map(({ text }) => lengthOf(text[locale])));
    const otherLength = mean(distractors.map(({ text }) => lengthOf(text[locale])));
    if (keyLength > 1.3 * otherLength && keyLength > 8)
      say(
        "warning",
        [name],
        `the key is ${(keyLength / otherLength).toFixed(1)} times as long as the other ${name} (${locale})`,
        "shorten it, or say the others as fully",
      );
    const swears = ({ text }: Part) => absolute[locale].test(text[locale]);
    const oath = distractors.find(swears);
    if (oath && !keys.some(swears))
      say(
        "warning",
        [...oath.path, "text", locale],
        "an absolute word stands in distractors only",
        "drop it, or let the key be as absolute",
      );
  }
  const numbers = parts.map(({ text }) => Number(/^[\d.,]+/.exec(text.en)?.[0]?.replaceAll(",", "") ?? Number.NaN));
  if (numbers.every(Number.isFinite) && numbers.some((number, at) => at > 0 && number < (numbers[at - 1] ?? 0)))
    say("warning", [name], "the numbers are not in order", "sort them and set fixedOrder: true");
}

/** C9: what tells the key to somebody who does not know the answer. */
function cueMatters(
  { stem }: AuthoredItem,
  { name, prompt = stem, parts }: OptionList,
  isRare: (word: string, locale: Locale) => boolean,
  say: Say,
): void {
  const clang = clangIn(prompt, parts, isRare);
  const key = parts.find(({ isKey }) => isKey);
  if (key && clang)
    say(
      "warning",
      [...key.path, "text"],
      `of the ${name} only the key repeats "${clang.zh}" and "${clang.en}" of the question`,
      "say it in other words, or let a distractor hold them too",
    );
  if (key && convergesOnKey(parts))
    say(
      "warning",
      [...key.path, "text"],
      `the key shares more words with each of the other ${name} than they share with each other`,
      "let two distractors have as much in common",
    );
}

/** Words that name a state of mind: a listener hears what is named, ordered or computed (C24). */
const unheard = {
  zh: /^(?:能够?)?(?:理解|了解|知道|掌握|熟悉|清楚)/u,
  en: /^(?:understands?|knows?|is aware|grasps?)\b/i,
};

/** What only some kinds have. */
function kindMatters(item: AuthoredItem, say: Say): void {
  const ticks =
    item.kind === "open-ended"
      ? { list: item.spec.ticks, path: ["ticks"] }
      : item.kind === "design-canvas"
        ? { list: item.spec.rubric?.ticks ?? [], path: ["rubric", "ticks"] }
        : undefined;
  if (ticks) tickMatters(ticks.list, ticks.path, say);
  if (item.kind === "hot-spot") altMatters(item.spec, say);
  if (item.kind === "trade-off-flip") {
    const { options } = item.spec;
    const same = options.find(({ first, second }) => first.key && second.key);
    if (same)
      say(
        "warning",
        ["flip"],
        `"${same.id}" is the key before and after the flip`,
        "change the constraint so far that another option wins",
      );
  }
}

/** Ticks of an item, or of a rung. */
function tickMatters(ticks: readonly { id: string; text: Record<Locale, string> }[], path: Path, say: Say): void {
  ticks.forEach(({ id, text }, index) => {
    const locale = locales.find((each) => unheard[each].test(text[each]));
    if (locale)
      say(
        "warning",
        [...path, index, "text", locale],
        `the tick "${id}" begins with "${unheard[locale].exec(text[locale])?.[0]}", which nobody can hear`,
        "say what is named, ordered or computed",
      );
  });
}

type HotSpot = Extract<AuthoredItem, { kind: "hot-spot" }>["spec"];

/** An element is described when so much of its name stands in the description, and passed over when less than half does. */
const described = 0.8;

/** C21: who hears the figure must not hear the answer alone. */
function altMatters({ alt, areas }: HotSpot, say: Say): void {
  for (const locale of locales) {
    const said = contentWordsIn(alt[locale]);
    const shareOf = ({ text }: HotSpot["areas"][number]) => {
      const words = [...contentWordsIn(text[locale])];
      return words.filter((word) => said.has(word)).length / Math.max(1, words.length);
    };
    if (areas.every((area) => (area.key ? shareOf(area) >= described : shareOf(area) < 0.5)))
      say(
        "warning",
        ["alt", locale],
        "of all areas the description names the key only",
        "describe the whole figure, each element in turn",
      );
  }
}

const mean = (values: number[]): number =>
  values.length === 0 ? 0 : values.reduce((total, value) => total + value, 0) / values.length;
/** Length as a reader sees it: a Han character is two Latin ones wide. */
const lengthOf = (text: string): number =>
  [...text].reduce((total, each) => total + (/\p{Script=Han}|[，。：；？！（）、“”]/u.test(each) ? 2 : 1), 0) / 2;
