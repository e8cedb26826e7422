"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/DataTable";
import type { CalibrationSeen } from "@/lib/learner/views";
import { paysFrom } from "@/lib/quiz/certainty";
import type { EvidenceOf } from "./EvidenceDialog";
import { percent } from "./numbers";

type Word = CalibrationSeen["words"][number];
type Props = { words: readonly Word[]; open: (evidence: EvidenceOf) => void };

/** Does what the learner says of their certainty fit what happened? A sentence first, then the drawing, then the numbers. */
export function Words({ words, open }: Props) {
  const t = useTranslations("dashboard.calibration");
  const said = useTranslations("calibrated.word");
  const word = useTranslations("dashboard.evidence.confidence");
  const telling = [...words].reverse();
  // What is off comes first, then what is known of "sure".
  const told =
    telling.find(({ say }) => say === "too-sure" || say === "too-shy") ??
    telling.find(({ say }) => say !== "too-few") ??
    telling[0];
  const show = ({ confidence }: Word) =>
    open({ title: t("answers", { word: word(`${confidence}`) }), of: { everything: true }, only: { confidence } });
  const count = (row: Word) => (
    <button type="button" className="link num text-s" onClick={() => show(row)}>
      {t("count", { right: row.right, n: row.n })}
    </button>
  );
  return (
    <Card as="section" className="dash-chart">
      <h2 className="chart-q">{t("question")}</h2>
      <p className="chart-ans">
        {told
          ? said(
              `${told.confidence}.${told.say}` as "3.fits",
              { n: told.n, right: told.right, missing: told.missing } as never,
            )
          : null}
      </p>
      <div className="grid gap-3">
        {words.map((row) => (
          <div key={row.confidence} className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-4">
            <span>
              <b className="block text-m">{word(`${row.confidence}`)}</b>
              {row.n > 0 ? count(row) : <span className="cap num">{t("count", { right: 0, n: 0 })}</span>}
            </span>
            <Whisker row={row} />
          </div>
        ))}
        <div className="num grid grid-cols-[88px_minmax(0,1fr)] gap-x-4 text-xs text-ink-3" aria-hidden="true">
          <span />
          <span className="relative h-4">
            {ticks.map((tick) => (
              <span key={tick} className="absolute -translate-x-1/2" style={{ left: `${tick}%` }}>
                {tick}
              </span>
            ))}
          </span>
        </div>
      </div>
      <p className="cap mt-3">{t("legend")}</p>
      <details className="mt-3 text-m">
        <summary className="link">{t("numbers")}</summary>
        <div className="mt-3">
          <DataTable
            caption={t("question")}
            hideCaption
            rows={words}
            rowId={({ confidence }) => String(confidence)}
            columns={[
              { id: "word", label: t("word"), cell: (row) => word(`${row.confidence}`) },
              { id: "right", label: t("right"), align: "end", cell: (row) => (row.n > 0 ? count(row) : "–") },
              {
                id: "interval",
                label: t("interval"),
                align: "end",
                cell: ({ interval }) => (interval ? `${percent(interval[0])}–${percent(interval[1])}%` : "–"),
              },
              {
                id: "meant",
                label: t("meant"),
                align: "end",
                cell: ({ confidence }) => rangeOf(confidence).map(percent).join("–").concat("%"),
              },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}

/** Per cent that the drawing marks. */
const ticks = [0, 25, 50, 75, 100] as const;

/** Where a word is the one that pays best, 0..1. */
const rangeOf = (confidence: 1 | 2 | 3): [number, number] => [
  paysFrom[confidence],
  confidence === 3 ? 1 : paysFrom[(confidence + 1) as 2 | 3],
];

/** The share with its interval over the range that the word stands for; hatched where nothing can be drawn. */
function Whisker({ row }: { row: Word }) {
  const t = useTranslations("dashboard.calibration");
  const [from, to] = rangeOf(row.confidence);
  if (!row.interval || row.share === null)
    return <span className="ibar none" role="img" aria-label={row.n === 0 ? t("none") : t("tooFew", { n: row.n })} />;
  const [low, high] = row.interval;
  const isOff = row.say === "too-sure" || row.say === "too-shy";
  return (
    <svg
      viewBox="0 0 100 20"
      preserveAspectRatio="none"
      className="h-7 w-full overflow-visible"
      role="img"
      aria-label={t("whisker", { low: percent(low), high: percent(high) })}
    >
      {ticks.map((x) => (
        <path key={x} d={`M${x} 0V20`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      ))}
      <rect
        x={from * 100}
        y="1"
        width={(to - from) * 100}
        height="18"
        fill="var(--sunken)"
        stroke="var(--line-strong)"
        strokeDasharray="3 3"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${low * 100} 10H${high * 100}`}
        stroke={isOff ? "var(--warn)" : "var(--m4)"}
        opacity=".5"
        strokeWidth="6"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${row.share * 100} 10h.01`}
        stroke={isOff ? "var(--warn)" : "var(--m5)"}
        strokeWidth="11"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
