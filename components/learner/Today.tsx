"use client";
/** The day's page: one set to do now, the gaps most worth closing, what was left open, what went wrong yesterday. */
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import { actionHref } from "@/components/dashboard/action";
import { GapStateMark } from "@/components/dashboard/GapStateMark";
import { ReadingBar } from "@/components/dashboard/ReadingBar";
import { stemText } from "@/components/quiz/stem-text";
import { useKeys } from "@/components/shell/keys";
import { ButtonLink } from "@/components/ui/Button";
import { Card, CardLink } from "@/components/ui/Card";
import { Icon } from "@/components/ui/Icon";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { continueReading, type GapRow, gapBoard, gapsWorthClosing, recentWrong, today } from "@/lib/learner/select";
import type { LearnerState, MockAttempt } from "@/lib/learner/state";
import { answeredIn } from "@/lib/mock/place";
import type { Catalog } from "@/lib/quiz/catalog";
import { dayText, longDayText } from "./dates";
import { LearnerProvider, useNow } from "./LearnerProvider";
import { useLearner } from "./learner-store";

export function Today({ children }: { children: ReactNode }) {
  return (
    <LearnerProvider>
      <Day>{children}</Day>
    </LearnerProvider>
  );
}

function Day({ children }: { children: ReactNode }) {
  const locale = useLocale();
  const now = useNow();
  const status = useLearner((learner) => learner.status);
  const catalog = useLearner((learner) => learner.catalog);
  const state = useLearner((learner) => learner.state);
  if (!isLocale(locale)) return null;
  if (status === "failed" || (state && state.answers.length === 0)) return <>{children}</>;
  if (!state || !catalog || now === null) return <div className="wait min-h-[48rem]" aria-busy="true" />;
  return <DayOf state={state} catalog={catalog} now={now} locale={locale} />;
}

type Props = { state: LearnerState; catalog: Catalog; now: number; locale: Locale };

function DayOf({ state, catalog, now, locale }: Props) {
  const t = useTranslations("today");
  const rows = useMemo(() => gapBoard(state, catalog, now), [state, catalog, now]);
  return (
    <>
      <header className="page-head">
        <div>
          <h1 className="h1">{t("title")}</h1>
          <p className="cap num mt-1.5 text-m">{longDayText(now, locale)}</p>
        </div>
      </header>
      <div className="halves border-t border-t-ink">
        <SetForNow state={state} catalog={catalog} now={now} locale={locale} rows={rows} />
        <WorthClosing rows={gapsWorthClosing(rows, 5)} locale={locale} />
      </div>
      <div className="mt-12 grid items-start gap-6 md:grid-cols-2 lg:grid-cols-[1fr_1fr_1.2fr]">
        <LeftOpen state={state} catalog={catalog} locale={locale} />
        <WentWrong state={state} catalog={catalog} now={now} locale={locale} />
      </div>
    </>
  );
}

function SetForNow({ state, catalog, now, locale, rows }: Props & { rows: readonly GapRow[] }) {
  const t = useTranslations("today");
  const set = useMemo(() => today(state, catalog, now), [state, catalog, now]);
  const to = `${localePath(locale, "/practice")}?set=today`;
  useKeys(t("title"), set ? [{ keys: ["Enter"], label: t("startKey"), run: () => location.assign(to) }] : []);
  if (!set)
    return (
      <section aria-labelledby="now">
        <h2 id="now" className="eyebrow">
          {t("set")}
        </h2>
        <p className="mt-3 text-l">{t("nothing")}</p>
      </section>
    );
  const title = (gap: string) => rows.find((row) => row.gap === gap)?.title ?? gap;
  return (
    <section aria-labelledby="now">
      <h2 id="now" className="eyebrow">
        {t("set")}
      </h2>
      <p className="num mt-1.5 flex items-baseline gap-2.5">
        <span className="text-display font-semibold">{t("items", { count: set.items.length })}</span>
        <span className="text-h3 text-ink-3">{t("minutes", { count: set.minutes })}</span>
      </p>
      <ul className="lines mt-5">
        {set.parts.map((part) => (
          <li
            key={part.of}
            className="grid grid-cols-[20px_minmax(0,1fr)] items-baseline gap-x-5 sm:grid-cols-[20px_auto_minmax(0,1fr)]"
          >
            <span className="num text-l">{part.items}</span>
            <span className="text-l">{t(`part.${part.of}`)}</span>
            <span className="col-start-2 text-m text-ink-3 sm:col-start-3 sm:text-end">
              {part.gaps.map(title).join(t("comma"))}
            </span>
          </li>
        ))}
      </ul>
      <p className="mt-5">
        <ButtonLink variant="primary" size="l" href={to} keyHint="Enter">
          {t("start")}
        </ButtonLink>
      </p>
    </section>
  );
}

function WorthClosing({ rows, locale }: { rows: readonly GapRow[]; locale: Locale }) {
  const t = useTranslations("today");
  const board = useTranslations("dashboard");
  return (
    <section aria-labelledby="worth">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="worth" className="eyebrow">
          {t("worth")}
        </h2>
        <TextLink className="text-m" href={localePath(locale, "/dashboard")}>
          {t("allSeven")}
        </TextLink>
      </div>
      <ul className="lines mt-3">
        {rows.map((row) => (
          <li key={row.gap} className="worth-row">
            <span className="min-w-0">
              <a
                className="block text-l font-semibold text-ink"
                href={`${localePath(locale, "/dashboard")}#${row.gap}`}
              >
                {row.title}
              </a>
              <span className="cap num">
                {row.n === 0
                  ? board("noEvidence")
                  : board("evidenceLine", { count: row.n, last: row.last === null ? "" : dayText(row.last, locale) })}
              </span>
            </span>
            <span className="bar">
              <ReadingBar reading={row} />
            </span>
            <GapStateMark state={row.state} />
            <ButtonLink
              size="s"
              href={actionHref(locale, row)}
              aria-label={`${row.title}: ${board(`button.${row.action.kind}`, { count: row.action.items.length })}`}
            >
              {board(`button.${row.action.kind}`, { count: row.action.items.length })}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LeftOpen({ state, catalog, locale }: Omit<Props, "now">) {
  const t = useTranslations("today");
  const [note] = continueReading(state, catalog);
  const mocks = [...state.mocks.values()];
  const running = mocks.filter(({ handedIn }) => !handedIn).at(-1);
  const last = mocks.filter(({ handedIn }) => handedIn && handedIn.body.reason !== "abandoned").at(-1);
  const name = (attempt: MockAttempt) =>
    catalog.mocks.find(({ id }) => id === attempt.started.body.preset)?.title ?? "";
  return (
    <>
      {note ? (
        <CardLink href={`${localePath(locale, `/topics/${note.topic}`)}#${note.heading.id}`}>
          <span className="eyebrow flex items-center gap-1.5">
            <Icon name="book" />
            {t("continue")}
          </span>
          <span className="h4 mt-2 block">{note.title}</span>
          <span className="mt-1 block text-m text-ink-2">
            {t("stoppedAt", { heading: note.heading.text, left: note.left.length })}
          </span>
          <span className="cap num mt-2 block">{t("minutes", { count: note.minutes })}</span>
        </CardLink>
      ) : null}
      {running ? (
        <CardLink href={`${localePath(locale, "/mock/run")}?attempt=${running.id}`}>
          <span className="eyebrow flex items-center gap-1.5">
            <Icon name="clock" />
            {t("running")}
          </span>
          <span className="h4 mt-2 block">{name(running)}</span>
          <span className="mt-1 block text-m text-ink-2">
            {t("runningAbout", { answered: answeredIn(running), of: running.started.body.form.length })}
          </span>
        </CardLink>
      ) : last ? (
        <CardLink href={`${localePath(locale, "/mock/report")}?attempt=${last.id}`}>
          <span className="eyebrow flex items-center gap-1.5">
            <Icon name="clock" />
            {t("lastMock", { day: dayText(last.started.at, locale) })}
          </span>
          <span className="h4 mt-2 block">{name(last)}</span>
          <span className="mt-1 block text-m text-ink-2">
            {t("lastMockAbout", { answered: answeredIn(last), of: last.started.body.form.length })}
          </span>
        </CardLink>
      ) : null}
      {note || running || last ? null : (
        <Card>
          <p className="text-m text-ink-2">{t("nothingOpen")}</p>
        </Card>
      )}
    </>
  );
}

function WentWrong({ state, catalog, now, locale }: Props) {
  const t = useTranslations("today");
  const wrong = recentWrong(state, now, 7);
  return (
    <Card as="section">
      <div className="card-head">
        <h2 className="h4">{t("wrong")}</h2>
        {wrong.length > 0 ? (
          <TextLink
            className="text-m"
            href={`${localePath(locale, "/practice")}?set=wrong&n=${Math.min(20, wrong.length)}`}
          >
            {t("practiseWrong", { count: Math.min(20, wrong.length) })}
          </TextLink>
        ) : null}
      </div>
      {wrong.length === 0 ? <p className="text-m text-ink-2">{t("noneWrong")}</p> : null}
      <ul className="lines">
        {wrong.slice(0, 4).map(({ item: id, at, share, answer }) => {
          const item = catalog.items.find((each) => each.id === id);
          const seed = state.answers.find((each) => each.id === answer)?.body.seed ?? 0;
          const heading = item?.topic && item.heading ? `/topics/${item.topic}#${item.heading}` : undefined;
          return item ? (
            <li key={id} className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-3 text-m">
              <span className={`self-center ${share > 0 ? "text-warn" : "text-bad"}`}>
                <Icon name={share > 0 ? "form" : "x"} />
                <span className="sr">{t(share > 0 ? "partly" : "notRight")}</span>
              </span>
              {heading ? (
                <TextLink className="text-ink" href={localePath(locale, heading)}>
                  {stemText(item, seed)}
                </TextLink>
              ) : (
                <span>{stemText(item, seed)}</span>
              )}
              <span className="cap num">{dayText(at, locale)}</span>
            </li>
          ) : null;
        })}
      </ul>
    </Card>
  );
}
