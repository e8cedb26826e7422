import { describe, expect, it } from "vitest";
import { aCatalog, anItem, items } from "../../tests/build";
import type { GapId, ItemId, StatementId, TopicId } from "../ids";
import { areEnemies, chooseItems, gapsOf, type Seen } from "./choose";

const none: Seen = new Map();
const seen = (...entries: [string, number, number?][]): Seen =>
  new Map(entries.map(([id, share, at = 0]) => [id as ItemId, { share, at }]));
const ids = (asked: { item: ItemId }[]) => asked.map(({ item }) => item);

describe("the items of a session", () => {
  const catalog = aCatalog();

  it("are those of the topic, the gap or the statement it is about", () => {
    const topic = "topic-of-traffic" as TopicId;
    const byTopic = chooseItems({ topic }, catalog, none, 1, 100);
    expect(ids(byTopic).sort()).toEqual(
      ids(catalog.items.filter((item) => item.topic === topic).map(({ id }) => ({ item: id }))).sort(),
    );
    const byGap = chooseItems({ gap: "messaging" as GapId }, catalog, none, 1, 100);
    expect(byGap).toHaveLength(6);
    expect(byGap.every(({ item }) => item.startsWith("topic-of-messaging"))).toBe(true);
    // Six items over statements 1, 2, 3, 4, 5, 1.
    expect(chooseItems({ statement: "messaging.1" as StatementId }, catalog, none, 1, 100)).toHaveLength(2);
  });

  it("are what was last answered wrong, or what was never seen", () => {
    const history = seen(
      ["topic-of-traffic.item-1", 0.69],
      ["topic-of-traffic.item-2", 0.7],
      ["topic-of-traffic.item-3", 0],
    );
    const topic = "topic-of-traffic" as TopicId;
    const chosen = (kind: "wrong" | "unseen" | "wrong-or-unseen") =>
      ids(chooseItems({ topic, history: kind }, catalog, history, 1, 100))
        .map((id) => id.slice(-1))
        .sort();
    expect(chosen("wrong")).toEqual(["1", "3"]);
    expect(chosen("unseen")).toEqual(["4", "5", "6"]);
    expect(chosen("wrong-or-unseen")).toEqual(["1", "3", "4", "5", "6"]);
  });

  it("come never seen first, then wrong, then right, longest ago first", () => {
    const four = aCatalog({ items: items(5) });
    const at = (n: number) => `topic-of-consistency.item-${n}`;
    const history = seen([at(1), 1, 50], [at(2), 1, 40], [at(3), 0.2, 99], [at(4), 0.2, 60]);
    expect(ids(chooseItems({}, four, history, 3, 5))).toEqual([at(5), at(4), at(3), at(2), at(1)]);
  });

  it("never hold two of which one gives the other away", () => {
    const bank = [anItem({ id: "t.a", enemies: ["t.b"] }), anItem({ id: "t.b" }), anItem({ id: "t.c" })];
    for (let seed = 0; seed < 20; seed++) {
      const chosen = ids(chooseItems({}, aCatalog({ items: bank }), none, seed, 3));
      expect(chosen).toHaveLength(2);
      expect(chosen).toContain("t.c");
    }
  });

  it("are the same for the same seed, and others for another", () => {
    const draw = (seed: number) => ids(chooseItems({}, catalog, none, seed, 10)).join();
    expect(draw(7)).toBe(draw(7));
    expect(new Set([1, 2, 3, 4, 5].map(draw)).size).toBe(5);
  });

  it("are none when nothing fits", () => {
    expect(chooseItems({ history: "wrong" }, catalog, none, 1, 10)).toEqual([]);
  });
});

it("counts two items as enemies whichever of the two says so", () => {
  const one = anItem({ id: "t.a", enemies: ["t.b"] });
  const other = anItem({ id: "t.b" });
  expect([areEnemies(one, other), areEnemies(other, one), areEnemies(other, other)]).toEqual([true, true, false]);
});

it("reads an item's gaps off its statements, each once", () => {
  expect(gapsOf(anItem({ statements: ["consistency.4", "resilience.1", "consistency.2"] }))).toEqual([
    "consistency",
    "resilience",
  ]);
});
