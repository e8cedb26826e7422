/**
 * A client: acquire, work, look at its own clock, and only then write with its token and release. Looking and writing are
 * two events, for between them a process can stand still as long as it likes.
 */
import { within } from "../chance";
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import {
  believes,
  type Client,
  type LockParams,
  lockKey,
  lockNodes,
  type Message,
  type Op,
  type Owner,
  ownerOf,
  quorumOf,
  type RedisStep,
  store,
  tokenKey,
} from "./protocol";
import { acquireScript, agreeScript, extendScript, isRedisError, setnxScript, unlockScript } from "./redis";

type ClientIo = Io<Message, LockParams>;

/** From a look at the clock to the write it allows: a few machine instructions in life, time enough for a GC. */
export const writeAfterMs: Ms = 5;
/** After so long without an answer a try or a write is given up. */
const patienceMs: Ms = 250;
/** Redlock's allowance for clocks that run at different speeds. Source: redis.io/docs, distributed locks: 1 % + 2 ms. */
const driftAllowance = (ttl: Ms): Ms => Math.floor(ttl / 100) + 2;

/** A client before its first event. */
export const newClient = (p: LockParams, me: NodeId, attempt = 0, rounds = 0): Client => ({
  ...{ kind: "client", me, phase: "idle", attempt, rounds, askedAt: 0, until: 0 },
  ...{ granted: [], refused: 0, token: 0, renewal: null, primary: lockNodes(p)[0] ?? store, epoch: 0 },
});

const owner = (s: Client): Owner => ownerOf(s.me, s.attempt);
const isSession = (p: LockParams): p is LockParams & { backend: "zookeeper" | "etcd" } =>
  p.backend === "zookeeper" || p.backend === "etcd";

/** The client's next state. */
export function onClient(s: Client, event: NodeEvent<Message, Op>, io: ClientIo): Client {
  if (event.t === "boot") {
    // C1 comes first, so that a run without faults is told in one order.
    if (hasRoundsLeft(s, io)) io.timer("start", s.attempt === 0 ? 10 + 25 * io.me : 50);
    return s;
  }
  if (event.t === "timer") return onTimer(s, event.name, io);
  if (event.t === "msg") return onMessage(s, event.from, event.m, io);
  return s;
}

function onTimer(s: Client, name: string, io: ClientIo): Client {
  switch (name) {
    case "start":
      return ask({ ...s, attempt: s.attempt + 1 }, io);
    case "retry":
      if (s.phase === "asking") return ask(s, io);
      // A notice may be lost: who waits asks now and then.
      if (s.phase === "queued") io.timer("retry", io.p.ttl);
      if (s.phase === "queued") send(io, s, "ask");
      return s;
    case "giveup":
      return s.phase === "writing" ? finish(s, io) : again(s, io);
    case "renew":
      return renew(s, io);
    case "work":
      if (s.phase !== "holding") return s;
      if (io.p.check && io.now >= s.until) return finish(s, io);
      io.timer("write", writeAfterMs);
      return { ...s, phase: "checked" };
    case "write":
      if (s.phase !== "checked") return s;
      io.send(store, { type: "write", owner: owner(s), token: s.token });
      io.timer("giveup", patienceMs);
      return { ...s, phase: "writing" };
    default:
      return s;
  }
}

function onMessage(s: Client, from: NodeId, m: Message, io: ClientIo): Client {
  if (m.type === "primary") return m.epoch > s.epoch ? { ...s, primary: from, epoch: m.epoch } : s;
  // What an earlier try asked for is nobody's business any more.
  if (!("owner" in m) || m.owner !== owner(s)) return s;
  switch (m.type) {
    case "answer":
      return onAnswer(s, from, m, io);
    case "place":
      return onPlace(s, m, io);
    case "gone":
      if (s.phase === "queued") send(io, s, "ask");
      return s;
    case "pong":
      return onPong(s, m, io);
    case "wrote":
      return s.phase === "writing" ? finish(s, io) : s;
    default:
      return s;
  }
}

function ask(s: Client, io: ClientIo): Client {
  io.cancel("retry");
  io.timer("giveup", patienceMs);
  const asking: Client = {
    ...{ ...s, phase: "asking", askedAt: io.now, until: 0 },
    ...{ granted: [], refused: 0, token: 0, renewal: null },
  };
  if (isSession(io.p)) {
    send(io, asking, "join");
    if (renewsSession(io)) io.timer("renew", third(io));
    return asking;
  }
  const script = io.p.flaw === "setnx-expire" ? setnxScript : acquireScript;
  for (const node of asked(s, io)) {
    const value = valueFor(s, node, "acquire", io);
    command(io, s, node, "acquire", ["EVAL", script, "2", lockKey, tokenKey, value, String(io.p.ttl)]);
  }
  return asking;
}

function onAnswer(s: Client, from: NodeId, m: Message & { type: "answer" }, io: ClientIo): Client {
  if (m.as === "extend") return onExtended(s, m.nth, m.reply === 1, io);
  if (isRedisError(m.reply)) {
    // READONLY: it has asked a replica.
    if (s.phase !== "asking" || from !== s.primary) return s;
    io.timer("retry", retryMs(s, io));
    return { ...s, primary: otherRedis(s, io) };
  }
  if (m.as === "acquire" && s.phase === "asking") return onGranted(s, from, m.reply, io);
  if (m.as === "expire" && s.phase === "expiring") return hold(s, s.askedAt + io.p.ttl, s.token, io);
  if (m.as === "agree" && s.phase === "agreeing") return onAgreed(s, from, m.reply === 1, io);
  return s;
}

function onGranted(s: Client, from: NodeId, reply: unknown, io: ClientIo): Client {
  if (io.p.backend === "redlock") return onRedlockGranted(s, from, reply, io);
  if (typeof reply !== "number") {
    io.cancel("giveup");
    io.timer("retry", retryMs(s, io));
    return s;
  }
  if (io.p.flaw !== "setnx-expire") return hold(s, s.askedAt + io.p.ttl, reply, io);
  command(io, s, from, "expire", ["PEXPIRE", lockKey, String(io.p.ttl)]);
  return { ...s, phase: "expiring", token: reply };
}

/** Redlock: the lock is held when a majority granted it and time is left by the client's own clock. */
function onRedlockGranted(s: Client, from: NodeId, reply: unknown, io: ClientIo): Client {
  if (s.granted.some(([node]) => node === from)) return s;
  if (typeof reply !== "number") return refusedBy(s, io);
  const granted = [...s.granted, [from, reply] as const];
  if (granted.length < quorumOf(io.p)) return { ...s, granted };
  const until = s.askedAt + io.p.ttl - driftAllowance(io.p.ttl);
  if (io.now >= until) return again(s, io);
  // Five counters give no order by themselves: the highest must stand on a majority before it is a token.
  const token = Math.max(...granted.map(([, each]) => each));
  if (!io.p.fencing) return hold({ ...s, granted }, until, 0, io);
  for (const node of lockNodes(io.p))
    command(io, s, node, "agree", ["EVAL", agreeScript, "2", lockKey, tokenKey, owner(s), String(token)]);
  return { ...s, phase: "agreeing", granted: [], refused: 0, until, token };
}

function onAgreed(s: Client, from: NodeId, isAgreed: boolean, io: ClientIo): Client {
  if (s.granted.some(([node]) => node === from)) return s;
  if (!isAgreed) return refusedBy(s, io);
  const granted = [...s.granted, [from, s.token] as const];
  if (granted.length < quorumOf(io.p)) return { ...s, granted };
  return io.now < s.until ? hold({ ...s, granted }, s.until, s.token, io) : again(s, io);
}

function refusedBy(s: Client, io: ClientIo): Client {
  const refused = s.refused + 1;
  return refused > lockNodes(io.p).length - quorumOf(io.p) ? again(s, io) : { ...s, refused };
}

function onPlace(s: Client, m: Message & { type: "place" }, io: ClientIo): Client {
  if (s.phase !== "asking" && s.phase !== "queued") return s;
  if (m.is === "over") return again(s, io);
  if (m.is === "turn") return hold(s, s.askedAt + sessionMs(io), m.token, io);
  if (s.phase === "queued") return s;
  io.cancel("giveup");
  io.timer("retry", io.p.ttl);
  return { ...s, phase: "queued" };
}

function onPong(s: Client, { nth, alive }: Message & { type: "pong" }, io: ClientIo): Client {
  if (s.renewal?.nth !== nth) return s;
  if (alive) return { ...s, renewal: null, askedAt: s.renewal.sentAt, until: s.renewal.sentAt + sessionMs(io) };
  return believes(s) ? { ...s, renewal: null, until: 0 } : again(s, io);
}

/** The watchdog: a third of the way through, it asks for the full time again. A process that stands still cannot. */
function renew(s: Client, io: ClientIo): Client {
  if (s.phase === "idle") return s;
  io.timer("renew", third(io));
  // One at a time: the next waits for the answer, or replaces one that got lost.
  const nth = (s.renewal?.nth ?? s.attempt * 1000) + 1;
  const renewing = { ...s, renewal: { nth, sentAt: io.now, yes: 0 } };
  if (isSession(io.p)) {
    io.send(s.primary, { type: "ping", owner: owner(s), via: io.p.backend, nth });
    return renewing;
  }
  for (const node of asked(s, io)) {
    const value = valueFor(s, node, "extend", io);
    const args =
      io.p.flaw === "blind-watchdog"
        ? ["PEXPIRE", lockKey, String(io.p.ttl)]
        : ["EVAL", extendScript, "1", lockKey, value, String(io.p.ttl)];
    command(io, renewing, node, "extend", args);
  }
  return renewing;
}

function onExtended(s: Client, nth: number, isExtended: boolean, io: ClientIo): Client {
  if (s.renewal?.nth !== nth || !isExtended) return s;
  const renewal = { ...s.renewal, yes: s.renewal.yes + 1 };
  if (renewal.yes !== quorumOf(io.p)) return { ...s, renewal };
  const spare = io.p.backend === "redlock" ? driftAllowance(io.p.ttl) : 0;
  return { ...s, renewal, until: Math.max(s.until, renewal.sentAt + io.p.ttl - spare) };
}

function hold(s: Client, until: Ms, token: number, io: ClientIo): Client {
  io.cancel("giveup");
  io.cancel("retry");
  const { work } = io.p;
  io.timer("work", within(io.rand("work", s.attempt), Math.ceil(work / 2), Math.floor((work * 3) / 2)));
  if (io.p.watchdog && !isSession(io.p)) io.timer("renew", third(io));
  return { ...s, phase: "holding", until, token };
}

/** Through with the lock, used or lost: gives it back and comes again later. */
function finish(s: Client, io: ClientIo): Client {
  const done = { ...release(s, io), rounds: s.rounds + 1 };
  if (hasRoundsLeft(done, io)) io.timer("start", within(io.rand("idle", s.attempt), 100, 300));
  return done;
}

/** This try failed: undoes what it may have got, and tries anew under another name. */
function again(s: Client, io: ClientIo): Client {
  const free = release(s, io);
  io.timer("start", retryMs(s, io));
  return io.p.backend === "redis" ? { ...free, primary: otherRedis(s, io) } : free;
}

function release(s: Client, io: ClientIo): Client {
  for (const name of ["giveup", "retry", "renew", "work", "write"]) io.cancel(name);
  if (isSession(io.p)) {
    const blindly = io.p.flaw === "delete-first" && believes(s);
    io.send(s.primary, { type: "leave", owner: owner(s), via: io.p.backend, blindly });
  } else
    for (const node of asked(s, io)) {
      const isDel = io.p.flaw === "unlock-del" && believes(s);
      const value = valueFor(s, node, "release", io);
      command(io, s, node, "release", isDel ? ["DEL", lockKey] : ["EVAL", unlockScript, "1", lockKey, value]);
    }
  return { ...s, phase: "idle", until: 0, granted: [], refused: 0, renewal: null };
}

const hasRoundsLeft = (s: Client, io: ClientIo): boolean => io.p.rounds === 0 || s.rounds < io.p.rounds;
const asked = (s: Client, io: ClientIo): readonly NodeId[] =>
  io.p.backend === "redis" ? [s.primary] : lockNodes(io.p);
const otherRedis = (s: Client, io: ClientIo): NodeId => lockNodes(io.p).find((node) => node !== s.primary) ?? s.primary;
const third = (io: ClientIo): Ms => Math.max(1, Math.floor(io.p.ttl / 3));
/** ZooKeeper's library pings by itself; etcd's KeepAlive has to be asked for. */
const renewsSession = (io: ClientIo): boolean => io.p.backend === "zookeeper" || io.p.watchdog;
/** A ZooKeeper client without an answer for two thirds of the timeout is disconnected, and must stop: SUSPENDED. */
const sessionMs = (io: ClientIo): Ms => (io.p.backend === "zookeeper" ? 2 * third(io) : io.p.ttl);
/** Spread out, and drawn anew for each try, or two clients would meet again and again. */
const retryMs = (s: Client, io: ClientIo): Ms => within(io.rand("retry", s.attempt), 30, 80);

/** The value that marks the lock as this try's. Flaw: one drawn anew on each use and kept nowhere. */
function valueFor(s: Client, node: NodeId, use: RedisStep, io: ClientIo): string {
  if (io.p.flaw !== "fresh-value") return owner(s);
  return `${owner(s)}/${io.rand(use, s.attempt * 16 + node) % 1000}`;
}

function command(io: ClientIo, s: Client, to: NodeId, as: RedisStep, args: readonly string[]): void {
  io.send(to, { type: "command", as, owner: owner(s), nth: as === "extend" ? (s.renewal?.nth ?? 0) : 0, args });
}

function send(io: ClientIo, s: Client, type: "join" | "ask"): void {
  if (isSession(io.p)) io.send(s.primary, { type, owner: owner(s), via: io.p.backend, ttl: io.p.ttl });
}
