"use client";
import { InlineText } from "@/components/ui/InlineText";
import { OptionRow } from "@/components/ui/OptionRow";
import type { InteractionProps } from "./interaction-props";
import { noteOf, useVerdictLabel, verdictOf } from "./judged";

/** One of a list, or several. */
export function ChoiceInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"choice">) {
  const label = useVerdictLabel();
  const { many, options } = interaction;
  const chosen = answer?.chosen ?? [];
  const take = (option: string, on: boolean) => {
    if (!many) onAnswer({ type: "choice", chosen: [option] });
    else onAnswer({ type: "choice", chosen: on ? [...chosen, option] : chosen.filter((each) => each !== option) });
  };
  return (
    <fieldset className="opts" role={many ? undefined : "radiogroup"} aria-labelledby={labelledBy}>
      {options.map((option, index) => {
        const note = noteOf(part, option.id);
        const taken = chosen.includes(option.id);
        return (
          <OptionRow
            key={option.id}
            many={many}
            name={id}
            value={option.id}
            checked={taken}
            onChange={(on) => take(option.id, on)}
            disabled={part !== undefined}
            keyHint={String(index + 1)}
            verdict={verdictOf(note)}
            verdictLabel={label(note, taken)}
            why={note?.rationale && <InlineText text={note.rationale} />}
          >
            <InlineText text={option.text} />
          </OptionRow>
        );
      })}
    </fieldset>
  );
}
