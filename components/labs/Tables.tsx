"use client";
/** The tables, strips and gauges of a scene. */
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Icon } from "@/components/ui/Icon";
import type { Cell, SceneGauge, SceneStrip, SceneTable } from "@/lib/sim/scene";
import { textWidth } from "./layout";
import { useWidth } from "./measure";
import { sceneOf } from "./pictured";
import { useRun } from "./RunProvider";
import { worldOf } from "./run";
import { useWord } from "./wording";

export function SceneTables() {
  const lab = useRun((run) => run.lab);
  const w = useRun(worldOf);
  const { tables, strips, gauges } = sceneOf(lab, w);
  return (
    <>
      {gauges.length > 0 ? <Gauges gauges={gauges} /> : null}
      {strips.map((strip) => (
        <Strip key={strip.id} strip={strip} />
      ))}
      {tables.map((table) => (
        <GridTable key={table.id} table={table} />
      ))}
    </>
  );
}

function GridTable({ table }: { table: SceneTable }) {
  const word = useWord();
  const hasNotes = table.rows.some(({ note }) => note);
  return (
    <div className="card">
      <div className="card-head">
        <h2 id={`table-${table.id}`} className="h4">
          {word(table.title)}
        </h2>
        {table.caption ? <span className="cap">{word(table.caption)}</span> : null}
      </div>
      {/* A log may grow wider than a phone: it scrolls in its own box, by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section className="scroll-x" tabIndex={0} aria-labelledby={`table-${table.id}`}>
        <table className="lab-grid">
          <thead>
            <tr>
              <td />
              {table.columns.map((column, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={index} scope="col">
                  {word(column)}
                </th>
              ))}
              {hasNotes ? <td /> : null}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={word(row.head)}>
                <th scope="row" className={row.dead ? "dead" : undefined}>
                  {word(row.head)}
                </th>
                {table.columns.map((_, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place
                  <GridCell key={index} cell={row.cells[index]} />
                ))}
                {hasNotes ? <td className="note">{row.note ? word(row.note) : ""}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {table.legend ? (
        <ul className="lab-legend">
          {table.legend.map(({ show, text }) => (
            <li key={text.en}>
              <i className={show} aria-hidden="true" />
              {word(text)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function GridCell({ cell }: { cell: Cell | undefined }) {
  const word = useWord();
  if (!cell) return <td className="none" />;
  const text = word(cell.text);
  const classes = [
    cell.edge ?? "",
    cell.tint ? `tint-${cell.tint}` : "",
    cell.bar ? "bar" : "",
    cell.tone ? `tone-${cell.tone}` : "",
    // Words need the room of words; marks and numbers stand in mono.
    /\p{Script=Han}/u.test(text) ? "words" : "",
  ];
  return (
    <td className={classes.filter(Boolean).join(" ")}>
      {cell.tone === "bad" ? <Icon name="x" /> : cell.tone === "warn" ? <Icon name="alert" /> : null}
      {text}
      {cell.small ? <small>{cell.small}</small> : null}
    </td>
  );
}

function Gauges({ gauges }: { gauges: readonly SceneGauge[] }) {
  const word = useWord();
  return (
    <dl className="card lab-gauges">
      {gauges.map(({ id, label, value, tone }) => (
        <div key={id}>
          <dt>{word(label)}</dt>
          <dd className={tone ? `text-${tone}` : undefined}>
            {tone === "bad" || tone === "warn" ? <Icon name="alert" /> : null}
            {word(value)}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const rowHeight = 40;
const markTones = { good: "var(--good)", bad: "var(--bad)", plain: "var(--ink-2)" } as const;
const barTones = { good: "var(--good)", warn: "var(--warn)", bad: "var(--bad)" } as const;

/** Marks and bars over one axis of time. Refused is a cross, let through a filled dot: colour only repeats it. */
function Strip({ strip }: { strip: SceneStrip }) {
  const t = useTranslations("labs");
  const word = useWord();
  const [box, width] = useWidth<HTMLDivElement>();
  const hatch = useId();
  const heads = strip.rows.map(({ head }) => word(head));
  const gutter = Math.min(width * 0.34, Math.max(...heads.map((head) => textWidth(head, 13))) + 16);
  const span = Math.max(1, strip.to - strip.from);
  const x = (at: number) => gutter + ((at - strip.from) / span) * (width - gutter - 12);
  const height = strip.rows.length * rowHeight + 26;
  return (
    <section className="card" aria-labelledby={`strip-${strip.id}`}>
      <h2 id={`strip-${strip.id}`} className="h4 mb-3">
        {word(strip.title)}
      </h2>
      <div ref={box} style={{ minHeight: height }}>
        {width > 0 ? (
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={word(strip.title)}
            className="block overflow-visible"
          >
            <defs>
              <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <path d="M0 0V6" stroke="var(--hatch-ink)" strokeWidth="1.6" />
              </pattern>
            </defs>
            {strip.rows.map((row, index) => {
              const y = index * rowHeight + rowHeight / 2;
              return (
                <g key={heads[index]}>
                  <text x="0" y={y + 4} className="lab-text">
                    {heads[index]}
                  </text>
                  <path d={`M${gutter} ${y}H${width - 12}`} stroke="var(--line)" />
                  {row.bars.map((bar) => (
                    <g key={`${bar.from}-${bar.to}-${bar.mark}`}>
                      <rect
                        x={x(Math.max(bar.from, strip.from))}
                        y={y - 9}
                        width={Math.max(2, x(Math.min(bar.to, strip.to)) - x(Math.max(bar.from, strip.from)))}
                        height="18"
                        rx="4"
                        fill={bar.mark === "dashed" ? `url(#${hatch})` : "var(--sunken)"}
                        stroke={bar.tone ? barTones[bar.tone] : "var(--ink-2)"}
                        strokeWidth={bar.mark === "double" ? 2 : 1.2}
                        {...(bar.mark === "dashed" ? { strokeDasharray: "4 3" } : {})}
                      />
                      {bar.text && x(bar.to) - x(bar.from) > textWidth(word(bar.text), 12) + 10 ? (
                        <text x={x(Math.max(bar.from, strip.from)) + 6} y={y + 4} className="lab-inside halo">
                          {word(bar.text)}
                        </text>
                      ) : null}
                    </g>
                  ))}
                  {row.marks.map((mark, nth) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: several marks may stand at one time
                    <StripMark key={nth} x={x(mark.at)} y={y} tone={mark.tone} text={mark.text} />
                  ))}
                </g>
              );
            })}
            {strip.now === undefined ? null : (
              <path d={`M${x(strip.now)} 0V${height - 22}`} stroke="var(--accent)" strokeWidth="1.5" />
            )}
            {ticksOf(strip.from, strip.to, width - gutter).map((at) => (
              <g key={at}>
                <path d={`M${x(at)} ${height - 24}v5`} stroke="var(--ink-3)" />
                <text x={x(at)} y={height - 5} textAnchor="middle" className="lab-tick">
                  {at}
                </text>
              </g>
            ))}
            <text x="0" y={height - 5} className="lab-tick">
              ms
            </text>
          </svg>
        ) : null}
      </div>
      <details className="lab-more">
        <summary>{t("strip.numbers")}</summary>
        <dl className="lab-numbers">
          {strip.rows.map((row, index) => (
            <div key={heads[index]}>
              <dt>{heads[index]}</dt>
              <dd className="num">
                {[
                  ...row.bars.map((bar) => `${bar.text ? word(bar.text) : ""} ${bar.from}–${bar.to}`.trim()),
                  ...row.marks.map((mark) => `${mark.at} ${mark.text ?? t(`strip.${mark.tone}`)}`),
                ].join(t("comma")) || t("strip.none")}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </section>
  );
}

function StripMark({
  x,
  y,
  tone,
  text,
}: {
  x: number;
  y: number;
  tone: "good" | "bad" | "plain";
  text: string | undefined;
}) {
  return (
    <g>
      {tone === "bad" ? (
        <path d={`M${x - 4} ${y - 4}l8 8m0 -8l-8 8`} stroke={markTones.bad} strokeWidth="1.8" fill="none" />
      ) : (
        <circle
          cx={x}
          cy={y}
          r="4"
          fill={tone === "good" ? markTones.good : "var(--surface)"}
          stroke={markTones[tone]}
          strokeWidth="1.4"
        />
      )}
      {text ? (
        <text x={x} y={y - 9} textAnchor="middle" className="lab-tick halo">
          {text}
        </text>
      ) : null}
    </g>
  );
}

/** Round times along an axis, about one in 90 px. */
export function ticksOf(from: number, to: number, width: number): number[] {
  const rough = ((to - from) * 90) / Math.max(90, width);
  const power = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = Math.max(1, ([1, 2, 5, 10].find((each) => each * power >= rough) ?? 10) * power);
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}
