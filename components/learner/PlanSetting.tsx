"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { stretchesOf } from "@/lib/schedule/away";
import { localDay } from "@/lib/schedule/local-day";
import { wishesOf } from "@/lib/schedule/plan";
import { dayText, minutesEast, noonOf } from "./dates";
import { LearnerProvider, useNow } from "./LearnerProvider";
import { PlanDialog } from "./PlanDialog";
import { useView } from "./useView";

/** The learner's wishes for the plan, as the settings show and change them. */
export function PlanSetting() {
  return (
    <LearnerProvider>
      <Wishes />
    </LearnerProvider>
  );
}

function Wishes() {
  const t = useTranslations("plan");
  const locale = useLocale();
  const now = useNow();
  const standing = useView("standing");
  const [isOpen, setOpen] = useState(false);
  if (!isLocale(locale)) return null;
  if (!standing || now === null) return <div className="wait min-h-24 min-w-64" aria-busy="true" />;
  const east = minutesEast(now);
  const today = localDay(now, east);
  const { date, minutesADay: minutes, away = "" } = wishesOf(standing.settings, now, east);
  const text = (day: string) => dayText(noonOf(day), locale);
  const stretches = stretchesOf(away)
    .filter(({ to }) => to >= today)
    .map(({ from, to }) => (from === to ? text(from) : t("stretch", { from: text(from), to: text(to) })));
  return (
    <div className="grid justify-items-start gap-3 sm:justify-items-end">
      <dl className="plan-facts num">
        <dt>{t("setting.date")}</dt>
        <dd>
          {date === undefined
            ? t("setting.noDate")
            : date < today
              ? t("setting.past", { day: text(date) })
              : text(date)}
        </dd>
        <dt>{t("setting.minutes")}</dt>
        <dd>{t("minutes", { minutes })}</dd>
        <dt>{t("setting.away")}</dt>
        <dd>{stretches.length === 0 ? t("setting.noAway") : stretches.join(t("comma"))}</dd>
      </dl>
      <Button onClick={() => setOpen(true)}>{t("setting.action")}</Button>
      <PlanDialog open={isOpen} onClose={() => setOpen(false)} choice={{ date, minutes, away }} today={today} />
    </div>
  );
}
