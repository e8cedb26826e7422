/** The few marks that all drawings share. */

/** A drawing in its own pixels; (left, top) is its corner. */
export type Drawing = { body: string; left: number; top: number; width: number; height: number; smallestText: number };

/** A rectangle of a drawing, in its own pixels. */
export type Box = { left: number; top: number; width: number; height: number };

/**
 * Makes a group of an element that can be picked; undefined for every other, which is then drawn as ever. An element is a
 * participant or a node, named by its id, or the n-th message or edge, named `m<n>`; each is handed over once, those with
 * an id first. `hit` is the shape that a pointer hits.
 */
export type Mark = (element: string, drawn: string, hit: string) => string | undefined;
export const markNothing: Mark = () => undefined;

/** What a finger must hit is 24 px at least (WCAG 2.2, 2.5.8); a drawing may be shrunk to 0.87 of its size on a phone. */
export const leastHit = 28;

/** A transparent box over an element, grown about its middle to what a finger can hit. */
export function hitBox(box: Box): string {
  const [width, height] = [Math.max(box.width, leastHit), Math.max(box.height, leastHit)];
  const [x, y] = [box.left - (width - box.width) / 2, box.top - (height - box.height) / 2];
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="transparent"/>`;
}

/** A triangle with its tip at (x, y), pointing along (ux, uy); hollow for replies. */
export function head(x: number, y: number, ux: number, uy: number, hollow: boolean): string {
  const [wx, wy] = [-uy * 3.7, ux * 3.7];
  const points = `M${round(x)} ${round(y)}L${round(x - ux * 8 + wx)} ${round(y - uy * 8 + wy)}L${round(x - ux * 8 - wx)} ${round(y - uy * 8 - wy)}Z`;
  return hollow
    ? `<path d="${points}" fill="var(--bg)" stroke="var(--ink-2)" stroke-width="1.3"/>`
    : `<path d="${points}" fill="var(--ink-2)"/>`;
}

export const textAt = (x: number, y: number, words: string, size: number, attributes: string): string =>
  `<text x="${round(x)}" y="${round(y)}" font-size="${size}" ${attributes}>${escaped(words)}</text>`;

export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
export const round = (value: number): number => Math.round(value * 10) / 10;
