/**
 * Flowcharts, state, class and ER diagrams: laid out by beautiful-mermaid, then dressed in the site's ink. What it draws
 * is kept; fonts, remote imports, colours, corners, label boxes and ids are replaced.
 */
import { parseMermaid, renderMermaidSVG } from "beautiful-mermaid";
import { type Box, type Drawing, escaped, head, hitBox, leastHit, type Mark, round } from "./svg";

/** Around a drawing, px; a marked edge is hit beside its line as well. */
const air = 4;

const spacing = {
  wide: { padding: 8, nodeSpacing: 28, layerSpacing: 40 },
  narrow: { padding: 4, nodeSpacing: 16, layerSpacing: 34 },
} as const;

/**
 * @param room px; a drawing that is wider is drawn again with less space between its parts, then turned to run down
 * @param mark is asked about every node, then about every edge, of a flowchart
 * @throws Error of the layout engine when the text is no diagram
 */
export function drawGraph(text: string, size: keyof typeof spacing, room: number, mark?: Mark): Drawing {
  const tries: [text: string, spacing: keyof typeof spacing][] = [
    [text, size],
    [text, "narrow"],
    [turned(text), size],
    [turned(text), "narrow"],
  ];
  const [first, ...others] = tries.map(
    ([each, space]) =>
      () =>
        draw(each, space, mark),
  );
  let best = first?.();
  for (const next of others) {
    if (best && best.width <= room) break;
    const drawing = next();
    if (!best || drawing.width < best.width) best = drawing;
  }
  if (!best) throw new Error("nothing was drawn");
  return best;
}

/** The same diagram, running down where it ran to the right. */
const turned = (text: string): string =>
  text
    .replace(/^(\s*(?:flowchart|graph)\s+)(?:LR|RL)\b/, "$1TD")
    .replace(/^(\s*)direction\s+(?:LR|RL)\b/gm, "$1direction TB");

function draw(text: string, space: keyof typeof spacing, mark: Mark | undefined): Drawing {
  const drawn = renderMermaidSVG(downhill(text), { ...spacing[space], transparent: true });
  const svg = mark ? marked(drawn, text, mark) : drawn;
  // Rows of a class or an entity fill their box, so their text keeps its size; labels on lines have room to grow.
  const smallestText = /^\s*(?:class|er)Diagram/.test(text) ? 11 : 12;
  const body = dressed(svg, smallestText);
  // A marked edge is hit beside its line as well.
  return { body, ...extentOf(body, mark ? leastHit / 2 : air), smallestText };
}

/**
 * Groups around the elements that can be picked. Edges come behind all other lines and nodes behind the edges, so that
 * the broad shape over an edge takes no hit from a node.
 */
function marked(svg: string, text: string, mark: Mark): string {
  let rest = svg.replace(/<\/svg>\s*$/, "");
  const grouped = (element: string, pieces: string[], drawn: string, hit: string): string => {
    const group = mark(element, drawn, hit);
    if (group !== undefined) for (const piece of pieces) rest = rest.replace(piece, "");
    return group ?? "";
  };
  const nodes = nodesOf(text, svg).map(({ id, whole, drawn }) =>
    grouped(id, [whole], drawn, hitBox(extentOf(drawn, 0))),
  );
  const edges = edgesOf(text, svg).map(({ line, label, points }, index) =>
    grouped(`m${index + 1}`, [line, label], line + label, hitLine(points)),
  );
  const lines = rest.search(/<g class="node"|$/);
  return [rest.slice(0, lines), ...edges, rest.slice(lines), ...nodes].join("");
}

type Node = { id: string; whole: string; drawn: string };

/** The nodes in the order of the text. */
function nodesOf(text: string, svg: string): Node[] {
  const found = [...svg.matchAll(/<g class="node" data-id="([^"]*)"[^>]*>([\s\S]*?)<\/g>/g)];
  return [...parseMermaid(text).nodes.keys()].flatMap((id) => {
    const [whole, , drawn] = found.find(([, each]) => each === escaped(id)) ?? [];
    return whole === undefined || drawn === undefined ? [] : [{ id, whole, drawn }];
  });
}

type Edge = { line: string; label: string; points: string };

/**
 * The edges in the order of the text. The layout engine draws them in an order of its own, so each is found by its ends,
 * its label and its style; those alike in all are taken as they come.
 */
function edgesOf(text: string, svg: string): Edge[] {
  const lines = [...svg.matchAll(/<polyline class="edge" [^>]*? points="([^"]+)"[^>]*\/>/g)];
  const labels = [...svg.matchAll(/<g class="edge-label" [^>]*>[\s\S]*?<\/g>/g)];
  const take = (list: RegExpExecArray[], ...marks: string[]): RegExpExecArray | undefined => {
    const at = list.findIndex(([tag]) => marks.every((each) => (tag.split(">", 1)[0] ?? "").includes(each)));
    return at < 0 ? undefined : list.splice(at, 1)[0];
  };
  return parseMermaid(text).edges.map(({ source, target, label, style }) => {
    const ends = `data-from="${escaped(source)}" data-to="${escaped(target)}"`;
    const words = label ? `data-label="${escaped(label)}"` : "";
    const [line = "", points = ""] = take(lines, ends, words, `data-style="${style}"`) ?? [];
    return { line, points, label: label ? (take(labels, ends, words)?.[0] ?? "") : "" };
  });
}

/** A transparent line over an edge, as broad as what a finger can hit. */
const hitLine = (points: string): string => {
  const corners = points
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(",").map(Number).map(round).join(" "));
  return `<path d="M${corners.join("L")}" fill="none" stroke="transparent" stroke-width="${leastHit}"/>`;
};

/** The room that drawn shapes take, with a little air: the layout leaves more than it uses. */
function extentOf(body: string, air: number): Box {
  const xs: number[] = [];
  const ys: number[] = [];
  const numbers = (text: string) => (text.match(/-?\d+(?:\.\d+)?/g) ?? []).map(Number);
  for (const [, tag = "", attributes = ""] of body.matchAll(/<(\w+) ([^>]*)>/g)) {
    const of = (name: string) =>
      Number(new RegExp(`(?:^|\\s)${name}="(-?[\\d.]+)"`).exec(attributes)?.[1] ?? Number.NaN);
    const take = (x: number, y: number) => {
      if (Number.isFinite(x) && Number.isFinite(y)) {
        xs.push(x);
        ys.push(y);
      }
    };
    const path = /(?:^|\s)(?:d|points)="([^"]*)"/.exec(attributes)?.[1];
    if (path !== undefined) {
      const at = numbers(path);
      for (let index = 0; index + 1 < at.length; index += 2) take(at[index] ?? 0, at[index + 1] ?? 0);
    } else if (tag === "rect") {
      take(of("x"), of("y"));
      take(of("x") + of("width"), of("y") + of("height"));
    } else if (tag === "circle" || tag === "ellipse") {
      const [rx, ry] = tag === "circle" ? [of("r"), of("r")] : [of("rx"), of("ry")];
      take(of("cx") - rx, of("cy") - ry);
      take(of("cx") + rx, of("cy") + ry);
    } else if (tag === "line") {
      take(of("x1"), of("y1"));
      take(of("x2"), of("y2"));
    }
  }
  const left = Math.floor(Math.min(...xs) - air);
  const top = Math.floor(Math.min(...ys) - air);
  return { left, top, width: Math.ceil(Math.max(...xs) + air) - left, height: Math.ceil(Math.max(...ys) + air) - top };
}

/**
 * A state diagram as a flowchart whose lines all lead down: those that lead back are turned round and keep their head at
 * the start. Otherwise the layout breaks the cycles where it likes, and the first state ends up at the bottom.
 */
function downhill(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("%%"));
  if (!lines[0]?.startsWith("stateDiagram")) return text;
  const labels = new Map<string, string>();
  const moves: { from: string; to: string; label: string }[] = [];
  let direction = "TD";
  for (const line of lines.slice(1)) {
    const turn = /^direction\s+(TB|TD|LR|RL|BT)$/.exec(line);
    const named = /^state\s+"([^"]+)"\s+as\s+(\S+)$/.exec(line);
    const move = /^(\[\*\]|[^\s:]+)\s*-->\s*(\[\*\]|[^\s:]+)\s*(?::\s*(.+))?$/.exec(line);
    const described = /^([^\s:]+)\s*:\s*(.+)$/.exec(line);
    if (turn) direction = turn[1] ?? direction;
    else if (named) labels.set(named[2] ?? "", named[1] ?? "");
    else if (move)
      moves.push({
        from: move[1] === "[*]" ? start : (move[1] ?? ""),
        to: move[2] === "[*]" ? end : (move[2] ?? ""),
        label: move[3] ?? "",
      });
    else if (described) labels.set(described[1] ?? "", described[2] ?? "");
    // A nested state, a note, a fork: what the engine makes of it stands.
    else return text;
  }
  const order = [...new Set(moves.flatMap(({ from, to }) => [from, to]))];
  const id = (state: string) => (state === start || state === end ? state : `s${order.indexOf(state)}`);
  return [
    `flowchart ${direction}`,
    ...order.map((state) =>
      state === start || state === end ? `${state}(( ))` : `${id(state)}("${labels.get(state) ?? state}")`,
    ),
    ...moves.map(({ from, to, label }) => {
      const words = label === "" ? "" : `|${label}|`;
      return order.indexOf(to) < order.indexOf(from)
        ? `${id(to)} <---${words} ${id(from)}`
        : `${id(from)} -->${words} ${id(to)}`;
    }),
  ].join("\n");
}
const start = "stateStart";
const end = "stateEnd";
const dotRadius = 7;

const inks: Record<string, string> = {
  _text: "var(--ink)",
  "_text-sec": "var(--ink-2)",
  "_text-muted": "var(--ink-2)",
  "_text-faint": "var(--ink-3)",
  _line: "var(--ink-2)",
  _arrow: "var(--ink-2)",
  "_node-fill": "var(--surface)",
  "_node-stroke": "var(--line-strong)",
  "_group-fill": "var(--sunken)",
  "_group-hdr": "var(--sunken)",
  "_inner-stroke": "var(--line)",
  "_key-badge": "var(--sunken)",
};

function dressed(svg: string, labelSize: number): string {
  return (
    svg
      .replace(/<style>[\s\S]*?<\/style>/g, "")
      .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
      .replace(new RegExp(`<g class="node" data-id="(${start}|${end})"[^>]*>[\\s\\S]*?</g>`, "g"), terminal)
      .replace(/\s+data-(?!area=)[a-z-]+="[^"]*"/g, "")
      .replace(/<defs>[\s\S]*?<\/defs>/g, "")
      // A label on a line interrupts it and has no frame.
      .replace(/<rect ([^>]*)fill="var\(--bg\)" stroke="var\(--_inner-stroke\)"[^>]*\/>/g, label)
      .replace(/<text [^>]*>\(no attributes\)<\/text>/g, "")
      // The band across a group: its name stands alone.
      .replace(/(<g class="subgraph">\s*<rect [^>]*\/>\s*)<rect [^>]*\/>/g, "$1")
      .replace(
        /<g class="subgraph">(\s*)<rect ([^>]*?)rx="0" ry="0"[^>]*\/>/g,
        '<g class="subgraph">$1<rect $2rx="8" ry="8" fill="none" stroke="var(--line-strong)" stroke-width="0.75" stroke-dasharray="2 3"/>',
      )
      .replace(
        /<polyline (?:class="[^"]*" )?points="([^"]+)" fill="none" ([^>]*)\/>/g,
        (_, points: string, rest: string) => line(points, rest),
      )
      .replace(/rx="0" ry="0"/g, 'rx="4" ry="4"')
      .replace(/stroke-width="1"( stroke-dasharray="[^"]*")?(\/| \/)/g, 'stroke-width="1.5"$1$2')
      .replace(/stroke-width="0\.75"/g, 'stroke-width="1"')
      .replace(/font-size="(\d+)"/g, (_, px: string) => `font-size="${Number(px) < 12 ? labelSize : px}"`)
      .replace(/<text ([^>]*)fill="var\(--_text-(?:sec|muted)\)"/g, '<text class="t2" $1')
      .replace(/var\(--(_[a-z-]+)\)/g, (whole, name: string) => inks[name] ?? whole)
      .replace(/font-family="[^"]*"/g, "")
      .replaceAll('class="mono"', 'class="tm"')
      // Places and sizes only: a number in a label is the author's.
      .replace(/<[^>]+>/g, (tag) => tag.replace(/\d+\.\d{2,}/g, (number) => String(round(Number(number)))))
      .replace(/>\s+</g, "><")
      .trim()
  );
}

/** The box under a label on a line, without its frame and no higher than the text. */
const label = (_: string, place: string): string => {
  const at = (name: string) => Number(new RegExp(`\\b${name}="([\\d.-]+)"`).exec(place)?.[1] ?? 0);
  const height = Math.max(at("height") - 12, 16);
  const y = at("y") + (at("height") - height) / 2;
  return `<rect x="${at("x") + 3}" y="${y}" width="${Math.max(at("width") - 6, 0)}" height="${height}" fill="var(--bg)"/>`;
};

/** The dot where a state diagram begins, the ringed dot where it ends: at the foot of the place the layout gave them. */
const terminal = (drawn: string, which: string): string => {
  const shape = /cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/.exec(drawn);
  if (!shape) return drawn;
  const [cx = 0, cy = 0, r = 0] = shape.slice(1).map(Number);
  const y = which === start ? cy + r - dotRadius : cy - r + dotRadius;
  const dot = `<circle cx="${cx}" cy="${y}" r="${which === end ? dotRadius - 3 : dotRadius}" fill="var(--ink)"/>`;
  return which === end
    ? `<circle cx="${cx}" cy="${y}" r="${dotRadius}" fill="var(--bg)" stroke="var(--ink)" stroke-width="1.5"/>${dot}`
    : dot;
};

/** A line with its corners rounded and its heads drawn as shapes: markers would need ids, and point inwards at a start. */
function line(points: string, rest: string): string {
  const at = straightened(
    points
      .trim()
      .split(/\s+/)
      .map((pair) => pair.split(",").map(Number) as [number, number]),
  );
  const heads: string[] = [];
  const tip = (to: Point, from: Point): Point => {
    const length = distance(to, from) || 1;
    heads.push(head(to[0], to[1], (to[0] - from[0]) / length, (to[1] - from[1]) / length, rest.includes("inherit")));
    return towards(to, from, Math.min(7, length / 2));
  };
  const [first, second] = at;
  const [last, beforeLast] = [at.at(-1), at.at(-2)];
  if (!first || !second || !last || !beforeLast) return "";
  const drawn = [...at];
  if (rest.includes("marker-end")) drawn[at.length - 1] = tip(last, beforeLast);
  if (rest.includes("marker-start")) drawn[0] = tip(first, second);
  const dash = /stroke-dasharray="[^"]*"/.exec(rest)?.[0] ?? "";
  const width = /stroke-width="2/.test(rest) ? 2.5 : 1.5;
  return `<path d="${rounded(drawn)}" fill="none" stroke="var(--_line)" stroke-width="${width}" ${dash}/>${heads.join("")}`;
}

/** Takes out jogs of a pixel or two, which the layout leaves where two centres differ by less than a stroke. */
function straightened(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const [x, y] of points) {
    const before = kept.at(-1);
    const next: Point = before
      ? [Math.abs(x - before[0]) < 2 ? before[0] : x, Math.abs(y - before[1]) < 2 ? before[1] : y]
      : [x, y];
    if (before && next[0] === before[0] && next[1] === before[1]) continue;
    const earlier = kept.at(-2);
    const inLine =
      before &&
      earlier &&
      ((earlier[0] === before[0] && before[0] === next[0]) || (earlier[1] === before[1] && before[1] === next[1]));
    if (inLine) kept.pop();
    kept.push(next);
  }
  return kept;
}

function rounded(at: readonly Point[]): string {
  const [first] = at;
  if (!first) return "";
  const written = (point: Point) => point.map(round).join(" ");
  let path = `M${written(first)}`;
  at.slice(1).forEach((corner, index) => {
    const before = at[index] ?? corner;
    const after = at[index + 2];
    if (!after) {
      path += `L${written(corner)}`;
      return;
    }
    const radius = Math.min(6, distance(before, corner) / 2, distance(corner, after) / 2);
    path += `L${written(towards(corner, before, radius))}Q${written(corner)} ${written(towards(corner, after, radius))}`;
  });
  return path;
}

type Point = readonly [number, number];
const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
const towards = (from: Point, to: Point, by: number): Point => {
  const length = distance(from, to) || 1;
  return [from[0] + ((to[0] - from[0]) / length) * by, from[1] + ((to[1] - from[1]) / length) * by];
};
