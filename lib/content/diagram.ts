/** A mermaid text as inline SVG, drawn at build, once for the measure of the page and once for a phone. */
import { Fault } from "../fault";
import { drawGraph } from "./graph-drawing";
import { readSequence } from "./sequence";
import { drawSequence } from "./sequence-drawing";
import { type Drawing, escaped, type Mark } from "./svg";

/** The figure's width on the page, and on the narrowest phone; text is never below 12 px on either. */
const room = { wide: 646, narrow: 326 } as const;
const leastText = 12;

export type Size = keyof typeof room;

/**
 * @param alt what a reader who cannot see the drawing must know
 * @param mark is asked about every element of a sequence diagram or a flowchart
 * @returns an `<svg>` element without ids and without outside references
 * @throws Fault when the text is no diagram, or when its text would be smaller than 12 px; `where` is the line in the fence
 */
export function drawDiagram(text: string, size: Size, alt: string, mark?: Mark): string {
  const drawing = draw(text, size, mark);
  // A small drawing may grow a little, for its text to come near that of the page.
  const scale = Math.min(room[size] / drawing.width, Math.max(1.12, leastText / drawing.smallestText));
  const smallest = drawing.smallestText * scale;
  if (smallest < leastText - 0.05) {
    throw new Fault({
      what: `the ${size} drawing is ${Math.round(drawing.width)} px, its text would be ${smallest.toFixed(1)} px on a figure of ${room[size]} px`,
      where: "1",
      mend:
        size === "wide"
          ? "shorten labels, drop a column, or turn it (TD)"
          : "add a ```mermaid narrow fence: TD, shorter labels, fewer columns",
    });
  }
  const [width, height] = [drawing.width * scale, drawing.height * scale].map(Math.round);
  return `<svg class="dia" viewBox="${drawing.left} ${drawing.top} ${Math.ceil(drawing.width)} ${Math.ceil(drawing.height)}" width="${width}" height="${height}" role="img" aria-label="${escaped(alt)}">${drawing.body}</svg>`;
}

function draw(text: string, size: Size, mark: Mark | undefined): Drawing {
  const kind = text.trimStart().split(/[\s-]/, 1)[0];
  if (kind === "sequenceDiagram") return drawSequence(readSequence(text), size, mark);
  const drawing = graphOf(text, size, mark);
  const lost = firstLost(text, drawing.body);
  if (lost)
    throw new Fault({
      what: `"${lost.label}" is not in the drawing: the line was not understood`,
      where: String(lost.line),
      mend: "write one arrow a line, its words between bars: `A -->|words| B[label]`, `A -.->|words| B`",
    });
  return drawing;
}

/** The layout engine passes over lines it does not understand, so every label of the text is looked for in the drawing. */
function firstLost(text: string, body: string): { label: string; line: number } | undefined {
  if (!/^\s*(?:flowchart|graph)\b/.test(text)) return undefined;
  const bare = (words: string) => words.replace(/<[^>]*>|&#?\w+;|[\s"'&<>]/g, "");
  const drawn = bare(body);
  for (const [at, line] of text.split("\n").entries())
    for (const [, label = ""] of line.matchAll(/(?:[[({]+|\|)"?([^[\](){}|"]+)"?(?:[\])}]+|\|)/g))
      if (!drawn.includes(bare(label))) return { label, line: at + 1 };
  return undefined;
}

function graphOf(text: string, size: Size, mark: Mark | undefined): Drawing {
  try {
    return drawGraph(text, size, room[size], mark);
  } catch (error) {
    throw new Fault({
      what: `this is no diagram: ${error instanceof Error ? error.message : String(error)}`,
      where: "1",
      mend: "start it with flowchart, sequenceDiagram, stateDiagram-v2, classDiagram or erDiagram",
    });
  }
}
