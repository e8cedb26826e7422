/** Blind answers: what somebody who did not write a question, and saw no key, took to be right. One file a topic or gap. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "../../lib/i18n/locales";
import { gapOfStatement, type ItemId } from "../../lib/ids";
import type { Item } from "../../lib/quiz/catalog";
import type { Response } from "../../lib/quiz/interaction";

export type BlindAnswer = {
  revision: number;
  locale: Locale;
  seed: number;
  response: Response;
  /** Of an answer that is not the key: how it was settled. */
  settled?: string;
};
export type BlindRecord = Record<ItemId, BlindAnswer>;

/** All questions are solved as this seed asks them. */
export const blindSeed = 1;
export const folder = join("tests", "blind");

/** The topic of an item, or the gap of one that belongs to no topic. */
export const homeOf = ({ topic, statements }: Pick<Item, "topic" | "statements">): string =>
  topic ?? (statements[0] === undefined ? "" : gapOfStatement(statements[0]));

export const readRecord = (home: string): BlindRecord => JSON.parse(readFileSync(join(folder, `${home}.json`), "utf8"));
export const homes = (): string[] =>
  readdirSync(folder).flatMap((name) => (name.endsWith(".json") ? [name.slice(0, -".json".length)] : []));
