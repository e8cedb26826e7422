import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { isLocale } from "@/lib/i18n/locales";
import type { Closing, StatementClosing } from "@/lib/mastery/closing";

type ClosingText = {
  /** In one line: what the gap as a whole still lacks. */
  ofGap: (closing: Closing) => string;
  /** What one statement still lacks; the empty string when it has its part. */
  ofStatement: (closing: StatementClosing) => string;
};

/** What is still missing until a gap closes, in words. */
export function useClosingText(): ClosingText {
  const t = useTranslations("dashboard.missing");
  const locale = useLocale();
  const day = (at: number) => (isLocale(locale) ? dayText(at, locale) : "");
  const ofStatement = ({ isMet, items, kinds, deep, isSpaced, spacedFrom }: StatementClosing): string => {
    if (isMet) return "";
    const parts = [
      ...(items > 0 ? [t("items", { n: items })] : []),
      ...(kinds > items ? [t("kinds", { n: kinds })] : []),
      ...(deep > 0 ? [t("deep", { n: 1 })] : []),
      ...(items === 0 && !isSpaced
        ? [spacedFrom === null ? t("spaced") : t("spacedFrom", { day: day(spacedFrom) })]
        : []),
    ];
    return parts.length > 0 ? t("line", { parts: parts.join(t("comma")) }) : "";
  };
  const ofGap = ({ isMet, statements, met, isDeepMet, isDeepNowhere }: Closing): string => {
    if (isMet) return t("none");
    const open = statements.filter((statement) => !statement.isMet);
    const sum = (of: (statement: StatementClosing) => number) => open.reduce((total, each) => total + of(each), 0);
    const [items, deep] = [sum((each) => each.items), sum((each) => each.deep)];
    const waiting = open.flatMap((each) => (each.items === 0 && each.spacedFrom !== null ? [each.spacedFrom] : []));
    const parts = [
      ...(items > 0 ? [t("items", { n: items })] : []),
      ...(deep > 0 ? [t("deep", { n: deep })] : isDeepMet || isDeepNowhere ? [] : [t("deep", { n: 1 })]),
      ...(items === 0 && waiting.length > 0 ? [t("spacedFrom", { day: day(Math.min(...waiting)) })] : []),
    ];
    const left = statements.length - met;
    if (left === 0) return parts.length > 0 ? t("line", { parts: parts.join(t("comma")) }) : t("deepNowhere");
    return parts.length > 0
      ? t(met === 0 ? "gapAll" : "gap", { left, of: statements.length, parts: parts.join(t("comma")) })
      : t("gapOnly", { left, of: statements.length });
  };
  return { ofGap, ofStatement };
}
