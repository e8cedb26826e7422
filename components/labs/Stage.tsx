"use client";
/** The picture of the moment, with a button over each thing on it: select it, and open what can be done with it. */
import { useTranslations } from "next-intl";
import { useMemo, useRef } from "react";
import type { Locale, Text } from "@/lib/i18n/locales";
import type { NodeId } from "@/lib/sim/model";
import type { Said, Scene, SceneNode } from "@/lib/sim/scene";
import { ActMenu, menuId } from "./ActMenu";
import { Glyph } from "./Glyph";
import { type Drawing, narrowBelow, type Picture, type PlacedFlight, place, pointAt, textWidth } from "./layout";
import { useReducedMotion, useWidth } from "./measure";
import { sceneOf } from "./pictured";
import { useRun, useRunStore } from "./RunProvider";
import { type Chosen, isStepwise, type LabWorld, verbs, worldOf } from "./run";
import { StageDrawing } from "./StageDrawing";
import { useLabLocale, useWord, wordIn } from "./wording";

/** How far a message is drawn on its way: never so near an end that its head hides under a node. */
const [nearest, farthest] = [0.16, 0.97];
/** Where time means nothing a message stands in the middle of its way. */
const midway = 0.62;

export function Stage() {
  const t = useTranslations("labs");
  const locale = useLabLocale();
  const word = useWord();
  const store = useRunStore();
  const [box, width] = useWidth<HTMLDivElement>();
  const lab = useRun((run) => run.lab);
  const w = useRun(worldOf);
  const chosen = useRun((run) => run.chosen);
  const isUntimed = useRun(isStepwise);
  const now = useRun((run) => run.t);
  const kernel = useRun((run) => run.replay.kernel);
  const isStill = useReducedMotion();
  const scene = sceneOf(lab, w);
  const etaFrom = isStill && !isUntimed ? w.t : undefined;
  const drawing = useMemo(
    () => (width > 0 ? place(pictureOf(scene, locale, etaFrom), width) : undefined),
    [scene, locale, etaFrom, width],
  );
  const inside = new Map(scene.nodes.map((node) => [node.id, node.inside ? word(node.inside) : ""]));
  const shown = !isStill && now > w.t ? lab.scene(kernel.wait(w, now)) : scene;
  const left = leftOf(shown);
  const progress = ({ flight: { sent, at } }: PlacedFlight): number => {
    if (isUntimed) return midway;
    if (isStill) return farthest;
    const gone = at > sent ? (now - sent) / (at - sent) : 1;
    return nearest + (farthest - nearest) * Math.max(0, Math.min(1, gone));
  };
  const choose = (next: Chosen) => verbs.choose(store, next);
  return (
    // biome-ignore lint/a11y/useSemanticElements: what is on a stage are no fields of a form
    <div
      ref={box}
      className="lab-stage"
      role="group"
      aria-label={t("stage")}
      style={{ minHeight: drawing?.height ?? 300 }}
    >
      {drawing ? (
        <>
          <StageDrawing
            drawing={drawing}
            inside={inside}
            left={left}
            progress={progress}
            acting={w.event.node}
            chosen={chosen?.is === "node" ? chosen.node : undefined}
            trail={trailOf(w, drawing)}
          />
          <StageButtons drawing={drawing} scene={scene} choose={choose} />
        </>
      ) : null}
      <p className="sr">{word(scene.summary)}</p>
      <ActMenu />
    </div>
  );
}

function pictureOf(scene: Scene, locale: Locale, etaFrom: number | undefined): Picture {
  const word = (said: Said | Text) => wordIn(said, locale);
  return {
    arrangement: scene.arrangement,
    columns: scene.columns?.map(word) ?? [],
    nodes: scene.nodes.map((node) => ({ node, beside: (node.beside ?? []).map(word).filter(Boolean) })),
    links: scene.links,
    flights: scene.flights.map((flight) => ({
      flight,
      label:
        etaFrom === undefined ? word(flight.label) : `${word(flight.label)} +${Math.max(0, flight.at - etaFrom)} ms`,
    })),
  };
}

const leftOf = (scene: Scene): ReadonlyMap<NodeId, number> =>
  new Map(scene.nodes.flatMap(({ id, left }) => (left === undefined ? [] : [[id, left] as const])));

function trailOf(w: LabWorld, { links, flights, nodes }: Drawing) {
  const { event } = w;
  if (event.what !== "deliver" && event.what !== "drop") return undefined;
  const { from, to } = event.flight;
  const link = links.find((each) => (each.from === from && each.to === to) || (each.from === to && each.to === from));
  const same = flights.find(({ flight }) => flight.from === from && flight.to === to)?.curve;
  const [a, b] = [from, to].map((id) => nodes.find(({ node }) => node.id === id)?.at);
  if (!a || !b) return undefined;
  const isTurned = link?.from === to;
  const curve = link
    ? isTurned
      ? { from: link.curve.to, bend: link.curve.bend, to: link.curve.from }
      : link.curve
    : (same ?? { from: a, bend: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, to: b });
  return { curve, isLost: event.what === "drop" };
}

type ButtonsProps = { drawing: Drawing; scene: Scene; choose: (chosen: Chosen) => void };

function StageButtons({ drawing, scene, choose }: ButtonsProps) {
  const t = useTranslations("labs");
  const word = useWord();
  const chosen = useRun((run) => run.chosen);
  const isUntimed = useRun(isStepwise);
  const now = useRun((run) => worldOf(run).t);
  const { radius } = drawing;
  const size = drawing.width < narrowBelow ? 12 : 13;
  const nameOf = (id: NodeId) => scene.nodes.find((node) => node.id === id)?.name ?? String(id);
  /** Each word once: a node that is down may say so in its badge and beside it too. */
  const nodeLabel = (node: SceneNode) => {
    const words = [node.badge, node.inside, ...(node.beside ?? [])].flatMap((said) => (said ? [word(said)] : []));
    return [...new Set([node.name, ...words, t(`state.${node.state}`)])].filter(Boolean).join(t("comma"));
  };
  return (
    <>
      {drawing.nodes.map(({ node, at }) => (
        <Spot
          key={node.id}
          chosen={{ is: "node", node: node.id }}
          choose={choose}
          label={nodeLabel(node)}
          isChosen={chosen?.is === "node" && chosen.node === node.id}
          shape={node.shape}
          box={{ x: at.x - radius - 2, y: at.y - radius - 2, width: 2 * radius + 4, height: 2 * radius + 4 }}
        />
      ))}
      {drawing.flights.map(({ flight, curve, label }) => {
        const at = label ? { x: label.x, y: label.y - size * 0.36 } : pointAt(curve, 0.5);
        const width = Math.max(26, label ? textWidth(label.text, size) + 8 : 26);
        const way = `${nameOf(flight.from)} → ${nameOf(flight.to)}`;
        const name = [
          word(flight.label),
          way,
          flight.lost
            ? t("flight.lost")
            : isUntimed
              ? t("flight.on")
              : t("flight.eta", { ms: Math.max(0, flight.at - now) }),
        ].join(t("comma"));
        return (
          <Spot
            key={flight.id}
            chosen={{ is: "flight", id: flight.id }}
            choose={choose}
            label={name}
            isChosen={chosen?.is === "flight" && chosen.id === flight.id}
            shape="box"
            box={{ x: at.x - width / 2, y: at.y - 13, width, height: 26 }}
          />
        );
      })}
      {drawing.links.map((link) => {
        const at = pointAt(link.curve, 0.5);
        return (
          <Spot
            key={`${link.from}-${link.to}`}
            chosen={{ is: "link", from: link.from, to: link.to }}
            choose={choose}
            label={t("link.name", { a: nameOf(link.from), b: nameOf(link.to), state: t(`link.${link.state}`) })}
            isChosen={chosen?.is === "link" && chosen.from === link.from && chosen.to === link.to}
            shape="circle"
            isMinor
            glyph={
              link.state === "cut" || link.state === "half" ? "cut" : link.state === "clogged" ? "clog" : undefined
            }
            box={{ x: at.x - 12, y: at.y - 12, width: 24, height: 24 }}
          />
        );
      })}
    </>
  );
}

type SpotProps = {
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  label: string;
  isChosen: boolean;
  shape: "circle" | "box";
  /** Reached by N and M and by pointer, not by Tab: there are many of them. */
  isMinor?: boolean;
  glyph?: "cut" | "clog" | undefined;
  box: { x: number; y: number; width: number; height: number };
};

function Spot({ chosen, choose, label, isChosen, shape, isMinor = false, glyph, box }: SpotProps) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <button
      ref={button}
      type="button"
      data-on-stage={chosen.is === "node" ? `node-${chosen.node}` : chosen.is === "flight" ? chosen.id : "link"}
      className={`lab-spot ${shape} ${chosen.is} ${isChosen ? "chosen" : ""}`}
      aria-label={label}
      aria-haspopup="true"
      tabIndex={isMinor ? -1 : 0}
      popoverTarget={menuId}
      onFocus={() => choose(chosen)}
      onClick={() => choose(chosen)}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
    >
      {glyph ? <Glyph name={glyph} /> : null}
    </button>
  );
}
