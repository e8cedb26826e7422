/** The content of this checkout, read once for all tests of a worker: reading it takes longer than most of them. */
import { catalogOf } from "../lib/content/catalog";
import { type Content, loadContent } from "../lib/content/load";
import type { Locale } from "../lib/i18n/locales";
import type { Catalog } from "../lib/quiz/catalog";

let content: Content | undefined;
const catalogs = new Map<Locale, Catalog>();

/** Not to be changed: others read it too. */
export function authoredContent(): Content {
  content ??= loadContent("content");
  return content;
}

/** Not to be changed: others read it too. */
export function authoredCatalog(locale: Locale): Catalog {
  const known = catalogs.get(locale) ?? catalogOf(authoredContent(), locale);
  catalogs.set(locale, known);
  return known;
}
