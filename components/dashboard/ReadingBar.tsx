"use client";
import { useTranslations } from "next-intl";
import { IntervalBar } from "@/components/ui/Meter";
import type { Reading } from "@/lib/mastery/gaps";

/**
 * What is known of a place as a bar. Before three answers there is no interval; before ten the bar is drawn and no number
 * is said.
 */
export function ReadingBar({ reading }: { reading: Pick<Reading, "level" | "band" | "mayNumber" | "n"> }) {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
  const { level, band, mayNumber, n } = reading;
  if (!level || !band)
    return <IntervalBar interval={null} goal label={n === 0 ? ui("untested") : t("tooFew", { n })} />;
  const word = ui(`band.${band}`);
  const [low, middle, high] = [Math.round(level.lo), Math.round(level.mid), Math.round(level.hi)];
  return (
    <IntervalBar
      interval={{ low, middle, high }}
      goal
      label={mayNumber ? ui("interval", { low, high, band: word }) : t("roughly", { band: word })}
    />
  );
}
