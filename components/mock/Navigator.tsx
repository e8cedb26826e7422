"use client";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/Icon";
import type { Exam } from "./exam";
import type { Progress } from "./questions";
import { useExam } from "./useExam";

export type StepMark = { progress: Progress; isFlagged: boolean };

/**
 * One step a question: a full bar is answered, a hollow one open, none not seen; a flag stands above; the one on screen
 * is framed. Of several sections the one on screen is laid out, the others are one step each.
 */
export function Navigator({ exam, steps }: { exam: Exam; steps: readonly StepMark[] }) {
  const t = useTranslations("mock");
  const at = useExam(exam, (state) => state.at);
  const sections = exam.sections();
  const here = sections.findIndex((places) => places.includes(at));
  return (
    <nav className="exam-nav" aria-label={t("run.navigator")}>
      <ol>
        {sections.map((places, section) =>
          section === here ? (
            places.map((place) => (
              <li key={place}>
                <Step exam={exam} place={place} mark={steps[place]} isHere={place === at} />
              </li>
            ))
          ) : (
            <li key={`other ${places[0]}`}>
              <button
                type="button"
                className="exam-other num"
                onClick={() => exam.go(places.find((place) => steps[place]?.progress !== "answered") ?? places[0] ?? 0)}
              >
                {t("run.otherSection", {
                  number: section + 1,
                  answered: places.filter((place) => steps[place]?.progress === "answered").length,
                  count: places.length,
                })}
              </button>
            </li>
          ),
        )}
      </ol>
    </nav>
  );
}

type StepProps = { exam: Exam; place: number; mark: StepMark | undefined; isHere: boolean; onGo?: () => void };

/** A question's place in the exam, in the bar and in the overview. */
export function Step({ exam, place, mark, isHere, onGo }: StepProps) {
  const t = useTranslations("mock");
  const { progress = "unseen", isFlagged = false } = mark ?? {};
  const name = [
    t("run.stepName", { index: place + 1 }),
    t(`run.progress.${progress}`),
    ...(isFlagged ? [t("run.flagged")] : []),
    ...(isHere ? [t("run.current")] : []),
  ].join(t("run.comma"));
  return (
    <button
      type="button"
      className={`exam-step ${progress}`}
      aria-current={isHere ? "step" : undefined}
      aria-label={name}
      onClick={() => {
        exam.go(place);
        onGo?.();
      }}
    >
      {place + 1}
      {isFlagged ? <Icon name="flag" /> : null}
    </button>
  );
}
