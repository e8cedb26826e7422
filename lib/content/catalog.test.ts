import { describe, expect, it } from "vitest";
import { catalogOf, revisionOf } from "./catalog";
import { loadContent } from "./load";

const sound = loadContent("tests/fixtures/content");

describe("the catalog", () => {
  it("holds one language only", () => {
    expect(JSON.stringify(catalogOf(sound, "en"))).not.toMatch(/\p{Script=Han}/u);
    expect(catalogOf(sound, "zh").items[0]?.stem).toBe("没有等到回复，能断定什么？");
  });

  it("lists planned topics, without a page to link to", () => {
    const { topics } = catalogOf(sound, "zh");
    expect(Object.values(topics).map(({ id, state }) => `${id} ${state}`)).toEqual([
      "partial-failure written",
      "clocks written",
      "causality planned",
    ]);
  });

  it("names for every distractor a misconception that it holds", () => {
    const { items, misconceptions } = catalogOf(sound, "zh");
    const named = JSON.stringify(items).match(/"misconception":"[^"]+"/g) ?? [];
    expect(named.length).toBeGreaterThan(0);
    for (const each of named) expect(Object.keys(misconceptions)).toContain(each.slice(17, -1));
  });

  it("has the same revision in both languages, and another one after a key moved", () => {
    expect(catalogOf(sound, "zh").revision).toBe(catalogOf(sound, "en").revision);
    const changed = loadContent("tests/fixtures/content", ["tests/fixtures/content-mistakes/06-duplicate-id"]);
    expect(revisionOf(changed)).not.toBe(revisionOf(sound));
  });
});
