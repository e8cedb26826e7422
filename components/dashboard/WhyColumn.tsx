"use client";
/** Why a number is what it is: its terms, the answers that moved it, and the way to all of them. */
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/ui/Icon";
import type { PlaceOf } from "@/lib/learner/asked-place";
import type { WhyPage } from "@/lib/learner/why-page";
import type { Term } from "@/lib/mastery/explain";
import type { Reading } from "@/lib/mastery/gaps";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";
import { FormulaDialog } from "./FormulaDialog";
import { useMoverText } from "./mover-text";
import { logit, signed } from "./numbers";
import { isPassing, termOf, useTermText } from "./term-text";

type Props = {
  of: PlaceOf;
  title: string;
  reading: Reading;
  why: WhyPage;
  catalog: Catalog;
  open: (evidence: EvidenceOf) => void;
};

/** Terms in sight; the rest stand in the formula. */
const termsTold = 3;

export function WhyColumn({ of, title, reading, why, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const termText = useTermText(catalog);
  const moverText = useMoverText(catalog);
  const [isFormula, setFormula] = useState(false);
  const { terms, movers } = why;
  if (reading.n === 0 || !terms) return null;
  const lasting = terms.terms.filter((term) => !isPassing(term.of));
  const show = (term: Term) => {
    const behind = termOf(term);
    if (behind) open({ title: t("answersTo", { what: termText(term) }), of: behind });
  };
  return (
    <>
      <ul className="terms">
        {lasting.slice(0, termsTold).map((term) => (
          <li key={`${term.of} ${term.id}`}>
            {term.of === "judged" ? (
              <span>{termText(term)}</span>
            ) : (
              <button type="button" className="link two-lines text-left" onClick={() => show(term)}>
                {termText(term)}
              </button>
            )}
            <Pull by={term.value} words={reading.mayNumber ? logit(term.value) : undefined} />
          </li>
        ))}
      </ul>
      <h3 className="mt-4">{t("movedMost")}</h3>
      <ul className="terms">
        {movers.map((mover) => (
          <li key={mover.answer}>
            <span className="min-w-0">
              <button
                type="button"
                className="link two-lines text-left"
                onClick={() => open({ title: t("oneAnswer"), of, only: { answers: [mover.answer] } })}
              >
                {moverText(mover)}
              </button>
              {reading.mayNumber ? (
                <span className="cap num block">{t("without", { middle: Math.round(mover.without) })}</span>
              ) : null}
            </span>
            <Pull by={mover.points} words={reading.mayNumber ? signed(mover.points) : undefined} />
          </li>
        ))}
      </ul>
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <button type="button" className="link num" onClick={() => open({ title: t("answersOf", { gap: title }), of })}>
          {t("allAnswers", { count: reading.n })}
        </button>
        <button type="button" className="link no-print" onClick={() => setFormula(true)}>
          {t("formula.open")}
        </button>
      </p>
      <FormulaDialog
        isOpen={isFormula}
        onClose={() => setFormula(false)}
        title={title}
        reading={reading}
        terms={terms}
        catalog={catalog}
        onTerm={(term) => {
          setFormula(false);
          show(term);
        }}
      />
    </>
  );
}

/** Which way something pulls, with its size in words; before ten answers without. */
function Pull({ by, words }: { by: number; words: string | undefined }) {
  const t = useTranslations("dashboard");
  const tone = by < 0 ? "text-bad" : "text-good";
  return words === undefined ? (
    <span className={tone}>
      <Icon name={by < 0 ? "arrow-down" : "arrow-up"} />
      <span className="sr">{t(by < 0 ? "pulledDown" : "pulledUp")}</span>
    </span>
  ) : (
    <b className={`num ${tone}`}>{words}</b>
  );
}
