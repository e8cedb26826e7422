"use client";
import { useLocale, useTranslations } from "next-intl";
import { useView } from "@/components/learner/useView";
import { InlineText } from "@/components/ui/InlineText";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { BoardRow } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import { ClosingColumn } from "./ClosingColumn";
import type { EvidenceOf } from "./EvidenceDialog";
import { GapAction } from "./GapAction";
import { GapWord } from "./GapWord";
import { useReasonText } from "./reason-text";
import { StatementList } from "./StatementList";
import { TellingLine } from "./TellingLine";
import { WhyColumn } from "./WhyColumn";

type Props = { row: BoardRow; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** What lies behind a row: what one can do, why the interval is where it is, when it closes, and what the learner says. */
export function GapDetails({ row, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  const say = useReasonText();
  const of = { gap: row.gap };
  const why = useView("why", { of });
  if (!isLocale(locale)) return null;
  const state = why?.reasons.find(({ code }) => code.startsWith("state.") && code !== "state.notes");
  const decide = row.state === "untested" ? undefined : why?.reasons.find(({ code }) => code.startsWith("decide."));
  const [idea] = row.misconceptions;
  return (
    <div className="gap-inner">
      <div>
        <h3>{t("canDo")}</h3>
        <StatementList rows={row.statements} catalog={catalog} open={open} />
        <p className="mt-2">
          <TextLink href={localePath(locale, `/gaps/${row.gap}`)}>{t("readGap")}</TextLink>
        </p>
      </div>
      <div>
        <h3>{t("whyThis")}</h3>
        {why ? (
          <>
            {state ? <p className="mb-2">{say(state)}</p> : null}
            <WhyColumn of={of} title={row.title} reading={row} why={why} catalog={catalog} open={open} />
            {decide ? <p className="cap mt-2">{say(decide)}</p> : null}
          </>
        ) : (
          <div className="wait min-h-40" aria-busy="true" />
        )}
      </div>
      <div>
        <h3>{t("closing")}</h3>
        <ClosingColumn gap={row.gap} title={row.title} closing={row.closing} />
        <h3 className="mt-4">{t("yourWord")}</h3>
        <GapWord row={row} reasons={why?.reasons ?? []} open={open} />
      </div>
      <div className="gap-act">
        <div>
          {why?.telling && row.n > 0 ? <TellingLine of={of} telling={why.telling} open={open} /> : null}
          {idea ? (
            <p className="text-ink-2">
              {t.rich("topMisconception", { idea: () => <InlineText text={idea.text} /> })}{" "}
              <button
                type="button"
                className="link num"
                onClick={() =>
                  open({
                    title: t("misconceptions.answers"),
                    of: { everything: true },
                    only: { misconception: idea.id },
                  })
                }
              >
                {t("answers", { count: idea.recent + idea.older })}
              </button>
            </p>
          ) : null}
        </div>
        <GapAction row={row} withMinutes />
      </div>
    </div>
  );
}
