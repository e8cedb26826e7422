"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/Badge";
import type { PlaceOf } from "@/lib/learner/asked-place";
import type { WhyPage } from "@/lib/learner/why-page";
import type { EvidenceOf } from "./EvidenceDialog";

type Props = { of: PlaceOf; telling: NonNullable<WhyPage["telling"]>; open: (evidence: EvidenceOf) => void };

/** What is recognised and what can be told, side by side and never averaged; each count opens its answers. */
export function TellingLine({ of, telling, open }: Props) {
  const t = useTranslations("dashboard.telling");
  const { verdict, choices, produced, rungs } = telling;
  const counts = { choices, produced, rungs };
  const opens = (which: keyof typeof counts) => (words: ReactNode) =>
    counts[which].n === 0 ? (
      words
    ) : (
      <button
        type="button"
        className="link num"
        onClick={() => open({ title: t(`answers.${which}`), of, only: { telling: which } })}
      >
        {words}
      </button>
    );
  return (
    <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1" data-telling={verdict}>
      {verdict === "too-little" ? null : (
        <Badge
          tone={verdict === "knows-and-tells" ? "good" : "warn"}
          icon={verdict === "knows-and-tells" ? "solid" : "maybe"}
        >
          {t(`verdict.${verdict}`)}
        </Badge>
      )}
      <span className="text-ink-2">
        {t.rich("counts", {
          right: choices.right,
          n: choices.n,
          made: produced.right,
          produced: produced.n,
          rungs: rungs.n,
          level: rungs.deepest === null ? "none" : String(rungs.deepest),
          choices: opens("choices"),
          words: opens("produced"),
          told: opens("rungs"),
        })}
        {verdict === "too-little" ? t("tooLittle") : t("apart")}
      </span>
    </p>
  );
}
