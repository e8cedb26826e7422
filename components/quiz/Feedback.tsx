"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Mark } from "@/components/ui/Badge";
import { InlineText } from "@/components/ui/InlineText";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Confidence } from "@/lib/learner/events";
import type { Item } from "@/lib/quiz/catalog";
import type { Part } from "@/lib/quiz/item";

type Props = {
  item: Item;
  earned: number;
  possible: number;
  /** No complete answer was given: nothing to judge, only the reasons. */
  isOpen?: boolean;
  parts: readonly Part[];
  confidence: Confidence | undefined;
  /** Words of the misconceptions the answer shows, by id. */
  misconceptions: Readonly<Record<string, { text: string }>>;
  /** Focus moves to the verdict, so that it is read and the next Tab goes on from there. */
  focus?: boolean;
};

const tones = {
  right: { tone: "good", icon: "check" },
  partly: { tone: "warn", icon: "form" },
  wrong: { tone: "bad", icon: "x" },
  open: { tone: "hint", icon: "none" },
} as const;

/** The verdict in words, the reasons that belong to no single row, and the passage to reread. */
export function Feedback(props: Props) {
  const { item, earned, possible, isOpen = false, parts, confidence, misconceptions, focus = false } = props;
  const t = useTranslations("quiz.feedback");
  const locale = useLocale();
  const verdict = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focus) verdict.current?.focus({ preventScroll: true });
  }, [focus]);

  const outcome = isOpen ? "open" : earned >= possible ? "right" : earned > 0 ? "partly" : "wrong";
  const { tone, icon } = tones[outcome];
  // Options carry the idea behind them whether taken or not; this answer shows those it took.
  const taken = parts.flatMap((part) => part.notes.filter(({ verdict }) => verdict === "wrong"));
  const shown = [...new Set(taken.flatMap(({ misconception }) => misconception ?? []))];
  const reasons = parts.filter((part) => part.rationale);
  return (
    <section className="grid gap-3 border-t border-dashed border-line-strong pt-4" aria-label={t("label")}>
      <p ref={verdict} tabIndex={-1} role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-l">
        <Mark tone={tone} icon={icon}>
          {t(outcome)}
        </Mark>
        {possible > 1 && !isOpen ? (
          <span className="num text-m text-ink-2">{t("points", { earned, possible })}</span>
        ) : null}
        {(outcome === "wrong" || outcome === "partly") && confidence === 3 ? (
          <span className="text-m text-warn">{t("sureButWrong")}</span>
        ) : null}
        {outcome === "right" && confidence === 1 ? (
          <span className="text-m text-ink-2">{t("rightButUnsure")}</span>
        ) : null}
      </p>
      {reasons.map((part) => (
        <p key={part.name} className="text-l text-ink-2">
          <InlineText text={part.rationale ?? ""} />
        </p>
      ))}
      {shown.map((id) =>
        misconceptions[id] ? (
          <p key={id} className="text-m text-ink-2">
            {t("misconception")} <InlineText text={misconceptions[id].text} />
          </p>
        ) : null,
      )}
      {item.topic && item.heading && isLocale(locale) ? (
        <p className="text-m">
          <TextLink href={`${localePath(locale, `/topics/${item.topic}`)}#${item.heading}`}>{t("reread")}</TextLink>
        </p>
      ) : null}
    </section>
  );
}
