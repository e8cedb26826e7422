/** Primary and replica: one row each, on disk. The change log (CDC) is read where the readers read. */
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import type { C, M } from "./model";
import type { P } from "./params";
import { lagMs, nodes } from "./places";

export type DatabaseState = {
  readonly role: "primary" | "replica";
  readonly value: string;
  readonly version: number;
  /** The last write of each app that was applied: a repeated one counts once. */
  readonly applied: readonly (string | null)[];
  /** Primary: up to which version the replica has it. */
  readonly shipped: number;
  /** Up to which version the cache has confirmed the change log's delete. */
  readonly invalidated: number;
};

/** A database before its boot: it holds v0. */
export const newDatabase = (role: "primary" | "replica"): DatabaseState => ({
  role,
  value: "v0",
  version: 0,
  applied: [null, null],
  shipped: 0,
  invalidated: 0,
});

/** A delete from the change log is repeated after so long until the cache confirms it. */
const repeatMs: Ms = 100;

/** Whether this node's change log deletes from the cache. */
export const deletes = (role: DatabaseState["role"], { order, readFrom }: Pick<P, "order" | "readFrom">): boolean =>
  order === "cdc" && role === readFrom;

/** A database's step. */
export function database(s: DatabaseState, event: NodeEvent<M, C>, io: Io<M, P>): DatabaseState {
  if (event.t === "boot") {
    // The log is on disk: what was not confirmed goes out again.
    if (s.role === "primary" && s.shipped < s.version) io.timer("ship", lagMs);
    return invalidating(s, io);
  }
  if (event.t === "timer") {
    if (event.name !== "ship") return invalidating(s, io);
    if (s.shipped >= s.version) return s;
    io.send(nodes.replica, { type: "replicate", version: s.version, value: s.value });
    io.timer("ship", lagMs);
    return s;
  }
  if (event.t === "op") return s;
  const { m, from } = event;
  switch (m.type) {
    case "load":
      io.send(from, { type: "loaded", n: m.n, value: s.value });
      return s;
    case "write":
      return write(s, m, from, io);
    case "replicate":
      io.send(nodes.primary, { type: "replicated", version: m.version });
      if (m.version <= s.version) return s;
      return invalidating({ ...s, value: m.value, version: m.version }, io);
    case "replicated": {
      const shipped = Math.max(s.shipped, m.version);
      if (shipped >= s.version) io.cancel("ship");
      return { ...s, shipped };
    }
    case "invalidated": {
      const invalidated = Math.max(s.invalidated, m.version);
      if (invalidated >= s.version) io.cancel("invalidate");
      return { ...s, invalidated };
    }
    default:
      return s;
  }
}

/** A serial number of an app's write: a3 and b3 are the third of theirs. */
const ordinal = (value: string | null): number => (value === null ? 0 : Number(value.slice(1)));

function write(s: DatabaseState, m: M & { type: "write" }, from: NodeId, io: Io<M, P>): DatabaseState {
  const isKnown = ordinal(s.applied[m.by] ?? null) >= ordinal(m.value);
  const next = isKnown ? s : { ...s, value: m.value, version: s.version + 1, applied: s.applied.with(m.by, m.value) };
  // Who repeats a write is told what stands now: that is what may go into a cache.
  const value = io.p.order === "write-through" ? next.value : m.value;
  io.send(from, { type: "written", n: m.n, value, version: next.version });
  if (isKnown) return s;
  if (s.shipped === s.version) io.timer("ship", lagMs);
  return invalidating(next, io);
}

function invalidating(s: DatabaseState, io: Io<M, P>): DatabaseState {
  if (!deletes(s.role, io.p) || s.invalidated >= s.version) return s;
  io.send(nodes.cache, { type: "invalidate", version: s.version });
  io.timer("invalidate", repeatMs);
  return s;
}
