"use client";
/** A question before the run: what is answered is kept and set beside what happened. */
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "@/components/ui/Button";
import { OptionRow } from "@/components/ui/OptionRow";
import type { Text } from "@/lib/i18n/locales";
import { useLabLocale } from "./wording";

export type Option = { id: string; text: Text; right?: true };

export function Predict({
  ask,
  options,
  onAnswer,
  maySkip = false,
}: {
  ask: Text;
  options: readonly Option[];
  /** "" when the learner would rather not say. */
  onAnswer: (option: string) => void;
  maySkip?: boolean;
}) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const name = useId();
  const [chosen, setChosen] = useState("");
  return (
    <form
      className="lab-predict"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onAnswer(chosen);
      }}
    >
      <fieldset>
        <legend>{ask[locale]}</legend>
        <div className="opts">
          {options.map(({ id, text }, index) => (
            <OptionRow
              key={id}
              name={name}
              value={id}
              checked={chosen === id}
              onChange={() => setChosen(id)}
              keyHint={String(index + 1)}
            >
              {text[locale]}
            </OptionRow>
          ))}
        </div>
      </fieldset>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" type="submit" aria-disabled={chosen === "" ? true : undefined}>
          {t("predict.answer")}
        </Button>
        {maySkip ? (
          <Button variant="quiet" onClick={() => onAnswer("")}>
            {t("predict.skip")}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** What was predicted, and how it turned out. */
export function Predicted({
  options,
  answer,
  because,
  isRevealed,
}: {
  options: readonly Option[];
  answer: string;
  because: Text;
  isRevealed: boolean;
}) {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const said = options.find(({ id }) => id === answer);
  const right = options.find((option) => option.right);
  if (!isRevealed)
    return (
      <p className="lab-predicted">{said ? t("predict.said", { option: said.text[locale] }) : t("predict.unsaid")}</p>
    );
  return (
    <div className="lab-predicted" role="status">
      {said ? (
        <p className={said.right ? "text-good" : "text-bad"}>
          <b>{t(said.right ? "predict.right" : "predict.wrong")}</b> {t("predict.said", { option: said.text[locale] })}
        </p>
      ) : null}
      {right && !said?.right ? <p>{t("predict.key", { option: right.text[locale] })}</p> : null}
      <p>{because[locale]}</p>
    </div>
  );
}
