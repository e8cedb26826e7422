import { describe, expect, it } from "vitest";
import { locales } from "@/lib/i18n/locales";
import { mix } from "@/lib/sim/chance";
import { kernelOf } from "@/lib/sim/kernel";
import { builtLabs, loadLab } from "@/lib/sim/labs";
import type { Scene } from "@/lib/sim/scene";
import { type Box, type Drawing, type Line, type Picture, place, pointAt, textWidth } from "./layout";
import type { LabKernel, LabWorld } from "./run";
import { wordIn } from "./wording";

const widths = { phone: 390, desk: 804 } as const;
/** Half a pixel less each way: what touches does not overlap. */
const boxOf = ({ text, x, y, anchor }: Line, size: number): Box => {
  const width = textWidth(text, size);
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  return { x: left, y: y - size + 1, width, height: size };
};
const meets = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const pictureOf = (scene: Scene, locale: "zh" | "en"): Picture => ({
  arrangement: scene.arrangement,
  columns: scene.columns?.map((text) => text[locale]) ?? [],
  nodes: scene.nodes.map((node) => ({ node, beside: (node.beside ?? []).map((said) => wordIn(said, locale)) })),
  links: scene.links,
  flights: scene.flights.map((flight) => ({ flight, label: wordIn(flight.label, locale) })),
});

/** What stands on or over something else, in words. */
function collisions({ width, height, radius, nodes, flights, headings }: Drawing): string[] {
  const size = width < 600 ? 12 : 13;
  const bodies = nodes.map(({ node, at }) => ({
    name: node.name,
    box: { x: at.x - radius, y: at.y - radius, width: 2 * radius, height: 2 * radius },
  }));
  const texts = [
    ...nodes.flatMap(({ node, beside }) => beside.map((line) => ({ name: `${node.name}: ${line.text}`, line }))),
    ...headings.map((line) => ({ name: line.text, line })),
    ...flights.flatMap(({ flight, label }) => (label ? [{ name: flight.id, line: label }] : [])),
  ].map(({ name, line }) => ({ name, box: boxOf(line, size) }));
  const all = [...bodies, ...texts];
  const found: string[] = [];
  all.forEach((a, i) => {
    if (a.box.x < 0 || a.box.x + a.box.width > width || a.box.y < 0 || a.box.y + a.box.height > height)
      found.push(`${a.name} leaves the stage of ${width} x ${height}`);
    for (const b of all.slice(i + 1)) if (meets(a.box, b.box)) found.push(`${a.name} lies on ${b.name}`);
  });
  return found;
}

/** Worlds of a run in which now and then something is chosen that the scheduler would not have done. */
function* someWorlds(kernel: LabKernel, steps: number): Generator<LabWorld> {
  let w = kernel.initial;
  for (let nth = 0; nth < steps; nth++) {
    const able = kernel.enabled(w);
    const bits = mix(11, nth, 0, 0);
    const chosen = bits % 6 === 0 ? able[(bits >>> 8) % Math.max(1, able.length)] : undefined;
    w = kernel.step(w, chosen);
    yield w;
  }
}

describe.each(builtLabs)("the stage of %s", (id) => {
  it("puts nothing on anything else, on a phone and on a desk, in both languages", async () => {
    const lab = await loadLab(id);
    if (!lab) throw new Error(`no lab ${id}`);
    const kernel: LabKernel = kernelOf(lab.model, { p: lab.p ?? {}, seed: lab.seed, net: lab.net });
    const found = new Set<string>();
    for (const w of someWorlds(kernel, 400))
      for (const locale of locales)
        for (const width of Object.values(widths))
          for (const fault of collisions(place(pictureOf(lab.scene(w), locale), width))) found.add(fault);
    expect([...found].slice(0, 12)).toEqual([]);
  });
});

const ring = (count: number): Picture => ({
  arrangement: "ring",
  columns: [],
  nodes: Array.from({ length: count }, (_, id) => ({
    node: { id, name: `S${id + 1}`, shape: "circle", mark: "plain", state: "up", facts: [] },
    beside: ["Candidate, 1 of 5", "last 3, term 4"],
  })),
  links: Array.from({ length: count }, (_, from) => ({ from, to: (from + 1) % count, state: "open" as const })),
  flights: [],
});

describe("a ring", () => {
  it.each([3, 4, 5, 6, 7])("of %i nodes keeps its texts apart", (count) => {
    for (const width of Object.values(widths)) expect(collisions(place(ring(count), width))).toEqual([]);
  });

  it("keeps both directions of a link apart, and the messages of one direction", () => {
    const flight = (id: string, from: number, to: number) => ({
      flight: {
        id,
        from,
        to,
        kind: "request",
        label: { text: { zh: "a", en: "a" } },
        sent: 0,
        at: 9,
        lost: false,
      } as const,
      label: "Vote T5",
    });
    const picture = { ...ring(5), flights: [flight("0-1-0", 0, 1), flight("0-1-1", 0, 1), flight("1-0-0", 1, 0)] };
    const middles = place(picture, widths.desk).flights.map(({ curve }) => pointAt(curve, 0.5));
    for (const [i, a] of middles.entries())
      for (const b of middles.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(6);
  });
});

describe("a link", () => {
  it("bows around a node that stands in its way", () => {
    const node = (id: number, column: number) => ({
      node: { id, name: `N${id}`, shape: "box", mark: "plain", state: "up", column, facts: [] } as const,
      beside: [],
    });
    const picture: Picture = {
      arrangement: "columns",
      columns: [],
      nodes: [node(0, 0), node(1, 1), node(2, 2)],
      links: [{ from: 0, to: 2, state: "open" }],
      flights: [],
    };
    const { links, nodes, radius } = place(picture, widths.desk);
    const [link, between] = [links[0], nodes[1]];
    if (!link || !between) throw new Error("nothing was placed");
    const middle = pointAt(link.curve, 0.5);
    expect(Math.hypot(middle.x - between.at.x, middle.y - between.at.y)).toBeGreaterThan(radius);
  });
});
