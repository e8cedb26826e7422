/**
 * The shape of every content file. Written once: the types are inferred, and every id is branded where it enters. What
 * needs more than one file to decide stands in rules.ts.
 */
import { z } from "zod";
import {
  type ChainId,
  chainPattern,
  type GapId,
  type HeadingId,
  type ItemId,
  itemPattern,
  type MisconceptionId,
  type MockId,
  type StatementId,
  segmentPattern,
  statementPattern,
  type TopicId,
  type TrackId,
} from "../ids";
import { type ItemHead, type KindId, kindIds, textOf } from "../quiz/item";
import { specs } from "../quiz/kinds";
import { type ListingCheck, listingCheckOf, misfitOf, noteListingsOf } from "../quiz/listing";
import { anchorOf, tickOf } from "../quiz/rubric";
import { complainTo } from "../quiz/spec-rules";

const segment = z.string().regex(segmentPattern, "an id is lower-case words joined by `-`");
const trackId = segment.transform((id) => id as TrackId);
const topicId = segment.transform((id) => id as TopicId);
const gapId = segment.transform((id) => id as GapId);
const headingId = segment.transform((id) => id as HeadingId);
const misconceptionId = segment.transform((id) => id as MisconceptionId);
const mockId = segment.transform((id) => id as MockId);
const statementId = z
  .string()
  .regex(statementPattern, "a statement id is `<gap>.<1-5>`")
  .transform((id) => id as StatementId);
const itemId = z
  .string()
  .regex(itemPattern, "an item id is `<topic>.<short-name>` or `<gap>.<short-name>`")
  .transform((id) => id as ItemId);
const chainId = z
  .string()
  .regex(chainPattern, "a chain id is `<topic>.chain.<short-name>`")
  .transform((id) => id as ChainId);
const text = textOf(z);
const day = z.iso.date("a day is written 2026-11-21");
/** `<source>` or `<source>#<place>`, without a space. */
const citation = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*(?:#\S+)?$/, "a source is cited as `<key>` or `<key>#<place>`");

export const sourceKinds = ["paper", "doc", "rfc", "code", "post", "issue", "book", "run"] as const;
const source = z
  .strictObject({
    /** As the source is called; what a run of ours was is said in the page's language. */
    title: z.union([z.string().trim().min(1), text]),
    url: z.url().optional(),
    kind: z.enum(sourceKinds),
    version: z.string().trim().min(1).optional(),
  })
  .refine(({ title, kind }) => (kind === "run") === (typeof title === "object"), {
    path: ["title"],
    message: "a run of our own is told in both languages, any other source by its own title",
  });
const sources = z.record(segment, source);
export type Source = z.infer<typeof source>;

export const tracksFile = z.array(
  z.strictObject({
    id: trackId,
    letter: z.string().regex(/^[A-Z]$/, "one capital letter"),
    title: text,
    topics: z.array(z.strictObject({ id: topicId, title: text })).min(1),
  }),
);
export type Track = z.infer<typeof tracksFile>[number];

export const gapsFile = z.array(
  z.strictObject({
    id: gapId,
    number: z.int().min(1).max(7),
    title: text,
    judgement: text,
    statements: z.array(z.strictObject({ id: statementId, text })).length(5, "a gap has five statements"),
    weights: z.record(topicId, z.number().positive()),
    sources: sources.optional(),
  }),
);
export type Gap = z.infer<typeof gapsFile>[number];

export const topicFile = z.strictObject({
  id: topicId,
  title: text,
  minutes: z.int().min(1).max(60),
  checked: day,
  /** Names that both languages print alike, and what each language says in its own words. */
  versions: z.array(z.union([z.string().trim().min(1), text])).min(1),
  prerequisites: z.array(topicId),
  statements: z.array(statementId).min(1),
  canDo: z.array(text).length(3, "say three things the reader can do afterwards"),
  sources,
  seeds: z.array(z.string().trim().min(1)),
  lab: segment.optional(),
});
export type Topic = z.infer<typeof topicFile>;

/** What a note says of itself; all else stands in topic.yaml, or in gaps.yaml for the note of a gap. */
export const noteFront = z.strictObject({
  locale: z.enum(["zh", "en"]),
  title: z.string().trim().min(1),
  answer: z.string().trim().min(1),
});
export type NoteFront = z.infer<typeof noteFront>;

const codeLanguages = [
  "go",
  "java",
  "lua",
  "yaml",
  "sql",
  "bash",
  "json",
  "text",
  "properties",
  "promql",
  "http",
  "nginx",
] as const;
export type CodeLanguage = (typeof codeLanguages)[number];
export const isCodeLanguage = (name: string): name is CodeLanguage => codeLanguages.some((each) => each === name);
export { codeLanguages };

/** code.yaml of a topic: how the listings of its notes are checked, by their names. */
export const listingsFile = noteListingsOf(z);
export type NoteListings = z.infer<typeof listingsFile>;

/** What all items carry. The keys of a kind are checked by that kind's own schema, see `specs`. */
export const itemHead = z.strictObject({
  id: itemId,
  revision: z.int().min(1),
  kind: z.enum(kindIds),
  heading: headingId.optional(),
  statements: z.array(statementId).min(1),
  difficulty: z.literal([1, 2, 3, 4, 5]),
  seconds: z.int().min(10).max(900),
  assumptions: text.optional(),
  stem: text,
  code: z
    .strictObject({ lang: z.enum(codeLanguages), text: z.string().min(1), check: listingCheckOf(z).optional() })
    .superRefine(({ lang, check }, context) => {
      const misfit = misfitOf(lang, check);
      if (misfit) complainTo(context)(["check"], misfit);
    })
    .optional(),
  sources: z.array(citation).min(1),
  enemies: z.array(itemId).default([]),
  expires: day.optional(),
});
export const headKeys: ReadonlySet<string> = new Set(Object.keys(itemHead.shape));

type KindSpecs = { [Id in KindId]: ReturnType<(typeof specs)[Id]> };
/** The schema of each kind's own keys, made once. */
export const kindSpecs = Object.fromEntries(kindIds.map((id) => [id, specs[id](z)])) as KindSpecs;
type KindPart = { [Id in KindId]: { kind: Id; spec: z.infer<KindSpecs[Id]> } }[KindId];

/** An item as its author wrote it: both languages, checked. */
export type AuthoredItem = Omit<ItemHead, "kind" | "code"> & {
  code?: { lang: string; text: string; check?: ListingCheck | undefined };
} & KindPart;

/** As in the rubric of an item, but the statement is one of the gap list. A fatal tick of a rung need name no misconception. */
const tick = tickOf(z).extend({ statement: statementId.optional() });
const rung = z
  .strictObject({
    id: segment,
    level: z.literal([0, 1, 2, 3, 4]),
    ask: text.optional(),
    item: itemId.optional(),
    ticks: z.array(tick).default([]),
    anchors: z.array(anchorOf(z)).default([]),
    hints: z.array(z.strictObject({ text, cost: z.number().positive().max(1) })).default([]),
    next: z
      .array(
        z.strictObject({
          when: z
            .strictObject({
              has: segment.optional(),
              missing: segment.optional(),
              fatal: segment.optional(),
              option: segment.optional(),
            })
            .optional(),
          to: segment,
        }),
      )
      .default([]),
  })
  .refine((each) => (each.ask === undefined) !== (each.item === undefined), "a rung has either `ask` or `item`");
export const chain = z.strictObject({ id: chainId, title: text, rungs: z.array(rung).min(1) });
export type Chain = z.infer<typeof chain>;

export const misconception = z.strictObject({
  id: misconceptionId,
  text,
  statement: statementId,
  facts: z.array(z.int().min(1)).default([]),
});
export type Misconception = z.infer<typeof misconception>;

export const term = z.strictObject({
  id: segment,
  zh: z.string().trim().min(1),
  en: z.string().trim().min(1),
  synonyms: z.array(z.string().min(1)).default([]),
  pinyin: z.string().trim().min(1),
  text,
});
export type Term = z.infer<typeof term>;

/** The rows of the fact base. */
export const factRows = 245;
export const correctionRow = z
  .strictObject({
    row: z.int().min(1).max(factRows),
    topic: topicId.nullable(),
    /** Topics that set the same thing right from their own side. */
    also: z.array(topicId).min(1).optional(),
    why: z.string().trim().min(1).optional(),
  })
  .refine((each) => each.topic !== null || each.why !== undefined, "a row that no topic uses says why");
export type CorrectionRow = z.infer<typeof correctionRow>;

/** Any id of content: a topic or a misconception, an item, a statement, a chain, or `<topic>#<heading>`. */
const movable = z
  .string()
  .regex(
    /^[a-z0-9]+(?:-[a-z0-9]+)*(?:(?:\.chain)?\.[a-z0-9]+(?:-[a-z0-9]+)*|#[a-z0-9]+(?:-[a-z0-9]+)*)?$/,
    "an id of a topic, an item, a statement, a chain, a misconception, or `<topic>#<heading>`",
  );
const isBare = (id: string) => segmentPattern.test(id);
/** An id that was given up, and where its history goes on. Several targets: a topic that was split. */
export const migration = z
  .strictObject({
    from: movable,
    to: z.union([movable, z.array(segment).min(2)], "`to` is an id, or the two or more topics of a split"),
    since: day,
    /** Items of this topic that go on under another short name, or in another topic than the first that has it. */
    items: z.record(itemId, itemId).optional(),
  })
  .refine(({ from, to }) => isBare(from) || typeof to === "string", {
    path: ["to"],
    message: "only a topic can be split; give one id",
  })
  .refine(({ from, items }) => isBare(from) || items === undefined, {
    path: ["items"],
    message: "`items` belongs to the line of a topic; write a line of its own for each item",
  });
export type Migration = z.infer<typeof migration>;

/** released.json, as `npm run content:release` writes it. */
export const releasedFile = z.record(
  itemId,
  z.strictObject({
    revision: z.int().min(1),
    hash: z.string().regex(/^[0-9a-f]{16}$/, "sixteen hex digits"),
    retired: z.literal(true).optional(),
  }),
);
export type Released = z.infer<typeof releasedFile>;

export const presetFile = z.strictObject({
  id: mockId,
  title: text,
  about: text,
  minutes: z.int().min(1).max(240),
  sections: z
    .array(
      z.strictObject({
        title: text,
        minutes: z.int().min(1),
        behaviour: z.enum(["deferred", "interactive"]),
        draw: z
          .array(
            z.strictObject({
              from: z.literal("items"),
              count: z.int().min(1),
              gaps: z.array(gapId).optional(),
              statements: z.array(statementId).optional(),
              kinds: z.array(z.enum(kindIds)).optional(),
              difficulty: z.tuple([z.int().min(1).max(5), z.int().min(1).max(5)]).optional(),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
  /** The share of each draw that goes where an answer tells most of this learner, once enough is known; the rest is fixed. */
  choose: z.strictObject({ probes: z.number().gt(0).max(0.5) }).optional(),
  followUps: z.boolean(),
  pause: z.enum(["strict", "pause-on-interruption"]),
  scoring: z.literal("share-of-credit"),
});
export type AuthoredPreset = z.infer<typeof presetFile>;

/** The closed vocabulary of notes: what each name takes. `?` marks an attribute that may be left out. */
export const vocabulary = {
  Claim: { place: "inline", attributes: ["id", "source", "quote?"], children: true },
  Source: { place: "inline", attributes: ["ref"], children: false },
  Correction: { place: "block", attributes: ["row", "source", "said", "right"], children: false },
  Probe: { place: "block", attributes: ["item"], children: false },
  Diagram: { place: "block", attributes: ["id", "caption", "alt"], children: true },
  Figure: { place: "block", attributes: ["id", "caption", "alt"], children: true },
  Table: { place: "block", attributes: ["caption"], children: true },
  DeepDive: { place: "block", attributes: ["title"], children: true },
  Pitfall: { place: "block", attributes: ["title"], children: true },
  Term: { place: "inline", attributes: ["id"], children: true },
  Ladder: { place: "block", attributes: [], children: false },
  Lab: { place: "block", attributes: ["id"], children: false },
  Code: { place: "block", attributes: ["title"], children: true },
  Math: { place: "inline", attributes: ["tex"], children: false },
} as const satisfies Record<string, { place: "inline" | "block"; attributes: readonly string[]; children: boolean }>;
export type VocabularyName = keyof typeof vocabulary;
export const isVocabularyName = (name: string): name is VocabularyName => Object.hasOwn(vocabulary, name);
