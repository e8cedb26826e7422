"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Code } from "@/components/ui/Code";
import { InlineText } from "@/components/ui/InlineText";
import { type Answer, type Interaction, isTouched, type Response } from "@/lib/quiz/interaction";
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
  /** Id of the session or the attempt: a recording is kept under it, and without it nothing can be recorded. */
  sitting?: string;
  /** The answer is final and not judged yet: it can be read, and a recording heard. */
  isFinal?: boolean;
};

/** A question as it is asked. It never holds a key: what is right arrives with `parts`, after the answer. */
export function Question({ question, response, onAnswer, parts, heading: Heading, sitting, isFinal = false }: Props) {
  const t = useTranslations("quiz");
  const kinds = useTranslations("kinds");
  const id = useId();
  const { interactions } = question;
  /** What a part asks, where there are several; one that has its own words in the item needs no others. */
  const stepOf = ({ name }: Interaction) => {
    const key = [`step.${question.kind}.${name}`, `step.${name}`].find((each) => t.has(each));
    return interactions.length > 1 && key ? t(key) : undefined;
  };
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
      {interactions.map((interaction, index) => {
        // Later steps of one question would give the earlier ones away.
        if (!parts && !isOpen(interactions, index, response)) return null;
        const { name, prompt } = interaction;
        const step = stepOf(interaction);
        return (
          <div key={name} className="grid gap-3">
            {prompt || step ? (
              <div id={`${id}-${name}`} className="grid gap-2">
                {prompt ? (
                  <p className={step ? "text-l" : "text-m font-semibold"}>
                    <InlineText text={prompt} />
                  </p>
                ) : null}
                {step ? <p className="text-m font-semibold">{step}</p> : null}
              </div>
            ) : null}
            <fieldset disabled={isFinal && interaction.type !== "prose"} className="min-w-0">
              <InteractionView
                isFinal={isFinal}
                interaction={interaction}
                answer={response[name]}
                onAnswer={(answer) => onAnswer(name, answer)}
                part={parts?.find((part) => part.name === name)}
                id={`${id}-${name}-input`}
                labelledBy={prompt || step ? `${id}-${name}` : `${id}-stem`}
                sitting={sitting && `${sitting}/${question.id}/${name}`}
              />
            </fieldset>
          </div>
        );
      })}
      <p className="cap">{kinds(question.rule, question.ruleValues)}</p>
    </div>
  );
}

/** A part that can be read without giving another away; what stands behind it need not wait. */
const tellsNothing: ReadonlySet<Interaction["type"]> = new Set(["number", "lookups", "design", "prose", "blanks"]);

const isOpen = (interactions: readonly Interaction[], index: number, response: Response): boolean =>
  interactions.slice(0, index).every(({ name, type }) => tellsNothing.has(type) || isTouched(response[name]));
