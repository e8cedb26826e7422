"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/ui/DataTable";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Report, Tally } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { oneDecimal } from "./Attempts";
import { percent } from "./ReportVerdict";

type Props = { report: Report; catalog: Catalog; locale: Locale };
type Row = Tally & { id: string; title: ReactNode };

/** Credit by gap and by topic, with how few questions each rests on. */
export function ReportShares({ report, catalog, locale }: Props) {
  const t = useTranslations("report.shares");
  const gaps = report.gaps.map(({ gap, ...tally }): Row => {
    const entry = catalog.gaps.find(({ id }) => id === gap);
    return {
      ...tally,
      id: gap,
      title: (
        <TextLink href={localePath(locale, `/gaps/${gap}`)}>
          <span className="num">{entry?.number}</span> {entry?.title ?? gap}
        </TextLink>
      ),
    };
  });
  const topics = report.topics.map(({ topic, ...tally }): Row => {
    if (topic === null) return { ...tally, id: "gaps", title: t("noTopic") };
    const entry = catalog.topics[topic];
    const title = entry?.title ?? topic;
    return {
      ...tally,
      id: topic,
      title:
        entry?.state === "written" ? <TextLink href={localePath(locale, `/topics/${topic}`)}>{title}</TextLink> : title,
    };
  });
  return (
    <section aria-labelledby="shares">
      <h2 id="shares" className="h3">
        {t("title")}
      </h2>
      <p className="cap mt-1 mb-4 text-m">{t("about")}</p>
      <div className="grid gap-6 lg:grid-cols-2">
        <Shares caption={t("byGap")} head={t("gap")} rows={gaps} />
        <Shares caption={t("byTopic")} head={t("topic")} rows={topics} />
      </div>
    </section>
  );
}

function Shares({ caption, head, rows }: { caption: string; head: string; rows: readonly Row[] }) {
  const t = useTranslations("report.shares");
  return (
    <div className="card shares">
      <DataTable
        caption={caption}
        rows={rows}
        rowId={({ id }) => id}
        stack={false}
        columns={[
          { id: "what", label: head, cell: ({ title }) => title },
          {
            id: "share",
            label: t("share"),
            cell: ({ answeredShare }) =>
              answeredShare === null ? (
                <span className="share-row none" role="img" aria-label={t("open")} />
              ) : (
                <span className="share-row" aria-hidden="true">
                  <i style={{ width: `${percent(answeredShare)}%` }} />
                </span>
              ),
          },
          {
            id: "credit",
            label: t("credit"),
            align: "end",
            cell: ({ earned, answered }) =>
              answered === 0 ? t("open") : t("creditValue", { earned: oneDecimal(earned), n: answered }),
          },
          {
            id: "open",
            label: t("openColumn"),
            align: "end",
            cell: ({ items, answered }) => (items === answered ? "–" : items - answered),
          },
        ]}
      />
    </div>
  );
}
