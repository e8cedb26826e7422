/** The figure of a hot-spot: a diagram as in notes, with a group around each element that can be picked. */
import { Fault } from "../fault";
import { drawDiagram } from "./diagram";
import { escaped } from "./svg";

export type Figure = {
  /** As drawDiagram gives it, without ids; each area is a `<g data-area="<area id>">` that holds a transparent shape to hit. */
  svg: string;
  /** All that the figure has to pick, in its order: participants or nodes by id, then messages or edges as `m1`, `m2`, …. */
  elements: string[];
};

/**
 * Drawn once, at the width of a phone: the list beside it needs the rest of a wide page, and the catalog carries one
 * drawing a language. An area whose element the figure lacks is not drawn.
 * @throws Fault as drawDiagram, and when the text is neither a sequence diagram nor a flowchart, or names two things
 * alike; `where` is the line in it
 */
export function drawFigure(text: string, alt: string, areas: readonly { id: string; element: string }[]): Figure {
  if (!/^\s*(?:sequenceDiagram|flowchart|graph)\b/.test(text))
    throw new Fault({
      what: "the figure is neither a sequence diagram nor a flowchart",
      where: "1",
      mend: "start it with sequenceDiagram or flowchart",
    });
  // A flowchart may be laid out more than once, until it fits.
  const elements = new Set<string>();
  const svg = drawDiagram(text, "narrow", alt, (element, drawn, hit) => {
    elements.add(element);
    const area = areas.find((each) => each.element === element);
    return area && `<g data-area="${escaped(area.id)}">${hit}${drawn}</g>`;
  });

  const twice = areas.find(({ id }) => svg.split(`data-area="${escaped(id)}"`).length > 2);
  if (twice)
    throw new Fault({
      what: `"${twice.element}" is both a message or edge by its number and the id of something else`,
      where: "1",
      mend: "give the participant or node another id",
    });
  return { svg: saidOnce(svg), elements: [...elements] };
}

/** What all texts say of themselves, most of them alike, is said on the root: a figure lies in every catalog. */
const ofTexts = ["font-size", "text-anchor", "font-weight"];

function saidOnce(svg: string): string {
  return ofTexts.reduce((lean, name) => {
    const said = [...lean.matchAll(/<text ([^>]*)>/g)].map(
      ([, all]) => new RegExp(`\\b${name}="[^"]*"`).exec(all ?? "")?.[0],
    );
    const most = said.toSorted((a, b) => timesIn(said, b) - timesIn(said, a))[0];
    if (most === undefined || said.includes(undefined)) return lean;
    return lean.replaceAll(new RegExp(`(<text [^>]*?) ${most}`, "g"), "$1").replace("<svg", `<svg ${most}`);
  }, svg);
}

const timesIn = <T>(list: readonly T[], one: T): number => list.filter((each) => each === one).length;
