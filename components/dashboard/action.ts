import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { GapRow } from "@/lib/learner/select";

/** Where a gap's action leads: a practice set of that gap with so many questions. */
export const actionHref = (locale: Locale, { gap, action }: Pick<GapRow, "gap" | "action">): string =>
  `${localePath(locale, "/practice")}?set=gap&gap=${gap}&n=${Math.max(1, action.items.length)}`;
