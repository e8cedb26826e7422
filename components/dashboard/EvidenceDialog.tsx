"use client";
/** The answers behind a number: every number on the dashboard opens this. */
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { dayText } from "@/components/learner/dates";
import { AnsweredQuestion } from "@/components/quiz/AnsweredQuestion";
import { Remarked } from "@/components/quiz/Remarked";
import { stemText } from "@/components/quiz/stem-text";
import { Dialog } from "@/components/ui/Dialog";
import { Empty } from "@/components/ui/Empty";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import type { Rescored } from "@/lib/learner/rescore";
import { answerTrail, type TrailOf, type TrailRow } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { shownFrom } from "@/lib/quiz/choose";

export type EvidenceOf = {
  title: string;
  of: TrailOf /** Shows these answers alone (event ids). */;
  only?: readonly string[];
};

type Props = { evidence: EvidenceOf | undefined; onClose: () => void; state: LearnerState; catalog: Catalog };

const page = 30;

export function EvidenceDialog({ evidence, onClose, state, catalog }: Props) {
  const t = useTranslations("dashboard.evidence");
  const [shown, setShown] = useState(page);
  const trail = useMemo(() => evidence && answerTrail(state, catalog, evidence.of), [evidence, state, catalog]);
  const rows = trail?.rows.filter(({ event }) => !evidence?.only || evidence.only.includes(event.id)) ?? [];
  const weighs = rows.some(({ points }) => points !== undefined);
  return (
    <Dialog
      open={evidence !== undefined}
      onClose={onClose}
      title={evidence?.title ?? ""}
      closeLabel={t("close")}
      width={760}
    >
      {rows.length === 0 ? <Empty>{t("none")}</Empty> : null}
      {rows.length > 0 ? <p className="cap mb-3">{weighs ? t("aboutWeighed") : t("about")}</p> : null}
      {trail?.replayed === "gap" ? <p className="cap mb-3">{t("partly", { left: trail.left ?? 0 })}</p> : null}
      <ol className="grid">
        {rows.slice(0, shown).map((row) => (
          <EvidenceRow
            key={row.event.id}
            row={row}
            again={state.rescored.get(row.event.id)}
            catalog={catalog}
            isOpen={evidence?.only?.length === 1}
          />
        ))}
      </ol>
      {rows.length > shown ? (
        <button type="button" className="btn mt-4" onClick={() => setShown(shown + page)}>
          {t("more", { count: rows.length - shown })}
        </button>
      ) : null}
    </Dialog>
  );
}

type RowProps = { row: TrailRow; again: Rescored | undefined; catalog: Catalog; isOpen: boolean };

function EvidenceRow({ row, again, catalog, isOpen }: RowProps) {
  const t = useTranslations("dashboard.evidence");
  const modes = useTranslations("dashboard.mode");
  const locale = useLocale();
  const item = catalog.items.find(({ id }) => id === row.event.body.item);
  if (!item || !isLocale(locale)) return null;
  const { body } = row.event;
  const tone = row.share >= shownFrom ? "text-good" : row.share > 0 ? "text-warn" : "text-bad";
  return (
    <li className="border-t border-line first:border-t-0">
      <details open={isOpen}>
        <summary className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 py-3">
          <span className={`self-center ${tone}`}>
            <Icon name={row.share >= shownFrom ? "check" : row.share > 0 ? "form" : "x"} />
          </span>
          <span className="text-m">{stemText(item, body.seed)}</span>
          <span className="num text-m text-ink-2">{row.points === undefined ? null : signed(row.points)}</span>
          <span className="cap num col-start-2 flex flex-wrap gap-x-3">
            <span>{dayText(row.at, locale)}</span>
            <span>{modes(body.mode)}</span>
            <span>{t("share", { percent: Math.round(row.share * 100) })}</span>
            {body.confidence ? <span>{t(`confidence.${body.confidence}`)}</span> : null}
            {row.isRepeat ? <span>{t("repeat")}</span> : null}
          </span>
        </summary>
        <div className="pb-6 pl-7">
          {again ? <Remarked was={again.was.score} now={again.now.score} revision={again.revision} /> : null}
          <AnsweredQuestion
            item={item}
            answered={again ? { ...body, revision: item.revision } : body}
            catalog={catalog}
          />
        </div>
      </details>
    </li>
  );
}

/** Points on the scale of 0 to 100, with a true minus. */
export const signed = (value: number): string => {
  const rounded = Math.round(value * 10) / 10;
  return `${rounded > 0 ? "+" : rounded < 0 ? "−" : ""}${Math.abs(rounded).toFixed(1)}`;
};
