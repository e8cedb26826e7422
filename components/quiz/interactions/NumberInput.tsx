"use client";
import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import type { InteractionProps } from "./interaction-props";
import { Mark, useVerdictLabel } from "./judged";

/** A number with its unit behind the field. What counts as a number is the kind's business. */
export function NumberInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"number">) {
  const t = useTranslations("quiz.number");
  const label = useVerdictLabel();
  // The kind notes what was typed; when a known slip leads to it, the note says which.
  const note = part?.notes[0];
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-3">
        <input
          id={id}
          className="input num w-40"
          inputMode="decimal"
          autoComplete="off"
          aria-labelledby={`${labelledBy} ${id}-unit`}
          placeholder={t("placeholder")}
          value={answer?.text ?? ""}
          disabled={part !== undefined}
          onChange={(event) => onAnswer({ type: "number", text: event.target.value })}
        />
        <span id={`${id}-unit`} className="text-l text-ink-2">
          {interaction.unit}
        </span>
        <Mark note={note} label={label(note, true)} />
      </div>
      {part ? (
        <p className="text-l">
          {t("key")} <InlineText text={part.key} />
        </p>
      ) : null}
      {part && note?.rationale ? (
        <p className="text-m text-ink-2">
          <InlineText text={note.rationale} />
        </p>
      ) : null}
    </div>
  );
}
