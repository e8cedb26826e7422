"use client";
import { useLocale, useTranslations } from "next-intl";
import { useLearner } from "@/components/learner/learner-store";
import { Icon } from "@/components/ui/Icon";
import { Kbd } from "@/components/ui/Kbd";
import type { Exam } from "./exam";
import { useExam } from "./useExam";

/** "Saved" with its time once everything on screen is on the disk; beside it the keys that matter most. */
export function ExamSave({ exam }: { exam: Exam }) {
  const t = useTranslations("mock");
  const words = useTranslations("save");
  const locale = useLocale();
  const save = useLearner((learner) => learner.save);
  const isTyping = useExam(exam, (state) => state.typed !== undefined);
  const isPlaceKept = useExam(exam, (state) => state.isPlaceKept);
  const state = isTyping ? "saving" : save.state;
  const at =
    save.state === "saved" &&
    new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false }).format(
      save.at,
    );
  return (
    <div className="exam-save">
      {state === "failed" ? (
        <span />
      ) : (
        <span role="status" className="num flex items-center gap-1.5" data-save={state}>
          {state === "saved" ? <Icon name="check" /> : null}
          {state === "saved" && at
            ? words("saved", { at })
            : state === "saving"
              ? words("saving")
              : t("run.nothingYet")}
        </span>
      )}
      {isPlaceKept ? null : <span className="text-warn">{t("run.placeLost")}</span>}
      <span className="exam-keys" aria-hidden="true">
        <span>
          <Kbd>1</Kbd> <Kbd>9</Kbd> {t("run.hint.choose")}
        </span>
        <span>
          <Kbd>O</Kbd> {t("run.hint.overview")}
        </span>
        <span>
          <Kbd>?</Kbd> {t("run.hint.keys")}
        </span>
      </span>
    </div>
  );
}
