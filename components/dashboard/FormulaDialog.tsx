"use client";
import { useTranslations } from "next-intl";
import { Dialog } from "@/components/ui/Dialog";
import type { Term, Terms } from "@/lib/mastery/explain";
import type { Reading } from "@/lib/mastery/gaps";
import type { Catalog } from "@/lib/quiz/catalog";
import { logit } from "./numbers";
import { isPassing, useTermText } from "./term-text";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  reading: Reading;
  terms: Terms;
  catalog: Catalog;
  /** A term was pressed, to see its answers. */
  onTerm: (term: Term) => void;
};

/** The sum behind a bar, term by term, and how it becomes a place on 0 to 100. */
export function FormulaDialog({ isOpen, onClose, title, reading, terms, catalog, onTerm }: Props) {
  const t = useTranslations("dashboard.formula");
  return (
    <Dialog open={isOpen} onClose={onClose} title={t("title", { what: title })} closeLabel={t("close")} width={600}>
      <Sum reading={reading} terms={terms} catalog={catalog} onTerm={onTerm} />
    </Dialog>
  );
}

function Sum({ reading, terms, catalog, onTerm }: Pick<Props, "reading" | "terms" | "catalog" | "onTerm">) {
  const t = useTranslations("dashboard.formula");
  const termText = useTermText(catalog);
  const lasting = terms.terms.filter(({ of }) => !isPassing(of));
  const fast = terms.terms.filter(({ of }) => isPassing(of));
  const x = lasting.reduce((sum, { value }) => sum + value, terms.base);
  const { level, mayNumber } = reading;
  const row = (term: Term) => (
    <li key={`${term.of} ${term.id}`}>
      {term.of === "judged" ? (
        <span>{termText(term)}</span>
      ) : (
        <button type="button" className="link text-left" onClick={() => onTerm(term)}>
          {termText(term)}
        </button>
      )}
      <b className="num">{logit(term.value)}</b>
    </li>
  );
  return (
    <div className="grid gap-4 text-m">
      <p className="text-ink-2">{t("about")}</p>
      <ul className="sum">
        <li>
          <span>{t("base")}</span>
          <b className="num">{logit(terms.base)}</b>
        </li>
        {lasting.map(row)}
        <li className="total">
          <span>{t("x")}</span>
          <b className="num">{logit(x)}</b>
        </li>
      </ul>
      <p className="num">
        {mayNumber && level
          ? t("scaled", { middle: Math.round(level.mid), low: Math.round(level.lo), high: Math.round(level.hi) })
          : t("tooFew")}
      </p>
      {fast.length > 0 ? (
        <>
          <p className="text-ink-2">{t("passing")}</p>
          <ul className="sum">{fast.map(row)}</ul>
        </>
      ) : null}
      <p className="cap">{t("source")}</p>
    </div>
  );
}
