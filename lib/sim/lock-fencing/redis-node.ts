/**
 * A Redis server of the lab: one of Redlock's five, alone; or primary and replica with asynchronous replication. Its clock
 * is the time of day, and so are its expiry times: a jump of the clock moves every TTL.
 */
import type { Io, NodeEvent, NodeId } from "../model";
import { clients, type LockParams, lockNodes, type Message, type Op, type RedisNode } from "./protocol";
import { emptyRedis, redis, swept } from "./redis";

type RedisIo = Io<Message, LockParams>;

/** How long the primary waits for the replica's answer before it sends again, ms. */
const resendMs = 1000;

/** A server before its first event. */
export const newRedis = (p: LockParams, me: NodeId): RedisNode => ({
  ...{ kind: "redis", me, db: emptyRedis, epoch: 0, offset: 0, acked: 0, waiting: [] },
  role: p.backend === "redlock" ? "alone" : me === lockNodes(p)[0] ? "primary" : "replica",
});

/**
 * What a crash leaves: with every change synced to disk, the data. Flaw `amnesia`: nothing, and it comes back at once;
 * that is the restart which Redlock's page warns of.
 */
export const redisAfterCrash = (s: RedisNode, p: LockParams): RedisNode =>
  p.flaw === "amnesia" ? { ...newRedis(p, s.me), role: s.role } : { ...s, waiting: [] };

/** The server's next state. */
export function onRedis(s: RedisNode, event: NodeEvent<Message, Op>, io: RedisIo): RedisNode {
  switch (event.t) {
    case "boot":
      if (s.role === "primary" && s.offset > s.acked) replicate(s, io);
      return armed(s, io);
    case "timer":
      if (event.name === "resend") {
        if (s.role === "primary" && s.offset > s.acked) replicate(s, io);
        return s;
      }
      return event.name === "expire" ? armed({ ...s, db: swept(s.db, io.now) }, io) : s;
    case "op":
      return promoted(s, io);
    case "msg":
      return onMessage(s, event.from, event.m, io);
    default:
      return event satisfies never;
  }
}

function onMessage(s: RedisNode, from: NodeId, m: Message, io: RedisIo): RedisNode {
  if (m.type === "command") return s.role === "replica" ? refuse(s, from, m, io) : run(s, from, m, io);
  if (m.type === "replicate") return follow(s, from, m, io);
  if (m.type !== "replicated" || s.role !== "primary" || m.epoch !== s.epoch || m.offset <= s.acked) return s;
  for (const each of s.waiting) if (each.offset <= m.offset) io.send(each.to, each.m);
  if (m.offset >= s.offset) io.cancel("resend");
  return { ...s, acked: m.offset, waiting: s.waiting.filter(({ offset }) => offset > m.offset) };
}

function refuse(s: RedisNode, from: NodeId, { as, owner, nth }: Message & { type: "command" }, io: RedisIo): RedisNode {
  const reply = { error: "READONLY You can't write against a read only replica." };
  io.send(from, { type: "answer", as, owner, nth, reply });
  return s;
}

function run(s: RedisNode, from: NodeId, m: Message & { type: "command" }, io: RedisIo): RedisNode {
  const { db, reply } = redis(s.db, io.now, m.args);
  const answer: Message = { type: "answer", as: m.as, owner: m.owner, nth: m.nth, reply };
  if (db === s.db) {
    io.send(from, answer);
    return s;
  }
  const next = armed({ ...s, db, offset: s.role === "primary" ? s.offset + 1 : 0 }, io);
  if (next.role === "primary") replicate(next, io);
  // WAIT 1: a grant counts only when the replica has it, token counter and all.
  if (next.role === "primary" && io.p.wait && m.as === "acquire")
    return { ...next, waiting: [...next.waiting, { to: from, m: answer, offset: next.offset }] };
  io.send(from, answer);
  return next;
}

function replicate(s: RedisNode, io: RedisIo): void {
  const replica = lockNodes(io.p).find((node) => node !== s.me);
  if (replica !== undefined) io.send(replica, { type: "replicate", epoch: s.epoch, offset: s.offset, db: s.db });
  io.timer("resend", resendMs);
}

/** Takes over the data of a primary of its own reign or a later one; an old primary becomes a replica by it. */
function follow(s: RedisNode, from: NodeId, m: Message & { type: "replicate" }, io: RedisIo): RedisNode {
  if (m.epoch < s.epoch || (m.epoch === s.epoch && s.role === "primary")) return s;
  const isNewer = m.epoch > s.epoch || m.offset > s.offset;
  io.send(from, { type: "replicated", epoch: m.epoch, offset: m.offset });
  if (!isNewer) return s;
  io.cancel("resend");
  return armed({ ...s, role: "replica", db: m.db, epoch: m.epoch, offset: m.offset, acked: 0, waiting: [] }, io);
}

/** Failover, as Sentinel does it: the replica goes on with what it has. What was not replicated is lost. */
function promoted(s: RedisNode, io: RedisIo): RedisNode {
  const next: RedisNode = { ...s, role: "primary", epoch: s.epoch + 1, offset: s.offset + 1, acked: 0 };
  for (const client of clients) io.send(client, { type: "primary", epoch: next.epoch });
  replicate(next, io);
  return next;
}

/** Sees to it that the next key to expire is swept when the server's clock passes its end. */
function armed(s: RedisNode, io: RedisIo): RedisNode {
  const ends = Object.values(s.db).flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
  if (ends.length === 0) io.cancel("expire");
  else io.alarm("expire", Math.min(...ends) + 1);
  return s;
}
