import { describe, expect, it } from "vitest";
import { drawDiagram } from "./diagram";
import { drawFigure } from "./hot-spot-figure";

const sequence = `sequenceDiagram
  participant A as Worker A
  participant S as Storage
  A->>A: check
  A->>S: 1 write
  Note over S: stored
  loop again
  S-->>A: 2 ok
  A-xS: lost
  end`;
const flowchart = `flowchart LR
  subgraph z["zone"]
    C[Client] -->|ask| G{Gate}
  end
  G -->|a < b| R[(Store)]
  G -.->|a < b| R
  R --> C`;
const spot = (element: string) => ({ id: `area-${element.toLowerCase()}`, element });
const all = {
  sequence: ["A", "S", "m1", "m2", "m3", "m4"].map(spot),
  flowchart: ["C", "G", "R", "m1", "m2", "m3", "m4"].map(spot),
};
const figures = [
  ["sequence diagram", sequence, all.sequence],
  ["flowchart", flowchart, all.flowchart],
] as const;

/** The groups of the areas: no group of an area holds another. */
const groupsIn = (svg: string): Map<string, string> => {
  const starts = [...svg.matchAll(/<g data-area="([^"]+)">/g)];
  return new Map(
    starts.map(({ index, 1: id = "" }) => {
      let depth = 0;
      for (const { 0: tag, index: at } of svg.slice(index).matchAll(/<g[ >]|<\/g>/g)) {
        depth += tag === "</g>" ? -1 : 1;
        if (depth === 0) return [id, svg.slice(index, index + at)];
      }
      throw new Error(`the group of ${id} is not closed`);
    }),
  );
};
const number = (tag: string, name: string) => Number(new RegExp(` ${name}="([-\\d.]+)"`).exec(tag)?.[1]);
const wordsIn = (group = "") => [...group.matchAll(/<text [^>]*>([^<]*)/g)].map(([, words]) => words);
/** Pixels on the page for each pixel of the drawing. */
const scaleOf = (svg: string) => number(svg, "width") / Number(/viewBox="\S+ \S+ (\S+)/.exec(svg)?.[1]);

describe("the figure of a hot spot", () => {
  it.each(figures)(
    "names what a %s has to pick: by id, then as m1, m2, … in the order of the text",
    (_, text, areas) => {
      expect(drawFigure(text, "", areas).elements).toEqual(areas.map(({ element }) => element));
    },
  );

  it.each(figures)("makes one group for each area of a %s, and for nothing else", (_, text, areas) => {
    const some = areas.filter((_, index) => index % 2 === 0);
    const { svg, elements } = drawFigure(text, "", some);
    expect([...groupsIn(svg).keys()].sort()).toEqual(some.map(({ id }) => id).sort());
    expect(elements).toHaveLength(areas.length);
  });

  it.each(figures)("lays under each area of a %s a transparent shape that a finger can hit", (_, text, areas) => {
    const { svg } = drawFigure(text, "", areas);
    // A phone of 360 px leaves a card 296 px.
    const scale = Math.min(1, 296 / number(svg, "width")) * scaleOf(svg);
    for (const group of groupsIn(svg).values()) {
      const [, box = "", line = ""] =
        /^<g [^>]*>(?:(<rect [^>]*fill="transparent"\/>)|(<path [^>]*stroke="transparent"[^>]*>))/.exec(group) ?? [];
      const least = box ? Math.min(number(box, "width"), number(box, "height")) : number(line, "stroke-width");
      expect(least * scale).toBeGreaterThanOrEqual(24);
    }
  });

  it("keeps the shapes of two messages apart", () => {
    const { svg } = drawFigure(sequence, "", all.sequence);
    const boxes = ["area-m1", "area-m2", "area-m3", "area-m4"].map((id) => groupsIn(svg).get(id) ?? "");
    boxes.slice(1).forEach((below, index) => {
      const above = boxes[index] ?? "";
      expect(number(below, "y")).toBeGreaterThanOrEqual(number(above, "y") + number(above, "height"));
    });
  });

  it("puts the words of an element into its group", () => {
    const groups = groupsIn(drawFigure(sequence, "", all.sequence).svg);
    expect([...groups].map(([id, group]) => [id, wordsIn(group)])).toEqual([
      ["area-a", ["Worker A"]],
      ["area-s", ["Storage"]],
      ["area-m1", ["check"]],
      ["area-m2", ["write", "1"]],
      ["area-m3", ["ok", "2"]],
      ["area-m4", ["lost"]],
    ]);
  });

  it("tells edges of the same ends and label apart, and each from its neighbours", () => {
    const groups = groupsIn(drawFigure(flowchart, "", all.flowchart).svg);
    expect(["m1", "m2", "m3", "m4"].map((edge) => wordsIn(groups.get(`area-${edge}`)))).toEqual([
      ["ask"],
      ["a &lt; b"],
      ["a &lt; b"],
      [],
    ]);
    expect(["m2", "m3"].map((edge) => groups.get(`area-${edge}`)?.includes("stroke-dasharray"))).toEqual([false, true]);
    expect(["C", "G", "R"].map((node) => wordsIn(groups.get(`area-${node.toLowerCase()}`)))).toEqual([
      ["Client"],
      ["Gate"],
      ["Store"],
    ]);
  });

  it.each(figures)(
    "draws of a %s all that a note's drawing has, and says to a reader what it shows",
    (_, text, areas) => {
      const { svg } = drawFigure(text, "两步", areas);
      expect(wordsIn(svg).toSorted()).toEqual(wordsIn(drawDiagram(text, "narrow", "")).toSorted());
      expect(svg).toContain('role="img" aria-label="两步"');
      expect(svg).not.toMatch(/@import|<style|https?:|\sid=|url\(|data-(?!area)|var\(--_/);
    },
  );

  it.each(figures)("says a size that all texts of a %s share once, and keeps it at 12 px or more", (_, text, areas) => {
    const { svg } = drawFigure(text, "", areas);
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
    expect(sizes.length).toBeLessThan(wordsIn(svg).length);
    for (const size of sizes) expect(size * scaleOf(svg)).toBeGreaterThanOrEqual(11.95);
  });

  it("refuses a participant that is called as a message is counted", () => {
    const text = "sequenceDiagram\n  m1->>B: x\n  B-->>m1: y";
    expect(() => drawFigure(text, "", [spot("m1"), spot("m2")])).toThrow(/"m1" is both a message/);
    expect(drawFigure(text, "", [spot("m2"), spot("B")]).elements).toEqual(["m1", "B", "m2"]);
  });

  it("refuses what has no elements to name", () => {
    expect(() => drawFigure("stateDiagram-v2\n  a --> b", "", [])).toThrow(
      /neither a sequence diagram nor a flowchart/,
    );
    expect(() => drawFigure("sequenceDiagram\n  A->>B: x\n  A goes", "", [])).toThrow(
      expect.objectContaining({ where: "3" }),
    );
  });
});
