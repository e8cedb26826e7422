"use client";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { Feedback } from "@/components/quiz/Feedback";
import { Question } from "@/components/quiz/Question";
import { InlineText } from "@/components/ui/InlineText";
import type { Item } from "@/lib/quiz/catalog";
import type { Response } from "@/lib/quiz/interaction";
import { present } from "@/lib/quiz/present";
import { explainItem, keyResponse, rubricOfItem, scoreItem } from "@/lib/quiz/score";

type Props = {
  item: Item;
  seed: number;
  /** Words of the false ideas that the item names, by id. */
  misconceptions: Readonly<Record<string, { text: string }>>;
};

/** An item in one language: as it is asked, to be tried, and below with its key, all reasons and all false ideas. */
export function ItemPreview({ item, seed, misconceptions }: Props) {
  const t = useTranslations("gallery.items");
  const [tried, setTried] = useState<Response>({});
  const question = useMemo(() => present(item, seed), [item, seed]);
  const key = useMemo(() => keyResponse(item, seed), [item, seed]);
  const parts = useMemo(() => explainItem(item, key, seed), [item, key, seed]);
  const score = scoreItem(item, key, seed);
  const { earned, possible } = score.state === "marked" ? score : { earned: 0, possible: 0 };
  return (
    <div className="grid content-start gap-6">
      <section aria-label={t("asked")}>
        <Question
          question={question}
          response={tried}
          onAnswer={(name, answer) => setTried((before) => ({ ...before, [name]: answer }))}
          heading="h3"
        />
      </section>
      <details open className="grid gap-4">
        <summary className="text-m font-semibold">{t("answered")}</summary>
        <div className="mt-4 grid gap-4">
          <Question question={question} response={key} onAnswer={() => {}} parts={parts} heading="h3" />
          <Feedback
            item={item}
            earned={earned}
            possible={possible}
            parts={parts}
            confidence={undefined}
            misconceptions={misconceptions}
          />
          {rubricOfItem(item)?.anchors.map((anchor) => (
            <p key={anchor.score} className="text-m text-ink-2">
              <strong>{t("anchor", { score: anchor.score })}</strong> <InlineText text={anchor.text} />
            </p>
          ))}
          <ul className="grid gap-1 text-m text-ink-2">
            {Object.entries(misconceptions).map(([id, { text }]) => (
              <li key={id}>
                <code className="icode">{id}</code> <InlineText text={text} />
              </li>
            ))}
          </ul>
        </div>
      </details>
    </div>
  );
}
