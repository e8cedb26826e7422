"use client";
import { useTranslations } from "next-intl";
import { GapAction } from "@/components/dashboard/GapAction";
import { GapStateMark } from "@/components/dashboard/GapStateMark";
import { ReadingBar } from "@/components/dashboard/ReadingBar";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { BoardRow } from "@/lib/learner/views";
import { dayText } from "../dates";

/** The gaps most worth working on, each with its reading and one action. */
export function WorthClosing({ rows, locale }: { rows: readonly BoardRow[]; locale: Locale }) {
  const t = useTranslations("today");
  const board = useTranslations("dashboard");
  return (
    <section aria-labelledby="worth">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="worth" className="eyebrow text-m">
          {t("worth")}
        </h2>
        <TextLink className="text-m" href={localePath(locale, "/dashboard")}>
          {t("allSeven")}
        </TextLink>
      </div>
      <ul className="lines mt-3">
        {rows.map((row) => (
          <li key={row.gap} className="worth-row">
            <span className="min-w-0">
              <a
                className="block text-l font-semibold text-ink"
                href={`${localePath(locale, "/dashboard")}#${row.gap}`}
              >
                {row.title}
              </a>
              <span className="cap num">
                {row.n === 0
                  ? board("noEvidence")
                  : board("evidenceLine", { count: row.n, last: row.last === null ? "" : dayText(row.last, locale) })}
              </span>
            </span>
            <span className="bar">
              <ReadingBar reading={row} />
            </span>
            <GapStateMark of={row} />
            <GapAction row={row} />
          </li>
        ))}
      </ul>
    </section>
  );
}
