import { describe, expect, it } from "vitest";
import { searchable } from "../content/searchable";
import { locales } from "../i18n/locales";
import { type SearchDocument, searchDocuments } from "./build";
import { createSearch } from "./query";

const content = searchable();

describe.each(locales)("the search of the %s site, over the content as it is", (locale) => {
  const documents = searchDocuments(content, locale);
  const search = createSearch(documents);
  const isFound = (query: string, path: string, within: number) =>
    search(query, within).some((hit) => hit.path === path);
  const missed = (query: (document: SearchDocument) => string, of: readonly SearchDocument[]) =>
    of.filter((document) => !isFound(query(document), document.path, 5)).map(query);
  const ofKind = (...kinds: SearchDocument["kind"][]) => documents.filter(({ kind }) => kinds.includes(kind));

  it("finds at least 99 of 100 places by their titles, in either language, among the first five", () => {
    for (const query of [(each: SearchDocument) => each.title, (each: SearchDocument) => each.otherTitle]) {
      // Sections that every note has ("Failure modes") are found with their topic's name, see below.
      const titles = documents.map(query);
      const places = ofKind("topic", "gap", "heading").filter(
        (each) => titles.filter((title) => title === query(each)).length === 1,
      );
      expect(places.length).toBeGreaterThan(50);
      expect(missed(query, places).length / places.length, missed(query, places).join(" | ")).toBeLessThanOrEqual(0.01);
    }
  });

  it("tells sections of the same name apart by their topic", () => {
    const sections = ofKind("heading");
    expect(missed((each) => `${each.within} ${each.title}`, sections).length / sections.length).toBeLessThanOrEqual(
      0.01,
    );
  });

  it("leads from every term that a note marks to a topic that marks it", () => {
    expect(missed((term) => term.title, ofKind("term"))).toEqual([]);
    expect(missed((term) => term.otherTitle, ofKind("term"))).toEqual([]);
  });

  it("puts a topic first when its whole title is asked for", () => {
    for (const topic of ofKind("topic")) expect(search(topic.title, 1)[0]?.path).toBe(topic.path);
  });

  it("gives every place its own id", () => {
    expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
  });
});
