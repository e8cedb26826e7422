import { describe, expect, it } from "vitest";
import { aCatalog, anItem, gapIds, items } from "../../tests/build";
import type { ChainId, GapId, ItemId, StatementId, TopicId } from "../ids";
import { dayMs } from "../mastery/constants";
import { type Evidence, initial, observeAll } from "../mastery/estimate";
import { blueprintOf } from "../mastery/observe";
import type { Past } from "./candidates";
import { chainFor, mostTelling, probeOf, probesFor } from "./probe";

const now = Date.UTC(2026, 10, 21);
const bank = gapIds.flatMap((gap) => items(8, { gap }));
const catalog = aCatalog({ items: bank });
const [traffic, consistency, discovery] = gapIds as [GapId, GapId, GapId];

/** Somebody who answered two items of each of these gaps. */
function tested(gaps: readonly GapId[], changes: Partial<Past> = {}): Past {
  const evidence = gaps.flatMap((gap) =>
    bank
      .filter(({ statements }) => statements[0]?.startsWith(gap))
      .slice(0, 2)
      .map((item): Evidence => {
        const traits = blueprintOf(catalog).traits.get(item.id) ?? expect.unreachable();
        return {
          answer: `to-${item.id}`,
          traits,
          at: now - dayMs,
          score: gap === traffic ? 0 : 1,
          weight: 1,
          hints: 0,
        };
      }),
  );
  const last = new Map(
    evidence.map(({ traits, answer, at, score }) => [traits.item, { answer, at, share: score }] as const),
  );
  return { mastery: observeAll(initial(), evidence), last, ...changes };
}
const gapOf = (item: ItemId) => bank.find(({ id }) => id === item)?.statements[0]?.split(".")[0];

describe("the most telling item", () => {
  it("is for a disputed gap first, then for one without evidence, then at the border", () => {
    const disputed = new Map([[discovery, { at: now - dayMs }]]);
    const some = [traffic, discovery];
    expect(mostTelling(tested(some, { disputed }), catalog, now)).toMatchObject({ gap: discovery, why: "disputed" });
    expect(mostTelling(tested(some), catalog, now)).toMatchObject({ gap: consistency, why: "untested" });
    const all = mostTelling(tested(gapIds), catalog, now) ?? expect.unreachable();
    expect(all.why).toBe("border");
    expect(gapOf(all.item)).toBe(all.gap);
  });

  it("is not for a dispute that an answer has settled, nor for a gap that is put aside", () => {
    const level = { mid: 50, lo: 30, hi: 70, n: 3, last: now };
    const probe = { answer: "an-answer", at: now, share: 1, before: level, after: level };
    const settled = new Map([[discovery, { at: now - dayMs, probe }]]);
    expect(mostTelling(tested(gapIds, { disputed: settled }), catalog, now)?.why).toBe("border");
    const snoozed = new Map([[consistency, { at: now, until: now + dayMs }]]);
    const aside = tested([traffic, discovery], { snoozed });
    expect(mostTelling(aside, catalog, now)?.gap).not.toBe(consistency);
    expect(mostTelling(aside, catalog, now + 2 * dayMs)?.gap).toBe(consistency);
  });

  it("is none where nothing may be asked", () => {
    expect(mostTelling({ mastery: initial(), last: new Map() }, aCatalog({ items: [] }), now)).toBeUndefined();
  });
});

describe("probes of today's set", () => {
  it("are for the gaps that wait, the longest disputed first, each item once", () => {
    const disputed = new Map([
      [discovery, { at: now - dayMs }],
      [traffic, { at: now - 2 * dayMs }],
    ]);
    const past = tested([traffic, discovery], { disputed });
    const probes = probesFor(past, catalog, now, 1, 3);
    expect(probes.map(({ gap, why }) => [gap, why])).toEqual([
      [traffic, "disputed"],
      [discovery, "disputed"],
      [consistency, "untested"],
    ]);
    const [first] = probes;
    const beside = probesFor(past, catalog, now, 1, 3, [first?.item ?? ("" as ItemId)]);
    expect(beside.map(({ item }) => item)).not.toContain(first?.item);
    expect(probesFor(tested(gapIds), catalog, now, 1, 3)).toEqual([]);
  });

  it("prefer answers that are produced where they tell as much", () => {
    const mixed = aCatalog({
      items: [
        ...items(5, { gap: "traffic", topic: "t1" }),
        ...items(5, { gap: "traffic", topic: "t2", kind: "numeric" }),
      ],
    });
    for (let seed = 0; seed < 10; seed++) {
      const probe = probeOf(traffic, { mastery: initial(), last: new Map() }, mixed, now, seed);
      expect(mixed.items.find(({ id }) => id === probe?.item)?.kind).toBe("numeric");
    }
  });

  it("ask what is hard to foretell, not what is sure to be right", () => {
    const graded = aCatalog({
      items: ([1, 2, 3, 4, 5] as const).map((difficulty) =>
        anItem({ id: `t.d${difficulty}`, topic: "t", statements: ["traffic.1"], difficulty }),
      ),
    });
    const evidence = graded.items.map((item): Evidence => {
      const traits = blueprintOf(graded).traits.get(item.id) ?? expect.unreachable();
      return { answer: item.id, traits, at: now - 60 * dayMs, score: 1, weight: 3, hints: 0 };
    });
    const strong = { mastery: observeAll(initial(), evidence), last: new Map() };
    const p = probeOf(traffic, strong, graded, now, 1)?.p ?? 1;
    expect(p).toBeLessThan(0.95);
  });
});

it("names the chain that asks most of a gap aloud, those never played first", () => {
  const chain = (id: string, statements: string[]) => ({
    id: id as ChainId,
    topic: "topic-of-traffic" as TopicId,
    title: id,
    rungs: statements.map((statement, index) => ({
      id: `r${index}`,
      level: 2 as const,
      ticks: [{ id: "a-tick", statement: statement as StatementId, must: true as const }],
    })),
  });
  const chains = [
    chain("one", ["traffic.1"]),
    chain("more", ["traffic.1", "traffic.2"]),
    chain("other", ["messaging.1"]),
  ];
  const spoken = aCatalog({ items: bank, chains });
  const never: Past = { mastery: initial(), last: new Map() };
  expect(chainFor(traffic, never, spoken)).toBe("more");
  const played = new Map([["more" as ChainId, new Map([["a-play", []]])]]);
  expect(chainFor(traffic, { ...never, chains: played }, spoken)).toBe("one");
  expect(chainFor(discovery, never, spoken)).toBeUndefined();
});
