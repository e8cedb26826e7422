"use client";
/** What the learner may say of one of the seven: how they see themselves, that they disagree, that it may wait. */
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dayText } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { record } from "@/components/learner/learner-store";
import { Segmented } from "@/components/ui/Segmented";
import { isLocale } from "@/lib/i18n/locales";
import type { GapWord as Word } from "@/lib/learner/events";
import type { BoardRow } from "@/lib/learner/views";
import type { Reason } from "@/lib/mastery/reasons";
import { DisputeDialog } from "./DisputeDialog";
import type { EvidenceOf } from "./EvidenceDialog";
import { useReasonText } from "./reason-text";
import { SnoozeDialog } from "./SnoozeDialog";

const words: readonly Word[] = ["weak", "unsure", "fine"];

type Props = { row: BoardRow; reasons: readonly Reason[]; open: (evidence: EvidenceOf) => void };

export function GapWord({ row, reasons, open }: Props) {
  const t = useTranslations("dashboard.word");
  const dashboard = useTranslations("dashboard");
  const locale = useLocale();
  // Fresh to the minute; a moment of the clock would lie ahead of what the board is asked at.
  const now = useNow();
  const say = useReasonText();
  const [dialog, setDialog] = useState<"dispute" | "snooze">();
  // Shown at once; the row says it when it is in the log.
  const [chosen, setChosen] = useState<Word>();
  if (!isLocale(locale)) return null;
  const { gap, disputed, snoozed } = row;
  const about = (prefix: string) => reasons.find(({ code }) => code.startsWith(prefix));
  const [dispute, word] = [about("dispute."), about("word.")];
  return (
    <div className="no-print grid gap-3">
      <div className="grid gap-1.5">
        <Segmented
          legend={t("legend")}
          options={words.map((value) => ({ value, label: t(value) }))}
          value={chosen ?? row.word ?? null}
          onChange={(value) => {
            setChosen(value);
            void record({ type: "gap-judged", body: { gap, word: value } });
          }}
        />
        {word ? <p className="cap">{say(word)}</p> : null}
      </div>
      {dispute && disputed ? (
        <p className="text-m text-ink-2" data-dispute={disputed.probe ? "decided" : "open"}>
          {t("dated", { day: dayText(disputed.at, locale) })}
          {say(dispute)}
          {disputed.probe ? null : t("inToday")}{" "}
          {disputed.reason ? <span className="cap block">{t("because", { reason: disputed.reason })}</span> : null}
          {dispute.answers ? (
            <button
              type="button"
              className="link"
              onClick={() =>
                open({ title: dashboard("oneAnswer"), of: { gap }, only: { answers: dispute.answers ?? [] } })
              }
            >
              {dashboard("openAnswer")}
            </button>
          ) : null}
        </p>
      ) : null}
      {snoozed ? (
        <p className="text-m text-ink-2">
          {t("snoozedUntil", { day: dayText(snoozed.until, locale) })}{" "}
          <button
            type="button"
            className="link"
            onClick={() => void record({ type: "gap-snoozed", body: { gap, until: now ?? 0 } })}
          >
            {t("takeBack")}
          </button>
          {snoozed.reason ? <span className="cap block">{t("because", { reason: snoozed.reason })}</span> : null}
        </p>
      ) : null}
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {row.n > 0 && (!disputed || disputed.probe) ? (
          <button type="button" className="link" onClick={() => setDialog("dispute")}>
            {t("dispute")}
          </button>
        ) : null}
        {snoozed ? null : (
          <button type="button" className="link" onClick={() => setDialog("snooze")}>
            {t("snooze")}
          </button>
        )}
      </p>
      <DisputeDialog isOpen={dialog === "dispute"} onClose={() => setDialog(undefined)} row={row} />
      <SnoozeDialog isOpen={dialog === "snooze"} onClose={() => setDialog(undefined)} row={row} />
    </div>
  );
}
