"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import type { Locale } from "@/lib/i18n/locales";
import type { DayPlan } from "@/lib/learner/day-plan";
import type { Catalog } from "@/lib/quiz/catalog";
import { stretchesOf } from "@/lib/schedule/away";
import { dayText, noonOf } from "../dates";
import { PlanDialog } from "../PlanDialog";
import { LeftOut } from "./LeftOut";
import { LaterDays, TodaysSteps } from "./PlanSteps";

type Props = { plan: DayPlan; catalog: Catalog; locale: Locale };

/** What is worth doing until the interview: today in steps, the days after folded, and what does not fit. */
export function PlanAhead({ plan, catalog, locale }: Props) {
  const t = useTranslations("plan");
  const [isOpen, setOpen] = useState(false);
  const { wishes, mode, horizon, today } = plan;
  const { date, minutesADay: minutes } = wishes;
  const day = date === undefined ? "" : dayText(noonOf(date), locale);
  const title =
    mode === "past"
      ? t("head.past", { day })
      : horizon === null
        ? t("head.noDate", { minutes })
        : t("head.until", { days: horizon, minutes });
  return (
    <section aria-labelledby="plan" className="mt-12">
      <header className="plan-head">
        <div>
          <h2 id="plan" className="h3">
            {title}
          </h2>
          <p className="cap num mt-1 text-m">{aboutOf(plan, locale, t)}</p>
        </div>
        <Button onClick={() => setOpen(true)}>{t(horizon === null ? "setDate" : "change")}</Button>
      </header>
      <div className="plan-body">
        <div className="min-w-0">
          <TodaysSteps plan={plan} catalog={catalog} locale={locale} />
          <LaterDays plan={plan} catalog={catalog} locale={locale} />
        </div>
        <LeftOut plan={plan} catalog={catalog} />
      </div>
      <PlanDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        choice={{ date, minutes, away: wishes.away }}
        today={today}
      />
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<"plan">>;

/** Under the title: what the mode means, what is assumed, and the days away that are to come. */
function aboutOf({ mode, wishes, today }: DayPlan, locale: Locale, t: Words): string {
  const text = (day: string) => dayText(noonOf(day), locale);
  const away = stretchesOf(wishes.away)
    .filter(({ to }) => to >= today)
    .map(({ from, to }) => (from === to ? text(from) : t("stretch", { from: text(from), to: text(to) })));
  return [
    mode === "past" ? t("about.past") : mode === "two-days" ? t("about.twoDays") : t("about.replanned"),
    wishes.isChosen ? "" : t("about.assumed", { minutes: wishes.minutesADay }),
    away.length > 0 ? t("about.away", { days: away.join(t("comma")) }) : "",
  ]
    .filter(Boolean)
    .join(t("join"));
}
