"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { minutesEast } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { record } from "@/components/learner/learner-store";
import { Field } from "@/components/ui/Field";
import { FormDialog } from "@/components/ui/FormDialog";
import { Segmented } from "@/components/ui/Segmented";
import type { BoardRow } from "@/lib/learner/views";
import { dayMs } from "@/lib/mastery/constants";
import { localDay } from "@/lib/schedule/local-day";

type Props = { isOpen: boolean; onClose: () => void; row: Pick<BoardRow, "gap" | "title"> };

/** Puts a gap aside until a day. It stays on the board, and nothing is proposed about it. */
export function SnoozeDialog({ isOpen, onClose, row }: Props) {
  const t = useTranslations("dashboard.word.snoozing");
  return (
    <FormDialog
      open={isOpen}
      onClose={onClose}
      title={t("title", { gap: row.title })}
      words={{ close: t("close"), cancel: t("cancel"), save: t("save") }}
    >
      {(id) => <SnoozeForm id={id} gap={row.gap} onClose={onClose} />}
    </FormDialog>
  );
}

const spans = ["3", "7", "14", "30"] as const;

function SnoozeForm({ id, gap, onClose }: Pick<Props, "onClose"> & Pick<BoardRow, "gap"> & { id: string }) {
  const t = useTranslations("dashboard.word.snoozing");
  const now = useNow() ?? 0;
  const [until, setUntil] = useState(dateOf(now + 7 * dayMs));
  const [reason, setReason] = useState("");
  const span = spans.find((days) => dateOf(now + Number(days) * dayMs) === until) ?? null;

  async function save(event: FormEvent) {
    event.preventDefault();
    const [year = 0, month = 1, day = 1] = until.split("-").map(Number);
    // It comes back when the day begins, by the learner's clock.
    const at = new Date(year, month - 1, day).getTime();
    await record({ type: "gap-snoozed", body: { gap, until: at, ...(reason.trim() && { reason: reason.trim() }) } });
    onClose();
  }

  return (
    <form id={id} onSubmit={save} className="grid gap-4">
      <p className="text-m text-ink-2">{t("about")}</p>
      <Segmented
        legend={t("span")}
        showLegend
        options={spans.map((days) => ({ value: days, label: t("days", { count: Number(days) }) }))}
        value={span}
        onChange={(days) => setUntil(dateOf(now + Number(days) * dayMs))}
      />
      <Field
        type="date"
        required
        min={dateOf(now + dayMs)}
        className="w-48"
        label={t("until")}
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
      <Field
        className="w-full"
        label={t("reason")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </form>
  );
}

/** The day of the learner's calendar, as a date field has it. @param at epoch ms */
const dateOf = (at: number) => localDay(at, minutesEast(at));
