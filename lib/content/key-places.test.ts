import { describe, expect, it } from "vitest";
import { authoredContent } from "../../tests/authored";
import { chanceOf, keyPlacesIn, skewsIn } from "./key-places";
import { itemsOf } from "./load";
import type { AuthoredItem } from "./schema";

const bank = itemsOf(authoredContent());
const passage = bank.find(({ kind }) => kind === "wrong-claim") as Extract<AuthoredItem, { kind: "wrong-claim" }>;
/** Passages whose wrong sentence stands at these places of four. */
const passages = (places: number[]): AuthoredItem[] =>
  places.map((place) => {
    const [one] = passage.spec.spans;
    if (!one) throw new Error("a passage without sentences");
    const spans = [0, 1, 2, 3].map((at) => {
      const { wrong: _, ...right } = one;
      return at === place ? { ...right, wrong: true as const } : right;
    });
    return { ...passage, spec: { ...passage.spec, spans } };
  });

describe("the places of keys", () => {
  it("are found to crowd one place, and none when they are spread", () => {
    const [skew] = skewsIn(passages([1, 1, 1, 1, 1, 1, 2, 1]));
    expect(skew).toMatchObject({ of: "passages", size: 4, at: 1, count: 7, lists: 8 });
    expect(skewsIn(passages([0, 1, 2, 3, 1, 0, 3, 2]))).toEqual([]);
  });

  it("are no matter of suspicion when there are few", () => {
    expect(skewsIn(passages([1, 1]))).toEqual([]);
  });

  it("are spread evenly by the seeds that shuffle them", () => {
    const options = ["a", "b", "c", "d"].map((id) => ({
      id,
      text: { zh: id, en: id },
      rationale: { zh: id, en: id },
      ...(id === "a" ? { key: true as const } : { misconception: "idea" }),
    }));
    const choices = Array.from({ length: 60 }, (_, at) => ({
      ...passage,
      id: `a-topic.choice-${at}`,
      kind: "single-choice",
      spec: { options },
    })) as unknown as AuthoredItem[];
    const shuffled = keyPlacesIn(choices).find(({ of }) => of === "shuffled options");
    expect(shuffled?.lists).toBe(16 * 60);
    expect(shuffled?.chance).toBeGreaterThan(0.05);
  });

  it("have the chance that counting all cases gives", () => {
    // Four keys over two places: 2 of the 16 ways are as uneven as 4:0, 10 as 3:1, all as 2:2.
    expect(chanceOf({ 2: [4, 0] })).toBeCloseTo(2 / 16, 1);
    expect(chanceOf({ 2: [3, 1] })).toBeCloseTo(10 / 16, 1);
    expect(chanceOf({ 2: [2, 2] })).toBe(1);
  });
});
