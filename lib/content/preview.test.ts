import { describe, expect, it } from "vitest";
import { check } from "./check";
import { previewsOf } from "./preview";

const verdict = check("tests/fixtures/content", [], "2027-12-01");
const idsOf = (filter: Parameters<typeof previewsOf>[1]) => previewsOf(verdict, filter).map(({ id }) => id);

describe("the preview of items", () => {
  it("is filtered by kind, topic or gap folder, gap of a statement and part of an id, all at once", () => {
    expect(idsOf({})).toHaveLength(5);
    expect(idsOf({ kind: "matching" })).toEqual(["partial-failure.pairs", "clocks.pairs"]);
    expect(idsOf({ topic: "clocks" })).toEqual(["clocks.silence", "clocks.pairs"]);
    expect(idsOf({ topic: "consistency" })).toEqual(["consistency.stale"]);
    expect(idsOf({ gap: "consistency", id: "pairs" })).toEqual(["partial-failure.pairs", "clocks.pairs"]);
    expect(idsOf({ gap: "traffic" })).toEqual([]);
  });

  it("has each item in both languages, with the words of the false ideas it names", () => {
    const [silence] = previewsOf(verdict, { id: "partial-failure.silence" });
    expect(silence?.asked.zh?.stem).toBe("没有等到回复，能断定什么？");
    expect(silence?.asked.en?.stem).toBe("No reply came. What follows?");
    expect(Object.keys(silence?.misconceptions.en ?? {})).toEqual(["timeout-means-dead"]);
  });

  it("gives each item what the check says of its own lines", () => {
    const matters = previewsOf(verdict, { topic: "clocks" }).map((each) => each.matters.map(({ what }) => what));
    const [ofSilence, ofPairs] = matters;
    expect(ofSilence?.filter((what) => what.includes("much like"))).toEqual([
      expect.stringContaining('"clocks.silence" is much like "partial-failure.silence"'),
    ]);
    expect(ofPairs).toEqual([expect.stringContaining('"clocks.pairs" is much like "partial-failure.pairs"')]);
  });
});
