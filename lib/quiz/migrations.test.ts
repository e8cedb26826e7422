import { describe, expect, it } from "vitest";
import type { ChainId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import { type Migrations, movesBy } from "./migrations";

const none: Migrations = { items: {}, topics: {}, headings: {}, statements: {}, chains: {}, misconceptions: {} };
const today = {
  items: new Set(["b.one", "c.two", "c.renamed"]),
  topics: new Set(["b", "c"]),
  headings: new Set(["b#ladder", "c#ladder", "c#leases"]),
  statements: new Set(["consistency.4"]),
  chains: new Set(["c.chain.locks"]),
  misconceptions: new Set(["clocks-agree"]),
};
const moves = (given: Partial<Record<keyof Migrations, unknown>>) =>
  movesBy({ ...none, ...given } as Migrations, today);
const item = (id: string) => id as ItemId;
const place = (topic: string, heading: string) => ({ topic: topic as TopicId, heading: heading as HeadingId });

describe("where history goes on", () => {
  it("leaves what exists, and what nobody moved", () => {
    const { item: follow, place: at } = moves({ topics: { a: ["b", "c"] } });
    expect(follow(item("b.one"))).toBe("b.one");
    expect(follow(item("x.gone"))).toBe("x.gone");
    expect(at(place("c", "anything"))).toEqual(place("c", "anything"));
  });

  it("takes items, headings and chains along with their topic, to the part that has them", () => {
    const { item: follow, chain, place: at } = moves({ topics: { a: ["b", "c"] } });
    expect(["a.one", "a.two", "a.lost"].map((id) => follow(item(id)))).toEqual(["b.one", "c.two", "a.lost"]);
    expect(chain("a.chain.locks" as ChainId)).toBe("c.chain.locks");
    expect(at(place("a", "leases"))).toEqual(place("c", "leases"));
    expect(at(place("a", "ladder"))).toEqual(place("b", "ladder"));
    // A passage that no part has: the reader goes on in the first.
    expect(at(place("a", "dropped"))).toEqual(place("b", "dropped"));
  });

  it("puts a line of its own before the topic's", () => {
    const { item: follow, place: at } = moves({
      topics: { a: ["b", "c"] },
      items: { "a.one": "c.renamed" },
      headings: { "a#ladder": "c#leases" },
    });
    expect(follow(item("a.one"))).toBe("c.renamed");
    expect(at(place("a", "ladder"))).toEqual(place("c", "leases"));
  });

  it("follows steps of different years, each from where the one before led", () => {
    // a was renamed to b, then b.old to b.new within it, then b to c.
    const { item: follow } = moves({ topics: { a: ["z"], z: ["c"] }, items: { "z.old": "z.renamed" } });
    expect(follow(item("a.old"))).toBe("c.renamed");
    expect(follow(item("z.old"))).toBe("c.renamed");
    expect(follow(item("z.renamed"))).toBe("c.renamed");
  });

  it("moves statements and misconceptions by their own lines", () => {
    const { statement, misconception } = moves({
      statements: { "consistency.9": "consistency.4" },
      misconceptions: { "same-time": "same-clock", "same-clock": "clocks-agree" },
    });
    expect(statement("consistency.9" as StatementId)).toBe("consistency.4");
    expect(misconception("same-time" as MisconceptionId)).toBe("clocks-agree");
  });

  it("stays where it is when the way leads nowhere or in a circle", () => {
    const { item: follow } = moves({ items: { "x.a": "x.b", "x.b": "x.a", "x.c": "x.d" } });
    expect(["x.a", "x.b", "x.c", "__proto__.a"].map((id) => follow(item(id)))).toEqual([
      "x.a",
      "x.b",
      "x.c",
      "__proto__.a",
    ]);
  });
});
