/** A broker and its replica of the partition: leader, follower, or without a leader it knows. */
import type { NodeId } from "../model";
import { type ProducerEntry, verdictOf } from "./idempotence";
import { minIsrOf, type P } from "./params";
import {
  type Broker,
  batchSize,
  cast,
  type Io,
  type Message,
  type NodeEvent,
  nobody,
  type Partition,
  type Rec,
  times,
} from "./state";

/** At the beginning the first broker leads with everybody in sync. */
export function aBroker(p: P): Broker {
  const { brokers } = cast(p);
  return {
    kind: "broker",
    ...{ leader: 0, epoch: 1, version: 0, isr: brokers },
    ...{ log: [], hw: 0, flushed: 0, life: 0, aligned: true, start: 0 },
    ends: brokers.map((id) => (id === 0 ? 0 : -1)),
    caughtUp: brokers.map(() => 0),
    ...{ asked: null, waiting: [] },
  };
}

/** What a crash leaves. The page cache outlives the process, not the power. */
export function brokerAfterCrash(s: Broker, p: P): Broker {
  const log = p.powerLoss ? s.log.slice(0, s.flushed) : s.log;
  return {
    ...aBroker(p),
    ...{ leader: nobody, epoch: s.epoch, version: -1, isr: [], aligned: false },
    ...{ log, hw: Math.min(s.hw, log.length), flushed: Math.min(s.flushed, log.length), life: s.life + 1 },
  };
}

/** One event of a broker. */
export function onBroker(s: Broker, event: NodeEvent, io: Io): Broker {
  switch (event.t) {
    case "boot":
      io.timer("heartbeat", s.life === 0 ? times.heartbeat : 0);
      io.timer("fetch", s.life === 0 ? times.fetch : 0);
      if (s.leader === io.me) io.timer("isr", times.isrCheck);
      io.timer("flush", times.flush);
      return s;
    case "timer":
      return onTimer(s, event.name, io);
    case "msg":
      return onMessage(s, event.from, event.m as Message, io);
    case "op":
      return s;
  }
}

function onTimer(s: Broker, name: string, io: Io): Broker {
  switch (name) {
    case "heartbeat":
      io.send(cast(io.p).controller, { type: "Heartbeat", life: s.life, version: s.version });
      io.timer("heartbeat", times.heartbeat);
      return s;
    case "fetch":
      askLeader(s, io);
      return s;
    case "isr":
      if (s.leader !== io.me) return s;
      io.timer("isr", times.isrCheck);
      return shrinkIsr(s, io);
    case "flush":
      io.timer("flush", times.flush);
      return s.flushed === s.log.length ? s : { ...s, flushed: s.log.length };
    default:
      return s;
  }
}

function onMessage(s: Broker, from: NodeId, m: Message, io: Io): Broker {
  switch (m.type) {
    case "Partition":
      return onPartition(s, m, io);
    case "Fetch":
      return onFetch(s, from, m, io);
    case "Records":
      return onRecords(s, from, m, io);
    case "OffsetForLeaderEpoch":
      if (s.leader === io.me && isSameEpoch(s, m.epoch, io.p))
        io.send(from, { type: "EpochEnd", epoch: m.epoch, ...epochEnd(s, m.last, io.p) });
      return s;
    case "EpochEnd":
      return onEpochEnd(s, from, m, io);
    case "Produce":
      return onProduce(s, from, m, io);
    case "Poll":
      onPoll(s, from, m.from, io);
      return s;
    default:
      return s;
  }
}

/** KIP-320: leader and follower speak only within one epoch. Before it, nobody asked. */
const isSameEpoch = (s: Broker, epoch: number, p: P): boolean => p.rule !== "kip-320" || s.epoch === epoch;

// --- Becoming leader or follower -------------------------------------------------------------------------------------

function onPartition(s: Broker, m: Partition, io: Io): Broker {
  const isNewer = m.epoch > s.epoch || (m.epoch === s.epoch && m.version > s.version);
  // After a restart: a word from before the crash must not make it the leader of its old epoch again.
  if (!isNewer || (s.leader === nobody && m.leader === io.me && m.epoch === s.epoch)) return s;
  const { leader, epoch, version, isr } = m;
  if (epoch === s.epoch && s.leader === leader) {
    const changed = { ...s, version, isr, asked: null };
    return leader === io.me ? advance(changed, io) : changed;
  }
  const state = refuseWaiting({ ...s, leader, epoch, version, isr, asked: null }, io);
  if (leader === io.me) return becomeLeader(state, io);
  io.cancel("isr");
  if (leader === nobody) return state;
  return becomeFollower(state, io);
}

function becomeLeader(s: Broker, io: Io): Broker {
  io.timer("isr", times.isrCheck);
  io.cancel("fetch");
  const ends = s.ends.map((_, id) => (id === io.me ? s.log.length : -1));
  return advance({ ...s, aligned: true, start: s.log.length, ends, caughtUp: s.caughtUp.map(() => io.now) }, io);
}

function becomeFollower(s: Broker, io: Io): Broker {
  const isByWatermark = io.p.rule === "high-watermark";
  const aligned = isByWatermark || s.log.length === 0;
  const state = { ...(isByWatermark ? truncated(s, s.hw) : s), aligned };
  askLeader(state, io);
  return state;
}

const truncated = (s: Broker, end: number): Broker => ({
  ...s,
  log: s.log.slice(0, end),
  hw: Math.min(s.hw, end),
  flushed: Math.min(s.flushed, end),
});

/** Whoever waits for a leader that is none any more must look for the next. */
function refuseWaiting(s: Broker, io: Io): Broker {
  for (const { to, v } of s.waiting)
    io.send(to, { type: "Produced", v, pe: peOf(s, v), refused: "NOT_LEADER", leader: s.leader });
  return s.waiting.length === 0 ? s : { ...s, waiting: [] };
}

const peOf = (s: Broker, v: number): number => s.log.findLast((record) => record.v === v)?.pe ?? -1;

/** Where records of epoch `last` or older end in the leader's log, and which epoch that is; -1: it cannot tell. */
function epochEnd(s: Broker, last: number, p: P): { last: number; end: number } {
  const larger = s.log.findIndex(({ e }) => e > last);
  if (p.rule === "kip-101") {
    const isKnown = larger >= 0 || s.log.at(-1)?.e === last || s.epoch === last;
    return { last, end: larger >= 0 ? larger : isKnown ? s.log.length : -1 };
  }
  const end = larger >= 0 ? larger : s.log.length;
  return { last: s.log[end - 1]?.e ?? 0, end };
}

function onEpochEnd(s: Broker, from: NodeId, m: Message & { type: "EpochEnd" }, io: Io): Broker {
  if (s.leader !== from || s.aligned || !isSameEpoch(s, m.epoch, io.p)) return s;
  if (io.p.rule === "kip-101") {
    const state = { ...truncated(s, m.end < 0 ? s.hw : Math.min(m.end, s.log.length)), aligned: true };
    askLeader(state, io);
    return state;
  }
  // KIP-279: the leader may lack the epoch that was asked for; then go back to one that both have.
  const larger = s.log.findIndex(({ e }) => e > m.last);
  const state = truncated(s, Math.min(m.end, larger < 0 ? s.log.length : larger));
  const last = state.log.at(-1);
  const next = { ...state, aligned: last === undefined || last.e === m.last };
  askLeader(next, io);
  return next;
}

// --- Replication -----------------------------------------------------------------------------------------------------

/** A follower asks for records, or first where its log parts from the leader's. */
function askLeader(s: Broker, io: Io): void {
  if (s.leader === nobody || s.leader === io.me) return;
  io.send(
    s.leader,
    s.aligned
      ? { type: "Fetch", epoch: s.epoch, end: s.log.length }
      : { type: "OffsetForLeaderEpoch", epoch: s.epoch, last: s.log.at(-1)?.e ?? 0 },
  );
  io.timer("fetch", times.fetch);
}

function onFetch(s: Broker, from: NodeId, m: Message & { type: "Fetch" }, io: Io): Broker {
  if (s.leader !== io.me || !isSameEpoch(s, m.epoch, io.p)) return s;
  const hasAll = m.end >= s.log.length;
  const state = {
    ...s,
    ends: s.ends[from] === m.end ? s.ends : s.ends.with(from, m.end),
    caughtUp: hasAll ? s.caughtUp.with(from, io.now) : s.caughtUp,
  };
  const next = advance(expandIsr(state, from, io), io);
  const records = next.log.slice(m.end, m.end + batchSize);
  io.send(from, { type: "Records", epoch: m.epoch, from: m.end, records, hw: next.hw });
  return next;
}

function onRecords(s: Broker, from: NodeId, m: Message & { type: "Records" }, io: Io): Broker {
  if (s.leader !== from || !s.aligned || !isSameEpoch(s, m.epoch, io.p) || m.from !== s.log.length) return s;
  const log = m.records.length > 0 ? [...s.log, ...m.records] : s.log;
  const hw = Math.max(s.hw, Math.min(m.hw, log.length));
  const state = log === s.log && hw === s.hw ? s : { ...s, log, hw };
  if (m.records.length > 0) askLeader(state, io);
  return state;
}

/** The ISR that the high watermark waits for: while a change is asked for, the old and the new one together. */
const maximalIsr = ({ isr, asked }: Broker): readonly NodeId[] =>
  asked ? [...isr, ...asked.filter((id) => !isr.includes(id))] : isr;

/** Moves the high watermark to what all of the ISR have, and answers who waited for it. */
function advance(s: Broker, io: Io): Broker {
  if (s.leader !== io.me) return s;
  const ends = maximalIsr(s)
    .filter((id) => id !== io.me)
    .map((id) => s.ends[id] ?? -1);
  const slowest = io.p.flaw === "hw-ahead" ? Math.max(...ends, -1) : Math.min(...ends, s.log.length);
  const reached = ends.length === 0 ? s.log.length : Math.min(slowest, s.log.length);
  // Since 3.7 the high watermark stands still while the ISR is too small (KAFKA-15583), whatever acks says.
  const hw = s.isr.length < minIsrOf(io.p) ? s.hw : Math.max(s.hw, reached);
  const isDone = ({ end }: { end: number }) => end <= hw;
  if (hw === s.hw && !s.waiting.some(isDone)) return s;
  for (const { to, v, end } of s.waiting) if (end <= hw) io.send(to, { type: "Produced", v, pe: peOf(s, v) });
  return { ...s, hw, waiting: s.waiting.filter((each) => !isDone(each)) };
}

function shrinkIsr(s: Broker, io: Io): Broker {
  if (s.asked) {
    askController(s, s.asked, io);
    return s;
  }
  const stays = (id: NodeId) => id === io.me || io.now - (s.caughtUp[id] ?? 0) <= times.lag;
  if (s.isr.every(stays)) return s;
  const asked = s.isr.filter(stays);
  askController(s, asked, io);
  return { ...s, asked };
}

/** A follower comes back once it has all that is committed, of earlier epochs too: what this leader began with. */
function expandIsr(s: Broker, from: NodeId, io: Io): Broker {
  const end = s.ends[from] ?? -1;
  const isFenced = io.p.rule === "kip-320";
  const has = end >= s.hw && (!isFenced || end >= s.start);
  if (s.isr.includes(from) || s.asked || !(has || io.p.flaw === "expand-early")) return s;
  const asked = [...s.isr, from].sort((a, b) => a - b);
  askController(s, asked, io);
  return { ...s, asked: io.p.flaw === "expand-early" ? null : asked };
}

const askController = ({ epoch, version }: Broker, isr: readonly NodeId[], io: Io): void =>
  io.send(cast(io.p).controller, { type: "AlterPartition", epoch, version, isr });

// --- Clients ---------------------------------------------------------------------------------------------------------

/**
 * What the log says of the producer. Every replica can tell it from its own log, so a new leader knows it as well. Records
 * sent without idempotence (another setting meanwhile) count on in the same sequence.
 */
function producerEntry(s: Broker, { p }: Io): ProducerEntry | undefined {
  const known = p.flaw === "forget-producer" ? s.log.slice(s.start) : s.log;
  const epoch = known.findLast(({ pe }) => pe >= 0)?.pe;
  if (epoch === undefined) return undefined;
  const own = known.filter(({ pe }) => pe === epoch || pe < 0).slice(-5);
  return { epoch, batches: own.map(({ seq }) => ({ first: seq, last: seq })) };
}

function onProduce(s: Broker, from: NodeId, m: Message & { type: "Produce" }, io: Io): Broker {
  const { v, pe, seq } = m;
  if (s.leader !== io.me) {
    if (m.acks !== "0") io.send(from, { type: "Produced", v, pe, refused: "NOT_LEADER", leader: s.leader });
    return s;
  }
  if (m.acks === "all" && s.isr.length < minIsrOf(io.p)) {
    io.send(from, { type: "Produced", v, pe, refused: "NOT_ENOUGH_REPLICAS" });
    return s;
  }
  const verdict = pe < 0 ? "ok" : verdictOf(producerEntry(s, io), { epoch: pe, first: seq, last: seq });
  if (verdict === "OutOfOrderSequence" || verdict === "InvalidProducerEpoch") {
    const refused = verdict === "OutOfOrderSequence" ? "OUT_OF_ORDER_SEQUENCE" : "INVALID_PRODUCER_EPOCH";
    io.send(from, { type: "Produced", v, pe, refused });
    return s;
  }
  const isNew = verdict === "ok";
  const record: Rec = { v, e: s.epoch, pe, seq };
  const log = isNew ? [...s.log, record] : s.log;
  // A repetition gets the answer of the original: not before that one is committed.
  const end = isNew ? log.length : 1 + s.log.findLastIndex((each) => each.pe === pe && each.seq === seq);
  const state = isNew ? { ...s, log, ends: s.ends.with(io.me, log.length) } : s;
  if (m.acks !== "all" || io.p.flaw === "ack-early") {
    if (m.acks !== "0") io.send(from, { type: "Produced", v, pe });
    return advance(state, io);
  }
  return advance({ ...state, waiting: [...state.waiting, { to: from, v, end }] }, io);
}

function onPoll(s: Broker, to: NodeId, from: number, io: Io): void {
  if (s.leader !== io.me) io.send(to, { type: "Batch", from, records: [], refused: "NOT_LEADER", hint: s.leader });
  else if (from > s.log.length)
    io.send(to, { type: "Batch", from, records: [], refused: "OFFSET_OUT_OF_RANGE", hint: s.hw });
  else {
    const end = io.p.flaw === "read-ahead" ? s.log.length : s.hw;
    io.send(to, { type: "Batch", from, records: s.log.slice(from, Math.min(end, from + batchSize)) });
  }
}
