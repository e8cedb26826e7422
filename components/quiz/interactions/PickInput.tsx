"use client";
import { InlineText } from "@/components/ui/InlineText";
import { OptionRow } from "@/components/ui/OptionRow";
import type { InteractionProps } from "./interaction-props";
import { noteOf, useVerdictLabel, verdictOf } from "./judged";

/** One sentence of a running text. The sentences stand in reading order, each a row that can be picked. */
export function PickInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"pick">) {
  const label = useVerdictLabel();
  return (
    <div className="opts opts-passage" role="radiogroup" aria-labelledby={labelledBy}>
      {interaction.spans.map((span, index) => {
        const note = noteOf(part, span.id);
        const taken = answer?.picked === span.id;
        return (
          <OptionRow
            key={span.id}
            name={id}
            value={span.id}
            checked={taken}
            onChange={() => onAnswer({ type: "pick", picked: span.id })}
            disabled={part !== undefined}
            keyHint={String(index + 1)}
            verdict={verdictOf(note)}
            verdictLabel={label(note, taken)}
            why={note?.rationale && <InlineText text={note.rationale} />}
          >
            <InlineText text={span.text} />
          </OptionRow>
        );
      })}
    </div>
  );
}
