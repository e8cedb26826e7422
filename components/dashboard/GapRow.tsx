"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dayText } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import type { BoardRow } from "@/lib/learner/views";
import { dayMs } from "@/lib/mastery/constants";
import type { TrendPoint } from "@/lib/mastery/trend";
import type { Catalog } from "@/lib/quiz/catalog";
import { useClosingText } from "./closing-text";
import type { EvidenceOf } from "./EvidenceDialog";
import { GapAction } from "./GapAction";
import { GapDetails } from "./GapDetails";
import { GapStateMark } from "./GapStateMark";
import { ReadingBar } from "./ReadingBar";
import { Trend } from "./Trend";

type Props = {
  row: BoardRow;
  trend: readonly TrendPoint[] | undefined;
  catalog: Catalog;
  open: (evidence: EvidenceOf) => void;
};

/** One gap in a line; it opens to why. */
export function GapRow({ row, trend, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  const [isOpen, setOpen] = useState(false);
  if (!isLocale(locale)) return null;
  return (
    <div className="gap-item" data-aside={row.snoozed ? "" : undefined}>
      <details id={row.gap} className="gap-row" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="no num">{row.number}</span>
          <span className="min-w-0">
            <span className="nm">{row.title}</span>
            <span className="quote">{row.judgement}</span>
          </span>
          <span className="bar">
            <ReadingBar reading={row} />
            <span className="cap num">
              {row.n === 0
                ? t(row.word ? "onlyYourWord" : "noEvidence")
                : t("evidenceLine", { count: row.n, last: row.last === null ? "" : dayText(row.last, locale) })}
            </span>
          </span>
          <span className="trend">{trend ? <Trend points={trend} /> : null}</span>
          <span className="st">
            <GapStateMark of={row} />
          </span>
          <span className="need num">{row.n === 0 ? null : <Missing row={row} />}</span>
          <Icon name="chevron-right" className="turn" />
        </summary>
        {isOpen ? <GapDetails row={row} catalog={catalog} open={open} /> : null}
      </details>
      {row.n === 0 ? (
        // Beside the row, not in it: a link inside a control that opens is reached by nobody's keyboard.
        <p className="row-act">
          <GapAction row={row} withMinutes />
        </p>
      ) : null}
    </div>
  );
}

/** What is missing until it closes; for one that may be weak first what is missing until that is known. */
function Missing({ row }: { row: BoardRow }) {
  const t = useTranslations("dashboard.missing");
  const locale = useLocale();
  const now = useNow();
  const { ofGap } = useClosingText();
  if (row.snoozed && isLocale(locale)) return t("aside", { day: dayText(row.snoozed.until, locale) });
  if (row.state === "fading" && row.last !== null && now !== null)
    return t("fading", { days: Math.max(1, Math.round((now - row.last) / dayMs)), count: row.action.items.length });
  return (
    <>
      {ofGap(row.closing)}
      {row.state === "likely-weak" && row.toDecide ? (
        <span className="cap block">{t("toDecide", { count: row.toDecide })}</span>
      ) : null}
    </>
  );
}
