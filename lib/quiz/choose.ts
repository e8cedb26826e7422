/** Which items a practice session asks, and in which order. Deterministic: the seed decides every draw. */
import { type GapId, gapOfStatement, type ItemId, type StatementId, type TopicId } from "../ids";
import type { Catalog, Item } from "./catalog";
import { isSelfMarked, keyResponse, scoreItem } from "./score";
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

/**
 * The diagnostic: one item for each gap in the order of the list, then one more for gaps drawn in turn, until `count`.
 * Within a gap: what was never answered before what was; then the difficulty nearest to 3; then the item that shows most
 * at once; then the topic asked least so far; then by lot. Items that the learner marks are left out: where to begin is
 * to be found out, not declared.
 */
export function chooseDiagnostic(catalog: Catalog, seen: Seen, seed: number, count = 12): Asked[] {
  const draw = drawsFrom(seed);
  const bank = catalog.items.filter((item) => !isSelfMarked(item));
  const gaps = [...catalog.gaps].sort((one, other) => one.number - other.number).map(({ id }) => id);
  const lots = new Map(catalog.items.map((item) => [item.id, draw()]));
  const chosen: Item[] = [];
  for (let round = gaps; chosen.length < count; round = shuffle(gaps, draw)) {
    const before = chosen.length;
    for (const gap of round) {
      const next = chosen.length < count ? bestProbe(gap, bank, chosen, seen, lots) : undefined;
      if (next) chosen.push(next);
    }
    if (chosen.length === before) break;
  }
  return chosen.map(({ id }) => ({ item: id, seed: seedFor(seed, id) }));
}

function bestProbe(
  gap: GapId,
  bank: readonly Item[],
  chosen: readonly Item[],
  seen: Seen,
  lots: ReadonlyMap<ItemId, number>,
): Item | undefined {
  const rank = (item: Item) => [
    seen.has(item.id) ? 1 : 0,
    Math.abs(item.difficulty - 3),
    -signsIn(item),
    chosen.filter(({ topic }) => topic !== null && topic === item.topic).length,
    lots.get(item.id) ?? 0,
  ];
  return bank
    .filter((item) => gapsOf(item).includes(gap))
    .filter((item) => !chosen.some((other) => other.id === item.id || areEnemies(item, other)))
    .map((item) => ({ item, rank: rank(item) }))
    .sort((one, other) => compare(one.rank, other.rank))[0]?.item;
}

/** How many things one answer to the item shows of each statement. */
function signsIn(item: Item): number {
  const score = scoreItem(item, keyResponse(item, 0), 0);
  return score.state === "marked" ? score.observations.length / item.statements.length : 0;
}

/** Lexicographic, the first difference decides. */
export function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at === -1 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
