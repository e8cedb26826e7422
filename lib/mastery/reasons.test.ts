import { createTranslator } from "next-intl";
import { describe, expect, it } from "vitest";
import en from "../i18n/messages/en.json";
import zh from "../i18n/messages/zh.json";
import type { ChainId, GapId, ItemId, MisconceptionId, StatementId } from "../ids";
import { closingOf, ruleInForce, type Showing } from "./closing";
import type { Level } from "./estimate";
import type { Mover, Term, Terms } from "./explain";
import { type GapReading, type GapState, readingOf } from "./gaps";
import type { OwnReading, OwnState } from "./own";
import { type GapFacts, gapReasons, type Names, type OwnFacts, ownReasons, placeReasons, type Reason } from "./reasons";
import type { Telling, TellingVerdict } from "./recall";

const statements = ["consistency.1", "consistency.2"] as StatementId[];
const names: Names = {
  topic: () => "Paxos",
  gap: () => "Strong consistency",
  statement: () => "Orders the steps of a commit",
  chain: () => "From one write to many",
  item: () => "Paxos",
};
const nameless: Names = { topic: none, gap: none, statement: none, chain: none, item: none };
function none() {
  return undefined;
}

const gapStates: GapState[] = ["untested", "likely-weak", "weak", "forming", "solid", "fading", "closed"];
const ownStates: OwnState[] = ["unbound", "judged", "likely-weak", "forming", "solid", "fading", "closed"];
const verdicts: TellingVerdict[] = ["knows-and-tells", "recognises-only", "tells-not-picks", "neither", "too-little"];
const termNames: Term["of"][] = ["global", "form", "topic", "gap", "gap-form", "statement", "judged"];
const sizes = [-0.9, -0.3, -0.1, 0.1, 0.3, 0.9];

const level = (n: number, mid = 33): Level => ({ mid, lo: mid - 10.4, hi: mid + 10.4, n, last: n > 0 ? 1 : null });
const terms = (of: Term["of"], value: number): Terms => ({
  base: 0.8,
  x: 0.8 + value,
  terms: [{ of, id: of === "global" || of === "form" ? "" : "an-id", value }],
  largest: [{ of, id: of === "global" || of === "form" ? "" : "an-id", value }],
});
const mover = (points: number, isRung: boolean): Mover => ({
  answer: `moved ${points}`,
  item: "consensus-raft.an-item" as ItemId,
  ...(isRung && { rung: { chain: "consensus-raft.chain.commit" as ChainId, level: 2 } }),
  at: 1,
  weight: points / 20,
  points,
  without: 33 - points,
});
const telling = (verdict: TellingVerdict, deepest: 0 | 1 | 3 | null): Telling => ({
  verdict,
  choices: { n: 9, right: 8, answers: ["c1"] },
  produced: { n: 0, right: 0, answers: [] },
  rungs: { n: 4, right: 1, answers: ["r1"], chains: [], deepest },
});

/** What is missing: nothing, one thing each, all. */
const shownBy = (...kinds: string[]): Showing[] =>
  kinds.map((written, index) => {
    const [kind = "", day = "0"] = written.split("@");
    const isDeep = kind === "follow-up";
    return { item: `i${index}` as ItemId, kind, at: Number(day) * 86_400_000, isDeep };
  });
const closings = [undefined, "items=3 kinds=2 days=0 deep=0", "nobody can read this"].flatMap((rule) =>
  [
    shownBy(),
    shownBy("numeric"),
    shownBy("numeric", "numeric@9"),
    shownBy("numeric", "ordering"),
    shownBy("numeric", "ordering@9"),
    shownBy("numeric", "ordering@9", "follow-up@9"),
  ].flatMap((shown) =>
    [[], statements].map((deepIn) =>
      closingOf(statements, new Map(statements.map((each) => [each, shown])), ruleInForce(rule), deepIn),
    ),
  ),
);

const gapReading = (state: GapState, n: number, more: Partial<GapReading> = {}): GapReading => ({
  ...readingOf(level(n)),
  gap: "consistency" as GapId,
  state,
  bottomTwo: 0.5,
  reachesTarget: 0.2,
  first: 0,
  spanDays: 0,
  kinds: [],
  statements: [],
  closing: closings[0] as GapReading["closing"],
  ...more,
});
const gapFacts = (reading: GapReading, more: Partial<GapFacts> = {}): GapFacts => ({
  reading,
  terms: terms("gap", -0.5),
  movers: [],
  misconceptions: [],
  telling: telling("too-little", null),
  judgement: "Mixes up strong and eventual consistency",
  toDecide: 7,
  ...more,
});

const moved = [-6.2, 4, 0.01, -0.01].flatMap((points) => [mover(points, false), mover(points, true)]);
const disputes: GapFacts["dispute"][] = [
  {},
  ...[3, 12].flatMap((n) =>
    [25, 32.5, 41].map((mid) => ({ probe: { answer: "p", before: level(n), after: level(n + 1, mid) } })),
  ),
];

const inGaps: GapFacts[] = [
  ...gapStates.flatMap((state) => [0, 1, 2, 3, 9, 10, 31].map((n) => gapFacts(gapReading(state, n)))),
  ...[5, 25, 45, 65, 85].map((mid) => gapFacts({ ...gapReading("forming", 5), ...readingOf(level(5, mid)) })),
  ...(["weak", "unsure", "fine"] as const).map((word) => gapFacts(gapReading("forming", 12, { word }))),
  ...termNames.flatMap((of) => sizes.map((size) => gapFacts(gapReading("weak", 12), { terms: terms(of, size) }))),
  ...[5, 12].flatMap((n) => moved.map((each) => gapFacts(gapReading("weak", n), { movers: [each] }))),
  ...[1, 4].map((times) =>
    gapFacts(gapReading("weak", 12), {
      misconceptions: [
        {
          id: "a-majority-read" as MisconceptionId,
          text: "Any majority will do",
          answers: Array.from({ length: times }, (_, index) => `m${index}`),
        },
      ],
    }),
  ),
  ...verdicts.flatMap((verdict) =>
    ([null, 0, 1, 3] as const).map((deepest) =>
      gapFacts(gapReading("weak", 12), { telling: telling(verdict, deepest) }),
    ),
  ),
  ...[null, 0, 1, 30].map((toDecide) => gapFacts(gapReading("likely-weak", 12), { toDecide })),
  ...disputes.flatMap((dispute) => (dispute ? [gapFacts(gapReading("weak", 12), { dispute })] : [])),
  ...closings.map((closing) => gapFacts(gapReading("forming", 12, { closing }))),
];
const inOwn: OwnFacts[] = ownStates.flatMap((state) =>
  ([undefined, 0, 3] as const).map((stuckAt): OwnFacts => {
    const n = state === "unbound" || state === "judged" ? 0 : 12;
    const own = { gap: "own-x" as GapId, title: "x", statements: [], at: 0, ...(stuckAt !== undefined && { stuckAt }) };
    const reading: OwnReading = {
      ...readingOf(level(n)),
      own,
      state,
      spanDays: 0,
      kinds: [],
      statements: [],
      closing: closings[1] as OwnReading["closing"],
    };
    return { ...gapFacts(gapReading("forming", n)), reading };
  }),
);

const all: Reason[] = [
  ...inGaps.flatMap((facts) => [...gapReasons(facts, names), ...placeReasons(facts, names)]),
  ...inOwn.flatMap((facts) => ownReasons(facts, names)),
];

type Messages = { [key: string]: string | Messages };
const keysOf = (messages: Messages, path = ""): string[] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [`${path}${key}`] : keysOf(value, `${path}${key}.`),
  );

describe("the reasons of every state", () => {
  it("use each message, and have one each", () => {
    expect([...new Set(all.map(({ code }) => code))].sort()).toEqual(keysOf(en.reasons).sort());
  });

  it.each([
    ["zh", zh],
    ["en", en],
  ] as const)("are whole sentences in %s", (locale, messages) => {
    const t = createTranslator({
      locale,
      messages: { reasons: messages.reasons },
      namespace: "reasons",
      onError: (error) => {
        throw error;
      },
    }) as unknown as (key: string, params: Reason["params"]) => string;
    const sentences = all.map(({ code, params }) => t(code, params));
    for (const sentence of sentences) {
      expect(sentence).not.toMatch(/NaN|undefined|null|[{}]|%|reasons\./);
      expect(sentence).not.toMatch(/consistency\.\d|consensus-raft|own-x|an-id|a-majority-read/);
      expect(sentence).toMatch(/\p{L}/u);
    }
    const bare = new Set(["misconception", "state.notes"]);
    const open = all.filter(({ code, params }) => !bare.has(code) && !/[.。]$/.test(t(code, params)));
    expect(open.map(({ code }) => code)).toEqual([]);
  });

  it("would be caught with a raw id in them", () => {
    const rawNames: Names = { ...names, chain: (id) => id };
    const told = gapReasons(gapFacts(gapReading("weak", 12), { movers: [mover(4, true)] }), rawNames);
    expect(JSON.stringify(told.map(({ params }) => params))).toMatch(/consensus-raft/);
  });
});

describe("what a reason may say", () => {
  const codes = (n: number, more: Partial<GapFacts> = {}) =>
    gapReasons(gapFacts(gapReading("forming", n), more), names).map(({ code }) => code);

  it("is no interval before three answers and no number of the level before ten", () => {
    for (const n of [1, 2]) expect(codes(n)).toContain("level.too-few");
    for (const n of [3, 9]) expect(codes(n)).toContain("level.band-2");
    for (const n of [10, 31]) expect(codes(n)).toContain("level.range");
    const few = codes(9, { movers: moved, dispute: disputes[1] as NonNullable<GapFacts["dispute"]> });
    expect(few.filter((code) => /range|-by$/.test(code))).toEqual([]);
    const many = codes(10, { movers: moved, dispute: disputes[4] as NonNullable<GapFacts["dispute"]> });
    expect(many.filter((code) => /range|-by$/.test(code)).sort()).toEqual([
      "dispute.range",
      "level.range",
      "moved.down-by",
      "moved.up-by",
      "told.down-by",
    ]);
  });

  it("is nothing of answers where there are none", () => {
    const told = codes(0, { movers: moved, misconceptions: [] });
    expect(told).toEqual(["state.forming", "rule.standard", "closing.items", "closing.items", "closing.deep-nowhere"]);
  });

  it("is nothing of what has no name any more, rather than its id", () => {
    const facts = gapFacts(gapReading("weak", 12), { movers: moved, terms: terms("topic", 0.5) });
    const told = gapReasons(facts, nameless).map(({ code }) => code);
    expect(told.filter((code) => /^(term|moved|told|closing\.(items|kinds|days))/.test(code))).toEqual([]);
  });

  it("leads to the answers it rests on", () => {
    const facts = gapFacts(gapReading("weak", 12), {
      movers: [mover(4, false)],
      misconceptions: [{ id: "m" as MisconceptionId, text: "x", answers: ["m0", "m1"] }],
      telling: telling("recognises-only", 1),
    });
    const behind = new Map(gapReasons(facts, names).map(({ code, answers }) => [code, answers]));
    expect(behind.get("moved.up-by")).toEqual(["moved 4"]);
    expect(behind.get("misconception")).toEqual(["m0", "m1"]);
    expect(behind.get("telling.recognises-only")).toEqual(["c1", "r1"]);
  });
});
