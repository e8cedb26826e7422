"use client";
/** The day's page: one set to do now, the gaps most worth closing, what would tell most, the plan, the load, what went wrong. */
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { mostWorthClosing } from "@/components/dashboard/action";
import { OwnGapDialog } from "@/components/dashboard/OwnGapDialog";
import { Button } from "@/components/ui/Button";
import { FaultBox } from "@/components/ui/FaultBox";
import type { FaultParts } from "@/lib/fault";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import type { DayPlan } from "@/lib/learner/day-plan";
import type { BoardRow, Day as DayView } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import { dayText, longDayText, minutesEast, noonOf } from "./dates";
import { LearnerProvider, useNow } from "./LearnerProvider";
import { useLearner } from "./learner-store";
import { LeftOpen } from "./today/LeftOpen";
import { LoadAhead } from "./today/LoadAhead";
import { PlanAhead } from "./today/PlanAhead";
import { SetForNow } from "./today/SetForNow";
import { WentWrong } from "./today/WentWrong";
import { WorthClosing } from "./today/WorthClosing";
import { useView } from "./useView";

export function Today({ children }: { children: ReactNode }) {
  return (
    <LearnerProvider questions>
      <Day>{children}</Day>
    </LearnerProvider>
  );
}

function Day({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const now = useNow();
  const fault = useLearner((learner) => (learner.status === "failed" ? learner.fault : undefined));
  const catalog = useLearner((learner) => learner.catalog);
  const day = useView("today");
  const rows = useView("board");
  const plan = useView("plan", now === null ? undefined : { east: minutesEast(now) });
  if (!isLocale(locale)) return null;
  if (day?.answers === 0) return <>{children}</>;
  if (fault) return <Unread fault={fault} />;
  if (!day || !rows || !plan || !catalog || now === null) return <Waiting />;
  return <DayOf day={day} rows={rows} plan={plan} catalog={catalog} now={now} locale={locale} />;
}

/** What keeps the log from being read, in place of the day: a page that began anew would look as if all were lost. */
function Unread({ fault: { what, where, mend } }: { fault: FaultParts }) {
  const t = useTranslations("today");
  const ui = useTranslations("ui");
  return (
    <>
      <header className="page-head">
        <h1 className="h1">{t("title")}</h1>
      </header>
      <FaultBox what={what} where={where} mend={mend} labels={{ where: ui("fault.where"), mend: ui("fault.mend") }} />
    </>
  );
}

/** The page has its name while its learner is read. */
function Waiting() {
  const t = useTranslations("today");
  return (
    <>
      <header className="page-head">
        <h1 className="h1">{t("title")}</h1>
      </header>
      <div className="wait min-h-[48rem]" aria-busy="true" />
    </>
  );
}

type Props = {
  day: DayView;
  rows: readonly BoardRow[];
  plan: DayPlan;
  catalog: Catalog;
  now: number;
  locale: Locale;
};

/** A drawing of fewer days says less than the plan above it. */
const leastDrawn = 3;

function DayOf({ day, rows, plan, catalog, now, locale }: Props) {
  const isLong = plan.load.length >= leastDrawn;
  const inSet = plan.set?.parts.find(({ of }) => of === "due")?.items.length ?? 0;
  return (
    <>
      <Head plan={plan} now={now} locale={locale} />
      <div className="halves border-t border-t-ink">
        <SetForNow plan={plan} catalog={catalog} locale={locale} />
        <WorthClosing rows={mostWorthClosing(rows, 5)} locale={locale} />
      </div>
      <div className="day-ways">
        <LeftOpen telling={plan.telling} day={day} catalog={catalog} locale={locale} />
      </div>
      <PlanAhead plan={plan} catalog={catalog} locale={locale} />
      <div className={isLong ? "day-foot" : "day-foot short"}>
        {isLong ? <LoadAhead load={plan.load} waiting={plan.due - inSet} locale={locale} /> : null}
        <WentWrong wrong={day.wrong} catalog={catalog} now={now} locale={locale} />
      </div>
    </>
  );
}

function Head({ plan: { wishes, horizon }, now, locale }: Pick<Props, "plan" | "now" | "locale">) {
  const t = useTranslations("today");
  const [isNoting, setNoting] = useState(false);
  const { date } = wishes;
  return (
    <header className="page-head">
      <div>
        <h1 className="h1">{t("title")}</h1>
        <p className="cap num mt-1.5 text-m">
          {longDayText(now, locale)}
          {horizon !== null && date !== undefined
            ? t("untilInterview", { days: horizon, day: dayText(noonOf(date), locale) })
            : null}
        </p>
      </div>
      <Button icon="plus" onClick={() => setNoting(true)}>
        {t("note")}
      </Button>
      <OwnGapDialog open={isNoting} onClose={() => setNoting(false)} />
    </header>
  );
}
