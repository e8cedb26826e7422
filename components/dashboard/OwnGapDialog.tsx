"use client";
/** A question one was stuck on, noted in half a minute as a gap of one's own; the same form edits it later. */
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { newId, record, useLearner } from "@/components/learner/learner-store";
import { Field } from "@/components/ui/Field";
import { FormDialog } from "@/components/ui/FormDialog";
import { Icon } from "@/components/ui/Icon";
import { Segmented } from "@/components/ui/Segmented";
import type { GapId, StatementId } from "@/lib/ids";
import type { GapAdded } from "@/lib/learner/events";
import { StatementPicker } from "./StatementPicker";

type Props = {
  open: boolean;
  onClose: () => void;
  /** The gap to edit; absent for a new one. */
  gap?: GapAdded;
  /** Told when it is in the log. */
  onSaved?: (gap: GapId) => void;
};

export function OwnGapDialog({ open, onClose, gap, onSaved }: Props) {
  const t = useTranslations("own");
  return (
    <FormDialog
      open={open}
      onClose={onClose}
      title={t(gap ? "edit" : "new")}
      words={{ close: t("close"), cancel: t("cancel"), save: t(gap ? "saveEdit" : "save") }}
      width={640}
    >
      {(id) => <OwnGapForm id={id} gap={gap} onClose={onClose} onSaved={onSaved} />}
    </FormDialog>
  );
}

const levels = ["0", "1", "2", "3", "4"] as const;
type LevelWord = (typeof levels)[number];

type FormProps = Pick<Props, "onClose" | "gap" | "onSaved"> & { id: string };

function OwnGapForm({ id, gap, onClose, onSaved }: FormProps) {
  const t = useTranslations("own");
  const gaps = useLearner((learner) => learner.index?.gaps);
  const [question, setQuestion] = useState(gap?.question ?? "");
  const [title, setTitle] = useState(gap?.title ?? "");
  const [company, setCompany] = useState(gap?.company ?? "");
  const [stuckAt, setStuckAt] = useState<LevelWord | null>(
    gap?.stuckAt === undefined ? null : (String(gap.stuckAt) as LevelWord),
  );
  const [statements, setStatements] = useState<readonly StatementId[]>(gap?.statements ?? []);
  const [isWanting, setWanting] = useState(false);
  const named = title.trim() || beginningOf(question);

  async function save(event: FormEvent) {
    event.preventDefault();
    if (named === "") {
      setWanting(true);
      document.getElementById(`${id}-question`)?.focus();
      return;
    }
    const body: GapAdded = {
      gap: gap?.gap ?? newOwnId(),
      title: named,
      statements: [...statements],
      ...(company.trim() && { company: company.trim() }),
      ...(question.trim() && { question: question.trim() }),
      ...(stuckAt !== null && { stuckAt: Number(stuckAt) as NonNullable<GapAdded["stuckAt"]> }),
      ...(gap?.reason && { reason: gap.reason }),
    };
    // What the browser would not store stays in the notice about saving, and goes in at the next try.
    await record({ type: "gap-added", body });
    onSaved?.(body.gap);
    onClose();
  }

  return (
    <form id={id} onSubmit={save} className="grid gap-5">
      <div className="field">
        <label htmlFor={`${id}-question`}>{t("question.label")}</label>
        <textarea
          id={`${id}-question`}
          className="input"
          rows={2}
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
          aria-describedby={`${id}-${isWanting ? "wanting" : "hint"}`}
          aria-invalid={(isWanting && named === "") || undefined}
        />
        {isWanting && named === "" ? (
          <span id={`${id}-wanting`} className="flex items-center gap-1.5 text-s text-bad" role="alert">
            <Icon name="alert" />
            {t("question.wanting")}
          </span>
        ) : (
          <span id={`${id}-hint`} className="cap">
            {t("question.hint")}
          </span>
        )}
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          className="w-full"
          label={t("name")}
          value={title}
          placeholder={beginningOf(question) || t("nameHint")}
          onChange={(event) => setTitle(event.target.value)}
        />
        <Field
          className="w-full"
          label={t("company")}
          value={company}
          onChange={(event) => setCompany(event.target.value)}
        />
      </div>
      <div className="grid gap-1.5">
        <Segmented
          legend={t("stuck.label")}
          showLegend
          options={levels.map((level) => ({
            value: level,
            label: (
              <>
                L{level}
                <span className="sr"> {t(`level.${level}`)}</span>
              </>
            ),
          }))}
          value={stuckAt}
          onChange={setStuckAt}
        />
        <span className="cap" aria-hidden="true">
          {stuckAt === null ? t("stuck.hint") : t("stuck.chosen", { level: stuckAt, name: t(`level.${stuckAt}`) })}
        </span>
      </div>
      {gaps ? <StatementPicker gaps={gaps} question={question} chosen={statements} onChoose={setStatements} /> : null}
    </form>
  );
}

/** Up to its first stop, and no longer than a title is. */
const longestTitle = 40;

function beginningOf(question: string): string {
  const [first = ""] = question.trim().split(/[。？！?\n]|\.\s/);
  const whole = [...first.trim()];
  return whole.length <= longestTitle ? whole.join("") : `${whole.slice(0, longestTitle).join("").trimEnd()}…`;
}

const newOwnId = (): GapId => `own-${newId().replaceAll("-", "").slice(-12)}` as GapId;
