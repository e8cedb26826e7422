"use client";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { NextAction, Report } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";

type Props = { report: Report; catalog: Catalog; locale: Locale };

/** At most three things to do now, each opening itself. */
export function ReportNext({ report, catalog, locale }: Props) {
  const t = useTranslations("report.next");
  if (report.next.length === 0) return null;
  return (
    <section aria-labelledby="next">
      <h2 id="next" className="h3">
        {t("title")}
      </h2>
      <p className="cap mt-1 mb-4 text-m">{t("about", { count: report.next.length })}</p>
      <div className="next-acts">
        {report.next.map((action, place) => (
          <Card key={keyOf(action)}>
            <h3 className="h4">{titleOf(action, catalog, t)}</h3>
            <p>{aboutOf(action, report, t)}</p>
            <ButtonLink
              variant={place === 0 ? "primary" : "secondary"}
              icon={action.type === "reread" ? "book" : undefined}
              href={`${localePath(locale, hrefOf(action))}`}
              minutes={t("minutes", { count: action.minutes })}
            >
              {t(`do.${action.type}`)}
            </ButtonLink>
          </Card>
        ))}
      </div>
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<"report.next">>;

const keyOf = (action: NextAction): string =>
  action.type === "practise" ? action.gap : action.type === "reread" ? `${action.topic}#${action.heading}` : action.why;

const hrefOf = (action: NextAction): string => {
  switch (action.type) {
    case "practise":
      return `/practice?set=gap&gap=${action.gap}&n=${action.items}`;
    case "reread":
      return `/topics/${action.topic}#${action.heading}`;
    case "retry":
      return `/practice?set=items&items=${action.items.join(",")}`;
    default:
      return action satisfies never;
  }
};

function titleOf(action: NextAction, catalog: Catalog, t: Words): string {
  switch (action.type) {
    case "practise":
      return t("title-practise", { gap: catalog.gaps.find(({ id }) => id === action.gap)?.title ?? action.gap });
    case "reread": {
      const topic = catalog.topics[action.topic];
      const heading = topic?.headings.find(({ id }) => id === action.heading)?.text;
      return t("title-reread", { heading: heading ?? topic?.title ?? action.topic });
    }
    case "retry":
      return t(`title-retry-${action.why}`, { count: action.items.length });
    default:
      return action satisfies never;
  }
}

function aboutOf(action: NextAction, report: Report, t: Words): string {
  switch (action.type) {
    case "practise": {
      const own = report.gaps.find(({ gap }) => gap === action.gap);
      const lost = own ? Math.round((own.answered - own.earned) * 10) / 10 : 0;
      return lost > 0
        ? t("about-practise-lost", { count: action.items, lost })
        : t("about-practise", { count: action.items });
    }
    case "reread":
      return t("about-reread", { count: action.items.length });
    case "retry":
      return t(`about-retry-${action.why}`);
    default:
      return action satisfies never;
  }
}
