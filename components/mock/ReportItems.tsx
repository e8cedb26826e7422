"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AnsweredQuestion } from "@/components/quiz/AnsweredQuestion";
import { clockText } from "@/components/quiz/clock-text";
import { Remarked } from "@/components/quiz/Remarked";
import { stemText } from "@/components/quiz/stem-text";
import { Mark } from "@/components/ui/Badge";
import { Icon } from "@/components/ui/Icon";
import { Segmented } from "@/components/ui/Segmented";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Confidence } from "@/lib/learner/events";
import type { MockAttempt } from "@/lib/learner/state";
import type { Credit, Report, ReportItem } from "@/lib/mock/report";
import type { Catalog, Item } from "@/lib/quiz/catalog";

type Props = { report: Report; attempt: MockAttempt; catalog: Catalog; locale: Locale };

/** What an answer is worth today: a corrected question has no more to teach to those who were right. */
const creditNow = (line: ReportItem): Credit => line.today ?? line;
const isWorthLearning = (line: ReportItem): boolean => creditNow(line).result !== "right" || line.confidence === 1;
const filters = {
  worth: isWorthLearning,
  all: () => true,
  right: (line: ReportItem) => creditNow(line).result === "right",
} as const;
type Filter = keyof typeof filters;
const filterNames = ["worth", "all", "right"] as const satisfies readonly Filter[];

/** The questions, what there is to learn first; each opens to the answer, the key, the reasons and the passage. */
export function ReportItems({ report, attempt, catalog, locale }: Props) {
  const t = useTranslations("report.items");
  const worth = report.items.filter(isWorthLearning).length;
  const [filter, setFilter] = useState<Filter>(worth > 0 ? "worth" : "all");
  const shown = report.items.filter(filters[filter]);
  return (
    <section aria-labelledby="items">
      <h2 id="items" className="h3">
        {t("title")}
      </h2>
      <p className="cap mt-1 mb-4 text-m">{t("about")}</p>
      <div className="no-print mb-3.5">
        <Segmented
          legend={t("filter")}
          options={filterNames.map((name) => ({
            value: name,
            label: t(`show.${name}`, { count: report.items.filter(filters[name]).length }),
          }))}
          value={filter}
          onChange={setFilter}
        />
      </div>
      {shown.length === 0 ? <p className="text-m text-ink-2">{t("none")}</p> : null}
      <ol className="review">
        {shown.map((each) => (
          <Line key={each.item} line={each} attempt={attempt} catalog={catalog} locale={locale} />
        ))}
      </ol>
      {report.withdrawn.length > 0 ? (
        <p className="cap mt-3">{t("withdrawn", { count: report.withdrawn.length })}</p>
      ) : null}
    </section>
  );
}

type LineProps = { line: ReportItem; attempt: MockAttempt; catalog: Catalog; locale: Locale };

function Line({ line, attempt, catalog, locale }: LineProps) {
  const t = useTranslations("report.items");
  const now = useTranslations("report.today");
  const [isOpen, setOpen] = useState(false);
  const item = catalog.items.find(({ id }) => id === line.item);
  if (!item) return null;
  const gaps = line.gaps.flatMap((id) => catalog.gaps.find((gap) => gap.id === id) ?? []);
  return (
    <li data-item={line.item} data-result={line.result}>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="no num">{line.place}</span>
          <span>{stemText(item, line.seed)}</span>
          <span className="st">
            <Outcome credit={line} confidence={line.confidence} />
            {line.today ? (
              <span className="cap mt-0.5 flex flex-wrap gap-x-1 whitespace-nowrap" data-today={line.today.result}>
                <span>{now("item")}</span>
                <Outcome credit={line.today} confidence={line.confidence} />
              </span>
            ) : null}
          </span>
          <span className="cap gap">{gaps.map(({ number, title }) => `${number} ${title}`).join(t("comma"))}</span>
          <span className="cap num tm">
            {line.spentMs === null ? "–" : clockText(line.spentMs)} / {clockText(line.suggestedMs)}
          </span>
          <Icon name="chevron-right" className="turn" />
        </summary>
        {isOpen ? (
          <div className="body">
            {line.today?.score && line.score ? (
              <Remarked
                was={line.score}
                now={line.today.score}
                revision={{ from: revisionIn(attempt, item), to: item.revision }}
              />
            ) : null}
            <AnsweredQuestion item={item} answered={answeredOf(line, item, attempt)} catalog={catalog} />
            {line.topic === null && gaps[0] ? (
              <p className="mt-3 text-m">
                <TextLink href={localePath(locale, `/gaps/${gaps[0].id}`)}>
                  {t("readGap", { gap: gaps[0].title })}
                </TextLink>
              </p>
            ) : null}
          </div>
        ) : null}
      </details>
    </li>
  );
}

const revisionIn = (attempt: MockAttempt, item: Item): number =>
  attempt.started.body.form.find((asked) => asked.item === item.id)?.revision ?? item.revision;

/** The reasons are today's; so are the marks, where the answer was marked again. */
const answeredOf = (line: ReportItem, item: Item, attempt: MockAttempt) => {
  const { response, seed, confidence } = line;
  const { score } = creditNow(line);
  const revision = line.today ? item.revision : revisionIn(attempt, item);
  return { response, seed, confidence, session: attempt.id, revision, ...(score && { score }) };
};

function Outcome({ credit: { result, share }, confidence }: { credit: Credit; confidence: Confidence | undefined }) {
  const t = useTranslations("report.items.outcome");
  switch (result) {
    case "wrong":
      return (
        <Mark tone="bad" icon="x">
          {t(confidence === 3 ? "sureWrong" : "wrong")}
        </Mark>
      );
    case "partial":
      return (
        <Mark tone="warn" icon="form">
          {t("partial", { share: Math.round(share * 100) })}
        </Mark>
      );
    case "open":
      return (
        <Mark tone="hint" icon="none">
          {t("open")}
        </Mark>
      );
    case "right":
      return confidence === 1 ? (
        <Mark tone="warn" icon="maybe">
          {t("unsureRight")}
        </Mark>
      ) : (
        <Mark tone="good" icon="check">
          {t("right")}
        </Mark>
      );
    default:
      return result satisfies never;
  }
}
