/**
 * A lab small enough to be seen through: a desk lends one key to two readers. What the tests of the tools for labs hold
 * them to, right and, by a change, wrong. It stands under the id of a real lab, since links name labs by id.
 */
import { kernelOf } from "../lib/sim/kernel";
import type { Lab, Task } from "../lib/sim/lab";
import type { Model, Net } from "../lib/sim/model";
import { say } from "../lib/sim/scene";

export type S = {
  /** The desk: who has the key, by which request, and the last request seen of each reader. */
  lent: { to: number; by: number } | null;
  seen: readonly number[];
  /** A reader: its last request and what came of it. */
  asked: number;
  phase: "idle" | "asking" | "holding";
};
export type M = { type: "take" | "give" | "here"; n: number };
export type C = { type: "take" } | { type: "give" };
export type P = { flaw: string; every: number; patient: boolean };

const desk = 0;

export const tinyModel: Model<S, M, C, P> = {
  id: "raft@1",
  params: {
    flaw: {
      kind: "choice",
      label: { zh: "缺陷", en: "Flaw" },
      options: [
        { id: "none", label: { zh: "无", en: "None" } },
        { id: "forgets", label: { zh: "忘记", en: "Forgets" } },
        { id: "lends-twice", label: { zh: "借两次", en: "Lends twice" } },
        { id: "any-give", label: { zh: "不认请求号", en: "Any give" } },
      ],
      default: "none",
    },
    every: {
      kind: "int",
      min: 10,
      max: 1000,
      step: 10,
      default: 100,
      live: true,
      label: { zh: "间隔", en: "Every" },
      unit: { zh: "毫秒", en: "ms" },
    },
    patient: { kind: "flag", default: true, label: { zh: "耐心", en: "Patient" } },
  },
  topology: () => [
    { name: "D", role: "desk" },
    { name: "R1", role: "reader" },
    { name: "R2", role: "reader" },
  ],
  init: () => ({ lent: null, seen: [0, 0, 0], asked: 0, phase: "idle" }),
  durable: (s, p, me) => {
    if (me === desk) return p.flaw === "forgets" ? { ...s, lent: null } : s;
    return { ...s, phase: "idle" };
  },
  on(s, event, io) {
    if (io.me === desk) return event.t === "msg" ? atDesk(s, event.from, event.m, io) : s;
    switch (event.t) {
      case "boot":
        io.timer("work", io.p.every);
        return s;
      case "timer":
        io.timer("work", io.p.every);
        return s.phase === "holding" ? give(s, io) : take(s, io);
      case "op":
        return event.op.type === "take" ? take(s, io) : give(s, io);
      case "msg":
        return s.phase === "asking" && event.m.n === s.asked ? { ...s, phase: "holding" } : s;
    }
  },
  ops: (s, me) =>
    me === desk ? [] : s.phase === "idle" ? [{ type: "take" }] : s.phase === "holding" ? [{ type: "give" }] : [],
  invariants: {
    alone: (w) => {
      const nodes = [1, 2].filter((node) => w.nodes[node]?.state.phase === "holding");
      return nodes.length > 1 ? { conjunct: "one holder at most", nodes, at: {} } : null;
    },
  },
};

type Sends = { send(to: number, m: M): void };

function take(s: S, io: Sends): S {
  io.send(desk, { type: "take", n: s.asked + 1 });
  return { ...s, asked: s.asked + 1, phase: "asking" };
}

function give(s: S, io: Sends): S {
  io.send(desk, { type: "give", n: s.asked });
  return { ...s, phase: "idle" };
}

function atDesk(s: S, from: number, m: M, io: Sends & { p: P }): S {
  if (m.type === "give") {
    const isMeant = s.lent?.to === from && (s.lent.by === m.n || io.p.flaw === "any-give");
    return isMeant ? { ...s, lent: null } : s;
  }
  if (m.n <= (s.seen[from] ?? 0)) return s;
  const seen = s.seen.with(from, m.n);
  if (s.lent !== null && s.lent.to !== from && io.p.flaw !== "lends-twice") return { ...s, seen };
  io.send(from, { type: "here", n: m.n });
  return { ...s, seen, lent: { to: from, by: m.n } };
}

export const still: Net = { min: 10, tail: 0, loss: 0, twice: 0 };
export const rough: Net = { min: 5, tail: 40, loss: 20, twice: 50 };

const name = { zh: "一把钥匙", en: "One key" };
const options = [
  { id: "yes", text: { zh: "能", en: "Yes" }, right: true as const },
  { id: "no", text: { zh: "不能", en: "No" } },
];

type TinyTask = Task<S, M, C, P, null>;
const holds = (node: number) => (w: { nodes: readonly { state: S }[] }) => w.nodes[node]?.state.phase === "holding";

/** Both readers hold the key: steps alone, eight choices. */
export const stepsTask: TinyTask = {
  id: "a",
  title: name,
  ask: { zh: "让两位读者同时持有钥匙。", en: "Let both readers hold the key." },
  predict: { ask: { zh: "能做到吗？", en: "Can it be done?" }, options, because: name },
  tape: { m: "raft@1", p: { flaw: "forgets" }, seed: 5, net: still, c: [] },
  allow: { op: 4, deliver: 6, crash: 1, boot: 1 },
  mode: { by: "steps" },
  budget: 10,
  goals: [
    { id: "first", text: name, when: "reach", holds: holds(1) },
    { id: "both", text: name, when: "end", holds: (w) => holds(1)(w) && holds(2)(w) },
  ],
  hints: [name, name],
  debrief: name,
  solution: [
    [0, 0, { do: "op", node: 1, op: { type: "take" } }],
    [0, 0, { do: "deliver", msg: "1-0-0" }],
    [0, 0, { do: "deliver", msg: "0-1-0" }],
    [0, 0, { do: "crash", node: 0 }],
    [0, 0, { do: "boot", node: 0 }],
    [0, 0, { do: "op", node: 2, op: { type: "take" } }],
    [0, 0, { do: "deliver", msg: "2-0-0" }],
    [0, 0, { do: "deliver", msg: "0-2-0" }],
  ],
};

/** Nobody gets the key for a while: the scheduler runs, each loan is lost on its way. */
export const timeTask: TinyTask = {
  ...stepsTask,
  id: "b",
  tape: { m: "raft@1", p: {}, seed: 5, net: still, c: [] },
  allow: { drop: 6 },
  mode: { by: "time", until: 650 },
  budget: 6,
  goals: [
    { id: "quiet", text: name, when: "keep", holds: (w) => !holds(1)(w) && !holds(2)(w) },
    { id: "asked", text: name, when: "end", holds: (w) => w.nodes.some(({ state }) => state.asked > 0) },
  ],
  solution: [110, 210, 310, 410, 510, 610].map((t, nth) => [t, 1, { do: "drop", msg: `0-1-${nth}` }]),
};

const faults = { crash: 300, down: 100, pause: 400, still: 100, part: 500, cut: 500, apart: 100, op: 60 };

export const tinyLab: Lab<S, M, C, P, null> = {
  id: "raft",
  title: name,
  lead: { zh: "一把钥匙借给两位读者。", en: "One key is lent to two readers." },
  model: tinyModel,
  net: still,
  seed: 1,
  properties: { alone: { zh: "至多一人持有", en: "One holder at most" } },
  clauses: { "one holder at most": { zh: "至多一个持有者", en: "one holder at most" } },
  scene: (w) => ({
    arrangement: "ring",
    summary: say({ zh: "{n} 人持有钥匙", en: "{n} hold the key" }, { n: w.nodes.filter((_, i) => holds(i)(w)).length }),
    nodes: w.nodes.map(({ state, up, paused }, id) => ({
      id,
      name: kernelOf(tinyModel, { seed: 1, net: still }).nodes[id]?.name ?? "",
      shape: id === desk ? ("box" as const) : ("circle" as const),
      mark: state.phase === "holding" ? ("double" as const) : ("plain" as const),
      state: paused ? ("paused" as const) : up ? ("up" as const) : ("down" as const),
      facts: [{ name: "asked", value: String(state.asked) }],
    })),
    links: [{ from: 0, to: 1, state: "open" }],
    flights: w.pending.flatMap((each) =>
      each.kind === "timer"
        ? []
        : [
            {
              id:
                each.copy === 0
                  ? `${each.from}-${each.to}-${each.nth}`
                  : `${each.from}-${each.to}-${each.nth}.${each.copy}`,
              from: each.from,
              to: each.to,
              kind: each.from === desk ? ("reply" as const) : ("request" as const),
              label: say({ zh: each.m.type, en: each.m.type }),
              sent: each.sent,
              at: each.at,
              lost: each.lost,
            },
          ],
    ),
    tables: [
      {
        id: "seen",
        title: say({ zh: "请求", en: "Requests" }),
        columns: ["R1", "R2"],
        rows: [
          {
            head: "D",
            cells: [{ text: String(w.nodes[0]?.state.seen[1]) }, { text: String(w.nodes[0]?.state.seen[2]) }],
          },
        ],
      },
    ],
    strips: [],
    gauges: [],
  }),
  tell: (w) => say({ zh: "第 {n} 步：{what}", en: "Step {n}: {what}" }, { n: w.n, what: w.event.what }),
  opName: (op) => say(op.type === "take" ? { zh: "借", en: "Take" } : { zh: "还", en: "Give back" }),
  messageName: (m) => say({ zh: m.type, en: m.type }),
  timerName: () => say({ zh: "办事", en: "Work" }),
  leaders: () => [desk],
  faults: { doings: ["crash", "boot", "drop"], delay: 50, skew: 100 },
  scenarios: ["one", "two"].map((id) => ({
    id,
    title: name,
    ask: { zh: "接下来会怎样？", en: "What comes next?" },
    options,
    because: name,
    tape: { m: "raft@1", p: {}, seed: 2, net: still, c: [] },
    from: 0,
    to: 10,
  })),
  tasks: [stepsTask, timeTask],
  mutants: [
    {
      id: "forgets",
      title: { zh: "前台重启后忘记借出", en: "The desk forgets the loan in a crash" },
      p: { flaw: "forgets" },
      breaks: ["alone"],
      hunt: { by: "swarm", runs: 50, steps: 400, net: still, faults: { ...faults, aim: "leader" } },
    },
    {
      id: "lends-twice",
      title: { zh: "不查是否已借出", en: "The desk does not look whether it is lent" },
      p: { flaw: "lends-twice" },
      breaks: ["alone"],
      hunt: { by: "search", states: 5000, depth: 12, allow: { deliver: 99, op: 99 } },
    },
    {
      id: "any-give",
      title: { zh: "迟到的归还也算", en: "A late give counts" },
      p: { flaw: "any-give" },
      breaks: ["alone"],
      hunt: { by: "swarm", runs: 400, steps: 400, net: rough, faults },
    },
  ],
  quiet: [
    { by: "swarm", runs: 20, steps: 500, net: rough, faults },
    { by: "search", states: 3000, depth: 30, allow: { deliver: 99, op: 4, fire: 0, crash: 1, boot: 1 } },
  ],
  checkedAgainst: [],
  leavesOut: [],
};
