/** The picture of a transfer: who has decided what, what is locked, where the money is, what stands in which log. */
import { flightId } from "../kernel";
import type { Alarm, Flight, NodeId } from "../model";
import { type Cell, type Mark, type Said, type Scene, type SceneLink, type SceneNode, say } from "../scene";
import { bankOf, coordinatorOf, isAtRest, type W } from "./invariants";
import type { Protocol } from "./params";
import {
  accountOf,
  type Bank,
  type Broker,
  bankA,
  bankB,
  banks,
  brokerId,
  type Coordinator,
  coordinatorId,
  isInDoubt,
  type Message,
  nameOf,
  type Phase,
  total,
} from "./state";
import {
  columnWords,
  factWords,
  gaugeWords,
  messageWords,
  phaseWords,
  protocolWords,
  recordWords,
  sceneWords,
  spanWords,
} from "./words";

/** Tenths of a second: what a reader can compare at a glance. */
export const seconds = (ms: number): string => `${Math.floor(ms / 1000)}.${Math.floor((ms % 1000) / 100)} s`;

/** How long the row has been, or was, locked; null where it never was. */
export function lockMsOf(w: W, node: NodeId): number | null {
  const { lockedAt, freedAt } = bankOf(w, node);
  return lockedAt === null ? null : (freedAt ?? w.t) - lockedAt;
}

/** What a bank is inside its circle: its last log line. */
export const stageWord = ({ log }: Bank) => {
  const last = log.at(-1);
  return last === undefined ? sceneWords.idle : recordWords[last];
};

/** The words for a message, in a menu and at its flight. */
export function messageName(m: Message): Said {
  switch (m.type) {
    case "vote":
      return say(m.yes ? messageWords.yes : messageWords.no);
    case "tried":
      return say(m.ok ? messageWords.tried : messageWords.untried);
    case "stepped":
      return say(messageWords[`${m.step}-${m.ok ? "ok" : "refused"}`]);
    case "paid":
      return say(m.ok ? messageWords.paid : messageWords.unpaid);
    default:
      return say(messageWords[m.type]);
  }
}

const replies: readonly Message["type"][] = [
  "vote",
  "pre-committed",
  "ack",
  "tried",
  "finished",
  "stepped",
  "paid",
  "stored",
  "consumed",
];

export function sceneOf(w: W): Scene {
  const flights = w.pending.filter((each): each is Flight<Message> => each.kind === "msg");
  return {
    arrangement: "columns",
    columns: columnsOf(w.p.protocol),
    summary: summaryOf(w, flights.length),
    nodes: w.nodes.map(({ state, up, paused }, id) => ({
      ...(state.role === "bank"
        ? bankNode(w, id, state)
        : state.role === "broker"
          ? brokerNode(state)
          : coordinatorNode(w, state)),
      id,
      name: nameOf(w.p.protocol, id),
      state: up ? (paused ? "paused" : "up") : "down",
      column: columnOf(w.p.protocol, id),
    })),
    links: linksOf(w),
    flights: flights.map((each) => ({
      ...{ id: flightId(each), from: each.from, to: each.to, sent: each.sent, at: each.at, lost: each.lost },
      kind: replies.includes(each.m.type) ? "reply" : "request",
      label: messageName(each.m),
    })),
    tables: [moneyTable(w), logTable(w)],
    strips: w.p.protocol === "2pc" || w.p.protocol === "3pc" ? [lockStrip(w)] : [],
    gauges: gaugesOf(w),
  };
}

function columnsOf(protocol: Protocol): Scene["columns"] {
  const { coordinator, app, payer, broker, payee } = columnWords;
  return protocol === "outbox" ? [app, payer, broker, payee] : [coordinator, columnWords.banks];
}

/** In the outbox the money goes from left to right: app, A, broker, B. */
function columnOf(protocol: Protocol, node: NodeId): number {
  if (protocol !== "outbox") return node === coordinatorId ? 0 : 1;
  return { [coordinatorId]: 0, [bankA]: 1, [brokerId]: 2, [bankB]: 3 }[node] ?? 0;
}

type Drawn = Omit<SceneNode, "id" | "name" | "state" | "column">;

const isBlamed = (w: W, node: NodeId): boolean => w.broken.some(({ nodes }) => nodes.includes(node));

function bankNode(w: W, node: NodeId, bank: Bank): Drawn {
  const { free, held, arriving } = accountOf(node, bank.log);
  const isDoubtful = isInDoubt(bank);
  const lockMs = lockMsOf(w, node);
  const second: Said[] = [];
  if (isDoubtful && lockMs !== null) second.push(say(sceneWords.locked, { time: seconds(lockMs) }));
  else if (held !== 0) second.push(say(sceneWords.held, { held }));
  else if (arriving !== 0) second.push(say(sceneWords.due, { arriving }));
  const left = remaining(w, node, { timeout: w.p.waitTimeout, ask: w.p.retryEvery });
  return {
    shape: "circle",
    mark: isDoubtful ? "dashed" : "plain",
    inside: say(stageWord(bank)),
    beside: [say(sceneWords.balance, { free }), ...second],
    ...(left === undefined ? {} : { left }),
    ...(isBlamed(w, node) ? { tone: "bad" } : isDoubtful ? { tone: "warn" } : {}),
    ...(isDoubtful ? { badge: say(sceneWords.inDoubt) } : bank.frozen ? { badge: say(sceneWords.frozen) } : {}),
    facts: [
      { name: factWords.state, value: say(stageWord(bank)) },
      { name: factWords.available, value: String(free) },
      { name: factWords.reserved, value: String(held) },
      { name: factWords.due, value: String(arriving) },
      { name: factWords.lock, value: lockFact(lockMs, bank) },
      { name: factWords.account, value: say(bank.frozen ? sceneWords.frozen : sceneWords.normal) },
      { name: factWords.lastRead, value: readFact(bank) },
      { name: "log", value: logText(bank) },
    ],
  };
}

function lockFact(lockMs: number | null, bank: Bank): Said {
  if (lockMs === null) return say(sceneWords.lockNone);
  return say(bank.freedAt === null ? sceneWords.locked : sceneWords.lockFreed, { time: seconds(lockMs) });
}

function readFact({ read }: Bank): Said {
  if (read === null) return say(sceneWords.readNone);
  return read === "waits" ? say(sceneWords.readWaits) : say(sceneWords.readsAmount, { amount: read });
}

/** The lines as they are called in the model; one that is not on disk bears a question mark. */
const logText = ({ log, forced }: Bank | Coordinator): string =>
  log.map((line, index) => (index < forced ? line : `${line}?`)).join(", ") || "-";

/** The decision in a coordinator's log, where it has made one. */
function decisionOf({ log }: Coordinator): "commit" | "abort" | null {
  const has = (...lines: Coordinator["log"][number][]) => lines.some((line) => log.includes(line));
  if (has("abort", "cancel", "refund", "refused")) return "abort";
  return has("commit", "confirm", "debited", "credited") ? "commit" : null;
}

const isDriving = (phase: Phase): boolean => !["new", "restarting", "closed", "unaware"].includes(phase);

function coordinatorNode(w: W, s: Coordinator): Drawn {
  const decision = w.p.protocol === "saga" && isDriving(s.phase) ? null : decisionOf(s);
  const left = remaining(w, coordinatorId, { answers: w.p.answerTimeout, resend: w.p.retryEvery });
  const heard = s.heard.map((bank) => nameOf(w.p.protocol, bank)).join(", ");
  const beside: Said[] = [];
  if (decision) beside.push(say(decision === "commit" ? sceneWords.decidedCommit : sceneWords.decidedAbort));
  const decidedAt = s.log.findIndex((line) => line === "commit" || line === "confirm");
  if (decidedAt >= s.forced) beside.push(say(sceneWords.notOnDisk));
  return {
    shape: "circle",
    mark: "double",
    inside: say(phaseWords[s.phase]),
    beside,
    ...(left === undefined ? {} : { left }),
    ...(isBlamed(w, coordinatorId) ? { tone: "bad" } : {}),
    facts: [
      { name: factWords.state, value: say(phaseWords[s.phase]) },
      { name: factWords.heard, value: heard === "" ? say(sceneWords.nobody) : heard },
      { name: "log", value: logText(s) },
    ],
  };
}

function brokerNode({ queue, stored }: Broker): Drawn {
  return {
    shape: "box",
    mark: "plain",
    beside: [say(sceneWords.queued, { count: queue.length })],
    facts: [
      { name: factWords.queue, value: String(queue.length) },
      { name: factWords.stored, value: String(stored) },
    ],
  };
}

/** What is left of the first of these timers that is set, 0..1. */
function remaining(w: W, node: NodeId, periods: Readonly<Record<string, number>>): number | undefined {
  for (const [name, period] of Object.entries(periods)) {
    const alarm = w.pending.find(
      (each): each is Alarm => each.kind === "timer" && each.node === node && each.name === name,
    );
    if (alarm) return Math.max(0, Math.min(1, (alarm.at - w.t) / period));
  }
  return undefined;
}

function linksOf(w: W): SceneLink[] {
  const count = w.nodes.length;
  const pairs: [NodeId, NodeId][] = [
    [coordinatorId, bankA],
    ...(w.p.protocol === "outbox"
      ? ([
          [bankA, brokerId],
          [brokerId, bankB],
        ] as [NodeId, NodeId][])
      : ([[coordinatorId, bankB]] as [NodeId, NodeId][])),
    ...(w.p.protocol === "3pc" ? ([[bankA, bankB]] as [NodeId, NodeId][]) : []),
  ];
  const isOn = (marks: readonly boolean[] | null, from: NodeId, to: NodeId) => marks?.[from * count + to] === true;
  return pairs.map(([from, to]) => {
    const cuts = [isOn(w.cut, from, to), isOn(w.cut, to, from)].filter(Boolean).length;
    const isClogged = isOn(w.clogged, from, to) || isOn(w.clogged, to, from);
    return { from, to, state: cuts === 2 ? "cut" : cuts === 1 ? "half" : isClogged ? "clogged" : "open" };
  });
}

type Money = { free: number; held: number; arriving: number; transit: number };

function moneyOf(w: W): Money {
  const [a, b] = banks.map((bank) => accountOf(bank, bankOf(w, bank).log));
  const free = (a?.free ?? 0) + (b?.free ?? 0);
  const held = (a?.held ?? 0) + (b?.held ?? 0);
  return { free, held, arriving: (a?.arriving ?? 0) + (b?.arriving ?? 0), transit: total - free - held };
}

function moneyTable(w: W): Scene["tables"][number] {
  const money = moneyOf(w);
  const isWrong = isAtRest(w) && money.transit !== 0;
  const cell = (value: number, tone?: Cell["tone"]): Cell => ({ text: String(value), ...(tone ? { tone } : {}) });
  return {
    id: "money",
    title: say(sceneWords.moneyTitle),
    caption: say(sceneWords.moneyCaption),
    columns: [
      say(factWords.available),
      say(factWords.reserved),
      say(factWords.due),
      say(gaugeWords.transit),
      say(sceneWords.sum),
    ],
    rows: [
      ...banks.map((bank) => {
        const { free, held, arriving } = accountOf(bank, bankOf(w, bank).log);
        const cells = [cell(free), cell(held, held < 0 ? "bad" : undefined), cell(arriving), { text: "" }];
        return { head: nameOf(w.p.protocol, bank), cells: [...cells, cell(free + held)] };
      }),
      {
        head: say(sceneWords.total),
        cells: [
          ...[cell(money.free), cell(money.held), cell(money.arriving)],
          cell(money.transit, isWrong ? "bad" : money.transit === 0 ? undefined : "warn"),
          cell(money.free + money.held, isWrong ? "bad" : undefined),
        ],
      },
    ],
  };
}

/** So many of a log's last lines fit a phone. */
const shownLines = 4;

function logTable(w: W): Scene["tables"][number] {
  const rows = w.nodes.flatMap(({ state, up }, node) => {
    if (state.role === "broker") return [];
    const from = Math.max(0, state.log.length - shownLines);
    const cells = Array.from({ length: shownLines }, (_, index): Cell => {
      const line = state.log[from + index];
      if (line === undefined) return { text: "", edge: "none" };
      return { text: say(recordWords[line]), edge: from + index < state.forced ? "settled" : "open" };
    });
    return [{ head: nameOf(w.p.protocol, node), dead: !up, cells }];
  });
  return {
    id: "log",
    title: say(sceneWords.logTitle),
    caption: say(sceneWords.logCaption),
    columns: Array.from({ length: shownLines }, (_, index) => String(index + 1)),
    rows,
    legend: [
      { show: "settled", text: sceneWords.onDisk },
      { show: "open", text: sceneWords.inMemory },
    ],
  };
}

function lockStrip(w: W): Scene["strips"][number] {
  return {
    id: "locks",
    title: say(sceneWords.lockTitle),
    from: 0,
    to: Math.max(1000, w.t),
    now: w.t,
    rows: banks.map((node) => {
      const { lockedAt, freedAt } = bankOf(w, node);
      const lockMs = lockMsOf(w, node);
      const mark: Mark = freedAt === null ? "dashed" : "plain";
      const tone = freedAt === null ? { tone: "warn" as const } : {};
      return {
        head: nameOf(w.p.protocol, node),
        marks: [],
        bars:
          lockedAt === null || lockMs === null
            ? []
            : [
                {
                  ...{ from: lockedAt, to: lockedAt + lockMs, mark, ...tone },
                  text: say(sceneWords.locked, { time: seconds(lockMs) }),
                },
              ],
      };
    }),
  };
}

/** Names of the banks in doubt; empty where none is. */
const doubtful = (w: W): string =>
  banks
    .filter((bank) => isInDoubt(bankOf(w, bank)))
    .map((bank) => nameOf(w.p.protocol, bank))
    .join(", ");

function gaugesOf(w: W): Scene["gauges"] {
  const { free, held, transit } = moneyOf(w);
  const doubt = doubtful(w);
  const longest = Math.max(0, ...banks.map((bank) => lockMsOf(w, bank) ?? 0));
  const messages = w.nodes.reduce((sum, { sent }) => sum + sent.reduce((a, b) => a + b, 0), 0);
  const isWrong = isAtRest(w) && transit !== 0;
  return [
    { id: "available", label: gaugeWords.available, value: String(free) },
    { id: "reserved", label: gaugeWords.reserved, value: String(held), ...(held < 0 ? { tone: "bad" } : {}) },
    {
      ...{ id: "transit", label: gaugeWords.transit, value: String(transit) },
      ...(isWrong ? { tone: "bad" } : transit === 0 ? {} : { tone: "warn" }),
    },
    {
      ...{ id: "doubt", label: gaugeWords.doubt, value: doubt === "" ? say(sceneWords.nobody) : doubt },
      ...(doubt === "" ? {} : { tone: "warn" }),
    },
    { id: "lock", label: gaugeWords.lock, value: seconds(longest) },
    { id: "messages", label: gaugeWords.messages, value: String(messages) },
  ];
}

function summaryOf(w: W, flights: number): Said {
  const { held, transit } = moneyOf(w);
  const [a, b] = [bankOf(w, bankA), bankOf(w, bankB)];
  const doubt = doubtful(w);
  return say(sceneWords.summary, {
    protocol: protocolWords[w.p.protocol],
    driver: nameOf(w.p.protocol, coordinatorId),
    phase: phaseWords[coordinatorOf(w).phase],
    ...{ a: stageWord(a), b: stageWord(b), held, transit, flights },
    freeA: accountOf(bankA, a.log).free,
    freeB: accountOf(bankB, b.log).free,
    doubt: doubt === "" ? sceneWords.nobody : doubt,
  });
}

/** The stretch a node is in: driving the transfer, in doubt with its row locked, or with money reserved. */
export function spanOf(w: W, node: NodeId): { mark: Mark; text: Said } | null {
  const it = w.nodes[node];
  if (!it) return null;
  const { state } = it;
  if (state.role === "coordinator")
    return it.up && isDriving(state.phase)
      ? { mark: "double", text: say(spanWords.stands, { phase: phaseWords[state.phase] }) }
      : null;
  if (state.role !== "bank") return null;
  if (isInDoubt(state)) return { mark: "dashed", text: say(spanWords.inDoubt) };
  const { held, arriving } = accountOf(node, state.log);
  return held > 0 || arriving > 0 ? { mark: "plain", text: say(spanWords.reserved) } : null;
}
