"use client";
import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import { OptionRow } from "@/components/ui/OptionRow";
import type { InteractionProps } from "./interaction-props";
import { noteOf, useVerdictLabel, verdictOf } from "./judged";

/** Whether the statement of the stem holds. The notes of its feedback go by the same two words as the part's key. */
export function VerdictInput({ answer, onAnswer, part, id, labelledBy }: InteractionProps<"verdict">) {
  const t = useTranslations("quiz.holds");
  const label = useVerdictLabel();
  return (
    <div className="opts opts-pair" role="radiogroup" aria-labelledby={labelledBy}>
      {(["true", "false"] as const).map((value, index) => {
        const note = noteOf(part, value);
        const taken = answer?.holds === (value === "true");
        return (
          <OptionRow
            key={value}
            name={id}
            value={value}
            checked={taken}
            onChange={() => onAnswer({ type: "verdict", holds: value === "true" })}
            disabled={part !== undefined}
            keyHint={String(index + 1)}
            verdict={verdictOf(note)}
            verdictLabel={label(note, taken)}
            why={note?.rationale && <InlineText text={note.rationale} />}
          >
            {t(value)}
          </OptionRow>
        );
      })}
    </div>
  );
}
