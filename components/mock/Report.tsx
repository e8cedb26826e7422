"use client";
/** The report that the address names: `?attempt=<id>`. All its numbers are `reportOf` the attempt and the catalog. */
import { useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { timeText } from "@/components/learner/dates";
import { useLearner } from "@/components/learner/learner-store";
import { NotSaved } from "@/components/quiz/SaveLine";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Empty } from "@/components/ui/Empty";
import { FaultBox } from "@/components/ui/FaultBox";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { AttemptId } from "@/lib/ids";
import type { MockAttempt } from "@/lib/learner/state";
import type { Sittings } from "@/lib/learner/views";
import { judgedIn, type Report as Outcome, reportOf } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { useAttempt } from "./attempts";
import { ReportItems } from "./ReportItems";
import { ReportNext } from "./ReportNext";
import { ReportShares } from "./ReportShares";
import { ReportSureness } from "./ReportSureness";
import { ReportTime } from "./ReportTime";
import { ReportVerdict } from "./ReportVerdict";
import { namesOf, useSpan } from "./words";

export function Report() {
  const t = useTranslations("report");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const id = useSearchParams().get("attempt") as AttemptId | null;
  const sittings = useAttempt(id);
  const catalog = useLearner((learner) => learner.catalog);
  const fault = useLearner((learner) => (learner.status === "failed" ? learner.fault : undefined));
  if (!isLocale(locale)) return null;
  if (fault)
    return (
      <Shell title={t("title")}>
        <FaultBox {...fault} labels={{ where: ui("fault.where"), mend: ui("fault.mend") }} />
      </Shell>
    );
  if (!sittings || !catalog) return <ReportWait />;

  const attempt = id === null ? undefined : sittings.mocks.get(id);
  const why = !attempt
    ? "unknown"
    : !attempt.handedIn
      ? "running"
      : attempt.handedIn.body.reason === "abandoned"
        ? "abandoned"
        : undefined;
  if (!attempt || why)
    return (
      <Shell title={t("title")}>
        <Empty
          action={
            why === "running" ? (
              <ButtonLink variant="primary" href={`${localePath(locale, "/mock/run")}?attempt=${id}`}>
                {t("toRun")}
              </ButtonLink>
            ) : (
              <ButtonLink variant="primary" href={localePath(locale, "/mock")}>
                {t("toSetup")}
              </ButtonLink>
            )
          }
        >
          {t(`missing.${why ?? "unknown"}`)}
        </Empty>
      </Shell>
    );
  return <Ready attempt={attempt} sittings={sittings} catalog={catalog} locale={locale} />;
}

export function ReportWait() {
  const t = useTranslations("report");
  return (
    <Shell title={t("title")}>
      <div className="wait min-h-[40rem]" aria-busy="true">
        <p className="p-6 text-m text-ink-2">{t("loading")}</p>
      </div>
    </Shell>
  );
}

function Shell({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <header className="page-head">
        <h1 className="h1">{title}</h1>
      </header>
      {children}
    </>
  );
}

type ReadyProps = { attempt: MockAttempt; catalog: Catalog; locale: Locale };

function Ready({ attempt, sittings, catalog, locale }: ReadyProps & { sittings: Sittings }) {
  const report = useMemo(() => reportOf(attempt, catalog, judgedIn(sittings, attempt)), [attempt, catalog, sittings]);
  return (
    <div className="report" data-report={attempt.id}>
      <NotSaved />
      <Head report={report} attempt={attempt} catalog={catalog} locale={locale} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-14">
        <ReportVerdict report={report} catalog={catalog} />
        <ReportNext report={report} catalog={catalog} locale={locale} />
        <ReportShares report={report} catalog={catalog} locale={locale} />
        <ReportTime report={report} attempt={attempt} catalog={catalog} />
        <ReportSureness report={report} catalog={catalog} />
        <ReportItems report={report} attempt={attempt} catalog={catalog} locale={locale} />
      </div>
    </div>
  );
}

/** When, how long, and what else belongs to the result: extra time and interruptions, said without judging. */
function Head({ report, attempt, catalog, locale }: ReadyProps & { report: Outcome }) {
  const t = useTranslations("report");
  const span = useSpan();
  const { time, interruptions } = report;
  const day = new Intl.DateTimeFormat(locale, { year: "numeric", month: "short", day: "numeric" });
  const facts = [
    `${day.format(report.startedAt)} ${timeText(report.startedAt, locale)}`,
    time.givenMs === null
      ? t("usedUntimed", { used: span(time.usedMs) })
      : t("used", { used: span(time.usedMs), given: span(time.givenMs) }),
    t(time.givenMs === null ? "extra.untimed" : time.extraFactor === 1 ? "extra.none" : "extra.some", {
      factor: time.extraFactor,
    }),
    ...(report.reason === "deadline" ? [t("atDeadline")] : []),
    interruptions.length === 0 ? t("uninterrupted") : t("interrupted", { count: interruptions.length }),
  ];
  return (
    <header className="page-head">
      <div>
        <p className="eyebrow">{t("title")}</p>
        <h1 className="h1 mt-1">{namesOf(attempt.started.body, catalog).title}</h1>
        <p className="cap num mt-1.5 text-m">{facts.join(t("comma"))}</p>
      </div>
      <div className="no-print flex flex-wrap gap-2">
        <Button onClick={() => window.print()}>{t("print")}</Button>
        <ButtonLink href={`${localePath(locale, "/mock")}?preset=${report.preset}`}>{t("again")}</ButtonLink>
      </div>
    </header>
  );
}
