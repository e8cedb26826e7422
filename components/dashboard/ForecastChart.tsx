"use client";
import { useLocale, useTranslations } from "next-intl";
import { dayText } from "@/components/learner/dates";
import { levelOf } from "@/components/ui/Meter";
import { isLocale, type Locale } from "@/lib/i18n/locales";
import type { GapForecast } from "@/lib/learner/forecast";
import { dayMs } from "@/lib/mastery/constants";

type Props = { forecast: GapForecast /** Now, epoch ms. */; from: number; title: (gap: string) => string };

/** A line and a band for each gap, from today to the day; the heights are bands, not numbers. */
export function ForecastChart(props: Props) {
  return (
    <figure className="chart on-surface">
      <Drawing {...props} width={1120} className="on-wide" isNamedBeside />
      <Drawing {...props} width={330} className="on-narrow" />
      <Names {...props} />
    </figure>
  );
}

/** On a narrow drawing the lines have their names below it. */
function Names({ forecast, title }: Props) {
  const ui = useTranslations("ui");
  return (
    <ul className="on-narrow mt-2 text-m">
      {forecast.gaps.map(({ gap, path }, index) => (
        <li key={gap} className="flex items-baseline gap-2">
          <svg viewBox="0 0 24 10" className="!w-6 flex-none" aria-hidden="true">
            <path d="M0 5H24" stroke={colours[index]} strokeWidth="2.4" strokeDasharray={dashes[index]} />
          </svg>
          <b>{title(gap)}</b>
          <span className="text-ink-3">{ui(`band.${levelOf(path.at(-1)?.mid ?? 0)}`)}</span>
        </li>
      ))}
    </ul>
  );
}

const colours = ["var(--c1)", "var(--c3)"] as const;
/** The second line is told apart without colour. */
const dashes = [undefined, "7 4"] as const;

const height = 232;
const [top, bottom, left] = [12, 30, 48];
const target = 70;
const bands = [1, 2, 3, 4, 5] as const;
const y = (value: number): number => top + (1 - value / 100) * (height - top - bottom);
/** Lines of text that stand beside each other need so much room, px. */
const apart = 38;

function Drawing({
  forecast,
  from,
  title,
  width,
  className,
  isNamedBeside = false,
}: Props & { width: number; className: string; isNamedBeside?: boolean }) {
  const t = useTranslations("dashboard.forecast");
  const ui = useTranslations("ui");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const right = isNamedBeside ? 250 : 12;
  const last = Math.max(1, ...forecast.gaps.map(({ path }) => path.at(-1)?.day ?? 0));
  const x = (day: number) => left + (day / last) * (width - left - right);
  const ends = namesApart(forecast.gaps.map(({ path }) => y(path.at(-1)?.mid ?? 0)));
  return (
    <svg
      className={className}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t("chart", { gaps: forecast.gaps.map(({ gap }) => title(gap)).join(t("semicolon")) })}
    >
      {bands.map((band) => (
        <g key={band}>
          <path d={`M${left} ${y(20 * (band - 1))}H${width - right}`} stroke="var(--line)" />
          <text className="t3" x="0" y={y(20 * band - 10) + 4} fontSize="12.5">
            {ui(`band.${band}`)}
          </text>
        </g>
      ))}
      {forecast.gaps.map(({ gap, path }, index) => {
        const along = (of: "lo" | "mid" | "hi", points = path) =>
          points.map((point) => `${x(point.day).toFixed(1)} ${y(point[of]).toFixed(1)}`).join("L");
        const end = path.at(-1);
        const colour = colours[index];
        return (
          <g key={gap}>
            <path d={`M${along("hi")}L${along("lo", [...path].reverse())}Z`} fill={colour} opacity=".14" />
            <path
              d={`M${along("mid")}`}
              fill="none"
              stroke={colour}
              strokeWidth="2.2"
              strokeDasharray={dashes[index]}
            />
            {end ? <circle cx={x(end.day)} cy={y(end.mid)} r="4" fill={colour} /> : null}
            {end && isNamedBeside ? (
              <>
                <text x={x(end.day) + 14} y={(ends[index] ?? 0) - 2} fontSize="13.5" fontWeight="600">
                  {title(gap)}
                </text>
                <text className="t3" x={x(end.day) + 14} y={(ends[index] ?? 0) + 15} fontSize="12.5">
                  {ui(`band.${levelOf(end.mid)}`)}
                </text>
              </>
            ) : null}
          </g>
        );
      })}
      <path d={`M${left} ${y(target)}H${width - right}`} stroke="var(--ink-2)" strokeDasharray="5 4" />
      <text className="t2 halo" x={left + 6} y={y(target) - 5} fontSize="12.5">
        {t("target")}
      </text>
      {daysTold(last, isNamedBeside ? 4 : 2).map((day, index, all) => (
        <text
          key={day}
          className="t3 tm"
          x={x(day)}
          y={height - 8}
          fontSize="12"
          textAnchor={index === 0 ? "start" : index === all.length - 1 ? "end" : "middle"}
        >
          {dayOn(from + day * dayMs, locale)}
        </text>
      ))}
    </svg>
  );
}

const dayOn = (at: number, locale: Locale): string => dayText(at, locale);

/** The first day, the last, and some between. */
const daysTold = (last: number, steps: number): number[] => [
  ...new Set(Array.from({ length: steps + 1 }, (_, index) => Math.round((index / steps) * last))),
];

/** Heights of the names, moved apart where the lines end close together. */
function namesApart(heights: readonly number[]): number[] {
  const [one, other] = heights;
  if (one === undefined || other === undefined || Math.abs(one - other) >= apart) return [...heights];
  const middle = Math.min(height - bottom - apart / 2, Math.max(top + apart / 2, (one + other) / 2));
  return one <= other ? [middle - apart / 2, middle + apart / 2] : [middle + apart / 2, middle - apart / 2];
}
