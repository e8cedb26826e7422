/**
 * State graphs as TLC dumps them (dot as JSON): our systems must have the same states, the same initial ones, and the
 * same steps between them, not only as many. States are compared as values, so the order of variables and sets is no
 * matter.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { System } from "@/lib/sim/explore";
import type { Choice } from "@/lib/sim/model";
import { lockServer } from "@/lib/sim/proofs/lock-server";
import { type PaxosSetup, type PaxosState, paxos } from "@/lib/sim/proofs/paxos";
import { type TwoPhaseOp, type TwoPhaseSpot, twoPhaseKernel, twoPhaseSystem } from "@/lib/sim/proofs/two-phase";
import type { Reader, Verdict } from "./reader";

/** A TLA+ value: sets and functions as their parts in order, so that equal values have equal JSON. */
export type Value = number | string | boolean | { set: Value[] } | { map: [Value, Value][] } | { tuple: Value[] };

const text = (value: unknown): string => JSON.stringify(value);
const byText = (a: unknown, b: unknown): number => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
/** A set; its members are put in order, repetitions fall away. */
const set = (members: readonly Value[]): Value => ({
  set: [...new Map(members.map((each) => [text(each), each])).values()].sort(byText),
});
const map = (pairs: readonly (readonly [Value, Value])[]): Value => ({
  map: pairs.map(([key, value]): [Value, Value] => [key, value]).sort(byText),
});
const record = (fields: Readonly<Record<string, Value>>): Value => map(Object.entries(fields));

/** Reads one value as TLC prints it. @throws Error where the text is of another form */
export function readValue(source: string): Value {
  const tokens = source.match(/"(?:[^"\\]|\\.)*"|\|->|:>|@@|<<|>>|-?\d+|\w+|[{}[\](),]/g) ?? [];
  let at = 0;
  const take = (): string => {
    const token = tokens[at++];
    if (token === undefined) throw new Error(`the value ends early: ${source}`);
    return token;
  };
  const want = (token: string): void => {
    const found = take();
    if (found !== token) throw new Error(`expected ${token}, found ${found} in ${source}`);
  };
  const list = <T>(end: string, between: string, each: () => T): T[] => {
    const found: T[] = [];
    while (tokens[at] !== end) {
      if (found.length > 0) want(between);
      found.push(each());
    }
    want(end);
    return found;
  };
  const value = (): Value => {
    const token = take();
    if (token === "{") return set(list("}", ",", value));
    if (token === "<<") return { tuple: list(">>", ",", value) };
    if (token === "[" || token === "(") {
      const [end, between, arrow] = token === "[" ? ["]", ",", "|->"] : [")", "@@", ":>"];
      const pairs = list(end as string, between as string, (): [Value, Value] => {
        const key = token === "[" ? take() : value();
        want(arrow as string);
        return [key, value()];
      });
      return map(pairs);
    }
    if (token === "TRUE" || token === "FALSE") return token === "TRUE";
    if (/^-?\d+$/.test(token)) return Number(token);
    if (token.startsWith('"')) return token.slice(1, -1);
    if (/^\w+$/.test(token)) return token;
    throw new Error(`unexpected ${token} in ${source}`);
  };
  const found = value();
  if (at < tokens.length) throw new Error(`more behind the value: ${source}`);
  return found;
}

/** One state from the label of its node: `/\ name = value` for each variable. */
export function readState(label: string): string {
  const plain = label.replace(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
  const variables = plain.split(/(?:^|\n)\/\\ /).slice(1);
  if (variables.length === 0) variables.push(plain);
  return text(
    record(
      Object.fromEntries(
        variables.map((each) => {
          const [name, ...rest] = each.split(" = ");
          return [(name as string).trim(), readValue(rest.join(" = "))];
        }),
      ),
    ),
  );
}

/** States by their text, which are initial, and the steps `from to`. */
export type Graph = { states: Set<string>; initial: Set<string>; steps: Set<string> };

/** All of a system, each state as the values of the specification's variables. */
export function graphOf<W, C>(system: System<W, C>, describe: (w: W) => Readonly<Record<string, Value>>): Graph {
  const say = (w: W) => text(record(describe(w)));
  const graph: Graph = { states: new Set(), initial: new Set(system.initial.map(say)), steps: new Set() };
  const waiting = [...system.initial];
  for (const w of system.initial) graph.states.add(say(w));
  for (let w = waiting.pop(); w !== undefined; w = waiting.pop())
    for (const [, next] of system.next(w)) {
      graph.steps.add(`${say(w)} ${say(next)}`);
      if (graph.states.has(say(next))) continue;
      graph.states.add(say(next));
      waiting.push(next);
    }
  return graph;
}

const named = (name: string, index: number) => `${name}${index + 1}`;
const numbered = (name: string, values: readonly Value[]) =>
  record(Object.fromEntries(values.map((value, index) => [named(name, index), value])));

function describeTwoPhase({ w }: TwoPhaseSpot): Record<string, Value> {
  const states = w.nodes.map(({ state }) => state);
  const managers = states.flatMap((s) => ("is" in s ? [s.is] : []));
  const tm = states.flatMap((s) => ("tm" in s ? [s] : []))[0];
  const sent = w.pending.flatMap((each) => (each.kind === "msg" ? [each] : []));
  return {
    rmState: numbered("rm", managers),
    tmState: tm?.tm ?? "none",
    tmPrepared: set((tm?.prepared ?? []).flatMap((is, index) => (is ? [named("rm", index)] : []))),
    msgs: set(
      sent.map(({ m, from }) =>
        m === "Prepared" ? record({ type: m, rm: named("rm", from - 1) }) : record({ type: m }),
      ),
    ),
  };
}

/**
 * Two-phase commit in which a manager does not read the coordinator's word twice, as in the specification of the graph.
 */
function twoPhaseGraph(managers: number): Graph {
  const system = twoPhaseSystem(twoPhaseKernel(managers));
  const isRead = ([c, next]: readonly [Choice<TwoPhaseOp>, TwoPhaseSpot], { w }: TwoPhaseSpot) => {
    const { event } = next.w;
    if (c.do !== "deliver" || event.what !== "deliver" || event.flight.m === "Prepared") return false;
    const s = w.nodes[event.flight.to]?.state;
    return s !== undefined && "is" in s && s.is === (event.flight.m === "Commit" ? "committed" : "aborted");
  };
  return graphOf(
    { ...system, next: (spot) => [...system.next(spot)].filter((step) => !isRead(step, spot)) },
    describeTwoPhase,
  );
}

/** Two-phase commit up to its first vote. */
function firstVoteGraph(managers: number): Graph {
  const system = twoPhaseSystem(twoPhaseKernel(managers));
  const isFirstVote = (c: Choice<TwoPhaseOp>, { w }: TwoPhaseSpot) =>
    c.do === "op" && c.op === "prepare" && w.pending.length === 0;
  return graphOf(
    { ...system, next: (spot) => [...system.next(spot)].filter(([c]) => isFirstVote(c, spot)) },
    describeTwoPhase,
  );
}

/** A system cut down: only steps of these names, and from other initial states. */
function part<W>(system: System<W, string>, keep: (choice: string, w: W) => boolean, initial = system.initial) {
  return { ...system, initial, next: (w: W) => [...system.next(w)].filter(([choice]) => keep(choice, w)) };
}

const proposers = ["p1", "p2"];
/** Two acceptors and two proposers that share ballots 0 and 1: each ballot of ours is one of both, in turn. */
const twoProposers: PaxosSetup = { acceptors: 2, values: 2, maxBallot: 3, quorums: [[0, 1]] };
const askedByP1 = 2;

/** Phase 1 alone, in which nobody has voted yet. */
function describePhase1({ acceptors, sent }: PaxosState): Record<string, Value> {
  const of = (value: (each: PaxosState["acceptors"][number]) => Value) => numbered("a", acceptors.map(value));
  return {
    maxBal: of(({ promised }) => promised >> 1),
    maxVBal: of(() => -1),
    maxVal: of(() => "None"),
    msgs: set(
      [...sent.values()].map((m) => {
        const head = { type: m.type, bal: m.ballot >> 1, proposer: proposers[m.ballot & 1] as string };
        return record(m.type === "1b" ? { ...head, acc: named("a", m.acceptor), mbal: -1, mval: "None" } : head);
      }),
    ),
  };
}

/** Only the asking. */
const phase1aGraph = (): Graph =>
  graphOf(
    part(paxos(twoProposers), (choice) => choice.startsWith("1a")),
    describePhase1,
  );

/** Only the answering of one question. */
function phase1bGraph(): Graph {
  const system = paxos(twoProposers);
  const begun = system.initial.flatMap((w) =>
    [...system.next(w)].flatMap(([choice, next]) => (choice === `1a ${askedByP1}` ? [next] : [])),
  );
  const answering = part(system, (choice) => choice.startsWith("1b"), begun);
  // This specification lets an acceptor answer a ballot again that it has promised, and nothing changes by it.
  const hasAnswered = ({ acceptors }: PaxosState) => acceptors.some(({ promised }) => promised === askedByP1);
  const next = (w: PaxosState) => [...answering.next(w), ...(hasAnswered(w) ? [["again", w] as const] : [])];
  return graphOf({ ...answering, next }, describePhase1);
}

function lockGraph(change: "none" | "stutter" | "giving" = "none"): Graph {
  const server = lockServer(2, 2);
  const system =
    change === "giving"
      ? part(server, (choice) => choice.startsWith("give"), [{ free: [false, true], held: [[], [0]] }])
      : server;
  const graph = graphOf(system, ({ free, held }) => ({
    semaphore: numbered("s", free),
    clientlocks: numbered(
      "c",
      held.map((locks) => set(locks.map((lock) => named("s", lock)))),
    ),
  }));
  if (change === "stutter") for (const state of graph.states) graph.steps.add(`${state} ${state}`);
  return graph;
}

/** The graphs we have a model for, by the name of the specification. */
const known: Readonly<Record<string, () => Graph>> = {
  TwoPhase: () => twoPhaseGraph(2),
  TwoPhase_RMPrepare: () => firstVoteGraph(5),
  Paxos_1a: phase1aGraph,
  Paxos_1b_case1: phase1bGraph,
  lockserver_nodefs: () => lockGraph(),
  lockserver_constant_comment: () => lockGraph(),
  lockserver_nodefs_unchanged: () => lockGraph("stutter"),
  lockserver_nodefs1: () => lockGraph("giving"),
};

type Dot = {
  objects: { _gvid: number; label?: string; style?: string }[];
  edges?: { tail: number; head: number }[];
};

/** A graph from the file. @throws Error where it is of another form */
export function readGraph(source: string): Graph {
  const { objects, edges = [] } = JSON.parse(source) as Dot;
  const nodes = objects.filter((each) => each.label !== undefined);
  const states = new Map(nodes.map((each) => [each._gvid, readState(each.label as string)]));
  const at = (id: number): string => {
    const state = states.get(id);
    if (state === undefined) throw new Error(`an edge names node ${id}, which has no state`);
    return state;
  };
  return {
    states: new Set(states.values()),
    initial: new Set(nodes.filter(({ style }) => style === "filled").map(({ _gvid }) => at(_gvid))),
    steps: new Set(edges.map(({ tail, head }) => `${at(tail)} ${at(head)}`)),
  };
}

/** What is in one set and not in the other; empty when they are the same. */
function difference(what: string, ours: ReadonlySet<string>, theirs: ReadonlySet<string>): string[] {
  const missing = [...theirs].filter((each) => !ours.has(each)).length;
  const extra = [...ours].filter((each) => !theirs.has(each)).length;
  return missing + extra === 0 ? [] : [`${what}: ${missing} missing, ${extra} too many of ${theirs.size}`];
}

/** Holds a graph of ours against one of TLC's: initial states, states and steps are a case each. */
export function compare(ours: Graph, theirs: Graph): Verdict {
  const wrong = [
    ...difference("initial states", ours.initial, theirs.initial),
    ...difference("states", ours.states, theirs.states),
    ...difference("steps", ours.steps, theirs.steps),
  ];
  const size = `${theirs.states.size} states, ${theirs.steps.size} steps`;
  return { cases: 3, passed: 3 - wrong.length, note: wrong.join("; ") || `the same graph: ${size}` };
}

export const reader: Reader = {
  topic: "tlc-state-graphs",
  check(path) {
    const name = basename(path).split(".")[0] as string;
    const ours = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!path.endsWith(".json")) return { cases: 0, passed: 0, note: "not read: no state graph in JSON" };
    if (!ours) return { cases: 0, passed: 0, note: `not read: no model of ${name}` };
    try {
      return compare(ours(), readGraph(readFileSync(path, "utf8")));
    } catch (error) {
      return { cases: 1, passed: 0, note: `not of the form of a state graph: ${(error as Error).message}` };
    }
  },
};
