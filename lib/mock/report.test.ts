import { describe, expect, it } from "vitest";
import { type AttemptOptions, aCatalog, anAttempt, anItem, aTopic, items, options } from "../../tests/build";
import { Fault } from "../fault";
import type { HeadingId } from "../ids";
import { foldLearner } from "../learner/state";
import type { Item } from "../quiz/catalog";
import type { Spec } from "../quiz/kinds";
import type { StoredEvent } from "../store/log";
import { handInEvents } from "./hand-in";
import { judgedIn, reportOf } from "./report";

/** A report over these items; those not answered stay open. */
const report = (
  bank: Item[],
  answered: AttemptOptions["answered"],
  rest: AttemptOptions = {},
  catalog = aCatalog({ items: bank }),
) => reportOf(anAttempt({ items: bank, answered, ...rest }), catalog);

const letters = ["a", "b", "c", "d", "e", "f", "g"];
const seven = letters.map((letter) => anItem({ id: `t.${letter}`, topic: "t" }));
const half = anItem({ id: "t.half", topic: "t", kind: "multiple-choice" });
const halfRight = { choice: { type: "choice" as const, chosen: ["a"] } };

describe("the report's total", () => {
  it("counts every item as one, and tells open ones from wrong ones", () => {
    const { total, open } = report([...seven.slice(0, 3), half], {
      "t.a": { as: "right" },
      "t.b": { as: "wrong" },
      "t.half": { as: halfRight },
    });
    expect(total).toEqual({ items: 4, answered: 3, earned: 1.5, share: 0.375, answeredShare: 0.5 });
    expect(open).toEqual(["t.c"]);
  });

  it("says nothing of what the learner knows where nothing was answered", () => {
    expect(report(seven, {}).total).toEqual({ items: 7, answered: 0, earned: 0, share: 0, answeredShare: null });
  });

  it("is split by gap and by topic; an item of two gaps counts in both", () => {
    const bank = [
      anItem({ id: "t1.a", topic: "t1", statements: ["consistency.1", "resilience.2"] }),
      anItem({ id: "t1.b", topic: "t1", statements: ["traffic.1"] }),
      anItem({ id: "messaging.c", topic: null, statements: ["messaging.1"] }),
    ];
    const { gaps, topics } = report(bank, { "t1.a": { as: "right" }, "t1.b": { as: "wrong" } });
    expect(gaps.map(({ gap, items, answered, earned }) => [gap, items, answered, earned])).toEqual([
      ["traffic", 1, 1, 0],
      ["consistency", 1, 1, 1],
      ["resilience", 1, 1, 1],
      ["messaging", 1, 0, 0],
    ]);
    expect(topics.map(({ topic, items, earned }) => [topic, items, earned])).toEqual([
      ["t1", 2, 1],
      [null, 1, 0],
    ]);
  });
});

describe("the report's items", () => {
  it("come in the order of what there is to learn", () => {
    const { items: listed } = report([...seven, half], {
      "t.a": { as: "right", confidence: 3 },
      "t.b": { as: "right", confidence: 1 },
      "t.d": { as: "wrong", confidence: 1 },
      "t.e": { as: "wrong", confidence: 3 },
      "t.f": { as: "wrong", confidence: 2 },
      "t.g": { as: "wrong" },
      "t.half": { as: halfRight, confidence: 2 },
    });
    expect(listed.map(({ item, result }) => [item, result])).toEqual([
      ["t.e", "wrong"],
      ["t.f", "wrong"],
      ["t.d", "wrong"],
      ["t.g", "wrong"],
      ["t.half", "partial"],
      ["t.c", "open"],
      ["t.b", "right"],
      ["t.a", "right"],
    ]);
  });

  it("carry what a screen needs to show them as they were asked", () => {
    const [only] = report([anItem({ id: "t.a", seconds: 75 })], {
      "t.a": { as: "wrong", confidence: 2, spentMs: 90_000 },
    }).items;
    expect(only).toEqual({
      item: "t.a",
      place: 1,
      section: 0,
      seed: 1,
      topic: "consensus-raft",
      heading: "a-heading",
      gaps: ["consistency"],
      response: { choice: { type: "choice", chosen: ["b"] } },
      result: "wrong",
      share: 0,
      score: { earned: 0, possible: 1 },
      confidence: 2,
      spentMs: 90_000,
      suggestedMs: 75_000,
      misconceptions: ["idea-b"],
      isRevised: false,
    });
  });

  it("are judged by today's item, and say so when it has changed since", () => {
    const before = anItem({ id: "t.a", revision: 1 });
    const catalog = aCatalog({ items: [anItem({ id: "t.a", revision: 2 })] });
    expect(report([before], { "t.a": { as: "right" } }, {}, catalog).items[0]?.isRevised).toBe(true);
  });

  it("leave out what was withdrawn, and count it nowhere", () => {
    const catalog = aCatalog({ items: seven.slice(1) });
    const { withdrawn, total } = report(seven, { "t.a": { as: "wrong" }, "t.b": { as: "right" } }, {}, catalog);
    expect(withdrawn).toEqual(["t.a"]);
    expect(total).toMatchObject({ items: 6, answered: 1, earned: 1 });
  });

  it("call an answer that is not complete open", () => {
    const numeric = anItem({ id: "t.n", kind: "numeric" });
    const typed = { number: { type: "number" as const, text: "about five" } };
    expect(report([numeric], { "t.n": { as: typed } }).items[0]).toMatchObject({ result: "open", response: typed });
  });
});

describe("the report on time", () => {
  it("sets the time used against the time given, in whole and by section", () => {
    const { time } = report(
      seven,
      {
        "t.a": { as: "right", spentMs: 60_000 },
        "t.b": { as: "right", spentMs: 30_000 },
        "t.g": { as: "right", spentMs: 45_000 },
      },
      {
        sectionOf: [0, 0, 0, 0, 1, 1, 1],
        sections: [
          { title: "One", minutes: 6 },
          { title: "Two", minutes: 9 },
        ],
        durationMs: 900_000,
        extraFactor: 1.5,
        handedIn: { reason: "deadline", elapsedMs: 900_000 },
      },
    );
    expect(time).toEqual({
      givenMs: 900_000,
      usedMs: 900_000,
      extraFactor: 1.5,
      creditedMs: 0,
      sections: [
        { title: "One", givenMs: 360_000, spentMs: 90_000, items: 4, answered: 2 },
        { title: "Two", givenMs: 540_000, spentMs: 45_000, items: 3, answered: 1 },
      ],
    });
  });

  it("names the interruptions and what of them was not counted", () => {
    const gaps = [
      { ms: 60_000, kind: "absence", decision: "credited" },
      { ms: 20_000, kind: "reload", decision: "counted" },
    ] as const;
    const { interruptions, time } = report(seven, {}, { gaps: [...gaps] });
    expect(interruptions).toEqual(gaps);
    expect(time.creditedMs).toBe(60_000);
  });

  it("has no limit to compare with in an untimed sitting", () => {
    const { time } = report(seven, {}, { durationMs: null });
    expect([time.givenMs, time.sections[0]?.givenMs]).toEqual([null, null]);
  });
});

it("tells for each level of confidence how the answers came out", () => {
  const { calibration } = report([...seven, half], {
    "t.a": { as: "right", confidence: 3 },
    "t.b": { as: "wrong", confidence: 3 },
    "t.half": { as: halfRight, confidence: 3 },
    "t.c": { as: "right", confidence: 1 },
    "t.d": { as: "right" },
  });
  expect(calibration).toEqual([
    { confidence: 1, answered: 1, earned: 1, right: 1, partial: 0, wrong: 0 },
    { confidence: 3, answered: 3, earned: 1.5, right: 1, partial: 1, wrong: 1 },
  ]);
});

it("gathers the false ideas, the most frequent first", () => {
  const { misconceptions } = report([...seven.slice(0, 2), half], {
    "t.a": { as: "wrong" },
    "t.b": { as: "wrong" },
    "t.half": { as: { choice: { type: "choice", chosen: ["a", "b", "c"] } } },
  });
  expect(misconceptions).toEqual([
    { id: "idea-b", items: ["t.a", "t.b"] },
    { id: "idea-c", items: ["t.half"] },
  ]);
});

describe("the next actions", () => {
  const asked = [
    anItem({ id: "raft.a", topic: "raft", heading: "commit", seconds: 60 }),
    anItem({ id: "raft.b", topic: "raft", heading: "commit", seconds: 90 }),
    anItem({ id: "kafka.c", topic: "kafka", heading: "acks", statements: ["messaging.2"], seconds: 60 }),
  ];
  const bank = [
    ...asked,
    ...items(12, { gap: "consistency", topic: "raft", seconds: 120 }),
    ...items(3, { gap: "messaging", topic: "kafka" }),
  ];
  const headings = ["commit", "election", "reads", "ladder"].map((id) => ({
    id: id as HeadingId,
    text: id,
    depth: 2 as const,
  }));
  const topics = [aTopic({ id: "raft", minutes: 14, headings }), aTopic({ id: "kafka", minutes: 12, headings })];
  const next = (answered: AttemptOptions["answered"]) =>
    report(asked, answered, {}, aCatalog({ items: bank, topics })).next;

  it("are to practise the gap, reread the passage and retry the answers that cost most", () => {
    expect(
      next({ "raft.a": { as: "wrong" }, "raft.b": { as: "wrong", confidence: 3 }, "kafka.c": { as: "wrong" } }),
    ).toEqual([
      { type: "practise", gap: "consistency", items: 7, minutes: 14 },
      { type: "reread", topic: "raft", heading: "commit", items: ["raft.a", "raft.b"], minutes: 4 },
      { type: "retry", why: "wrong", items: ["raft.b", "raft.a", "kafka.c"], minutes: 4 },
    ]);
  });

  it("turn to what was left open when nothing was wrong", () => {
    const actions = next({ "raft.a": { as: "right", confidence: 1 } });
    expect(actions.slice(1)).toEqual([
      { type: "retry", why: "open", items: ["raft.b", "kafka.c"], minutes: 3 },
      { type: "retry", why: "unsure", items: ["raft.a"], minutes: 1 },
    ]);
  });

  it("turn to the gaps asked least when all was right", () => {
    const actions = next(
      Object.fromEntries(asked.map(({ id }) => [id, { as: "right" as const, confidence: 3 as const }])),
    );
    expect(actions.map((action) => action.type === "practise" && action.gap)).toEqual(["messaging", "consistency"]);
  });

  it("take at most fifteen minutes each, however slow the items", () => {
    const slow = letters.map((letter) => anItem({ id: `t.${letter}`, topic: "t", seconds: 400 }));
    const answered = Object.fromEntries(slow.map(({ id }) => [id, { as: "wrong" as const }]));
    const actions = report(slow, answered).next;
    expect(actions).toHaveLength(3);
    for (const { minutes } of actions) expect(minutes).toBeLessThanOrEqual(15);
    expect(actions.find(({ type }) => type === "retry")).toMatchObject({ items: ["t.a", "t.b"], minutes: 14 });
  });

  it("never send to a note that is not written", () => {
    const planned = aCatalog({ items: bank, topics: topics.map((topic) => ({ ...topic, state: "planned" as const })) });
    const { next: actions } = report(asked, { "raft.a": { as: "wrong" } }, {}, planned);
    expect(actions.some(({ type }) => type === "reread")).toBe(false);
  });
});

it("is refused for a sitting that runs or was abandoned", () => {
  expect(() => report(seven, {}, { handedIn: false })).toThrow(Fault);
  expect(() => report(seven, {}, { handedIn: { reason: "abandoned" } })).toThrow(Fault);
});

describe("the report of a sitting whose item was corrected since", () => {
  const [a, b, c] = ["t.a", "t.b", "t.c"].map((id) =>
    anItem({ id, topic: "t", spec: { options: options("a*", "b") } }),
  );
  const bank = [a, b, c].flatMap((item) => item ?? []);
  const mended = { ...bank[1], revision: 2, spec: { options: options("a", "b*") } } as Item;
  const catalog = aCatalog({ items: [bank[0] as Item, mended, bank[2] as Item] });
  const attempt = anAttempt({
    items: bank,
    answered: { "t.a": { as: "right" }, "t.b": { as: "wrong", confidence: 3 } },
  });
  const log = [
    attempt.started,
    ...attempt.answers.values(),
    ...handInEvents(attempt, aCatalog({ items: bank }), { reason: "by-hand", elapsedMs: 9 }).map(
      ({ id, type, body }, index) => ({
        id: id ?? type,
        v: 1,
        type,
        at: 9e5,
        device: "a-device",
        n: 100 + index,
        body,
      }),
    ),
  ] as StoredEvent[];
  const state = foldLearner(log, catalog);
  const folded = state.mocks.get(attempt.id) as typeof attempt;
  const told = reportOf(folded, catalog, judgedIn(state, folded));

  it("shows the result of the hand-in, and today's beside it, for the item and in total", () => {
    expect(told.total).toMatchObject({ items: 3, answered: 2, earned: 1 });
    expect(told.today).toMatchObject({ items: 3, answered: 2, earned: 2 });
    const line = told.items.find(({ item }) => item === "t.b");
    expect(line).toMatchObject({
      result: "wrong",
      score: { earned: 0, possible: 1 },
      today: { result: "right", share: 1, score: { earned: 1, possible: 1 } },
      isRevised: true,
    });
    expect(told.items.filter(({ today }) => today)).toHaveLength(1);
  });

  it("says what to learn by today's key: no wrong idea, nothing to answer again", () => {
    expect(told.misconceptions).toEqual([]);
    expect(told.next.filter((action) => action.type === "retry" && action.why === "wrong")).toEqual([]);
    expect(told.items.map(({ item }) => item)).toEqual(["t.c", "t.a", "t.b"]);
  });

  it("has no second total where a correction changed nothing", () => {
    const same = aCatalog({ items: [{ ...bank[0], revision: 2 } as Item, ...bank.slice(1)] });
    const again = foldLearner(log, same);
    expect(again.rescored.size).toBe(1);
    const plain = reportOf(folded, same, judgedIn(again, folded));
    expect([plain.today, plain.items.filter(({ today }) => today)]).toEqual([undefined, []]);
  });

  it("calls open what was open at the hand-in, also where the mended item could mark it", () => {
    const asked = anItem({ id: "t.c", topic: "t", kind: "matching" });
    const unfinished = { match: { type: "match" as const, pairs: { x: "a" } } };
    const sitting = anAttempt({
      items: [bank[0] as Item, asked],
      answered: { "t.a": { as: "right" }, "t.c": { as: unfinished } },
    });
    const easier = {
      ...asked,
      revision: 2,
      spec: { ...plainOf(asked), left: plainOf(asked).left.slice(0, 1) },
    } as Item;
    const judged = new Map([[(bank[0] as Item).id, { was: { score: { earned: 1, possible: 1 }, observations: [] } }]]);
    const { items } = reportOf(sitting, aCatalog({ items: [bank[0] as Item, easier] }), judged);
    expect(items.find(({ item }) => item === "t.c")?.result).toBe("open");
  });
});

const plainOf = (item: Item) => item.spec as Spec<"matching">;
