"use client";
import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { InteractionProps } from "./interaction-props";
import { Mark, noteOf, rowClass, verdictOf, Why } from "./judged";

/** Room for the padding of a field, beside its characters. */
const padding = "2.25rem";

/** A text or a command with fields in it. After the answer each field carries its sign, and stands below with its reason. */
export function BlanksInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"blanks">) {
  const t = useTranslations("quiz.blanks");
  const texts = answer?.texts ?? {};
  const blanks = interaction.text.flatMap((run) => ("blank" in run ? [run.blank] : []));
  const nameOf = (blank: string) =>
    blanks.length > 1 ? t("blank", { index: blanks.indexOf(blank) + 1, count: blanks.length }) : t("only");
  // A line of the key for each note, what is accepted separated by " / "; the text may order its blanks otherwise.
  const accepted = new Map(part?.key.split("\n").map((line, index) => [part.notes[index]?.id, line.split(" / ")]));
  return (
    <fieldset className="grid gap-3" aria-labelledby={labelledBy}>
      <div className={interaction.isCode ? "blanks blanks-code" : "blanks"}>
        {interaction.text.map((run, place) => {
          if ("text" in run)
            // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a text do not move, and two may be alike
            return interaction.isCode ? run.text : <InlineText key={place} text={run.text} />;
          const verdict = verdictOf(noteOf(part, run.blank));
          return (
            <span key={run.blank} className={verdict ? `blank is-${verdict}` : "blank"}>
              {blanks.length > 1 ? <i aria-hidden="true">{blanks.indexOf(run.blank) + 1}</i> : null}
              <input
                aria-label={nameOf(run.blank)}
                id={`${id}-${run.blank}`}
                value={texts[run.blank] ?? ""}
                disabled={part !== undefined}
                style={{ width: `calc(${run.size}ch + ${padding})` }}
                autoComplete="off"
                autoCapitalize="off"
                autoCorrect="off"
                spellCheck={false}
                onChange={(event) => onAnswer({ type: "blanks", texts: { ...texts, [run.blank]: event.target.value } })}
              />
              {verdict ? <Icon name={verdict === "key" ? "check" : verdict === "missed" ? "none" : "x"} /> : null}
            </span>
          );
        })}
      </div>
      {part ? (
        <ol className="opts">
          {blanks.map((blank, index) => {
            const note = noteOf(part, blank);
            const verdict = verdictOf(note);
            return (
              <li key={blank} className={rowClass(note)}>
                <span className="key square" aria-hidden="true">
                  {index + 1}
                </span>
                <span>
                  {t.rich("answer", {
                    accepted: () =>
                      accepted.get(blank)?.map((word, place) => (
                        <span key={word}>
                          {place > 0 ? t("or") : null}
                          {interaction.isCode ? <code className="icode">{word}</code> : <InlineText text={word} />}
                        </span>
                      )),
                  })}
                </span>
                <Mark isLack note={note} label={verdict && t(verdict)} />
                <Why note={note} />
              </li>
            );
          })}
        </ol>
      ) : null}
    </fieldset>
  );
}
