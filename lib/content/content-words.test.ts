import { describe, expect, it } from "vitest";
import { contentWordsIn, rarityIn, root, weightsIn } from "./content-words";

describe("the words that carry a text", () => {
  it("are in English those that name things, whatever their form", () => {
    expect([...contentWordsIn("The leaders replicated entries, and then it was copying them.")]).toEqual([
      "leader",
      "replicat",
      "entry",
      "copy",
    ]);
    expect(["caches", "cached", "caching"].map(root)).toEqual(["cach", "cach", "cach"]);
    expect(root("status")).toBe("statu");
    expect(root("access")).toBe("access");
  });
  it("are in Chinese pairs of characters, without those that only build the sentence", () => {
    expect([...contentWordsIn("领导者追加的日志")]).toEqual(["领导", "追加", "日志"]);
    expect([...contentWordsIn("用 fencing token 拦住")]).toEqual(["fencing", "token", "拦住"].map(root));
  });

  const bank = (...stems: string[]) => stems.map((stem) => ({ stem: { zh: stem, en: stem }, spec: {} }));
  it("weigh more the rarer they are, and are rare in at most two items or 3% of a bank", () => {
    const few = bank("leader lease", "leader quorum", "leader log");
    expect(rarityIn(few)("leader", "en")).toBe(false);
    expect(rarityIn(few)("lease", "en")).toBe(true);
    expect(weightsIn(few)("lease", "en")).toBeCloseTo(Math.log(3));
    expect(weightsIn(few)("leader", "en")).toBe(0);
    const many = bank(...Array.from({ length: 200 }, (_, at) => (at < 6 ? "lease" : "log")));
    expect(rarityIn(many)("lease", "en")).toBe(true);
    expect(rarityIn(bank(...Array.from({ length: 100 }, (_, at) => (at < 6 ? "lease" : "log"))))("lease", "en")).toBe(
      false,
    );
  });
  it("are counted in what stands to choose from, and in no rationale", () => {
    const spec = { options: [{ text: { zh: "", en: "epoch" }, rationale: { zh: "", en: "ballot" } }] };
    const weightOf = weightsIn([
      { stem: { zh: "", en: "epoch" }, spec: {} },
      { stem: { zh: "", en: "ballot" }, spec },
    ]);
    expect(weightOf("epoch", "en")).toBe(0);
    expect(weightOf("ballot", "en")).toBeCloseTo(Math.log(2));
  });
});
