/**
 * The Pulsar side: one topic with one subscription, messages with keys, acknowledged one by one. A message that fails or
 * is not acknowledged in time is delivered again, perhaps to another consumer; past the limit it goes to a dead-letter
 * topic. In Pulsar the ack timeout, the negative acknowledgement and the dead letters are work of the client: here too.
 */
import type { NodeId } from "../model";
import type { P } from "./params";
import type { Io, NodeEvent } from "./state";

/** Keys a to c in turn; message 3 can never be processed. */
export const poison = 3;
export const messages = 12;
export const keyOf = (v: number): string => ["a", "b", "c"][v % 3] as string;

export type Topic = {
  readonly kind: "topic";
  /** Messages written, 1 to `last`. */
  readonly last: number;
  /** The subscription's cursor: the next message that was never delivered. */
  readonly cursor: number;
  /** Delivered and not acknowledged, and to whom. */
  readonly unacked: readonly { readonly v: number; readonly to: NodeId }[];
  /** To be delivered again, lowest first. */
  readonly again: readonly number[];
  /** How often each message was delivered again. */
  readonly counts: readonly number[];
  readonly acked: readonly number[];
  /** The dead-letter topic. */
  readonly dead: readonly number[];
  /** Connected consumers. */
  readonly connected: readonly NodeId[];
};

export type PulsarProducer = { readonly kind: "pulsar-producer"; readonly next: number };

export type PulsarConsumer = {
  readonly kind: "pulsar-consumer";
  /** The receiver queue; the first is being worked on. */
  readonly queue: readonly { readonly v: number; readonly count: number }[];
  /** Given up for now: delivery again is asked for when the delay is over. */
  readonly nacked: readonly number[];
  readonly stalls: boolean;
};

export type PulsarState = Topic | PulsarProducer | PulsarConsumer;

export type PulsarMessage =
  | { type: "Publish"; v: number }
  | { type: "Receipt"; v: number }
  | { type: "Subscribe" }
  | { type: "Ping" }
  | { type: "Deliver"; v: number; count: number }
  | { type: "Ack"; v: number }
  | { type: "Redeliver"; v: number }
  | { type: "Dead"; v: number };

/** ms; Pulsar's own: keep-alive 30 s, nack delay 1 min, ack timeout off by default. */
const pulsarTimes = {
  publish: 200,
  retry: 300,
  ping: 200,
  session: 650,
  work: 40,
  stall: 500,
  ackTimeout: 300,
  nackDelay: 200,
} as const;
/** Receiver queue size. */
const permits = 2;

/** Who is who: the broker, the producer, two consumers. */
export const pulsarCast = { broker: 0, producer: 1, consumers: [2, 3] } as const;

/** The state of a node before its boot. */
export function aPulsarNode(me: NodeId): PulsarState {
  if (me === pulsarCast.broker)
    return {
      kind: "topic",
      last: 0,
      cursor: 1,
      unacked: [],
      again: [],
      counts: [],
      acked: [],
      dead: [],
      connected: [],
    };
  if (me === pulsarCast.producer) return { kind: "pulsar-producer", next: 1 };
  return { kind: "pulsar-consumer", queue: [], nacked: [], stalls: false };
}

/** Messages and acknowledgements are in BookKeeper; who was connected, and what was with whom, is not. */
export function pulsarAfterCrash(s: PulsarState, me: NodeId): PulsarState {
  if (s.kind === "pulsar-consumer") return aPulsarNode(me);
  if (s.kind === "pulsar-producer") return s;
  const again = [...s.again, ...s.unacked.map(({ v }) => v)].sort((a, b) => a - b);
  return { ...s, unacked: [], connected: [], again };
}

/** One event of a node on the Pulsar side. */
export function onPulsar(s: PulsarState, event: NodeEvent, io: Io): PulsarState {
  if (s.kind === "topic") return onTopic(s, event, io);
  return s.kind === "pulsar-producer" ? onProducer(s, event, io) : onConsumer(s, event, io);
}

// --- The broker ------------------------------------------------------------------------------------------------------

/** The name is read in menus: it says whose connection it is. */
const sessionTimer = (consumer: NodeId): string => `session:C${consumer - pulsarCast.producer}`;

function onTopic(s: Topic, event: NodeEvent, io: Io): Topic {
  if (event.t === "timer") {
    const gone = pulsarCast.consumers.find((id) => sessionTimer(id) === event.name);
    return gone === undefined ? s : dispatch(disconnect(s, gone), io);
  }
  if (event.t !== "msg") return s;
  const { from } = event;
  const m = event.m as PulsarMessage;
  switch (m.type) {
    case "Publish":
      io.send(from, { type: "Receipt", v: m.v });
      // A publication that comes again is known by its sequence (deduplication of the namespace).
      return m.v === s.last + 1 ? dispatch({ ...s, last: m.v }, io) : s;
    case "Subscribe":
      io.timer(sessionTimer(from), pulsarTimes.session);
      return dispatch({ ...disconnect(s, from), connected: [...without(s.connected, from), from].sort() }, io);
    case "Ping":
      if (s.connected.includes(from)) {
        io.timer(sessionTimer(from), pulsarTimes.session);
        return s;
      }
      io.timer(sessionTimer(from), pulsarTimes.session);
      return dispatch({ ...s, connected: [...s.connected, from].sort() }, io);
    case "Ack":
      return dispatch(acked(s, m.v), io);
    case "Dead":
      return dispatch({ ...acked(s, m.v), dead: s.dead.includes(m.v) ? s.dead : [...s.dead, m.v] }, io);
    case "Redeliver": {
      if (!s.unacked.some(({ v, to }) => v === m.v && to === from)) return s;
      const counts = Array.from({ length: Math.max(s.counts.length, m.v + 1) }, (_, v) => s.counts[v] ?? 0);
      return dispatch({ ...giveBack(s, (v) => v === m.v), counts: counts.with(m.v, (counts[m.v] ?? 0) + 1) }, io);
    }
    default:
      return s;
  }
}

const without = (ids: readonly NodeId[], id: NodeId): readonly NodeId[] => ids.filter((each) => each !== id);

function giveBack(s: Topic, isBack: (v: number, to: NodeId) => boolean): Topic {
  const back = s.unacked.filter(({ v, to }) => isBack(v, to)).map(({ v }) => v);
  const unacked = s.unacked.filter(({ v, to }) => !isBack(v, to));
  return { ...s, unacked, again: [...s.again, ...back].sort((a, b) => a - b) };
}

/** What a consumer holds goes back when its connection is lost. */
const disconnect = (s: Topic, consumer: NodeId): Topic => ({
  ...giveBack(s, (_, to) => to === consumer),
  connected: without(s.connected, consumer),
});

function acked(s: Topic, v: number): Topic {
  if (s.acked.includes(v)) return s;
  return {
    ...s,
    acked: [...s.acked, v].sort((a, b) => a - b),
    unacked: s.unacked.filter((each) => each.v !== v),
    again: s.again.filter((each) => each !== v),
  };
}

/** Delivers what can be delivered: what comes again first, each to a consumer that has room for it. */
function dispatch(s: Topic, io: Io): Topic {
  let state = s;
  for (const v of s.again) {
    const to = receiver(state, v, io.p);
    if (to === undefined) continue;
    state = { ...state, again: state.again.filter((each) => each !== v) };
    state = deliver(state, v, to, io);
  }
  while (state.cursor <= state.last) {
    const to = receiver(state, state.cursor, io.p);
    if (to === undefined) break;
    state = deliver({ ...state, cursor: state.cursor + 1 }, state.cursor, to, io);
  }
  return state;
}

function deliver(s: Topic, v: number, to: NodeId, io: Io): Topic {
  io.send(to, { type: "Deliver", v, count: s.counts[v] ?? 0 });
  return { ...s, unacked: [...s.unacked, { v, to }] };
}

/** Shared: whoever holds least. Key_Shared: the one that holds the key, else the one that the key belongs to. */
function receiver(s: Topic, v: number, p: P): NodeId | undefined {
  const held = (id: NodeId) => s.unacked.filter(({ to }) => to === id).length;
  const free = s.connected.filter((id) => held(id) < permits);
  if (p.subscription === "shared") return free.toSorted((a, b) => held(a) - held(b) || a - b)[0];
  const holder = s.unacked.find((each) => keyOf(each.v) === keyOf(v))?.to;
  // An older message of the key that waits to come again goes first.
  if (s.again.some((each) => each < v && keyOf(each) === keyOf(v))) return undefined;
  const to = holder ?? s.connected[keyOf(v).charCodeAt(0) % Math.max(1, s.connected.length)];
  return to !== undefined && free.includes(to) ? to : undefined;
}

// --- Clients ---------------------------------------------------------------------------------------------------------

function onProducer(s: PulsarProducer, event: NodeEvent, io: Io): PulsarProducer {
  const publish = (v: number) => {
    if (v > messages) return;
    io.send(pulsarCast.broker, { type: "Publish", v });
    io.timer("publish", pulsarTimes.retry);
  };
  if (event.t === "boot") io.timer("publish", pulsarTimes.publish);
  else if (event.t === "timer") publish(s.next);
  else if (event.t === "msg" && event.m.type === "Receipt" && event.m.v === s.next) {
    io.timer("publish", pulsarTimes.publish);
    return { ...s, next: s.next + 1 };
  }
  return s;
}

function onConsumer(s: PulsarConsumer, event: NodeEvent, io: Io): PulsarConsumer {
  const { broker } = pulsarCast;
  switch (event.t) {
    case "boot":
      io.send(broker, { type: "Subscribe" });
      io.timer("ping", pulsarTimes.ping);
      return s;
    case "op":
      return event.op.type === "stall" ? { ...s, stalls: true } : s;
    case "timer": {
      if (event.name === "ping") {
        io.send(broker, { type: "Ping" });
        io.timer("ping", pulsarTimes.ping);
        return s;
      }
      if (event.name === "work") return worked(s, io);
      const [what, name] = event.name.split(":");
      const v = Number(name);
      io.send(broker, { type: "Redeliver", v });
      // The work on it goes on all the same: nobody stops a thread.
      return what === "nack" ? { ...s, nacked: s.nacked.filter((each) => each !== v) } : s;
    }
    case "msg": {
      if (event.m.type !== "Deliver") return s;
      const { v, count } = event.m;
      if (io.p.commit === "before") io.send(broker, { type: "Ack", v });
      else io.timer(`ack-timeout:${v}`, pulsarTimes.ackTimeout);
      const queue = [...s.queue, { v, count }];
      const state = { ...s, queue };
      return queue.length === 1 ? work(state, io) : state;
    }
  }
}

function work(s: PulsarConsumer, io: Io): PulsarConsumer {
  io.timer("work", s.stalls ? pulsarTimes.stall : pulsarTimes.work);
  return s.stalls ? { ...s, stalls: false } : s;
}

/** The first of the queue is done: acknowledged, to be tried again later, or past all tries and set aside. */
function worked(s: PulsarConsumer, io: Io): PulsarConsumer {
  const first = s.queue[0];
  if (!first) return s;
  const { v, count } = first;
  const { broker } = pulsarCast;
  io.cancel(`ack-timeout:${v}`);
  const rest = { ...s, queue: s.queue.slice(1) };
  const next = rest.queue.length > 0 ? work(rest, io) : rest;
  if (io.p.commit === "before") return next;
  if (v !== poison) io.send(broker, { type: "Ack", v });
  else if (io.p.deadLetter > 0 && count >= io.p.deadLetter) io.send(broker, { type: "Dead", v });
  else {
    io.timer(`nack:${v}`, pulsarTimes.nackDelay);
    return { ...next, nacked: [...next.nacked, v] };
  }
  return next;
}
