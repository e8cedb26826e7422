import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, steps } from "../../../tests/build";
import { present } from "../present";
import { explainItem, guessOf, scoreItem } from "../score";
import { orderingSpec } from "./ordering";

const put = (...order: string[]) => ({ order: { type: "order" as const, order } });
const chain = (...ids: string[]): [string, string][] => ids.slice(1).map((id, index) => [ids[index] ?? "", id]);
const ordered = (ids: string[], before: [string, string][]) =>
  anItem({ kind: "ordering", spec: { steps: steps(...ids), before, slips: [] } });
const earned = (item: ReturnType<typeof ordered>, ...order: string[]) => {
  const score = scoreItem(item, put(...order), 1);
  return score.state === "marked" ? [score.earned, score.possible] : score.state;
};

describe("an ordering", () => {
  it("gives full marks to any order that keeps what must happen before", () => {
    const item = ordered(["a", "b", "c"], [["a", "c"]]);
    for (const order of [
      ["a", "b", "c"],
      ["b", "a", "c"],
      ["a", "c", "b"],
    ]) {
      const [points, possible] = earned(item, ...order) as [number, number];
      expect(points).toBe(possible);
    }
    expect(earned(item, "c", "b", "a")).toEqual([0, 1]);
  });

  it("gives part of the marks for part of the order, and none for what chance reaches", () => {
    const item = ordered(["a", "b", "c", "d", "e"], chain("a", "b", "c", "d", "e"));
    // A random order of five has a longest rising run-with-gaps of 2.79 steps on average: three are free.
    expect(earned(item, "a", "b", "c", "d", "e")).toEqual([2, 2]);
    expect(earned(item, "b", "c", "d", "e", "a")).toEqual([1, 2]);
    expect(earned(item, "c", "d", "e", "b", "a")).toEqual([0, 2]);
    expect(earned(item, "e", "d", "c", "b", "a")).toEqual([0, 2]);
  });

  it("judges what follows over several pairs, not only the written ones", () => {
    const item = ordered(["a", "b", "c", "d"], chain("a", "b", "c", "d"));
    // Every written pair but b < c is kept here; d before a and b is what breaks it.
    expect(earned(item, "c", "d", "a", "b")).toEqual([0, 2]);
  });

  it("measures the largest legal set exactly, compared with trying every subset", () => {
    const ids = ["a", "b", "c", "d", "e", "f"];
    const anyPair = fc.tuple(fc.nat(5), fc.nat(5)).filter(([one, other]) => one < other);
    fc.assert(
      fc.property(
        fc.uniqueArray(anyPair, { minLength: 1, maxLength: 9, selector: String }),
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
        (pairs, order) => {
          const before = pairs.map(([one, other]): [string, string] => [ids[one] ?? "", ids[other] ?? ""]);
          const [points, possible] = earned(ordered(ids, before), ...order.map((index) => ids[index] ?? "")) as [
            number,
            number,
          ];
          const free = ids.length - possible;
          expect(points).toBe(Math.max(0, plainLargest(pairs, order) - free));
        },
      ),
    );
  });

  it("is no easier to guess, as a chain, than one option of four", () => {
    for (const n of [3, 4, 5, 6, 7, 8]) {
      const ids = ["a", "b", "c", "d", "e", "f", "g", "h"].slice(0, n);
      expect(guessOf(ordered(ids, chain(...ids))), `a chain of ${n}`).toBeLessThan(0.25);
    }
  });

  it("never arrives in an order that is already right", () => {
    const item = ordered(["a", "b", "c"], [["a", "c"]]);
    for (let seed = 0; seed < 200; seed++) {
      const [asked] = present(item, seed).interactions;
      const arrived = asked?.type === "order" ? asked.steps.map(({ id }) => id) : [];
      expect(arrived.indexOf("c"), `seed ${seed}`).toBeLessThan(arrived.indexOf("a"));
    }
  });

  it("is unready until every step is placed once", () => {
    const item = ordered(["a", "b", "c"], [["a", "c"]]);
    for (const order of [[], ["a", "b"], ["a", "b", "b"], ["a", "b", "c", "gone"]])
      expect(earned(item, ...order)).toBe("unready");
  });

  it("reads the misconception off a pair that stands the wrong way round", () => {
    const item = anItem({
      kind: "ordering",
      spec: {
        steps: steps("persist", "count", "reply"),
        before: chain("persist", "count", "reply"),
        slips: [{ order: ["reply", "persist"], misconception: "idea-reply-first" }],
      },
    });
    const score = scoreItem(item, put("reply", "persist", "count"), 1);
    const shown = score.state === "marked" ? score.observations : [];
    expect(shown.map(({ score, misconception }) => [score, misconception])).toEqual([
      [1, undefined],
      [0, undefined],
      [0, "idea-reply-first"],
    ]);
    const [part] = explainItem(item, put("reply", "persist", "count"), 1);
    expect(part?.notes.map(({ id, verdict, misconception }) => [id, verdict, misconception])).toEqual([
      ["reply", "wrong", "idea-reply-first"],
      ["persist", "key", undefined],
      ["count", "key", undefined],
    ]);
  });
});

/** The plain way: the size of the largest of all subsets whose steps break no pair, direct or implied, of `pairs`. */
function plainLargest(pairs: [number, number][], order: number[]): number {
  const follows = (from: number, to: number): boolean =>
    pairs.some(([one, other]) => one === from && (other === to || follows(other, to)));
  let largest = 0;
  for (let subset = 0; subset < 64; subset++) {
    const kept = order.filter((step) => subset & (1 << step));
    const isLegal = kept.every((step, index) => kept.slice(0, index).every((earlier) => !follows(step, earlier)));
    if (isLegal) largest = Math.max(largest, kept.length);
  }
  return largest;
}

describe("an author's ordering", () => {
  const problems = (changes: object) =>
    orderingSpec(z)
      .safeParse(aWrittenSpec("ordering", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];

  it("passes when it is sound, also without slips", () => {
    expect(problems({})).toEqual([]);
    expect(problems({ slips: undefined })).toEqual([]);
  });
  it("must not run in a circle", () => {
    expect(
      problems({
        before: [
          ["a", "b"],
          ["b", "c"],
          ["c", "a"],
        ],
      }),
    ).toEqual([["before", expect.stringContaining("runs in a circle: a, b, c")]]);
  });
  it("must be written in an order that it calls right", () => {
    expect(problems({ before: [["b", "a"]], slips: [] })).toEqual([
      ["before.0", expect.stringContaining('"a" before "b"')],
    ]);
  });
  it("may only speak of steps it has", () => {
    expect(problems({ before: [["a", "x"]] })).toEqual([["before.0", expect.stringContaining('unknown step "x"')]]);
    expect(problems({ before: [["a", "a"]] })).toEqual([["before.0", expect.stringContaining("before itself")]]);
    expect(problems({ slips: [{ order: ["x", "a"], misconception: "idea-x" }] })).toEqual([
      ["slips.0.order", expect.stringContaining('unknown step "x"')],
    ]);
  });
  it("may call a slip only what breaks a rule", () => {
    expect(problems({ slips: [{ order: ["a", "d"], misconception: "idea-x" }] })).toEqual([
      ["slips.0.order", expect.stringContaining("no slip")],
    ]);
    expect(problems({ slips: [{ order: ["d", "a"], misconception: "idea-x" }] })).toEqual([]);
  });
});
