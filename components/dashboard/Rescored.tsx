"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dayText } from "@/components/learner/dates";
import { useView } from "@/components/learner/useView";
import { stemText } from "@/components/quiz/stem-text";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import type { GapShift, RescoredAnswer } from "@/lib/learner/rescored";
import type { TrailPart } from "@/lib/learner/trail-page";
import type { CorrectionsSeen, Counted } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";
import { signed } from "./numbers";

type Props = { corrections: CorrectionsSeen; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** One quiet line when the key of answered questions was corrected; it opens to what changed. Else nothing. */
export function Rescored({ corrections, catalog, open }: Props) {
  const t = useTranslations("dashboard.rescored");
  const [isOpen, setOpen] = useState(false);
  const { changed, kept } = corrections;
  if (changed.total + kept === 0) return null;
  return (
    <details className="group" data-rescored={changed.total} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cap num flex min-h-8 list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
        <Icon name="chevron-right" className="flex-none group-open:rotate-90" />
        <span>
          {t("title")}
          <Sum corrections={corrections} />
        </span>
      </summary>
      {isOpen ? (
        <div className="grid max-w-[80ch] gap-4 pt-2 pb-4 pl-6 text-m">
          <p className="text-ink-2">{t("about")}</p>
          {changed.total > 0 ? <Changed changed={changed} catalog={catalog} open={open} /> : null}
          {kept > 0 ? (
            <p className="text-ink-2">
              {t("keptAbout", { count: kept })}{" "}
              <button
                type="button"
                className="link"
                onClick={() => open({ title: t("keptAnswers"), of: { everything: true }, only: { corrected: "kept" } })}
              >
                {t("openKept")}
              </button>
            </p>
          ) : null}
          {changed.total > 0 ? <Shifts catalog={catalog} /> : null}
        </div>
      ) : null}
    </details>
  );
}

function Sum({ corrections: { marked, toRight, toWrong, changed, kept } }: { corrections: CorrectionsSeen }) {
  const t = useTranslations("dashboard.rescored");
  const other = changed.total - toRight - toWrong;
  const parts = [
    ...(marked > 0 ? [t("marked", { count: marked })] : []),
    ...(marked > 0 && changed.total === 0 ? [t("none")] : []),
    ...(toRight > 0 ? [t("toRight", { count: toRight })] : []),
    ...(toWrong > 0 ? [t("toWrong", { count: toWrong })] : []),
    ...(other > 0 ? [t(other < changed.total ? "other" : "changed", { count: other })] : []),
    ...(kept > 0 ? [t("kept", { count: kept })] : []),
  ];
  return parts.join(t("comma"));
}

type ChangedProps = Pick<Props, "catalog" | "open"> & { changed: Counted<RescoredAnswer> };

function Changed({ changed, catalog, open }: ChangedProps) {
  const t = useTranslations("dashboard.rescored");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const show = (only: TrailPart) => open({ title: t("answers"), of: { everything: true }, only });
  return (
    <div>
      <ul className="lines">
        {changed.rows.map(({ event, at, was, now, revision }) => {
          const item = catalog.items.find(({ id }) => id === event.body.item);
          const [from, to] = [Math.round(was * 100), Math.round(now * 100)];
          return item ? (
            <li key={event.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4" data-answer={event.id}>
              <button type="button" className="link text-left" onClick={() => show({ answers: [event.id] })}>
                {stemText(item, event.body.seed)}
              </button>
              <span className={`num ${now > was ? "text-good" : "text-bad"}`}>
                <span aria-hidden="true">{t("scores", { was: from, now: to })}</span>
                <span className="sr">{t("scoresLabel", { was: from, now: to })}</span>
              </span>
              <span className="cap num">{t("line", { day: dayText(at, locale), ...revision })}</span>
            </li>
          ) : null;
        })}
      </ul>
      {changed.total > 1 ? (
        <button type="button" className="link mt-2" onClick={() => show({ corrected: "changed" })}>
          {t("open", { count: changed.total })}
        </button>
      ) : null}
    </div>
  );
}

function Shifts({ catalog }: Pick<Props, "catalog">) {
  const t = useTranslations("dashboard.rescored");
  const ui = useTranslations("ui");
  const shifts = useView("shifts");
  const said = ({ gap: id, before, after }: GapShift): string => {
    const gap = catalog.gaps.find((each) => each.id === id)?.title ?? id;
    if (!before.level || !after.level || !before.band || !after.band) return t("tooFew", { gap });
    if (before.mayNumber && after.mayNumber)
      return t("number", { gap, before: Math.round(before.level.mid), after: Math.round(after.level.mid) });
    if (before.band === after.band) return t("same", { gap, band: ui(`band.${after.band}`) });
    return t("roughly", { gap, before: ui(`band.${before.band}`), after: ui(`band.${after.band}`) });
  };
  return (
    <div>
      <h3 className="cap">{t("gaps")}</h3>
      <ul className="mt-1 grid gap-1">
        {shifts?.map((shift) => (
          <li key={shift.gap} className="flex flex-wrap justify-between gap-x-4" data-gap={shift.gap}>
            <span className="num">{said(shift)}</span>
            <span className="cap num">{t("points", { points: signed(shift.points) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
