"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/Card";
import { gapOfStatement } from "@/lib/ids";
import type { ValueOf } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";

type Props = { ideas: ValueOf<"misconceptions">; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** Wrong ideas by name, with how often the answers showed them; filled is the last fortnight. */
export function Misconceptions({ ideas: { rows }, catalog, open }: Props) {
  const t = useTranslations("dashboard.misconceptions");
  return (
    <Card as="section">
      <div className="card-head">
        <h2 className="h4">{t("title")}</h2>
        <span className="cap">{t("legend")}</span>
      </div>
      {rows.length === 0 ? <p className="text-m text-ink-2">{t("none")}</p> : null}
      <ul className="lines">
        {rows.map(({ id, text, statement, recent, older }) => (
          <li key={id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4">
            <span className="text-m">{text.replaceAll("`", "").replaceAll("**", "")}</span>
            <button
              type="button"
              className="tally"
              aria-label={t("count", { recent, older })}
              onClick={() => open({ title: t("answers"), of: { everything: true }, only: { misconception: id } })}
            >
              {Array.from({ length: Math.min(older, 4) }, (_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: marks of a tally have nothing but their place
                <i key={place} className="old" />
              ))}
              {Array.from({ length: Math.min(recent, 6) }, (_, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: marks of a tally have nothing but their place
                <i key={place} />
              ))}
              <b className="num">{recent + older}</b>
            </button>
            <span className="cap">{catalog.gaps.find((gap) => gap.id === gapOfStatement(statement))?.title}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
