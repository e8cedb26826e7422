/**
 * What the islands know of the content: one language, plain JSON, served as `/<locale>/catalog.json` and, with the words of
 * the questions, `questions.json`; see texts.ts.
 * It is built by content/load and described here, below `content` in the arrow, so that quiz, mastery and learner can
 * speak of it without knowing files.
 */

import type { Locale, Localized } from "../i18n/locales";
import type { ChainId, GapId, HeadingId, ItemId, MisconceptionId, MockId, StatementId, TopicId, TrackId } from "../ids";
import type { ItemHead } from "./item";
import type { SpecOf } from "./kinds";
import type { Migrations } from "./migrations";
import type { Level } from "./rubric";

/** An item in one language: the shared head and, under `spec`, its kind's own part (with the key). */
export type Item = Localized<Omit<ItemHead, "kind">> &
  SpecOf & {
    /** `guessOf` this item, 0..1, worked out as the catalog is built: for a whole bank it takes a tenth of a long log's fold. */
    guess?: number;
  };

export type CatalogGap = {
  id: GapId;
  /** 1..7: its place in the list of the notes. */
  number: number;
  title: string;
  /** What the notes say of their reader: the prior, shown as "judged by the notes, not yet tested". */
  judgement: string;
  /** Five, from novice to senior. */
  statements: { id: StatementId; text: string }[];
  /** Weight of each topic, in per cent of the gap; over all 42 topics they sum to 100. */
  weights: Record<TopicId, number>;
};

export type CatalogTopic = {
  id: TopicId;
  track: TrackId;
  title: string;
  /** planned: named in tracks.yaml, no folder yet. It has no page and is never linked. */
  state: "written" | "planned";
  minutes: number;
  prerequisites: TopicId[];
  statements: StatementId[];
  /** Headings of the note in reading order. */
  headings: { id: HeadingId; text: string; depth: 2 | 3 }[];
};

export type CatalogTrack = { id: TrackId; letter: string; title: string; topics: TopicId[] };

/** Where the items of a section of a mock interview come from. */
export type Draw = {
  from: "items";
  count: number;
  gaps?: GapId[];
  statements?: StatementId[];
  kinds?: string[];
  /** Inclusive bounds, 1..5. */
  difficulty?: [number, number];
};
export type Preset = {
  id: MockId;
  title: string;
  about: string;
  minutes: number;
  sections: { title: string; minutes: number; behaviour: "deferred" | "interactive"; draw: Draw[] }[];
  followUps: boolean;
  /** What a preset lets the learner do about interruptions: count them, or credit them and label the result. */
  pause: "strict" | "pause-on-interruption";
  scoring: "share-of-credit";
  /** Share of each draw, 0..0.5, that is chosen by what is known of the learner. Absent: every sitting is drawn alike. */
  choose?: { probes: number };
};

/** What of a follow-up chain the learner's state depends on: what each rung asks of which statement, without its texts. */
export type CatalogTick = {
  id: string;
  statement?: StatementId;
  must?: true;
  fatal?: true;
  misconception?: MisconceptionId;
};
export type CatalogRung = {
  id: string;
  level: Level;
  /** A closed rung is this item; its answer is an answer to the item. */
  item?: ItemId;
  ticks: CatalogTick[];
};
export type CatalogChain = { id: ChainId; topic: TopicId; title: string; rungs: CatalogRung[] };

export type Catalog = {
  locale: Locale;
  /** Hash of all content that the learner's state depends on. */
  revision: string;
  tracks: CatalogTrack[];
  topics: Record<TopicId, CatalogTopic>;
  gaps: CatalogGap[];
  items: Item[];
  misconceptions: Record<MisconceptionId, { text: string; statement: StatementId }>;
  mocks: Preset[];
  chains: CatalogChain[];
  /** Ids that were given up, and where their history goes on; absent while there are none. */
  migrations?: Migrations;
};

/** The weights of the gaps an item bears on: those of its statements' gaps. */
export type GapWeights = Record<GapId, number>;
export type ItemIndex = ReadonlyMap<ItemId, Item>;
