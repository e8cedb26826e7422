"use client";
import { useTranslations } from "next-intl";
import { useKeys } from "@/components/shell/keys";
import { ButtonLink } from "@/components/ui/Button";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { DayPlan } from "@/lib/learner/day-plan";
import type { DayPart } from "@/lib/learner/day-set";
import type { Catalog } from "@/lib/quiz/catalog";

type Props = { plan: DayPlan; catalog: Catalog; locale: Locale };

/** So many due reviews go into one set of nothing else. */
const mostDueAlone = 20;

/** The one thing to do now: how much it is, what it is made of, and a button that begins. */
export function SetForNow({ plan, catalog, locale }: Props) {
  const t = useTranslations("today");
  const { set, due, steps } = plan;
  const practice = localePath(locale, "/practice");
  const mock = steps.find((step) => step.kind === "mock");
  const to = set ? `${practice}?set=today` : mock ? `${localePath(locale, "/mock")}?preset=${mock.preset}` : undefined;
  useKeys(t("title"), to ? [{ keys: ["Enter"], label: t("startKey"), run: () => location.assign(to) }] : []);
  const aside = asideOf(plan);
  return (
    <section aria-labelledby="now">
      <h2 id="now" className="eyebrow text-m">
        {t("set")}
      </h2>
      {set ? (
        <p className="num mt-1.5 flex flex-wrap items-baseline gap-x-2.5">
          <span className="text-display font-semibold">{t("items", { count: set.items.length })}</span>
          <span className="text-h3 text-ink-3">{t("minutes", { count: set.minutes })}</span>
        </p>
      ) : (
        <p className="mt-3 text-l">{mock ? t("mockDay", { minutes: mock.minutes }) : t("nothing")}</p>
      )}
      {set && aside ? <p className="cap mt-1">{t(`aside.${aside}`, { minutes: plan.wishes.minutesADay })}</p> : null}
      {set ? (
        <ul className="lines mt-5">
          {set.parts.map((part) => (
            <li
              key={part.of}
              className="grid grid-cols-[24px_minmax(0,1fr)] items-baseline gap-x-4 sm:grid-cols-[24px_auto_minmax(0,1fr)]"
            >
              <span className="num text-l">{part.items.length}</span>
              <span className="text-l">
                {t(`part.${part.of}`, { count: part.gaps.length })}
                {part.of === "due" && due > part.items.length ? (
                  <span className="num text-m text-ink-3"> {t("dueOf", { count: due })}</span>
                ) : null}
              </span>
              <span className="col-start-2 text-m text-ink-3 sm:col-start-3 sm:text-end">
                {aboutOf(part, catalog, t("comma"), t("more"))}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {to ? (
        <p className="mt-5 flex flex-wrap items-center gap-2">
          <ButtonLink variant="primary" size="l" href={to} keyHint="Enter">
            {set ? t("start") : t("toMock")}
          </ButtonLink>
          {due > 0 && set?.parts.some(({ of }) => of !== "due") ? (
            <ButtonLink
              variant="quiet"
              size="l"
              href={`${practice}?set=review&n=${Math.min(mostDueAlone, due)}`}
              prefetch={false}
            >
              {t("onlyDue", { count: Math.min(mostDueAlone, due) })}
            </ButtonLink>
          ) : null}
        </p>
      ) : null}
    </section>
  );
}

/** What is special about today, where something is. */
function asideOf({ isAway, mode, spent, wishes }: DayPlan): "away" | "lastDays" | "spent" | undefined {
  if (isAway) return "away";
  if (mode === "two-days") return "lastDays";
  return spent > 0 && spent >= wishes.minutesADay - 1 ? "spent" : undefined;
}

const mostNamed = 3;

function aboutOf({ of, gaps, topics }: DayPart, catalog: Catalog, comma: string, more: string): string {
  const isByGap = of === "weakest" || of === "disputed" || of === "untested";
  const names = isByGap
    ? gaps.map((gap) => catalog.gaps.find(({ id }) => id === gap)?.title ?? gap)
    : topics.map((topic) => catalog.topics[topic]?.title ?? topic);
  const named = names.slice(0, mostNamed).join(comma);
  return names.length > mostNamed ? `${named}${more}` : named;
}
