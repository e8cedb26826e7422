import { describe, expect, it } from "vitest";
import { authoredContent } from "../../tests/authored";
import { checkAfter } from "../../tests/check-after";
import { kindIds } from "../quiz/item";
import { optionListsOf } from "./item-parts";
import { itemsOf } from "./load";
import { exampleOf } from "./template";

const clocks = "foundations/clocks/items.yaml";
/** Warnings and problems after the example of a kind was added to the fixture and edited. */
const withExample = (kind: Parameters<typeof exampleOf>[0], edit: (item: string) => string) => {
  const example = exampleOf(kind, "clocks", "consistency.1")
    .replaceAll("clocks.example-", "clocks.")
    .replaceAll("replace-me#1", "lamport78")
    .replaceAll("[ replace-me ]", "[ lamport78 ]")
    .replaceAll("replace-me", "clocks-agree")
    .replace(/heading: \S+/, "heading: what-it-is");
  const edited = edit(example);
  if (edited === example) throw new Error("the edit changes nothing");
  const { problems, warnings } = checkAfter({ [clocks]: (text) => `${text}\n${edited}\n` });
  return {
    problems,
    warnings: warnings
      .filter((each) => !/items for|words|much like/.test(each))
      .map((each) => each.replace(/^\S+ /, "")),
  };
};
const swap = (from: string, to: string) => (text: string) => text.replace(from, to);

describe("options of every kind that has them", () => {
  const listed = [
    ["single-choice", "zh: 对方已经宕机了", "zh: 对方总是宕机"],
    ["multiple-choice", "zh: 对方立即拒绝", "zh: 对方总是拒绝"],
    ["true-false-reason", "zh: 再试一次就知道了", "zh: 再试总是知道"],
    ["wrong-claim", "zh: 租约设得太短", "zh: 租约总是太短"],
    ["code-reading", "zh: 写不进去", "zh: 总是写不进去"],
    ["trade-off-flip", "zh: 因为它更快", "zh: 它总是更快"],
    ["triage", "zh: 网络丢包", "zh: 网络总是丢包"],
  ] as const;

  it.each(listed)("are looked at: an absolute word in a distractor of %s", (kind, from, to) => {
    expect(withExample(kind, swap(from, to)).warnings).toContain("an absolute word stands in distractors only");
  });

  it("are all the kinds of the bank that have any", () => {
    const withLists = new Set(
      itemsOf(authoredContent())
        .filter((item) => optionListsOf(item).length > 0)
        .map(({ kind }) => kind),
    );
    expect([...withLists].sort()).toEqual(listed.map(([kind]) => kind as string).sort());
    expect(kindIds.length).toBe(17);
  });
});

describe("the load of a stem", () => {
  const long = (length: number) => `stem: { zh: "${"字".repeat(length)}？", en: "Which? ${"word ".repeat(10)}?" }`;
  const stemOf = (kind: Parameters<typeof exampleOf>[0], length: number) =>
    withExample(kind, (item) => item.replace(/ {2}assumptions: \{ zh.*\n/, "").replace(/stem: \{.*/, long(length)))
      .warnings;

  it("is warned of beyond 120 characters and a tenth", () => {
    expect(stemOf("single-choice", 140)).toContain("stem and assumptions take 140 characters to read");
    expect(stemOf("single-choice", 130).filter((each) => each.includes("to read"))).toEqual([]);
  });
  it("counts the assumptions, and spares a stem with an exhibit", () => {
    const half = withExample("single-choice", (item) =>
      item
        .replace(/stem: \{.*/, long(125))
        .replace(/assumptions: \{ zh: [^,]*/, `assumptions: { zh: ${"设".repeat(20)}`),
    );
    expect(half.warnings).toContain("stem and assumptions take 145 characters to read");
    expect(stemOf("code-reading", 140).filter((each) => each.includes("to read"))).toEqual([]);
  });
});

describe("single kinds", () => {
  it("of a figure: the description may not name the key only", () => {
    const keyOnly = withExample("hot-spot", (item) =>
      item.replace(/alt: \{.*\}/, 'alt: { zh: 2 主库回复成功。, en: "2 The primary replies with success." }'),
    );
    expect(keyOnly.warnings).toContain("of all areas the description names the key only");
  });
  it("of a flip: another option must win afterwards", () => {
    const { warnings } = withExample("trade-off-flip", (item) =>
      item
        .replace(
          "second: { misconception: clocks-agree, rationale: { zh: 太慢。",
          "second: { key: true, rationale: { zh: 太慢。",
        )
        .replace(
          "second: { key: true, rationale: { zh: 快",
          "second: { misconception: clocks-agree, rationale: { zh: 快",
        ),
    );
    expect(warnings).toContain('"sync" is the key before and after the flip');
  });
  it("of a tick: what nobody can hear is no tick", () => {
    const vague = withExample(
      "open-ended",
      swap("zh: 说出结果未知, en: Says that the result is unknown", "zh: 理解结果未知, en: Understands the result"),
    );
    expect(vague.warnings).toContain('the tick "unknown" begins with "理解", which nobody can hear');
  });
  it("of a rung: its ticks are looked at as those of an item", () => {
    const { warnings } = checkAfter({
      "foundations/clocks/chains.yaml": (text) =>
        text.replace(
          "level: 1\n",
          "level: 1\n      ticks: [ { id: knows, text: { zh: 说出, en: Knows the bound } } ]\n",
        ),
    });
    expect(warnings).toContain('chains.yaml:10 the tick "knows" begins with "Knows", which nobody can hear');
  });
  it("of a command: its signs are not judged as prose", () => {
    const command = withExample(
      "fill-in",
      swap('zh: "SET lock {{mode}} PX 30000"', 'zh: "SET 锁lock {{mode}} PX 30000,好"'),
    );
    expect(command.warnings).toEqual([]);
    const prose = withExample("fill-in", (item) =>
      item
        .replace("isCode: true", "")
        .replace('zh: "SET lock {{mode}} PX 30000"', 'zh: "SET 锁lock {{mode}} PX 30000,好"'),
    );
    expect(prose.warnings.some((each) => each.startsWith("no space between Han and Latin"))).toBe(true);
  });
});

describe("the examples themselves", () => {
  it.each(kindIds)("of %s have no flaw", (kind) => {
    const { problems, warnings } = withExample(kind, (item) => `${item} `);
    expect([...problems, ...warnings]).toEqual([]);
  });
});
