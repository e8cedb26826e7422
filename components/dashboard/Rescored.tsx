"use client";
import { useLocale, useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { dayText } from "@/components/learner/dates";
import { stemText } from "@/components/quiz/stem-text";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import { type Corrections, correctionsIn, type GapShift, gapShifts, type RescoredAnswer } from "@/lib/learner/rescored";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { type EvidenceOf, signed } from "./EvidenceDialog";

type Props = { state: LearnerState; catalog: Catalog; now: number; open: (evidence: EvidenceOf) => void };

/** One quiet line when the key of answered questions was corrected; it opens to what changed. Else nothing. */
export function Rescored({ state, catalog, now, open }: Props) {
  const t = useTranslations("dashboard.rescored");
  const corrections = useMemo(() => correctionsIn(state), [state]);
  const [isOpen, setOpen] = useState(false);
  const { changed, kept } = corrections;
  if (changed.length + kept.length === 0) return null;
  return (
    <details className="group" data-rescored={changed.length} onToggle={(event) => setOpen(event.currentTarget.open)}>
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
          {changed.length > 0 ? <Changed changed={changed} catalog={catalog} open={open} /> : null}
          {kept.length > 0 ? (
            <p className="text-ink-2">
              {t("keptAbout", { count: kept.length })}{" "}
              <button
                type="button"
                className="link"
                onClick={() => open({ title: t("keptAnswers"), of: { everything: true }, only: kept })}
              >
                {t("openKept")}
              </button>
            </p>
          ) : null}
          {changed.length > 0 ? <Shifts state={state} catalog={catalog} now={now} /> : null}
        </div>
      ) : null}
    </details>
  );
}

function Sum({ corrections: { marked, toRight, toWrong, changed, kept } }: { corrections: Corrections }) {
  const t = useTranslations("dashboard.rescored");
  const other = changed.length - toRight - toWrong;
  const parts = [
    ...(marked > 0 ? [t("marked", { count: marked })] : []),
    ...(marked > 0 && changed.length === 0 ? [t("none")] : []),
    ...(toRight > 0 ? [t("toRight", { count: toRight })] : []),
    ...(toWrong > 0 ? [t("toWrong", { count: toWrong })] : []),
    ...(other > 0 ? [t(other < changed.length ? "other" : "changed", { count: other })] : []),
    ...(kept.length > 0 ? [t("kept", { count: kept.length })] : []),
  ];
  return parts.join(t("comma"));
}

type ChangedProps = Pick<Props, "catalog" | "open"> & { changed: readonly RescoredAnswer[] };
/** Shown at once; the others are behind the button. */
const most = 8;

function Changed({ changed, catalog, open }: ChangedProps) {
  const t = useTranslations("dashboard.rescored");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const show = (only: readonly RescoredAnswer[]) =>
    open({ title: t("answers"), of: { everything: true }, only: only.map(({ event }) => event.id) });
  return (
    <div>
      <ul className="lines">
        {changed.slice(0, most).map((answer) => {
          const { event, at, was, now, revision } = answer;
          const item = catalog.items.find(({ id }) => id === event.body.item);
          const [from, to] = [Math.round(was * 100), Math.round(now * 100)];
          return item ? (
            <li key={event.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4" data-answer={event.id}>
              <button type="button" className="link text-left" onClick={() => show([answer])}>
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
      {changed.length > 1 ? (
        <button type="button" className="link mt-2" onClick={() => show(changed)}>
          {t("open", { count: changed.length })}
        </button>
      ) : null}
    </div>
  );
}

function Shifts({ state, catalog, now }: Pick<Props, "state" | "catalog" | "now">) {
  const t = useTranslations("dashboard.rescored");
  const ui = useTranslations("ui");
  const shifts = useMemo(() => gapShifts(state, catalog, now), [state, catalog, now]);
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
        {shifts.map((shift) => (
          <li key={shift.gap} className="flex flex-wrap justify-between gap-x-4" data-gap={shift.gap}>
            <span className="num">{said(shift)}</span>
            <span className="cap num">{t("points", { points: signed(shift.points) })}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
