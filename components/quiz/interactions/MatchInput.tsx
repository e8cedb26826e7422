"use client";
import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf, rowClass, useVerdictLabel, Why } from "./judged";

const letter = (index: number): string => String.fromCharCode(65 + index);

/** Each left entry gets one right entry from a native list: the same hands on a phone, a keyboard and a screen reader. */
export function MatchInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"match">) {
  const t = useTranslations("quiz.match");
  const label = useVerdictLabel();
  const pairs = answer?.pairs ?? {};
  const plain = (text: string) => text.replaceAll("`", "").replaceAll("**", "");
  const give = (left: string, right: string) => {
    const { [left]: _, ...others } = pairs;
    onAnswer({ type: "match", pairs: right === "" ? others : { ...others, [left]: right } });
  };
  const usedElsewhere = (left: string, right: string) =>
    !interaction.reuse && Object.entries(pairs).some(([other, taken]) => other !== left && taken === right);

  return (
    <fieldset className="grid gap-4" aria-labelledby={labelledBy}>
      <ol className="grid gap-1 text-m text-ink-2" aria-label={t("choices")}>
        {interaction.right.map((right, index) => (
          <li key={right.id} className="grid grid-cols-[24px_minmax(0,1fr)]">
            <span className="mono text-ink-3">{letter(index)}</span>
            <span>
              <InlineText text={right.text} />
            </span>
          </li>
        ))}
      </ol>
      <div className="opts">
        {interaction.left.map((left, index) => {
          const note = noteOf(part, left.id);
          const field = `${id}-${left.id}`;
          return (
            <div key={left.id} className={`${rowClass(note)} opt-match`}>
              <span className="key square" aria-hidden="true">
                {index + 1}
              </span>
              <label htmlFor={field}>
                <InlineText text={left.text} />
              </label>
              <select
                id={field}
                className="input"
                value={pairs[left.id] ?? ""}
                disabled={part !== undefined}
                onChange={(event) => give(left.id, event.target.value)}
              >
                <option value="">{t("none")}</option>
                {interaction.right.map((right, place) => (
                  <option key={right.id} value={right.id} disabled={usedElsewhere(left.id, right.id)}>
                    {letter(place)} · {plain(right.text)}
                  </option>
                ))}
              </select>
              <Mark note={note} label={label(note, true)} />
              <Why note={note} />
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
