"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { record } from "@/components/learner/learner-store";
import { Field } from "@/components/ui/Field";
import { FormDialog } from "@/components/ui/FormDialog";
import type { BoardRow } from "@/lib/learner/views";

type Props = { isOpen: boolean; onClose: () => void; row: Pick<BoardRow, "gap" | "title"> };

/** "I do not agree": it moves nothing by itself, and asks for a question that decides. */
export function DisputeDialog({ isOpen, onClose, row }: Props) {
  const t = useTranslations("dashboard.word.disputing");
  return (
    <FormDialog
      open={isOpen}
      onClose={onClose}
      title={t("title", { gap: row.title })}
      words={{ close: t("close"), cancel: t("cancel"), save: t("save") }}
    >
      {(id) => <DisputeForm id={id} gap={row.gap} onClose={onClose} />}
    </FormDialog>
  );
}

function DisputeForm({ id, gap, onClose }: Pick<Props, "onClose"> & Pick<BoardRow, "gap"> & { id: string }) {
  const t = useTranslations("dashboard.word.disputing");
  const [reason, setReason] = useState("");
  async function save(event: FormEvent) {
    event.preventDefault();
    await record({ type: "gap-disputed", body: { gap, ...(reason.trim() && { reason: reason.trim() }) } });
    onClose();
  }
  return (
    <form id={id} onSubmit={save} className="grid gap-4">
      <p className="text-m text-ink-2">{t("about")}</p>
      <Field
        className="w-full"
        label={t("reason")}
        placeholder={t("example")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </form>
  );
}
