"use client";
import { useTranslations } from "next-intl";
import { useEffect } from "react";
import type { GapId } from "@/lib/ids";
import type { BoardRow } from "@/lib/learner/views";
import type { TrendPoint } from "@/lib/mastery/trend";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";
import { GapRow } from "./GapRow";

type Props = {
  rows: readonly BoardRow[];
  /** Absent while they are computed. */
  trends: ReadonlyMap<GapId, readonly TrendPoint[]> | undefined;
  catalog: Catalog;
  open: (evidence: EvidenceOf) => void;
};

/** Seven rows, the weakest first: what the notes judge, what the evidence says, how it went, what is missing to close. */
export function GapBoard({ rows, trends, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  useOpenFromHash();
  return (
    <section aria-labelledby="board">
      <div className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="h3" id="board">
          {t("board")}
        </h2>
        <p className="cap text-m">{t("boardAbout")}</p>
      </div>
      <div className="gap-board">
        <BoardHead what={t("column.gap")} withTrend />
        {weakestFirst(rows).map((row) => (
          <GapRow key={row.gap} row={row} trend={trends?.get(row.gap)} catalog={catalog} open={open} />
        ))}
      </div>
    </section>
  );
}

export function BoardHead({ what, withTrend = false }: { what: string; withTrend?: boolean }) {
  const t = useTranslations("dashboard.column");
  const ui = useTranslations("ui");
  return (
    <div className="gap-head" aria-hidden="true">
      <span />
      <span>{what}</span>
      <span className="scale">
        {(["1", "2", "3", "4", "5"] as const).map((band) => (
          <span key={band}>{ui(`band.${band}`)}</span>
        ))}
      </span>
      <span>{withTrend ? t("trend") : null}</span>
      <span>{t("state")}</span>
      <span>{t("missing")}</span>
      <span />
    </div>
  );
}

/** What is tested, the likeliest of the bottom two first; then what is not, in the order of the list. */
const weakestFirst = (rows: readonly BoardRow[]): BoardRow[] =>
  [...rows].sort((one, other) => {
    if (one.n === 0 || other.n === 0) return Number(one.n === 0) - Number(other.n === 0) || one.number - other.number;
    return other.bottomTwo - one.bottomTwo || one.number - other.number;
  });

/** Opens the row named in the address, now and when the address changes. */
function useOpenFromHash(): void {
  useEffect(() => {
    const openRow = () => {
      const row = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (row instanceof HTMLDetailsElement) row.open = true;
    };
    openRow();
    window.addEventListener("hashchange", openRow);
    return () => window.removeEventListener("hashchange", openRow);
  }, []);
}
