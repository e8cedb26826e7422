"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { remainingMs } from "@/lib/mock/clock";
import type { Exam } from "./exam";
import { useExam } from "./useExam";
import { useSpan } from "./words";

/** An absence that alone would end the exam: only the learner knows what it was. Closed undecided, it asks again later. */
export function AwayDialog({ exam }: { exam: Exam }) {
  const t = useTranslations("mock.away");
  const span = useSpan();
  const router = useRouter();
  const locale = useLocale();
  const absence = useExam(exam, ({ role, clock }) =>
    role === "leading" && clock.state === "asking" ? clock.absence : undefined,
  );
  const left = useExam(exam, ({ clock }) => remainingMs(clock) ?? 0);
  const later = () => {
    // Deciding closes the dialog too; only a dialog closed undecided leads away.
    if (exam.store.getState().clock.state === "asking" && isLocale(locale)) router.push(localePath(locale, "/mock"));
  };
  return (
    <Dialog
      open={absence !== undefined}
      onClose={later}
      title={absence ? t("title", { away: span(absence.ms) }) : ""}
      closeLabel={t("later")}
      footer={
        <>
          <Button onClick={() => exam.decide("counted")}>{t("count")}</Button>
          <Button variant="primary" onClick={() => exam.decide("credited")}>
            {t("credit")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-l" data-away="">
        <p>{t("frozen", { left: span(left) })}</p>
        <p className="text-ink-2">{t("countAbout")}</p>
        <p className="text-ink-2">{t("creditAbout", { left: span(left) })}</p>
      </div>
    </Dialog>
  );
}
