"use client";
import { useTranslations } from "next-intl";
import { InlineText } from "@/components/ui/InlineText";
import { Dots } from "@/components/ui/Meter";
import type { StatementId } from "@/lib/ids";
import type { StatementClosing } from "@/lib/mastery/closing";
import type { Reading } from "@/lib/mastery/gaps";
import type { Catalog } from "@/lib/quiz/catalog";
import { useClosingText } from "./closing-text";
import type { EvidenceOf } from "./EvidenceDialog";

type Row = Reading & { statement: StatementId; closing: StatementClosing };
type Props = { rows: readonly Row[]; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** What one can do, each with its level, which opens its answers, and with what it lacks until it is shown. */
export function StatementList({ rows, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
  const { ofStatement } = useClosingText();
  const texts = new Map(
    catalog.gaps.flatMap(({ statements }) => statements.map(({ id, text }) => [id, text] as const)),
  );
  return (
    <ul className="can-do">
      {rows.map(({ statement, band, n, closing }) => {
        const missing = ofStatement(closing);
        const title = t("statementAnswers", { count: n });
        const level = band
          ? ui("dots", { band: ui(`band.${band}`), level: band })
          : n === 0
            ? ui("untested")
            : t("tooFew", { n });
        return (
          <li key={statement}>
            <span>
              <InlineText text={texts.get(statement) ?? statement} />
              <span className="cap num block">{missing || t("missing.shown")}</span>
            </span>
            <button
              type="button"
              className="dots-btn"
              aria-label={t("dotsAnswers", { level, answers: title })}
              onClick={() => open({ title, of: { statement } })}
            >
              <Dots level={band} label={level} />
            </button>
          </li>
        );
      })}
    </ul>
  );
}
