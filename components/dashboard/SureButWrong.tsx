"use client";
import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { stemText } from "@/components/quiz/stem-text";
import { Card } from "@/components/ui/Card";
import { isLocale } from "@/lib/i18n/locales";
import { sureButWrong } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";

type Props = { state: LearnerState; catalog: Catalog; open: (evidence: EvidenceOf) => void };
const most = 4;

/** Wrong answers given as sure: the errors most worth mending. Those answered right since are left out. */
export function SureButWrong({ state, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const rows = sureButWrong(state).filter(({ isMended }) => !isMended);
  return (
    <Card as="section">
      <div className="card-head">
        <h2 className="h4">{t("sure.title")}</h2>
        {rows.length > most ? (
          <button
            type="button"
            className="link text-m"
            onClick={() =>
              open({ title: t("sure.title"), of: { everything: true }, only: rows.map(({ event }) => event.id) })
            }
          >
            {t("sure.all", { count: rows.length })}
          </button>
        ) : null}
      </div>
      {rows.length === 0 ? <p className="text-m text-ink-2">{t("sure.none")}</p> : null}
      <ul className="lines">
        {rows.slice(0, most).map(({ event, at, misconceptions }) => {
          const item = catalog.items.find(({ id }) => id === event.body.item);
          const idea = misconceptions[0] && catalog.misconceptions[misconceptions[0]];
          return item ? (
            <li key={event.id} className="sure-row">
              <span className="cap num">{dayText(at, locale)}</span>
              <span className="text-m">{stemText(item, event.body.seed)}</span>
              <button
                type="button"
                className="link text-m"
                onClick={() => open({ title: t("oneAnswer"), of: { everything: true }, only: [event.id] })}
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
