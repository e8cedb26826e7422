"use client";
import { useLocale, useTranslations } from "next-intl";
import { clockText } from "@/components/quiz/clock-text";
import { stemText } from "@/components/quiz/stem-text";
import { DataTable } from "@/components/ui/DataTable";
import type { MockAttempt } from "@/lib/learner/state";
import type { Report, ReportItem } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { TimeChart } from "./TimeChart";
import { namesOf, useSpan } from "./words";

type Props = { report: Report; attempt: MockAttempt; catalog: Catalog };

/** Where the minutes went: in whole, by section, by question; and the interruptions as they were. */
export function ReportTime({ report, attempt, catalog }: Props) {
  const t = useTranslations("report.time");
  const locale = useLocale();
  const span = useSpan();
  const { time } = report;
  const inOrder = [...report.items].sort((one, other) => one.place - other.place);
  const timed = inOrder.filter(({ spentMs }) => spentMs !== null);
  const longest = [...timed].sort((one, other) => (other.spentMs ?? 0) - (one.spentMs ?? 0))[0];
  const names = namesOf(attempt.started.body, catalog);
  return (
    <section aria-labelledby="time">
      <h2 id="time" className="h3">
        {t("title")}
      </h2>
      <p className="cap mt-1 mb-4 text-m">{t("about")}</p>
      <figure className="card fig on-surface">
        <p className="mb-5 text-l">
          {time.givenMs === null
            ? t("answerUntimed", { used: span(time.usedMs) })
            : t("answer", { used: span(time.usedMs), given: span(time.givenMs) })}
          {locale === "en" ? " " : null}
          {longest ? (
            <b className="num">
              {t("longest", {
                place: longest.place,
                spent: span(longest.spentMs ?? 0),
                suggested: span(longest.suggestedMs),
              })}
            </b>
          ) : null}
        </p>
        {time.sections.length > 1 ? (
          <ul className="section-times">
            {time.sections.map((section, index) => (
              <li key={section.title}>
                <span>{names.sections[index] ?? section.title}</span>
                {section.givenMs === null ? (
                  <span />
                ) : (
                  <span className="share-row" aria-hidden="true">
                    <i style={{ width: `${Math.min(100, (100 * section.spentMs) / section.givenMs)}%` }} />
                  </span>
                )}
                <span className="num cap">
                  {section.givenMs === null
                    ? clockText(section.spentMs)
                    : `${clockText(section.spentMs)} / ${clockText(section.givenMs)}`}
                </span>
              </li>
            ))}
          </ul>
        ) : null}
        {timed.length > 0 ? (
          <>
            <TimeChart items={inOrder} width={940} className="on-wide" />
            <TimeChart items={inOrder} width={326} className="on-narrow" />
            <figcaption>{t("legend")}</figcaption>
            <details className="mt-4 text-m">
              <summary className="link">{t("numbers")}</summary>
              <div className="mt-3">
                <Numbers items={inOrder} catalog={catalog} />
              </div>
            </details>
          </>
        ) : (
          <p className="text-m text-ink-2">{t("nothing")}</p>
        )}
      </figure>
      {report.interruptions.length > 0 ? (
        <div className="mt-4 grid gap-1 text-m text-ink-2">
          <p>{t("interruptions", { count: report.interruptions.length })}</p>
          <ul className="grid gap-1">
            {report.interruptions.map((gap, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: interruptions have nothing but their order
              <li key={index} className="num">
                {t(`kind.${gap.kind}`, { time: span(gap.ms) })}
                {gap.kind === "clock-back" ? "" : t(`decision.${gap.decision}`)}
              </li>
            ))}
          </ul>
          {time.creditedMs > 0 ? <p className="num">{t("credited", { time: span(time.creditedMs) })}</p> : null}
        </div>
      ) : null}
    </section>
  );
}

function Numbers({ items, catalog }: { items: readonly ReportItem[]; catalog: Catalog }) {
  const t = useTranslations("report.time");
  return (
    <DataTable
      caption={t("table")}
      rows={items}
      rowId={({ item }) => item}
      stack={false}
      columns={[
        { id: "place", label: t("place"), cell: ({ place }) => <span className="num">{place}</span> },
        {
          id: "stem",
          label: t("stem"),
          cell: ({ item, seed }) => {
            const found = catalog.items.find(({ id }) => id === item);
            return found ? stemText(found, seed) : item;
          },
        },
        {
          id: "spent",
          label: t("spent"),
          align: "end",
          cell: ({ spentMs }) => (spentMs === null ? "–" : clockText(spentMs)),
        },
        { id: "suggested", label: t("suggested"), align: "end", cell: ({ suggestedMs }) => clockText(suggestedMs) },
      ]}
    />
  );
}
