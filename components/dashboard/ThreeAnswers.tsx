"use client";
import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { stemText } from "@/components/quiz/stem-text";
import { ButtonLink } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import { type GapRow, gapsWorthClosing } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { Catalog, Item } from "@/lib/quiz/catalog";
import { gapsOf, shownFrom } from "@/lib/quiz/choose";
import { actionHref } from "./action";
import type { EvidenceOf } from "./EvidenceDialog";
import { GapStateMark } from "./GapStateMark";
import { ReadingBar } from "./ReadingBar";

type Props = { rows: readonly GapRow[]; state: LearnerState; catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** The first viewport, in words: what is weakest, why, what to do now. */
export function ThreeAnswers({ rows, state, catalog, open }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const tested = rows.filter(({ n }) => n > 0);
  const weakest = [...tested].sort((a, b) => b.bottomTwo - a.bottomTwo).slice(0, 3);
  const untested = rows.filter(({ n }) => n === 0);
  const [first] = gapsWorthClosing(tested, 1);

  if (weakest.length === 0 || !first)
    return (
      <section className="grid gap-4 border-y border-t-ink border-b-line py-6">
        <h2 className="text-h3 font-semibold">{t("begin.title")}</h2>
        <p className="max-w-[60ch] text-l text-ink-2">{t("begin.about")}</p>
        <p>
          <ButtonLink
            variant="primary"
            size="l"
            href={`${localePath(locale, "/practice")}?set=diagnostic`}
            minutes={t("minutes", {
              count: Math.round(
                ((12 / 60) * catalog.items.reduce((sum, item) => sum + item.seconds, 0)) / catalog.items.length,
              ),
            })}
          >
            {t("begin.action")}
          </ButtonLink>
        </p>
      </section>
    );

  // The two answers that pulled hardest, among the gaps shown to the left.
  const reasons = weakest
    .slice(0, 2)
    .flatMap(({ movers }) => movers)
    .filter(({ points }) => points < 0)
    .sort((a, b) => a.points - b.points)
    .slice(0, 2);
  return (
    <div className="three">
      <section>
        <h2>{t("what")}</h2>
        <ul className="grid gap-3.5">
          {weakest.map((row) => (
            <li key={row.gap} className="grid grid-cols-[minmax(0,1fr)_104px] items-baseline gap-x-4">
              <a href={`#${row.gap}`} className="text-l font-semibold text-ink">
                {row.title}
              </a>
              <GapStateMark state={row.state} />
              <ReadingBar reading={row} />
              <button
                type="button"
                className="link num text-s"
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
        <ul className="grid gap-4">
          {reasons.map((mover) => {
            const answer = state.answers.find(({ id }) => id === mover.answer);
            const item = catalog.items.find(({ id }) => id === mover.item);
            if (!answer || !item) return null;
            const share = state.evidence.find((each) => each.answer === mover.answer)?.score ?? 0;
            return (
              <li key={mover.answer} className="text-m">
                <p className="text-pretty text-ink">{stemText(item, answer.body.seed)}</p>
                <p className="cap num flex flex-wrap gap-x-3">
                  <span>{dayText(mover.at, locale)}</span>
                  <span>{placeOf(item, catalog)}</span>
                  <span>
                    {t(share >= shownFrom ? "outcome.right" : share > 0 ? "outcome.partly" : "outcome.wrong")}
                  </span>
                  {answer.body.confidence === 3 && share < shownFrom ? <span>{t("saidSure")}</span> : null}
                  <button
                    type="button"
                    className="link"
                    onClick={() => open({ title: t("oneAnswer"), of: { everything: true }, only: [mover.answer] })}
                  >
                    {t("openAnswer")}
                  </button>
                </p>
              </li>
            );
          })}
          {reasons.length === 0 ? <li className="text-m text-ink-2">{t("noReasons")}</li> : null}
        </ul>
      </section>
      <section>
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

/** The topic a question belongs to, or its gap. */
const placeOf = (item: Item, catalog: Catalog): string | undefined =>
  item.topic ? catalog.topics[item.topic]?.title : catalog.gaps.find(({ id }) => gapsOf(item).includes(id))?.title;
