"use client";
import { useTranslations } from "next-intl";
import { CertaintyMarks } from "@/components/quiz/CertaintyMarks";
import { DataTable } from "@/components/ui/DataTable";
import { InlineText } from "@/components/ui/InlineText";
import type { Report } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { oneDecimal } from "./Attempts";

type Props = { report: Report; catalog: Catalog };
/** Ideas shown at once. */
const most = 6;

/** What was said of certainty against how it came out, as counts; and the wrong ideas that the answers gave away. */
export function ReportSureness({ report, catalog }: Props) {
  const t = useTranslations("report.sureness");
  const words = useTranslations("quiz.confidence");
  const rated = report.calibration.reduce((sum, { answered }) => sum + answered, 0);
  const sure = report.calibration.find(({ confidence }) => confidence === 3);
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      <section className="card" aria-labelledby="sureness">
        <h2 id="sureness" className="eyebrow text-m">
          {t("question")}
        </h2>
        <p className="mt-1 mb-4 text-l">
          {rated === 0
            ? t("none")
            : sure
              ? t.rich("answer", { n: sure.answered, right: sure.right, b: (chunks) => <b>{chunks}</b> })
              : t("neverSure", { n: rated })}
        </p>
        {rated > 0 ? (
          <DataTable
            caption={t("question")}
            hideCaption
            stack={false}
            rows={[...report.calibration].reverse()}
            rowId={({ confidence }) => String(confidence)}
            columns={[
              { id: "said", label: t("said"), cell: ({ confidence }) => words(`${confidence}`) },
              { id: "n", label: t("n"), align: "end", cell: ({ answered }) => answered },
              { id: "right", label: t("right"), align: "end", cell: ({ right }) => right },
              { id: "partial", label: t("partial"), align: "end", cell: ({ partial }) => partial },
              { id: "wrong", label: t("wrong"), align: "end", cell: ({ wrong }) => wrong },
              { id: "earned", label: t("earned"), align: "end", cell: ({ earned }) => oneDecimal(earned) },
            ]}
          />
        ) : null}
        {rated > 0 ? (
          <div className="mt-4">
            <CertaintyMarks
              answers={report.items.flatMap(({ result, share, confidence }) =>
                result === "open" ? [] : [{ share, ...(confidence !== undefined && { confidence }) }],
              )}
            />
          </div>
        ) : null}
      </section>
      <section className="card" aria-labelledby="ideas">
        <h2 id="ideas" className="eyebrow text-m">
          {t("ideas")}
        </h2>
        {report.misconceptions.length === 0 ? <p className="mt-1 text-l">{t("noIdeas")}</p> : null}
        <Ideas ideas={report.misconceptions.slice(0, most)} report={report} catalog={catalog} />
        {report.misconceptions.length > most ? (
          <details className="mt-3 text-m">
            <summary className="link">{t("more", { count: report.misconceptions.length - most })}</summary>
            <Ideas ideas={report.misconceptions.slice(most)} report={report} catalog={catalog} />
          </details>
        ) : null}
      </section>
    </div>
  );
}

function Ideas({ ideas, report, catalog }: Props & { ideas: Report["misconceptions"] }) {
  const t = useTranslations("report.sureness");
  return (
    <ul className="lines mt-3">
      {ideas.map(({ id, items }) => (
        <li key={id} className="flex justify-between gap-4">
          <span className="text-m">
            <InlineText text={catalog.misconceptions[id]?.text ?? id} />
          </span>
          <span className="cap num shrink-0">
            {t("inQuestions", {
              places: items
                .flatMap((item) => report.items.find((each) => each.item === item)?.place ?? [])
                .sort((one, other) => one - other)
                .join(t("comma")),
            })}
          </span>
        </li>
      ))}
    </ul>
  );
}
