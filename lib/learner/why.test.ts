import { describe, expect, it } from "vitest";
import { aCatalog, aChain, anAnswer, anAnsweredRung, gapIds, items, rungs, wrongResponse } from "../../tests/build";
import type { GapId, MisconceptionId, StatementId, TopicId } from "../ids";
import { dayMs } from "../mastery/constants";
import type { StoredEvent } from "../store/log";
import { answerTrail, gapBoard, gapLevel } from "./select";
import { foldLearner } from "./state";
import { disputes, ownBoard, reasonsOf, recallOfPlace, recallRows, rungTrail, trends } from "./why";

const bank = gapIds.flatMap((gap) => items(12, { gap }));
const chain = aChain({ rungs: rungs("consistency.1", "define:0", "explain:1", "break:2", "weigh:3") });
const ideas = ["idea-b", "idea-c", "idea-d"].map((id) => [id, { text: `Text of ${id}`, statement: "consistency.1" }]);
const catalog = aCatalog({
  items: bank,
  chains: [chain],
  misconceptions: Object.fromEntries(ideas) as Record<MisconceptionId, { text: string; statement: StatementId }>,
});
const start = Date.UTC(2026, 10, 1);
const consistency = { gap: "consistency" as GapId };

/** Records of one device in the order given; each has its day. */
function log(...happened: [day: number, type: string, body: unknown, id?: string][]): StoredEvent[] {
  return happened.map(([day, type, body, id], index) => ({
    id: id ?? `e${index + 1}`,
    v: type === "gap-added" ? 2 : 1,
    type,
    at: start + day * dayMs,
    device: "a",
    n: index + 1,
    body,
  }));
}
const answer = (index: number, isRight: boolean) => {
  const item = bank[index];
  if (!item) throw new Error(`the bank has no item ${index}`);
  return anAnswer(item, isRight ? {} : { response: wrongResponse(item) }).body;
};
/** Items 12 to 23 are those of consistency. */
const ofConsistency = (count: number, isRight: (index: number) => boolean, from = 0) =>
  Array.from({ length: count }, (_, index): [number, string, unknown] => [
    from + index * 0.1,
    "item-answered",
    answer(12 + index, isRight(index)),
  ]);
const told = (rung: string, isHeld: boolean) =>
  anAnsweredRung(rung, { ticks: isHeld ? ["says-it", "adds-more"] : [] }).body;

const records = log(
  [0, "gap-judged", { gap: "consistency", word: "weak" }],
  [0, "gap-added", { gap: "own-reads", title: "Reads", statements: ["consistency.1", "consistency.2"], stuckAt: 2 }],
  [0, "gap-added", { gap: "own-loose", title: "Loose", statements: [] }],
  ...ofConsistency(11, (index) => index > 1),
  [2, "rung-answered", told("define", true)],
  [2, "rung-answered", told("explain", true)],
  [2, "rung-answered", told("break", false)],
  [3, "gap-disputed", { gap: "consistency", reason: "I know this" }],
  [4, "item-answered", answer(23, true)],
  [5, "gap-disputed", { gap: "traffic" }],
);
const state = foldLearner(records, catalog);
const now = start + 6 * dayMs;

describe("why a number is what it is", () => {
  it("is told of a gap: its state, level, word, terms, answers, misconceptions, telling, dispute and rule", () => {
    const codes = reasonsOf(state, catalog, consistency, now).map(({ code }) => code);
    const starts = [
      "state.",
      "level.range",
      "word.weak",
      "term.",
      "moved.",
      "misconception",
      "telling.recognises-only",
    ];
    for (const part of [...starts, "decide.", "dispute.", "rule.standard", "closing."])
      expect(codes.filter((code) => code.startsWith(part)).length, part).toBeGreaterThan(0);
  });

  it("names answers that are in the log", () => {
    const ids = new Set(records.map(({ id }) => id));
    const named = reasonsOf(state, catalog, consistency, now).flatMap(({ answers }) => answers ?? []);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("is told of topics, statements and gaps of the learner's own", () => {
    const codes = (of: Parameters<typeof reasonsOf>[2]) => reasonsOf(state, catalog, of, now).map(({ code }) => code);
    for (const of of [
      { topic: "topic-of-consistency" as TopicId },
      { statement: "consistency.1" as StatementId },
      { own: "own-reads" as GapId },
    ]) {
      const found = codes(of);
      for (const part of ["level.", "term.", "moved.", "telling."])
        expect(found.filter((code) => code.startsWith(part)).length, `${Object.values(of)[0]} ${part}`).toBeGreaterThan(
          0,
        );
    }
    expect(codes({ own: "own-reads" as GapId })).toContain("own.stuck");
    expect(codes({ own: "own-loose" as GapId })).toEqual(["own.unbound"]);
  });

  it("is the judgement of the notes where nothing was answered, and nothing for what is not there", () => {
    const untested = reasonsOf(state, catalog, { gap: "messaging" as GapId }, now).map(({ code }) => code);
    expect(untested.slice(0, 2)).toEqual(["state.untested", "state.notes"]);
    for (const of of [
      { gap: "no-such" as GapId },
      { topic: "no-such" as TopicId },
      { statement: "consistency.9" as StatementId },
      { own: "own-none" as GapId },
    ])
      expect(reasonsOf(state, catalog, of, now)).toEqual([]);
  });
});

describe("the learner's word", () => {
  it("moves the level of its gap on every screen alike, and no other", () => {
    const unsaid = foldLearner(records.slice(1), catalog);
    const [said, plain] = [state, unsaid].map((each) => gapBoard(each, catalog, now)[1]);
    expect(said?.level?.mid).toBeLessThan(plain?.level?.mid ?? 0);
    expect(gapLevel(state, catalog, consistency.gap, now)?.level).toEqual(said?.level);
    expect(said?.word).toBe("weak");
    expect(said?.bottomTwo).toBe(plain?.bottomTwo);
    expect(gapBoard(state, catalog, now)[0]?.level).toEqual(gapBoard(unsaid, catalog, now)[0]?.level);
  });
});

describe("recognition and recall", () => {
  it("are told of every gap, and of the topics that have answers", () => {
    const rows = recallRows(state, catalog);
    expect(rows.map((row) => ("gap" in row ? row.gap : row.topic))).toEqual([...gapIds, "topic-of-consistency"]);
    expect(rows[1]).toMatchObject({ verdict: "recognises-only", rungs: { n: 3, deepest: 1 } });
    expect(rows[1]?.choices).toMatchObject({ n: 12, right: 10 });
    expect(recallOfPlace(state, catalog, consistency)?.verdict).toBe("recognises-only");
    expect(recallOfPlace(state, catalog, { gap: "no-such" as GapId })).toBeUndefined();
  });
});

describe("the gaps of the learner's own", () => {
  it("have a level, terms and answers once they are tied to statements", () => {
    const [reads, loose] = ownBoard(state, catalog, now);
    expect(reads).toMatchObject({ own: { title: "Reads", stuckAt: 2 }, kinds: ["single-choice", "follow-up"] });
    expect(reads?.n).toBe(9);
    expect(reads?.movers.length).toBe(2);
    expect(loose).toMatchObject({ state: "unbound", movers: [] });
    const { rows } = answerTrail(state, catalog, { own: "own-reads" as GapId });
    expect(rows.length + rungTrail(state, catalog, { own: "own-reads" as GapId }).length).toBe(9);
    expect(rows.every(({ weight, without }) => weight !== undefined && without !== undefined)).toBe(true);
  });
});

describe("disputes", () => {
  it("tell the answer that settled them with the level before and after, or that none has yet", () => {
    const [open, settled] = disputes(state, catalog);
    expect(open).toEqual({ gap: "traffic", title: "Gap traffic", at: start + 5 * dayMs });
    expect(settled).toMatchObject({ gap: "consistency", reason: "I know this", probe: { answer: "e19", share: 1 } });
    expect(settled?.probe?.after.level?.mid).toBeGreaterThan(settled?.probe?.before.level?.mid ?? 100);
    expect(settled?.probe?.way).toBe("up");
  });

  it("show no level before three answers", () => {
    const few = foldLearner(log([0, "gap-disputed", consistency], [1, "item-answered", answer(12, true)]), catalog);
    expect(disputes(few, catalog)[0]?.probe).toMatchObject({
      way: null,
      before: { level: null },
      after: { level: null },
    });
  });
});

describe("the answers to open rungs behind a number", () => {
  it("come the latest first, with what they moved and whether they were held", () => {
    const rows = rungTrail(state, catalog, consistency);
    expect(rows.map(({ event, level, isHeld }) => [event.body.rung, level, isHeld])).toEqual([
      ["break", 2, false],
      ["explain", 1, true],
      ["define", 0, true],
    ]);
    expect(rows[0]?.chain).toEqual({ id: chain.id, title: chain.title, topic: chain.topic });
    expect(rows[0]?.points).toBeLessThan(0);
    expect(rungTrail(state, catalog, { everything: true })).toHaveLength(3);
    expect(rungTrail(state, catalog, { gap: "traffic" as GapId })).toEqual([]);
  });
});

describe("the trends", () => {
  it("end at the level of today, and are made once for a state", () => {
    const lines = trends(state, catalog, now);
    expect([...lines.keys()]).toEqual(gapIds);
    const today = gapLevel(state, catalog, consistency.gap, now);
    expect(lines.get(consistency.gap)?.at(-1)).toEqual({ ...today, at: now });
    expect(trends(state, catalog, now + 1000)).toBe(lines);
    expect(trends(state, catalog, now + 2 * 3_600_000)).not.toBe(lines);
  });
});
