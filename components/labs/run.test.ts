import { describe, expect, it } from "vitest";
import type { AnyLab } from "@/lib/sim/lab";
import type { Model } from "@/lib/sim/model";
import { actsOf, nextChoices } from "./acts";
import { goalsAt } from "./goals";
import { createRun, nextOf, type RunStore, refusalOf, usedOf, verbs, worldOf } from "./run";

type S = { heard: number };
type P = { every: number; loud: boolean };

/** Two nodes: A greets B every so often, and shouts when asked. */
const greeting: Model<S, string, string, P> = {
  id: "greeting@1",
  params: {
    every: { kind: "int", min: 10, max: 1000, step: 10, default: 100, label: { zh: "间隔", en: "Every" } },
    loud: { kind: "flag", default: false, live: true, label: { zh: "大声", en: "Loud" } },
  },
  topology: () => [
    { name: "A", role: "peer" },
    { name: "B", role: "peer" },
  ],
  init: () => ({ heard: 0 }),
  on(s, event, io) {
    if (event.t === "msg") return { heard: s.heard + 1 };
    if (event.t === "op") io.send(1, event.op);
    else if (io.me === 0) {
      if (event.t === "timer") io.send(1, "hello");
      io.timer("greet", io.p.every);
    }
    return s;
  },
  ops: (_, me) => (me === 0 ? ["shout"] : []),
  invariants: {},
};

const text = (words: string) => ({ zh: words, en: words });
const task = (more: object) => ({
  id: "a",
  title: text("t"),
  ask: text("a"),
  predict: { ask: text("p"), options: [], because: text("b") },
  tape: { m: "greeting@1", p: {}, seed: 1, net: { min: 10, tail: 0, loss: 0, twice: 0 }, c: [] },
  allow: { op: 2, deliver: 3 },
  mode: { by: "steps" as const },
  budget: 4,
  goals: [
    {
      id: "heard",
      text: text("g"),
      when: "reach" as const,
      holds: (w: { nodes: readonly { state: S }[] }) => (w.nodes[1]?.state.heard ?? 0) > 0,
    },
  ],
  hints: [],
  debrief: text("d"),
  solution: [],
  ...more,
});

const lab = {
  id: "raft",
  title: text("Greeting"),
  lead: text("l"),
  model: greeting,
  net: { min: 10, tail: 0, loss: 0, twice: 0 },
  seed: 1,
  properties: {},
  faults: { doings: ["crash", "drop", "delay"], delay: 50, skew: 0 },
  scenarios: [],
  tasks: [],
  mutants: [],
} as unknown as AnyLab;

const run = (more?: object): RunStore =>
  createRun(lab, more ? { is: "task", task: task(more) as unknown as AnyLab["tasks"][number] } : undefined);
const steps = (store: RunStore, count: number) => {
  for (let i = 0; i < count; i++) verbs.stepOn(store);
  return store.getState();
};

describe("a free run", () => {
  it("steps on and back, and knows how far it was seen", () => {
    const store = run();
    expect(steps(store, 5).n).toBe(5);
    verbs.stepBack(store);
    verbs.stepBack(store);
    expect(store.getState()).toMatchObject({ n: 3, isPlaying: false });
    expect(store.getState().seen).toBe(5);
    verbs.toEnd(store);
    expect(store.getState().n).toBe(5);
  });

  it("forks where a choice is made in the past, says what is left out, and takes it back", () => {
    const store = run();
    steps(store, 4);
    verbs.act(store, { do: "crash", node: 1 });
    steps(store, 4);
    verbs.goTo(store, 2);
    verbs.act(store, { do: "crash", node: 0 });
    expect(store.getState().notice).toMatchObject({ what: "forked", dropped: 1 });
    expect(worldOf(store.getState()).nodes.map(({ up }) => up)).toEqual([false, true]);
    verbs.back(store);
    expect(store.getState()).toMatchObject({ n: 2, notice: null });
    expect(worldOf(steps(store, 3)).nodes.map(({ up }) => up)).toEqual([true, false]);
  });

  it("says nothing of a fork that leaves nothing out", () => {
    const store = run();
    steps(store, 6);
    verbs.goTo(store, 3);
    verbs.act(store, { do: "crash", node: 1 });
    expect(store.getState().notice).toBeNull();
  });

  it("makes a choice at the time that is shown, between two events too", () => {
    const store = run();
    steps(store, 2);
    verbs.play(store, true);
    verbs.pass(store, 300);
    const { t } = store.getState();
    expect(t).toBeGreaterThan(worldOf(store.getState()).t);
    verbs.act(store, { do: "crash", node: 1 });
    expect(worldOf(store.getState())).toMatchObject({ t, event: { what: "crash" } });
  });

  it("plays 100 ms of the run in a second, and does not dwell on silence", () => {
    const store = run();
    steps(store, 1);
    verbs.play(store, true);
    const before = store.getState().t;
    verbs.pass(store, 50);
    expect(store.getState().t - before).toBeCloseTo(5);
    steps(store, 1);
    expect(worldOf(store.getState()).pending.some(({ kind }) => kind === "msg")).toBe(false);
    verbs.play(store, true);
    for (let i = 0; i < 16; i++) verbs.pass(store, 100);
    expect(store.getState().n).toBeGreaterThan(2);
  });

  it("begins anew under other parameters, and gives the old run back", () => {
    const store = run();
    steps(store, 5);
    verbs.restart(store, { p: { every: 50 } });
    expect(store.getState()).toMatchObject({ n: 0, notice: { what: "restarted" } });
    expect(steps(store, 1).t).toBe(50);
    verbs.back(store);
    expect(store.getState().n).toBe(5);
  });

  it("offers what the lab lets a learner do, and what undoes it", () => {
    const store = run();
    const doings = () => actsOf(store.getState(), { is: "node", node: 1 }).map(({ choice }) => choice.do);
    expect(doings()).toEqual(["crash"]);
    verbs.act(store, { do: "crash", node: 1 });
    expect(doings()).toEqual(["boot"]);
  });
});

describe("a task in steps", () => {
  it("lets nothing happen by itself", () => {
    const store = run({});
    expect(nextOf(store.getState())).toBeUndefined();
    expect(steps(store, 3).n).toBe(0);
    expect(nextChoices(store.getState()).steps).toEqual([{ do: "op", node: 0, op: "shout" }]);
  });

  it("counts choices, meets its goal at a step, and walks back through what was chosen", () => {
    const store = run({});
    verbs.act(store, { do: "op", node: 0, op: "shout" });
    verbs.act(store, { do: "deliver", msg: "0-1-0" });
    const { replay, start, n, aim } = store.getState();
    expect(usedOf(store.getState())).toEqual({ used: 2, budget: 4 });
    if (aim.is !== "task") throw new Error("no task");
    expect(goalsAt(aim.task, replay, start, n)).toEqual([{ id: "heard", is: "met", at: 2 }]);
    verbs.stepBack(store);
    expect(goalsAt(aim.task, replay, start, store.getState().n)).toEqual([{ id: "heard", is: "open" }]);
    verbs.stepOn(store);
    expect(store.getState().n).toBe(2);
  });

  it("refuses what the task does not offer, and what is used up", () => {
    const store = run({});
    expect(refusalOf(store.getState(), { do: "crash", node: 0 })).toBe("not-in-task");
    for (let i = 0; i < 2; i++) verbs.act(store, { do: "op", node: 0, op: "shout" });
    expect(refusalOf(store.getState(), { do: "op", node: 0, op: "shout" })).toBe("used-up");
    for (let nth = 0; nth < 2; nth++) verbs.act(store, { do: "deliver", msg: `0-1-${nth}` });
    expect(refusalOf(store.getState(), { do: "op", node: 0, op: "shout" })).toBe("budget");
  });
});

describe("a task over time", () => {
  it("ends at its time, and no step leads behind it", () => {
    const store = run({ mode: { by: "time", until: 350 } });
    verbs.toEnd(store);
    const { n, t } = store.getState();
    expect(t).toBeLessThanOrEqual(350);
    expect(nextOf(store.getState())).toBeUndefined();
    expect(steps(store, 2).n).toBe(n);
    expect(store.getState().seen).toBe(n);
  });

  it("lays a solution on the tape, to be stepped through from its beginning", () => {
    const store = run({ mode: { by: "time", until: 350 } });
    verbs.follow(store, [[0, 0, { do: "op", node: 0, op: "shout" }]]);
    expect(store.getState().n).toBe(0);
    expect(worldOf(steps(store, 1)).event).toMatchObject({ what: "op", chosen: true });
  });
});
