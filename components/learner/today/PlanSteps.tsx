"use client";
import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/TextLink";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { DayPlan, LaterDay, LaterStep } from "@/lib/learner/day-plan";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Step } from "@/lib/schedule/plan";
import { weekdayText } from "../dates";

type Props = { plan: DayPlan; catalog: Catalog; locale: Locale };
type Words = ReturnType<typeof useTranslations<"plan">>;

/** Today: the set above as one step, then what else the day holds, each with its minutes and why. */
export function TodaysSteps({ plan, catalog, locale }: Props) {
  const t = useTranslations("plan");
  const { set, steps, isAway, spent } = plan;
  const isSetPlanned = set !== null && !isAway && spent < plan.wishes.minutesADay - 1;
  const minutes = steps.reduce((sum, step) => sum + step.minutes, isSetPlanned ? set.minutes : 0);
  return (
    <>
      <div className="card-head">
        <h3 className="h4">{t("today")}</h3>
        <span className="cap num">
          {[
            minutes > 0 ? t("todayMinutes", { minutes }) : "",
            spent >= 1 ? t("spent", { minutes: Math.round(spent) }) : "",
          ]
            .filter(Boolean)
            .join(t("join"))}
        </span>
      </div>
      {!isSetPlanned && steps.length === 0 ? (
        <p className="text-l text-ink-2">{t(isAway ? "todayAway" : spent >= 1 ? "todayDone" : "todayFree")}</p>
      ) : null}
      <ol className="plan-steps">
        {isSetPlanned ? (
          <li>
            <span className="num">{t("minutes", { minutes: set.minutes })}</span>
            <span>
              <TextLink className="title" href={`${localePath(locale, "/practice")}?set=today`}>
                {t("step.set", { count: set.items.length })}
              </TextLink>
              <span className="cap">{t(plan.mode === "two-days" ? "why.lastSet" : "why.set")}</span>
            </span>
          </li>
        ) : null}
        {steps.map((step) => (
          <li key={keyOf(step)}>
            <span className="num">{t("minutes", { minutes: step.minutes })}</span>
            <span>
              <TextLink className="title" href={hrefOf(step, locale)}>
                {titleOf({ ...step, count: "items" in step ? step.items.length : 0 }, catalog, t)}
              </TextLink>
              <span className="cap">{whyOf(step, catalog, t)}</span>
            </span>
            <span className="cap gain">{t(`gain.${step.gain}`)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The days after today, folded: they change with every answer. */
export function LaterDays({ plan: { later }, catalog, locale }: Props) {
  const t = useTranslations("plan");
  if (later.length === 0) return null;
  return (
    <details className="plan-later">
      <summary className="link">{t("later", { count: later.length })}</summary>
      <ol className="mt-2">
        {later.map((day) => (
          <li key={day.day}>
            <span className="num">{weekdayText(day.day, locale)}</span>
            <span>{day.isAway ? t("away") : shortly(day, catalog, t) || t("free")}</span>
            <span className="num">{day.minutes > 0 ? t("minutes", { minutes: day.minutes }) : ""}</span>
          </li>
        ))}
      </ol>
      <p className="cap mt-2">{t("laterAbout")}</p>
    </details>
  );
}

const shortly = ({ steps }: LaterDay, catalog: Catalog, t: Words): string =>
  steps.map((step) => titleOf(step, catalog, t)).join(t("semicolon"));

const keyOf = (step: Step): string => {
  switch (step.kind) {
    case "items":
      return `items ${step.gap}`;
    case "reviews":
      return `reviews ${step.why.code}`;
    case "note":
      return `note ${step.topic}`;
    case "chain":
      return `chain ${step.chain}`;
    case "mock":
      return `mock ${step.preset}`;
    default:
      return step satisfies never;
  }
};

function hrefOf(step: Step, locale: Locale): string {
  switch (step.kind) {
    case "items":
    case "reviews":
      return `${localePath(locale, "/practice")}?set=items&items=${step.items.join(",")}`;
    case "note":
      return localePath(locale, `/topics/${step.topic}`);
    case "chain":
      return `${localePath(locale, "/practice")}?chain=${step.chain}`;
    case "mock":
      return `${localePath(locale, "/mock")}?preset=${step.preset}`;
    default:
      return step satisfies never;
  }
}

function titleOf(step: LaterStep, catalog: Catalog, t: Words): string {
  switch (step.kind) {
    case "items":
      return t("step.items", { gap: gapIn(catalog, step.gap), count: step.count });
    case "reviews":
      return t("step.reviews", { count: step.count });
    case "note":
      return t("step.note", { title: catalog.topics[step.topic]?.title ?? "" });
    case "chain":
      return t("step.chain", { title: catalog.chains.find(({ id }) => id === step.chain)?.title ?? "" });
    case "mock":
      return t("step.mock", { title: catalog.mocks.find(({ id }) => id === step.preset)?.title ?? "" });
    default:
      return step satisfies never;
  }
}

function whyOf(step: Step, catalog: Catalog, t: Words): string {
  switch (step.kind) {
    case "items":
      return t(`why.${step.why.code}`);
    case "reviews":
      if (step.why.code !== "misconceptions") return t(`why.${step.why.code}`, { count: step.why.count });
      return t("why.misconceptions", {
        count: step.why.count,
        ideas: step.why.misconceptions.map((id) => catalog.misconceptions[id]?.text ?? "").join(t("comma")),
      });
    case "note": {
      const why = t(`why.${step.why.code}`, { gap: gapIn(catalog, step.gap) });
      return step.left > 0 ? `${why}${t("join")}${t("why.noteLeft", { minutes: step.left })}` : why;
    }
    case "chain":
      return t("why.tell-it", { gap: gapIn(catalog, step.gap) });
    case "mock":
      return t("why.rehearsal", { days: step.why.daysBefore });
    default:
      return step satisfies never;
  }
}

const gapIn = (catalog: Catalog, gap: string): string => catalog.gaps.find(({ id }) => id === gap)?.title ?? "";
