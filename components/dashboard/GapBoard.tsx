"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useMemo } from "react";
import { dayText } from "@/components/learner/dates";
import { record } from "@/components/learner/learner-store";
import { stemText } from "@/components/quiz/stem-text";
import { ButtonLink } from "@/components/ui/Button";
import { Icon } from "@/components/ui/Icon";
import { Dots } from "@/components/ui/Meter";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { type GapRow, gapTerms } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Mover, Term } from "@/lib/mastery/explain";
import type { Catalog } from "@/lib/quiz/catalog";
import { actionHref } from "./action";
import { type EvidenceOf, signed } from "./EvidenceDialog";
import { GapStateMark } from "./GapStateMark";
import { ReadingBar } from "./ReadingBar";

type Props = {
  rows: readonly GapRow[];
  state: LearnerState;
  catalog: Catalog;
  now: number;
  open: (evidence: EvidenceOf) => void;
};

/** Seven rows: what the notes judge, what the evidence says, the state, one action; each opens to why. */
export function GapBoard({ rows, state, catalog, now, open }: Props) {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
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
        <div className="gap-head" aria-hidden="true">
          <span />
          <span>{t("column.gap")}</span>
          <span className="scale">
            {(["1", "2", "3", "4", "5"] as const).map((band) => (
              <span key={band}>{ui(`band.${band}`)}</span>
            ))}
          </span>
          <span>{t("column.movers")}</span>
          <span>{t("column.state")}</span>
          <span>{t("column.action")}</span>
          <span />
        </div>
        {rows.map((row) => (
          <Row key={row.gap} row={row} state={state} catalog={catalog} now={now} open={open} />
        ))}
      </div>
    </section>
  );
}

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

function Row({ row, state, catalog, now, open }: Omit<Props, "rows"> & { row: GapRow }) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  return (
    <div className="gap-item">
      <details id={row.gap} className="gap-row">
        <summary>
          <span className="no num">{row.number}</span>
          <span className="min-w-0">
            <span className="nm">{row.title}</span>
            <span className="quote">{t("judged", { judgement: row.judgement })}</span>
          </span>
          <span className="bar">
            <ReadingBar reading={row} />
            <span className="cap num">
              {row.n === 0
                ? t("noEvidence")
                : t("evidenceLine", { count: row.n, last: row.last === null ? "" : dayText(row.last, locale) })}
            </span>
          </span>
          <span className="movers">
            {row.movers.map((mover) => (
              <span key={mover.answer} className="cap flex min-w-0 gap-2">
                <b className={`num ${mover.points < 0 ? "text-bad" : "text-good"}`}>{signed(mover.points)}</b>
                <span className="truncate">{stemOf(state, catalog, mover)}</span>
              </span>
            ))}
            {row.n === 0 ? <span className="cap">{t("untestedIsNotWeak")}</span> : null}
          </span>
          <span className="st">
            <GapStateMark state={row.state} />
          </span>
          <span />
          <Icon name="chevron-right" className="turn" />
        </summary>
        <RowDetails row={row} state={state} catalog={catalog} now={now} open={open} />
      </details>
      {/* Beside the row, not in it: a link inside a control that opens is reached by nobody's keyboard. */}
      <ButtonLink
        size="s"
        className="row-act"
        href={actionHref(locale, row)}
        minutes={t("minutes", { count: row.action.minutes })}
        aria-label={`${row.title}: ${t(`button.${row.action.kind}`, { count: row.action.items.length })}`}
      >
        {t(`button.${row.action.kind}`, { count: row.action.items.length })}
      </ButtonLink>
    </div>
  );
}

const stemOf = (state: LearnerState, catalog: Catalog, mover: Mover): string => {
  const item = catalog.items.find(({ id }) => id === mover.item);
  const seed = state.answers.find(({ id }) => id === mover.answer)?.body.seed;
  return item ? stemText(item, seed ?? 0) : mover.item;
};

function RowDetails({ row, state, catalog, now, open }: Omit<Props, "rows"> & { row: GapRow }) {
  const t = useTranslations("dashboard");
  const ui = useTranslations("ui");
  const locale = useLocale();
  const terms = useMemo(() => gapTerms(state, catalog, row.gap, now), [state, catalog, row.gap, now]);
  if (!isLocale(locale)) return null;
  const gap = catalog.gaps.find(({ id }) => id === row.gap);
  const missing = row.closing.statements.filter(({ isMet }) => !isMet);
  return (
    <div className="gap-inner">
      <div>
        <h3>{t("canDo")}</h3>
        <ul>
          {row.statements.map((statement) => {
            const band = statement.band;
            return (
              <li key={statement.statement}>
                <span>{gap?.statements.find(({ id }) => id === statement.statement)?.text}</span>
                <button
                  type="button"
                  className="icon-btn dots-btn"
                  aria-label={t("statementAnswers", { count: statement.n })}
                  onClick={() =>
                    open({
                      title: t("statementAnswers", { count: statement.n }),
                      of: { statement: statement.statement },
                    })
                  }
                >
                  <Dots
                    level={band}
                    label={
                      band
                        ? ui("dots", { band: ui(`band.${band}`), level: band })
                        : statement.n === 0
                          ? ui("untested")
                          : t("tooFew", { n: statement.n })
                    }
                  />
                </button>
              </li>
            );
          })}
        </ul>
      </div>
      <div>
        <h3>{t("whyThis")}</h3>
        {row.n === 0 || !terms ? (
          <p className="text-ink-2">{t("whyUntested")}</p>
        ) : (
          <>
            <ul className="terms">
              {terms.largest.map((term) => (
                <li key={`${term.of} ${term.id}`}>
                  <span>{termText(term, catalog, t)}</span>
                  <b className={`num ${term.value < 0 ? "text-bad" : "text-good"}`}>{logit(term.value)}</b>
                </li>
              ))}
            </ul>
            <p className="cap mt-1.5">{t("whyFormula", { base: logit(terms.base), x: logit(terms.x) })}</p>
            <h3 className="mt-4">{t("movedMost")}</h3>
            <ul className="terms">
              {row.movers.map((mover) => (
                <li key={mover.answer}>
                  <button
                    type="button"
                    className="link text-left"
                    onClick={() => open({ title: t("oneAnswer"), of: { gap: row.gap }, only: [mover.answer] })}
                  >
                    {stemOf(state, catalog, mover)}
                  </button>
                  <b className={`num ${mover.points < 0 ? "text-bad" : "text-good"}`}>{signed(mover.points)}</b>
                </li>
              ))}
            </ul>
            <p className="mt-1.5">
              <button
                type="button"
                className="link"
                onClick={() => open({ title: t("answersOf", { gap: row.title }), of: { gap: row.gap } })}
              >
                {t("allAnswers", { count: row.n })}
              </button>
            </p>
          </>
        )}
      </div>
      <div>
        <h3>{t("closing")}</h3>
        <ul>
          <Met isMet={missing.length === 0}>
            {t("closeStatements", { met: row.closing.met, of: row.closing.statements.length })}
          </Met>
          <Met isMet={missing.every(({ isSpaced }) => isSpaced)}>{t("closeSpaced")}</Met>
          <Met isMet={row.closing.deep > 0}>{t("closeDeep")}</Met>
        </ul>
        <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
          <TextLink href={localePath(locale, `/gaps/${row.gap}`)}>{t("readGap")}</TextLink>
          {row.n > 0 && !row.disputed ? (
            <button
              type="button"
              className="link"
              onClick={() => void record({ type: "gap-disputed", body: { gap: row.gap } })}
            >
              {t("dispute")}
            </button>
          ) : null}
        </p>
        {row.disputed ? <p className="cap mt-1">{t("disputed", { day: dayText(row.disputed.at, locale) })}</p> : null}
      </div>
      {row.misconceptions[0] ? (
        <p className="gap-act">{t("topMisconception", { text: row.misconceptions[0].text.replaceAll("`", "") })}</p>
      ) : null}
    </div>
  );
}

function Met({ isMet, children }: { isMet: boolean; children: React.ReactNode }) {
  const t = useTranslations("dashboard");
  return (
    <li>
      <span className={isMet ? "text-good" : "text-ink-3"}>
        <Icon name={isMet ? "check" : "none"} />
        <span className="sr">{t(isMet ? "met" : "notMet")}</span>
      </span>
      <span>{children}</span>
    </li>
  );
}

const logit = (value: number): string => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(2)}`;

type Words = ReturnType<typeof useTranslations<"dashboard">>;

function termText(term: Term, catalog: Catalog, t: Words): string {
  if (term.of === "topic")
    return t("term.topic", { title: catalog.topics[term.id as keyof typeof catalog.topics]?.title ?? term.id });
  return t(`term.${term.of}`);
}
