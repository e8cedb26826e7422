/** Frozen logs: one for each released schema of the events. They are added to, never edited; each must fold for ever. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { GapId } from "../lib/ids";
import { versions } from "../lib/learner/events";
import { foldLearner } from "../lib/learner/state";
import { lift } from "../lib/learner/upcast";
import type { StoredEvent } from "../lib/store/log";
import { aCatalog, anItem } from "./build";

const folder = join(dirname(fileURLToPath(import.meta.url)), "logs");
const readLog = (name: string): StoredEvent[] =>
  readFileSync(join(folder, name), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

const catalog = aCatalog({
  items: [
    anItem({ id: "consensus-raft.old-term-entry", statements: ["consistency.4"] }),
    anItem({ id: "messaging.retry-order", topic: null, kind: "ordering", statements: ["messaging.3"] }),
    anItem({ id: "consistency.guarantees", topic: null, kind: "matching", statements: ["consistency.1"] }),
    anItem({
      id: "kafka-reliability.isr-count",
      topic: "kafka-reliability",
      kind: "numeric",
      statements: ["messaging.2"],
    }),
    anItem({
      id: "distributed-locks-fencing.wrong-claim",
      topic: "distributed-locks-fencing",
      kind: "wrong-claim",
      statements: ["resilience.4"],
    }),
    anItem({
      id: "cap-pacelc-base.which-hold",
      topic: "cap-pacelc-base",
      kind: "multiple-choice",
      statements: ["consistency.1"],
    }),
  ],
});

describe.each(readdirSync(folder).filter((name) => name.endsWith(".jsonl")))("the frozen log %s", (name) => {
  it("is understood to the last event", () => {
    const skipped = readLog(name).flatMap((record) => {
      const lifted = lift(record);
      return "skipped" in lifted ? [`${record.n} ${record.type}: ${lifted.skipped}`] : [];
    });
    expect(skipped).toEqual([]);
  });
});

describe("version 1 of the events", () => {
  const log = readLog("v1.jsonl");

  it("has every type of that version in its frozen log", () => {
    const later = new Set(["rung-answered", "gap-removed", "gap-judged"]);
    expect(new Set(log.map(({ type }) => type))).toEqual(
      new Set(Object.keys(versions).filter((type) => !later.has(type))),
    );
    expect(log.every(({ v }) => v === 1)).toBe(true);
  });

  it("folds to what happened", () => {
    const state = foldLearner(log, catalog);
    expect(state.events).toBe(log.length - 1);
    expect(Object.values(state.uncounted)).toEqual([0, 0, 0, 0, 0]);
    expect(state.answers.map(({ body }) => `${body.item} ${body.score.earned}/${body.score.possible}`)).toEqual([
      "consensus-raft.old-term-entry 0/1",
      "messaging.retry-order 3/4",
      "consistency.guarantees 3/3",
      "kafka-reliability.isr-count 1/1",
      "distributed-locks-fencing.wrong-claim 1/3",
      "consensus-raft.old-term-entry 1/1",
    ]);
    expect([...state.misconceptions.keys()]).toEqual([
      "majority-means-committed",
      "retry-keeps-order",
      "redlock-survives-pauses",
    ]);
    expect([...state.skipped]).toEqual([["kafka-reliability.isr-count", 1]]);
    const [attempt] = [...state.mocks.values()];
    expect(attempt?.handedIn?.body.reason).toBe("by-hand");
    expect(attempt?.gaps).toHaveLength(1);
    expect([...(attempt?.answers.values() ?? [])].map(({ body }) => body.response)).toEqual([
      { choice: { type: "choice", chosen: ["a"] } },
    ]);
    expect([...state.reading]).toEqual([["consensus-raft", { heading: "ladder", at: 1793865601000 }]]);
    expect(Object.fromEntries(state.settings)).toEqual({ "single-keys": false, "daily-minutes": 25 });
    expect([...state.disputed.keys()]).toEqual(["messaging"]);
    expect([...state.snoozed.keys()]).toEqual(["scheduling"]);
    expect([...state.own.values()]).toEqual([
      { gap: "clock-skew", title: "时钟偏移与租约", statements: [], reason: "一面卡在 L2", at: 1793779620000 },
    ]);
    expect([...state.rules.keys()]).toEqual(["consistency"]);
    expect([...state.notes.keys()]).toEqual(["consensus-raft"]);
    expect([...state.mastery.gaps].map(([gap, { slow }]) => [gap, slow.n])).toEqual([
      ["consistency", 3],
      ["messaging", 2],
      ["resilience", 1],
    ]);
  });
});

describe("version 2 of the learner's own gaps, and their word on the seven", () => {
  const log = readLog("v2-gaps.jsonl");

  it("folds to the last of each, and a title from an older tab to a gap without statements", () => {
    const state = foldLearner(log, catalog);
    expect(Object.values(state.uncounted)).toEqual([0, 0, 0, 0, 0]);
    expect([...state.own.values()]).toEqual([
      {
        gap: "own-read-index",
        title: "线性一致读",
        statements: ["consistency.4", "resilience.4"],
        company: "某云厂商",
        question: "etcd 的线性一致读怎么做",
        stuckAt: 2,
        at: 1795356240000,
      },
      { gap: "own-old-style", title: "Written by an older tab", statements: [], at: 1795356480000 },
    ]);
    expect([...state.judged].map(([gap, { word }]) => `${gap} ${word}`)).toEqual(["discovery fine", "traffic unsure"]);
    expect(state.rules.get("consistency" as GapId)?.rule).toBe("items=3 kinds=2 days=5 deep=0");
    expect(state.disputed.get("consistency" as GapId)).toMatchObject({
      reason: "刚做过",
      probe: { answer: log.at(-1)?.id, at: 1795356660000, share: 1 },
    });
  });
});

describe("version 1 of an answered rung", () => {
  const log = readLog("v1-chains.jsonl");

  it("folds to the plays of its chain, each with its rungs in order", () => {
    const state = foldLearner(log, catalog);
    expect(Object.values(state.uncounted)).toEqual([0, 0, 0, 0, 0]);
    const plays = [...state.chains.values()].map((plays) =>
      [...plays].map(([session, rungs]) => [session, rungs.map(({ body }) => `${body.rung} ${body.ticks.length}`)]),
    );
    expect(plays).toEqual([
      [
        ["chain-1", ["what-it-solves 2", "write-path 1", "old-term 0"]],
        ["chain-2", ["what-it-solves 1"]],
      ],
    ]);
    expect(state.answers.map(({ body }) => body.item)).toEqual(["consensus-raft.old-term-entry"]);
  });
});
