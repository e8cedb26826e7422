"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { stemText } from "@/components/quiz/stem-text";
import { Card, CardLink } from "@/components/ui/Card";
import { Icon, type IconName } from "@/components/ui/Icon";
import type { Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { DayPlan } from "@/lib/learner/day-plan";
import type { MockAttempt } from "@/lib/learner/state";
import type { Day } from "@/lib/learner/views";
import { answeredIn } from "@/lib/mock/place";
import type { Catalog } from "@/lib/quiz/catalog";
import { dayText } from "../dates";

type Props = { telling: DayPlan["telling"]; day: Day; catalog: Catalog; locale: Locale };

/** The question that would tell most, and what was begun and not ended: a card each. */
export function LeftOpen({ telling, day, catalog, locale }: Props) {
  const t = useTranslations("today");
  const { reading: note, running, lastMock: last } = day;
  const name = (attempt: MockAttempt) =>
    catalog.mocks.find(({ id }) => id === attempt.started.body.preset)?.title ?? "";
  return (
    <>
      {telling ? <MostTelling telling={telling} catalog={catalog} locale={locale} /> : null}
      {note ? (
        <Way
          href={`${localePath(locale, `/topics/${note.topic}`)}#${note.heading.id}`}
          icon="book"
          what={t("continue")}
          title={note.title}
          foot={t("minutes", { count: note.minutes })}
        >
          {t("stoppedAt", { heading: note.heading.text, left: note.left.length })}
        </Way>
      ) : null}
      {running ? (
        <Way
          href={`${localePath(locale, "/mock/run")}?attempt=${running.id}`}
          icon="clock"
          what={t("running")}
          title={name(running)}
          foot={t("goOn")}
        >
          {t("runningAbout", { answered: answeredIn(running), of: running.started.body.form.length })}
        </Way>
      ) : last ? (
        <Way
          href={`${localePath(locale, "/mock/report")}?attempt=${last.id}`}
          icon="clock"
          what={t("lastMock", { day: dayText(last.started.at, locale) })}
          title={name(last)}
          foot={t("toReport")}
        >
          {t("lastMockAbout", { answered: answeredIn(last), of: last.started.body.form.length })}
        </Way>
      ) : null}
      {note || running || last ? null : (
        <Card>
          <p className="text-m text-ink-2">{t("nothingOpen")}</p>
        </Card>
      )}
    </>
  );
}

function MostTelling({
  telling,
  catalog,
  locale,
}: { telling: NonNullable<Props["telling"]> } & Omit<Props, "day" | "telling">) {
  const t = useTranslations("today");
  const item = catalog.items.find(({ id }) => id === telling.item);
  const gap = catalog.gaps.find(({ id }) => id === telling.gap)?.title ?? "";
  if (!item) return null;
  return (
    <Way
      href={`${localePath(locale, "/practice")}?set=items&items=${telling.item}&seed=${telling.session}`}
      icon="bulb"
      what={t("telling")}
      title={stemText(item, telling.seed)}
      foot={t("answerIt", { count: Math.max(1, Math.round(item.seconds / 60)) })}
      isQuestion
    >
      {t(`tellingWhy.${telling.why}`, { gap })}
    </Way>
  );
}

type WayProps = {
  href: string;
  icon: IconName;
  what: string;
  title: string;
  foot?: string;
  /** The title is a question's stem, of which the first lines are enough. */
  isQuestion?: boolean;
  children: ReactNode;
};

function Way({ href, icon, what, title, foot, isQuestion = false, children }: WayProps) {
  return (
    <CardLink href={href} prefetch={false} className="day-way">
      <span className="eyebrow flex items-center gap-1.5">
        <Icon name={icon} />
        {what}
      </span>
      <span className={isQuestion ? "stem" : "h4"}>{title}</span>
      <span className="text-m text-ink-2">{children}</span>
      {foot ? <span className="cap num foot-line">{foot}</span> : null}
    </CardLink>
  );
}
