"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import { present } from "@/lib/quiz/present";
import type { Exam } from "./exam";
import { Step, type StepMark } from "./Navigator";
import type { ExamQuestion } from "./questions";
import { useExam } from "./useExam";

type Props = {
  exam: Exam;
  steps: readonly StepMark[];
  questions: readonly ExamQuestion[];
  sections: readonly string[];
  open: boolean;
  onClose: () => void;
};

/** All questions at a glance, what is open or flagged by name, and the way to hand in. */
export function ExamOverview({ exam, steps, questions, sections, open, onClose }: Props) {
  const t = useTranslations("mock");
  const at = useExam(exam, (state) => state.at);
  const isOpen = useExam(exam, (state) => state.role === "leading" && state.clock.state === "running");
  const answered = steps.filter(({ progress }) => progress === "answered").length;
  const flagged = steps.filter(({ isFlagged }) => isFlagged).length;
  const worthALook = steps.flatMap(({ progress, isFlagged }, place) =>
    progress !== "answered" || isFlagged ? [place] : [],
  );
  const handIn = () => {
    onClose();
    exam.handIn();
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("overview.title")} closeLabel={t("close")} width={640}>
      <div className="grid gap-5">
        {/* Focus begins here, so that a second press of Enter hands nothing in. */}
        <p ref={focusFirst} tabIndex={-1} className="num text-l">
          {t("overview.summary", { answered, open: steps.length - answered, flagged })}
        </p>
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" disabled={!isOpen} onClick={handIn}>
            {answered === steps.length
              ? t("overview.handIn")
              : t("overview.handInOpen", { open: steps.length - answered })}
          </Button>
          <Button onClick={onClose}>{t("overview.goOn")}</Button>
        </div>
        <div className="grid gap-3">
          {exam.sections().map((places, section) => (
            <div key={places[0]} className="grid gap-1.5">
              {sections.length > 1 ? (
                <p className="cap">{t("run.section", { number: section + 1, title: sections[section] ?? "" })}</p>
              ) : null}
              <ol className="exam-grid">
                {places.map((place) => (
                  <li key={place}>
                    <Step exam={exam} place={place} mark={steps[place]} isHere={place === at} onGo={onClose} />
                  </li>
                ))}
              </ol>
            </div>
          ))}
          <p className="cap flex flex-wrap gap-x-4 gap-y-1" aria-hidden="true">
            <span className="exam-legend answered">{t("run.progress.answered")}</span>
            <span className="exam-legend open">{t("run.progress.open")}</span>
            <span className="exam-legend unseen">{t("run.progress.unseen")}</span>
            <span className="flex items-center gap-1.5">
              <Icon name="flag" className="exam-flag-mark" />
              {t("run.flagged")}
            </span>
          </p>
        </div>
        {worthALook.length > 0 ? (
          <section className="grid gap-1" aria-label={t("overview.worthALook")}>
            <h3 className="eyebrow">{t("overview.worthALook")}</h3>
            <ul>
              {worthALook.map((place) => (
                <li key={place} className="border-t border-line first:border-t-0">
                  <Line
                    place={place}
                    mark={steps[place]}
                    question={questions[place]}
                    onGo={() => {
                      exam.go(place);
                      onClose();
                    }}
                  />
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </Dialog>
  );
}

/** showModal() looks for this attribute; React's own autoFocus acts before the dialog is shown. */
const focusFirst = (element: HTMLElement | null) => element?.setAttribute("autofocus", "");

type LineProps = { place: number; mark: StepMark | undefined; question: ExamQuestion | undefined; onGo: () => void };

function Line({ place, mark, question, onGo }: LineProps) {
  const t = useTranslations("mock");
  const stem = question?.item ? present(question.item, question.asked.seed).stem : t("run.withdrawn");
  const what = [
    ...(mark && mark.progress !== "answered" ? [t(`run.progress.${mark.progress}`)] : []),
    ...(mark?.isFlagged ? [t("run.flagged")] : []),
  ];
  return (
    <button type="button" className="exam-line" onClick={onGo}>
      <span className="num text-ink-3">{place + 1}</span>
      <span className="exam-stem">
        <InlineText text={stem} />
      </span>
      <span className="cap">{what.join(t("run.comma"))}</span>
    </button>
  );
}
