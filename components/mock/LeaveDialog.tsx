"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useLearner } from "@/components/learner/learner-store";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { MockStarted } from "@/lib/learner/events";
import type { Exam } from "./exam";
import { useExam } from "./useExam";

type Props = {
  exam: Exam;
  policy: MockStarted["pause"];
  open: boolean;
  onClose: () => void;
  onHandIn: () => void;
};

/** Three ways out, each with what it means for the time and for the answers. */
export function LeaveDialog({ exam, policy, open, onClose, onHandIn }: Props) {
  const t = useTranslations("mock.leave");
  const close = useTranslations("mock")("close");
  const router = useRouter();
  const locale = useLocale();
  const isLeading = useExam(exam, (state) => state.role === "leading");
  const isTimed = useExam(exam, (state) => state.clock.given.durationMs !== null);
  const isUnsaved = useLearner((learner) => learner.save.state === "failed");
  const [isSure, setSure] = useState(false);
  const leave = async (first: () => Promise<void>) => {
    await first();
    if (isLocale(locale)) router.push(localePath(locale, "/mock"));
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("title")} closeLabel={close}>
      <ul className="exam-ways">
        <li>
          <span>
            <b>{t("later")}</b>
            <span className="cap">
              {t(
                isUnsaved
                  ? "laterUnsaved"
                  : !isTimed
                    ? "laterUntimed"
                    : policy === "strict"
                      ? "laterStrict"
                      : "laterPaused",
              )}
            </span>
          </span>
          <Button onClick={() => void leave(() => exam.settle())}>{t("laterDo")}</Button>
        </li>
        <li>
          <span>
            <b>{t("handIn")}</b>
            <span className="cap">{t("handInAbout")}</span>
          </span>
          <Button disabled={!isLeading} onClick={onHandIn}>
            {t("handInDo")}
          </Button>
        </li>
        <li>
          <span>
            <b>{t("abandon")}</b>
            <span className="cap">{t(isSure ? "abandonSure" : "abandonAbout")}</span>
          </span>
          {isSure ? (
            <Button disabled={!isLeading} onClick={() => void leave(() => exam.abandon())}>
              {t("abandonYes")}
            </Button>
          ) : (
            <Button variant="quiet" disabled={!isLeading} onClick={() => setSure(true)}>
              {t("abandonDo")}
            </Button>
          )}
        </li>
      </ul>
    </Dialog>
  );
}
