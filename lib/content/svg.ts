/** The few marks that all drawings share. */

/** A drawing in its own pixels; (left, top) is its corner. */
export type Drawing = { body: string; left: number; top: number; width: number; height: number; smallestText: number };

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
