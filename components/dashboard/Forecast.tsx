"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { dayText, minutesEast } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { record } from "@/components/learner/learner-store";
import { useView } from "@/components/learner/useView";
import { Card } from "@/components/ui/Card";
import { levelOf } from "@/components/ui/Meter";
import { TextLink } from "@/components/ui/TextLink";
import { isLocale } from "@/lib/i18n/locales";
import { localePath } from "@/lib/i18n/path";
import type { GapForecast } from "@/lib/learner/forecast";
import { dayMs } from "@/lib/mastery/constants";
import type { Catalog } from "@/lib/quiz/catalog";
import type { EvidenceOf } from "./EvidenceDialog";
import { ForecastChart } from "./ForecastChart";

type Props = { catalog: Catalog; open: (evidence: EvidenceOf) => void };

/** Minutes that the slider offers. */
const slider = { min: 10, max: 90, step: 5 } as const;
/** The line at which a gap may close, on 0..100. */
const target = 70;
/** How long a slider rests until the plan is made anew. */
const restMs = 250;

/** Where study may lead until the interview: bands and words, since nobody knows how fast a person learns. */
export function Forecast({ catalog, open }: Props) {
  const t = useTranslations("dashboard.forecast");
  const locale = useLocale();
  const now = useNow();
  const id = useId();
  const [minutes, setMinutes] = useState<number>();
  const asked = useRested(minutes);
  const east = now === null ? undefined : minutesEast(now);
  const found = useView(
    "forecast",
    east === undefined ? undefined : { east, ...(asked !== undefined && { minutes: asked }) },
  );
  const [held, setHeld] = useState<GapForecast | null>();
  // The old drawing stays while the plan of other minutes is made.
  if (found !== undefined && found !== held) setHeld(found);
  const forecast = found ?? held;
  if (!isLocale(locale) || now === null) return null;
  if (forecast === undefined) return <div className="wait min-h-80" aria-busy="true" />;
  if (forecast === null)
    return (
      <p className="no-print text-m text-ink-2">
        {t("noDate")}{" "}
        <TextLink className="underline underline-offset-3" href={`${localePath(locale, "/settings")}#interview`}>
          {t("setDate")}
        </TextLink>
      </p>
    );
  const shown = minutes ?? forecast.minutes;
  const day = dayText(now + forecast.horizon * dayMs, locale);
  const title = (gap: string) => catalog.gaps.find((each) => each.id === gap)?.title ?? gap;
  return (
    <Card as="section" className="dash-chart grid gap-4">
      <div>
        <h2 className="chart-q">{t("question", { day })}</h2>
        <p className="chart-ans mb-0">
          {forecast.gaps.length === 0 ? t("tooFew") : <Said forecast={forecast} minutes={shown} title={title} />}
        </p>
      </div>
      {forecast.gaps.length > 0 ? <ForecastChart forecast={forecast} from={now} title={title} /> : null}
      <div className="no-print flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-4 text-m">
        <label htmlFor={id}>{t("aDay")}</label>
        <input
          id={id}
          type="range"
          {...slider}
          className="slide min-w-40 flex-1"
          value={Math.min(slider.max, Math.max(slider.min, shown))}
          aria-valuetext={t("minutesADay", { count: shown })}
          onChange={(event) => setMinutes(Number(event.target.value))}
        />
        <b className="num">{t("minutes", { count: shown })}</b>
        {minutes !== undefined && minutes !== forecast.settled ? (
          <button
            type="button"
            className="link"
            onClick={() => void record({ type: "setting-set", body: { key: "interview.minutes", value: minutes } })}
          >
            {t("keep")}
          </button>
        ) : null}
      </div>
      <p className="cap">
        {t("about")}{" "}
        {forecast.gaps.map(({ gap, n }) => (
          <button
            key={gap}
            type="button"
            className="link num mr-3"
            onClick={() => open({ title: t("answersOf", { gap: title(gap) }), of: { gap: gap } })}
          >
            {t("basis", { gap: title(gap), count: n })}
          </button>
        ))}
      </p>
    </Card>
  );
}

/** The value once it has not changed for a moment: a slider passes over many. */
function useRested(value: number | undefined): number | undefined {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}

type SaidProps = { forecast: GapForecast; minutes: number; title: (gap: string) => string };

/** Where each gap may stand on the day, in two words of band, and whether that reaches the target. */
function Said({ forecast, minutes, title }: SaidProps) {
  const t = useTranslations("dashboard.forecast");
  const ui = useTranslations("ui");
  const parts = forecast.gaps.flatMap(({ gap, path }) => {
    const end = path.at(-1);
    if (!end) return [];
    const [low, high] = [levelOf(end.lo), levelOf(end.hi)];
    const where =
      low === high
        ? t("one", { band: ui(`band.${low}`) })
        : t("between", { low: ui(`band.${low}`), high: ui(`band.${high}`) });
    const reach = end.lo >= target ? "over" : end.mid >= target ? "likely" : end.hi >= target ? "maybe" : "short";
    return [t("gap", { gap: title(gap), where, reach })];
  });
  return (
    <>
      {t("minutesADay", { count: minutes })}
      {t("colon")}
      {parts.join(t("semicolon"))}
      {t("stop")}
      {forecast.beyond > 0 ? <span className="text-ink-2"> {t("beyond", { days: forecast.beyond })}</span> : null}
    </>
  );
}
