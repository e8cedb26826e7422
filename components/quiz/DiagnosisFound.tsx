"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { GapStateMark } from "@/components/dashboard/GapStateMark";
import { ReadingBar } from "@/components/dashboard/ReadingBar";
import { useView } from "@/components/learner/useView";
import { ButtonLink } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { Diagnosis } from "@/lib/learner/diagnosis";
import { type Session, summaryOf } from "@/lib/quiz/session";
import { diagnosticSize } from "@/lib/schedule/diagnostic";

/** What a diagnostic says: likely which two, with what is known of each gap, and where to go next. */
export function DiagnosisFound({ session }: { session: Session }) {
  const t = useTranslations("practice.diagnosis");
  const locale = useLocale();
  const found = useView("diagnosis");
  if (!isLocale(locale)) return null;
  if (!found) return <div className="wait min-h-96" aria-busy="true" />;
  const { lowest, untested, isSure } = found;
  const drawn = lowest.filter(({ level }) => level !== null);
  const tooFew = lowest.filter(({ level }) => level === null);
  const { answered, asked } = summaryOf(session);
  const isEarly = asked < diagnosticSize;
  return (
    <section aria-label={t("bars")} className="grid gap-5 border-t border-t-ink pt-6">
      <div className="grid gap-1.5">
        {isEarly ? <p className="text-m text-ink-2">{t(isSure ? "sure" : "empty", { count: asked })}</p> : null}
        <p className="text-h3">{sentenceOf(found, answered, t)}</p>
        {answered > 0 ? <p className="text-m text-ink-2">{t("caution")}</p> : null}
      </div>
      {drawn.length > 0 ? (
        <ul className="lines">
          {drawn.map((row) => (
            <li key={row.gap} className="found-row">
              <a href={`${localePath(locale, "/dashboard")}#${row.gap}`} className="text-l font-medium text-ink">
                {row.title}
              </a>
              <ReadingBar reading={row} />
              <GapStateMark of={row} />
            </li>
          ))}
        </ul>
      ) : null}
      {tooFew.length > 0 ? (
        <p className="text-m text-ink-2">{t("tooFew", { names: tooFew.map(({ title }) => title).join(t("comma")) })}</p>
      ) : null}
      {untested.length > 0 ? (
        <p className="text-m text-ink-2">
          {t("untested", { names: untested.map(({ title }) => title).join(t("comma")) })}
        </p>
      ) : null}
      <p className="flex flex-wrap gap-2">
        <ButtonLink variant="primary" href={`${localePath(locale, "/practice")}?set=weakest`} prefetch={false}>
          {t("practise")}
        </ButtonLink>
        <ButtonLink href={localePath(locale, "/")}>{t("home")}</ButtonLink>
        <ButtonLink href={localePath(locale, "/dashboard")}>{t("dashboard")}</ButtonLink>
      </p>
    </section>
  );
}

type Words = ReturnType<typeof useTranslations<"practice.diagnosis">>;

function sentenceOf({ lowest, isSure }: Diagnosis, answered: number, t: Words) {
  const [one, two] = lowest;
  const b = (words: ReactNode) => <b>{words}</b>;
  if (answered === 0 || !one) return t("none");
  if (!two) return t.rich("one", { one: one.title, b });
  return t.rich(isSure ? "certain" : "likely", { one: one.title, two: two.title, b });
}
