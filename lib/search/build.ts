import type { Searchable } from "../content/searchable";
import type { Locale, Text } from "../i18n/locales";

/** One place that can be found, in the language of the page; the fields of the other language are searched, not shown. */
export type SearchDocument = {
  id: string;
  kind: "topic" | "heading" | "gap" | "term";
  /** Address without its language, with the heading where there is one: "/topics/consensus-raft#election". */
  path: string;
  title: string;
  otherTitle: string;
  /** The topic a heading or a term belongs to; shown under its title. */
  within?: string;
  /** A sentence or two, shown under the title. */
  text?: string;
  otherText?: string;
  /** Other names: synonyms, pinyin. */
  words?: string;
};

const otherThan = { zh: "en", en: "zh" } as const satisfies Record<Locale, Locale>;

/** All that can be found, for one language. Plain JSON: it is served as /<locale>/search.json. */
export function searchDocuments(content: Searchable, locale: Locale): SearchDocument[] {
  const other = otherThan[locale];
  const both = (text: Text) => ({ title: text[locale], otherTitle: text[other] });
  const titleOf = new Map(content.topics.map((topic) => [topic.id, topic.title[locale]]));

  const topics = content.topics.flatMap((topic): SearchDocument[] => {
    const path = `/topics/${topic.id}`;
    return [
      {
        id: path,
        kind: "topic",
        path,
        ...both(topic.title),
        text: topic.answer[locale],
        otherText: topic.answer[other],
      },
      ...topic.headings.map(({ id, text }): SearchDocument => {
        const place = `${path}#${id}`;
        return { id: place, kind: "heading", path: place, ...both(text), within: topic.title[locale] };
      }),
    ];
  });
  const gaps = content.gaps.map(({ id, title, statements }): SearchDocument => {
    const path = `/gaps/${id}`;
    const sayIn = (language: Locale) => statements.map((statement) => statement[language]).join(" ");
    return { id: path, kind: "gap", path, ...both(title), text: sayIn(locale), otherText: sayIn(other) };
  });
  const terms = content.terms.map(
    ({ id, words, text, topic, ...names }): SearchDocument => ({
      id: `term:${id}`,
      kind: "term",
      path: `/topics/${topic}`,
      ...both(names),
      within: titleOf.get(topic),
      text: text[locale],
      otherText: text[other],
      words: words.join(" "),
    }),
  );
  return [...topics, ...gaps, ...terms];
}
