/**
 * Answers and records that no honest page writes: numbers that are none, times that jump, ids that are taken or unknown,
 * bodies with a field torn out. From a seed, so that a failure can be made again.
 */
import type { GapId, ItemId, StatementId, TopicId } from "../lib/ids";
import type { Evidence, ItemTraits } from "../lib/mastery/estimate";
import { type Answered, evidenceOf } from "../lib/mastery/observe";
import type { Catalog } from "../lib/quiz/catalog";
import { keyResponse, scoreItem } from "../lib/quiz/score";
import { type Draw, drawsFrom } from "../lib/quiz/seed";
import type { StoredEvent } from "../lib/store/log";
import { gapIds } from "./build";

const hour = 3_600_000;
const start = Date.UTC(2026, 10, 1);

const one = <T>(draw: Draw, values: readonly T[]): T => values[Math.floor(draw() * values.length)] as T;

/** What stands where a number should. */
const noNumbers = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  1e308,
  -1e308,
  5e-324,
  1e15,
  -1e15,
  -1,
  0,
  2,
];

/** Items of seven gaps, some of two gaps, one of thousands of statements. */
function bankOf(size: number, statements: number): ItemTraits[] {
  return Array.from({ length: size }, (_, index): ItemTraits => {
    const [gap, other] = [gapIds[index % 7] as GapId, gapIds[(index + 3) % 7] as GapId];
    const gaps = index % 5 === 0 ? [gap, other] : [gap];
    const shown =
      index === 0
        ? Array.from({ length: statements }, (_, n) => `${gap}.x${n}`)
        : gaps.map((each) => `${each}.${1 + (index % 5)}`);
    return {
      item: `bank.i${index}` as ItemId,
      kind: index % 2 === 0 ? "single-choice" : "ordering",
      topics: index % 4 === 0 ? [] : [{ id: `topic-${index % 12}` as TopicId, weight: 1 }],
      gaps: gaps.map((id) => ({ id, weight: gaps.length ** -0.56 })),
      statements: shown.map((id) => ({ id: id as StatementId, weight: 1 / shown.length })),
      difficulty: 1 + (index % 5),
      guess: [0, 0.25, 0.5, 0.9][index % 4] ?? 0,
    };
  });
}

export type HostileOptions = { seed: number; count: number; items?: number; statements?: number };

/**
 * Answers as they stand in events, with the traits of what was asked, through the door by which every answer comes to the
 * estimator; those it turns away are left out. Every second answer is honest, so that there is something to spoil. The
 * item with thousands of statements comes once in a thousand, an item that nobody knows once in fifty.
 */
export function* hostileEvidence({ seed, count, items = 250, statements = 3000 }: HostileOptions): Generator<Evidence> {
  const draw = drawsFrom(seed);
  const [wide, ...bank] = bankOf(items, statements);
  let at = start;
  for (let index = 0; index < count; index++) {
    at += draw() * 3 * hour;
    const isHonest = draw() < 0.5;
    const usual = index % 1000 === 999 && wide ? wide : one(draw, bank);
    const traits = draw() < 0.02 ? { ...usual, item: `nobody.i${index}` as ItemId } : usual;
    const garbage = (sound: number, chance = 0.3) => (!isHonest && draw() < chance ? one(draw, noNumbers) : sound);
    const body: Answered = {
      score: { earned: garbage(Math.round(draw() * 4)), possible: garbage(4) },
      observations: traits.statements.slice(0, 4).flatMap(({ id }) => [
        { statement: id, score: garbage(Math.round(draw())), weight: garbage(0.5) },
        { statement: id, score: garbage(Math.round(draw())), weight: garbage(0.5) },
      ]),
      hints: garbage(0),
      // What a body may hold is wider than what its type says.
      ...(draw() < 0.5 && { confidence: garbage(1 + Math.floor(draw() * 3)) as 1 | 2 | 3 }),
    };
    const id = draw() < 0.1 ? "the same" : `a${index}`;
    const when = garbage(draw() < 0.1 ? at - 400 * 24 * hour * draw() : at, 0.2);
    const evidence = evidenceOf(id, body, traits, when);
    if (evidence) yield draw() < 0.2 ? { ...evidence, news: draw() } : evidence;
  }
}

/** What stands where anything should. */
const nonsense = [
  ...noNumbers,
  "",
  "nobody.nothing",
  "__proto__",
  null,
  undefined,
  true,
  [],
  {},
  [null],
  { type: "x" },
];

/** A copy with one leaf, list or object replaced by nonsense, or a list repeated until it is absurdly long. */
function mangled(value: unknown, draw: Draw): unknown {
  if (typeof value !== "object" || value === null || draw() < 0.1) return one(draw, nonsense);
  if (Array.isArray(value)) {
    if (value.length === 0) return one(draw, nonsense);
    if (draw() < 0.1) return Array.from({ length: 2000 }, (_, index) => value[index % value.length]);
    const place = Math.floor(draw() * value.length);
    return value.map((each, index) => (index === place ? mangled(each, draw) : each));
  }
  const key = one(draw, Object.keys(value));
  if (key === undefined) return one(draw, nonsense);
  return { ...value, [key]: mangled((value as Record<string, unknown>)[key], draw) };
}

type Happening = readonly [type: string, v: number, body: unknown];

/** Bodies that a page of today writes, of every type that bears on what is known, some of older versions. */
function happenings(catalog: Catalog, draw: Draw): () => Happening {
  const answers = catalog.items.map((item, index) => {
    const key = keyResponse(item, 1);
    const score = scoreItem(item, key, 1);
    if (score.state !== "marked") throw new Error(`the key of ${item.id} is not whole`);
    return {
      item: item.id,
      revision: item.revision,
      kind: item.kind,
      mode: one(draw, ["read", "practice", "review", "diagnostic", "mock"]),
      session: `s${index % 9}`,
      response: key,
      score: { earned: score.earned, possible: score.possible },
      observations: score.observations,
      elapsedMs: 30_000,
      hints: 0,
      seed: 1,
    };
  });
  const statements = catalog.gaps.flatMap((gap) => gap.statements.map(({ id }) => id));
  const gap = () => one(draw, ["own-one", "own-two", ...catalog.gaps.map(({ id }) => id as string), "no-such-gap"]);
  const text = () => one(draw, ["", "words", "x".repeat(2000)]);
  return () => {
    const kind = draw();
    if (kind < 0.5) {
      const answer = one(draw, answers);
      const share = Math.round(draw() * 4) / 4;
      return [
        "item-answered",
        1,
        {
          ...answer,
          score: { earned: share * answer.score.possible, possible: answer.score.possible },
          observations: answer.observations.map((each) => ({ ...each, score: draw() < share ? 1 : 0 })),
          predicted: draw(),
          confidence: one(draw, [1, 2, 3]),
          hints: draw() < 0.2 ? 1 : 0,
        },
      ];
    }
    if (kind < 0.65 && catalog.chains.length > 0) {
      const chain = one(draw, catalog.chains);
      const rung = one(draw, chain.rungs);
      return [
        "rung-answered",
        1,
        {
          chain: chain.id,
          rung: rung.id,
          session: `s${Math.floor(draw() * 9)}`,
          text: text(),
          ticks: rung.ticks.filter(() => draw() < 0.6).map(({ id }) => id),
          hints: 0,
          elapsedMs: 60_000,
          ...(rung.item !== undefined && { share: draw() }),
        },
      ];
    }
    return one<() => Happening>(draw, [
      () => ["item-skipped", 1, { item: one(draw, answers).item, mode: "practice", session: "s" }],
      () => ["gap-disputed", 1, { gap: gap(), reason: text() }],
      () => ["gap-snoozed", 1, { gap: gap(), until: start + draw() * 999 * hour }],
      () => ["gap-added", 1, { gap: gap(), title: "one's own" }],
      () => [
        "gap-added",
        2,
        { gap: gap(), title: "one's own", statements: statements.filter(() => draw() < 0.1), stuckAt: 2 },
      ],
      () => ["gap-removed", 1, { gap: gap() }],
      () => ["gap-judged", 1, { gap: gap(), word: one(draw, ["weak", "unsure", "fine"]) }],
      () => [
        "gap-rule-set",
        1,
        { gap: gap(), rule: one(draw, ["items=3 kinds=2 days=5 deep=0", "", "items=-1", "x"]) },
      ],
      () => ["topic-read", 1, { topic: "consensus-raft", heading: "what", locale: "en" }],
      () => ["note-written", 1, { topic: "consensus-raft", heading: "what", markdown: text() }],
      () => ["setting-set", 1, { key: "interview.minutes", value: one(draw, [30, "x", true]) }],
      () => ["badge-earned", 1, { badge: "gold" }],
      () => ["erased", 1, { ids: [`id-${Math.floor(draw() * 400)}`] }],
    ])();
  };
}

/** Records of five devices, the clocks of two of them wild; a third of the records are mangled somewhere. */
export function hostileRecords(catalog: Catalog, { seed, count }: HostileOptions): StoredEvent[] {
  const draw = drawsFrom(seed);
  const next = happenings(catalog, draw);
  const counters = new Map<string, number>();
  const records: StoredEvent[] = [];
  let at = start;
  while (records.length < count) {
    at += draw() * 2 * hour;
    const device = one(draw, ["a", "b", "c", "d", "__proto__"]);
    const n = (counters.get(device) ?? 0) + 1;
    counters.set(device, n);
    const [type, v, body] = next();
    const isWild = device === "d" && draw() < 0.02;
    const sound = {
      id: draw() < 0.05 ? `id-${Math.floor(draw() * records.length)}` : `id-${records.length}`,
      v,
      type,
      at: isWild ? one(draw, [1e15, -1e15, -1, 0, at - 900 * hour]) : Math.round(at),
      device,
      n,
      body,
    };
    const change = draw();
    records.push(
      change < 0.3
        ? { ...sound, body: mangled(body, draw) }
        : change < 0.33
          ? (mangled(sound, draw) as StoredEvent)
          : sound,
    );
  }
  // A record that is no object at all is nothing a log can hold.
  return records.filter((record) => typeof record === "object" && record !== null && !Array.isArray(record));
}
