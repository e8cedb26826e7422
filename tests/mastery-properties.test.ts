/**
 * What the weakness model keeps, whatever stands in the log: properties with names, each beside an engine that breaks it
 * and must be caught. 20,000 hostile answers in the usual run, a million in the long one.
 */
import { describe, expect, it } from "vitest";
import type { GapId, StatementId, TopicId } from "../lib/ids";
import { gapBoard, ownCalibration } from "../lib/learner/select";
import { foldLearner, foldMore, type LearnerState } from "../lib/learner/state";
import {
  absorb,
  begin,
  type Draft,
  type Evidence,
  initial,
  levelOf,
  type MasteryState,
  type Prediction,
  predict,
  type Target,
} from "../lib/mastery/estimate";
import type { Catalog } from "../lib/quiz/catalog";
import { drawsFrom, shuffle } from "../lib/quiz/seed";
import type { StoredEvent } from "../lib/store/log";
import { authoredCatalog } from "./authored";
import { gapIds } from "./build";
import { hostileEvidence, hostileRecords } from "./hostile";

const isLong = process.env.QUORUM_LONG === "1";
const hostileAnswers = isLong ? 1_000_000 : 20_000;
const seed = 40_731;
/** Ends what hangs, in ms; the long run has fifty times the work. */
const patience = isLong ? 3_600_000 : 120_000;
const now = Date.UTC(2026, 10, 21);

/** The estimator as a property sees it, so that a broken one can stand in its place. */
type Engine = {
  begin(): Draft;
  absorb(draft: Draft, evidence: Evidence): void;
  predict(draft: Draft, evidence: Evidence): Prediction;
  /** What stands in the draft. */
  read(draft: Draft): MasteryState;
};
const engine: Engine = {
  begin: () => begin(initial()),
  absorb,
  predict: (draft, { traits, at }) => predict(draft, traits, at),
  read: (draft) => draft,
};

/** Every number that can be reached in a state, with the way to it: keys of maps in brackets. */
function* numbersIn(value: unknown, path = ""): Generator<[path: string, value: number]> {
  if (typeof value === "number") yield [path, value];
  else if (value instanceof Map) for (const [key, each] of value) yield* numbersIn(each, `${path}[${key}]`);
  else if (ArrayBuffer.isView(value) || Array.isArray(value))
    for (const [index, each] of [...(value as Iterable<unknown>)].entries()) yield* numbersIn(each, `${path}.${index}`);
  else if (typeof value === "object" && value !== null)
    for (const [key, each] of Object.entries(value)) yield* numbersIn(each, `${path}.${key}`);
}

/** What is wrong with the numbers of a state: not finite, a mean out of all measure, a variance below nothing. */
function faultsIn(state: unknown): string[] {
  const faults: string[] = [];
  for (const [path, value] of numbersIn(state)) {
    if (!Number.isFinite(value)) faults.push(`${path} is ${value}`);
    else if (path.endsWith(".variance") && value < 0) faults.push(`${path} is ${value}, below nothing`);
    // Logits: e^-100 is nothing to any scale.
    else if (path.endsWith(".mean") && Math.abs(value) > 100) faults.push(`${path} is ${value}, out of measure`);
  }
  return faults;
}

function faultsOfPrediction({ p, x, variance }: Prediction): string[] {
  const isSound = p > 0 && p < 1 && Number.isFinite(x) && Number.isFinite(variance) && variance >= 0;
  return isSound ? [] : [`p ${p}, x ${x}, variance ${variance}`];
}

/** The first faults along a stream of answers, each with the number of the answer after which it stood. */
function faultsAlong(tested: Engine, stream: Iterable<Evidence>, every: number): string[] {
  const draft = tested.begin();
  const faults: string[] = [];
  let index = 0;
  for (const evidence of stream) {
    const before = faultsOfPrediction(tested.predict(draft, evidence));
    tested.absorb(draft, evidence);
    const found = [...before, ...faultsOfPrediction(tested.predict(draft, { ...evidence, at: now }))];
    index++;
    if (index % every === 0 || index <= 200) found.push(...faultsIn(tested.read(draft)));
    faults.push(...found.map((fault) => `after answer ${index}: ${fault}`));
    if (faults.length > 0) return faults;
  }
  return [...faults, ...faultsIn(tested.read(draft))];
}

const targets: Target[] = gapIds.flatMap((gap): Target[] => {
  const topics = [0, 5].map((n) => ({ id: `topic-${n}` as TopicId, weight: 0.5 }));
  const statements = [1, 2, 3, 4, 5].map((n) => `${gap}.${n}` as StatementId);
  return [
    { gap: gap as GapId, topics, statements },
    ...statements.map((statement) => ({ statement, gap: gap as GapId, topics })),
  ];
});

/** Cells by the way to them, with the keys of the maps on that way. */
function cellsIn(state: MasteryState): Map<string, { keys: string[]; variance: number }> {
  const cells = new Map<string, { keys: string[]; variance: number }>();
  for (const [path, value] of numbersIn(state))
    if (path.endsWith(".variance"))
      cells.set(path, { keys: [...path.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key ?? ""), variance: value });
  return cells;
}

/** All answers at one time: what an answer does not touch keeps its variance, and no level grows wider. */
function widenedBy(tested: Engine, stream: Iterable<Evidence>, at: number): string[] {
  const draft = tested.begin();
  for (const evidence of stream) {
    const traits = evidence.traits;
    const touched = new Set<string>([
      traits.item,
      ...[...traits.topics, ...traits.gaps, ...traits.statements].map(({ id }) => id as string),
    ]);
    const [cells, levels] = [cellsIn(tested.read(draft)), widths(tested.read(draft), at)];
    tested.absorb(draft, { ...evidence, at });
    const [later, laterLevels] = [cellsIn(tested.read(draft)), widths(tested.read(draft), at)];
    const widened = [...cells].flatMap(([path, { keys, variance }]) => {
      const isTouched = keys.length === 0 || keys.some((key) => touched.has(key));
      return !isTouched && (later.get(path)?.variance ?? Number.NaN) !== variance ? [`${path} changed`] : [];
    });
    const wider = laterLevels.flatMap((width, index) =>
      width > (levels[index] as number) + 1e-12 ? [`${JSON.stringify(targets[index])} grew wider`] : [],
    );
    if (widened.length + wider.length > 0) return [...widened, ...wider];
  }
  return [];
}

/** Variances of the levels, by their intervals in logits. */
const widths = (state: MasteryState, at: number): number[] =>
  targets.map((target) => {
    const { lo, hi } = levelOf(state, target, at);
    return logit(hi) - logit(lo);
  });
const logit = (points: number): number => Math.log(points / (97 - points));

/** An engine that breaks one property; `count` is the number of answers its draft took. */
function broken(change: (state: MasteryState, count: number, last?: Evidence) => MasteryState): Engine {
  const counts = new WeakMap<Draft, { count: number; last?: Evidence }>();
  return {
    ...engine,
    absorb(draft, evidence) {
      absorb(draft, evidence);
      counts.set(draft, { count: (counts.get(draft)?.count ?? 0) + 1, last: evidence });
    },
    read(draft) {
      const { count, last } = counts.get(draft) ?? { count: 0 };
      return change(draft, count, last);
    },
  };
}
const withGlobal = (state: MasteryState, changed: Partial<MasteryState["global"]>): MasteryState => ({
  ...state,
  global: { ...state.global, ...changed },
});

describe("hostile answers", () => {
  const sample = () => hostileEvidence({ seed, count: 2_000 });

  it(
    `leave every number finite and in bounds, and no variance below nothing (${hostileAnswers} answers, seed ${seed})`,
    () => {
      const stream = hostileEvidence({ seed, count: hostileAnswers });
      expect(faultsAlong(engine, stream, hostileAnswers / 20)).toEqual([]);
    },
    patience,
  );

  const wrong: [string, Engine][] = [
    [
      "divides by a share",
      broken((state, _, last) => withGlobal(state, { mean: state.global.mean / (last?.score ?? 1) })),
    ],
    [
      "takes the same off a variance each time",
      broken((state, count) => withGlobal(state, { variance: state.global.variance - 0.001 * count })),
    ],
    ["adds up without an end", broken((state, count) => withGlobal(state, { mean: state.global.mean + count }))],
    [
      "lets p out of 0..1",
      {
        ...engine,
        predict: (draft, evidence) => ({ ...engine.predict(draft, evidence), p: 0.5 + 0.6 * evidence.score }),
      },
    ],
  ];
  it.each(wrong)("find an engine that %s", (_, bad) => {
    expect(faultsAlong(bad, sample(), 100)).not.toEqual([]);
  });

  it("give the same state each time", () => {
    const run = (tested: Engine) => {
      const draft = tested.begin();
      for (const evidence of sample()) tested.absorb(draft, evidence);
      return JSON.stringify([...numbersIn(tested.read(draft))]);
    };
    expect(run(engine)).toBe(run(engine));
    let runs = 0;
    const moody = broken((state) => withGlobal(state, { mean: state.global.mean + 1e-9 * ++runs }));
    expect(run(moody)).not.toBe(run(moody));
  });

  it("at one time never widen what they do not touch, nor any level", () => {
    const stream = () => hostileEvidence({ seed, count: 300, items: 40, statements: 50 });
    expect(widenedBy(engine, stream(), now)).toEqual([]);
    const restless = broken((state, count) => ({
      ...state,
      gaps: new Map(
        [...state.gaps].map(([id, gap]) => [
          id,
          { ...gap, slow: { ...gap.slow, variance: gap.slow.variance * (1 + 1e-6 * count) } },
        ]),
      ),
    }));
    expect(widenedBy(restless, stream(), now)).not.toEqual([]);
    const doubtful = broken((state, count) => withGlobal(state, { variance: state.global.variance + 0.1 * count }));
    expect(widenedBy(doubtful, stream(), now)).not.toEqual([]);
  });
});

const catalog: Catalog = authoredCatalog("en");

describe("hostile records", () => {
  const logs = isLong ? 50 : 8;
  const size = isLong ? 20_000 : 2_500;

  it(
    `fold into finite numbers in bounds, on the board as well (${logs} logs of ${size}, seeds from ${seed})`,
    () => {
      for (let log = 0; log < logs; log++) {
        const state = foldLearner(hostileRecords(catalog, { seed: seed + log, count: size }), catalog);
        expect(faultsIn(state.mastery)).toEqual([]);
        expect(
          faultsIn(state.evidence.map(({ at, score, weight, statements }) => ({ at, score, weight, statements }))),
        ).toEqual([]);
        expect(faultsIn([state.memory, state.rungMemory])).toEqual([]);
        expect(state.answers.length).toBeGreaterThan(size / 10);
        const board = gapBoard(state, catalog, now);
        expect(faultsIn([board, ownCalibration(state)])).toEqual([]);
        for (const { level, bottomTwo, reachesTarget } of board) {
          for (const share of [bottomTwo, reachesTarget]) expect(share >= 0 && share <= 1).toBe(true);
          if (level) expect(level.lo <= level.mid && level.mid <= level.hi).toBe(true);
          if (level) expect(level.lo >= 0 && level.hi <= 100).toBe(true);
        }
      }
    },
    patience,
  );

  /** Folds in order of arrival: what a fold would be that forgot to order its records. */
  const byArrival = (records: readonly StoredEvent[]): LearnerState =>
    foldLearner(
      records.map((record, index) => ({ ...record, device: "one", n: index + 1 })),
      catalog,
    );

  it("give the same state in any order of arrival, at once and in pieces", () => {
    for (let log = 0; log < (isLong ? 40 : 6); log++) {
      const draw = drawsFrom(seed + log);
      const records = hostileRecords(catalog, { seed: seed + 100 + log, count: 400 });
      const arrived = shuffle([...records, ...records.slice(0, 50)], draw);
      const whole = foldLearner(records, catalog);
      expect(foldLearner(arrived, catalog)).toEqual(whole);
      const cut = Math.floor(draw() * arrived.length);
      const pieces = foldMore(foldLearner(arrived.slice(0, cut), catalog), arrived.slice(cut), catalog);
      expect(pieces).toEqual(whole);
      const oneByOne = records
        .slice(0, 120)
        .reduce((state, record) => foldMore(state, [record], catalog), foldLearner([], catalog));
      expect(oneByOne).toEqual(foldLearner(records.slice(0, 120), catalog));
      expect(byArrival(shuffle(records, draw)).mastery).not.toEqual(whole.mastery);
    }
  });

  it("hold something of each part that could hang on the order, so that the comparison says something", () => {
    const state = foldLearner(hostileRecords(catalog, { seed, count: 2_500 }), catalog);
    const parts = [
      ...(["byItem", "last", "memory", "skipped", "chains", "misconceptions", "reading", "notes"] as const),
      ...(["disputed", "snoozed", "own", "judged", "rules", "settings"] as const),
    ];
    for (const part of parts) expect([part, state[part].size > 0]).toEqual([part, true]);
    expect(state.evidence.some(({ rung }) => rung !== undefined)).toBe(true);
    expect(state.evidence.some(({ news }) => news !== undefined && news < 1)).toBe(true);
  });
});
