import { describe, expect, it } from "vitest";
import { kindIds } from "../quiz/item";
import { check } from "./check";
import { inWords, report } from "./report";

const found = report(check("tests/fixtures/content", [], "2026-11-21"));

describe("the report", () => {
  it("has every field that tools outside rely on", () => {
    const [topic, item, gap, chain] = [found.topics[0], found.items[0], found.gaps[0], found.chains[0]];
    const promised = "topics planned items gaps coverage chains labs mocks problems warnings";
    expect(Object.keys(found)).toEqual(expect.arrayContaining(promised.split(" ")));
    const ofTopic =
      "id track locales words headings sources claims items chains lab gaps statements corrections prerequisites";
    expect(Object.keys(topic ?? {})).toEqual(expect.arrayContaining(ofTopic.split(" ")));
    expect(Object.keys(item ?? {})).toEqual(
      expect.arrayContaining("id topic kind statements heading locales".split(" ")),
    );
    expect(Object.keys(gap ?? {})).toEqual(expect.arrayContaining(["id", "ladder", "items"]));
    expect(Object.keys(chain ?? {})).toEqual(expect.arrayContaining(["id", "topic", "rungs"]));
  });

  it("counts items by statement, kind and difficulty, the empty places too", () => {
    expect(Object.keys(found.matrix)).toEqual([1, 2, 3, 4, 5].map((n) => `consistency.${n}`));
    // The single choice of each of the two topics, difficulty 1.
    expect(found.matrix["consistency.1"]?.["single-choice"]).toEqual([2, 0, 0, 0, 0]);
    expect(Object.keys(found.matrix["consistency.5"] ?? {})).toEqual([...kindIds]);
    const all = Object.values(found.matrix).flatMap((kinds) => Object.values(kinds).flat());
    const shown = found.items.reduce((total, { statements }) => total + statements.length, 0);
    expect(all.reduce((total, count) => total + count, 0)).toBe(shown);
  });

  it("says what there is to read before each question", () => {
    const silence = found.items.find(({ id }) => id === "partial-failure.silence");
    expect(silence?.reading).toEqual({ zh: 11, en: 5 });
  });

  it("shows a table in which a dot is an empty place", () => {
    expect(inWords(found)).toMatch(/^consistency\.1 {2}2···· (?:[·\d+]{5} ){16} *\d+ {2}\d+ of 85$/m);
    expect(inWords(found)).toMatch(/^consistency\.5 {2}(?:·{5} ){17} +0 {2}85 of 85$/m);
  });
});
