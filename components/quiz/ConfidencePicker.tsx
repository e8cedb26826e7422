"use client";
import { useTranslations } from "next-intl";
import { Segmented } from "@/components/ui/Segmented";
import type { Confidence } from "@/lib/learner/events";

const levels = ["1", "2", "3"] as const;

type Props = { value: Confidence | undefined; onChange: (confidence: Confidence) => void; disabled?: boolean };

/** How sure the learner is, before knowing: nothing is chosen until they choose. */
export function ConfidencePicker({ value, onChange, disabled }: Props) {
  const t = useTranslations("quiz.confidence");
  return (
    <Segmented
      legend={t("legend")}
      options={levels.map((level) => ({ value: level, label: t(level) }))}
      value={value === undefined ? null : (String(value) as (typeof levels)[number])}
      onChange={(level) => onChange(Number(level) as Confidence)}
      disabled={disabled}
    />
  );
}

/** The next level round the circle: what the key C does. */
export const nextConfidence = (value: Confidence | undefined): Confidence =>
  value === undefined || value === 3 ? 1 : ((value + 1) as Confidence);
