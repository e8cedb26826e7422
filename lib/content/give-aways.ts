/** How a question tells its own key, or that of another, to somebody who knows how tests are written. */
import { type Locale, locales, type Text } from "../i18n/locales";
import type { ItemId } from "../ids";
import { contentWordsIn, weightsIn } from "./content-words";
import { keyTextsOf, type Part } from "./item-parts";
import type { AuthoredItem } from "./schema";

/**
 * A rare word of the question that the key alone repeats. Told only where both languages have one: on 2026-11-21, of 139
 * lists with one key 8 had it in both, and 14 in one alone, most of those by chance.
 * @returns a word for each language, as it was compared
 */
export function clangIn(
  question: Text,
  parts: readonly Part[],
  isRare: (word: string, locale: Locale) => boolean,
): Text | undefined {
  const [key, ...more] = parts.filter((part) => part.isKey);
  if (!key || more.length > 0) return undefined;
  const others = parts.filter((part) => part !== key);
  const wordIn = (locale: Locale): string | undefined => {
    const asked = contentWordsIn(question[locale]);
    const said = others.map(({ text }) => text[locale].toLowerCase()).join("\n");
    return [...contentWordsIn(key.text[locale])].find(
      (word) => asked.has(word) && isRare(word, locale) && !resounds(word, said),
    );
  };
  const [zh, en] = [wordIn("zh"), wordIn("en")];
  return zh !== undefined && en !== undefined ? { zh: grown(zh, question.zh, key.text.zh), en } : undefined;
}

/** A pair of characters with what stands around it in both texts: 等键 was 幂等键. */
function grown(pair: string, ...texts: readonly [string, string]): string {
  const [one, other] = texts;
  let longest = pair;
  for (let from = 0; from < one.length; from++) {
    for (let to = from + longest.length + 1; to <= one.length; to++) {
      const run = one.slice(from, to);
      if (/^\p{Script=Han}+$/u.test(run) && run.includes(pair) && other.includes(run)) longest = run;
    }
  }
  return longest;
}

/** Whether a text holds a word, also in another form: one of its two characters, or what it begins with. */
const resounds = (word: string, text: string): boolean =>
  /\p{Script=Han}/u.test(word) ? [...word].some((each) => text.includes(each)) : text.includes(word.slice(0, 6));

/**
 * Distractors are often made by changing parts of the key, which then has most in common with all. Told where the key
 * shares two words or more with every other option and on average one more than any of them does, in both languages.
 */
export function convergesOnKey(parts: readonly Part[]): boolean {
  const [key, ...more] = parts.filter((part) => part.isKey);
  if (!key || more.length > 0 || parts.length < 3) return false;
  return locales.every((locale) => {
    const words = new Map(parts.map((part) => [part, contentWordsIn(part.text[locale])]));
    const shared = (one: Part) =>
      parts.filter((part) => part !== one).map((other) => common(words.get(one), words.get(other)));
    const mean = (part: Part) => shared(part).reduce((total, each) => total + each, 0) / (parts.length - 1);
    return (
      shared(key).every((count) => count >= 2) && parts.every((part) => part === key || mean(key) >= mean(part) + 1)
    );
  });
}

const common = (one: ReadonlySet<string> = new Set(), other: ReadonlySet<string> = new Set()): number =>
  [...one].filter((word) => other.has(word)).length;

export type GiveAway = { item: ItemId; by: ItemId; key: Text };

/**
 * Share of a key's weight that another stem must hold, and that weight in nats: rare words weigh more. Of the pairs in the
 * bank of 2026-11-21 five were above both lines: four whose authors had made them enemies, and one they had missed. Below a
 * weight of 10 the common words of a topic are enough ("the new connections of node B").
 */
const [leastShare, leastWeight] = [0.55, 10];

/** Items whose key stands in the stem of another item of the same topic or gap that is not their enemy (C16). */
export function giveAwaysIn(items: readonly AuthoredItem[]): GiveAway[] {
  const weightOf = weightsIn(items);
  const stems = new Map(
    items.map((item) => [
      item,
      Object.fromEntries(
        locales.map((locale) => [locale, contentWordsIn(`${item.stem[locale]} ${item.assumptions?.[locale] ?? ""}`)]),
      ) as Record<Locale, Set<string>>,
    ]),
  );
  return items.flatMap((item) =>
    keysInWords(item).flatMap((key) => {
      const words = { zh: [...contentWordsIn(key.zh)], en: [...contentWordsIn(key.en)] };
      const isToldBy = (other: AuthoredItem) =>
        locales.every((locale) => {
          const stem = stems.get(other)?.[locale];
          const weigh = (some: readonly string[]) => some.reduce((sum, word) => sum + weightOf(word, locale), 0);
          const told = weigh(words[locale].filter((word) => stem?.has(word)));
          return told >= leastWeight && told >= leastShare * weigh(words[locale]);
        });
      return items
        .filter((other) => other !== item && folderOf(other) === folderOf(item) && !areEnemies(item, other))
        .filter(isToldBy)
        .map((other) => ({ item: item.id, by: other.id, key }));
    }),
  );
}

/** Keys that are sentences of the item alone: not the steps, entries, checks or ticks that are all right. */
const keysInWords = (item: AuthoredItem): Text[] =>
  ["ordering", "matching", "numeric", "estimate", "fill-in", "design-canvas", "open-ended"].includes(item.kind)
    ? []
    : keyTextsOf(item);

/** Whether the author wrote in either of the two that they must not meet: sessions and forms read it both ways. */
const areEnemies = (one: AuthoredItem, other: AuthoredItem): boolean =>
  one.enemies.includes(other.id) || other.enemies.includes(one.id);

const folderOf = ({ id }: AuthoredItem): string => id.slice(0, id.indexOf("."));
