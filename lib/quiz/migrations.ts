/**
 * Ids that were given up, and where their history goes on: content/migrations.yaml as the catalog carries it. A line is
 * one step; steps are followed at use, since an old log may hold an id of any step. What leads to nothing that is known
 * stays as it is.
 */
import type { ChainId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import type { Catalog } from "./catalog";

/** One step for each id that was given up. A topic that was split has several targets, the first takes what fits none. */
export type Migrations = {
  items: Record<string, ItemId>;
  topics: Record<string, TopicId[]>;
  /** `<topic>#<heading>` */
  headings: Record<string, string>;
  statements: Record<string, StatementId>;
  chains: Record<string, ChainId>;
  misconceptions: Record<string, MisconceptionId>;
};

/** A heading with its topic: the note of a topic that was split goes on in several. */
export type Place = { topic: TopicId; heading: HeadingId };

/** Where an id's history goes on; every function gives back what needs no move. */
export type Moves = {
  item(id: ItemId): ItemId;
  place(place: Place): Place;
  statement(id: StatementId): StatementId;
  chain(id: ChainId): ChainId;
  misconception(id: MisconceptionId): MisconceptionId;
};

/** What exists today, by kind of id. */
export type Known = Record<keyof Migrations, { has(id: string): boolean }>;

/**
 * Follows the steps of `migrations` until an id that is known. An item, a heading and a chain go with their topic, under
 * the same short name, unless a line of their own says otherwise; of several targets the first that has it.
 */
export function movesBy(migrations: Migrations, known: Known): Moves {
  const steps = stepsBy(migrations);
  const follow = (kind: keyof Migrations) => {
    const found = new Map<string, string>();
    return <Id extends string>(id: Id): Id => {
      if (known[kind].has(id)) return id;
      const end = found.get(id) ?? endOf(id, steps[kind], known[kind]) ?? id;
      found.set(id, end);
      return end as Id;
    };
  };
  const [topic, heading] = [follow("topics"), follow("headings")];
  return {
    item: follow("items"),
    statement: follow("statements"),
    chain: follow("chains"),
    misconception: follow("misconceptions"),
    place(place) {
      const whole = headingRef(place);
      const end = heading(whole);
      if (end !== whole) return placeOf(end);
      const moved = topic(place.topic);
      return moved === place.topic ? place : { topic: moved, heading: place.heading };
    },
  };
}

/** Where one step leads from an id of a kind; none: nowhere. */
export type Steps = Record<keyof Migrations, (id: string) => readonly string[]>;

export function stepsBy(migrations: Migrations): Steps {
  const lines = (kind: keyof Migrations) => {
    const targets = new Map(Object.entries(migrations[kind]).map(([from, to]) => [from, [to].flat() as string[]]));
    return (id: string): readonly string[] | undefined => targets.get(id);
  };
  const topics = lines("topics");
  /** By a line of its own, else with the topic in front of `mark`. */
  const withTopic = (kind: keyof Migrations, mark: "." | "#") => {
    const own = lines(kind);
    return (id: string): readonly string[] => {
      const at = id.indexOf(mark);
      const alone = own(id);
      if (alone || at < 0) return alone ?? [];
      return (topics(id.slice(0, at)) ?? []).map((target) => `${target}${id.slice(at)}`);
    };
  };
  const alone = (kind: keyof Migrations) => {
    const own = lines(kind);
    return (id: string): readonly string[] => own(id) ?? [];
  };
  return {
    topics: alone("topics"),
    items: withTopic("items", "."),
    headings: withTopic("headings", "#"),
    chains: withTopic("chains", "."),
    statements: alone("statements"),
    misconceptions: alone("misconceptions"),
  };
}

/** The first id on the way that is known; undefined where none is. A circle, which the content check forbids, ends. */
export function endOf(
  start: string,
  step: (id: string) => readonly string[],
  known: { has(id: string): boolean },
): string | undefined {
  const seen = new Set<string>();
  const find = (id: string): string | undefined => {
    if (known.has(id)) return id;
    if (seen.has(id)) return undefined;
    seen.add(id);
    for (const next of step(id)) {
      const end = find(next);
      if (end !== undefined) return end;
    }
    return undefined;
  };
  return find(start);
}

export const headingRef = ({ topic, heading }: { topic: string; heading: string }): string => `${topic}#${heading}`;
const placeOf = (whole: string): Place => {
  const at = whole.indexOf("#");
  return { topic: whole.slice(0, at) as TopicId, heading: whole.slice(at + 1) as HeadingId };
};

const known = new WeakMap<Catalog, Moves>();

/** The moves of a catalog, computed once; undefined where nothing was ever given up. */
export function movesOf(catalog: Catalog): Moves | undefined {
  const { migrations } = catalog;
  if (!migrations) return undefined;
  const before = known.get(catalog);
  if (before) return before;
  const moves = movesBy(migrations, {
    items: new Set(catalog.items.map(({ id }) => id)),
    topics: new Set(Object.keys(catalog.topics)),
    headings: new Set(
      Object.values(catalog.topics).flatMap(({ id, headings }) =>
        headings.map((heading) => headingRef({ topic: id, heading: heading.id })),
      ),
    ),
    statements: new Set(catalog.gaps.flatMap(({ statements }) => statements.map(({ id }) => id))),
    chains: new Set(catalog.chains.map(({ id }) => id)),
    misconceptions: new Set(Object.keys(catalog.misconceptions)),
  });
  known.set(catalog, moves);
  return moves;
}
