/** What every kind keeps, whatever the author wrote: properties over random specs of all kinds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, left, options, right, slip, spans, steps, written } from "../../tests/build";
import en from "../i18n/messages/en.json";
import zh from "../i18n/messages/zh.json";
import type { Item } from "./catalog";
import type { Interaction, Response } from "./interaction";
import { type KindId, kindIds } from "./item";
import { kinds, type Spec, specs } from "./kinds";
import { present } from "./present";
import { explainItem, guessOf, keyResponse, scoreItem, shareOf } from "./score";
import { drawsFrom, shuffle } from "./seed";

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const count = (min: number, max: number) => fc.integer({ min, max });
const letters = (n: number, prefix = "") => Array.from({ length: n }, (_, index) => `${prefix}${"abcdefghi"[index]}`);

/** Some ids with a star on each that is a key. */
const starred = (n: number, keys: readonly number[], prefix = "") =>
  options(...letters(n, prefix).map((id, index) => (keys.includes(index) ? `${id}*` : id)));
const oneKeyOf = (prefix: string) => count(2, 6).chain((n) => count(0, n - 1).map((key) => starred(n, [key], prefix)));

const anySpec: { [Id in KindId]: fc.Arbitrary<Spec<Id>> } = {
  "single-choice": oneKeyOf("").map((list) => ({ options: list })),
  "multiple-choice": count(3, 7).chain((n) =>
    fc
      .subarray([...Array(n).keys()], { minLength: 2, maxLength: n - 1 })
      .map((keys) => ({ options: starred(n, keys) })),
  ),
  ordering: count(3, 6).chain((n) => {
    const anyPair = fc
      .tuple(count(0, n - 1), count(0, n - 1))
      .filter(([one, other]) => one < other)
      .map(([one, other]): [string, string] => [letters(n)[one] ?? "", letters(n)[other] ?? ""]);
    return fc.uniqueArray(anyPair, { minLength: 1, maxLength: 8, selector: String }).map((before) => ({
      steps: steps(...letters(n)),
      before,
      slips: before.slice(0, 2).map(([first, second]) => ({
        order: [second, first] as [string, string],
        misconception: `idea-${second}`,
      })),
    }));
  }),
  matching: fc.tuple(count(3, 6), count(1, 3), fc.boolean(), seeds).map(([n, spare, reuse, seed]) => {
    const keys = shuffle(letters(n + spare, "r-"), drawsFrom(seed));
    const pairs = letters(n).map((id, index) => `${id}:${keys[reuse ? index % 2 : index]}`);
    return { left: left(...pairs), right: right(...letters(n + spare, "r-")), ...(reuse && { reuse }) };
  }),
  numeric: fc
    .record({
      n: fc.uniqueArray(count(2, 1000), { minLength: 1, maxLength: 5 }),
      tolerance: fc.constantFrom(0, 0.01, 0.1),
      scale: fc.constantFrom("linear" as const, "log" as const),
    })
    .map(({ n, tolerance, scale }) => ({
      parameters: { n },
      answer: tolerance === 0 ? "n + 1" : "sqrt(n + 1)",
      unit: "ms",
      tolerance,
      scale,
      slips: [slip("3 * n + 3", "thrice"), slip("9 * n + 9", "nine-times")],
      working: "because of {n}, so {answer}",
    })),
  "wrong-claim": fc
    .tuple(count(3, 5), count(0, 2), oneKeyOf("c-"), oneKeyOf("f-"))
    .map(([n, wrong, causes, fixes]) => ({
      spans: spans(...letters(n).map((id, index) => (index === wrong ? `${id}*` : id))),
      causes,
      fixes,
    })),
};

const itemOf = <Id extends KindId>(kind: Id): fc.Arbitrary<Item> =>
  anySpec[kind].map((spec) =>
    anItem({ kind, spec, stem: "What of {n}?", statements: ["consistency.4", "resilience.2"] }),
  );

type AnswerTo = Response[string];

/** Answers the interactions blindly: any of all answers that a hand could give, each as likely. */
const blindly = (asked: readonly Interaction[], draw: () => number): Response =>
  Object.fromEntries(asked.map((interaction) => [interaction.name, blindAnswer(interaction, draw)]));

function blindAnswer(asked: Interaction, draw: () => number): AnswerTo {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  switch (asked.type) {
    case "choice": {
      const ids = asked.options.map(({ id }) => id);
      if (!asked.many) return { type: "choice", chosen: [oneOf(ids)] };
      const subset = 1 + Math.floor(draw() * (2 ** ids.length - 1));
      return { type: "choice", chosen: ids.filter((_, index) => subset & (1 << index)) };
    }
    case "order":
      return { type: "order", order: shuffle(asked.steps, draw).map(({ id }) => id) };
    case "match": {
      const ids = shuffle(asked.right, draw).map(({ id }) => id);
      const take = (index: number) => (asked.reuse ? oneOf(ids) : (ids[index] as string));
      return { type: "match", pairs: Object.fromEntries(asked.left.map(({ id }, index) => [id, take(index)])) };
    }
    case "number":
      return { type: "number", text: String(Math.floor(draw() * 1e12)) };
    case "pick":
      return { type: "pick", picked: oneOf(asked.spans).id };
  }
}

describe.each(kindIds)("every question of the kind %s", (kind) => {
  const anyItem = itemOf(kind);

  it("is one that the kind's own schema takes", () => {
    fc.assert(
      fc.property(anySpec[kind] as fc.Arbitrary<unknown>, (spec) => {
        expect(specs[kind](z).safeParse(written(spec)).error?.issues ?? []).toEqual([]);
      }),
    );
  });

  it("gives full marks to its key, and only right signs", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        const score = scoreItem(item, keyResponse(item, seed), seed);
        if (score.state === "unready") return expect.unreachable("the key is unready");
        expect(score.earned).toBe(score.possible);
        expect(score.observations.every((each) => each.score === 1 && each.misconception === undefined)).toBe(true);
      }),
    );
  });

  it("is unready untouched, and says what is missing", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        const names = present(item, seed).interactions.map(({ name }) => name);
        expect(scoreItem(item, {}, seed)).toEqual({ state: "unready", missing: names });
      }),
    );
  });

  it("marks any answer between nothing and all, with weights that sum to one over all statements", () => {
    fc.assert(
      fc.property(anyItem, seeds, seeds, (item, seed, hand) => {
        const score = scoreItem(item, blindly(present(item, seed).interactions, drawsFrom(hand)), seed);
        if (score.state === "unready") return expect.unreachable("a complete answer is unready");
        expect(score.earned).toBeGreaterThanOrEqual(0);
        expect(score.earned).toBeLessThanOrEqual(score.possible);
        expect(score.possible).toBeGreaterThan(0);
        expect(score.observations.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
        for (const statement of item.statements) {
          const own = score.observations.filter((each) => each.statement === statement);
          expect(own.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1 / item.statements.length, 9);
        }
        for (const each of score.observations) expect(each.score >= 0 && each.score <= 1 && each.weight > 0).toBe(true);
      }),
    );
  });

  it("adds up in its explanation to what it scored", () => {
    fc.assert(
      fc.property(anyItem, seeds, seeds, (item, seed, hand) => {
        const response = blindly(present(item, seed).interactions, drawsFrom(hand));
        const score = scoreItem(item, response, seed);
        if (score.state === "unready") return expect.unreachable("a complete answer is unready");
        const parts = explainItem(item, response, seed);
        expect(parts.reduce((sum, { earned }) => sum + earned, 0)).toBe(score.earned);
        expect(parts.reduce((sum, { possible }) => sum + possible, 0)).toBe(score.possible);
        expect(parts.map(({ name }) => name)).toEqual(present(item, seed).interactions.map(({ name }) => name));
        expect(parts.every(({ key }) => key !== "")).toBe(true);
      }),
    );
  });

  it("can be explained unanswered, with nothing earned and nothing called wrong", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        for (const { earned, notes } of explainItem(item, {}, seed)) {
          expect(earned).toBe(0);
          expect(notes.some(({ verdict }) => verdict === "wrong" || verdict === "key")).toBe(false);
        }
      }),
    );
  });

  it("tells nothing of its key, its rationales or its misconceptions when it is asked", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        const seen = JSON.stringify(present(item, seed));
        expect(seen).not.toMatch(/"(key|rationale|misconception|wrong|answer|working|slips|before|spec)":/);
        expect(seen).not.toMatch(/because|idea-/);
      }),
    );
  });

  it("is the same question for the same seed", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        expect(present(item, seed)).toEqual(present(structuredClone(item), seed));
      }),
    );
  });

  it("pays a blind guesser what it says", () => {
    fc.assert(
      fc.property(anyItem, seeds, (item, seed) => {
        const draw = drawsFrom(seed);
        const asked = present(item, seed).interactions;
        const shares = Array.from({ length: 500 }, () => {
          const score = scoreItem(item, blindly(asked, draw), seed);
          return score.state === "marked" ? shareOf(score) : Number.NaN;
        });
        const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
        // A share lies in 0..1, so the mean of 500 has a standard error of at most 0.0224: five of them.
        expect(Math.abs(mean - guessOf(item))).toBeLessThan(5 * 0.0224);
      }),
      { numRuns: 60 },
    );
  });

  it("has its name and its rule in both languages", () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        const rule = present(item, 1).rule.replace("rule.", "");
        for (const { kinds: words } of [zh, en]) {
          expect(Object.keys(words.name)).toContain(kind);
          expect(Object.keys(words.rule)).toContain(rule);
        }
      }),
    );
  });

  it("is registered under its own name", () => {
    expect(kinds[kind].id).toBe(kind);
  });
});

describe("the order in which things arrive", () => {
  it("depends on the seed", () => {
    const item = anItem({ spec: { options: options("a*", "b", "c", "d") } });
    const orders = new Set(Array.from({ length: 50 }, (_, seed) => JSON.stringify(present(item, seed).interactions)));
    expect(orders.size).toBeGreaterThan(10);
  });

  it("puts the key in every place about as often", () => {
    const item = anItem({ spec: { options: options("a*", "b", "c", "d") } });
    const places = [0, 0, 0, 0];
    for (let seed = 0; seed < 4000; seed++) {
      const [asked] = present(item, seed).interactions;
      const at = asked?.type === "choice" ? asked.options.findIndex(({ id }) => id === "a") : -1;
      places[at] = (places[at] ?? 0) + 1;
    }
    // 1000 each; the standard deviation of a place is 27.4.
    for (const place of places) expect(Math.abs(place - 1000)).toBeLessThan(5 * 27.4);
  });
});
