"use client";
import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { stemText } from "@/components/quiz/stem-text";
import { Card } from "@/components/ui/Card";
import { isLocale } from "@/lib/i18n/locales";
import type { ValueOf } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";

type Props = { sure: ValueOf<"sureButWrong">; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** Wrong answers given as sure: the errors most worth mending. Those answered right since are left out. */
export function SureButWrong({ sure: { total, rows }, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  return (
    <Card as="section" className="no-print">
      <div className="card-head">
        <h2 className="h4">{t("sure.title")}</h2>
        {total > rows.length ? (
          <button
            type="button"
            className="link text-m"
            onClick={() => open({ title: t("sure.title"), of: { everything: true }, only: { sureButWrong: true } })}
          >
            {t("sure.all", { count: total })}
          </button>
        ) : null}
      </div>
      {rows.length === 0 ? <p className="text-m text-ink-2">{t("sure.none")}</p> : null}
      <ul className="lines">
        {rows.map(({ event, at, misconceptions }) => {
          const item = catalog.items.find(({ id }) => id === event.body.item);
          const idea = misconceptions[0] && catalog.misconceptions[misconceptions[0]];
          return item ? (
            <li key={event.id} className="sure-row">
              <span className="cap num">{dayText(at, locale)}</span>
              <span className="text-m">{stemText(item, event.body.seed)}</span>
              <button
                type="button"
                className="link text-m"
                onClick={() => open({ title: t("oneAnswer"), of: { everything: true }, only: { answers: [event.id] } })}
              >
                {t("openAnswer")}
              </button>
              {idea ? <span className="idea">{t("sure.idea", { text: idea.text.replaceAll("`", "") })}</span> : null}
            </li>
          ) : null;
        })}
      </ul>
    </Card>
  );
}
