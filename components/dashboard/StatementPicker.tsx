"use client";
import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import type { StatementId } from "@/lib/ids";
import type { CatalogGap } from "@/lib/quiz/catalog";
import { findStatements, type Statement, statementsLike } from "./statement-search";

type Props = {
  gaps: readonly CatalogGap[];
  /** What was asked: the statements that are like it are offered first. */
  question: string;
  chosen: readonly StatementId[];
  onChoose: (chosen: readonly StatementId[]) => void;
};

/** The can-do statements a gap of one's own belongs to: a search, what the question sounds like, and all of them by gap. */
export function StatementPicker({ gaps, question, chosen, onChoose }: Props) {
  const t = useTranslations("own.statements");
  const id = useId();
  const [search, setSearch] = useState("");
  const found = useMemo(() => findStatements(gaps, search), [gaps, search]);
  const like = useMemo(() => (search.trim() ? [] : statementsLike(gaps, question)), [gaps, question, search]);
  const count = gaps.reduce((sum, { statements }) => sum + statements.length, 0);
  const toggle = (statement: StatementId, isChosen: boolean) =>
    onChoose(isChosen ? [...chosen, statement] : chosen.filter((each) => each !== statement));
  const rows = (statements: readonly Statement[]) =>
    statements.map((statement) => (
      <label key={statement.id} className="check-row">
        <input
          type="checkbox"
          checked={chosen.includes(statement.id)}
          onChange={(event) => toggle(statement.id, event.target.checked)}
        />
        <span>
          <InlineText text={statement.text} />
        </span>
      </label>
    ));
  return (
    <div className="field">
      <span className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={`${id}-search`} className="text-m font-medium">
          {t("label")}
        </label>
        <span className="cap num" role="status">
          {t("chosen", { count: chosen.length })}
        </span>
      </span>
      <span className="cap">{t("hint")}</span>
      <span className="relative">
        <Icon name="search" className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
        <input
          id={`${id}-search`}
          type="search"
          className="input w-full pl-9"
          value={search}
          placeholder={t("search", { count })}
          onChange={(event) => setSearch(event.target.value)}
          // Enter here looks for a statement; it does not send the form.
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
        />
      </span>
      <div className="check-list">
        {like.length > 0 ? (
          <fieldset>
            <legend>{t("like")}</legend>
            {rows(like)}
          </fieldset>
        ) : null}
        {found.map(({ gap, statements }) => (
          <fieldset key={gap.id}>
            <legend>{gap.title}</legend>
            {rows(statements)}
          </fieldset>
        ))}
        {found.length === 0 ? <p className="cap p-3">{t("none")}</p> : null}
      </div>
    </div>
  );
}
