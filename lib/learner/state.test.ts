import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, aChain, anAnswer, anAnsweredRung, anAttempt, anItem, items, wrongResponse } from "../../tests/build";
import type { AttemptId, GapId, ItemId, TopicId } from "../ids";
import { initial, levelOf, observeAll } from "../mastery/estimate";
import { blueprintOf, rungKey } from "../mastery/observe";
import type { StoredEvent } from "../store/log";
import { inOrder } from "./order";
import { foldLearner, foldMore, itemAnswerOf, rungAnswerOf } from "./state";

const bank = [...items(4, { gap: "consistency" }), ...items(4, { gap: "messaging" })];
const chain = aChain();
const catalog = aCatalog({ items: bank, chains: [chain] });
const first = bank[0] ?? anItem();
const hour = 3_600_000;

let made = 0;
type Place = { device?: string; n: number; at: number; id?: string };
const recordOf = (type: string, body: unknown, { device = "a", n, at, id }: Place): StoredEvent => ({
  id: id ?? `${type} ${device} ${n} ${made++}`,
  v: type === "gap-added" ? 2 : 1,
  type,
  at,
  device,
  n,
  body,
});
const answerBody = (item = first, isRight = true) =>
  anAnswer(item, isRight ? {} : { response: wrongResponse(item), confidence: 3 }).body;

/** Any body that an event may have, and some that none has. */
const anyHappening = fc.oneof(
  fc.tuple(
    fc.constant("item-answered"),
    fc.tuple(fc.constantFrom(...bank), fc.boolean()).map((a) => answerBody(...a)),
  ),
  fc.constant(["item-answered", answerBody(anItem({ id: "gone.item" }))] as const),
  fc.constant(["item-skipped", { item: first.id, mode: "practice", session: "s" }] as const),
  fc.constant(["mock-started", anAttempt({ items: [first] }).started.body] as const),
  fc.constantFrom("right", "wrong").map((as) => {
    const [answer] = [
      ...anAttempt({ items: [first], answered: { [first.id]: { as: as as "right" } } }).answers.values(),
    ];
    return ["mock-answered", answer?.body] as const;
  }),
  fc.constant(["mock-handed-in", anAttempt().handedIn?.body] as const),
  fc.constantFrom("h1", "h2").map((heading) => ["topic-read", { topic: "t", heading, locale: "zh" }] as const),
  fc.integer().map((value) => ["setting-set", { key: "k", value }] as const),
  fc.integer({ min: 0, max: 9 }).map((until) => ["gap-snoozed", { gap: "traffic", until }] as const),
  fc
    .tuple(fc.constantFrom("define", "weigh", "gone"), fc.subarray(["says-it", "sinks-it"]))
    .map(([rung, ticks]) => ["rung-answered", anAnsweredRung(rung, { ticks }).body] as const),
  fc.constantFrom("one", "two").map((title) => ["gap-added", { gap: "own-g", title, statements: [] }] as const),
  fc.constant(["gap-removed", { gap: "own-g" }] as const),
  fc.constantFrom("weak", "fine").map((word) => ["gap-judged", { gap: "consistency", word }] as const),
  fc.constant(["gap-disputed", { gap: "consistency" }] as const),
  fc.constantFrom("one", "two").map((markdown) => ["note-written", { topic: "t", heading: "h", markdown }] as const),
  fc.integer({ min: 0, max: 30 }).map((index) => ["erased", { ids: [`id-${index}`] }] as const),
  fc.constant(["badge-earned", { badge: "gold" }] as const),
  fc.constant(["topic-read", { topic: 7 }] as const),
);

/** Logs of up to three devices, each with its own counter and a clock that may jump. */
const anyLog = fc
  .array(fc.tuple(anyHappening, fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 40 })), { maxLength: 30 })
  .map((happenings) => {
    const counters = new Map<string, number>();
    return happenings.map(([[type, body], device, hours], index): StoredEvent => {
      const n = (counters.get(device) ?? 0) + 1;
      counters.set(device, n);
      // Every sixth id is taken already, as derived ids are by two tabs.
      const id = `id-${index % 6 === 5 ? index - 5 : index}`;
      return recordOf(type, body, { device, n, at: hours * hour, id });
    });
  });
const logAndArrival = anyLog.chain((log) =>
  fc.tuple(
    fc.constant(log),
    fc.array(fc.nat({ max: Math.max(0, log.length - 1) }), { maxLength: 10 }).chain((again) =>
      fc.shuffledSubarray(
        [...log, ...again.flatMap((index) => log[index] ?? []).map((copy) => structuredClone(copy))],
        {
          minLength: log.length + (log.length === 0 ? 0 : again.length),
        },
      ),
    ),
  ),
);

describe("the fold", () => {
  it("gives the same state for any order of arrival and any repetition", () => {
    fc.assert(
      fc.property(logAndArrival, ([log, arrival]) => {
        expect(foldLearner(arrival, catalog)).toEqual(foldLearner(log, catalog));
      }),
    );
  });

  it("of a log and the same log again is the fold of the log", () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        const once = foldLearner(log, catalog);
        expect(foldMore(once, log, catalog)).toEqual(once);
        expect(foldLearner([...log, ...log], catalog)).toEqual(once);
      }),
    );
  });

  it("in pieces, in whatever order they arrive, is the fold of the whole", () => {
    fc.assert(
      fc.property(logAndArrival, fc.array(fc.nat({ max: 40 }), { maxLength: 5 }), ([log, arrival], cuts) => {
        const borders = [0, ...cuts.map((cut) => Math.min(cut, arrival.length)).sort((a, b) => a - b), arrival.length];
        const folded = borders
          .slice(1)
          .reduce(
            (state, border, index) => foldMore(state, arrival.slice(borders[index], border), catalog),
            foldLearner([], catalog),
          );
        expect(folded).toEqual(foldLearner(log, catalog));
      }),
    );
  });

  it("leaves an earlier state as it was when more is folded in", () => {
    fc.assert(
      fc.property(anyLog, anyLog, (log, more) => {
        const before = foldLearner(log, catalog);
        const copy = structuredClone(before);
        foldMore(
          before,
          more.map((record) => ({
            ...record,
            id: `later ${record.id}`,
            n: record.n + 100,
            at: record.at + 100 * hour,
          })),
          catalog,
        );
        expect(before).toEqual(copy);
      }),
    );
  });

  it("never throws and keeps every number finite, whatever a record holds", () => {
    const hostile = fc.record({
      id: fc.string({ minLength: 1, maxLength: 2 }),
      v: fc.oneof(fc.constant(1), fc.anything()),
      type: fc.constantFrom("item-answered", "erased", "mock-started", "mock-answered", "setting-set", "__proto__"),
      at: fc.double(),
      device: fc.constantFrom("a", "b", "__proto__"),
      n: fc.double(),
      body: fc.oneof(
        fc.anything(),
        fc.double().map((earned) => ({ ...answerBody(), score: { earned, possible: 1 } })),
      ),
    });
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 20 }), (records) => {
        const { mastery, answers, evidence } = foldLearner(records as StoredEvent[], catalog);
        expect(Number.isFinite(mastery.global.mean)).toBe(true);
        expect(mastery.global.variance).toBeGreaterThan(0);
        expect(evidence.map(({ answer }) => answer)).toEqual(answers.map(({ id }) => id));
      }),
    );
  });

  it("goes by the order of each device where its clock was set back", () => {
    const records = [
      recordOf("setting-set", { key: "k", value: "first" }, { n: 1, at: 10 * hour }),
      recordOf("setting-set", { key: "k", value: "second" }, { n: 2, at: 2 * hour }),
      recordOf("setting-set", { key: "k", value: "other" }, { device: "b", n: 1, at: 5 * hour }),
    ];
    expect(foldLearner(records, catalog).settings.get("k")).toBe("second");
    expect(inOrder(records).placed.map(({ t }) => t / hour)).toEqual([5, 10, 10]);
  });
});

describe("what is kept and not folded", () => {
  it("is counted by its reason", () => {
    const state = foldLearner(
      [
        recordOf("badge-earned", {}, { n: 1, at: 1 }),
        { ...recordOf("setting-set", { key: "k", value: 1 }, { n: 2, at: 2 }), v: 2 },
        recordOf("setting-set", { key: "k" }, { n: 3, at: 3 }),
        recordOf("item-answered", answerBody(anItem({ id: "gone.item" })), { n: 4, at: 4 }),
        recordOf("mock-handed-in", anAttempt().handedIn?.body, { n: 5, at: 5 }),
      ],
      catalog,
    );
    expect(state.events).toBe(5);
    expect(state.uncounted).toEqual({
      "unknown-type": 1,
      "newer-version": 1,
      malformed: 1,
      "removed-item": 1,
      "unknown-attempt": 1,
    });
    expect(state.answers).toEqual([]);
  });

  it("counts again once the catalog has the item", () => {
    const item = anItem({ id: "new.item", topic: null });
    const state = foldLearner([recordOf("item-answered", answerBody(item), { n: 1, at: 1 })], catalog);
    const grown = aCatalog({ items: [...bank, item], revision: "the next" });
    expect(foldMore(state, [], grown).answers).toHaveLength(1);
  });
});

describe("an erased event", () => {
  const answer = recordOf("item-answered", answerBody(), { n: 1, at: hour, id: "an-answer" });
  const tombstone = recordOf("erased", { ids: ["an-answer"] }, { device: "b", n: 1, at: 0 });

  it("is gone, also when it arrives after its tombstone", () => {
    const without = foldLearner([tombstone], catalog);
    expect(foldLearner([answer, tombstone], catalog)).toEqual(without);
    expect(foldMore(without, [answer], catalog)).toEqual(without);
    expect(foldMore(foldLearner([answer], catalog), [tombstone], catalog)).toEqual(without);
  });
});

describe("answers", () => {
  it("are kept by item, with the last of each and the misconceptions they gave away", () => {
    const state = foldLearner(
      [
        recordOf("item-answered", answerBody(first, false), { n: 1, at: hour, id: "wrong" }),
        recordOf("item-answered", answerBody(first, true), { n: 2, at: 30 * hour, id: "right" }),
      ],
      catalog,
    );
    expect(state.byItem.get(first.id)?.map(({ id }) => id)).toEqual(["wrong", "right"]);
    expect(state.last.get(first.id)).toEqual({ answer: "right", at: 30 * hour, share: 1 });
    const sighting = { answer: "wrong", item: first.id, at: hour, wasSure: true };
    expect([...state.misconceptions.values()]).toEqual([[sighting]]);
    expect(state.mastery.gaps.get("consistency" as GapId)?.slow.n).toBe(2);
  });

  it("with an id that two tabs gave happen once: the first in the order", () => {
    const twice = ["a", "b"].map((device, index) =>
      recordOf("item-answered", answerBody(first, index === 0), {
        device,
        n: 1,
        at: (index + 1) * hour,
        id: "derived",
      }),
    );
    const state = foldLearner([...twice].reverse(), catalog);
    expect([state.events, state.answers.length]).toEqual([1, 1]);
    expect(state.last.get(first.id)?.share).toBe(1);
    expect(foldMore(foldLearner(twice.slice(0, 1), catalog), twice.slice(1), catalog)).toEqual(state);
  });

  it("never come from reading", () => {
    const read = recordOf("topic-read", { topic: "t", heading: "h", locale: "en" }, { n: 1, at: hour });
    const state = foldLearner([read], catalog);
    expect(state.reading.get("t" as TopicId)).toEqual({ heading: "h", at: hour });
    expect(state.mastery).toEqual(foldLearner([], catalog).mastery);
  });
});

describe("a mock attempt", () => {
  const attempt = anAttempt({ items: bank.slice(0, 2) });
  const id = attempt.id as AttemptId;
  const answered = (item: ItemId, chosen: string, n: number) =>
    recordOf(
      "mock-answered",
      { attempt: id, item, response: { choice: { type: "choice", chosen: [chosen] } }, elapsedMs: n, spentMs: n },
      { n, at: n },
    );

  it("keeps the last answer to each item, and none after the hand-in", () => {
    const state = foldLearner(
      [
        recordOf("mock-started", attempt.started.body, { n: 1, at: 1 }),
        answered(first.id, "b", 2),
        answered(first.id, "a", 3),
        recordOf("mock-gap-noted", { attempt: id, ms: 9, kind: "reload", decision: "counted" }, { n: 4, at: 4 }),
        recordOf("mock-handed-in", attempt.handedIn?.body, { n: 5, at: 5 }),
        answered(first.id, "c", 6),
      ],
      catalog,
    );
    const folded = state.mocks.get(id);
    expect(folded?.answers.get(first.id)?.body.response).toEqual({ choice: { type: "choice", chosen: ["a"] } });
    expect(folded?.gaps).toHaveLength(1);
    expect(folded?.handedIn?.body.reason).toBe("by-hand");
    expect(state.answers).toEqual([]);
  });
});

describe("an answered rung", () => {
  const fold = (...records: StoredEvent[]) => foldLearner(records, catalog);
  const consistency = "consistency" as GapId;

  it("of an open question is evidence: its ticks on their statement, its level, and whether it was held", () => {
    const held = anAnsweredRung("weigh", { at: hour, n: 1 });
    const partly = anAnsweredRung("weigh", { at: hour, n: 1, ticks: ["adds-more"] });
    const sunk = anAnsweredRung("weigh", { at: hour, n: 1, ticks: ["says-it", "adds-more", "sinks-it"] });
    const [all, half, none] = [held, partly, sunk].map((record) => fold(record).evidence[0]);
    expect(all).toMatchObject({ answer: held.id, at: hour, score: 1, hints: 0 });
    expect(all?.traits).toMatchObject({ kind: "follow-up", difficulty: 4, guess: 0 });
    expect(all?.traits.statements).toEqual([{ id: "consistency.4", weight: 1 }]);
    expect(all?.weight).toBeCloseTo(2 / 1.3, 12);
    expect([all, half, none].map((each) => each?.rung?.isHeld)).toEqual([true, false, false]);
    expect([all, half, none].map((each) => each?.score)).toEqual([1, 0.5, 0.5]);
    expect(fold(held).mastery.gaps.get(consistency)?.slow.n).toBe(1);
  });

  it("is capped by its hints", () => {
    expect(fold(anAnsweredRung("weigh", { hints: 2 })).evidence[0]?.score).toBe(0.5);
  });

  it("of a closed question does not count twice: the answer to its item has been counted", () => {
    const closed = { ...chain, rungs: [{ id: "closed", level: 3 as const, item: first.id, ticks: [] }] };
    const both = [
      recordOf("item-answered", answerBody(), { n: 1, at: hour }),
      recordOf("rung-answered", anAnsweredRung("closed", { ticks: [], share: 1 }).body, { n: 2, at: hour + 1 }),
    ];
    const state = foldLearner(both, aCatalog({ items: bank, chains: [closed] }));
    expect(state.evidence).toHaveLength(1);
    expect(state.mastery.gaps.get(consistency)?.slow.n).toBe(1);
    // Control: were it open, it would count.
    const open = { ...chain, rungs: [{ id: "closed", level: 3 as const, ticks: chain.rungs[0]?.ticks ?? [] }] };
    expect(foldLearner(both, aCatalog({ items: bank, chains: [open] })).evidence).toHaveLength(2);
  });

  it("folds by today's rubric: a tick that is gone is passed over, a rung that is gone keeps its play", () => {
    const bare = chain.rungs.map((rung) => ({ ...rung, ticks: rung.ticks.filter(({ id }) => id !== "adds-more") }));
    const corrected = aCatalog({ items: bank, chains: [{ ...chain, rungs: bare }], revision: "corrected" });
    const record = anAnsweredRung("weigh", { at: hour });
    const before = fold(record);
    const after = foldMore(before, [], corrected);
    expect(after.evidence[0]).toMatchObject({ score: 1, weight: 1, rung: { isHeld: true } });
    const gone = foldMore(before, [], aCatalog({ items: bank, revision: "gone" }));
    expect([gone.evidence.length, [...gone.chains.values()].length]).toEqual([0, 1]);
    expect(Object.values(gone.uncounted)).toEqual([0, 0, 0, 0, 0]);
  });

  it("stands among the evidence in the order of time, and each answer is found by its id", () => {
    const rung = anAnsweredRung("define", { at: 2 * hour, n: 2 });
    const state = fold(
      recordOf("item-answered", answerBody(), { n: 1, at: hour, id: "one" }),
      { ...rung, device: "a" },
      recordOf("item-answered", answerBody(bank[1]), { n: 3, at: 3 * hour, id: "two" }),
    );
    expect(state.evidence.map(({ answer }) => answer)).toEqual(["one", rung.id, "two"]);
    expect(state.answers.map(({ id }) => id)).toEqual(["one", "two"]);
    expect(itemAnswerOf(state, "two")?.body.item).toBe(bank[1]?.id);
    expect([itemAnswerOf(state, rung.id), rungAnswerOf(state, rung.id)?.body.rung]).toEqual([undefined, "define"]);
  });

  it("gives a misconception away where its fatal tick names one", () => {
    const rungs = chain.rungs.map((rung) => ({
      ...rung,
      ticks: rung.ticks.map((tick) => (tick.fatal ? { ...tick, misconception: "idea-sinks" as never } : tick)),
    }));
    const state = foldLearner(
      [anAnsweredRung("define", { ticks: ["sinks-it"], confidence: 3, at: hour }), anAnsweredRung("weigh", { n: 2 })],
      aCatalog({ items: bank, chains: [{ ...chain, rungs }] }),
    );
    expect([...state.misconceptions]).toEqual([
      [
        "idea-sinks",
        [{ answer: anAnsweredRung("define").id, chain: chain.id, rung: "define", at: hour, wasSure: true }],
      ],
    ]);
  });
});

describe("the memory of an item", () => {
  const at = (hours: number, isRight = true) =>
    recordOf("item-answered", answerBody(first, isRight), { n: hours, at: hours * hour, id: `at ${hours}` });

  it("is made of its answers on days of their own, with the raw log of reviews", () => {
    const { memory } = foldLearner([at(1), at(3), at(30), at(200, false)], catalog);
    expect(memory.get(first.id)?.reviews.map(({ at: when, grade }) => [when / hour, grade])).toEqual([
      [1, 3],
      [30, 3],
      [200, 1],
    ]);
  });

  it("makes a repeat on another day tell only what was forgotten since, and less the sooner it comes", () => {
    const news = (hours: number) => foldLearner([at(1), at(hours)], catalog).evidence.map((each) => each.news);
    const [soon, late] = [news(25)[1], news(1000)[1]] as [number, number];
    expect(news(25)[0]).toBeUndefined();
    expect(soon).toBeGreaterThan(0);
    expect(soon).toBeLessThan(late);
    expect(late).toBeLessThan(1);
  });

  it("is untouched by a repeat on the same day, which moves neither level nor gap", () => {
    const [once, twice] = [[at(1)], [at(1), at(9, false)]].map((log) => foldLearner(log, catalog));
    expect(twice?.memory).toEqual(once?.memory);
    expect(twice?.mastery.global).toEqual(once?.mastery.global);
    const slow = (state: typeof once) => state?.mastery.gaps.get("consistency" as GapId)?.slow;
    expect(slow(twice)).toEqual(slow(once));
    // Control: on the next day it would move both.
    expect(foldLearner([at(1), at(30, false)], catalog).memory).not.toEqual(once?.memory);
  });

  it("is kept apart for rungs, which nothing schedules", () => {
    const state = foldLearner([anAnsweredRung("weigh")], catalog);
    expect([...state.memory.keys()]).toEqual([]);
    expect([...state.rungMemory.keys()]).toEqual([rungKey(chain.id, "weigh")]);
  });
});

describe("what the learner says of a gap", () => {
  const own = (title: string, n: number, more: object = {}) =>
    recordOf("gap-added", { gap: "own-reads", title, statements: ["consistency.4"], ...more }, { n, at: n * hour });

  it("of their own is the last they wrote, since they first did, until it is removed", () => {
    const removed = recordOf("gap-removed", { gap: "own-reads" }, { n: 3, at: 3 * hour });
    const written = [own("Reads", 1, { company: "A" }), own("Reads from followers", 2, { stuckAt: 3 })];
    const kept = {
      gap: "own-reads",
      statements: ["consistency.4"],
      title: "Reads from followers",
      stuckAt: 3,
      at: hour,
    };
    expect([...foldLearner(written, catalog).own.values()]).toEqual([kept]);
    expect(foldLearner([...written, removed], catalog).own.size).toBe(0);
    expect(foldLearner([...written, removed, own("Again", 4)], catalog).own.size).toBe(1);
  });

  it("as a word is kept, the last of each gap, and moves no estimate", () => {
    const word = (said: string, n: number) =>
      recordOf("gap-judged", { gap: "consistency", word: said }, { n, at: n * hour });
    const state = foldLearner([word("weak", 1), word("fine", 2)], catalog);
    expect([...state.judged]).toEqual([["consistency", { at: 2 * hour, word: "fine" }]]);
    expect(state.mastery).toEqual(foldLearner([], catalog).mastery);
  });
});

describe("a dispute", () => {
  const dispute = (n: number) => recordOf("gap-disputed", { gap: "consistency" }, { n, at: n * hour });
  const answer = (n: number, item = first, isRight = true) =>
    recordOf("item-answered", answerBody(item, isRight), { n, at: n * hour, id: `answer ${n}` });
  const probeOf = (...records: StoredEvent[]) =>
    foldLearner(records, catalog).disputed.get("consistency" as GapId)?.probe;

  it("is settled by the next answer on the gap, with the level before and after it", () => {
    const records = [answer(1, bank[1]), dispute(2), answer(3, bank[4]), answer(4, first, false), answer(5, bank[2])];
    const { evidence } = foldLearner(records, catalog);
    const target = blueprintOf(catalog).gaps[1];
    if (!target) throw new Error("the catalog has no second gap");
    const level = (answers: number) => levelOf(observeAll(initial(), evidence.slice(0, answers)), target, 4 * hour);
    expect(probeOf(...records)).toEqual({
      answer: "answer 4",
      at: 4 * hour,
      share: 0,
      before: level(2),
      after: level(3),
    });
  });

  it("is settled by no answer before it, none to another gap, and no repeat of the same day", () => {
    expect(probeOf(answer(1), dispute(2))).toBeUndefined();
    expect(probeOf(dispute(1), answer(2, bank[4]))).toBeUndefined();
    expect(probeOf(answer(1), dispute(2), answer(3))).toBeUndefined();
    // Control: the same repeat on the next day settles it.
    expect(probeOf(answer(1), dispute(2), answer(40))?.answer).toBe("answer 40");
  });

  it("is settled by an open rung", () => {
    const rung = anAnsweredRung("weigh", { at: 3 * hour, n: 3 });
    expect(probeOf(dispute(1), { ...rung, device: "a" })?.answer).toBe(rung.id);
  });

  it("that is raised again waits for another answer", () => {
    expect(probeOf(dispute(1), answer(2), dispute(3))).toBeUndefined();
  });
});
