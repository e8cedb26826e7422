"use client";
import { useTranslations } from "next-intl";
import { usePreference } from "@/components/shell/preferences";
import { certaintyOf, type Rated } from "@/lib/quiz/certainty";

/** What the answers come to in certainty-based marks: only for who asked for it in the settings, and part of no score. */
export function CertaintyMarks({ answers }: { answers: readonly Rated[] }) {
  const t = useTranslations("quiz.certainty");
  const isShown = usePreference("certainty-marks") === "on";
  if (!isShown) return null;
  const { n, total, mean, by } = certaintyOf(answers);
  if (mean === undefined) return <p className="text-m text-ink-2">{t("none")}</p>;
  return (
    <div className="grid gap-1" data-certainty={n}>
      <p className="num text-m">{t("line", { total: rounded(total), most: 3 * n, mean: rounded(mean), n })}</p>
      <p className="cap num">
        {by
          .filter((each) => each.n > 0)
          .map((each) => t(`by.${each.confidence}`, { n: each.n, total: rounded(each.total) }))
          .join(t("comma"))}
      </p>
    </div>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
