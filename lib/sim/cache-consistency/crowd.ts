/**
 * The crowd: users, two app instances, a cache of many keys, and a database that answers one query after the other.
 * Requests go in batches of 100 ms, so that seconds of a crowd are few events.
 */
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import type { C, M } from "./model";
import type { P } from "./params";
import { crowdNodes } from "./places";

export type UsersState = { readonly role: "users"; readonly ticks: number; readonly percent: number };
export type Load = { readonly n: number; readonly keys: readonly number[] };
export type CrowdAppState = {
  readonly role: "crowd-app";
  readonly n: number;
  /** Queries that wait for the database. */
  readonly loads: readonly Load[];
  /** Keys that somebody else is loading: to be asked for again. */
  readonly waiting: readonly number[];
};
export type CrowdCacheState = {
  readonly role: "crowd-cache";
  /** By slot, when the entry ends; 0: none. */
  readonly ends: readonly Ms[];
  /** By slot, when the last lease was handed out; -1: none holds. */
  readonly leased: readonly Ms[];
  readonly fills: number;
  /** It came back from a crash, with nothing in it. */
  readonly isCold: boolean;
};
export type CrowdDbState = {
  readonly role: "crowd-db";
  /** Queries in line, in the order in which they came. */
  readonly line: readonly { readonly to: NodeId; readonly load: Load }[];
};
export type CrowdState = UsersState | CrowdAppState | CrowdCacheState | CrowdDbState;

/** Keys with a row in the database. */
export const keyCount = 60;
/** Keys that are asked for and have none. */
export const unknownCount = 20;
export const tickMs: Ms = 100;
/** What one query costs the database: it answers 50 a second. */
export const queryMs: Ms = 20;
/** A lease that is not used goes to the next who asks. */
export const leaseMs: Ms = 500;
/** An app gives a query up after so long. */
export const patienceMs: Ms = 1000;
/** How soon an app asks again for what somebody else loads. */
const againMs: Ms = 50;

const exists = (key: number): boolean => key < keyCount;
const slots = keyCount + unknownCount;
/** The filter keeps out every key that does not exist but one in twenty: false positives cannot be avoided. */
const passesFilter = (key: number): boolean => exists(key) || key === keyCount;

/** A node of the crowd before its boot. */
export function newCrowd(me: NodeId): CrowdState {
  if (me === crowdNodes.users) return { role: "users", ticks: 0, percent: 100 };
  if (me === crowdNodes.db) return { role: "crowd-db", line: [] };
  if (me !== crowdNodes.cache) return { role: "crowd-app", n: 0, loads: [], waiting: [] };
  const each = (value: number) => Array.from({ length: slots }, () => value);
  return { role: "crowd-cache", ends: each(0), leased: each(-1), fills: 0, isCold: false };
}

/** What a crash leaves; undefined: nothing. */
export function survivingCrowd(s: CrowdState): CrowdState | undefined {
  if (s.role === "users") return s;
  if (s.role === "crowd-cache")
    return { ...s, ends: s.ends.map(() => 0), leased: s.leased.map(() => -1), isCold: true };
  return s.role === "crowd-app" ? { ...s, loads: [], waiting: [] } : undefined;
}

type CrowdIo = Io<M, P>;

/** A step of the crowd. */
export function crowd(s: CrowdState, event: NodeEvent<M, C>, io: CrowdIo): CrowdState {
  switch (s.role) {
    case "users":
      return users(s, event, io);
    case "crowd-app":
      return app(s, event, io);
    case "crowd-cache":
      return cache(s, event, io);
    case "crowd-db":
      return database(s, event, io);
    default:
      return s satisfies never;
  }
}

/** How many requests come in the tick with this number, of those that are let in. */
export const requestsAt = (tick: number, load: number, percent: number): number => {
  // load requests per second, ten ticks a second.
  const upTo = (ticks: number) => Math.floor((ticks * load * percent) / 1000);
  return upTo(tick + 1) - upTo(tick);
};

function users(s: UsersState, event: NodeEvent<M, C>, io: CrowdIo): UsersState {
  if (event.t === "op") return event.op.do === "admit" ? { ...s, percent: event.op.percent } : s;
  if (event.t === "msg") return s;
  io.timer("tick", tickMs);
  if (event.t === "boot") return s;
  const ticks = s.ticks + 1;
  const count = requestsAt(ticks, io.p.load, s.percent);
  const keys: [number[], number[]] = [[], []];
  for (let each = 0; each < count; each++) keys[each % 2 === 0 ? 0 : 1].push(keyAt(ticks * 64 + each, io));
  if (keys[0].length > 0) io.send(crowdNodes.a, { type: "requests", keys: keys[0] });
  if (keys[1].length > 0) io.send(crowdNodes.b, { type: "requests", keys: keys[1] });
  return { ...s, ticks };
}

/** Every fourth request is for one hot key; every tenth, if anybody asks so, for a key that does not exist. */
function keyAt(nth: number, io: CrowdIo): number {
  const bits = io.rand("key", nth);
  if (io.p.unknown !== "none" && bits % 10 === 0) return keyCount + ((bits >>> 8) % unknownCount);
  return bits % 4 === 1 ? 0 : (bits >>> 8) % keyCount;
}

function app(s: CrowdAppState, event: NodeEvent<M, C>, io: CrowdIo): CrowdAppState {
  if (event.t === "timer") {
    if (event.name === "ask again") return ask(s, [], io);
    const n = Number(event.name.slice("give up ".length));
    return { ...s, loads: s.loads.filter((load) => load.n !== n) };
  }
  if (event.t !== "msg") return s;
  const { m } = event;
  switch (m.type) {
    case "requests":
      return ask(s, io.p.unknown === "bloom" ? m.keys.filter(passesFilter) : m.keys, io);
    case "got-many":
      return load(m.wait.length === 0 ? s : waitFor(s, m.wait, io), m.missed, io);
    case "loaded-many": {
      if (!s.loads.some(({ n }) => n === m.n) && io.p.flaw !== "unlocks-early") return s;
      io.cancel(`give up ${m.n}`);
      const keys = [...new Set(m.keys)].filter((key) => exists(key) || io.p.unknown === "null");
      if (keys.length > 0) io.send(crowdNodes.cache, { type: "fill", keys });
      return { ...s, loads: s.loads.filter(({ n }) => n !== m.n) };
    }
    default:
      return s;
  }
}

function ask(s: CrowdAppState, keys: readonly number[], io: CrowdIo): CrowdAppState {
  const all = [...s.waiting, ...keys];
  if (all.length === 0) return s;
  const n = s.n + 1;
  io.send(crowdNodes.cache, { type: "get-many", n, keys: all });
  return { ...s, n, waiting: [] };
}

function waitFor(s: CrowdAppState, keys: readonly number[], io: CrowdIo): CrowdAppState {
  io.timer("ask again", againMs);
  return { ...s, waiting: [...new Set([...s.waiting, ...keys])] };
}

/** Queries for what was missed: with singleflight each key once, and not while it is being loaded. */
function load(s: CrowdAppState, missed: readonly number[], io: CrowdIo): CrowdAppState {
  const isLoading = (key: number) => s.loads.some(({ keys }) => keys.includes(key));
  const keys = io.p.singleflight ? [...new Set(missed)].filter((key) => !isLoading(key)) : missed;
  if (keys.length === 0) return s;
  const n = s.n + 1;
  io.send(crowdNodes.db, { type: "load-many", n, keys });
  // The flaw marks nothing: the next miss of this key does not know that somebody is on the way.
  if (io.p.flaw === "unlocks-early") return { ...s, n };
  io.timer(`give up ${n}`, patienceMs);
  return { ...s, n, loads: [...s.loads, { n, keys }] };
}

function cache(s: CrowdCacheState, event: NodeEvent<M, C>, io: CrowdIo): CrowdCacheState {
  if (event.t === "boot")
    return s.isCold
      ? s
      : fill(
          s,
          Array.from({ length: keyCount }, (_, key) => key),
          io,
        );
  if (event.t !== "msg") return s;
  const { m, from } = event;
  if (m.type === "fill") return fill(s, m.keys, io);
  if (m.type !== "get-many") return s;
  let hits = 0;
  const missed: number[] = [];
  const wait: number[] = [];
  let { leased } = s;
  for (const key of m.keys) {
    if ((s.ends[key] ?? 0) > io.now) hits++;
    else if (!io.p.lease) missed.push(key);
    else {
      const since = leased[key] ?? -1;
      if (since >= 0 && io.now - since < leaseMs) wait.push(key);
      else {
        leased = leased.with(key, io.now);
        missed.push(key);
      }
    }
  }
  io.send(from, { type: "got-many", n: m.n, hits, missed, wait });
  return leased === s.leased ? s : { ...s, leased };
}

function fill(s: CrowdCacheState, keys: readonly number[], io: CrowdIo): CrowdCacheState {
  const { ttl, jitter } = io.p;
  const ends = [...s.ends];
  const leased = [...s.leased];
  let { fills } = s;
  for (const key of keys) {
    const spread = Math.floor((ttl * jitter) / 100);
    ends[key] = io.now + ttl + (spread === 0 ? 0 : io.rand("ttl", fills) % (spread + 1));
    leased[key] = -1;
    fills++;
  }
  return { ...s, ends, leased, fills };
}

function database(s: CrowdDbState, event: NodeEvent<M, C>, io: CrowdIo): CrowdDbState {
  if (event.t === "msg" && event.m.type === "load-many") {
    const { n, keys } = event.m;
    if (s.line.length === 0) io.timer("answer", queryMs * keys.length);
    return { ...s, line: [...s.line, { to: event.from, load: { n, keys } }] };
  }
  if (event.t !== "timer") return s;
  const [first, second] = s.line;
  if (!first) return s;
  io.send(first.to, { type: "loaded-many", n: first.load.n, keys: first.load.keys });
  if (second) io.timer("answer", queryMs * second.load.keys.length);
  return { ...s, line: s.line.slice(1) };
}
