"use client";
import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/Card";
import { DataTable } from "@/components/ui/DataTable";
import type { CalibrationSeen } from "@/lib/learner/views";
import { brierParams, fitParams } from "@/lib/mastery/calibration";
import type { EvidenceOf } from "./EvidenceDialog";
import { percent } from "./numbers";

type Bin = CalibrationSeen["bins"][number];
type Props = { calibration: CalibrationSeen; open: (evidence: EvidenceOf) => void };

/** Does what the model expected of each answer fit what was earned? Below thirty predictions it says that it cannot tell. */
export function Foresight({ calibration: { fit, brier, bins }, open }: Props) {
  const t = useTranslations("dashboard.foresight");
  const said = useTranslations("calibrated");
  const range = ({ from, to }: Bin) => said("bins.range", { from, to });
  const show = (bin: Bin) =>
    open({
      title: said("bins.answers", { from: bin.from, to: bin.to }),
      of: { everything: true },
      only: { foreseen: bins.indexOf(bin) },
    });
  return (
    <Card as="section" className="dash-chart">
      <h2 className="chart-q">{t("question")}</h2>
      <p className="chart-ans">{said(`fit.${fit.say}`, fitParams(fit) as never)}</p>
      <div
        className={
          bins.length > 0 ? "grid items-center gap-x-6 gap-y-3 sm:grid-cols-[236px_minmax(0,1fr)]" : "grid gap-3"
        }
      >
        {bins.length > 0 ? (
          <Reliability bins={bins} />
        ) : (
          <div className="hatch h-16 rounded-ctl opacity-40" aria-hidden="true" />
        )}
        <div className="grid gap-2 text-m">
          {brier ? <p className="num text-ink-2">{said(`brier.${brier.say}`, brierParams(brier) as never)}</p> : null}
          {fit.n > 0 ? (
            <p>
              <button
                type="button"
                className="link num"
                onClick={() => open({ title: t("all"), of: { everything: true }, only: { foreseen: "all" } })}
              >
                {t("answers", { count: fit.n })}
              </button>
            </p>
          ) : null}
        </div>
      </div>
      {bins.length > 0 ? (
        <details className="mt-3 text-m">
          <summary className="link">{t("numbers")}</summary>
          <div className="mt-3">
            <DataTable
              caption={said("bins.caption")}
              rows={bins}
              rowId={range}
              columns={[
                { id: "range", label: said("bins.predicted"), cell: ({ predicted }) => `${percent(predicted)}%` },
                { id: "share", label: said("bins.share"), align: "end", cell: ({ share }) => `${percent(share)}%` },
                {
                  id: "interval",
                  label: said("bins.interval"),
                  align: "end",
                  cell: ({ interval: [low, high] }) => `${percent(low)}–${percent(high)}%`,
                },
                {
                  id: "n",
                  label: said("bins.n"),
                  align: "end",
                  cell: (bin) => (
                    <button type="button" className="link num" onClick={() => show(bin)}>
                      {said("bins.count", { n: bin.n })}
                    </button>
                  ),
                },
              ]}
            />
          </div>
        </details>
      ) : null}
    </Card>
  );
}

const [left, top, size] = [40, 8, 184];
const x = (share: number): number => left + share * size;
const y = (share: number): number => top + (1 - share) * size;

/** What was expected against what was earned, with its 80 % interval; on the dashed line both are the same. */
function Reliability({ bins }: { bins: readonly Bin[] }) {
  const t = useTranslations("dashboard.foresight");
  const said = useTranslations("calibrated.bins");
  const label = bins
    .map(({ predicted, share, interval: [low, high], n }) => said("point", { predicted, share, low, high, n }))
    .join(t("comma"));
  return (
    <figure className="chart max-w-[340px]">
      <svg viewBox={`0 0 ${left + size + 16} ${top + size + 40}`} role="img" aria-label={label}>
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <g key={share}>
            <path d={`M${left} ${y(share)}H${x(1)}`} stroke="var(--line)" />
            <text className="t3 tm" x={left - 6} y={y(share) + 3} fontSize="9" textAnchor="end">
              {percent(share)}
            </text>
            <text className="t3 tm" x={x(share)} y={y(0) + 13} fontSize="9" textAnchor="middle">
              {percent(share)}
            </text>
          </g>
        ))}
        <text className="t3" x={x(0.5)} y={y(0) + 28} fontSize="9.5" textAnchor="middle">
          {t("expected")}
        </text>
        <text
          className="t3"
          x={0}
          y={0}
          fontSize="9.5"
          textAnchor="middle"
          transform={`translate(9 ${y(0.5)}) rotate(-90)`}
        >
          {t("earned")}
        </text>
        <path d={`M${x(0)} ${y(0)}L${x(1)} ${y(1)}`} stroke="var(--line-strong)" strokeDasharray="4 4" />
        {bins.map(({ predicted, share, interval: [low, high] }) => (
          <g key={predicted}>
            <path
              d={`M${x(predicted)} ${y(low)}V${y(high)}`}
              stroke="var(--m4)"
              strokeWidth="5"
              strokeLinecap="round"
              opacity=".45"
            />
            <circle cx={x(predicted)} cy={y(share)} r="4" fill="var(--m5)" />
          </g>
        ))}
      </svg>
    </figure>
  );
}
