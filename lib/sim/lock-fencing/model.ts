/** The lab's model: two clients, the lock's nodes, and the store that the lock is there to protect. */
import type { Model, NodeSpec } from "../model";
import { newClient, onClient } from "./client";
import { nothingYet, witnessed } from "./ghost";
import { invariants } from "./invariants";
import { params } from "./params";
import {
  type Ghost,
  type LockParams,
  type LockState,
  type LockWorld,
  lockNodes,
  type Message,
  type Op,
  store,
} from "./protocol";
import { newRedis, onRedis, redisAfterCrash } from "./redis-node";
import { newSessions, onSessions } from "./session-node";
import { newStore, onStore } from "./store-node";

function lockSpecs(p: LockParams): NodeSpec[] {
  if (p.backend === "zookeeper" || p.backend === "etcd")
    return [{ name: p.backend === "etcd" ? "etcd" : "ZK", role: "lock" }];
  return lockNodes(p).map((_, index) => ({ name: `R${index + 1}`, role: "lock" }));
}

/** What depends on the clock, as what is left by it: two worlds that differ only in when they are, are one. */
function canonical(s: LockState, w: LockWorld): unknown {
  if (s.kind === "store") return [s.highest, s.by];
  const skew = ("me" in s ? w.nodes[s.me]?.skew : 0) ?? 0;
  if (s.kind === "client") {
    const drift = s.me === 0 ? Math.floor((w.t * w.p.drift) / 100) : 0;
    const now = w.t + skew + drift;
    // Only a client that holds, or may come to hold, minds its clock.
    const left = s.phase === "idle" ? 0 : Math.max(0, s.until - now);
    const renewal = s.renewal && { ...s.renewal, sentAt: now - s.renewal.sentAt };
    return { ...s, until: left, askedAt: s.phase === "idle" ? 0 : now - s.askedAt, renewal };
  }
  if (s.kind === "redis") {
    const now = w.t + skew;
    const db = Object.entries(s.db).flatMap(([key, { value, expiresAt }]) =>
      expiresAt !== null && expiresAt < now ? [] : [[key, value, expiresAt === null ? null : expiresAt - now]],
    );
    return { ...s, db };
  }
  // Ends of leases are the timers' business.
  return { ...s, etcd: { ...s.etcd, leases: Object.keys(s.etcd.leases) } };
}

export const model: Model<LockState, Message, Op, LockParams, Ghost> = {
  id: "lock-fencing@1",
  params,
  topology: (p) => [
    { name: "C1", role: "client", drift: p.drift * 10_000 },
    { name: "C2", role: "client" },
    { name: "Store", role: "store" },
    ...lockSpecs(p),
  ],
  init(p, me) {
    if (me < store) return newClient(p, me);
    if (me === store) return newStore(me);
    return p.backend === "zookeeper" || p.backend === "etcd" ? newSessions(p.backend, me) : newRedis(p, me);
  },
  on(s, event, io) {
    switch (s.kind) {
      case "client":
        return onClient(s, event, io);
      case "redis":
        return onRedis(s, event, io);
      case "store":
        return onStore(s, event, io);
      case "zookeeper":
      case "etcd":
        return onSessions(s, event, io);
      default:
        return s satisfies never;
    }
  },
  durable(s, p, me) {
    if (s.kind === "client") return newClient(p, me, s.attempt, s.rounds);
    return s.kind === "redis" ? redisAfterCrash(s, p) : s;
  },
  ops: (s) => (s.kind === "redis" && s.role === "replica" ? ["promote"] : []),
  ghost: { init: () => nothingYet, next: witnessed },
  invariants,
  canonical,
};
