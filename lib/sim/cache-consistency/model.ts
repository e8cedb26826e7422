/**
 * A cache in front of a database, on two stages. race: two app instances read and write one key, and a write goes by one
 * of seven orders. crowd: many requests on many keys, and what keeps the database alive when they all miss.
 *
 * In the race a value is named by who wrote it: a1 is A's first write, v0 what was there before.
 */
import type { Model, NodeId } from "../model";
import { type AppState, app, newApp } from "./app";
import { type CacheState, cache, newCache } from "./cache";
import { type CrowdState, crowd, newCrowd, survivingCrowd } from "./crowd";
import { type DatabaseState, database, newDatabase } from "./database";
import { firstGhost, type Ghost, nextGhost } from "./ghost";
import { invariants } from "./invariants";
import { type P, params } from "./params";
import { nodes, shares, topology } from "./places";

export type S = AppState | CacheState | DatabaseState | CrowdState;

export type M =
  // The race. `n` names the request among those of its sender.
  | { type: "get"; n: number }
  | { type: "got"; n: number; value: string | null; token: number }
  | { type: "set"; value: string; token: number }
  | { type: "delete"; n: number }
  | { type: "deleted"; n: number }
  | { type: "put"; n: number; value: string }
  | { type: "stored"; n: number }
  | { type: "load"; n: number }
  | { type: "loaded"; n: number; value: string }
  /** `by` and `value` make a write idempotent: it counts once. */
  | { type: "write"; n: number; by: NodeId; value: string }
  | { type: "written"; n: number; value: string; version: number }
  | { type: "replicate"; version: number; value: string }
  | { type: "replicated"; version: number }
  | { type: "invalidate"; version: number }
  | { type: "invalidated"; version: number }
  // The crowd: requests go in batches, a key that is asked twice stands twice.
  | { type: "requests"; keys: readonly number[] }
  | { type: "get-many"; n: number; keys: readonly number[] }
  | { type: "got-many"; n: number; hits: number; missed: readonly number[]; wait: readonly number[] }
  | { type: "load-many"; n: number; keys: readonly number[] }
  | { type: "loaded-many"; n: number; keys: readonly number[] }
  | { type: "fill"; keys: readonly number[] };

export type C = { do: "read" } | { do: "write" } | { do: "admit"; percent: number };

function init({ stage }: P, me: NodeId): S {
  if (stage === "crowd") return newCrowd(me);
  if (me === nodes.cache) return newCache(0);
  if (me === nodes.primary) return newDatabase("primary");
  return me === nodes.replica ? newDatabase("replica") : newApp;
}

export const model: Model<S, M, C, P, Ghost> = {
  id: "cache-consistency@1",
  params,
  topology,
  init,
  on(s, event, io) {
    switch (s.role) {
      case "app":
        return app(s, event, io);
      case "cache":
        return cache(s, event, io);
      case "primary":
      case "replica":
        return database(s, event, io);
      default:
        return crowd(s, event, io);
    }
  },
  durable(s, p, me) {
    switch (s.role) {
      case "primary":
      case "replica":
        return s;
      case "cache":
        return newCache(s.boots + 1);
      case "app":
        // What it wrote stays written: its values must not come twice.
        return { ...newApp, n: s.n, writes: s.writes };
      default:
        return survivingCrowd(s) ?? init(p, me);
    }
  },
  ops(s, _, w) {
    if (s.role === "users")
      return w.p.stage === "crowd" ? admissions.filter(({ percent }) => percent !== s.percent) : [];
    return s.role === "app" && s.job === null ? jobs : [];
  },
  // One connection between any two: what one of them sends does not overtake itself.
  fifo: true,
  ghost: { init: firstGhost, next: nextGhost },
  invariants,
  canonical: (s) => {
    if (s.role === "cache") return { ...s, entry: s.entry && { value: s.entry.value } };
    return s.role === "app" ? { ...s, reads: 0, hits: 0, ticks: 0 } : s;
  },
};

const jobs: readonly C[] = [{ do: "read" }, { do: "write" }];
const admissions = shares.map((percent) => ({ do: "admit", percent }) as const);
