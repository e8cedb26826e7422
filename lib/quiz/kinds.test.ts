/** What every kind keeps, whatever the author wrote: the properties of tests/kind-properties.ts over all kinds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anySpec, seeds } from "../../tests/any-spec";
import { anItem, options, written, wrongResponse } from "../../tests/build";
import { propertiesOf } from "../../tests/kind-properties";
import { type KindId, kindIds } from "./item";
import { kinds, specs } from "./kinds";
import { present } from "./present";
import { scoreItem } from "./score";

describe.each(kindIds)("every question of the kind %s", (id) => {
  holdAll(id);

  it("is one that the kind's own schema takes", () => {
    fc.assert(
      fc.property(anySpec[id] as fc.Arbitrary<unknown>, (spec) => {
        expect(specs[id](z).safeParse(written(spec)).error?.issues ?? []).toEqual([]);
      }),
    );
  });

  it("is presented without its spec", () => {
    fc.assert(
      fc.property(anySpec[id] as fc.Arbitrary<object>, seeds, (spec, seed) => {
        const seen = present(anItem({ kind: id, spec, stem: "What of {n}?" }), seed);
        expect(seen).not.toHaveProperty("spec");
        expect(JSON.stringify(seen)).not.toMatch(/because|idea-/);
      }),
    );
  });

  it("has a wrong response among the fixtures, which is marked and earns less than its key", () => {
    const item = anItem({ kind: id });
    const score = scoreItem(item, wrongResponse(item), 1);
    if (score.state === "unready") return expect.unreachable(`the wrong response lacks ${score.missing}`);
    expect(score.earned).toBeLessThan(score.possible);
    expect(score.observations.some((each) => each.score < 1)).toBe(true);
  });

  it("is registered under its own name", () => {
    expect(kinds[id].id).toBe(id);
  });
});

function holdAll<Id extends KindId>(id: Id): void {
  for (const { name, holds } of propertiesOf(id)) it(name, () => holds(kinds[id], anySpec[id]));
}

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
