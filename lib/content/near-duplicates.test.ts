import { describe, expect, it } from "vitest";
import { authoredContent } from "../../tests/authored";
import type { ItemId } from "../ids";
import { itemsOf } from "./load";
import { nearDuplicatesIn } from "./near-duplicates";
import type { AuthoredItem } from "./schema";

const bank = itemsOf(authoredContent());
const original = bank.find(({ id }) => id === "consensus-raft.same-index") as AuthoredItem;

/** The item under another name, with its texts rewritten. */
const retold = (edit: (text: string) => string): AuthoredItem => {
  const copy = JSON.parse(JSON.stringify(original), (key, value: unknown) =>
    key === "zh" || key === "en" ? edit(String(value)) : value,
  ) as AuthoredItem;
  return { ...copy, id: "consensus-raft.copied" as ItemId };
};

describe("near duplicates", () => {
  it("finds a copy whose numbers, names and some words were changed, in both languages", () => {
    const copy = retold((text) =>
      text
        .replaceAll("5", "8")
        .replaceAll("6", "10")
        .replaceAll("7", "11")
        .replaceAll("领导者", "主节点")
        .replaceAll("leader", "primary"),
    );
    const [found, ...more] = nearDuplicatesIn([...bank, copy]);
    expect(found).toMatchObject({ one: original.id, other: copy.id });
    expect(Math.min(found?.share.zh ?? 0, found?.share.en ?? 0)).toBeGreaterThan(0.35);
    expect(more.filter(({ other }) => other === copy.id)).toEqual([]);
  });

  it("needs both languages: one that is told anew in English is no duplicate", () => {
    const copy = retold((text) => (/\p{Script=Han}/u.test(text) ? text : [...text].reverse().join("")));
    expect(nearDuplicatesIn([...bank, copy]).filter(({ other }) => other === copy.id)).toEqual([]);
  });

  it("counts shares as comparing every pair does", () => {
    const few = bank.slice(0, 30);
    const pairs = nearDuplicatesIn(few, 1e-9);
    for (const { one, other, share } of pairs.slice(0, 40)) {
      const two = few.filter(({ id }) => id === one || id === other);
      expect(nearDuplicatesIn(two, 1e-9)).toEqual([{ one, other, share }]);
    }
  });

  it("grades a copy as wholly alike, and things that share nothing not at all", () => {
    expect(nearDuplicatesIn([original, retold((text) => text)])[0]?.share).toEqual({ zh: 1, en: 1 });
    expect(nearDuplicatesIn([original, retold(() => "√")], 1e-9)).toEqual([]);
  });
});
