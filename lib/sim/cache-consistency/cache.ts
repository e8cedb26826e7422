/** The cache of the race: one key, a TTL, and leases. Its memory is lost in a crash. */
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import { updating } from "./app";
import type { C, M } from "./model";
import type { P } from "./params";
import { nodes } from "./places";

export type Entry = { readonly value: string; readonly filledAt: Ms; readonly expiresAt: Ms };

/** A write that goes through or behind the cache and is not in the database yet. */
export type Put = {
  readonly value: string;
  readonly by: NodeId;
  readonly n: number;
  /** The cache's own number of its write to the database: no other life of it has the same. */
  readonly ask: number;
};

export type CacheState = {
  readonly role: "cache";
  readonly entry: Entry | null;
  /** Leases that hold: handed out on a miss, taken back by a fill or a delete. */
  readonly tokens: readonly number[];
  readonly handedOut: number;
  /** Restarts. They make tokens differ from those of an earlier life, as random 64-bit numbers would. */
  readonly boots: number;
  readonly puts: readonly Put[];
  /** Highest database version that came back from a write. */
  readonly version: number;
};

/** A cache with nothing in it, before its boot. @param boots how often it was started again */
export const newCache = (boots: number): CacheState => ({
  role: "cache",
  entry: null,
  tokens: [],
  handedOut: 0,
  boots,
  puts: [],
  version: 0,
});

/** After so long a write behind goes to the database, and is repeated until it is there. */
export const flushMs: Ms = 200;
const perLife = 1_000_000;
/** Leases that nobody comes back for are forgotten. */
export const mostTokens = 8;

/** The entry if it has not expired. */
export const alive = (s: CacheState, at: Ms): Entry | null => (s.entry && s.entry.expiresAt > at ? s.entry : null);

/** The cache's step. */
export function cache(s: CacheState, event: NodeEvent<M, C>, io: Io<M, P>): CacheState {
  if (event.t === "timer") return flush(s, io);
  if (event.t !== "msg") return s;
  const { m, from } = event;
  switch (m.type) {
    case "get":
      return get(s, from, m.n, io);
    case "set":
      return set(s, m.value, m.token, io);
    case "delete":
      io.send(from, { type: "deleted", n: m.n });
      return drop(s, io);
    case "invalidate":
      io.send(from, { type: "invalidated", version: m.version });
      return drop(s, io);
    case "put":
      return put(s, m, from, io);
    case "written":
      return written(s, m, io);
    default:
      return s;
  }
}

const filled = (value: string, io: Io<M, P>): Entry => ({
  value,
  filledAt: io.now,
  expiresAt: io.now + io.p.ttl,
});

function get(s: CacheState, from: NodeId, n: number, io: Io<M, P>): CacheState {
  const entry = alive(s, io.now);
  if (entry) {
    io.send(from, { type: "got", n, value: entry.value, token: 0 });
    if (io.p.flaw !== "hit-renews-ttl") return s;
    return { ...s, entry: { ...entry, expiresAt: io.now + io.p.ttl } };
  }
  if (!io.p.lease) {
    io.send(from, { type: "got", n, value: null, token: 0 });
    return s.entry ? { ...s, entry: null } : s;
  }
  const handedOut = s.handedOut + 1;
  const token = s.boots * perLife + handedOut;
  io.send(from, { type: "got", n, value: null, token });
  return { ...s, entry: null, handedOut, tokens: [...s.tokens.slice(1 - mostTokens), token] };
}

/** Whether a fill with this token is taken. */
export const takesFill = (s: CacheState, token: number, { lease }: Pick<P, "lease">): boolean =>
  token === updating || !lease || s.tokens.includes(token);

function set(s: CacheState, value: string, token: number, io: Io<M, P>): CacheState {
  if (!takesFill(s, token, io.p)) return s;
  const tokens = token === updating ? [] : s.tokens.filter((each) => each !== token);
  return { ...s, entry: filled(value, io), tokens };
}

/** Nobody who missed before this may fill what was read before it. */
function drop(s: CacheState, io: Io<M, P>): CacheState {
  return { ...s, entry: null, tokens: io.p.flaw === "lease-survives-delete" ? s.tokens : [] };
}

function put(s: CacheState, m: M & { type: "put" }, by: NodeId, io: Io<M, P>): CacheState {
  const known = s.puts.find((each) => each.value === m.value);
  if (io.p.order === "write-behind") io.send(by, { type: "stored", n: m.n });
  // An app that asks again has had no answer: the database is asked again, too.
  if (known) return io.p.order === "write-behind" ? s : flush(s, io);
  const handedOut = s.handedOut + 1;
  const it: Put = { value: m.value, by, n: m.n, ask: s.boots * perLife + handedOut };
  io.timer("flush", flushMs);
  if (io.p.order === "write-behind")
    return { ...s, handedOut, puts: [...s.puts, it], entry: filled(m.value, io), tokens: [] };
  io.send(nodes.primary, { type: "write", n: it.ask, by, value: m.value });
  return { ...s, handedOut, puts: [...s.puts, it] };
}

/** What is not known to be in the database is sent again. Of writes behind, the last one stands for all. */
function flush(s: CacheState, io: Io<M, P>): CacheState {
  if (s.puts.length === 0) return s;
  io.timer("flush", flushMs);
  const puts = io.p.order === "write-behind" ? s.puts.slice(-1) : s.puts;
  for (const { ask, by, value } of puts) io.send(nodes.primary, { type: "write", n: ask, by, value });
  return { ...s, puts };
}

function written(s: CacheState, m: M & { type: "written" }, io: Io<M, P>): CacheState {
  // An answer to an earlier life says nothing about what was written since.
  if (Math.floor(m.n / perLife) !== s.boots) return s;
  const it = s.puts.find(({ ask }) => ask === m.n);
  const puts = it ? s.puts.filter((each) => each !== it) : s.puts;
  if (puts.length === 0) io.cancel("flush");
  if (io.p.order === "write-behind") return { ...s, puts };
  if (it) io.send(it.by, { type: "stored", n: it.n });
  // Answers may overtake each other: an older version never replaces a newer one.
  if (m.version <= s.version) return { ...s, puts };
  return { ...s, puts, version: m.version, entry: filled(m.value, io), tokens: [] };
}
