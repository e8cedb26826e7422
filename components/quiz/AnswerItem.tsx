"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useMemo, useRef } from "react";
import { useKeys } from "@/components/shell/keys";
import { Button } from "@/components/ui/Button";
import type { Item } from "@/lib/quiz/catalog";
import type { Response } from "@/lib/quiz/interaction";
import { present } from "@/lib/quiz/present";
import { ticksIn, ticksName } from "@/lib/quiz/rubric";
import { explainItem, rubricOfItem, scoreItem } from "@/lib/quiz/score";
import type { Turn } from "@/lib/quiz/session";
import { ConfidencePicker, nextConfidence } from "./ConfidencePicker";
import { Feedback } from "./Feedback";
import { pressDigit } from "./press-digit";
import { Question } from "./Question";
import { RubricMark } from "./RubricMark";
import { NotSaved, SaveLine } from "./SaveLine";
import type { Sitting } from "./useSession";

type Props = {
  item: Item;
  turn: Turn;
  sitting: Sitting;
  heading: "h1" | "h2" | "h3";
  misconceptions: Readonly<Record<string, { text: string }>>;
  /** Keys of a page belong to one question; a note with several checks leaves them to the pointer and Tab. */
  keys: boolean;
  onSkip?: () => void;
  /** After the feedback: the words of the button that goes on, and what it does. */
  onward?: { label: string; go: () => void };
  /** After the feedback: when the question comes again. */
  returns?: ReactNode;
  children?: ReactNode;
};

/** A question with its confidence, its feedback and the truth about saving. Give it a `key` per turn. */
export function AnswerItem(props: Props) {
  const { item, turn, sitting, heading, misconceptions, keys, onSkip, onward, returns, children } = props;
  const t = useTranslations("quiz");
  const root = useRef<HTMLDivElement>(null);
  const { seed, response, confidence } = turn;
  const question = useMemo(() => present(item, seed), [item, seed]);
  const isAnswered = turn.state === "answered";
  const isMarking = turn.state === "marking";
  const rubric = useMemo(() => rubricOfItem(item), [item]);
  const parts = useMemo(
    () => (isAnswered ? explainItem(item, response, seed) : undefined),
    [isAnswered, item, response, seed],
  );
  const score = scoreItem(item, response, seed);
  // The answer is final before its marks are: what is left to tick comes after.
  const isReady = score.state === "marked" || score.missing.every((name) => name === ticksName);

  const enter = () => (isAnswered ? onward?.go() : sitting.reveal(item));
  useKeys(
    t("keys.title"),
    keys
      ? [
          { keys: ["1-9"], label: t("keys.choose"), run: (event) => pressDigit(root.current, event.key) },
          { keys: ["Enter"], label: t("keys.enter"), run: enter, whileTyping: true },
          { keys: ["c"], label: t("keys.confidence"), run: () => sitting.rate(nextConfidence(confidence)) },
          ...(onSkip ? [{ keys: ["s"], label: t("keys.skip"), run: () => turn.state === "open" && onSkip() }] : []),
        ]
      : [],
  );

  return (
    <div ref={root} className="grid gap-5">
      <Question
        question={question}
        response={response}
        onAnswer={sitting.respond}
        parts={parts}
        heading={heading}
        sitting={sitting.session.id}
        isFinal={isMarking}
      />
      {isMarking && rubric ? (
        <RubricMark
          rubric={rubric}
          text={writtenIn(response)}
          ticked={ticksIn(response) ?? []}
          onTick={(chosen) => sitting.respond(ticksName, { type: "choice", chosen })}
          id={`${sitting.session.id}-${item.id}`}
        />
      ) : null}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-2">
          <span className="text-m text-ink-3" aria-hidden="true">
            {t("confidence.legend")} {keys ? <kbd className="kbd">C</kbd> : null}
          </span>
          <ConfidencePicker value={confidence} onChange={sitting.rate} disabled={isAnswered || isMarking} />
        </span>
        {isAnswered ? null : (
          <span className="ml-auto flex flex-wrap gap-2">
            {onSkip && !isMarking ? (
              <Button variant="quiet" onClick={onSkip}>
                {t("skip")}
              </Button>
            ) : null}
            <Button
              variant="primary"
              keyHint={keys ? "Enter" : undefined}
              disabled={!isReady}
              onClick={() => sitting.reveal(item)}
            >
              {t(isMarking ? "record" : rubric ? "done" : "submit")}
            </Button>
          </span>
        )}
      </div>
      {isAnswered && turn.score && parts ? (
        <>
          <Feedback
            item={item}
            earned={turn.score.earned}
            possible={turn.score.possible}
            parts={parts}
            confidence={confidence}
            misconceptions={misconceptions}
            focus
          />
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
              <SaveLine />
              {returns}
            </span>
            {onward ? (
              <Button variant="primary" keyHint={keys ? "Enter" : undefined} onClick={onward.go}>
                {onward.label}
              </Button>
            ) : null}
          </div>
        </>
      ) : (
        // An answer of before that is not stored yet: the bar goes along until it is.
        <NotSaved />
      )}
      {children}
    </div>
  );
}

/** What the learner wrote in their own words. */
const writtenIn = (response: Response): string =>
  Object.values(response)
    .flatMap((answer) => (answer.type === "prose" ? [answer.text] : []))
    .join("\n");
