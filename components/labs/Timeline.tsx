"use client";
/** The run as lines of space and time: a lane for each node, an arrow for each message. A click goes to that moment. */
import { useTranslations } from "next-intl";
import { useId, useMemo } from "react";
import { narrowBelow, textWidth } from "./layout";
import { useWidth } from "./measure";
import { useRun, useRunStore } from "./RunProvider";
import { isStepwise, verbs } from "./run";
import { type Arrow, type Lane, stretchAt, timelineOf } from "./space-time";
import { ticksOf } from "./Tables";
import { useWord } from "./wording";

const laneHeight = 34;
const head = 26;

export function TimelinePanel() {
  const t = useTranslations("labs");
  const store = useRunStore();
  const [box, width] = useWidth<HTMLDivElement>();
  const lab = useRun((run) => run.lab);
  const replay = useRun((run) => run.replay);
  const n = useRun((run) => run.n);
  const seen = useRun((run) => run.seen);
  const isUntimed = useRun(isStepwise);
  const stretch = stretchAt(n, seen, width < narrowBelow);
  const timeline = useMemo(
    () => timelineOf(lab, replay, { from: stretch.from, to: stretch.to }, isUntimed ? "steps" : "time"),
    [lab, replay, stretch.from, stretch.to, isUntimed],
  );
  const nodes = replay.kernel.nodes;
  const gutter = Math.max(28, ...nodes.map(({ name }) => textWidth(name, 13) + 12));
  const span = Math.max(1, timeline.last - timeline.first);
  const x = (at: number) => gutter + ((at - timeline.first) / span) * (width - gutter - 10);
  const y = (node: number) => head + node * laneHeight + laneHeight / 2;
  const height = head + nodes.length * laneHeight + 24;
  const cursor = x(timeline.places[n - stretch.from] ?? timeline.last);
  const onClick = (event: React.MouseEvent<SVGSVGElement>) => {
    const at = event.clientX - event.currentTarget.getBoundingClientRect().left;
    let best = { step: n, far: Number.POSITIVE_INFINITY };
    timeline.places.forEach((place, index) => {
      const far = Math.abs(x(place) - at);
      if (far <= best.far) best = { step: stretch.from + index, far };
    });
    verbs.goTo(store, best.step);
  };
  return (
    <section className="card full" aria-labelledby="lab-timeline">
      <div className="card-head">
        <h2 id="lab-timeline" className="h4">
          {t("timeline.title")}
        </h2>
        <span className="cap">{t("timeline.about")}</span>
      </div>
      <div ref={box} style={{ minHeight: height }}>
        {width > 0 ? (
          // The bar of the transport and the arrow keys do the same: this is a convenience of the pointer.
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <svg
            width={width}
            height={height}
            role="img"
            aria-label={t("timeline.label", { n, from: stretch.from, to: stretch.to })}
            className="lab-timeline"
            onClick={onClick}
          >
            {timeline.lanes.map((lane) => (
              <LaneDrawing
                key={lane.node}
                lane={lane}
                name={nodes[lane.node]?.name ?? ""}
                x={x}
                y={y(lane.node)}
                left={gutter}
                right={width - 10}
              />
            ))}
            {timeline.arrows.map((arrow) => (
              <ArrowDrawing key={arrow.id} arrow={arrow} x={x} y={y} left={gutter} end={timeline.last} />
            ))}
            {timeline.lanes.map((lane) => (
              <SpanTexts key={lane.node} lane={lane} x={x} y={y(lane.node)} left={gutter} right={width - 10} />
            ))}
            <path d={`M${cursor} ${head - 8}V${height - 22}`} stroke="var(--accent)" strokeWidth="2" />
            <path d={`M${cursor - 5} ${head - 15}h10l-5 8z`} fill="var(--accent)" />
            {ticksOf(timeline.first, timeline.last, width - gutter).map((at) => (
              <text key={at} x={x(at)} y={height - 5} textAnchor="middle" className="lab-tick">
                {at}
              </text>
            ))}
            <text x="0" y={height - 5} className="lab-tick">
              {isUntimed ? t("timeline.steps") : "ms"}
            </text>
          </svg>
        ) : null}
      </div>
    </section>
  );
}

type LaneProps = { lane: Lane; name: string; x: (at: number) => number; y: number; left: number; right: number };

function LaneDrawing({ lane, name, x, y, left, right }: LaneProps) {
  const hatch = useId();
  return (
    <g>
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--hatch-ink)" strokeWidth="1.6" />
        </pattern>
      </defs>
      <text x="0" y={y + 4} className="lab-text font-semibold">
        {name}
      </text>
      <path d={`M${left} ${y}H${right}`} stroke="var(--line-strong)" />
      {lane.spans.map((span) => (
        <rect
          key={`${span.from}-${span.to}`}
          x={x(span.from)}
          y={y - 6}
          width={Math.max(3, x(span.to) - x(span.from))}
          height="12"
          rx="3"
          fill="var(--surface)"
          stroke="var(--ink)"
          strokeWidth={span.mark === "double" ? 2.4 : 1.3}
          {...(span.mark === "dashed" ? { strokeDasharray: "4 3" } : {})}
        />
      ))}
      {lane.off.map((off) => (
        <rect
          key={`${off.from}-${off.is}`}
          x={x(off.from)}
          y={y - 6}
          width={Math.max(3, x(off.to) - x(off.from))}
          height="12"
          rx="3"
          fill={`url(#${hatch})`}
          stroke="var(--hatch-ink)"
          {...(off.is === "paused" ? { strokeDasharray: "3 3" } : {})}
        />
      ))}
      {lane.dots.map((dot) =>
        dot.is === "timer" ? (
          <circle key={dot.step} cx={x(dot.at)} cy={y} r="2.6" fill="var(--ink-3)" />
        ) : dot.is === "op" ? (
          <circle key={dot.step} cx={x(dot.at)} cy={y} r="4.5" fill="var(--ink)" />
        ) : (
          <path key={dot.step} d={`M${x(dot.at)} ${y - 6}l6 6l-6 6l-6 -6z`} fill="var(--accent)" />
        ),
      )}
    </g>
  );
}

/** What each span is called, over the arrows, as far as there is room. */
function SpanTexts({ lane, x, y, left, right }: Omit<LaneProps, "name">) {
  const word = useWord();
  let free = left;
  return lane.spans.map((span) => {
    const text = word(span.text);
    const from = Math.max(left, x(span.from));
    const end = from + textWidth(text, 12);
    if (from < free || end > right + 8) return null;
    free = end + 8;
    return (
      <text key={`${span.from}-${span.to}`} x={from} y={y - 10} className="lab-inside halo">
        {text}
      </text>
    );
  });
}

type ArrowProps = { arrow: Arrow; x: (at: number) => number; y: (node: number) => number; left: number; end: number };

function ArrowDrawing({ arrow, x, y, left, end }: ArrowProps) {
  const [fromY, toY] = [y(arrow.from), y(arrow.to)];
  const isOpen = arrow.ended === undefined;
  const startX = Math.max(left, x(arrow.sent));
  // Under way: from its sending to where the picture ends, and not to the other lane.
  const ended = arrow.ended ?? end;
  const share = isOpen ? 0.45 : arrow.isLost ? 0.6 : 1;
  const stopX = startX + (x(ended) - startX) * (arrow.isLost ? 0.8 : 1);
  const stopY = fromY + (toY - fromY) * share;
  const angle = (Math.atan2(stopY - fromY, stopX - startX) * 180) / Math.PI;
  const colour = isOpen ? "var(--accent)" : "var(--ink-3)";
  return (
    <g>
      <path
        d={`M${startX} ${fromY}L${stopX} ${stopY}`}
        stroke={colour}
        strokeWidth="1.2"
        {...(arrow.isLost ? { strokeDasharray: "4 3" } : {})}
      />
      {arrow.isLost ? (
        <path d={`M${stopX - 4} ${stopY - 4}l8 8m0 -8l-8 8`} stroke="var(--bad)" strokeWidth="1.8" fill="none" />
      ) : (
        <path d="M0 0L-7 -3V3Z" transform={`translate(${stopX} ${stopY}) rotate(${angle})`} fill={colour} />
      )}
    </g>
  );
}
