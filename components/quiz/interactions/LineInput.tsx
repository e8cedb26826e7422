"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf, useVerdictLabel, verdictOf, Why } from "./judged";

/** A listing in which some lines can be picked: each such line is a row of one group, the others are only read. */
export function LineInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"line">) {
  const t = useTranslations("quiz.line");
  const label = useVerdictLabel();
  const whyId = useId();
  const pickable = interaction.lines.flatMap((line) => line.id ?? []);
  return (
    // What scrolls must be reachable by keyboard (WCAG 2.1.1), after the answer too, when no line can be picked.
    <div className="pick-lines" role="radiogroup" tabIndex={0} aria-labelledby={labelledBy}>
      <div>
        {interaction.lines.map((line, index) => {
          const number = index + 1;
          if (line.id === undefined)
            return (
              <div key={number} className="ln">
                <i aria-hidden="true">{number}</i>
                <code>{line.text}</code>
              </div>
            );
          const lineId = line.id;
          const note = noteOf(part, lineId);
          const verdict = verdictOf(note);
          const taken = answer?.picked === lineId;
          const digit = pickable.indexOf(lineId) + 1;
          return (
            <div key={lineId}>
              <label className={`ln ln-pick ${verdict ? `is-${verdict}` : ""}`}>
                <input
                  type="radio"
                  name={id}
                  value={lineId}
                  data-digit={digit}
                  checked={taken}
                  disabled={part !== undefined}
                  onChange={() => onAnswer({ type: "line", picked: lineId })}
                  aria-label={t("name", { line: number, code: line.text.trim() })}
                  aria-describedby={note?.rationale ? `${whyId}-${lineId}` : undefined}
                />
                <b aria-hidden="true">{digit}</b>
                <i aria-hidden="true">{number}</i>
                <code>{line.text}</code>
              </label>
              {note && (verdict || note.rationale) ? (
                <p className={`ln-why ${verdict ? `is-${verdict}` : ""}`} id={`${whyId}-${lineId}`}>
                  <Mark note={note} label={label(note, taken)} />
                  <Why note={note} />
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
    </div>
  );
}
