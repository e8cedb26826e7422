/** Questions that ask the same in nearly the same words, over the whole bank and in both languages (C26). */
import { type Locale, locales } from "../i18n/locales";
import type { ItemId } from "../ids";
import { keyTextsOf } from "./item-parts";
import type { AuthoredItem } from "./schema";

export type Likeness = { one: ItemId; other: ItemId; share: Record<Locale, number> };

/** Characters in a shingle: about a word and a half in either language. */
const shingleLength = { zh: 3, en: 6 };

/**
 * Share of shingles (Jaccard), the smaller of both languages, from which two items are one. Measured on 2026-11-21 over the
 * 34,453 pairs of 263 items: median 0.00, 99.9th percentile 0.09, greatest 0.19, two orderings over the Raft log that ask
 * different things. A copy of each item with all digits and five of the field's words changed: median 0.85, one of 263
 * below this line.
 */
const alike = 0.3;

/** Pairs that are alike in both languages, the most alike first. */
export function nearDuplicatesIn(items: readonly AuthoredItem[], least = alike): Likeness[] {
  const shares = locales.map((locale) => sharesIn(items, locale, least));
  const [zh, en] = [shares[0] ?? new Map<string, number>(), shares[1] ?? new Map<string, number>()];
  return [...zh]
    .flatMap(([pair, share]): Likeness[] => {
      const [one, other] = pair.split(" ").map((at) => items[Number(at)]);
      const inEnglish = en.get(pair);
      return one && other && inEnglish !== undefined
        ? [{ one: one.id, other: other.id, share: { zh: share, en: inEnglish } }]
        : [];
    })
    .sort((a, b) => Math.min(b.share.zh, b.share.en) - Math.min(a.share.zh, a.share.en));
}

/**
 * Jaccard of each pair that reaches `least`, by the places of both in the list. Counted over postings of shingles, so that
 * pairs without a common shingle, nearly all, cost nothing.
 */
function sharesIn(items: readonly AuthoredItem[], locale: Locale, least: number): Map<string, number> {
  const sets = items.map((item) => shinglesOf(item, locale));
  const postings = new Map<string, number[]>();
  const found = new Map<string, number>();
  sets.forEach((set, at) => {
    const shared = new Map<number, number>();
    for (const shingle of set) {
      const earlier = postings.get(shingle);
      if (!earlier) {
        postings.set(shingle, [at]);
        continue;
      }
      for (const other of earlier) shared.set(other, (shared.get(other) ?? 0) + 1);
      earlier.push(at);
    }
    for (const [other, count] of shared) {
      const share = count / (set.size + (sets[other]?.size ?? 0) - count);
      if (share >= least) found.set(`${other} ${at}`, share);
    }
  });
  return found;
}

/** The stem and all that is right, without signs; in Chinese without spaces too. A listing is no part: code is alike. */
function shinglesOf(item: AuthoredItem, locale: Locale): Set<string> {
  const text = [item.stem, ...keyTextsOf(item)].map((each) => each[locale]).join(" ");
  const bare = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, locale === "zh" ? "" : " ");
  const characters = [...bare.trim()];
  const length = shingleLength[locale];
  return new Set(
    Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, at) =>
      characters.slice(at, at + length).join(""),
    ),
  );
}
