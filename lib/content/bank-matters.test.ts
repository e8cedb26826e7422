import { describe, expect, it } from "vitest";
import { checkAfter } from "../../tests/check-after";

const items = "foundations/partial-failure/items.yaml";
const withEnemies = (enemies: string) =>
  checkAfter({
    [items]: (text) =>
      text.replace("  sources: [ lamport78#2 ]", `  sources: [ lamport78#2 ]\n  enemies: [ ${enemies} ]`),
  }).problems;

describe("the bank as a whole", () => {
  it("has no item that is its own enemy, and none that names one twice", () => {
    expect(withEnemies("clocks.pairs")).toEqual([]);
    expect(withEnemies("partial-failure.silence")).toEqual([
      'items.yaml:10 "partial-failure.silence" is its own enemy',
    ]);
    expect(withEnemies("clocks.pairs, clocks.pairs")).toEqual(['items.yaml:10 the enemy "clocks.pairs" stands twice']);
  });

  it("tells of two items that are alike, at the later one and with the place of the other", () => {
    const { warnings } = checkAfter({ [items]: (text) => `${text}\n` });
    expect(warnings.find((each) => each.includes('"clocks.pairs" is much like'))).toMatch(
      /partial-failure\/items\.yaml:13: 100% of the Chinese and 100% of the English$/,
    );
    const retold = checkAfter({ [items]: (text) => text.replaceAll(/(zh|en): [^,}]+/g, "$1: √") }).warnings;
    expect(retold.filter((each) => each.includes("is much like"))).toEqual([]);
  });
});
