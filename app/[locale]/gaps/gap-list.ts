import { currentContent, writtenGaps } from "@/lib/content/pages";
import type { Locale } from "@/lib/i18n/locales";
import type { GapId } from "@/lib/ids";

export type GapSummary = { id: GapId; number: number; title: string; judgement: string; hasPage: boolean };

/** The seven gaps in the order of the notes, as the notes judge their reader. */
export function gapList(locale: Locale): GapSummary[] {
  const withPage = new Set(writtenGaps());
  return currentContent().gaps.value.map(({ id, number, title, judgement }) => ({
    id,
    number,
    title: title[locale],
    judgement: judgement[locale],
    hasPage: withPage.has(id),
  }));
}
