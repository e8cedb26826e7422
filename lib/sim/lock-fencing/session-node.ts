/**
 * ZooKeeper or etcd as one node: it stands for the ensemble that agrees behind it. A session ends when its time ran out
 * without a ping, by the server's monotonic clock; losing the connection ends nothing.
 */
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import { emptyEtcd, etcdTxn, etcdValue, grantLease, keepAlive, revokeLease, takenAwayAt } from "./etcd";
import { clientOf, type LockParams, lockKey, type Message, type Op, type Owner, type SessionNode } from "./protocol";
import { children, createNode, deleteNode, emptyZookeeper, endSession, type Zookeeper, znode } from "./zookeeper";

type SessionIo = Io<Message, LockParams>;

const queuePath = "/locks";
const started = createNode(emptyZookeeper, queuePath);
const emptyTree: Zookeeper = "error" in started ? emptyZookeeper : started.zk;

/** A server before its first event. */
export const newSessions = (kind: "zookeeper" | "etcd", me: NodeId): SessionNode => ({
  ...{ kind, me, tree: emptyTree, etcd: emptyEtcd(), sessions: {}, watching: {} },
});

/** A lease's number: etcd's are numbers, the lab's owners are names. */
const leaseOf = (owner: Owner): number =>
  (clientOf(owner) + 1) * 1_000_000 + Number(owner.slice(owner.indexOf("#") + 1));
const timerOf = (owner: Owner): string => `session ${owner}`;

/** Whose session a timer of this name ends; undefined for other timers. */
export const sessionOf = (timer: string): Owner | undefined =>
  timer.startsWith("session ") ? timer.slice("session ".length) : undefined;

/** The server's next state. All of it is on disk on a majority, so a crash takes only the timers. */
export function onSessions(s: SessionNode, event: NodeEvent<Message, Op>, io: SessionIo): SessionNode {
  switch (event.t) {
    case "boot":
      // A new leader gives every session its full time again.
      for (const [owner, ttl] of Object.entries(s.sessions)) touch(s, owner, ttl, io);
      return s;
    case "timer": {
      const owner = sessionOf(event.name);
      return owner === undefined ? s : end(s, owner, io);
    }
    case "msg":
      return onMessage(s, event.from, event.m, io);
    default:
      return s;
  }
}

function onMessage(s: SessionNode, from: NodeId, m: Message, io: SessionIo): SessionNode {
  switch (m.type) {
    case "join":
    case "ask": {
      const isOpen = Object.hasOwn(s.sessions, m.owner);
      if (m.type === "ask" && !isOpen) {
        io.send(from, { type: "place", owner: m.owner, via: s.kind, is: "over", token: 0 });
        return s;
      }
      return place(open(s, m.owner, s.sessions[m.owner] ?? m.ttl, io), m.owner, from, io);
    }
    case "ping": {
      const ttl = s.sessions[m.owner];
      io.send(from, { type: "pong", owner: m.owner, via: s.kind, nth: m.nth, alive: ttl !== undefined });
      return ttl === undefined ? s : touch(s, m.owner, ttl, io);
    }
    case "leave": {
      if (!m.blindly) return end(s, m.owner, io);
      const first = s.kind === "zookeeper" ? children(s.tree, queuePath)[0] : undefined;
      const cut = first === undefined ? undefined : deleteNode(s.tree, `${queuePath}/${first}`);
      return cut && "zk" in cut ? notified({ ...s, tree: cut.zk }, io) : s;
    }
    default:
      return s;
  }
}

/** Opens the session; one that is open goes on, for any request keeps it alive. */
function open(s: SessionNode, owner: Owner, ttl: Ms, io: SessionIo): SessionNode {
  if (Object.hasOwn(s.sessions, owner)) return touch(s, owner, ttl, io);
  const lease = grantLease(s.etcd, leaseOf(owner), ttl, io.now);
  const sessions = { ...s.sessions, [owner]: ttl };
  const opened = { ...s, sessions, etcd: s.kind === "etcd" && !("error" in lease) ? lease : s.etcd };
  return touch(opened, owner, ttl, io);
}

/** The session's time begins anew. etcd takes a lease away at its next look, so later than its end. */
function touch(s: SessionNode, owner: Owner, ttl: Ms, io: SessionIo): SessionNode {
  io.timer(timerOf(owner), s.kind === "etcd" ? takenAwayAt(io.now + ttl) - io.now : ttl);
  const kept = s.kind === "etcd" ? keepAlive(s.etcd, leaseOf(owner), io.now) : s.etcd;
  return "error" in kept || kept === s.etcd ? s : { ...s, etcd: kept };
}

/** Tells the client its place, and watches for it what it has to wait for. */
function place(s: SessionNode, owner: Owner, to: NodeId, io: SessionIo): SessionNode {
  const { next, token, before } = s.kind === "etcd" ? placeInEtcd(s, owner) : placeInQueue(s, owner);
  const is = before === undefined ? "turn" : "wait";
  io.send(to, { type: "place", owner, via: s.kind, is, token });
  return before === undefined ? next : { ...next, watching: { ...next.watching, [owner]: before } };
}

type Placed = { next: SessionNode; token: number; before: string | undefined };

/** ZooKeeper: one sequential ephemeral node a session; the lowest has the lock, every other watches the one before it. */
function placeInQueue(s: SessionNode, owner: Owner): Placed {
  const own = (tree: Zookeeper) =>
    children(tree, queuePath).findIndex((name) => znode(tree, `${queuePath}/${name}`)?.owner === owner);
  let tree = s.tree;
  if (own(tree) < 0) {
    const made = createNode(tree, `${queuePath}/lock-`, { sequential: true, owner });
    if (!("error" in made)) tree = made.zk;
  }
  const [index, names] = [own(tree), children(tree, queuePath)];
  const token = znode(tree, `${queuePath}/${names[index]}`)?.czxid ?? 0;
  const before = index > 0 ? `${queuePath}/${names[index - 1]}` : undefined;
  return { next: tree === s.tree ? s : { ...s, tree }, token, before };
}

/** etcd: the key is created if nobody has it; its create revision is the token. */
function placeInEtcd(s: SessionNode, owner: Owner): Placed {
  const isFree = { key: lockKey, target: "create", is: "=", to: 0 } as const;
  const put = { op: "put", key: lockKey, value: owner, lease: leaseOf(owner) } as const;
  const done = etcdTxn(s.etcd, [isFree], [put]);
  const etcd = "error" in done ? s.etcd : done.store;
  const held = etcdValue(etcd, lockKey);
  const isMine = held?.value === owner;
  return { next: { ...s, etcd }, token: isMine ? held.create : 0, before: isMine ? undefined : lockKey };
}

/** Closed or run out: what the session made goes with it, and who waited for that hears of it. */
function end(s: SessionNode, owner: Owner, io: SessionIo): SessionNode {
  if (!Object.hasOwn(s.sessions, owner)) return s;
  io.cancel(timerOf(owner));
  const without = <V>(record: Readonly<Record<Owner, V>>) =>
    Object.fromEntries(Object.entries(record).filter(([each]) => each !== owner));
  const ended = { ...s, sessions: without(s.sessions), watching: without(s.watching) };
  if (s.kind === "zookeeper") return notified({ ...ended, tree: endSession(s.tree, owner) }, io);
  const revoked = revokeLease(s.etcd, leaseOf(owner));
  return notified({ ...ended, etcd: "error" in revoked ? s.etcd : revoked }, io);
}

function notified(s: SessionNode, io: SessionIo): SessionNode {
  const isThere = (path: string) =>
    s.kind === "etcd" ? etcdValue(s.etcd, path) !== undefined : znode(s.tree, path) !== undefined;
  const due = Object.entries(s.watching).filter(([, path]) => !isThere(path));
  if (due.length === 0) return s;
  for (const [owner] of due) io.send(clientOf(owner), { type: "gone", owner, via: s.kind });
  const watching = Object.fromEntries(Object.entries(s.watching).filter(([, path]) => isThere(path)));
  return { ...s, watching };
}

/** Whose lock stands here. */
export function holderAt(s: SessionNode): Owner | undefined {
  if (s.kind === "etcd") return etcdValue(s.etcd, lockKey)?.value;
  const first = children(s.tree, queuePath)[0];
  return first === undefined ? undefined : (znode(s.tree, `${queuePath}/${first}`)?.owner ?? undefined);
}
