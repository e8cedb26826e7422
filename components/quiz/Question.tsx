"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Code } from "@/components/ui/Code";
import { InlineText } from "@/components/ui/InlineText";
import type { Answer, Interaction, Response } from "@/lib/quiz/interaction";
import type { Part } from "@/lib/quiz/item";
import type { Presented } from "@/lib/quiz/present";
import { InteractionView } from "./interactions/InteractionView";

type Props = {
  question: Presented;
  response: Response;
  onAnswer: (name: string, answer: Answer) => void;
  /** The feedback, once the answer is given: then nothing can be changed. */
  parts?: readonly Part[];
  /** The stem is the page's title in an exam, a section's elsewhere. */
  heading: "h1" | "h2" | "h3";
};

/** A question as it is asked. It never holds a key: what is right arrives with `parts`, after the answer. */
export function Question({ question, response, onAnswer, parts, heading: Heading }: Props) {
  const t = useTranslations("quiz");
  const kinds = useTranslations("kinds");
  const id = useId();
  const { interactions } = question;
  return (
    <div className="grid gap-5" data-question={question.id}>
      {question.assumptions ? (
        <p className="text-l text-ink-2">
          <InlineText text={question.assumptions} />
        </p>
      ) : null}
      <Heading className="text-h3 font-semibold text-balance" id={`${id}-stem`} tabIndex={-1}>
        <InlineText text={question.stem} />
      </Heading>
      {question.code ? <Code label={t("code")}>{question.code.text}</Code> : null}
      {interactions.map((interaction, index) =>
        // Later steps of one question would give the earlier ones away.
        parts || isOpen(interactions, index, response) ? (
          <div key={interaction.name} className="grid gap-3">
            {interactions.length > 1 ? (
              <p className="text-m font-semibold" id={`${id}-${interaction.name}`}>
                {t(`step.${interaction.name}`)}
              </p>
            ) : null}
            <InteractionView
              interaction={interaction}
              answer={response[interaction.name]}
              onAnswer={(answer) => onAnswer(interaction.name, answer)}
              part={parts?.find((part) => part.name === interaction.name)}
              id={`${id}-${interaction.name}-input`}
              labelledBy={interactions.length > 1 ? `${id}-${interaction.name}` : `${id}-stem`}
            />
          </div>
        ) : null,
      )}
      <p className="cap">{kinds(question.rule, question.ruleValues)}</p>
    </div>
  );
}

const isOpen = (interactions: readonly Interaction[], index: number, response: Response): boolean =>
  interactions.slice(0, index).every(({ name }) => hasAnswer(response[name]));

const hasAnswer = (answer: Answer | undefined): boolean => {
  switch (answer?.type) {
    case undefined:
      return false;
    case "choice":
      return answer.chosen.length > 0;
    case "order":
      return answer.order.length > 0;
    case "match":
      return Object.keys(answer.pairs).length > 0;
    case "number":
      return answer.text.trim() !== "";
    case "pick":
      return answer.picked !== null;
    default:
      return answer satisfies never;
  }
};
