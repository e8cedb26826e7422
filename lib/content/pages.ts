/**
 * The pages of the content: one call a page, everything in one language and in reading order. The functions read the
 * files again when one of them changed, so that in development a reload shows an edit. Pages ask them by way of
 * prepared.ts.
 */
import { join } from "node:path";
import { type Locale, localize } from "../i18n/locales";
import type { ChainId, GapId, HeadingId, StatementId, TopicId, TrackId } from "../ids";
import type { Item } from "../quiz/catalog";
import { compileNote } from "./compile";
import { type Content, type Folder, loadContent, type TopicFolder } from "./load";
import { localizeItem } from "./localize-item";
import type { Note } from "./note";
import { sourceKey } from "./rules";
import type { Source } from "./schema";
import { stampOf } from "./stamp";

/** A topic as others point to it. A planned one has no page: print its title as plain text, never link it. */
export type TopicLink = { id: TopicId; title: string; state: "written" | "planned" };

/** One numbered entry of the list of sources: a source and the place in it. */
export type Citation = { number: number; key: string; place: string | undefined; source: CitedSource };
/** A source as a page of one language names it. */
export type CitedSource = Omit<Source, "title"> & { title: string };

/** A checkable sentence. `numbers` are those of its citations. */
export type Claim = { id: string; numbers: number[]; quote: string | undefined };

export type Rung = { id: string; level: 0 | 1 | 2 | 3 | 4; ask: string };
/** The first five rungs of the topic's first chain, and all chains of the topic, which can be played. */
export type Ladder = { chain: ChainId; title: string; rungs: Rung[]; chains: { id: ChainId; title: string }[] };

/** A glossary term that the note marks: the word in the page's language, and in the other. */
export type UsedTerm = { id: string; word: string; other: string; text: string };

/** What the notes of topics and gaps have in common; give it whole to `<NoteBody page>`. */
export type NotePage = {
  locale: Locale;
  title: string;
  /** What to say aloud in 30 seconds. May hold `code` and **bold**: print it with `<Inline text>`. */
  answer: string;
  headings: { id: HeadingId; text: string; depth: 2 | 3 /** 1, 2, 3 … for depth 2 */; number: number | undefined }[];
  /** The compiled note, evaluated by NoteBody. */
  code: string;
  /** In the order of first use, numbered from 1: print them with `<Sources page>`. */
  citations: Citation[];
  claims: Claim[];
  /** ISO date on which the facts were last checked; a gap's note has none of its own. */
  checked: string | undefined;
  terms: UsedTerm[];
  /** All items of the topic or gap. */
  items: Item[];
  ladder: Ladder | undefined;
};

export type TopicPage = NotePage & {
  id: TopicId;
  track: { id: TrackId; letter: string; title: string };
  /** Its place in the track, from 1, and the number of topics there, planned ones included. */
  place: { index: number; of: number };
  minutes: number;
  versions: string[];
  canDo: string[];
  prerequisites: TopicLink[];
  /** The gaps that weigh this topic, heaviest first. */
  gaps: { id: GapId; number: number; title: string; weight: number }[];
  statements: { id: StatementId; text: string }[];
  /** Neighbours in reading order that have a page, across tracks. */
  previous: TopicLink | undefined;
  next: TopicLink | undefined;
  corrections: number;
};

export type GapPage = NotePage & {
  id: GapId;
  number: number;
  judgement: string;
  statements: { id: StatementId; text: string }[];
  /** Topics that bear on it, heaviest first; weights in per cent, planned topics included. */
  topics: (TopicLink & { weight: number })[];
};

export type GapSummary = { id: GapId; number: number; title: string; judgement: string; hasPage: boolean };

export type TrackList = {
  id: TrackId;
  letter: string;
  title: string;
  topics: (TopicLink & { minutes: number | undefined; items: number; gaps: { id: GapId; number: number }[] })[];
}[];

/** The page of a written topic; undefined for any other id. @throws Fault when its note does not compile */
export async function topicPage(locale: Locale, id: string): Promise<TopicPage | undefined> {
  const content = currentContent();
  const folder = content.topics.find((each) => each.id === id);
  const note = folder?.notes[locale];
  const track = content.tracks.value.find((each) => each.topics.some((topic) => topic.id === id));
  if (!folder?.topic || !note?.front || note.broken || !track) return undefined;
  const { topic } = folder;
  const written = content.tracks.value
    .flatMap((each) => each.topics)
    .map((each) => link(content, each.id, locale))
    .filter(isWritten);
  const here = written.findIndex((each) => each.id === folder.id);
  return {
    ...(await notePage(content, folder, note, locale, topic.sources)),
    id: folder.id,
    track: { id: track.id, letter: track.letter, title: track.title[locale] },
    place: { index: track.topics.findIndex((each) => each.id === id) + 1, of: track.topics.length },
    checked: topic.checked,
    minutes: topic.minutes,
    versions: localize(topic.versions, locale),
    canDo: topic.canDo.map((text) => text[locale]),
    prerequisites: topic.prerequisites.map((other) => link(content, other, locale)),
    gaps: content.gaps.value
      .flatMap((gap) => {
        const weight = gap.weights[folder.id];
        return weight === undefined ? [] : [{ id: gap.id, number: gap.number, title: gap.title[locale], weight }];
      })
      .sort((a, b) => b.weight - a.weight),
    statements: statementsOf(content, topic.statements, locale),
    ladder: ladderOf(folder, locale),
    previous: written[here - 1],
    next: written[here + 1],
    corrections: note.corrections.length,
  };
}

/** The page of a gap; undefined for any other id, or while its note is missing. @throws Fault when its note does not compile */
export async function gapPage(locale: Locale, id: string): Promise<GapPage | undefined> {
  const content = currentContent();
  const gap = content.gaps.value.find((each) => each.id === id);
  const folder = content.gapFolders.find((each) => each.id === id);
  const note = folder?.notes[locale];
  if (!gap || !folder || !note?.front || note.broken) return undefined;
  return {
    ...(await notePage(content, folder, note, locale, gap.sources ?? {})),
    id: gap.id,
    number: gap.number,
    title: gap.title[locale],
    judgement: gap.judgement[locale],
    statements: gap.statements.map((statement) => ({ id: statement.id, text: statement.text[locale] })),
    topics: Object.entries(gap.weights)
      .map(([topic, weight]) => ({ ...link(content, topic as TopicId, locale), weight }))
      .sort((a, b) => b.weight - a.weight),
  };
}

/** All tracks with all their topics, planned ones included, in reading order. */
export function tracks(locale: Locale): TrackList {
  const content = currentContent();
  return content.tracks.value.map((track) => ({
    id: track.id,
    letter: track.letter,
    title: track.title[locale],
    topics: track.topics.map(({ id }) => {
      const folder = content.topics.find((each) => each.id === id);
      return {
        ...link(content, id, locale),
        minutes: folder?.topic?.minutes,
        items: folder?.items.entries.length ?? 0,
        gaps: content.gaps.value.filter((gap) => id in gap.weights).map((gap) => ({ id: gap.id, number: gap.number })),
      };
    }),
  }));
}

/** The seven gaps in the order of the notes, as the notes judge their reader. */
export function gapList(locale: Locale): GapSummary[] {
  const withPage = new Set(writtenGaps());
  return currentContent().gaps.value.map(({ id, number, title, judgement }) => ({
    id,
    number,
    title: title[locale],
    judgement: judgement[locale],
    hasPage: withPage.has(id),
  }));
}

/** Ids of topics that have a page, for generateStaticParams. */
export const writtenTopics = (): TopicId[] =>
  currentContent()
    .topics.filter(isComplete)
    .map(({ id }) => id);
/** Ids of gaps that have a page, for generateStaticParams. */
export const writtenGaps = (): GapId[] =>
  currentContent()
    .gapFolders.filter(hasNotes)
    .map(({ id }) => id as GapId);

let latest: { stamp: string; content: Content } | undefined;

/** The content as the files are now. Read once, and again only after a file changed. */
export function currentContent(): Content {
  const root = join(process.cwd(), "content");
  const stamp = stampOf(root);
  if (latest?.stamp !== stamp) latest = { stamp, content: loadContent(root) };
  return latest.content;
}

async function notePage(
  content: Content,
  folder: Folder,
  note: Note,
  locale: Locale,
  sources: Record<string, Source>,
): Promise<NotePage> {
  const citations = citationsOf(note, sources, locale);
  const numbersOf = (cited: readonly string[]) =>
    cited.flatMap((each) => citations.find(({ key, place }) => each === written(key, place))?.number ?? []);
  let number = 0;
  return {
    locale,
    title: note.front?.title ?? "",
    answer: note.front?.answer ?? "",
    headings: note.headings.map(({ id, text, depth }) => {
      if (depth === 2) number += 1;
      return { id, text, depth, number: depth === 2 ? number : undefined };
    }),
    code: await compileNote(note),
    citations,
    claims: note.claims.map(({ id, citations: cited, quote }) => ({ id, numbers: numbersOf(cited), quote })),
    checked: undefined,
    terms: termsOf(content, note, locale),
    items: folder.items.entries.flatMap(({ value }) => (value && localizeItem(value, locale)) ?? []),
    ladder: undefined,
  };
}

const written = (key: string, place: string | undefined): string => (place === undefined ? key : `${key}#${place}`);

function citationsOf(note: Note, sources: Record<string, Source>, locale: Locale): Citation[] {
  const distinct = [...new Set(note.citations.map(({ citation }) => citation))];
  return distinct
    .flatMap((citation) => {
      const key = sourceKey(citation);
      const source = sources[key];
      if (!source) return [];
      return [{ key, place: citation.slice(key.length + 1) || undefined, source: localize(source, locale) }];
    })
    .map((each, index) => ({ number: index + 1, ...each }));
}

function termsOf(content: Content, note: Note, locale: Locale): UsedTerm[] {
  const used = [...new Set(note.terms.map(({ id }) => id))];
  return used.flatMap((id) => {
    const term = content.glossary.entries.find((entry) => entry.id === id)?.value;
    if (!term) return [];
    const [word, other] = locale === "zh" ? [term.zh, term.en] : [term.en, term.zh];
    return [{ id, word, other, text: term.text[locale] }];
  });
}

function ladderOf(folder: TopicFolder, locale: Locale): Ladder | undefined {
  const chain = folder.chains.entries[0]?.value;
  if (!chain) return undefined;
  return {
    chain: chain.id,
    title: chain.title[locale],
    chains: folder.chains.entries.flatMap(({ value }) => (value ? [{ id: value.id, title: value.title[locale] }] : [])),
    rungs: chain.rungs
      .slice(0, 5)
      .flatMap(({ id, level, ask }) => (ask ? [{ id, level: level as Rung["level"], ask: ask[locale] }] : [])),
  };
}

function statementsOf(
  content: Content,
  ids: readonly StatementId[],
  locale: Locale,
): { id: StatementId; text: string }[] {
  const all = content.gaps.value.flatMap((gap) => gap.statements);
  return ids.flatMap((id) => {
    const statement = all.find((each) => each.id === id);
    return statement ? [{ id, text: localize(statement.text, locale) }] : [];
  });
}

const hasNotes = (folder: Folder): boolean =>
  [folder.notes.zh, folder.notes.en].every((note) => note?.front && !note.broken);
export const isComplete = (folder: TopicFolder): boolean => folder.topic !== undefined && hasNotes(folder);
const isWritten = ({ state }: TopicLink): boolean => state === "written";

function link(content: Content, id: TopicId, locale: Locale): TopicLink {
  const title =
    content.tracks.value.flatMap((track) => track.topics).find((topic) => topic.id === id)?.title[locale] ?? id;
  const folder = content.topics.find((each) => each.id === id);
  return { id, title, state: folder && isComplete(folder) ? "written" : "planned" };
}
