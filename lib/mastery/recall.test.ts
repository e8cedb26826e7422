import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { ChainId, ItemId } from "../ids";
import { dayMs } from "./constants";
import type { Evidence } from "./estimate";
import { blueprintOf, type GapTarget } from "./observe";
import { tellingOf } from "./recall";

const bank = gapIds.flatMap((gap) => items(20, { gap }));
const { gaps, topics, traits } = blueprintOf(aCatalog({ items: bank }));
const [traffic, consistency] = gaps as [GapTarget, GapTarget];
const start = Date.UTC(2026, 10, 1);

/** Answers to different items of the gap; `right` of `n` earned all, the others nothing. */
const answered = (n: number, right: number, kind: string, gap = "consistency"): Evidence[] =>
  items(n, { gap }).map((item, index) => {
    const known = traits.get(item.id);
    if (!known) throw new Error(`${item.id} is not in the bank`);
    const id = `${item.id}-${kind}` as ItemId;
    const score = index < right ? 1 : 0;
    return { answer: `${id}`, traits: { ...known, item: id, kind }, at: start, score, weight: 1, hints: 0 };
  });
/** Open rungs at these levels; `!` marks those that were held. */
const told = (...levels: string[]): Evidence[] =>
  answered(levels.length, levels.length, "follow-up").map((each, index) => {
    const written = levels[index] ?? "0";
    const isHeld = written.endsWith("!");
    const level = Number(written.replace("!", "")) as 0 | 1 | 2 | 3 | 4;
    return { ...each, score: isHeld ? 1 : 0.4, rung: { chain: "a.chain.b" as ChainId, level, isHeld } };
  });

describe("recognition and recall", () => {
  it("are counted apart, each with the answers behind it", () => {
    const evidence = [
      ...answered(6, 5, "single-choice"),
      ...answered(3, 2, "numeric"),
      ...answered(2, 0, "open-ended"),
      ...told("0!", "1"),
    ];
    const found = tellingOf(consistency, evidence);
    expect([found.choices, found.produced, found.rungs].map(({ n, right }) => [n, right])).toEqual([
      [6, 5],
      [5, 2],
      [2, 1],
    ]);
    expect(found.rungs).toMatchObject({ deepest: 0, chains: ["a.chain.b"] });
    expect([...found.choices.answers, ...found.produced.answers, ...found.rungs.answers]).toEqual(
      evidence.map(({ answer }) => answer),
    );
  });

  it.each([
    ["knows-and-tells", 10, 9, ["1!", "2!"]],
    ["recognises-only", 10, 9, ["0!", "1!", "2"]],
    ["recognises-only", 5, 5, ["0", "1"]],
    ["tells-not-picks", 10, 4, ["2", "3!"]],
    ["neither", 10, 4, ["0!", "1"]],
    ["too-little", 4, 4, ["0", "1"]],
    ["too-little", 10, 9, ["1!"]],
    ["too-little", 0, 0, []],
  ] as const)("say %s with %i choices of which %i were right and the rungs %j", (verdict, n, right, levels) => {
    const evidence = [...answered(n, right, "multiple-choice"), ...told(...levels)];
    expect(tellingOf(consistency, evidence).verdict).toBe(verdict);
  });

  it("let no produced answer pass for a told one: numbers alone decide nothing", () => {
    const evidence = [...answered(10, 9, "single-choice"), ...answered(9, 9, "numeric")];
    expect(tellingOf(consistency, evidence).verdict).toBe("too-little");
  });

  it("leave out other places, repeats of the same day, and kinds that nobody knows yet", () => {
    const evidence = answered(6, 6, "triage");
    const again = evidence.map((each) => ({ ...each, answer: `${each.answer} again`, at: start + dayMs / 2 }));
    const nextDay = again.map((each) => ({ ...each, at: start + dayMs }));
    expect(tellingOf(traffic, evidence).choices.n).toBe(0);
    expect(tellingOf(consistency, [...evidence, ...again]).choices.n).toBe(6);
    expect(tellingOf(consistency, [...evidence, ...nextDay]).choices.n).toBe(12);
    expect(tellingOf(consistency, answered(6, 6, "of-a-later-day"))).toMatchObject({
      choices: { n: 0 },
      produced: { n: 0 },
    });
  });

  it("are told of topics as of gaps", () => {
    const [topic] = [...topics.values()].filter((place) => place.topic === ("topic-of-consistency" as never));
    if (!topic) throw new Error("the topic is missing");
    expect(tellingOf(topic, answered(6, 3, "matching")).choices).toMatchObject({ n: 6, right: 3 });
  });
});
