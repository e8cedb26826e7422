/**
 * Where everything of a Scene stands, in CSS pixels of the stage as it is now: nothing is scaled, so text keeps its size.
 * Pure; a world's picture follows from its scene and the width alone.
 */
import type { SceneFlight, SceneLink, SceneNode } from "@/lib/sim/scene";

export type Point = { x: number; y: number };
export type Box = { x: number; y: number; width: number; height: number };
/** A quadratic curve; straight when `bend` lies on the line. */
export type Curve = { from: Point; bend: Point; to: Point };
export type Anchor = "start" | "middle" | "end";
/** One line of text; `y` is its baseline. */
export type Line = { text: string; x: number; y: number; anchor: Anchor };

export type PlacedNode = { node: SceneNode; at: Point; beside: readonly Line[] };
export type PlacedLink = SceneLink & { curve: Curve };
export type PlacedFlight = {
  flight: SceneFlight;
  curve: Curve;
  /** null where every place is taken: the label is still in the button's name and in the text version. */
  label: Line | null;
};
export type Drawing = {
  width: number;
  height: number;
  /** Half of a circle's width; a box is a little wider than high. */
  radius: number;
  nodes: readonly PlacedNode[];
  links: readonly PlacedLink[];
  flights: readonly PlacedFlight[];
  headings: readonly Line[];
};

/** What is to be placed, with its texts in one language. */
export type Picture = {
  arrangement: "ring" | "columns";
  columns: readonly string[];
  nodes: readonly { node: SceneNode; beside: readonly string[] }[];
  links: readonly SceneLink[];
  flights: readonly { flight: SceneFlight; label: string }[];
};

/** Below this the drawing is the narrow one: smaller nodes, texts under them, columns as rows. */
export const narrowBelow = 600;

const sizes = {
  wide: { radius: 33, text: 13 },
  /** Five and more in a column. */
  tight: { radius: 26, text: 13 },
  narrow: { radius: 28, text: 12 },
} as const;
const lineHeight = 17;

/** Width of a text in px, good enough to keep texts apart: Han and full-width signs are square, Latin a little over half. */
export const textWidth = (text: string, size: number): number =>
  [...text].reduce((sum, sign) => sum + (/[\u2e80-\uffef]/.test(sign) ? size : size * 0.58), 0);

const boxOf = ({ text, x, y, anchor }: Line, size: number): Box => {
  const width = textWidth(text, size);
  return {
    x: anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2,
    y: y - size,
    width,
    height: size + 4,
  };
};
const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** The point of a curve at `s`, 0 at its start and 1 at its end. */
export const pointAt = ({ from, bend, to }: Curve, s: number): Point => ({
  x: (1 - s) ** 2 * from.x + 2 * s * (1 - s) * bend.x + s ** 2 * to.x,
  y: (1 - s) ** 2 * from.y + 2 * s * (1 - s) * bend.y + s ** 2 * to.y,
});

/** The part of a curve between two of its points. */
export function partOf(curve: Curve, start: number, end: number): Curve {
  const [from, to] = [pointAt(curve, start), pointAt(curve, end)];
  const mix = (a: Point, b: Point, s: number): Point => ({ x: a.x + (b.x - a.x) * s, y: a.y + (b.y - a.y) * s });
  const bend = mix(mix(curve.from, curve.bend, start), mix(curve.bend, curve.to, start), end);
  return { from, bend, to };
}

const mostInColumn = ({ nodes }: Picture): number => {
  const counts = new Map<number, number>();
  for (const { node } of nodes) counts.set(node.column ?? 0, (counts.get(node.column ?? 0) ?? 0) + 1);
  return Math.max(0, ...counts.values());
};
const isTight = (picture: Picture): boolean => picture.arrangement === "columns" && mostInColumn(picture) > 4;

/** @param width of the stage, px */
export function place(picture: Picture, width: number): Drawing {
  const isNarrow = width < narrowBelow;
  const { radius, text } = sizes[isNarrow ? "narrow" : isTight(picture) ? "tight" : "wide"];
  const stand = picture.arrangement === "ring" ? ring : columns;
  const { nodes, height, headings } = stand(picture, width, radius, isNarrow);
  const taken = [
    ...nodes.flatMap(({ beside }) => beside.map((line) => boxOf(line, text))),
    ...headings.map((line) => boxOf(line, text)),
  ];
  const byId = new Map(nodes.map((each) => [each.node.id, each]));
  const routes = new Map<string, number>();
  /** Both directions of a pair share one bow. */
  const curveOf = (from: number, to: number, lane: number): Curve | undefined => {
    const [a, b] = [byId.get(from)?.at, byId.get(to)?.at];
    if (!a || !b) return undefined;
    const [low, high] = from < to ? [a, b] : [b, a];
    const pair = `${Math.min(from, to)}-${Math.max(from, to)}`;
    const bow = routes.get(pair) ?? bowOf(low, high, nodes, radius, taken, width);
    routes.set(pair, bow);
    return bowed(a, b, (from < to ? bow : -bow) * 1, lane, radius + 7);
  };
  const links = picture.links.flatMap((link) => {
    const curve = curveOf(link.from, link.to, 0);
    return curve ? [{ ...link, curve }] : [];
  });
  const lanes = new Map<string, number>();
  const flights = picture.flights.flatMap(({ flight, label }) => {
    const way = `${flight.from}-${flight.to}`;
    const lane = lanes.get(way) ?? 0;
    lanes.set(way, lane + 1);
    const curve = curveOf(flight.from, flight.to, 4 + 7 * lane);
    if (!curve) return [];
    const line = labelOn(curve, label, text, width, height, nodes, radius, taken);
    if (line) taken.push(boxOf(line, text));
    return [{ flight, curve, label: line }];
  });
  return { width, height, radius, nodes, links, flights, headings };
}

type Standing = { nodes: PlacedNode[]; height: number; headings: Line[] };
type Stood = { node: SceneNode; beside: readonly string[]; at: Point };

/** Texts under a node: centred, or leaning to one side where its neighbour stands near. */
function under({ node, beside, at }: Stood, radius: number, anchor: Anchor = "middle"): PlacedNode {
  const lean = anchor === "middle" ? 0 : anchor === "start" ? -14 : 14;
  const lines = beside.map(
    (text, index): Line => ({
      text,
      x: at.x + lean,
      y: at.y + radius + 19 + index * lineHeight,
      anchor,
    }),
  );
  return { node, at, beside: lines };
}

/** Texts at a node's side, around its middle. */
function aside({ node, beside, at }: Stood, radius: number, side: "left" | "right"): PlacedNode {
  const top = at.y + 5 - ((beside.length - 1) * lineHeight) / 2;
  const lines = beside.map(
    (text, index): Line => ({
      text,
      x: side === "right" ? at.x + radius + 13 : at.x - radius - 13,
      y: top + index * lineHeight,
      anchor: side === "right" ? "start" : "end",
    }),
  );
  return { node, at, beside: lines };
}

/** Circles in a ring from the top clockwise; boxes, which stand outside of the group, at the corners or below. */
function ring({ nodes }: Picture, width: number, radius: number, isNarrow: boolean): Standing {
  const circles = nodes.filter(({ node }) => node.shape === "circle");
  const inRing = circles.length >= 3 ? circles : nodes;
  const outside = nodes.filter((each) => !inRing.includes(each));
  const reach = isNarrow ? Math.min((width - 2 * radius - 72) / 2, 126) : inRing.length > 5 ? 172 : 158;
  // Many on a phone stand in an upright oval, so that the texts under one end above the next.
  const isOval = isNarrow && inRing.length > 5;
  const rise = isOval ? reach * 1.3 : reach;
  const centre = width / 2;
  const margin = radius + 24;
  const around = inRing.map((each, index) => {
    const angle = (index / inRing.length) * 2 * Math.PI - Math.PI / 2;
    return { ...each, cos: Math.cos(angle), sin: Math.sin(angle) };
  });
  const lowest = Math.max(...around.map(({ sin }) => sin));
  const placed = around.map(({ cos, sin, ...each }) => {
    const at = { x: centre + reach * cos, y: margin + rise * (1 + sin) };
    const isTop = Math.abs(cos) < 0.25 && sin < 0;
    const isFoot = isOval && sin > 0.6 && Math.abs(cos) > 0.1;
    if (isNarrow && !isTop) return under({ ...each, at }, radius, isFoot ? (cos < 0 ? "end" : "start") : "middle");
    return aside({ ...each, at }, radius, cos < -0.25 ? "left" : "right");
  });
  const foot = margin + rise * (1 + lowest) + margin + (isNarrow ? 2 * lineHeight - 6 : 0);
  if (isNarrow) {
    const rowTop = foot + radius;
    const rest = outside.map((each, index) =>
      under({ ...each, at: { x: (width * (index + 0.5)) / outside.length, y: rowTop } }, radius),
    );
    return {
      nodes: inOrder(nodes, [...placed, ...rest]),
      height: rest.length ? rowTop + radius + 52 : foot,
      headings: [],
    };
  }
  const corners: Point[] = [
    { x: 92, y: 70 },
    { x: width - 92, y: 70 },
    { x: 92, y: foot - 84 },
    { x: width - 92, y: foot - 84 },
  ];
  const rest = outside.map((each, index) => under({ ...each, at: corners[index % 4] as Point }, radius));
  return { nodes: inOrder(nodes, [...placed, ...rest]), height: foot, headings: [] };
}

function inOrder(nodes: Picture["nodes"], placed: readonly PlacedNode[]): PlacedNode[] {
  return nodes.flatMap(({ node }) => placed.filter((each) => each.node.id === node.id));
}

/** One column a part of the system; on a narrow stage each becomes a row. */
function columns(picture: Picture, width: number, radius: number, isNarrow: boolean): Standing {
  const last = Math.max(0, ...picture.nodes.map(({ node }) => node.column ?? 0));
  const groups = Array.from({ length: last + 1 }, (_, column) => ({
    heading: picture.columns[column] ?? "",
    nodes: picture.nodes.filter(({ node }) => (node.column ?? 0) === column),
  })).filter((group) => group.nodes.length > 0);
  return isNarrow ? asRows(groups, width, radius, picture) : asColumns(groups, width, radius, picture);
}

type Group = { heading: string; nodes: Picture["nodes"] };

function asColumns(groups: readonly Group[], width: number, radius: number, { nodes }: Picture): Standing {
  const most = Math.max(...groups.map((group) => group.nodes.length));
  const top = groups.some(({ heading }) => heading) ? 40 : 8;
  const height = top + Math.max(280, most * (most > 4 ? 106 : 128));
  const placed = groups.flatMap((group, column) =>
    group.nodes.map((each, row) => {
      const x = (width * (column + 0.5)) / groups.length;
      const y = top + ((height - top) * (row + 0.5)) / group.nodes.length - 12;
      return under({ ...each, at: { x, y } }, radius);
    }),
  );
  const headings = groups.map(
    ({ heading }, column): Line => ({
      text: heading,
      x: (width * (column + 0.5)) / groups.length,
      y: 26,
      anchor: "middle",
    }),
  );
  return { nodes: inOrder(nodes, placed), height, headings: headings.filter(({ text }) => text) };
}

function asRows(groups: readonly Group[], width: number, radius: number, { nodes }: Picture): Standing {
  const headings: Line[] = [];
  const placed: PlacedNode[] = [];
  let y = 4;
  for (const { heading, nodes: group } of groups) {
    if (heading) {
      headings.push({ text: heading, x: 12, y: y + 18, anchor: "start" });
      y += 26;
    }
    for (const row of rowsOf(group)) {
      const middle = y + radius + 6;
      const isRoomy = row.length <= 2;
      row.forEach((each, index) => {
        const cell = width / row.length;
        const x = isRoomy ? cell * index + (row.length === 1 ? width * 0.36 : 38) : cell * (index + 0.5);
        const stood = { ...each, at: { x, y: middle } };
        placed.push(isRoomy ? aside(stood, radius, "right") : under(stood, radius));
      });
      y = middle + radius + (isRoomy ? 0 : 2 * lineHeight + 6) + 48;
    }
  }
  return { nodes: inOrder(nodes, placed), height: y - 26, headings };
}

/** At most four stand side by side on a phone, and rows of one group are equally long. */
function rowsOf<Each>(group: readonly Each[]): Each[][] {
  const count = Math.ceil(group.length / 4);
  const size = Math.ceil(group.length / count);
  return Array.from({ length: count }, (_, row) => group.slice(row * size, (row + 1) * size));
}

/** How far a link bows out, px, so that it passes no other node and as few texts as can be. */
function bowOf(
  a: Point,
  b: Point,
  nodes: readonly PlacedNode[],
  radius: number,
  texts: readonly Box[],
  width: number,
): number {
  const tries = [0, 36, -36, 64, -64, 96, -96, 140, -140];
  let best = { bow: 0, cost: Number.POSITIVE_INFINITY };
  for (const bow of tries) {
    const curve = bowed(a, b, bow, 0, radius);
    let cost = Math.abs(bow) * 0.5;
    for (let s = 0.06; s < 0.95; s += 0.04) {
      const at = pointAt(curve, s);
      if (at.x < 10 || at.x > width - 10) cost += 80;
      for (const each of nodes) {
        if (each.at === a || each.at === b) continue;
        if (Math.hypot(each.at.x - at.x, each.at.y - at.y) < radius + 10) cost += 60;
      }
      if (texts.some((box) => at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height))
        cost += 9;
    }
    if (cost < best.cost) best = { bow, cost };
  }
  return best.bow;
}

/** The curve between two nodes' rims, bowed to its right by `bow` and moved to its right by `lane`. */
function bowed(a: Point, b: Point, bow: number, lane: number, rim: number): Curve {
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const right = { x: -(b.y - a.y) / length, y: (b.x - a.x) / length };
  const moved = (point: Point, by: number): Point => ({ x: point.x + right.x * by, y: point.y + right.y * by });
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const whole = { from: moved(a, lane), bend: moved(middle, lane + 2 * bow), to: moved(b, lane) };
  const samples = 60;
  let [start, end] = [0, 1];
  for (let i = 0; i <= samples; i++) {
    const at = pointAt(whole, i / samples);
    if (Math.hypot(at.x - a.x, at.y - a.y) < rim) start = i / samples;
    else break;
  }
  for (let i = samples; i >= 0; i--) {
    const at = pointAt(whole, i / samples);
    if (Math.hypot(at.x - b.x, at.y - b.y) < rim) end = i / samples;
    else break;
  }
  return start < end ? partOf(whole, start, end) : whole;
}

/** A free place for a text along a curve: its middle first, then towards its ends, on either side. */
function labelOn(
  curve: Curve,
  text: string,
  size: number,
  width: number,
  height: number,
  nodes: readonly PlacedNode[],
  radius: number,
  taken: readonly Box[],
): Line | null {
  if (text === "") return null;
  const bodies = nodes.map(({ at }) => ({
    x: at.x - radius - 6,
    y: at.y - radius - 6,
    width: 2 * radius + 12,
    height: 2 * radius + 12,
  }));
  for (const s of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8])
    for (const side of [-1, 1]) {
      const at = pointAt(curve, s);
      const ahead = pointAt(curve, Math.min(1, s + 0.05));
      const length = Math.hypot(ahead.x - at.x, ahead.y - at.y) || 1;
      const half = textWidth(text, size) / 2;
      const normal = { x: -(ahead.y - at.y) / length, y: (ahead.x - at.x) / length };
      // As far off as the text reaches towards the line: little above a flat one, its half width beside a steep one.
      const off = half * Math.abs(normal.x) + size * 0.6 * Math.abs(normal.y) + 4;
      const x = at.x + normal.x * off * side;
      const y = at.y + normal.y * off * side + size * 0.36;
      const line: Line = { text, x: Math.min(width - half - 6, Math.max(half + 6, x)), y, anchor: "middle" };
      const box = boxOf(line, size);
      if (box.y < 2 || box.y + box.height > height - 2) continue;
      if (![...bodies, ...taken].some((each) => overlap(each, box))) return line;
    }
  return null;
}
