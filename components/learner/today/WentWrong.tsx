"use client";
import { useTranslations } from "next-intl";
import { stemText } from "@/components/quiz/stem-text";
import { Card } from "@/components/ui/Card";
import { Icon } from "@/components/ui/Icon";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Day } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import { daysUntil } from "../dates";

type Props = { wrong: Day["wrong"]; catalog: Catalog; now: number; locale: Locale };

/** What was not right lately, where it is explained, and when it comes again. */
export function WentWrong({ wrong, catalog, now, locale }: Props) {
  const t = useTranslations("today");
  return (
    <Card as="section">
      <div className="card-head">
        <h2 className="h4">{t("wrong")}</h2>
        {wrong.total > 0 ? (
          <TextLink
            className="text-m"
            href={`${localePath(locale, "/practice")}?set=wrong&n=${Math.min(20, wrong.total)}`}
          >
            {t("practiseWrong", { count: Math.min(20, wrong.total) })}
          </TextLink>
        ) : null}
      </div>
      {wrong.total === 0 ? <p className="text-m text-ink-2">{t("noneWrong")}</p> : null}
      <ul className="lines">
        {wrong.rows.map(({ item: id, share, seed, returnsAt }) => {
          const item = catalog.items.find((each) => each.id === id);
          const heading = item?.topic && item.heading ? `/topics/${item.topic}#${item.heading}` : undefined;
          return item ? (
            <li key={id} className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 text-m leading-6">
              <span className={`mt-1 ${share > 0 ? "text-warn" : "text-bad"}`}>
                <Icon name={share > 0 ? "form" : "x"} />
                <span className="sr">{t(share > 0 ? "partly" : "notRight")}</span>
              </span>
              {heading ? (
                <TextLink className="clip-2 text-ink" href={localePath(locale, heading)}>
                  {stemText(item, seed)}
                </TextLink>
              ) : (
                <span className="clip-2">{stemText(item, seed)}</span>
              )}
              <span className="cap num leading-6 whitespace-nowrap">
                {returnsAt === undefined ? "" : t("back", { days: Math.max(0, daysUntil(returnsAt, now)) })}
              </span>
            </li>
          ) : null;
        })}
      </ul>
    </Card>
  );
}
