/** Two gateways that limit together by a counter in Redis, or each by its own. */
import type { Io, Ms, NodeEvent } from "../model";
import { type Done, nothingDone } from "./limiter-node";
import { emptyWindow, type FixedWindow, takeFixedWindow } from "./limiters/fixed-window";
import { pass, refuse, windowMs } from "./limiters/limiter";
import type { C, M } from "./model";
import type { P } from "./params";

export type GatewayState = {
  readonly role: "gateway";
  readonly clock: Ms;
  /** Used when each gateway counts for itself. */
  readonly own: FixedWindow;
  /** Requests for which Redis was asked. */
  readonly asked: readonly number[];
  readonly done: Done;
};
export const newGateway: GatewayState = { role: "gateway", clock: 0, own: emptyWindow, asked: [], done: nothingDone };

/** The one key. It lives from its first count to its expiry; `life` numbers these stretches. */
export type Key = { readonly value: number; readonly bornAt: Ms; readonly expiresAt: Ms | null };
export type RedisState = {
  readonly role: "redis";
  readonly key: Key | null;
  readonly life: number;
  /** What the last command did for a request. */
  readonly last: "admitted" | "refused" | null;
};
export const newRedis: RedisState = { role: "redis", key: null, life: 0, last: null };

export const redisNode = 3;
const serviceNode = 4;
/** How long a gateway waits for Redis. */
export const patienceMs: Ms = 60;

/** The part of the limit that a gateway has when each counts for itself. */
export const share = (limit: number): number => Math.max(1, Math.floor(limit / 2));

/** A gateway's step: a request, an answer of Redis, or its silence. */
export function gateway(s: GatewayState, event: NodeEvent<M, C>, io: Io<M, P>): GatewayState {
  if (event.t === "timer") {
    const id = Number(event.name.slice("ask ".length));
    return decided(s, id, io.p.failOpen, io);
  }
  if (event.t !== "msg") return s.done === nothingDone ? s : { ...s, done: nothingDone };
  const { m } = event;
  switch (m.type) {
    case "request":
      return io.p.counters === "own" ? takeOwn(s, m.id, io) : ask(s, m.id, io);
    case "taken":
      return s.asked.includes(m.id) ? decided(s, m.id, m.ok, io) : idle(s);
    case "counted":
      // The second step of two: whoever counted first sets the end. A crash or a loss here leaves a key without one.
      if (m.value === 1) io.send(redisNode, { type: "expire" });
      return s.asked.includes(m.id) ? decided(s, m.id, m.value <= io.p.limit, io) : idle(s);
    case "value": {
      if (!s.asked.includes(m.id)) return idle(s);
      const ok = m.value < io.p.limit;
      // Between this value and this write another gateway may have done the same.
      if (ok) io.send(redisNode, { type: "set", value: m.value + 1 });
      return decided(s, m.id, ok, io);
    }
    default:
      return s;
  }
}

const idle = (s: GatewayState): GatewayState => ({ ...s, done: nothingDone });

function takeOwn(s: GatewayState, id: number, io: Io<M, P>): GatewayState {
  const clock = Math.max(s.clock, io.now);
  const [verdict, own] = takeFixedWindow(s.own, clock, share(io.p.limit));
  if (verdict.ok) io.send(serviceNode, { type: "forward", id });
  return { ...s, clock, own, done: { verdicts: [{ ...verdict, id }], left: verdict.ok ? [id] : [] } };
}

function ask(s: GatewayState, id: number, io: Io<M, P>): GatewayState {
  const { flaw } = io.p;
  const type = flaw === "expire-apart" ? "incr" : flaw === "read-then-write" ? "get" : "take";
  io.send(redisNode, { type, id });
  io.timer(`ask ${id}`, patienceMs);
  return { ...s, asked: s.asked.includes(id) ? s.asked : [...s.asked, id], done: nothingDone };
}

function decided(s: GatewayState, id: number, ok: boolean, io: Io<M, P>): GatewayState {
  io.cancel(`ask ${id}`);
  if (ok) io.send(serviceNode, { type: "forward", id });
  const verdict = { ...(ok ? pass : refuse), id };
  return { ...s, asked: s.asked.filter((each) => each !== id), done: { verdicts: [verdict], left: ok ? [id] : [] } };
}

/** Redis answers one command. An expired key is gone as soon as somebody looks; expiry goes by Redis's time of day. */
export function redis(s: RedisState, event: NodeEvent<M, C>, io: Io<M, P>): RedisState {
  if (event.t !== "msg") return s;
  const { m, from } = event;
  const isOver = s.key?.expiresAt != null && s.key.expiresAt <= io.now;
  const key = isOver ? null : s.key;
  const life = key ? s.life : s.life + 1;
  const created = (value: number, expiresAt: Ms | null): Key => ({ value, bornAt: io.now, expiresAt });
  switch (m.type) {
    case "take": {
      const ok = (key?.value ?? 0) < io.p.limit;
      io.send(from, { type: "taken", id: m.id, ok });
      if (!ok) return { ...s, key, last: "refused" };
      const next = key ? { ...key, value: key.value + 1 } : created(1, io.now + windowMs);
      return { ...s, key: next, life, last: "admitted" };
    }
    case "incr": {
      const next = key ? { ...key, value: key.value + 1 } : created(1, null);
      io.send(from, { type: "counted", id: m.id, value: next.value });
      return { ...s, key: next, life, last: next.value <= io.p.limit ? "admitted" : "refused" };
    }
    case "expire":
      return { ...s, key: key && { ...key, expiresAt: io.now + windowMs }, last: null };
    case "get":
      io.send(from, { type: "value", id: m.id, value: key?.value ?? 0 });
      return { ...s, key, last: null };
    case "set":
      // SET ... KEEPTTL, or SET ... PX 1000 for a key that is not there.
      return {
        ...s,
        key: key ? { ...key, value: m.value } : created(m.value, io.now + windowMs),
        life,
        last: "admitted",
      };
    default:
      return s;
  }
}
