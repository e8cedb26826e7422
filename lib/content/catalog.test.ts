import { describe, expect, it } from "vitest";
import type { StatementId } from "../ids";
import { guessOf } from "../quiz/score";
import { catalogOf, revisionOf } from "./catalog";
import { loadContent } from "./load";

const sound = loadContent("tests/fixtures/content");

/** The content with two ticks on the first rung of its first chain. */
function withTicks() {
  const content = loadContent("tests/fixtures/content");
  const topic = content.topics.find(({ id }) => id === "clocks");
  const rung = topic?.chains.entries[0]?.value?.rungs[0];
  if (!rung) throw new Error("the fixture has no chain on clocks");
  const text = { zh: "说出它", en: "Says it" };
  rung.ticks = [
    { id: "says-it", text, must: true, statement: "discovery.1" as StatementId },
    { id: "sinks-it", text, fatal: true, misconception: "a-timeout-means-dead" },
  ];
  content.topics.sort((a) => (a.id === "clocks" ? -1 : 1));
  return { content, rung };
}

describe("the catalog", () => {
  it("holds one language only", () => {
    expect(JSON.stringify(catalogOf(sound, "en"))).not.toMatch(/\p{Script=Han}/u);
    expect(catalogOf(sound, "zh").items[0]?.stem).toBe("没有等到回复，能断定什么？");
  });

  it("has of every item what a blind answer is worth, as the scorer has it", () => {
    const { items } = catalogOf(sound, "zh");
    expect(items.length).toBeGreaterThan(0);
    for (const item of items) expect(item.guess, item.id).toBe(guessOf(item));
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

  it("has of each chain what its rungs ask of which statement, and none of their words", () => {
    const { content, rung } = withTicks();
    const [chain] = catalogOf(content, "en").chains;
    expect(chain).toMatchObject({ id: "clocks.chain.silence", topic: "clocks", title: "Silence" });
    expect(chain?.rungs.map(({ id, level }) => `${id} ${level}`)).toEqual([0, 1, 2, 3, 4].map((n) => `rung-${n} ${n}`));
    expect(chain?.rungs[0]).toEqual({
      id: rung.id,
      level: 0,
      ticks: [
        { id: "says-it", must: true, statement: "discovery.1" },
        { id: "sinks-it", fatal: true, misconception: "a-timeout-means-dead" },
      ],
    });
  });

  it("has another revision after a tick of a rung is no must any more, and the same after its words changed", () => {
    const { content, rung } = withTicks();
    const before = revisionOf(content);
    const [tick] = rung.ticks;
    if (!tick) throw new Error("the rung has no tick");
    tick.text = { zh: "另一种说法", en: "Said otherwise" };
    expect(revisionOf(content)).toBe(before);
    tick.must = undefined;
    expect(revisionOf(content)).not.toBe(before);
  });

  it("has the same revision in both languages, and another one after a key moved", () => {
    expect(catalogOf(sound, "zh").revision).toBe(catalogOf(sound, "en").revision);
    const changed = loadContent("tests/fixtures/content", ["tests/fixtures/content-mistakes/06-duplicate-id"]);
    expect(revisionOf(changed)).not.toBe(revisionOf(sound));
  });
});
