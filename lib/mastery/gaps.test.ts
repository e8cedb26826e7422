import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import type { ChainId, GapId } from "../ids";
import { dayMs } from "./constants";
import { absorb, begin, type Evidence, initial, observeAll } from "./estimate";
import { bandOf, bottomOf, type GapReading, readGaps, readingOf } from "./gaps";
import { blueprintOf, traitsOf } from "./observe";

const start = Date.UTC(2026, 10, 1);
const catalog = aCatalog({ items: gapIds.flatMap((gap) => items(40, { gap })) });
const { gaps: targets, traits } = blueprintOf(catalog);

type Given = { gap?: string; score?: number; n?: number; kinds?: string[]; everyDays?: number; from?: number };

/** `n` answers to different items of a gap; its kinds and statements take turns. */
function answers({
  gap = "consistency",
  score = 1,
  n = 1,
  kinds = ["single-choice"],
  everyDays = 0,
  from = 0,
}: Given = {}) {
  return items(n, { gap }).map((item, index): Evidence => {
    const known = traits.get(item.id) ?? traitsOf(item);
    return {
      answer: `${item.id} ${from + index}`,
      traits: { ...known, kind: kinds[index % kinds.length] ?? "single-choice", guess: 0 },
      at: start + (from + index * everyDays) * dayMs,
      score,
      weight: 2,
      hints: 0,
    };
  });
}

function read(evidence: Evidence[], days = 0): Map<string, GapReading> {
  const inTime = [...evidence].sort((a, b) => a.at - b.at);
  const at = Math.max(start, inTime.at(-1)?.at ?? start) + days * dayMs;
  return new Map(readGaps(observeAll(initial(), inTime), targets, inTime, at).map((gap) => [gap.gap, gap]));
}
const others = (score: number, n: number) =>
  gapIds.filter((gap) => gap !== "consistency").flatMap((gap) => answers({ gap, score, n }));

describe("a gap without evidence", () => {
  it("is untested and shows no level, whatever is known of the others", () => {
    for (const evidence of [[], others(1, 40), others(0, 40)]) {
      const gap = read(evidence).get("consistency");
      expect(gap).toMatchObject({ state: "untested", level: null, band: null, n: 0, last: null, mayNumber: false });
    }
  });

  it("has untested statements", () => {
    const statements = read(answers({ n: 1 })).get("consistency")?.statements;
    expect(statements?.map(({ isTested }) => isTested)).toEqual([true, false, false, false, false]);
  });
});

describe("what is shown", () => {
  it("is no interval before three answers, and no number in words before ten", () => {
    const shown = [1, 2, 3, 9, 10].map((n) => read(answers({ n })).get("consistency"));
    expect(shown.map((gap) => gap?.level !== null)).toEqual([false, false, true, true, true]);
    expect(shown.map((gap) => gap?.band !== null)).toEqual([false, false, true, true, true]);
    expect(shown.map((gap) => gap?.mayNumber)).toEqual([false, false, false, false, true]);
  });

  it("cuts the five bands at 20, 40, 60 and 80", () => {
    expect([0, 19.9, 20, 39.9, 40, 59.9, 60, 79.9, 80, 97].map(bandOf)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(readingOf({ mid: 31, lo: 22, hi: 41, n: 31, last: start }).band).toBe(2);
  });

  it("counts answers, days and kinds", () => {
    const gap = read(answers({ n: 4, everyDays: 2, kinds: ["ordering", "numeric"] })).get("consistency");
    expect(gap).toMatchObject({
      n: 4,
      first: start,
      last: start + 6 * dayMs,
      spanDays: 6,
      kinds: ["ordering", "numeric"],
    });
  });
});

describe("the claim", () => {
  it("of being among the two lowest adds up to two over all gaps", () => {
    const state = observeAll(initial(), answers({ score: 0, n: 5 }));
    const sum = bottomOf(state, targets, start).reduce((total, p) => total + p, 0);
    expect(sum).toBeCloseTo(2, 9);
  });

  it("is even where nothing is known, and the same every time", () => {
    const found = bottomOf(initial(), targets, start);
    for (const p of found) expect(Math.abs(p - 2 / 7)).toBeLessThan(0.04);
    expect(bottomOf(initial(), targets, start)).toEqual(found);
  });

  it("finds a planted weak gap, and calls no other one weak", () => {
    const found = read([...answers({ score: 0, n: 40 }), ...others(1, 30)]);
    expect(found.get("consistency")).toMatchObject({ state: "weak", band: 2 });
    expect(found.get("consistency")?.bottomTwo).toBeGreaterThanOrEqual(0.9);
    expect([...found.values()].filter(({ state }) => state === "weak")).toHaveLength(1);
  });

  it("is likely weak, not weak, while few answers say so", () => {
    expect(read([...answers({ score: 0, n: 4 }), ...others(0.5, 3)]).get("consistency")?.state).toBe("likely-weak");
  });

  it("is never made of the lowest of seven strong gaps", () => {
    const strong = gapIds.flatMap((gap) => answers({ gap, score: gap === "consistency" ? 0.85 : 1, n: 40 }));
    expect(read(strong).get("consistency")?.state).not.toBe("weak");
  });
});

describe("solid", () => {
  const kinds = ["single-choice", "ordering"];
  const strong = [...answers({ n: 40, everyDays: 0.25, kinds }), ...others(1, 20)];

  it("needs the whole interval over the target", () => {
    const gap = read(strong).get("consistency");
    expect(gap?.state).toBe("solid");
    expect(gap?.level?.lo).toBeGreaterThanOrEqual(70);
    expect(gap?.reachesTarget).toBeGreaterThanOrEqual(0.9);
  });

  it("needs two kinds of item and three days", () => {
    const oneKind = [...answers({ n: 40, everyDays: 0.25 }), ...others(1, 20)];
    const oneDay = [...answers({ n: 40, kinds }), ...others(1, 20)];
    for (const evidence of [oneKind, oneDay]) expect(read(evidence).get("consistency")?.state).toBe("forming");
  });

  it("fades when nothing is answered for long, and only then", () => {
    const nineTenths = [...answers({ n: 14, everyDays: 0.5, kinds, score: 0.9 }), ...others(0.8, 10)];
    const states = [0, 7, 120].map((days) => read(nineTenths, days).get("consistency")?.state);
    expect(states).toEqual(["solid", "solid", "fading"]);
    expect(read(answers({ n: 5 }), 400).get("consistency")?.state).toBe("forming");
  });
});

describe("closed", () => {
  const deep = { rung: { chain: "consensus-raft.chain.commit" as ChainId, level: 3 as const, isHeld: true } };
  /** Each of twenty items of the gap, once in every round; rounds lie four days apart. */
  const rounds = (kinds: string[], scores: number[] = []) =>
    kinds.flatMap((kind, round) =>
      answers({ n: 20, kinds: [kind], from: round * 4, everyDays: 0.05, score: scores[round] ?? 1 }).map((each) => ({
        ...each,
        answer: `${each.answer} ${kind}`,
        traits: { ...each.traits, kind, item: `${each.traits.item}-${kind}` as Evidence["traits"]["item"] },
        ...(kind === "follow-up" && deep),
      })),
    );
  const consistency = (evidence: Evidence[], days = 0) =>
    read([...evidence, ...others(1, 20)], days).get("consistency");

  it("needs a held follow-up at L3 or a simulation task, however often all is shown", () => {
    const gap = consistency(rounds(["numeric", "ordering", "matching"]));
    expect(gap).toMatchObject({ state: "solid", closing: { met: 5, deep: 0, isMet: false } });
    for (const kind of ["follow-up", "simulation-task"]) {
      const closed = consistency(rounds(["numeric", "ordering", kind]));
      expect(closed).toMatchObject({ state: "closed", closing: { met: 5, deep: 20, isMet: true } });
    }
  });

  it("opens again when later answers put it below the target", () => {
    const failed = consistency(rounds(["numeric", "follow-up", "matching", "triage"], [1, 1, 0, 0]));
    expect(failed?.closing.isMet).toBe(true);
    expect(["likely-weak", "weak", "forming"]).toContain(failed?.state);
  });

  it("goes by the learner's own rule, and by the standard one where theirs cannot be read", () => {
    const evidence = [...rounds(["numeric", "ordering"]), ...others(1, 20)];
    const state = observeAll(initial(), evidence);
    const at = evidence.reduce((last, each) => Math.max(last, each.at), 0);
    const withRule = (rule: string) =>
      readGaps(state, targets, evidence, at, new Map([["consistency" as GapId, { rule }]]))[1];
    expect(withRule("deep=0")).toMatchObject({ state: "closed", closing: { rule: { by: "learner", deep: 0 } } });
    expect(withRule("when I feel like it")).toMatchObject({ state: "solid", closing: { rule: { by: "unreadable" } } });
  });
});

describe("the learner's word", () => {
  const withWord = (evidence: Evidence[], word?: "weak" | "unsure" | "fine") => {
    const judged = targets.map((target) => (word && target.gap === "consistency" ? { ...target, word } : target));
    const at = evidence.at(-1)?.at ?? start;
    return readGaps(observeAll(initial(), evidence), judged, evidence, at)[1];
  };

  it("moves the level, the less the more was answered, and is told beside it", () => {
    const shift = (n: number, word: "weak" | "fine") => {
      const evidence = answers({ n, score: 0.6 });
      return (withWord(evidence, word)?.level?.mid ?? 0) - (withWord(evidence)?.level?.mid ?? 0);
    };
    expect(shift(3, "weak")).toBeLessThan(-1);
    expect(shift(3, "fine")).toBeGreaterThan(1);
    expect(shift(30, "weak")).toBeGreaterThan(shift(3, "weak"));
    expect(withWord([], "fine")).toMatchObject({ state: "untested", word: "fine", level: null });
    expect(withWord(answers({ n: 5 }), "unsure")?.level).toEqual(withWord(answers({ n: 5 }))?.level);
  });

  it("makes no claim: neither weak nor solid rests on it", () => {
    for (const score of [0, 0.3, 0.8, 1]) {
      const evidence = [
        ...answers({ score, n: 12, everyDays: 0.3, kinds: ["numeric", "ordering"] }),
        ...others(0.7, 12),
      ];
      const inTime = evidence.sort((a, b) => a.at - b.at);
      const [said, unsaid] = [withWord(inTime, score < 0.5 ? "weak" : "fine"), withWord(inTime)];
      expect(said?.bottomTwo).toBe(unsaid?.bottomTwo);
      const claims = ["weak", "solid", "closed", "fading"];
      expect(claims.includes(said?.state ?? "")).toBe(claims.includes(unsaid?.state ?? ""));
    }
  });
});

it("reads the level of every gap with its own answers only", () => {
  const found = read(answers({ gap: "traffic", n: 12, score: 0 }));
  const traffic = found.get("traffic" as GapId);
  expect(traffic?.level?.n).toBe(12);
  expect([...found.values()].filter(({ n }) => n > 0)).toHaveLength(1);
  const draft = begin(initial());
  for (const each of answers({ gap: "traffic", n: 12, score: 0 })) absorb(draft, each);
  expect(draft.gaps.size).toBe(1);
});
