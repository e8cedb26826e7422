import type { Locale } from "../lib/i18n/locales";
import type { Catalog } from "../lib/quiz/catalog";
import { type QuestionTexts, withTexts } from "../lib/quiz/texts";

type Get = (path: string) => Promise<{ json(): Promise<unknown> }>;

/** The catalog as a running site serves it, in its two files. */
export async function servedCatalog(get: Get, locale: Locale): Promise<Catalog> {
  const [index, texts] = await Promise.all(
    ["catalog", "questions"].map(async (name) => (await get(`/${locale}/${name}.json`)).json()),
  );
  return withTexts(index as Catalog, texts as QuestionTexts);
}
