"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { ItemAnswered } from "@/lib/learner/events";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { present } from "@/lib/quiz/present";
import { explainItem } from "@/lib/quiz/score";
import { Feedback } from "./Feedback";
import { Question } from "./Question";
import { useJudged } from "./useJudged";

type Props = {
  item: Item;
  /** Without a score nothing was answered, or not all of it. */
  answered: Pick<ItemAnswered, "response" | "seed" | "revision" | "confidence"> &
    Partial<Pick<ItemAnswered, "score" | "session">>;
  catalog: Catalog;
};

/** An answer of the past, as it was asked and given, with the reasons. The marks are those given at the time. */
export function AnsweredQuestion({ item, answered, catalog }: Props) {
  const t = useTranslations("quiz");
  const { response, seed, score, revision, confidence, session } = answered;
  const question = useMemo(() => present(item, seed), [item, seed]);
  const judged = useJudged(item, response);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a grade that has come is read by the explanation
  const parts = useMemo(() => explainItem(item, response, seed), [item, response, seed, judged]);
  return (
    <div className="grid gap-4">
      {revision === item.revision ? null : <p className="text-m text-warn">{t("revised")}</p>}
      <Question
        question={question}
        response={response}
        onAnswer={() => {}}
        parts={parts}
        heading="h3"
        sitting={session}
      />
      <Feedback
        item={item}
        earned={score?.earned ?? 0}
        possible={score?.possible ?? 0}
        isOpen={score === undefined}
        parts={parts}
        confidence={confidence}
        misconceptions={catalog.misconceptions}
      />
    </div>
  );
}
