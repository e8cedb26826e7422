"use client";
/** The exam on screen: one question, the bar above it, three controls below. Nothing here knows what is right. */
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo, useRef, useState } from "react";
import { ConfidencePicker, nextConfidence } from "@/components/quiz/ConfidencePicker";
import { clockText } from "@/components/quiz/clock-text";
import { pressDigit } from "@/components/quiz/press-digit";
import { Question } from "@/components/quiz/Question";
import { NotSaved } from "@/components/quiz/SaveLine";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { Kbd } from "@/components/ui/Kbd";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { MockAttempt } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { present } from "@/lib/quiz/present";
import { AwayDialog } from "./AwayDialog";
import { ExamBar } from "./ExamBar";
import { ExamOverview } from "./ExamOverview";
import { ExamSave } from "./ExamSave";
import { ExamWait } from "./ExamWait";
import type { Exam } from "./exam";
import { LeaveDialog } from "./LeaveDialog";
import { type ExamQuestion, progressOf, questionsIn } from "./questions";
import { SpokenTime, TimeRail } from "./SpokenTime";
import { stable } from "./stable";
import { useExam, useOpenExam } from "./useExam";
import { namesOf } from "./words";

type Props = { attempt: MockAttempt; catalog: Catalog };

export function ExamRoom({ attempt, catalog }: Props) {
  const t = useTranslations("mock");
  const exam = useOpenExam(attempt, catalog);
  if (!exam) return <ExamWait>{t("run.loading")}</ExamWait>;
  return <Opened exam={exam} attempt={attempt} catalog={catalog} />;
}

function Opened({ exam, attempt, catalog }: Props & { exam: Exam }) {
  const t = useTranslations("mock");
  const role = useExam(exam, (state) => state.role);
  if (role === "opening") return <ExamWait>{t("run.loading")}</ExamWait>;
  return <Sitting exam={exam} attempt={attempt} catalog={catalog} />;
}

function Sitting({ exam, attempt, catalog }: Props & { exam: Exam }) {
  const t = useTranslations("mock");
  const router = useRouter();
  const locale = useLocale();
  const root = useRef<HTMLDivElement>(null);
  const [layer, setLayer] = useState<"overview" | "leave">();
  const { role, clock, at, flagged, seen, answers, saved } = useExam(exam, (state) => state);
  const { form } = attempt.started.body;
  const questions = useMemo(() => questionsIn(form, catalog), [form, catalog]);
  const names = namesOf(attempt.started.body, catalog);
  const isOpen = role === "leading" && clock.state === "running";
  const isLast = at === questions.length - 1;
  const steps = useMemo(
    () =>
      questions.map((question) => ({
        progress: progressOf(question, answers, seen),
        isFlagged: flagged.includes(question.asked.item),
      })),
    [questions, answers, seen, flagged],
  );

  // The report is fetched while there is time, so that it opens at once.
  useEffect(() => {
    if (isLocale(locale)) router.prefetch(localePath(locale, "/mock/report"));
  }, [router, locale]);
  useFocusOnMove(root.current, at);

  const next = () => {
    if (!isOpen) return;
    if (isLast) setLayer("overview");
    else exam.go(at + 1);
  };
  const confidence = answers.get(form[at]?.item ?? ("" as never))?.confidence;
  const whileOpen = (run: () => void) => () => {
    if (!document.querySelector("dialog[open]")) run();
  };
  useKeys(t("keys.title"), [
    { keys: ["1-9"], label: t("keys.choose"), run: (event) => pressDigit(root.current, event.key) },
    { keys: ["Enter"], label: t("keys.next"), run: next, whileTyping: true },
    { keys: ["f"], label: t("keys.flag"), run: () => exam.flag() },
    { keys: ["c"], label: t("keys.confidence"), run: () => exam.rate(nextConfidence(confidence)) },
    {
      keys: ["ArrowLeft"],
      modifier: "Alt",
      label: t("keys.back"),
      whileTyping: true,
      run: whileOpen(() => exam.go(at - 1)),
    },
    {
      keys: ["ArrowRight"],
      modifier: "Alt",
      label: t("keys.on"),
      whileTyping: true,
      run: whileOpen(() => exam.go(at + 1)),
    },
    { keys: ["o"], label: t("keys.overview"), run: () => setLayer("overview") },
  ]);

  const question = questions[at];
  if (!isLocale(locale) || !question) return null;
  return (
    <div
      ref={root}
      className="exam"
      data-exam={attempt.id}
      data-role={role}
      data-saved-item={saved?.item}
      data-saved-answer={saved && stable({ response: saved.response, confidence: saved.confidence })}
    >
      <ExamBar
        exam={exam}
        names={names}
        steps={steps}
        onOverview={() => setLayer("overview")}
        onLeave={() => setLayer("leave")}
      />
      <TimeRail exam={exam} />
      {role === "leading" ? null : (
        <p role="status" className="bar-off">
          <Icon name="info" />
          <span className="min-w-0 flex-1">{t("run.watching")}</span>
          <Button size="s" busy={role === "taking-over"} onClick={() => void exam.takeOver()}>
            {t("run.takeOver")}
          </Button>
        </p>
      )}
      <main id="main" className="exam-main">
        <div className="exam-meta">
          <span>
            <span className="num">{t("run.place", { index: at + 1, count: questions.length })}</span>
            <Meta
              question={question}
              section={names.sections.length > 1 ? names.sections[question.asked.section] : undefined}
            />
          </span>
          <Button
            size="s"
            icon="flag"
            keyHint="F"
            className="exam-flag"
            aria-pressed={flagged.includes(question.asked.item)}
            disabled={!isOpen}
            onClick={() => exam.flag()}
          >
            {t("run.flag")}
          </Button>
        </div>
        <fieldset disabled={!isOpen} className="min-w-0">
          <Asked key={question.asked.item} exam={exam} question={question} attempt={attempt.id} />
        </fieldset>
      </main>
      <footer className="exam-foot">
        <NotSaved />
        <div className="exam-steps">
          <Button icon="chevron-left" disabled={at === 0 || !isOpen} onClick={() => exam.go(at - 1)}>
            {t("run.previous")}
          </Button>
          <span className="exam-sure">
            <span className="cap" aria-hidden="true">
              {t("run.sure")} <Kbd>C</Kbd>
            </span>
            <ConfidencePicker value={confidence} onChange={(level) => exam.rate(level)} disabled={!isOpen} />
          </span>
          <Button variant="primary" keyHint="Enter" disabled={!isOpen} onClick={next}>
            {t(isLast ? "run.toHandIn" : "run.next")}
          </Button>
        </div>
        {role === "leading" ? <ExamSave exam={exam} /> : null}
      </footer>
      <SpokenTime exam={exam} sections={names.sections} />
      <ExamOverview
        exam={exam}
        steps={steps}
        questions={questions}
        sections={names.sections}
        open={layer === "overview"}
        onClose={() => setLayer(undefined)}
      />
      <LeaveDialog
        exam={exam}
        policy={attempt.started.body.pause}
        open={layer === "leave"}
        onClose={() => setLayer(undefined)}
        onHandIn={() => setLayer("overview")}
      />
      <AwayDialog exam={exam} />
    </div>
  );
}

/** Kind and pace; the section's name is for screens whose bar has no room for it. */
function Meta({ question: { item }, section }: { question: ExamQuestion; section: string | undefined }) {
  const t = useTranslations("mock");
  const kinds = useTranslations("kinds");
  return (
    <>
      {item ? <span>{kinds(`name.${item.kind}`)}</span> : null}
      {item ? <span className="num">{t("run.suggested", { time: clockText(item.seconds * 1000) })}</span> : null}
      {section ? <span className="exam-section">{section}</span> : null}
    </>
  );
}

function Asked({ exam, question: { asked, item }, attempt }: { exam: Exam; question: ExamQuestion; attempt: string }) {
  const t = useTranslations("mock");
  const response = useExam(exam, (state) => state.answers.get(asked.item)?.response);
  const shown = useMemo(() => item && present(item, asked.seed), [item, asked.seed]);
  if (!shown) return <h1 className="text-h3 font-semibold">{t("run.withdrawn")}</h1>;
  return (
    <Question
      question={shown}
      response={response ?? {}}
      onAnswer={(name, answer) => exam.respond(name, answer)}
      heading="h1"
      sitting={attempt}
    />
  );
}

/** Another question is read from its stem, and the next Tab enters its options. */
function useFocusOnMove(root: HTMLElement | null, at: number): void {
  const shown = useRef(at);
  useEffect(() => {
    if (shown.current === at) return;
    shown.current = at;
    window.scrollTo(0, 0);
    root?.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }, [root, at]);
}
