/** Which items a practice session asks, and in which order. Deterministic: the seed decides every draw. */
import { type GapId, gapOfStatement, type ItemId, type StatementId, type TopicId } from "../ids";
import type { Catalog, Item } from "./catalog";
import { drawsFrom, seedOf, shuffle } from "./seed";

/** An item as a session asks it. */
export type Asked = { item: ItemId; seed: number };

/** The last answer to each item that was ever answered: its share of credit, 0..1, and when, epoch ms. */
export type Seen = ReadonlyMap<ItemId, { share: number; at: number }>;

/** What a session is about. All parts that are given must hold; none given means everything. */
export type Filter = {
  topic?: TopicId;
  gap?: GapId;
  statement?: StatementId;
  /** wrong: the last answer earned less than 0.7 of its credit; unseen: never answered. */
  history?: "wrong" | "unseen" | "wrong-or-unseen";
};

/** Below this share of credit an answer counts as wrong: the same line at which a statement counts as shown. */
export const shownFrom = 0.7;

/** The gaps that an item bears on, each once, in the order of its statements. */
export const gapsOf = ({ statements }: Pick<Item, "statements">): GapId[] => [
  ...new Set(statements.map(gapOfStatement)),
];

/** Whether one of the two gives the other away. */
export const areEnemies = (one: Item, other: Item): boolean =>
  one.enemies.includes(other.id) || other.enemies.includes(one.id);

/** The seed of one item's asking: from the session's seed and the item, so that it does not hang on the place in line. */
export const seedFor = (seed: number, item: ItemId): number => seedOf(`${seed}:${item}`);

/**
 * Up to `count` items: first what was never answered, then what was answered wrong, then the rest, longest ago first.
 * No two enemies in one session. Fewer than `count` when the bank has no more; none is no error.
 */
export function chooseItems(filter: Filter, catalog: Catalog, seen: Seen, seed: number, count: number): Asked[] {
  const rank = ({ id }: Item): [number, number] => {
    const last = seen.get(id);
    return last === undefined ? [0, 0] : [last.share < shownFrom ? 1 : 2, last.at];
  };
  const fitting = catalog.items.filter((item) => fits(item, filter, seen));
  const ranked = shuffle(fitting, drawsFrom(seed)).sort((one, other) => compare(rank(one), rank(other)));
  return withoutEnemies(ranked, count).map(({ id }) => ({ item: id, seed: seedFor(seed, id) }));
}

export function fits(item: Item, { topic, gap, statement, history }: Filter, seen: Seen): boolean {
  const last = seen.get(item.id);
  const isWrong = last !== undefined && last.share < shownFrom;
  return (
    (topic === undefined || item.topic === topic) &&
    (gap === undefined || gapsOf(item).includes(gap)) &&
    (statement === undefined || item.statements.includes(statement)) &&
    (history === undefined || (history !== "unseen" && isWrong) || (history !== "wrong" && last === undefined))
  );
}

function withoutEnemies(ranked: readonly Item[], count: number): Item[] {
  const chosen: Item[] = [];
  for (const item of ranked) {
    if (chosen.length >= count) break;
    if (!chosen.some((other) => areEnemies(item, other))) chosen.push(item);
  }
  return chosen;
}

/** Lexicographic, the first difference decides. */
export function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
