import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCatalog, anAnswer, anAttempt, anItem, items, options, wrongResponse } from "../../tests/build";
import type { ChainId, GapId, HeadingId, ItemId, MisconceptionId, StatementId, TopicId } from "../ids";
import type { Catalog, Item } from "../quiz/catalog";
import type { Migrations } from "../quiz/migrations";
import type { StoredEvent } from "../store/log";
import { correctionsIn, gapShifts } from "./rescored";
import { foldLearner, foldMore } from "./state";

const hour = 3_600_000;
const chose = (id: string) => ({ choice: { type: "choice" as const, chosen: [id] } });
/** The item as it was, and with b for its key in the next revision. */
const before = anItem({ id: "raft.vote", topic: "raft", spec: { options: options("a*", "b", "c") } });
const after: Item = { ...before, revision: 2, spec: { options: options("a", "b*", "c") } } as Item;
const other = anItem({ id: "raft.log", topic: "raft" });

const record = (type: string, body: unknown, n: number): StoredEvent => ({
  id: `e${n}`,
  v: 1,
  type,
  at: n * hour,
  device: "a",
  n,
  body,
});
const answered = (item: Item, n: number, choice: string, more: Parameters<typeof anAnswer>[1] = {}) =>
  record("item-answered", anAnswer(item, { response: chose(choice), ...more }).body, n);
const corrected = aCatalog({ items: [after, other], revision: "corrected" });
const uncorrected = aCatalog({ items: [before, other], revision: "uncorrected" });

describe("an answer to an item whose key was corrected", () => {
  const log = [answered(before, 1, "b"), answered(before, 30, "a"), answered(other, 60, "a")];

  it("is marked again by today's key, and what it earned at the time stays beside it", () => {
    const state = foldLearner(log, corrected);
    expect(state.answers.map(({ body }) => body.score.earned)).toEqual([1, 0, 1]);
    expect([...state.rescored].map(([id, { was, now, revision }]) => [id, was.score, now.score, revision])).toEqual([
      ["e1", { earned: 0, possible: 1 }, { earned: 1, possible: 1 }, { from: 1, to: 2 }],
      ["e30", { earned: 1, possible: 1 }, { earned: 0, possible: 1 }, { from: 1, to: 2 }],
    ]);
    expect([...state.misconceptions.keys()]).toEqual(["idea-a"]);
    expect(state.last.get(before.id)?.share).toBe(0);
  });

  it("moves the estimate exactly as if the key had been right from the start", () => {
    const fromStart = { ...after, revision: 1 } as Item;
    const judgedRight = [answered(fromStart, 1, "b"), answered(fromStart, 30, "a"), answered(other, 60, "a")];
    expect(foldLearner(log, corrected).mastery).toEqual(
      foldLearner(judgedRight, aCatalog({ items: [fromStart, other] })).mastery,
    );
  });

  it("is left alone without a correction, or where the catalog at hand is older than the answer", () => {
    expect(foldLearner(log, uncorrected).rescored.size).toBe(0);
    const state = foldLearner([answered(after, 1, "b")], uncorrected);
    expect([state.rescored.size, state.answers[0]?.body.score.earned]).toEqual([0, 1]);
  });

  it("keeps its marks, and is counted, when the item has no such option any more or asks in another way", () => {
    const gone = { ...after, spec: { options: options("a", "b*") } } as Item;
    const another = anItem({ id: "raft.vote", topic: "raft", kind: "multiple-choice", revision: 2 });
    for (const item of [gone, another]) {
      const state = foldLearner([answered(before, 1, "c")], aCatalog({ items: [item, other] }));
      expect([...state.unmarkable]).toEqual([["e1", { from: 1, to: 2 }]]);
      expect(state.rescored.size).toBe(0);
      expect(state.answers[0]?.body.score).toEqual({ earned: 0, possible: 1 });
    }
  });

  it("reads a number with the unit of the other language behind it", () => {
    const spec = { answer: "5", unit: "nodes", tolerance: 0, scale: "linear" as const };
    const asked = anItem({ id: "raft.n", kind: "numeric", spec: { ...spec, parameters: {} } });
    const typed = { number: { type: "number" as const, text: "5 nodes" } };
    const log = [record("item-answered", anAnswer(asked, { response: typed }).body, 1)];
    const chinese = { ...asked, revision: 2, spec: { ...asked.spec, unit: "个" } } as Item;
    expect(foldLearner(log, aCatalog({ items: [chinese] })).rescored.get("e1")?.now.score.earned).toBe(1);
  });

  it("is told of in numbers: how many were marked again, and what became of them", () => {
    const more = [...log, answered(before, 90, "c")];
    const { marked, toRight, toWrong, changed, kept } = correctionsIn(foldLearner(more, corrected));
    expect([marked, toRight, toWrong, kept]).toEqual([3, 1, 1, []]);
    expect(changed.map(({ event, was, now }) => [event.id, was, now])).toEqual([
      ["e30", 1, 0],
      ["e1", 0, 1],
    ]);
  });

  it("shifts its gap's level, by what the marks of the time would have said", () => {
    const log = [answered(before, 1, "b"), answered(other, 30, "a")];
    const state = foldLearner(log, corrected);
    const [shift, ...others] = gapShifts(state, corrected, 31 * hour);
    expect(others).toEqual([]);
    expect(shift?.gap).toBe("consistency");
    expect(shift?.points).toBeGreaterThan(0);
    const then = gapShifts(foldLearner(log, uncorrected), uncorrected, 31 * hour);
    expect(then).toEqual([]);
  });
});

const none: Migrations = { items: {}, topics: {}, headings: {}, statements: {}, chains: {}, misconceptions: {} };
const moved = (given: Partial<Record<keyof Migrations, unknown>>, catalog: Catalog): Catalog => ({
  ...catalog,
  revision: "moved",
  migrations: { ...none, ...given } as Migrations,
});

describe("a log that holds old ids", () => {
  const topic = (id: string, headings: string[]) => ({
    ...(Object.values(
      aCatalog({ items: [anItem({ id: `${id}.x`, topic: id })] }).topics,
    )[0] as Catalog["topics"][TopicId]),
    headings: headings.map((heading) => ({ id: heading as HeadingId, text: heading, depth: 2 as const })),
  });
  const vote = anItem({ id: "votes.vote", topic: "votes" });
  const log = anItem({ id: "replication.log", topic: "replication" });
  const today = moved(
    {
      topics: { raft: ["votes", "replication"] },
      headings: { "raft#commit": "replication#commit-rule" },
      statements: { "consistency.9": "consistency.4", "order.1": "messaging.1" },
      misconceptions: { "idea-old": "idea-new" },
    },
    aCatalog({
      items: [vote, log],
      topics: [topic("votes", ["intro", "ladder"]), topic("replication", ["commit-rule", "ladder"])],
      misconceptions: { ["idea-new" as MisconceptionId]: { text: "new", statement: "consistency.4" as StatementId } },
      chains: [{ id: "votes.chain.term" as ChainId, topic: "votes" as TopicId, title: "Terms", rungs: [] }],
    }),
  );

  it("folds onto the new ones: answers, skips, reading, chains and what observations name", () => {
    const body = anAnswer(anItem({ id: "raft.vote" }), { response: chose("b") }).body;
    const observations = [
      { statement: "consistency.9" as StatementId, misconception: "idea-old" as MisconceptionId, score: 0, weight: 1 },
    ];
    const state = foldLearner(
      [
        record("item-answered", { ...body, observations }, 1),
        record("item-skipped", { item: "raft.log", mode: "practice", session: "s" }, 2),
        record("topic-read", { topic: "raft", heading: "commit", locale: "zh" }, 3),
        record("topic-read", { topic: "raft", heading: "intro", locale: "zh" }, 4),
        record(
          "rung-answered",
          { chain: "raft.chain.term", rung: "r", session: "s", text: "", ticks: [], hints: 0, elapsedMs: 1 },
          5,
        ),
        {
          ...record("gap-added", { gap: "own-x", title: "x", statements: ["consistency.9", "consistency.4"] }, 6),
          v: 2,
        },
      ],
      today,
    );
    expect(state.uncounted["removed-item"]).toBe(0);
    expect(state.byItem.get(vote.id)?.map(({ id }) => id)).toEqual(["e1"]);
    expect(state.answers[0]?.body.observations).toEqual([
      { statement: "consistency.4", misconception: "idea-new", score: 0, weight: 1 },
    ]);
    expect([...state.misconceptions.keys()]).toEqual(["idea-new"]);
    expect([...state.skipped]).toEqual([[log.id, 1]]);
    expect([...state.chains.keys()]).toEqual(["votes.chain.term"]);
    expect(state.own.get("own-x" as GapId)?.statements).toEqual(["consistency.4"]);
    expect([...state.reading].map(([id, { heading }]) => [id, heading])).toEqual([
      ["replication", "commit-rule"],
      ["votes", "intro"],
    ]);
  });

  it("folds what the learner said of a gap onto the gap that took its statements, and leaves the learner's own", () => {
    const said = ["order", "clock-skew"].map((gap, index) => record("gap-disputed", { gap }, index + 1));
    expect([...foldLearner(said, today).disputed.keys()]).toEqual(["messaging", "clock-skew"]);
  });

  it("counts what leads nowhere as before, and keeps it", () => {
    const state = foldLearner([answered(anItem({ id: "raft.lost" }), 1, "a")], today);
    expect([state.events, state.uncounted["removed-item"]]).toEqual([1, 1]);
  });

  it("moves the forms of mock interviews, and an answer finds its question", () => {
    const attempt = anAttempt({
      items: [anItem({ id: "raft.vote" }), anItem({ id: "raft.log" })],
      answered: { "raft.log": { as: "right" } },
    });
    const state = foldLearner(
      [
        record("mock-started", attempt.started.body, 1),
        ...[...attempt.answers.values()].map(({ body }) => record("mock-answered", body, 2)),
      ],
      today,
    );
    const folded = state.mocks.get(attempt.id);
    expect(folded?.started.body.form.map(({ item }) => item)).toEqual([vote.id, log.id]);
    expect([...(folded?.answers.keys() ?? [])]).toEqual([log.id]);
  });

  it("keeps both questions of a form apart when they became one item", () => {
    const merged = moved({ items: { "raft.a": "votes.vote", "raft.b": "votes.vote" } }, aCatalog({ items: [vote] }));
    const attempt = anAttempt({
      items: [anItem({ id: "raft.a" }), anItem({ id: "raft.b" })],
      answered: { "raft.a": { as: "right" }, "raft.b": { as: "wrong" } },
    });
    const state = foldLearner(
      [
        record("mock-started", attempt.started.body, 1),
        ...[...attempt.answers.values()].map(({ body }, index) => record("mock-answered", body, index + 2)),
      ],
      merged,
    );
    const folded = state.mocks.get(attempt.id);
    expect(folded?.started.body.form.map(({ item }) => item)).toEqual(["votes.vote", "raft.b"]);
    expect([...(folded?.answers.keys() ?? [])]).toEqual(["votes.vote", "raft.b"]);
  });

  it("loses no note where two passages became one", () => {
    const note = (heading: string, markdown: string, n: number) =>
      record("note-written", { topic: "raft", heading, markdown }, n);
    const merged = moved(
      { headings: { "raft#one": "votes#intro", "raft#two": "votes#intro" }, topics: { raft: ["votes"] } },
      aCatalog({ items: [vote], topics: [topic("votes", ["intro"])] }),
    );
    const written = [note("one", "first", 1), note("two", "second", 2), note("one", "first, mended", 3)];
    const read = (records: StoredEvent[]) =>
      foldLearner(records, merged)
        .notes.get("votes" as TopicId)
        ?.get("intro" as HeadingId)?.markdown;
    expect(read(written)).toBe("first, mended\n\nsecond");
    // Written under the new heading, where both were in sight: that is the whole note.
    expect(read([...written, record("note-written", { topic: "votes", heading: "intro", markdown: "whole" }, 4)])).toBe(
      "whole",
    );
  });

  it("marks an answer to the old item again when the new one's revision is higher", () => {
    const mended = { ...vote, revision: 2, spec: { options: options("a", "b*") } } as Item;
    const catalog = { ...today, items: [mended, log], revision: "mended" };
    const state = foldLearner([answered(anItem({ id: "raft.vote" }), 1, "b")], catalog);
    expect(state.rescored.get("e1")?.now.score.earned).toBe(1);
  });
});

describe("any log, after keys were mended, a topic renamed and a topic split", () => {
  const kinds = ["single-choice", "multiple-choice", "ordering", "matching", "numeric", "fill-in"] as const;
  const bankOf = (topics: [string, string]) => [
    ...kinds.map((kind, index) => anItem({ id: `${topics[0]}.q${index}`, topic: topics[0], kind })),
    ...kinds.map((kind, index) => anItem({ id: `${topics[1]}.q${index}`, topic: topics[1], kind })),
    ...items(3, { gap: "messaging" }),
  ];
  const old = bankOf(["old-name", "whole"]);
  const split = (item: Item, index: number): Item =>
    String(item.topic) === "whole"
      ? ({
          ...item,
          id: `${index % 2 ? "right" : "left"}-half.q${index - kinds.length}` as ItemId,
          topic: `${index % 2 ? "right" : "left"}-half`,
        } as Item)
      : item;
  const migrations: Migrations = {
    ...none,
    topics: { "old-name": ["new-name" as TopicId], whole: ["left-half" as TopicId, "right-half" as TopicId] },
  };
  /** Some items, by index, get another key. */
  const catalogWith = (mended: readonly number[]): Catalog => {
    const bank = old
      .map((item, index) => split(item, index))
      .map((item) =>
        String(item.topic) === "old-name"
          ? ({ ...item, id: String(item.id).replace("old-name", "new-name"), topic: "new-name" } as Item)
          : item,
      )
      .map((item, index) => (mended.includes(index) ? withAnotherKey(item) : item));
    return { ...aCatalog({ items: bank, revision: `mended ${mended}` }), migrations };
  };
  const newIdOf = (item: Item): ItemId => catalogWith([]).items[old.indexOf(item)]?.id as ItemId;

  const anyLog = fc
    .array(fc.tuple(fc.constantFrom(...old), fc.boolean(), fc.constantFrom("a", "b"), fc.nat({ max: 30 })), {
      maxLength: 25,
    })
    .map((given) => {
      const counters = new Map<string, number>();
      return given.map(([item, isRight, device, hours], index) => {
        const n = (counters.get(device) ?? 0) + 1;
        counters.set(device, n);
        const { body } = anAnswer(item, isRight ? {} : { response: wrongResponse(item), confidence: 3 });
        return { item, stored: { id: `id-${index}`, v: 1, type: "item-answered", at: hours * hour, device, n, body } };
      });
    });
  const anyMended = fc.uniqueArray(fc.nat({ max: old.length - 1 }), { maxLength: 6 });

  it("loses no answer, and finds each under its new id with the response as it was given", () => {
    fc.assert(
      fc.property(anyLog, anyMended, (log, mended) => {
        const records = log.map(({ stored }) => stored);
        const state = foldLearner(records, catalogWith(mended));
        expect(state.answers).toHaveLength(log.length);
        expect([...state.byItem.values()].reduce((sum, list) => sum + list.length, 0)).toBe(log.length);
        for (const { item, stored } of log) {
          const found = state.byItem.get(newIdOf(item))?.find(({ id }) => id === stored.id);
          expect(found?.body.response).toBe(stored.body.response);
        }
        const isMended = ({ item }: (typeof log)[number]) => mended.includes(old.indexOf(item));
        expect(state.rescored.size + state.unmarkable.size).toBe(log.filter(isMended).length);
        // Where nothing was mended nothing changed but names.
        const plain = foldLearner(records, catalogWith([]));
        expect(plain.answers.map(({ body }) => body.score)).toEqual(
          foldLearner(records, aCatalog({ items: old })).answers.map(({ body }) => body.score),
        );
      }),
    );
  });

  it("folds to one state in any order of arrival, and in pieces", () => {
    fc.assert(
      fc.property(anyLog, anyMended, fc.nat({ max: 25 }), fc.infiniteStream(fc.nat()), (log, mended, cut, lots) => {
        const catalog = catalogWith(mended);
        const records = log.map(({ stored }) => stored);
        const arrival = records
          .map((stored) => ({ stored, lot: lots.next().value as number }))
          .sort((one, two) => one.lot - two.lot)
          .map(({ stored }) => stored);
        const whole = foldLearner(records, catalog);
        expect(foldLearner(arrival, catalog)).toEqual(whole);
        expect(foldMore(foldLearner(arrival.slice(0, cut), catalog), arrival.slice(cut), catalog)).toEqual(whole);
      }),
    );
  });
});

function withAnotherKey(item: Item): Item {
  const revision = item.revision + 1;
  switch (item.kind) {
    case "single-choice":
    case "multiple-choice": {
      const turned = item.spec.options.map(({ key, misconception: _, ...option }) =>
        key ? { ...option, misconception: "idea-turned" } : { ...option, key: true as const },
      );
      return { ...item, revision, spec: { ...item.spec, options: turned } };
    }
    case "ordering":
      return { ...item, revision, spec: { ...item.spec, before: item.spec.before.slice(0, 1) } };
    case "matching":
      return { ...item, revision, spec: { ...item.spec, left: item.spec.left.slice(1) } };
    case "numeric":
      return { ...item, revision, spec: { ...item.spec, answer: "42" } };
    case "fill-in":
      return {
        ...item,
        revision,
        spec: { ...item.spec, blanks: item.spec.blanks.map((each) => ({ ...each, accepted: ["other"] })) },
      };
    default:
      throw new Error(`${item.kind} is not in this bank`);
  }
}
