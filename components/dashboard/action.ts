import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { BoardRow } from "@/lib/learner/views";

/** Where a gap's action leads: a practice set of that gap with so many questions. */
export const actionHref = (locale: Locale, { gap, action }: Pick<BoardRow, "gap" | "action">): string =>
  `${localePath(locale, "/practice")}?set=gap&gap=${gap}&n=${Math.max(1, action.items.length)}`;

/** The rows most worth working on, without those that were put aside. */
export const mostWorthClosing = (rows: readonly BoardRow[], count: number): BoardRow[] =>
  rows
    .filter(({ worth }) => worth !== undefined)
    .sort((one, other) => (one.worth ?? 0) - (other.worth ?? 0))
    .slice(0, count);
