import { describe, expect, it } from "vitest";
import { checkAfter } from "../../tests/check-after";

const [topic, items] = ["foundations/partial-failure/topic.yaml", "foundations/partial-failure/items.yaml"];
const factsOf = (edits: Parameters<typeof checkAfter>[0]) => {
  const { problems, warnings } = checkAfter(edits);
  return { problems, warnings: warnings.filter((each) => /checked again|rest on|good until/.test(each)) };
};
const naming = (stem: string) => (text: string) =>
  text.replace("zh: 没有等到回复，能断定什么？", `zh: ${stem}没有等到回复，能断定什么？`);
const productListed = (text: string) => text.replace('"Lamport 1978"', '"Lamport 1978", "etcd 3.6"');
const expiring = (day: string) => (text: string) =>
  text.replace("  sources: [ lamport78#2 ]", `  sources: [ lamport78#2 ]\n  expires: ${day}`);

describe("a fact about a product", () => {
  it("that names a version wants a day to be checked again", () => {
    expect(factsOf({ [topic]: productListed, [items]: naming("etcd 3.6 ") }).warnings).toEqual([
      'items.yaml:1 "partial-failure.silence" speaks of etcd 3.6 and has no day after which it must be checked again',
    ]);
  });
  it("wants none when it has one, or names no version, or nothing that a topic lists", () => {
    const dated = (text: string) => expiring("2027-11-21")(naming("etcd 3.6 ")(text));
    expect(factsOf({ [topic]: productListed, [items]: dated }).warnings).toEqual([]);
    expect(factsOf({ [topic]: productListed, [items]: naming("etcd ") }).warnings).toEqual([]);
    expect(factsOf({ [topic]: productListed, [items]: naming("表 3.6 ") }).warnings).toEqual([]);
  });
  it("is good for twelve months after its topic was checked, and no day longer", () => {
    expect(factsOf({ [items]: expiring("2027-11-21") }).problems).toEqual([]);
    expect(factsOf({ [items]: expiring("2027-11-22") }).problems).toEqual([
      'items.yaml:10 "partial-failure.silence" is good until 2027-11-22, and its topic was checked on 2026-11-21',
    ]);
  });
  it("is warned of when its day is past", () => {
    expect(factsOf({ [items]: expiring("2026-11-20") }).warnings).toEqual([
      "items.yaml:10 this product fact was good until 2026-11-20",
    ]);
  });
  it("rests on documentation with a version; a paper needs none, nor what no item cites", () => {
    const source = (kind: string, more: string) => (text: string) =>
      text.replace(/kind: paper, version: "1978"/, `kind: ${kind}${more}`);
    expect(factsOf({ [topic]: source("doc", "") }).warnings).toEqual([
      'topic.yaml:13 items rest on "lamport78", which is documentation without a version',
    ]);
    expect(factsOf({ [topic]: source("paper", "") }).warnings).toEqual([]);
    const uncited = (text: string) => `${text.replace("seeds: []", "")}  unused: { title: U, kind: doc }\nseeds: []\n`;
    expect(factsOf({ [topic]: uncited }).warnings).toEqual([]);
  });
});
