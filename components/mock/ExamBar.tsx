"use client";
import { usePathname } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import type { MouseEvent } from "react";
import { clockText } from "@/components/quiz/clock-text";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { IconButton } from "@/components/ui/IconButton";
import { defaultLocale, langOf, locales } from "@/lib/i18n/locales";
import { pathInLocale } from "@/lib/i18n/path";
import { remainingMs } from "@/lib/mock/clock";
import type { Exam } from "./exam";
import { Navigator, type StepMark } from "./Navigator";
import { useExam } from "./useExam";
import { useSpan } from "./words";

type Props = {
  exam: Exam;
  names: { title: string; sections: readonly string[] };
  steps: readonly StepMark[];
  onOverview: () => void;
  onLeave: () => void;
};

export function ExamBar({ exam, names, steps, onOverview, onLeave }: Props) {
  const t = useTranslations("mock");
  const at = useExam(exam, (state) => state.at);
  const section = useExam(exam, (state) => state.clock.section);
  const many = names.sections.length > 1;
  return (
    <header className="exam-bar">
      <div className="exam-where">
        <b>{names.title}</b>
        <span className="cap">
          {many
            ? t("run.section", { number: section + 1, title: names.sections[section] ?? "" })
            : names.sections[section]}
        </span>
      </div>
      <Navigator exam={exam} steps={steps} />
      <button type="button" className="btn btn-s exam-count num" onClick={onOverview} aria-haspopup="dialog">
        <span aria-hidden="true">
          {at + 1} / {steps.length}
        </span>
        <span className="sr">{t("run.openOverview", { index: at + 1, count: steps.length })}</span>
        <Icon name="chevron-down" />
      </button>
      <div className="exam-tools">
        <Timer exam={exam} hasSections={many} />
        <LocaleLink exam={exam} />
        <Button size="s" variant="quiet" className="exam-hand-in" onClick={onOverview}>
          {t("run.handIn")}
        </Button>
        <Button size="s" variant="quiet" icon="x" className="exam-leave" aria-label={t("run.leave")} onClick={onLeave}>
          <span>{t("run.leave")}</span>
        </Button>
      </div>
    </header>
  );
}

/** Seconds are shown as they stand on a wall clock: 20:00 at the start, 0:00 at the end. */
const upToSecond = (ms: number): number => Math.ceil(ms / 1000) * 1000;

/** Time left, of the section first where there are several; time used where there is no limit. */
function Timer({ exam, hasSections }: { exam: Exam; hasSections: boolean }) {
  const t = useTranslations("mock");
  const span = useSpan();
  const isHidden = useExam(exam, (state) => state.isClockHidden);
  const total = useExam(exam, ({ clock }) => {
    const left = remainingMs(clock);
    return left === null ? null : upToSecond(left);
  });
  const used = useExam(exam, ({ clock }) => Math.floor(clock.elapsedMs / 1000) * 1000);
  const inSection = useExam(exam, ({ clock }) =>
    upToSecond((clock.given.sectionMs[clock.section] ?? 0) - (clock.spentMs[clock.section] ?? 0)),
  );
  const name =
    total === null
      ? t("timer.used", { used: span(used) })
      : hasSections
        ? t(inSection < 0 ? "timer.sectionOver" : "timer.section", {
            section: span(Math.abs(inSection)),
            total: span(total),
          })
        : t("timer.total", { total: span(total) });
  return (
    <>
      <div
        className="exam-clock"
        role="timer"
        aria-label={name}
        data-remaining={total === null ? undefined : total / 1000}
      >
        {isHidden ? (
          <small>{t("timer.hidden")}</small>
        ) : total === null ? (
          <>
            <small>{t("timer.usedShort")}</small>
            <span>{clockText(used)}</span>
          </>
        ) : hasSections ? (
          <>
            {inSection < 0 ? <small className="exam-over">{t("timer.over")}</small> : null}
            <span>{clockText(Math.abs(inSection))}</span>
            <small className="exam-total">{t("timer.totalShort", { total: clockText(total) })}</small>
          </>
        ) : (
          <span>{clockText(total)}</span>
        )}
      </div>
      <IconButton
        icon={isHidden ? "eye-off" : "eye"}
        label={t(isHidden ? "timer.show" : "timer.hide")}
        aria-pressed={isHidden}
        onClick={() => exam.showClock(isHidden)}
      />
    </>
  );
}

/** The same question in the other language. The page is loaded anew, once everything on screen is stored. */
function LocaleLink({ exam }: { exam: Exam }) {
  const t = useTranslations("mock");
  const locale = useLocale();
  const pathname = usePathname();
  const other = locales.find((each) => each !== locale) ?? defaultLocale;
  const href = pathInLocale(pathname, other);
  const follow = async (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    await exam.settle();
    location.assign(href + location.search);
  };
  return (
    <a
      className="lang"
      href={href}
      hrefLang={langOf[other]}
      lang={langOf[other]}
      title={t("run.switchLanguage")}
      onClick={(event) => void follow(event)}
    >
      {t("run.otherLanguage")}
    </a>
  );
}
