"use client";
/**
 * The picture of a Scene. It is for the eye alone: the things on it are named and operated through the buttons that
 * StageButtons lays over it.
 */
import { useId } from "react";
import type { NodeId } from "@/lib/sim/model";
import type { SceneNode } from "@/lib/sim/scene";
import {
  type Curve,
  type Drawing,
  type Line,
  type PlacedFlight,
  type PlacedLink,
  type PlacedNode,
  partOf,
  pointAt,
  textWidth,
} from "./layout";

const f = (value: number) => Math.round(value * 10) / 10;
const pathOf = ({ from, bend, to }: Curve) =>
  `M${f(from.x)} ${f(from.y)}Q${f(bend.x)} ${f(bend.y)} ${f(to.x)} ${f(to.y)}`;

type Props = {
  drawing: Drawing;
  /** The second line inside a node, by id. */
  inside: ReadonlyMap<NodeId, string>;
  /** What is left of each node's ring, 0..1. */
  left: ReadonlyMap<NodeId, number>;
  /** How far a flight is on its way, 0..1. */
  progress: (flight: PlacedFlight) => number;
  acting: NodeId | undefined;
  chosen: NodeId | undefined;
  /** The way of what arrived, or was lost, in the last step. */
  trail: { curve: Curve; isLost: boolean } | undefined;
};

export function StageDrawing({ drawing, inside, left, progress, acting, chosen, trail }: Props) {
  const hatch = useId();
  const { width, height, radius } = drawing;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true" className="block">
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0V6" stroke="var(--hatch-ink)" strokeWidth="1.6" />
        </pattern>
      </defs>
      {drawing.links.map((link) => (
        <LinkLine key={`${link.from}-${link.to}`} link={link} />
      ))}
      {trail ? <Trail {...trail} /> : null}
      {drawing.flights.map((each) => (
        <FlightArrow key={each.flight.id} placed={each} at={progress(each)} />
      ))}
      {drawing.nodes.map((each) => (
        <NodeMark
          key={each.node.id}
          placed={each}
          radius={radius}
          hatch={hatch}
          inside={inside.get(each.node.id)}
          left={left.get(each.node.id)}
          isActing={each.node.id === acting}
          isChosen={each.node.id === chosen}
        />
      ))}
      {drawing.headings.map((line) => (
        <Text key={line.text} line={line} className="t3" />
      ))}
      {drawing.flights.map(({ flight, label }) =>
        label ? <Text key={flight.id} line={label} className="halo" /> : null,
      )}
    </svg>
  );
}

function Text({ line: { text, x, y, anchor }, className = "" }: { line: Line; className?: string }) {
  return (
    <text x={f(x)} y={f(y)} textAnchor={anchor} className={`lab-text ${className}`}>
      {text}
    </text>
  );
}

const linkLooks = {
  open: { stroke: "var(--line)", strokeWidth: 1 },
  half: { stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "2 5" },
  cut: { stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "2 5" },
  clogged: { stroke: "var(--warn)", strokeWidth: 3, strokeDasharray: "8 4" },
} as const;

function LinkLine({ link }: { link: PlacedLink }) {
  return <path d={pathOf(link.curve)} fill="none" {...linkLooks[link.state]} />;
}

/** A head at the end of a curve: filled for a request, hollow for a reply. */
function Head({ curve, isHollow }: { curve: Curve; isHollow: boolean }) {
  const before = pointAt(curve, 0.97);
  const angle = (Math.atan2(curve.to.y - before.y, curve.to.x - before.x) * 180) / Math.PI;
  return (
    <path
      d="M0 0L-10 -4.5V4.5Z"
      transform={`translate(${f(curve.to.x)} ${f(curve.to.y)}) rotate(${f(angle)})`}
      fill={isHollow ? "var(--surface)" : "var(--accent)"}
      stroke="var(--accent)"
      strokeWidth="1.5"
      strokeLinejoin="round"
    />
  );
}

function Cross({ x, y }: { x: number; y: number }) {
  const arm = 4.5;
  return (
    <path
      d={`M${f(x - arm)} ${f(y - arm)}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`}
      stroke="var(--bad)"
      strokeWidth="2"
      fill="none"
    />
  );
}

function FlightArrow({ placed: { flight, curve }, at }: { placed: PlacedFlight; at: number }) {
  const flown = partOf(curve, 0, at);
  const isReply = flight.kind === "reply";
  return (
    <g>
      <path d={pathOf(curve)} fill="none" stroke="var(--accent)" strokeWidth="1" opacity=".28" strokeDasharray="2 4" />
      <path
        d={pathOf(flown)}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.8"
        {...(flight.lost ? { strokeDasharray: "5 4" } : {})}
      />
      {flight.lost ? <Cross {...flown.to} /> : <Head curve={flown} isHollow={isReply} />}
    </g>
  );
}

function Trail({ curve, isLost }: { curve: Curve; isLost: boolean }) {
  return (
    <g>
      <path
        d={pathOf(isLost ? partOf(curve, 0, 0.6) : curve)}
        fill="none"
        stroke="var(--ink-3)"
        strokeWidth="1.4"
        opacity=".7"
        strokeDasharray="5 4"
      />
      {isLost ? <Cross {...pointAt(curve, 0.6)} /> : null}
    </g>
  );
}

const grounds = { good: "var(--good-soft)", warn: "var(--warn-soft)", bad: "var(--bad-soft)" } as const;
const edges = { good: "var(--good)", warn: "var(--warn)", bad: "var(--bad)" } as const;

type NodeProps = {
  placed: PlacedNode;
  radius: number;
  hatch: string;
  inside: string | undefined;
  left: number | undefined;
  isActing: boolean;
  isChosen: boolean;
};

function NodeMark({ placed, radius, hatch, inside, left, isActing, isChosen }: NodeProps) {
  const { node, at, beside } = placed;
  const stroke = node.tone ? edges[node.tone] : "var(--ink)";
  const ground = node.tone ? grounds[node.tone] : "var(--surface)";
  const isDown = node.state === "down";
  return (
    <g>
      {isActing ? <Shape node={node} at={at} r={radius + 6} fill="var(--accent-soft)" /> : null}
      {isChosen ? (
        <Shape node={node} at={at} r={radius + 6} fill="none" stroke="var(--accent)" strokeWidth={1.5} />
      ) : null}
      <Shape
        node={node}
        at={at}
        r={radius}
        fill={ground}
        stroke={isDown ? "var(--line-strong)" : stroke}
        strokeWidth={node.tone ? 2 : 1.6}
        {...(node.state === "paused" ? { strokeDasharray: "3 3" } : {})}
      />
      {isDown ? <Shape node={node} at={at} r={radius} fill={`url(#${hatch})`} opacity={0.75} /> : null}
      {!isDown && node.mark === "double" ? (
        <Shape node={node} at={at} r={radius - 4} fill="none" stroke={stroke} strokeWidth={1.4} />
      ) : null}
      {!isDown && node.mark === "dashed" ? (
        <Shape node={node} at={at} r={radius - 4} fill="none" stroke={stroke} strokeWidth={1.4} strokeDasharray="4 3" />
      ) : null}
      {left !== undefined && !isDown ? <Drain node={node} at={at} r={radius + 3.5} left={left} /> : null}
      <text
        x={f(at.x)}
        y={f(at.y + (inside ? -3 : 5))}
        textAnchor="middle"
        className={`lab-name ${isDown ? "halo" : ""} ${textWidth(node.name, 14) > 2 * radius - 4 ? "long" : ""}`}
      >
        {node.name}
      </text>
      {inside ? (
        <text x={f(at.x)} y={f(at.y + 13)} textAnchor="middle" className={`lab-inside ${node.tone ? "" : "halo"}`}>
          {inside}
        </text>
      ) : null}
      {node.state === "up" ? null : (
        <g transform={`translate(${f(at.x + radius * 0.74)} ${f(at.y - radius * 0.74)})`}>
          <circle r="10" fill="var(--surface)" stroke={isDown ? "var(--bad)" : "var(--ink)"} strokeWidth="1.4" />
          {isDown ? (
            <path d="M-4 -4l8 8m0 -8l-8 8" stroke="var(--bad)" strokeWidth="2" />
          ) : (
            <path d="M-2.5 -4v8M2.5 -4v8" stroke="var(--ink)" strokeWidth="2" />
          )}
        </g>
      )}
      {beside.map((line, index) => (
        <Text key={line.y} line={line} className={index === 0 ? "halo" : "halo t2"} />
      ))}
    </g>
  );
}

type ShapeProps = { node: SceneNode; at: { x: number; y: number }; r: number } & Omit<
  React.SVGProps<SVGCircleElement>,
  "ref" | "r"
>;

function Shape({ node, at, r, ...look }: ShapeProps) {
  if (node.shape === "circle") return <circle cx={f(at.x)} cy={f(at.y)} r={r} {...look} />;
  const { ...rest } = look as Omit<React.SVGProps<SVGRectElement>, "ref" | "r">;
  return <rect x={f(at.x - r - 4)} y={f(at.y - r * 0.86)} width={2 * r + 8} height={r * 1.72} rx="7" {...rest} />;
}

/** What is left of a lease or a timer: a rim that drains clockwise, a circle's from the top, a box's from its corner. */
function Drain({ node, at, r, left }: { node: SceneNode; at: { x: number; y: number }; r: number; left: number }) {
  const share = Math.max(0, Math.min(1, left));
  const rim = {
    fill: "none",
    stroke: "var(--ink-3)",
    strokeWidth: 3,
    pathLength: 1000,
    // What has run out lies at the beginning of the rim.
    strokeDasharray: `0 ${f(1000 * (1 - share))} ${f(1000 * share)} 1000`,
  } as const;
  if (node.shape === "box") return <Shape node={node} at={at} r={r} {...rim} />;
  return <circle cx={f(at.x)} cy={f(at.y)} r={r} transform={`rotate(-90 ${f(at.x)} ${f(at.y)})`} {...rim} />;
}
