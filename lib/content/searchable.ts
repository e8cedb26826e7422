/** Gathers what can be searched from the content files. */
import type { Text } from "../i18n/locales";
import { currentContent, writtenGaps, writtenTopics } from "./pages";

/** What the search knows of the content. Terms are listed with the topic that tells them best. */
export type Searchable = {
  topics: readonly { id: string; title: Text; answer: Text; headings: readonly { id: string; text: Text }[] }[];
  gaps: readonly { id: string; title: Text; statements: readonly Text[] }[];
  terms: readonly { id: string; zh: string; en: string; words: readonly string[]; text: Text; topic: string }[];
};

/** A term is found at the first topic, in reading order, whose note marks it; a term that no note marks is left out. */
export function searchable(): Searchable {
  const content = currentContent();
  const topicIds = new Set<string>(writtenTopics());
  const gapIds = new Set<string>(writtenGaps());
  const written = content.topics.filter((topic) => topicIds.has(topic.id));

  const topics = written.flatMap(({ id, notes: { zh, en } }) => {
    if (!zh?.front || !en?.front) return [];
    const english = new Map(en.headings.map((heading) => [heading.id, heading.text]));
    return {
      id,
      title: { zh: zh.front.title, en: en.front.title },
      answer: { zh: plain(zh.front.answer), en: plain(en.front.answer) },
      headings: zh.headings.map((heading) => ({
        id: heading.id,
        text: { zh: heading.text, en: english.get(heading.id) ?? heading.text },
      })),
    };
  });
  const gaps = content.gaps.value
    .filter((gap) => gapIds.has(gap.id))
    .map(({ id, title, statements }) => ({ id, title, statements: statements.map(({ text }) => text) }));
  const terms = content.glossary.entries.flatMap(({ value: term }) => {
    const topic = written.find(({ notes }) =>
      [notes.zh, notes.en].some((note) => note?.terms.some(({ id }) => id === term?.id)),
    );
    if (!term || !topic) return [];
    const { id, zh, en, synonyms, pinyin, text } = term;
    return { id, zh, en, words: [...synonyms, pinyin, pinyin.replaceAll(" ", "")], text, topic: topic.id };
  });
  return { topics, gaps, terms };
}

/** An answer may hold `code` and **bold**; a result shows neither. */
const plain = (text: string): string => text.replace(/`|\*\*/g, "");
