"use client";
import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { ButtonLink } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { ShownMover } from "@/lib/learner/shown-mover";
import type { BoardRow } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import { gapsOf, shownFrom } from "@/lib/quiz/choose";
import { actionHref, mostWorthClosing } from "./action";
import type { EvidenceOf } from "./EvidenceDialog";
import { GapStateMark } from "./GapStateMark";
import { useMoverText } from "./mover-text";
import { signed } from "./numbers";
import { ReadingBar } from "./ReadingBar";

type Props = { rows: readonly BoardRow[]; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** The first viewport, in words: what is weakest, why, what to do now. */
export function ThreeAnswers({ rows, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const tested = rows.filter(({ n, snoozed }) => n > 0 && !snoozed);
  // Before three answers there is no interval, and nothing to be said of strong and weak.
  const weakest = tested.filter(({ level }) => level !== null).sort((a, b) => b.bottomTwo - a.bottomTwo);
  const untested = rows.filter(({ n, snoozed }) => n === 0 && !snoozed);
  const [first] = mostWorthClosing(tested, 1);
  if (weakest.length === 0 || !first) return <Begin catalog={catalog} isBegun={rows.some(({ n }) => n > 0)} />;
  return (
    <div className="three">
      <section>
        <h2>{t("what")}</h2>
        <ul className="grid gap-3.5">
          {weakest.slice(0, 3).map((row) => (
            <li key={row.gap} className="grid grid-cols-[minmax(0,1fr)_104px] items-baseline gap-x-4">
              <a href={`#${row.gap}`} className="text-l font-semibold text-ink">
                {row.title}
              </a>
              <GapStateMark of={row} />
              <ReadingBar reading={row} />
              <button
                type="button"
                className="link num justify-self-start text-s"
                onClick={() => open({ title: t("answersOf", { gap: row.title }), of: { gap: row.gap } })}
              >
                {t("answers", { count: row.n })}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t("why")}</h2>
        <Reasons weakest={weakest} catalog={catalog} open={open} />
      </section>
      <section className="no-print">
        <h2>{t("now")}</h2>
        <p className="text-h3 font-semibold text-pretty">{t(`do.${first.action.kind}`, { gap: first.title })}</p>
        <p className="mt-2 mb-4 text-m text-ink-2">
          {first.toDecide === null || first.toDecide === 0
            ? t(`doAbout.${first.action.kind}`)
            : t("toDecide", { count: first.toDecide })}
        </p>
        <ButtonLink
          variant="primary"
          size="l"
          href={actionHref(locale, first)}
          minutes={t("minutes", { count: first.action.minutes })}
        >
          {t(`button.${first.action.kind}`, { count: first.action.items.length })}
        </ButtonLink>
        {untested[0] && untested[0].gap !== first.gap ? (
          <p className="cap mt-3">
            <a href={actionHref(locale, untested[0])}>{t("orDiagnose", { gap: untested[0].title })}</a>
          </p>
        ) : null}
      </section>
    </div>
  );
}

/** Nothing is known yet: the way to find out. */
function Begin({ catalog, isBegun }: Pick<Props, "catalog"> & { isBegun: boolean }) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const seconds = catalog.items.reduce((sum, item) => sum + item.seconds, 0) / catalog.items.length;
  return (
    <section className="grid gap-4 border-y border-t-ink border-b-line py-6">
      <h2 className="text-h3 font-semibold">{t(isBegun ? "begin.early" : "begin.title")}</h2>
      <p className="max-w-[60ch] text-l text-ink-2">{t(isBegun ? "begin.earlyAbout" : "begin.about")}</p>
      <p>
        <ButtonLink
          variant="primary"
          size="l"
          href={`${localePath(locale, "/practice")}?set=diagnostic`}
          minutes={t("minutes", { count: Math.round((12 / 60) * seconds) })}
        >
          {t("begin.action")}
        </ButtonLink>
      </p>
    </section>
  );
}

/** The two answers that pulled hardest at the gaps that are weakest. */
function Reasons({ weakest, catalog, open }: Pick<Props, "catalog" | "open"> & { weakest: readonly BoardRow[] }) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  const moverText = useMoverText(catalog);
  if (!isLocale(locale)) return null;
  const reasons = weakest
    .slice(0, 2)
    .flatMap(({ movers, gap, mayNumber }) => movers.map((mover) => ({ mover, gap, mayNumber })))
    .filter(({ mover }) => mover.points < 0)
    .sort((a, b) => a.mover.points - b.mover.points)
    .filter(({ mover }, index, all) => all.findIndex((each) => each.mover.answer === mover.answer) === index)
    .slice(0, 2);
  if (reasons.length === 0) return <p className="text-m text-ink-2">{t("noReasons")}</p>;
  return (
    <ul className="grid gap-4">
      {reasons.map(({ mover, gap, mayNumber }) => (
        <li key={mover.answer} className="text-m">
          <p className="two-lines text-pretty text-ink">{moverText(mover)}</p>
          <p className="cap num flex flex-wrap gap-x-3">
            <span>{dayText(mover.at, locale)}</span>
            <span>{placeOf(mover, gap, catalog)}</span>
            <span>
              {t(mover.share >= shownFrom ? "outcome.right" : mover.share > 0 ? "outcome.partly" : "outcome.wrong")}
            </span>
            {mover.confidence === 3 && mover.share < shownFrom ? <span>{t("saidSure")}</span> : null}
            {mayNumber ? <span>{t("pulled", { points: signed(mover.points) })}</span> : null}
            <button
              type="button"
              className="link no-print"
              onClick={() => open({ title: t("oneAnswer"), of: { gap }, only: { answers: [mover.answer] } })}
            >
              {t("openAnswer")}
            </button>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** The topic that was asked about, or the gap. */
function placeOf({ item: id, rung }: ShownMover, gap: BoardRow["gap"], catalog: Catalog): string | undefined {
  const chain = rung && catalog.chains.find((each) => each.id === rung.chain);
  const item = catalog.items.find((each) => each.id === id);
  const topic = chain?.topic ?? item?.topic;
  if (topic) return catalog.topics[topic]?.title;
  const [home] = item ? gapsOf(item) : [gap];
  return catalog.gaps.find((each) => each.id === home)?.title;
}
