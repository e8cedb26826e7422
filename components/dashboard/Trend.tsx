"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import type { TrendPoint } from "@/lib/mastery/trend";

const [width, height] = [100, 34];
/** The line at which a gap may close, on 0..100. */
const target = 70;
const y = (value: number): number => 4 + ((100 - value) / 100) * (height - 8);

/**
 * Eight weeks of one gap: the middle, its interval as a band, and the target as a dashed line. Weeks without an interval
 * are hatched, since nothing is known of them.
 */
export function Trend({ points }: { points: readonly TrendPoint[] }) {
  const t = useTranslations("dashboard.trend");
  const ui = useTranslations("ui");
  const hatch = useId();
  const step = (width - 6) / Math.max(1, points.length - 1);
  const drawn = points.flatMap(({ level, band }, index) =>
    level && band ? [{ ...level, band, x: 2 + index * step }] : [],
  );
  const [first, last] = [drawn[0], drawn.at(-1)];
  const label = first && last ? t("label", { from: ui(`band.${first.band}`), to: ui(`band.${last.band}`) }) : t("none");
  const line = (of: (point: (typeof drawn)[number]) => number, points = drawn) =>
    points.map((point) => `${point.x.toFixed(1)} ${y(of(point)).toFixed(1)}`).join("L");
  const unknown = first ? Math.max(0, first.x - 2) : width;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--hatch-ink)" strokeWidth="1.6" />
        </pattern>
      </defs>
      {unknown > 3 ? <rect y="4" width={unknown} height={height - 8} fill={`url(#${hatch})`} opacity=".6" /> : null}
      <path d={`M0 ${y(target)}H${width}`} stroke="var(--line-strong)" strokeDasharray="2 3" />
      {drawn.length > 1 ? (
        <>
          <path
            d={`M${line(({ hi }) => hi)}L${line(({ lo }) => lo, [...drawn].reverse())}Z`}
            fill="var(--m2)"
            opacity=".55"
          />
          <path d={`M${line(({ mid }) => mid)}`} fill="none" stroke="var(--ink)" strokeWidth="1.6" />
        </>
      ) : null}
      {last && drawn.length === 1 ? (
        <path d={`M${last.x} ${y(last.hi)}V${y(last.lo)}`} stroke="var(--m2)" strokeWidth="4" opacity=".8" />
      ) : null}
      {last ? <circle cx={last.x} cy={y(last.mid)} r="2.6" fill="var(--ink)" /> : null}
    </svg>
  );
}
