import { describe, expect, it } from "vitest";
import { anItem, areas, aWrittenSpec } from "../../tests/build";
import { localizeItem } from "./localize-item";
import type { AuthoredItem } from "./schema";

const figure = {
  zh: "sequenceDiagram\n  participant A as 甲\n  A->>B: 写\n  B-->>A: 好",
  en: "sequenceDiagram\n  participant A as One\n  A->>B: write\n  B-->>A: ok",
};
const authored = (changes: object): AuthoredItem =>
  ({
    ...anItem({ kind: "hot-spot" }),
    spec: aWrittenSpec("hot-spot", { figure, areas: areas("reply:m2*", "other:B", "write:m1"), ...changes }),
  }) as unknown as AuthoredItem;
const specOf = (item: AuthoredItem, locale: "zh" | "en") => {
  const localized = localizeItem(item, locale);
  if (localized?.kind !== "hot-spot") throw new Error("the hot spot was left out");
  return localized.spec;
};
const areasIn = (svg: string) => [...svg.matchAll(/data-area="([^"]+)"/g)].map(([, id]) => id).toSorted();

describe("a hot spot as screens get it", () => {
  it("has its figure drawn in their language, with every area in it", () => {
    const [zh, en] = [specOf(authored({}), "zh").figure, specOf(authored({}), "en").figure];
    for (const svg of [zh, en]) expect(areasIn(svg)).toEqual(["other", "reply", "write"]);
    expect(zh).toContain(">甲<");
    expect(en).toContain(">One<");
    expect(en).not.toMatch(/sequenceDiagram|\p{Script=Han}/u);
  });

  it("has its areas in the order of the drawing, wherever its author wrote the key", () => {
    expect(specOf(authored({}), "en").areas.map(({ id }) => id)).toEqual(["other", "write", "reply"]);
  });

  it("shows nothing of the key in its figure", () => {
    const figures = ["m1", "m2", "B"].map((key) => {
      const marked = ["m1", "m2", "B"].map(
        (element) => `on-${element.toLowerCase()}:${element}${element === key ? "*" : ""}`,
      );
      return specOf(authored({ areas: areas(...marked) }), "en").figure;
    });
    expect(new Set(figures).size).toBe(1);
    expect(figures[0]).not.toMatch(/because|idea-|key|misconception/);
  });

  it("is left out when it cannot be drawn, or lacks what is to be picked", () => {
    expect(localizeItem(authored({ figure: { ...figure, zh: "flowchart" } }), "zh")).toBeUndefined();
    expect(localizeItem(authored({ areas: areas("a:m1*", "b:m9", "c:B") }), "en")).toBeUndefined();
  });
});
