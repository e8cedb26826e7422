"use client";
/** The gaps of the learner's own, in the form of the seven. */
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { dayText } from "@/components/learner/dates";
import { record } from "@/components/learner/learner-store";
import { useView } from "@/components/learner/useView";
import { Button, ButtonLink } from "@/components/ui/Button";
import { Dialog } from "@/components/ui/Dialog";
import { Icon } from "@/components/ui/Icon";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { OwnLine } from "@/lib/learner/why-page";
import type { Catalog } from "@/lib/quiz/catalog";
import { ClosingColumn } from "./ClosingColumn";
import { useClosingText } from "./closing-text";
import type { EvidenceOf } from "./EvidenceDialog";
import { BoardHead } from "./GapBoard";
import { GapStateMark } from "./GapStateMark";
import { OwnGapDialog } from "./OwnGapDialog";
import { ReadingBar } from "./ReadingBar";
import { useReasonText } from "./reason-text";
import { StatementList } from "./StatementList";
import { TellingLine } from "./TellingLine";
import { WhyColumn } from "./WhyColumn";

type Props = { rows: readonly OwnLine[]; catalog: Catalog; open: (evidence: EvidenceOf) => void };

export function OwnGaps({ rows, catalog, open }: Props) {
  const t = useTranslations("own");
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="own">
      <div className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="h3" id="own">
          {t("title")}
        </h2>
        <p className="cap text-m">{t("about")}</p>
      </div>
      <div className="gap-board">
        <BoardHead what={t("column")} />
        {rows.map((row) => (
          <OwnRow key={row.own.gap} row={row} catalog={catalog} open={open} />
        ))}
      </div>
    </section>
  );
}

type RowProps = Omit<Props, "rows"> & { row: OwnLine };

function OwnRow({ row, catalog, open }: RowProps) {
  const t = useTranslations("own");
  const dashboard = useTranslations("dashboard");
  const locale = useLocale();
  const { ofGap } = useClosingText();
  const [isOpen, setOpen] = useState(false);
  if (!isLocale(locale)) return null;
  const { own, state, n, last } = row;
  const facts = [
    ...(own.company ? [own.company] : []),
    t("noted", { day: dayText(own.at, locale) }),
    ...(own.stuckAt === undefined ? [] : [t("stuckAt", { level: own.stuckAt })]),
  ].join(t("comma"));
  return (
    <div className="gap-item">
      <details id={own.gap} className="gap-row" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <span className="no">
            <Icon name="pen" />
          </span>
          <span className="min-w-0">
            <span className="nm">{own.title}</span>
            <span className="quote">{facts}</span>
          </span>
          <span className="bar">
            <ReadingBar reading={row} />
            <span className="cap num">
              {n === 0
                ? dashboard("onlyYourWord")
                : dashboard("evidenceLine", { count: n, last: last === null ? "" : dayText(last, locale) })}
            </span>
          </span>
          <span className="trend" />
          <span className="st">
            <GapStateMark of={row} />
          </span>
          <span className="need num">{state === "unbound" ? t("tie") : ofGap(row.closing)}</span>
          <Icon name="chevron-right" className="turn" />
        </summary>
        {isOpen ? <OwnDetails row={row} catalog={catalog} open={open} /> : null}
      </details>
    </div>
  );
}

function OwnDetails({ row, catalog, open }: RowProps) {
  const t = useTranslations("own");
  const dashboard = useTranslations("dashboard");
  const locale = useLocale();
  const say = useReasonText();
  const { own, action } = row;
  const of = { own: own.gap };
  const why = useView("why", { of });
  const [dialog, setDialog] = useState<"edit" | "remove">();
  if (!isLocale(locale)) return null;
  const isTied = row.state !== "unbound";
  const said = why?.reasons.find(
    ({ code }) => code.startsWith("state.") || code === "own.unbound" || code === "own.judged",
  );
  return (
    <div className="gap-inner">
      <div>
        {own.question ? (
          <>
            <h3>{t("question.label")}</h3>
            <p className="mb-4 max-w-[38em] text-pretty">{own.question}</p>
          </>
        ) : null}
        {isTied ? (
          <>
            <h3>{dashboard("canDo")}</h3>
            <StatementList rows={row.statements} catalog={catalog} open={open} />
          </>
        ) : said ? (
          <p className="text-ink-2">{say(said)}</p>
        ) : null}
      </div>
      <div>
        {isTied ? (
          <>
            <h3>{dashboard("whyThis")}</h3>
            {said ? <p className="mb-2">{say(said)}</p> : null}
            {why ? <WhyColumn of={of} title={own.title} reading={row} why={why} catalog={catalog} open={open} /> : null}
          </>
        ) : null}
      </div>
      <div>
        {isTied ? (
          <>
            <h3>{dashboard("closing")}</h3>
            <ClosingColumn gap={own.gap} title={own.title} closing={row.closing} />
          </>
        ) : null}
      </div>
      <div className="gap-act">
        <div>{why?.telling && row.n > 0 ? <TellingLine of={of} telling={why.telling} open={open} /> : null}</div>
        <Button size="s" variant="quiet" onClick={() => setDialog("remove")}>
          {t("remove")}
        </Button>
        <Button size="s" onClick={() => setDialog("edit")}>
          {t(isTied ? "editShort" : "tieNow")}
        </Button>
        {action.items.length > 0 ? (
          <ButtonLink
            size="s"
            href={`${localePath(locale, "/practice")}?set=items&items=${action.items.join(",")}`}
            minutes={dashboard("minutes", { count: action.minutes })}
          >
            {dashboard("button.practise", { count: action.items.length })}
          </ButtonLink>
        ) : null}
      </div>
      <OwnGapDialog open={dialog === "edit"} onClose={() => setDialog(undefined)} gap={own} />
      <Dialog
        open={dialog === "remove"}
        onClose={() => setDialog(undefined)}
        title={t("removing.title", { title: own.title })}
        closeLabel={t("close")}
        footer={
          <>
            <Button variant="quiet" onClick={() => setDialog(undefined)}>
              {t("cancel")}
            </Button>
            <Button variant="primary" onClick={() => void record({ type: "gap-removed", body: { gap: own.gap } })}>
              {t("remove")}
            </Button>
          </>
        }
      >
        <p className="text-m">{t("removing.about")}</p>
      </Dialog>
    </div>
  );
}
