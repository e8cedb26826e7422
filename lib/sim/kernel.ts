/**
 * The fold behind every simulator: `step(world, choice?)`. Without a choice the timed scheduler decides: the earliest
 * event that is not held up. Pure: worlds share what did not change, and every earlier world stays valid.
 */
import { Fault } from "../fault";
import { mix, tagOf, tailed } from "./chance";
import { changed } from "./lists";
import {
  type Alarm,
  type Choice,
  type Doing,
  defaults,
  type Flight,
  type FlightId,
  type Happening,
  type Io,
  type Model,
  type Ms,
  type Net,
  type NodeEvent,
  type NodeId,
  type NodeSpec,
  type NodeState,
  type ParamSchema,
  type Past,
  type Pending,
  type Recorded,
  type Violation,
  type World,
} from "./model";

/** What a run is made of beside its choices. */
export type Setup<P> = { p?: Partial<P>; seed: number; net: Net };

export type Kernel<S, M, C, P, G> = {
  readonly model: Model<S, M, C, P, G>;
  readonly seed: number;
  readonly net: Net;
  readonly nodes: readonly NodeSpec[];
  readonly initial: World<S, M, C, P, G>;
  /**
   * The next world. Without a choice: the scheduler's, or the same world where nothing is left to happen.
   * @throws Fault when the choice is not possible in `w` (see `possible`).
   */
  step(w: World<S, M, C, P, G>, c?: Choice<C>): World<S, M, C, P, G>;
  /** Why this choice cannot be made here, in words for a developer; undefined when it can. */
  impossible(w: World<S, M, C, P, G>, c: Choice<C>): string | undefined;
  /** When the scheduler's next event is; undefined when nothing is left to happen. */
  nextAt(w: World<S, M, C, P, G>): Ms | undefined;
  /** Everything that can be chosen here, the network's and the nodes' own doings first, faults behind. */
  enabled(w: World<S, M, C, P, G>): Choice<C>[];
  /**
   * What the choices of `enabled` lead to, of the doings in `only` and where `may` agrees: each with its world, the same
   * as `step` gives. The search is made of this, so nothing is named here only to be looked up again.
   */
  branch(
    w: World<S, M, C, P, G>,
    only: ReadonlySet<Doing>,
    may?: (c: Choice<C>, w: World<S, M, C, P, G>) => boolean,
  ): (readonly [Choice<C>, World<S, M, C, P, G>])[];
  /** The clock of a node as it reads now. */
  clockOf(w: World<S, M, C, P, G>, node: NodeId): Ms;
  /** Moves kernel time forward without an event, for a choice between two events. Never backward. */
  wait(w: World<S, M, C, P, G>, until: Ms): World<S, M, C, P, G>;
};

export const flightId = ({ from, to, nth, copy }: Flight<unknown>): FlightId =>
  copy === 0 ? `${from}-${to}-${nth}` : `${from}-${to}-${nth}.${copy}`;

const none: readonly never[] = [];
const latencyTag = tagOf("latency");
const lossTag = tagOf("loss");
const twiceTag = tagOf("twice");

/** Binds a model to its parameters, seed and network. */
export function kernelOf<S, M, C, P, G>(model: Model<S, M, C, P, G>, setup: Setup<P>): Kernel<S, M, C, P, G> {
  type W = World<S, M, C, P, G>;
  const { seed, net } = setup;
  const p0 = { ...(defaults(model.params as ParamSchema) as P), ...setup.p };
  const specs = model.topology(p0);
  const count = specs.length;
  const isSet = model.network === "set";
  const invariants = Object.entries(model.invariants).map(([name, holds]) => ({ name, holds }));
  // Links are named by one number in the draws; 64 nodes are far more than a picture can show.
  const linkOf = (from: NodeId, to: NodeId) => from * 64 + to;
  const clockAt = (spec: NodeSpec | undefined, skew: Ms, t: Ms) =>
    t + skew + (spec?.drift ? Math.floor((t * spec.drift) / 1e6) : 0);

  // What the running handler wants; emptied by each call, so that a step allocates no closures.
  let queue: Pending<M>[] = [];
  let seq = 0;
  let sent: readonly number[] = none;
  let sends: Flight<M>[] = [];
  let records: Recorded[] = [];
  let at: Ms = 0;
  let cuts: readonly boolean[] | null = null;
  let skew: Ms = 0;
  let p: P = p0;
  let me: NodeId = 0;

  const io: Io<M, P> = {
    get now() {
      return clockAt(specs[me], skew, at);
    },
    get me() {
      return me;
    },
    get p() {
      return p;
    },
    send(to, m) {
      const nth = sent[to] ?? 0;
      sent = changed(sent, to, nth + 1);
      const link = linkOf(me, to);
      const isLost =
        cuts?.[me * count + to] === true || (net.loss > 0 && mix(seed, lossTag, link, nth) % 1000 < net.loss);
      const flight = fly(me, to, nth, 0, m, isLost);
      if (!flight) return;
      sends.push(flight);
      if (net.twice > 0 && !isLost && mix(seed, twiceTag, link, nth) % 1000 < net.twice) {
        const twin = fly(me, to, nth, 1, m, false);
        if (twin) sends.push(twin);
      }
    },
    timer: (name, after) => setAlarm(name, at + after, false),
    alarm: (name, when) => setAlarm(name, at + Math.max(0, when - clockAt(specs[me], skew, at)), true),
    cancel(name) {
      const index = alarmIn(queue, me, name);
      if (index >= 0) queue.splice(index, 1);
    },
    rand: (tag, nth) => mix(seed, tagOf(tag), me, nth),
    record(entry) {
      records.push(entry);
    },
  };

  function fly(from: NodeId, to: NodeId, nth: number, copy: number, m: M, lost: boolean): Flight<M> | undefined {
    if (isSet && queue.some((each) => each.kind === "msg" && each.from === from && each.to === to && same(each.m, m)))
      return undefined;
    const bits = mix(seed, latencyTag, linkOf(from, to), nth * 8 + copy);
    let arrives = at + net.min + (net.tail > 0 ? tailed(bits, net.tail) : 0);
    if (model.fifo)
      for (const each of queue)
        if (each.kind === "msg" && each.from === from && each.to === to && each.at > arrives) arrives = each.at;
    const flight: Flight<M> = { kind: "msg", from, to, nth, copy, m, sent: at, at: arrives, seq: seq++, lost };
    insert(queue, flight);
    return flight;
  }

  function setAlarm(name: string, when: Ms, wall: boolean): void {
    const index = alarmIn(queue, me, name);
    if (index >= 0) queue.splice(index, 1);
    insert(queue, { kind: "timer", node: me, name, at: when, seq: seq++, wall });
  }

  /** Lets `node` handle an event at time `t`; `pending` and `happening` become the property of the new world. */
  function handle(
    w: W,
    node: NodeId,
    event: NodeEvent<M, C>,
    t: Ms,
    pending: Pending<M>[],
    happening: Happening<M, C> & { sent: readonly Flight<M>[] },
    // What a choice has already changed.
    change: Partial<W> & { state?: S; up?: boolean } = {},
  ): W {
    const before = w.nodes[node] as NodeState<S>;
    begin(w, node, t, pending);
    cuts = change.cut === undefined ? w.cut : change.cut;
    const state = model.on(change.state === undefined ? before.state : change.state, event, io);
    const up = change.up ?? before.up;
    const isSame = state === before.state && sent === before.sent && up === before.up;
    if (sends.length > 0) happening.sent = sends;
    return after(w, {
      t,
      pending,
      nodes: isSame ? w.nodes : changed(w.nodes, node, { state, up, paused: before.paused, skew: before.skew, sent }),
      event: happening,
    });
  }

  function begin(w: W, node: NodeId, t: Ms, pending: Pending<M>[]): void {
    const it = w.nodes[node] as NodeState<S>;
    queue = pending;
    seq = w.seq;
    sent = it.sent;
    at = t;
    cuts = w.cut;
    skew = it.skew;
    p = w.p;
    me = node;
    sends = [];
    records = [];
  }

  /** The world after a step that changed this much: its counters, its history, its ghost, its invariants. */
  function after(w: W, change: Partial<W> & { event: Happening<M, C>; t: Ms; o?: number }): W {
    let past: Past | null = w.past;
    for (const entry of records)
      past = { entry: { ...entry, at: change.t }, before: past, length: (past?.length ?? 0) + 1 };
    const o = change.o ?? (change.event.chosen ? (change.t > w.t ? 0 : w.o) : change.t > w.t ? 1 : w.o + 1);
    const next: { -readonly [Key in keyof W]: W[Key] } = {
      t: change.t,
      n: w.n + 1,
      o,
      p: change.p ?? w.p,
      nodes: change.nodes ?? w.nodes,
      pending: change.pending ?? w.pending,
      seq,
      cut: change.cut === undefined ? w.cut : change.cut,
      clogged: change.clogged === undefined ? w.clogged : change.clogged,
      ghost: w.ghost,
      past,
      event: change.event,
      broken: w.broken,
    };
    if (model.ghost) next.ghost = model.ghost.next(w.ghost, next, w);
    for (const { name, holds } of invariants) {
      const found = holds(next, w);
      if (found && !next.broken.some(({ invariant }) => invariant === name))
        next.broken = [...next.broken, { ...found, invariant: name, step: next.n } satisfies Violation];
    }
    return next;
  }

  /** A step in which no node acts. */
  function aside(w: W, change: Partial<W> & { event: Happening<M, C> }): W {
    seq = w.seq;
    records = [];
    return after(w, { t: w.t, ...change });
  }

  const isCut = (w: W, from: NodeId, to: NodeId) => w.cut?.[from * count + to] === true;
  const isClogged = (w: W, from: NodeId, to: NodeId) => w.clogged?.[from * count + to] === true;

  function isHeld(w: W, each: Pending<M>): boolean {
    if (each.kind === "timer") return (w.nodes[each.node] as NodeState<S>).paused;
    if (w.clogged !== null && isClogged(w, each.from, each.to)) return true;
    // What will be lost anyway does not wait for its receiver.
    return !each.lost && (w.nodes[each.to] as NodeState<S>).paused;
  }

  function nextIndex(w: W): number {
    for (let index = 0; index < w.pending.length; index++) if (!isHeld(w, w.pending[index] as Pending<M>)) return index;
    return -1;
  }

  function arrive(w: W, index: number, chosen: boolean): W {
    const flight = w.pending[index] as Flight<M>;
    const rest = isSet ? [...w.pending] : without(w.pending, index);
    const t = chosen || flight.at < w.t ? w.t : flight.at;
    const why = flight.lost && !chosen ? "lost" : isCut(w, flight.from, flight.to) ? "cut" : undefined;
    const isDown = !(w.nodes[flight.to] as NodeState<S>).up;
    if (why !== undefined || isDown)
      return aside(w, {
        t,
        pending: rest,
        event: { what: "drop", flight, why: why ?? "down", node: flight.to, chosen, sent: none },
      });
    const event: NodeEvent<M, C> = { t: "msg", from: flight.from, m: flight.m };
    return handle(w, flight.to, event, t, rest, { what: "deliver", flight, node: flight.to, chosen, sent: none });
  }

  function fire(w: W, index: number, chosen: boolean): W {
    const { node, name, at: due } = w.pending[index] as Alarm;
    const happening: Happening<M, C> = { what: "timer", name, node, chosen, sent: none };
    return handle(w, node, { t: "timer", name }, Math.max(w.t, due), without(w.pending, index), happening);
  }

  function operate(w: W, node: NodeId, op: C): W {
    const happening: Happening<M, C> = { what: "op", op, node, chosen: true, sent: none };
    return handle(w, node, { t: "op", op }, w.t, [...w.pending], happening);
  }

  function choose(w: W, c: Choice<C>): W {
    const why = impossible(w, c);
    if (why !== undefined)
      throw new Fault({
        what: `the choice ${JSON.stringify(c)} is not possible: ${why}`,
        where: `${model.id}, step ${w.n}, ${w.t} ms`,
        mend: "choose one of enabled(world)",
      });
    const event = { chosen: true, sent: none } as const;
    switch (c.do) {
      case "deliver":
        return arrive(w, flightIn(w, c.msg), true);
      case "drop": {
        const index = flightIn(w, c.msg);
        const flight = w.pending[index] as Flight<M>;
        return aside(w, {
          pending: without(w.pending, index),
          event: { ...event, what: "drop", flight, why: "chosen", node: flight.to },
        });
      }
      case "dup": {
        const flight = w.pending[flightIn(w, c.msg)] as Flight<M>;
        const copies = w.pending.filter((each) => each.kind === "msg" && isCopyOf(each, flight)) as Flight<M>[];
        const copy = 1 + Math.max(...copies.map((each) => each.copy));
        const pending = [...w.pending];
        insert(pending, { ...flight, copy, seq: w.seq });
        seq = w.seq + 1;
        records = [];
        return after(w, { t: w.t, pending, event: { ...event, what: "dup", flight, node: flight.to } });
      }
      case "delay": {
        const index = flightIn(w, c.msg);
        const flight = w.pending[index] as Flight<M>;
        const at = Math.max(w.t, flight.at) + c.by;
        const pending: Pending<M>[] = [];
        for (const each of w.pending) {
          // On a connection what was sent later waits behind it.
          const waits =
            each === flight ||
            (model.fifo && each.kind === "msg" && isSameLink(each, flight) && each.nth > flight.nth && each.at < at);
          insert(pending, waits ? { ...each, at } : each);
        }
        return aside(w, { pending, event: { ...event, what: "delay", flight, by: c.by, node: flight.to } });
      }
      case "fire":
        return fire(w, alarmIn(w.pending, c.node, c.timer), true);
      case "op":
        return operate(w, c.node, c.op);
      case "crash": {
        const node = w.nodes[c.node] as NodeState<S>;
        const state = model.durable ? model.durable(node.state, w.p, c.node) : model.init(w.p, c.node);
        return aside(w, {
          nodes: w.nodes.with(c.node, { ...node, state, up: false, paused: false }),
          pending: w.pending.filter((each) => each.kind === "msg" || each.node !== c.node),
          event: { ...event, what: "crash", node: c.node },
        });
      }
      case "boot":
        return handle(
          w,
          c.node,
          { t: "boot" },
          w.t,
          [...w.pending],
          { ...event, what: "boot", node: c.node },
          { up: true },
        );
      case "pause":
      case "resume":
        return aside(w, {
          nodes: w.nodes.with(c.node, { ...(w.nodes[c.node] as NodeState<S>), paused: c.do === "pause" }),
          event: { ...event, what: c.do, node: c.node },
        });
      case "skew": {
        const node = w.nodes[c.node] as NodeState<S>;
        const pending: Pending<M>[] = [];
        for (const each of w.pending)
          insert(
            pending,
            each.kind === "timer" && each.wall && each.node === c.node
              ? { ...each, at: Math.max(w.t, each.at - c.by) }
              : each,
          );
        return aside(w, {
          nodes: w.nodes.with(c.node, { ...node, skew: node.skew + c.by }),
          pending,
          event: { ...event, what: "skew", by: c.by, node: c.node },
        });
      }
      case "cut":
      case "heal":
        return aside(w, {
          cut: marked(w.cut, c.from, c.to, c.do === "cut"),
          event: { ...event, what: c.do, from: c.from, to: c.to },
        });
      case "clog":
      case "unclog":
        return aside(w, {
          clogged: marked(w.clogged, c.from, c.to, c.do === "clog"),
          event: { ...event, what: c.do, from: c.from, to: c.to },
        });
      case "part": {
        const isApart = (node: NodeId) => c.apart.includes(node);
        const cut = Array.from(
          { length: count * count },
          (_, index) => isApart(Math.floor(index / count)) !== isApart(index % count),
        );
        return aside(w, { cut, event: { ...event, what: "part", apart: c.apart } });
      }
      case "heal-all":
        return aside(w, { cut: null, clogged: null, event: { ...event, what: "heal-all" } });
      case "set":
        return aside(w, {
          p: { ...w.p, [c.name]: c.value },
          event: { ...event, what: "set", name: c.name, value: c.value },
        });
      default:
        return c satisfies never;
    }
  }

  /** The marks of links with one changed; null when none is left. */
  function marked(marks: readonly boolean[] | null, from: NodeId, to: NodeId, on: boolean): readonly boolean[] | null {
    const changed = (marks ?? Array.from({ length: count * count }, () => false)).with(from * count + to, on);
    return changed.includes(true) ? changed : null;
  }

  function impossible(w: W, c: Choice<C>): string | undefined {
    const isNode = (node: NodeId) => Number.isInteger(node) && node >= 0 && node < count;
    switch (c.do) {
      case "deliver":
      case "drop":
      case "dup":
      case "delay": {
        const index = flightIn(w, c.msg);
        if (index < 0) return `no message ${c.msg} is under way`;
        if (c.do === "delay" && !(Number.isInteger(c.by) && c.by > 0)) return "a delay is a whole number of ms above 0";
        if (c.do !== "deliver") return undefined;
        const flight = w.pending[index] as Flight<M>;
        if (isHeld(w, { ...flight, lost: false })) return "the receiver stands still, or the link is clogged";
        return model.fifo && !isHead(w, flight)
          ? "an earlier message of this connection is still under way"
          : undefined;
      }
      case "fire":
        if (alarmIn(w.pending, c.node, c.timer) < 0) return `node ${c.node} has no timer ${c.timer}`;
        return w.nodes[c.node]?.paused ? "the node stands still" : undefined;
      case "op": {
        const node = w.nodes[c.node];
        if (!node?.up || node.paused) return "the node is not running";
        const able = model.ops?.(node.state, c.node, w) ?? none;
        return able.some((each) => same(each, c.op)) ? undefined : "the node cannot do that now";
      }
      case "crash":
        return w.nodes[c.node]?.up ? undefined : "the node is not up";
      case "boot":
        return isNode(c.node) && !w.nodes[c.node]?.up ? undefined : "the node is up";
      case "pause":
        return w.nodes[c.node]?.up && !w.nodes[c.node]?.paused ? undefined : "the node is down or stands still already";
      case "resume":
        return w.nodes[c.node]?.paused ? undefined : "the node does not stand still";
      case "skew":
        return isNode(c.node) && Number.isInteger(c.by) ? undefined : "a clock is moved by a whole number of ms";
      case "cut":
      case "heal":
      case "clog":
      case "unclog": {
        if (!isNode(c.from) || !isNode(c.to) || c.from === c.to) return "a link joins two nodes";
        const is = c.do === "cut" || c.do === "heal" ? isCut(w, c.from, c.to) : isClogged(w, c.from, c.to);
        return is === (c.do === "heal" || c.do === "unclog") ? undefined : "the link is so already";
      }
      case "part":
        return Array.isArray(c.apart) && c.apart.every(isNode) && c.apart.length > 0 && c.apart.length < count
          ? undefined
          : "name some nodes, not all";
      case "heal-all":
        return w.cut || w.clogged ? undefined : "no link is cut or clogged";
      case "set": {
        const spec = model.params[c.name];
        if (!spec?.live) return "this parameter does not change during a run";
        if (spec.kind === "int")
          return typeof c.value === "number" && c.value >= spec.min && c.value <= spec.max ? undefined : "out of range";
        if (spec.kind === "flag") return typeof c.value === "boolean" ? undefined : "true or false";
        return spec.options.some(({ id }) => id === c.value) ? undefined : "no such option";
      }
      default:
        return c satisfies never;
    }
  }

  function isHead(w: W, flight: Flight<M>): boolean {
    return !w.pending.some(
      (each) => each.kind === "msg" && each.from === flight.from && each.to === flight.to && each.nth < flight.nth,
    );
  }

  /** Whether a message can be delivered now, in whatever order the others come. */
  function isReady(w: W, flight: Flight<M>): boolean {
    if (w.clogged !== null && isClogged(w, flight.from, flight.to)) return false;
    return !(w.nodes[flight.to] as NodeState<S>).paused && (!model.fifo || isHead(w, flight));
  }

  function enabled(w: W): Choice<C>[] {
    const able: Choice<C>[] = [];
    for (const each of w.pending) {
      if (each.kind === "timer") {
        if (!w.nodes[each.node]?.paused) able.push({ do: "fire", node: each.node, timer: each.name });
      } else if (isReady(w, each)) able.push({ do: "deliver", msg: flightId(each) });
    }
    w.nodes.forEach(({ state, up, paused }, node) => {
      if (up && !paused && model.ops) for (const op of model.ops(state, node, w)) able.push({ do: "op", node, op });
    });
    return [...able, ...faults(w)];
  }

  /** What can be done to the network and to the nodes from outside. */
  function faults(w: W): Choice<C>[] {
    const able: Choice<C>[] = [];
    for (const each of w.pending) {
      if (each.kind === "timer" || isSet) continue;
      const msg = flightId(each);
      able.push({ do: "drop", msg }, { do: "dup", msg }, { do: "delay", msg, by: 100 });
    }
    w.nodes.forEach(({ up, paused }, node) => {
      if (!up) able.push({ do: "boot", node });
      else {
        able.push({ do: "crash", node }, paused ? { do: "resume", node } : { do: "pause", node });
      }
    });
    if (w.cut || w.clogged) able.push({ do: "heal-all" });
    for (let from = 0; from < count; from++)
      for (let to = 0; to < count; to++) {
        if (from === to) continue;
        able.push({ do: isCut(w, from, to) ? "heal" : "cut", from, to });
      }
    return able;
  }

  function branch(w: W, only: ReadonlySet<Doing>, may?: (c: Choice<C>, w: W) => boolean) {
    const found: (readonly [Choice<C>, W])[] = [];
    const hasFire = only.has("fire");
    const hasDeliver = only.has("deliver");
    for (let index = 0; index < w.pending.length; index++) {
      const each = w.pending[index] as Pending<M>;
      if (each.kind === "timer") {
        if (!hasFire || (w.nodes[each.node] as NodeState<S>).paused) continue;
        const c: Choice<C> = { do: "fire", node: each.node, timer: each.name };
        if (!may || may(c, w)) found.push([c, fire(w, index, true)]);
      } else if (hasDeliver && isReady(w, each)) {
        const c: Choice<C> = { do: "deliver", msg: flightId(each) };
        if (!may || may(c, w)) found.push([c, arrive(w, index, true)]);
      }
    }
    if (only.has("op") && model.ops)
      for (let node = 0; node < count; node++) {
        const { state, up, paused } = w.nodes[node] as NodeState<S>;
        if (!up || paused) continue;
        for (const op of model.ops(state, node, w)) {
          const c: Choice<C> = { do: "op", node, op };
          if (!may || may(c, w)) found.push([c, operate(w, node, op)]);
        }
      }
    if (only.size > (hasFire ? 1 : 0) + (hasDeliver ? 1 : 0) + (only.has("op") ? 1 : 0))
      for (const c of faults(w)) if (only.has(c.do) && (!may || may(c, w))) found.push([c, choose(w, c)]);
    return found;
  }

  function start(): W {
    const state = (node: NodeId): NodeState<S> => ({
      state: model.init(p0, node),
      up: true,
      paused: false,
      skew: 0,
      sent: Array.from({ length: count }, () => 0),
    });
    const event: Happening<M, C> = { what: "start", chosen: false, sent: none };
    let w = {
      ...{ t: 0, n: 0, o: 0, p: p0, pending: none, seq: 0, cut: null, clogged: null, past: null, event, broken: none },
      nodes: specs.map((_, node) => state(node)),
      ghost: null as G,
    } as W;
    if (model.ghost) w = { ...w, ghost: model.ghost.init(p0) };
    const sendsOfAll: Flight<M>[] = [];
    for (let node = 0; node < count; node++) {
      const pending = [...w.pending];
      begin(w, node, 0, pending);
      const it = w.nodes[node] as NodeState<S>;
      const booted = model.on(it.state, { t: "boot" }, io);
      sendsOfAll.push(...sends);
      let past = w.past;
      for (const entry of records) past = { entry: { ...entry, at: 0 }, before: past, length: (past?.length ?? 0) + 1 };
      w = { ...w, nodes: w.nodes.with(node, { ...it, state: booted, sent }), pending, seq, past };
    }
    return { ...w, event: { ...event, sent: sendsOfAll } };
  }

  return {
    model,
    seed,
    net,
    nodes: specs,
    initial: start(),
    step(w, c) {
      if (c !== undefined) return choose(w, c);
      const index = nextIndex(w);
      if (index < 0) return w;
      return w.pending[index]?.kind === "msg" ? arrive(w, index, false) : fire(w, index, false);
    },
    impossible,
    branch,
    nextAt(w) {
      const index = nextIndex(w);
      return index < 0 ? undefined : Math.max(w.t, (w.pending[index] as Pending<M>).at);
    },
    enabled,
    clockOf: (w, node) => clockAt(specs[node], w.nodes[node]?.skew ?? 0, w.t),
    wait: (w, until) => (until > w.t ? { ...w, t: until, o: 0 } : w),
  };

  function flightIn(w: W, msg: FlightId): number {
    return w.pending.findIndex((each) => each.kind === "msg" && flightId(each) === msg);
  }
}

/** Puts it behind everything of its time or earlier: equal times keep the order in which they were made. */
function insert<M>(queue: Pending<M>[], each: Pending<M>): void {
  let index = queue.length;
  while (index > 0) {
    const before = queue[index - 1] as Pending<M>;
    if (before.at < each.at || (before.at === each.at && before.seq < each.seq)) break;
    index--;
  }
  if (index === queue.length) queue.push(each);
  else queue.splice(index, 0, each);
}

function without<M>(pending: readonly Pending<M>[], index: number): Pending<M>[] {
  const rest = pending.slice();
  for (let at = index + 1; at < rest.length; at++) rest[at - 1] = rest[at] as Pending<M>;
  rest.pop();
  return rest;
}

function alarmIn<M>(pending: readonly Pending<M>[], node: NodeId, name: string): number {
  for (let index = 0; index < pending.length; index++) {
    const each = pending[index] as Pending<M>;
    if (each.kind === "timer" && each.node === node && each.name === name) return index;
  }
  return -1;
}

const isSameLink = (each: Flight<unknown>, flight: Flight<unknown>): boolean =>
  each.from === flight.from && each.to === flight.to;

const isCopyOf = (each: Flight<unknown>, flight: Flight<unknown>): boolean =>
  isSameLink(each, flight) && each.nth === flight.nth;

/** Equality of plain data; the order of keys counts, which one author writing both sides keeps. */
const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);
