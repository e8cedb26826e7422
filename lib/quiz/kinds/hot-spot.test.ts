import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, areas, aWrittenSpec } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { hotSpotSpec } from "./hot-spot";

const figure = '<svg class="dia"><g data-area="ask"></g><g data-area="write"></g><g data-area="store"></g></svg>';
const item = anItem({
  kind: "hot-spot",
  spec: { figure, alt: "A asks and writes", areas: areas("ask:m1", "write:m2*", "store:S") },
});
const answer = (picked: string | null) => ({ spot: { type: "spot" as const, picked } });

describe("a hot spot", () => {
  it("gives its one point for the right element", () => {
    expect(scoreItem(item, answer("write"), 1)).toMatchObject({ earned: 1, possible: 1 });
  });
  it("gives none for another, and shows what it gives away", () => {
    expect(scoreItem(item, answer("store"), 1)).toMatchObject({
      earned: 0,
      possible: 1,
      observations: [{ score: 0, misconception: "idea-store", weight: 1 }],
    });
  });
  it.each([null, "gone"])("is unready while %s is picked", (picked) => {
    expect(scoreItem(item, answer(picked), 1)).toEqual({ state: "unready", missing: ["spot"] });
  });
  it("lists the areas in the order of the figure, for every seed", () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      expect(present(item, seed).interactions).toEqual([
        {
          type: "spot",
          name: "spot",
          figure,
          areas: ["ask", "write", "store"].map((id) => ({ id, text: `text of ${id}` })),
        },
      ]);
    }
  });
  it("explains every area", () => {
    const [part] = explainItem(item, answer("ask"), 1);
    expect(part).toMatchObject({ name: "spot", earned: 0, possible: 1, key: "text of write" });
    expect(part?.notes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["ask", "wrong"],
      ["write", "missed"],
      ["store", "plain"],
    ]);
  });
  it("is worth one in so many to a blind guesser", () => {
    expect(guessOf(item)).toBeCloseTo(1 / 3, 12);
  });
});

describe("an author's hot spot", () => {
  const problems = (changes: object) =>
    hotSpotSpec(z)
      .safeParse(aWrittenSpec("hot-spot", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const only = (path: string, words: string) => [[path, expect.stringContaining(words)]];

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("has one key", () => {
    expect(problems({ areas: areas("a:m1", "b:m2", "c:m3") })).toEqual(only("areas", "0 keys"));
    expect(problems({ areas: areas("a:m1*", "b:m2*", "c:m3") })).toEqual(only("areas", "2 keys"));
  });
  it("has no two areas of one id or one element", () => {
    expect(problems({ areas: areas("a:m1", "b:m2*", "a:m3") })).toEqual(only("areas.2.id", 'the id "a"'));
    expect(problems({ areas: areas("a:m1", "b:m2*", "c:m1") })).toEqual(only("areas.2.element", 'as is "a"'));
  });
  it("names the false idea of whoever picks another area", () => {
    const [first, ...others] = areas("a:m1", "b:m2*", "c:m3");
    expect(problems({ areas: [{ ...first, misconception: undefined }, ...others] })).toEqual(
      only("areas.0", "names no misconception"),
    );
  });
});
