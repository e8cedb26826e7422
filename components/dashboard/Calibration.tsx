"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/DataTable";
import { type CalibrationRow, calibration } from "@/lib/learner/select";
import type { LearnerState } from "@/lib/learner/state";
import type { EvidenceOf } from "./EvidenceDialog";

type Props = { state: LearnerState; open: (evidence: EvidenceOf) => void };
/** Below this many answers of one word nothing is said of it. */
const enough = 8;

/** Does what the learner says of their certainty fit what happened? A sentence first, then the drawing, then the numbers. */
export function Calibration({ state, open }: Props) {
  const t = useTranslations("dashboard.calibration");
  const confidence = useTranslations("dashboard.evidence.confidence");
  const { byConfidence } = calibration(state);
  const sure = byConfidence.find((row) => row.confidence === 3);
  return (
    <Card as="section">
      <h2 className="eyebrow text-m">{t("question")}</h2>
      <p className="mt-1 mb-5 text-l">
        {sure && sure.n >= enough
          ? t.rich("answer", { n: sure.n, right: sure.right, b: (words) => <b>{words}</b> })
          : t("notYet", { n: sure?.n ?? 0, enough })}
      </p>
      <div className="grid gap-3">
        {byConfidence.map((row) => (
          <div key={row.confidence} className="grid grid-cols-[88px_minmax(0,1fr)] items-center gap-x-4">
            <span>
              <b className="text-m">{confidence(String(row.confidence) as "1" | "2" | "3")}</b>
              <button
                type="button"
                className="link num block text-s"
                onClick={() =>
                  open({
                    title: t("answers", { word: confidence(String(row.confidence) as "1" | "2" | "3") }),
                    of: { everything: true },
                    only: state.answers.filter(({ body }) => body.confidence === row.confidence).map(({ id }) => id),
                  })
                }
              >
                {t("count", { right: row.right, n: row.n })}
              </button>
            </span>
            <Whisker row={row} />
          </div>
        ))}
        <div className="num grid grid-cols-[88px_minmax(0,1fr)] gap-x-4 text-xs text-ink-3" aria-hidden="true">
          <span />
          <span className="flex justify-between">
            <span>0</span>
            <span>25</span>
            <span>50</span>
            <span>75</span>
            <span>100%</span>
          </span>
        </div>
      </div>
      <details className="mt-4 text-m">
        <summary className="link">{t("numbers")}</summary>
        <div className="mt-3">
          <DataTable
            caption={t("question")}
            hideCaption
            rows={byConfidence}
            rowId={({ confidence: word }) => String(word)}
            columns={[
              { id: "word", label: t("word"), cell: (row) => confidence(String(row.confidence) as "1" | "2" | "3") },
              { id: "n", label: t("n"), align: "end", cell: ({ n }) => n },
              { id: "right", label: t("right"), align: "end", cell: ({ right }) => right },
              {
                id: "interval",
                label: t("interval"),
                align: "end",
                cell: ({ interval }) => (interval ? `${percent(interval[0])}–${percent(interval[1])}%` : "–"),
              },
            ]}
          />
        </div>
      </details>
    </Card>
  );
}

const percent = (share: number): number => Math.round(share * 100);

/** The share with its 95% interval; hatched where nothing was said yet. */
function Whisker({ row }: { row: CalibrationRow }) {
  const t = useTranslations("dashboard.calibration");
  if (row.n === 0 || !row.interval || row.share === null)
    return <span className="ibar none" role="img" aria-label={t("none")} />;
  const [low, high] = row.interval;
  return (
    <svg
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      className="h-4 w-full overflow-visible"
      role="img"
      aria-label={t("whisker", { low: percent(low), high: percent(high) })}
    >
      {[0, 25, 50, 75, 100].map((x) => (
        <path key={x} d={`M${x} 0V8`} stroke="var(--line)" vectorEffect="non-scaling-stroke" />
      ))}
      <path
        d={`M${low * 100} 4H${high * 100}`}
        stroke="var(--m3)"
        strokeWidth="6"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
      <path
        d={`M${row.share * 100} 4h.01`}
        stroke="var(--ink)"
        strokeWidth="11"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
