/** Where keys stand: somebody who has noticed that the second is mostly right needs no knowledge (C7). */
import { localize } from "../i18n/locales";
import type { Item } from "../quiz/catalog";
import { seedFor } from "../quiz/choose";
import type { Interaction } from "../quiz/interaction";
import { present } from "../quiz/present";
import { keyResponse } from "../quiz/score";
import { drawsFrom } from "../quiz/seed";
import { localizeItem } from "./localize-item";
import type { AuthoredItem } from "./schema";

/** One list with one key: how long it is, and at which place the key stands, from 0. */
type Place = { item: AuthoredItem; size: number; at: number };

export type KeyPlaces = {
  /** Which lists: those that a reader gets in the author's order, and those that the seed shuffles. */
  of: "fixed options" | "passages" | "listings" | "figures" | "verdicts" | "shuffled options";
  lists: number;
  /** By the length of the list: how often the key is first, second, …. */
  places: Record<number, number[]>;
  /** How likely a spread at least as uneven is when every place is as likely, 0..1. */
  chance: number;
};

/** Key places of the whole bank, by the kind of list. */
export const keyPlacesIn = (items: readonly AuthoredItem[]): KeyPlaces[] => [
  ...writtenPlaces(items).map(([of, places]) => summed(of, places)),
  summed("shuffled options", items.flatMap(shuffledPlaces)),
];

/** A spread as uneven as this comes by chance in one bank of fifty. */
const suspicious = 0.02;

export type Skew = {
  of: KeyPlaces["of"];
  size: number;
  at: number;
  count: number;
  lists: number;
  items: AuthoredItem[];
};

/** Lists in the author's order whose keys crowd one place beyond chance: that place, and the items that have it. */
export const skewsIn = (items: readonly AuthoredItem[]): Skew[] =>
  writtenPlaces(items).flatMap(([of, places]) => {
    if (summed(of, places).chance >= suspicious) return [];
    const cells = Object.entries(countsOf(places)).flatMap(([size, counts]) =>
      counts.map((count, at) => ({ size: Number(size), at, count, over: count - sum(counts) / Number(size) })),
    );
    const worst = cells.toSorted((a, b) => b.over - a.over)[0];
    if (!worst) return [];
    const { size, at, count } = worst;
    const here = places.filter((place) => place.size === size && place.at === at).map(({ item }) => item);
    return [{ of, size, at, count, lists: places.filter((place) => place.size === size).length, items: here }];
  });

function writtenPlaces(items: readonly AuthoredItem[]): [KeyPlaces["of"], Place[]][] {
  const by = (placeOf: (item: AuthoredItem) => number[] | undefined): Place[] =>
    items.flatMap((item) => {
      const [size, at] = placeOf(item) ?? [];
      return size !== undefined && at !== undefined && at >= 0 ? [{ item, size, at }] : [];
    });
  return [
    [
      "fixed options",
      by((item) =>
        item.kind === "single-choice" && item.spec.fixedOrder
          ? [item.spec.options.length, item.spec.options.findIndex(({ key }) => key)]
          : undefined,
      ),
    ],
    [
      "passages",
      by((item) =>
        item.kind === "wrong-claim"
          ? [item.spec.spans.length, item.spec.spans.findIndex(({ wrong }) => wrong)]
          : undefined,
      ),
    ],
    [
      "listings",
      by((item) => {
        if (item.kind !== "code-reading") return undefined;
        const lines = item.spec.lines.toSorted((a, b) => a.at - b.at);
        return [lines.length, lines.findIndex(({ key }) => key)];
      }),
    ],
    [
      "figures",
      by((item) => {
        if (item.kind !== "hot-spot") return undefined;
        // The areas of a drawn item stand as a reader of the list meets them.
        const drawn = localizeItem(item, "zh");
        return drawn?.kind === "hot-spot"
          ? [drawn.spec.areas.length, drawn.spec.areas.findIndex(({ key }) => key)]
          : undefined;
      }),
    ],
    ["verdicts", by((item) => (item.kind === "true-false-reason" ? [2, item.spec.holds ? 0 : 1] : undefined))],
  ];
}

/** In how many sessions each shuffled list is asked: those with the seeds 1, 2, …. */
const askings = 16;

function shuffledPlaces(item: AuthoredItem): Place[] {
  if (item.kind === "single-choice" && item.spec.fixedOrder) return [];
  const asked = localize(item, "en") as Item;
  return Array.from({ length: askings }, (_, index) => seedFor(index + 1, item.id)).flatMap((seed) => {
    const key = keyResponse(asked, seed);
    return present(asked, seed).interactions.flatMap((interaction: Interaction) => {
      const answer = key[interaction.name];
      if (interaction.type !== "choice" || interaction.many || answer?.type !== "choice") return [];
      const { options } = interaction;
      return [{ item, size: options.length, at: options.findIndex(({ id }) => id === answer.chosen[0]) }];
    });
  });
}

const summed = (of: KeyPlaces["of"], places: readonly Place[]): KeyPlaces => ({
  of,
  lists: places.length,
  places: countsOf(places),
  chance: chanceOf(countsOf(places)),
});

function countsOf(places: readonly Place[]): Record<number, number[]> {
  const counts: Record<number, number[]> = {};
  for (const { size, at } of places) {
    const row = counts[size] ?? Array.from({ length: size }, () => 0);
    row[at] = (row[at] ?? 0) + 1;
    counts[size] = row;
  }
  return counts;
}

/** Banks drawn to compare with. */
const banks = 1000;

/**
 * Share of banks with keys put by lot that are at least as uneven, by the sum of (count - expected)^2 / expected over all
 * places. Drawn rather than looked up: many places expect fewer than the five lists that the chi-square table wants.
 */
export function chanceOf(counts: Record<number, number[]>): number {
  const rows = Object.values(counts);
  const unevenness = (each: readonly number[][]) =>
    sum(
      each.map((row) => {
        const expected = sum(row) / row.length;
        return sum(row.map((count) => (count - expected) ** 2 / expected));
      }),
    );
  const seen = unevenness(rows);
  const draw = drawsFrom(banks);
  let asUneven = 0;
  for (let bank = 0; bank < banks; bank++) {
    const drawn = rows.map((row) => {
      const blind = row.map(() => 0);
      for (let left = sum(row); left > 0; left--) {
        const at = Math.floor(draw() * row.length);
        blind[at] = (blind[at] ?? 0) + 1;
      }
      return blind;
    });
    if (unevenness(drawn) >= seen - 1e-9) asUneven++;
  }
  return asUneven / banks;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
