import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anySpec, seeds } from "../../tests/any-spec";
import { anItem, options, steps, wrongResponse } from "../../tests/build";
import { blindResponse } from "../../tests/e2e/used-profile";
import { fits } from "./fits";
import { type KindId, kindIds } from "./item";
import type { Spec } from "./kinds";
import { keyResponse, scoreItem } from "./score";
import { drawsFrom } from "./seed";

describe("a response fits its item", () => {
  it.each(kindIds)("%s: whatever the item lets a hand answer", (kind) => {
    fc.assert(
      fc.property(anySpec[kind] as fc.Arbitrary<Spec<KindId>>, seeds, (spec, seed) => {
        const item = anItem({ kind, spec });
        expect(fits(item, keyResponse(item, seed), seed)).toBe(true);
        expect(fits(item, blindResponse(item, seed, drawsFrom(seed)), seed)).toBe(true);
      }),
      { numRuns: 15 },
    );
    expect(fits(anItem({ kind }), wrongResponse(anItem({ kind })), 1)).toBe(true);
  });

  it("not when it names an option, a step or an interaction that is gone", () => {
    const item = anItem({ spec: { options: options("a*", "b") } });
    expect(fits(item, { choice: { type: "choice", chosen: ["c"] } }, 1)).toBe(false);
    expect(fits(item, { choice: { type: "choice", chosen: ["a"] }, fix: { type: "choice", chosen: ["a"] } }, 1)).toBe(
      false,
    );
    const ordering = anItem({ kind: "ordering", spec: { steps: steps("a", "b", "c"), before: [["a", "c"]] } });
    expect(fits(ordering, { order: { type: "order", order: ["a", "b", "c", "d"] } }, 1)).toBe(false);
    expect(fits(anItem({ kind: "matching" }), { match: { type: "match", pairs: { x: "gone" } } }, 1)).toBe(false);
    expect(fits(anItem({ kind: "open-ended" }), { ticks: { type: "choice", chosen: ["gone"] } }, 1)).toBe(false);
  });

  it.each(kindIds)("%s: never throws whatever a log holds, and what fits can be marked or lacks something", (kind) => {
    const item = anItem({ kind });
    const key = keyResponse(item, 1);
    const ids = fc.array(fc.constantFrom(...[...JSON.stringify(key).matchAll(/"([a-z0-9-]+)"/g)].map(([, id]) => id)));
    const some = fc.oneof(fc.anything(), ids, fc.dictionary(fc.constantFrom("x", "y", "api", "etcd"), fc.anything()));
    const hostile = fc.dictionary(
      fc.constantFrom(...Object.keys(key), "ticks", "__proto__"),
      fc.record(
        {
          type: fc.constantFrom(...Object.values(key).map(({ type }) => type), "other"),
          chosen: some,
          order: some,
          pairs: some,
          text: some,
          picked: some,
          holds: some,
          texts: some,
          replicas: some,
          links: some,
        },
        { requiredKeys: ["type"] },
      ),
    );
    fc.assert(
      fc.property(hostile, (response) => {
        if (fits(item, response as never, 1))
          expect(scoreItem(item, response as never, 1).state).toMatch(/marked|unready/);
      }),
      { numRuns: 150 },
    );
  });
});
