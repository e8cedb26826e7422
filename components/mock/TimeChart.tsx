"use client";
import { useTranslations } from "next-intl";
import type { ReportItem } from "@/lib/mock/report";

const height = 176;
const [top, bottom, left] = [12, 24, 34];
const minute = 60_000;

/**
 * A bar a question, in the order of the exam, as high as the time it was on screen; a tick is the time suggested. What
 * was left open is hatched. The drawing is as wide as it is shown, so that its words keep their size.
 * @param width px
 */
export function TimeChart({
  items,
  width,
  className,
}: {
  items: readonly ReportItem[];
  width: number;
  className: string;
}) {
  const t = useTranslations("report.time");
  const most = Math.max(minute, ...items.flatMap(({ spentMs, suggestedMs }) => [spentMs ?? 0, suggestedMs]));
  const step = stepFor(most);
  const limit = Math.ceil(most / step) * step;
  const y = (ms: number) => top + (height - top - bottom) * (1 - ms / limit);
  const slot = (width - left) / items.length;
  const bar = Math.min(24, slot * 0.64);
  const hatch = `open-${width}`;
  return (
    <svg
      className={className}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={t("chart", { count: items.length })}
    >
      <defs>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V5" stroke="var(--hatch-ink)" strokeWidth="2" />
        </pattern>
      </defs>
      {Array.from({ length: limit / step + 1 }, (_, index) => index * step).map((ms) => (
        <g key={ms}>
          <path d={`M${left} ${y(ms)}H${width}`} stroke={ms === 0 ? "var(--line-strong)" : "var(--line)"} />
          <text className="t3 tm" x={left - 8} y={y(ms) + 4} fontSize="12" textAnchor="end">
            {Math.round((ms / minute) * 10) / 10}
          </text>
        </g>
      ))}
      {items.map(({ item, place, spentMs, suggestedMs, result }, index) => {
        const middle = left + slot * (index + 0.5);
        const spent = spentMs ?? 0;
        return (
          <g key={item}>
            <rect
              x={middle - bar / 2}
              y={y(spent)}
              width={bar}
              height={Math.max(0, y(0) - y(spent))}
              rx="1.5"
              fill={result === "open" ? `url(#${hatch})` : "var(--m3)"}
              stroke={result === "open" ? "var(--hatch-ink)" : "none"}
            />
            <path d={`M${middle - bar / 2 - 2} ${y(suggestedMs)}h${bar + 4}`} stroke="var(--ink)" strokeWidth="1.5" />
            {items.length <= 20 && width > 600 ? (
              <Place at={middle} place={place} />
            ) : place === 1 || place % 5 === 0 ? (
              <Place at={middle} place={place} />
            ) : null}
          </g>
        );
      })}
    </svg>
  );
}

const Place = ({ at, place }: { at: number; place: number }) => (
  <text className="t3 tm" x={at} y={height - 6} fontSize="12" textAnchor="middle">
    {place}
  </text>
);

/** At most five lines. */
const stepFor = (most: number): number => {
  const steps = [0.5, 1, 2, 5, 10, 20, 30, 60].map((minutes) => minutes * minute);
  return steps.find((step) => most / step <= 4) ?? Math.ceil(most / 4 / minute) * minute;
};
