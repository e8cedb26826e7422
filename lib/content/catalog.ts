/** What the islands get of the content: one language, plain JSON. */
import { createHash } from "node:crypto";
import { type Locale, localize } from "../i18n/locales";
import type { MisconceptionId, TopicId } from "../ids";
import type { Catalog, CatalogRung, CatalogTopic } from "../quiz/catalog";
import type { Chain } from "../quiz/chain";
import { guessOf } from "../quiz/score";
import { type Content, itemsOf } from "./load";
import { localizeItem } from "./localize-item";
import { migrationsOf } from "./migrations";
import { currentContent, isComplete } from "./pages";
import type { Chain as AuthoredChain } from "./schema";

/** The catalog of the content as the files are now. */
export const catalog = async (locale: Locale): Promise<Catalog> => catalogOf(currentContent(), locale);

/** The follow-up chains of a topic, complete; none for a topic that is not there. */
export const chainsOf = (locale: Locale, topic: string): Chain[] =>
  currentContent()
    .topics.filter(({ id }) => id === topic)
    .flatMap(({ id, chains }) =>
      chains.entries.flatMap(({ value }) => (value ? [{ ...localize(value, locale), topic: id }] : [])),
    );

/** The catalog of any loaded content. What breaks its schema is left out: the check tells of it. */
export function catalogOf(content: Content, locale: Locale): Catalog {
  const misconceptions = content.misconceptions.entries.flatMap(({ value }) => value ?? []);
  return {
    locale,
    revision: revisionOf(content),
    tracks: content.tracks.value.map(({ id, letter, title, topics }) => ({
      id,
      letter,
      title: title[locale],
      topics: topics.map((topic) => topic.id),
    })),
    topics: topicsOf(content, locale),
    gaps: content.gaps.value.map(({ sources: _, ...gap }) => localize(gap, locale)),
    items: itemsOf(content).flatMap((authored) => {
      const item = localizeItem(authored, locale);
      return item ? { ...item, guess: guessOf(item) } : [];
    }),
    misconceptions: Object.fromEntries(
      misconceptions.map(({ id, text, statement }) => [id, { text: text[locale], statement }]),
    ) as Record<MisconceptionId, { text: string; statement: (typeof misconceptions)[number]["statement"] }>,
    mocks: content.presets.flatMap(({ value }) => (value ? [localize(value, locale)] : [])),
    chains: laddersOf(content).map(({ title, ...chain }) => ({ ...chain, title: title[locale] })),
    ...(content.migrations.entries.length > 0 && { migrations: migrationsOf(content) }),
  };
}

/** The chains without the words of their rungs. */
function laddersOf(content: Content) {
  return content.topics.flatMap(({ id: topic, chains }) =>
    chains.entries.flatMap(({ value }) =>
      value ? [{ id: value.id, topic, title: value.title, rungs: value.rungs.map(bareRung) }] : [],
    ),
  );
}

const bareRung = ({ id, level, item, ticks }: AuthoredChain["rungs"][number]): CatalogRung => ({
  id,
  level,
  ...(item !== undefined && { item }),
  ticks: ticks.map(({ id: tick, statement, must, fatal, misconception }) => ({
    id: tick,
    ...(statement !== undefined && { statement }),
    ...(must && { must }),
    ...(fatal && { fatal }),
    ...(misconception !== undefined && { misconception: misconception as MisconceptionId }),
  })),
});

function topicsOf(content: Content, locale: Locale): Record<TopicId, CatalogTopic> {
  const topics: Record<TopicId, CatalogTopic> = {};
  for (const track of content.tracks.value) {
    for (const { id, title } of track.topics) {
      const folder = content.topics.find((each) => each.id === id);
      const isWritten = folder !== undefined && isComplete(folder);
      topics[id] = {
        id,
        track: track.id,
        title: title[locale],
        state: isWritten ? "written" : "planned",
        minutes: folder?.topic?.minutes ?? 0,
        prerequisites: folder?.topic?.prerequisites ?? [],
        statements: folder?.topic?.statements ?? [],
        headings:
          folder?.notes[locale]?.headings.map(({ id: heading, text, depth }) => ({ id: heading, text, depth })) ?? [],
      };
    }
  }
  return topics;
}

/**
 * Hash of all that the learner's state depends on, the same for every language: items, gaps, weights, topics, what the
 * rungs of chains ask, moves.
 */
export function revisionOf(content: Content): string {
  const matter = {
    items: itemsOf(content),
    gaps: content.gaps.value,
    topics: content.topics.map(({ id, topic }) => ({
      id,
      prerequisites: topic?.prerequisites,
      statements: topic?.statements,
    })),
    chains: laddersOf(content).map(({ title: _, ...chain }) => chain),
    misconceptions: content.misconceptions.entries.map(({ raw }) => raw),
    migrations: content.migrations.entries.map(({ raw }) => raw),
  };
  return createHash("sha256").update(JSON.stringify(matter)).digest("hex").slice(0, 16);
}
