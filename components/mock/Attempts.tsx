"use client";
/** The sittings so far: those that can go on, and those that have a report. */
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo, useState } from "react";
import { dayText, timeText } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { learnerLog, useLearner } from "@/components/learner/learner-store";
import { ButtonLink } from "@/components/ui/Button";
import { DataTable } from "@/components/ui/DataTable";
import { Empty } from "@/components/ui/Empty";
import { Icon } from "@/components/ui/Icon";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { MockAttempt } from "@/lib/learner/state";
import type { Sittings } from "@/lib/learner/views";
import { remainingMs } from "@/lib/mock/clock";
import { answeredIn, resume, slotOf } from "@/lib/mock/place";
import { judgedIn, reportOf, type Tally } from "@/lib/mock/report";
import type { Catalog } from "@/lib/quiz/catalog";
import { byStart, useAttempts } from "./attempts";
import { namesOf, useSpan } from "./words";

/** Sittings that were left, each with what is left of its time. Nothing is drawn while there is none. */
export function RunningAttempts() {
  const attempts = useAttempts()?.mocks;
  const catalog = useLearner((learner) => learner.catalog);
  const running = useMemo(() => (attempts ? byStart(attempts).filter(({ handedIn }) => !handedIn) : []), [attempts]);
  if (!catalog || running.length === 0) return null;
  return (
    <div className="mb-10 grid gap-3">
      {running.map((attempt) => (
        <Running key={attempt.id} attempt={attempt} catalog={catalog} />
      ))}
    </div>
  );
}

function Running({ attempt, catalog }: { attempt: MockAttempt; catalog: Catalog }) {
  const t = useTranslations("mock.running");
  const locale = useLocale();
  const span = useSpan();
  const now = useNow();
  const [slot, setSlot] = useState<{ held: unknown }>();
  useEffect(() => {
    void learnerLog()
      .then((log) => log.getSlot(slotOf(attempt.id)))
      .then((held) => setSlot({ held }));
  }, [attempt.id]);
  if (!isLocale(locale)) return null;
  const clock = slot && now !== null ? resume(attempt, slot.held, { perfNow: 0, wallNow: now }).step.clock : undefined;
  const left = clock && remainingMs(clock);
  const time = !clock
    ? ""
    : clock.state === "asking"
      ? t("away")
      : left === null || left === undefined
        ? t("untimed")
        : t("left", { left: span(left) });
  return (
    <section className="card flex flex-wrap items-center gap-x-6 gap-y-3" aria-label={t("label")}>
      <div className="min-w-0 flex-1">
        <p className="h4">{t("title", { title: namesOf(attempt.started.body, catalog).title })}</p>
        <p className="cap num text-m">
          {t("about", {
            day: dayText(attempt.started.body.wallStart, locale),
            time: timeText(attempt.started.body.wallStart, locale),
            answered: answeredIn(attempt),
            count: attempt.started.body.form.length,
            rest: time,
          })}
        </p>
      </div>
      <ButtonLink variant="primary" href={`${localePath(locale, "/mock/run")}?attempt=${attempt.id}`}>
        {t("continue")}
      </ButtonLink>
    </section>
  );
}

type Past = { attempt: MockAttempt; title: string; total: Tally | null };

/** Every sitting that has ended, newest first: date, name, credit with its n, and the report. */
export function PastAttempts() {
  const t = useTranslations("mock.past");
  const locale = useLocale();
  const span = useSpan();
  const sittings = useAttempts();
  const catalog = useLearner((learner) => learner.catalog);
  const past = useMemo(() => (sittings && catalog ? pastOf(sittings, catalog) : undefined), [sittings, catalog]);
  if (!isLocale(locale)) return null;
  return (
    <section aria-labelledby="past" className="mt-16">
      <h2 id="past" className="h3 mb-4">
        {t("title")}
      </h2>
      {!past ? (
        <div className="wait min-h-24" aria-busy="true" />
      ) : past.length === 0 ? (
        <Empty>{t("none")}</Empty>
      ) : (
        <DataTable
          caption={t("title")}
          hideCaption
          rows={past}
          rowId={({ attempt }) => attempt.id}
          columns={[
            {
              id: "when",
              label: t("when"),
              cell: ({ attempt: { started } }) => (
                <span className="num">
                  {dayText(started.body.wallStart, locale)} {timeText(started.body.wallStart, locale)}
                </span>
              ),
            },
            { id: "preset", label: t("preset"), cell: ({ title }) => title },
            {
              id: "credit",
              label: t("credit"),
              align: "end",
              cell: ({ total }) =>
                total ? t("creditValue", { earned: oneDecimal(total.earned), n: total.items }) : t("abandoned"),
            },
            {
              id: "answered",
              label: t("answered"),
              align: "end",
              cell: ({ attempt, total }) => total?.answered ?? answeredIn(attempt),
            },
            {
              id: "time",
              label: t("time"),
              align: "end",
              cell: ({ attempt }) => span(attempt.handedIn?.body.elapsedMs ?? 0),
            },
            {
              id: "report",
              label: t("report"),
              align: "end",
              cell: ({ attempt, total }) =>
                total ? (
                  <TextLink href={`${localePath(locale, "/mock/report")}?attempt=${attempt.id}`}>
                    <Icon name="chevron-right" className="inline" />
                    {t("open")}
                    <span className="sr">{t("openOf", { day: dayText(attempt.started.body.wallStart, locale) })}</span>
                  </TextLink>
                ) : (
                  "–"
                ),
            },
          ]}
        />
      )}
    </section>
  );
}

const pastOf = (sittings: Sittings, catalog: Catalog): Past[] =>
  byStart(sittings.mocks).flatMap((attempt) => {
    if (!attempt.handedIn) return [];
    const { title } = namesOf(attempt.started.body, catalog);
    const hasReport = attempt.handedIn.body.reason !== "abandoned";
    return [
      { attempt, title, total: hasReport ? reportOf(attempt, catalog, judgedIn(sittings, attempt)).total : null },
    ];
  });

export const oneDecimal = (value: number): number => Math.round(value * 10) / 10;
