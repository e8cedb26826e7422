"use client";
/** The answers behind a number: every number on the dashboard opens this. */
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { dayText } from "@/components/learner/dates";
import { useView } from "@/components/learner/useView";
import { AnsweredQuestion } from "@/components/quiz/AnsweredQuestion";
import { Remarked } from "@/components/quiz/Remarked";
import { stemText } from "@/components/quiz/stem-text";
import { Dialog } from "@/components/ui/Dialog";
import { Empty } from "@/components/ui/Empty";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import type { TrailOf, TrailRow } from "@/lib/learner/select";
import type { TrailEntry, TrailPage, TrailPart } from "@/lib/learner/trail-page";
import type { RungRow } from "@/lib/learner/why";
import type { Catalog } from "@/lib/quiz/catalog";
import { shownFrom } from "@/lib/quiz/choose";
import { signed } from "./numbers";
import { RungAnswer } from "./RungAnswer";

export type EvidenceOf = { title: string; of: TrailOf; only?: TrailPart };

type Props = { evidence: EvidenceOf | undefined; onClose: () => void; catalog: Catalog };

const page = 30;

export function EvidenceDialog({ evidence, onClose, catalog }: Props) {
  const t = useTranslations("dashboard.evidence");
  const [shown, setShown] = useState(page);
  const trail = useTrail(evidence, shown);
  const { rows = [], total = 0 } = trail ?? {};
  return (
    <Dialog
      // It opens with what it has to show.
      open={evidence !== undefined && trail !== undefined}
      onClose={onClose}
      title={evidence?.title ?? ""}
      closeLabel={t("close")}
      width={760}
    >
      {rows.length === 0 ? <Empty>{t("none")}</Empty> : null}
      {rows.length > 0 ? <p className="cap mb-3">{trail?.isWeighed ? t("aboutWeighed") : t("about")}</p> : null}
      {trail?.replayed === "gap" ? <p className="cap mb-3">{t("partly", { left: trail.left ?? 0 })}</p> : null}
      <ol className="grid">
        {rows.map((row) => (
          <EvidenceRow key={row.event.id} row={row} catalog={catalog} isOpen={isOne(evidence?.only)} />
        ))}
      </ol>
      {total > rows.length ? (
        <button type="button" className="btn mt-4" onClick={() => setShown(rows.length + page)}>
          {t("more", { count: total - rows.length })}
        </button>
      ) : null}
    </Dialog>
  );
}

/** The answers behind `evidence`, the first of them while more are on their way. */
function useTrail(evidence: EvidenceOf | undefined, most: number): TrailPage | undefined {
  const found = useView("trail", evidence && { of: evidence.of, ...(evidence.only && { only: evidence.only }), most });
  const [held, setHeld] = useState<{ evidence: EvidenceOf | undefined; trail: TrailPage }>();
  if (found && (found !== held?.trail || held.evidence !== evidence)) setHeld({ evidence, trail: found });
  return found ?? (held?.evidence === evidence ? held?.trail : undefined);
}

const isOne = (only: TrailPart | undefined): boolean =>
  only !== undefined && "answers" in only && only.answers.length === 1;

const isRung = (row: TrailEntry): row is RungRow => "chain" in row;

function EvidenceRow({ row, catalog, isOpen }: { row: TrailEntry; catalog: Catalog; isOpen: boolean }) {
  return isRung(row) ? (
    <RungEvidence row={row} isOpen={isOpen} />
  ) : (
    <ItemEvidence row={row} catalog={catalog} isOpen={isOpen} />
  );
}

type ItemProps = { row: Exclude<TrailEntry, RungRow>; catalog: Catalog; isOpen: boolean };

function ItemEvidence({ row, catalog, isOpen }: ItemProps) {
  const modes = useTranslations("dashboard.mode");
  const item = catalog.items.find(({ id }) => id === row.event.body.item);
  if (!item) return null;
  const { again } = row;
  const { body } = row.event;
  return (
    <Line row={row} title={stemText(item, body.seed)} where={modes(body.mode)} isOpen={isOpen}>
      {again ? <Remarked was={again.was.score} now={again.now.score} revision={again.revision} /> : null}
      <AnsweredQuestion item={item} answered={again ? { ...body, revision: item.revision } : body} catalog={catalog} />
    </Line>
  );
}

function RungEvidence({ row, isOpen }: { row: RungRow; isOpen: boolean }) {
  const t = useTranslations("dashboard");
  return (
    <Line
      row={row}
      title={t("followUp", { title: row.chain.title, level: row.level })}
      where={t(row.isHeld ? "held" : "notHeld")}
      isOpen={isOpen}
    >
      <RungAnswer row={row} />
    </Line>
  );
}

type LineProps = {
  row: Pick<TrailRow, "at" | "share" | "isRepeat" | "points"> & TrailEntry;
  title: string;
  where: string;
  isOpen: boolean;
  children: ReactNode;
};

/** One answer in a line; it opens to what was asked and answered. */
function Line({ row, title, where, isOpen: isOpenAtFirst, children }: LineProps) {
  const t = useTranslations("dashboard.evidence");
  const locale = useLocale();
  // What was opened once stays: a question is not drawn for each of thirty closed lines.
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  if (!isLocale(locale)) return null;
  const { confidence } = row.event.body;
  const tone = row.share >= shownFrom ? "text-good" : row.share > 0 ? "text-warn" : "text-bad";
  return (
    <li className="border-t border-line first:border-t-0">
      <details open={isOpenAtFirst} onToggle={(event) => event.currentTarget.open && setOpen(true)}>
        <summary className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 py-3">
          <span className={`self-center ${tone}`}>
            <Icon name={row.share >= shownFrom ? "check" : row.share > 0 ? "form" : "x"} />
          </span>
          <span className="text-m">{title}</span>
          <span className="num text-m text-ink-2">{row.points === undefined ? null : signed(row.points)}</span>
          <span className="cap num col-start-2 flex flex-wrap gap-x-3">
            <span>{dayText(row.at, locale)}</span>
            <span>{where}</span>
            <span>{t("share", { percent: Math.round(row.share * 100) })}</span>
            {confidence ? <span>{t(`confidence.${confidence}`)}</span> : null}
            {row.isRepeat ? <span>{t("repeat")}</span> : null}
          </span>
        </summary>
        <div className="pb-6 pl-7">{isOpen ? children : null}</div>
      </details>
    </li>
  );
}
