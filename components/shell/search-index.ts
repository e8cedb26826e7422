"use client";

import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { SearchDocument } from "@/lib/search/build";
import type { Search } from "@/lib/search/query";

const loading = new Map<Locale, Promise<Search>>();

/**
 * The search of one language, fetched and indexed on first use and kept for the visit. A failed fetch is not kept, so
 * that the next keystroke tries again.
 * @throws when the index cannot be fetched
 */
export function loadSearch(locale: Locale): Promise<Search> {
  const known = loading.get(locale);
  if (known) return known;
  const made = fetchSearch(locale);
  loading.set(locale, made);
  made.catch(() => loading.delete(locale));
  return made;
}

async function fetchSearch(locale: Locale): Promise<Search> {
  const [{ createSearch }, answer] = await Promise.all([
    import("@/lib/search/query"),
    fetch(localePath(locale, "/search.json")),
  ]);
  if (!answer.ok) throw new Error(`search.json: ${answer.status}`);
  const documents: SearchDocument[] = await answer.json();
  return createSearch(documents);
}
