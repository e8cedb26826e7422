/**
 * What the author of a simulator writes, and what the kernel makes of it.
 *
 * A protocol is a pure handler of one node's events. Everything the handler does not decide (which event is next, how long
 * a message takes, what is lost, when a node dies) is a Choice: the timed scheduler has a default for each, a learner, a
 * random nemesis, the explorer or a link may say otherwise. Play, tests, search, grading and sharing are the same fold.
 */
import type { Text } from "../i18n/locales";

/** Index into the topology. */
export type NodeId = number;
/** Whole milliseconds. Kernel time starts at 0. */
export type Ms = number;

/** A node as the picture and the texts name it. */
export type NodeSpec = {
  /** Short: S1, C2, Redis. Equal in both languages. */
  name: string;
  /** What the lab calls this part: server, client, store ... Nodes of a role stand together. */
  role: string;
  /** How much faster its clock runs than the kernel's, parts per million. */
  drift?: number;
};

export type ParamValue = number | string | boolean;
type ParamHead = {
  label: Text;
  /** What it stands for, where the label does not say it all. */
  help?: Text;
  /** May change while the run goes on; else a change starts anew. */
  live?: boolean;
};
export type ParamSpec = ParamHead &
  (
    | { kind: "int"; min: number; max: number; step: number; default: number; unit?: Text }
    | { kind: "choice"; options: readonly { id: string; label: Text }[]; default: string }
    | { kind: "flag"; default: boolean }
  );
export type ParamSchema = Readonly<Record<string, ParamSpec>>;
/** The values of a schema: numbers, ids of options, flags. */
export type Params<Schema extends ParamSchema = ParamSchema> = {
  readonly [Name in keyof Schema]: Schema[Name]["kind"] extends "int"
    ? number
    : Schema[Name]["kind"] extends "flag"
      ? boolean
      : Schema[Name] extends { options: readonly { id: infer Id }[] }
        ? Id
        : string;
};

/** How the network treats messages. One-way delay is `min` plus an exponential tail of mean `tail`. */
export type Net = {
  min: Ms;
  tail: Ms;
  /** Of 1000 messages so many are lost. */
  loss: number;
  /** Of 1000 messages so many arrive twice. */
  twice: number;
};

/** One event of one node. */
export type NodeEvent<M, C> =
  | { t: "boot" }
  | { t: "msg"; from: NodeId; m: M }
  | { t: "timer"; name: string }
  | { t: "op"; op: C };

/** What a handler may do. It is valid during the call only. */
export type Io<M, P> = {
  /** The node's own clock, ms: kernel time with its skew and drift. */
  readonly now: Ms;
  readonly me: NodeId;
  /** The parameters as they are now. */
  readonly p: P;
  send(to: NodeId, m: M): void;
  /** Fires `after` ms later by a monotonic clock, which no jump of the time of day moves. Replaces the one of this name. */
  timer(name: string, after: Ms): void;
  /** Fires when the node's own clock shows `at`; a jump of the clock moves it. Replaces the one of this name. */
  alarm(name: string, at: Ms): void;
  cancel(name: string): void;
  /** 32 random bits for the `nth` decision of this name at this node. The same decision always gets the same bits. */
  rand(tag: string, nth: number): number;
  /** Notes an operation of the history that the linearizability checker reads. */
  record(entry: Recorded): void;
};

/** One line of a history: process `by` begins or ends operation `op`. An op that never ends, or ends in "info", is open. */
export type Recorded = {
  by: number;
  type: "invoke" | "ok" | "fail" | "info";
  op: string;
  key?: string;
  value?: unknown;
};

export type Model<S, M, C, P, G = null> = {
  /** Name and version: part of every link and every stored answer. A change of behaviour raises the version. */
  readonly id: `${string}@${number}`;
  readonly params: ParamSchema;
  topology(p: P): readonly NodeSpec[];
  /** The state of a node before its boot event. Plain data, never changed in place. */
  init(p: P, me: NodeId): S;
  /** The node's next state; the same object when nothing changed. Pure but for `io`. */
  on(s: S, event: NodeEvent<M, C>, io: Io<M, P>): S;
  /** What a crash leaves; by default the state of a new node. */
  durable?(s: S, p: P, me: NodeId): S;
  /** What a learner or the explorer may have this node do on its own now. */
  ops?(s: S, me: NodeId, w: World<S, M, C, P, G>): readonly C[];
  /** Messages of one link arrive in the order in which they were sent (a connection). */
  readonly fifo?: boolean;
  /** "set": a message stays for ever and is only read, as in TLA+ specifications. Default "bag": it is delivered once. */
  readonly network?: "bag" | "set";
  /** What the whole run has shown so far, for invariants and goals: a fold beside the nodes that no node can read. */
  readonly ghost?: { init(p: P): G; next(g: G, w: World<S, M, C, P, G>, prev: World<S, M, C, P, G>): G };
  /** Held after every step, over what that step touched (`w.event.node`, or all nodes where it is undefined). */
  readonly invariants: Readonly<Record<string, Invariant<S, M, C, P, G>>>;
  /** What the search takes for the same state; by default the state as it is. Leave out times and counters. */
  canonical?(s: S, w: World<S, M, C, P, G>): unknown;
};

export type Invariant<S, M, C, P, G> = (
  w: World<S, M, C, P, G>,
  prev: World<S, M, C, P, G>,
) => Omit<Violation, "invariant" | "step"> | null;

/** A broken invariant: which part of it, and where. */
export type Violation = {
  invariant: string;
  /** The clause that failed, by name. */
  conjunct: string;
  nodes: readonly NodeId[];
  /** Indices, keys, terms: whatever points at the spot. */
  at: Readonly<Record<string, string | number>>;
  /** The step after which it was broken. */
  step: number;
};

export type Flight<M> = {
  readonly kind: "msg";
  readonly from: NodeId;
  readonly to: NodeId;
  /** Ordinal among the messages of this link; `copy` > 0 for duplicates. Together they name the message. */
  readonly nth: number;
  readonly copy: number;
  readonly m: M;
  readonly sent: Ms;
  readonly at: Ms;
  readonly seq: number;
  /** The network will lose it at `at`. */
  readonly lost: boolean;
};
export type Alarm = {
  readonly kind: "timer";
  readonly node: NodeId;
  readonly name: string;
  readonly at: Ms;
  readonly seq: number;
  /** Set by the time of day: a jump of the node's clock moves it. */
  readonly wall: boolean;
};
export type Pending<M> = Flight<M> | Alarm;

export type NodeState<S> = {
  readonly state: S;
  readonly up: boolean;
  /** Stands still (a garbage collection, a suspended machine): nothing is lost, everything waits. */
  readonly paused: boolean;
  /** How far its clock was set off, ms. */
  readonly skew: Ms;
  /** Messages sent so far, by receiver. */
  readonly sent: readonly number[];
};

/** A history in which earlier worlds share their part. */
export type Past = { readonly entry: Recorded & { at: Ms }; readonly before: Past | null; readonly length: number };

export type World<S, M, C, P, G> = {
  /** Kernel time. */
  readonly t: Ms;
  /** Steps so far. */
  readonly n: number;
  /** Events of the scheduler at this very time so far: with `t` it says where in a run a choice was made. */
  readonly o: number;
  readonly p: P;
  readonly nodes: readonly NodeState<S>[];
  /** By time, then by the order in which they were made. */
  readonly pending: readonly Pending<M>[];
  readonly seq: number;
  /** `cut[from * nodes + to]`: messages of this direction are lost; `clogged` likewise: they wait. null: none is. */
  readonly cut: readonly boolean[] | null;
  readonly clogged: readonly boolean[] | null;
  readonly ghost: G;
  readonly past: Past | null;
  /** What the last step was. */
  readonly event: Happening<M, C>;
  /** The first violation of each invariant. */
  readonly broken: readonly Violation[];
};

/** What one step was; `sent`: the messages it sent. `chosen`: not the scheduler's default. */
export type Happening<M, C> = {
  readonly node?: NodeId;
  readonly chosen: boolean;
  readonly sent: readonly Flight<M>[];
} & (
  | { readonly what: "start" }
  | { readonly what: "deliver"; readonly flight: Flight<M> }
  | { readonly what: "drop"; readonly flight: Flight<M>; readonly why: "lost" | "cut" | "down" | "chosen" }
  | { readonly what: "delay"; readonly flight: Flight<M>; readonly by: Ms }
  | { readonly what: "dup"; readonly flight: Flight<M> }
  | { readonly what: "timer"; readonly name: string }
  | { readonly what: "op"; readonly op: C }
  | { readonly what: "crash" | "boot" | "pause" | "resume" }
  | { readonly what: "skew"; readonly by: Ms }
  | { readonly what: "cut" | "heal" | "clog" | "unclog"; readonly from: NodeId; readonly to: NodeId }
  | { readonly what: "part"; readonly apart: readonly NodeId[] }
  | { readonly what: "heal-all" }
  | { readonly what: "set"; readonly name: string; readonly value: ParamValue }
);

/** A message is named `<from>-<to>-<nth>`, a duplicate of it `<from>-<to>-<nth>.<copy>`. */
export type FlightId = string;

export type Choice<C = unknown> =
  | { do: "deliver" | "drop" | "dup"; msg: FlightId }
  | { do: "delay"; msg: FlightId; by: Ms }
  | { do: "fire"; node: NodeId; timer: string }
  | { do: "crash" | "boot" | "pause" | "resume"; node: NodeId }
  | { do: "skew"; node: NodeId; by: Ms }
  | { do: "cut" | "heal" | "clog" | "unclog"; from: NodeId; to: NodeId }
  /** These nodes on one side, all others on the other; no message crosses. */
  | { do: "part"; apart: readonly NodeId[] }
  | { do: "heal-all" }
  | { do: "op"; node: NodeId; op: C }
  | { do: "set"; name: string; value: ParamValue };
export type Doing = Choice["do"];

/** The defaults of a schema, with what is given put in its place. Values outside the schema are refused by `checked`. */
export function defaults<Schema extends ParamSchema>(schema: Schema): Params<Schema> {
  return Object.fromEntries(Object.entries(schema).map(([name, spec]) => [name, spec.default])) as Params<Schema>;
}

const on: Text = { zh: "开", en: "on" };
const off: Text = { zh: "关", en: "off" };

/** A parameter and one of its values as a reader knows them; the bare name and value where the schema has neither. */
export function labelOf(
  schema: ParamSchema,
  name: string,
  value: ParamValue,
): { name: Text | string; value: Text | string } {
  const spec = schema[name];
  const option = spec?.kind === "choice" ? spec.options.find(({ id }) => id === value)?.label : undefined;
  const flag = typeof value === "boolean" ? (value ? on : off) : undefined;
  return { name: spec?.label ?? name, value: option ?? flag ?? String(value) };
}
