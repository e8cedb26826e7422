"use client";
import { useTranslations } from "next-intl";
import type { CSSProperties } from "react";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/DataTable";
import type { Locale } from "@/lib/i18n/locales";
import type { LoadDay } from "@/lib/learner/day-plan";
import { dayText, noonOf, weekdayText } from "../dates";

type Props = {
  load: readonly LoadDay[];
  /** Due reviews that today's set does not hold. */
  waiting: number;
  locale: Locale;
};

/** How many questions the next two weeks ask for: a sentence, a drawing, and the numbers. */
export function LoadAhead({ load, waiting, locale }: Props) {
  const t = useTranslations("today.load");
  const counts = load.map(({ reviews, fresh }) => reviews + fresh);
  const most = Math.max(...counts, 1);
  const later = load.slice(1).map((day, index) => ({ ...day, count: counts[index + 1] ?? 0 }));
  const peak = later.reduce((top, day) => (day.count > top.count ? day : top), later[0] ?? { day: "", count: 0 });
  const here = load.filter(({ isAway }) => !isAway);
  const mean = (of: (day: LoadDay) => number) =>
    here.length === 0 ? 0 : Math.round(here.reduce((sum, day) => sum + of(day), 0) / here.length);
  return (
    <Card as="section" aria-labelledby="load">
      <h2 id="load" className="eyebrow text-m">
        {t("question")}
      </h2>
      <p className="mt-1 mb-4 text-l">
        {t.rich(peak.count > 0 ? "answer" : "answerFlat", {
          mean: mean(({ reviews, fresh }) => reviews + fresh),
          minutes: mean(({ minutes }) => minutes),
          day: peak.day ? dayText(noonOf(peak.day), locale) : "",
          count: peak.count,
          b: (words) => <b>{words}</b>,
        })}
        {waiting > 0 ? t("waiting", { count: waiting }) : null}
      </p>
      <div
        className="load-days"
        role="img"
        aria-label={t("drawing", { most: Math.max(...counts), least: Math.min(...counts) })}
      >
        {load.map(({ day, reviews, fresh, isAway }, index) => (
          <div key={day} className={index === 0 ? "now" : undefined}>
            {isAway ? (
              <i className="away" />
            ) : (
              <>
                <b className="num">{reviews + fresh || ""}</b>
                <i className="new" style={{ "--part": fresh / most } as CSSProperties} />
                <i style={{ "--part": reviews / most } as CSSProperties} />
              </>
            )}
          </div>
        ))}
      </div>
      <div className="load-names num" aria-hidden="true">
        {load.map(({ day }, index) => (
          <span key={day} className={index === 0 ? "now" : undefined}>
            {Number(day.slice(8))}
          </span>
        ))}
      </div>
      <p className="load-key" aria-hidden="true">
        <span>
          <i />
          {t("due")}
        </span>
        <span>
          <i className="new" />
          {t("planned")}
        </span>
        {load.some(({ isAway }) => isAway) ? (
          <span>
            <i className="away" />
            {t("away")}
          </span>
        ) : null}
      </p>
      <details className="mt-3 text-m">
        <summary className="link">{t("numbers")}</summary>
        <div className="mt-3">
          <DataTable
            caption={t("question")}
            hideCaption
            stack={false}
            rows={load}
            rowId={({ day }) => day}
            columns={[
              { id: "day", label: t("day"), cell: ({ day }) => weekdayText(day, locale) },
              { id: "falls", label: t("falls"), align: "end", cell: ({ falls }) => falls },
              { id: "reviews", label: t("due"), align: "end", cell: ({ reviews }) => reviews },
              { id: "fresh", label: t("planned"), align: "end", cell: ({ fresh }) => fresh },
              {
                id: "minutes",
                label: t("minutes"),
                align: "end",
                cell: ({ minutes, isAway }) => (isAway ? t("away") : minutes),
              },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}
