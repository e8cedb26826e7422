"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { record } from "@/components/learner/learner-store";
import { Field } from "@/components/ui/Field";
import { FormDialog } from "@/components/ui/FormDialog";
import type { GapId } from "@/lib/ids";
import { type ClosingRule, readRule, ruleBounds, standardRule, writeRule } from "@/lib/mastery/closing";

type Props = { isOpen: boolean; onClose: () => void; gap: GapId; title: string; rule: ClosingRule };

/** The closing rule of one gap as four choices. It is kept as `items=2 kinds=2 days=3 deep=1`. */
export function RuleDialog({ isOpen, onClose, gap, title, rule }: Props) {
  const t = useTranslations("dashboard.rule.dialog");
  return (
    <FormDialog
      open={isOpen}
      onClose={onClose}
      title={t("title", { gap: title })}
      width={480}
      words={{ close: t("close"), cancel: t("cancel"), save: t("save") }}
    >
      {(id) => <RuleForm id={id} gap={gap} rule={rule} onClose={onClose} />}
    </FormDialog>
  );
}

const numbers = ["items", "kinds", "days"] as const;

type Draft = Record<(typeof numbers)[number], string> & { deep: boolean };
const draftOf = ({ items, kinds, days, deep }: ClosingRule): Draft => {
  return { items: String(items), kinds: String(kinds), days: String(days), deep: deep === 1 };
};

function RuleForm({ id, gap, rule, onClose }: Pick<Props, "gap" | "rule" | "onClose"> & { id: string }) {
  const t = useTranslations("dashboard.rule.dialog");
  const [draft, setDraft] = useState(draftOf(rule));
  const written = writeRule({
    items: Number(draft.items),
    kinds: Number(draft.kinds),
    days: Number(draft.days),
    deep: draft.deep ? 1 : 0,
  });
  const isMoreKinds = Number(draft.kinds) > Number(draft.items);
  const isReadable = numbers.every((name) => draft[name] !== "") && readRule(written) !== undefined;

  async function save(event: FormEvent) {
    event.preventDefault();
    if (isMoreKinds || !isReadable) return;
    await record({ type: "gap-rule-set", body: { gap, rule: written } });
    onClose();
  }

  return (
    <form id={id} onSubmit={save} className="grid gap-4">
      <p className="text-m text-ink-2">{t("about")}</p>
      <div className="grid gap-4 sm:grid-cols-3">
        {numbers.map((name) => (
          <Field
            key={name}
            type="number"
            required
            min={ruleBounds[name][0]}
            max={ruleBounds[name][1]}
            className="w-24"
            label={t(name)}
            unit={t(`unit.${name}`)}
            value={draft[name]}
            error={name === "kinds" && isMoreKinds ? t("moreKinds") : undefined}
            onChange={(event) => setDraft({ ...draft, [name]: event.target.value })}
          />
        ))}
      </div>
      <label className="check-row">
        <input
          type="checkbox"
          checked={draft.deep}
          onChange={(event) => setDraft({ ...draft, deep: event.target.checked })}
        />
        <span>{t("deep")}</span>
      </label>
      <p>
        <button type="button" className="link text-m" onClick={() => setDraft(draftOf(standardRule))}>
          {t("standard")}
        </button>
      </p>
    </form>
  );
}
