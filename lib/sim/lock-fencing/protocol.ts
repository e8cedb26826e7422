/** What the lab's nodes hold and say to each other. */
import type { Ms, NodeId, Params, World } from "../model";
import type { Etcd } from "./etcd";
import type { params } from "./params";
import type { RedisDb, RedisReply } from "./redis";
import type { Zookeeper } from "./zookeeper";

export type LockParams = Params<typeof params>;

/** One try for the lock: `C1#3` is the third of client C1. It is the value in Redis and the session's name elsewhere. */
export type Owner = string;

/** Nodes 0 and 1 are the clients, 2 is the store, the lock's nodes follow. */
export const clients: readonly NodeId[] = [0, 1];
export const store: NodeId = 2;
const firstLock: NodeId = 3;
/** The nodes that keep the lock: five for Redlock, primary and replica for Redis, else one. */
export const lockNodes = ({ backend }: Pick<LockParams, "backend">): readonly NodeId[] =>
  backend === "redlock"
    ? [firstLock, firstLock + 1, firstLock + 2, firstLock + 3, firstLock + 4]
    : backend === "redis"
      ? [firstLock, firstLock + 1]
      : [firstLock];
/** A client's name in the picture. */
export const clientName = (me: NodeId): string => `C${me + 1}`;
/** The name of a client's try. */
export const ownerOf = (me: NodeId, attempt: number): Owner => `${clientName(me)}#${attempt}`;
/** Whose try this is: the client's node. */
export const clientOf = (owner: Owner): NodeId => Number(owner.slice(1, owner.indexOf("#"))) - 1;
/** The owner behind a value in Redis: a value drawn anew for each node still begins with it. */
export const ownerIn = (value: string): Owner => value.split("/", 1)[0] ?? value;
export const lockKey = "lock";
export const tokenKey = "token";

/** How many of Redlock's nodes must grant: three of five, unless broken on purpose. */
export const quorumOf = ({ backend, flaw }: Pick<LockParams, "backend" | "flaw">): number =>
  backend === "redlock" ? (flaw === "quorum-2" ? 2 : 3) : 1;

/** What a command to Redis is for. */
export type RedisStep = "acquire" | "expire" | "agree" | "extend" | "release";

export type Message =
  | { type: "command"; as: RedisStep; owner: Owner; nth: number; args: readonly string[] }
  | { type: "answer"; as: RedisStep; owner: Owner; nth: number; reply: RedisReply }
  /** Replication: the whole data set, as small as it is, of one reign of the primary. */
  | { type: "replicate"; epoch: number; offset: number; db: RedisDb }
  | { type: "replicated"; epoch: number; offset: number }
  /** A promoted replica makes itself known. */
  | { type: "primary"; epoch: number }
  /** ZooKeeper and etcd. join: open a session and queue up; ask: is it my turn; ping: keep the session. */
  | { type: "join" | "ask"; owner: Owner; via: "zookeeper" | "etcd"; ttl: Ms }
  | { type: "ping"; owner: Owner; via: "zookeeper" | "etcd"; nth: number }
  /** `blindly`: deletes the first lock node there is, whoever made it. */
  | { type: "leave"; owner: Owner; via: "zookeeper" | "etcd"; blindly: boolean }
  /** turn: it holds the lock; wait: someone is before it; over: the session is gone. */
  | { type: "place"; owner: Owner; via: "zookeeper" | "etcd"; is: "turn" | "wait" | "over"; token: number }
  | { type: "pong"; owner: Owner; via: "zookeeper" | "etcd"; nth: number; alive: boolean }
  | { type: "gone"; owner: Owner; via: "zookeeper" | "etcd" }
  | { type: "write"; owner: Owner; token: number }
  | { type: "wrote"; owner: Owner; ok: boolean; highest: number };

/** What Sentinel would do: make the replica the primary. */
export type Op = "promote";

export type Phase =
  /** Between two tries, or done. */
  | "idle"
  /** Asked for the lock. */
  | "asking"
  /** Redlock with tokens: has the lock, agrees on a token. */
  | "agreeing"
  /** SETNX answered, EXPIRE is still to come (a flaw). */
  | "expiring"
  /** In the queue of ZooKeeper or etcd. */
  | "queued"
  | "holding"
  /** Looked at its clock and found the lock still its own; the write comes next. */
  | "checked"
  | "writing";

export type Client = {
  readonly kind: "client";
  readonly me: NodeId;
  readonly phase: Phase;
  /** Tries so far: names the owner. Survives a crash, as a random value would differ after one. */
  readonly attempt: number;
  /** Times it held the lock and is through. */
  readonly rounds: number;
  /** By its own clock: when it last asked with an answer that keeps the lock, and until when it takes it for its own. */
  readonly askedAt: Ms;
  readonly until: Ms;
  /** Redlock: who granted or agreed, with the tokens; and how many refused. */
  readonly granted: readonly (readonly [node: NodeId, token: number])[];
  readonly refused: number;
  readonly token: number;
  /** The extension under way. */
  readonly renewal: { readonly nth: number; readonly sentAt: Ms; readonly yes: number } | null;
  /** Where it takes Redis's primary to be, and since which reign. */
  readonly primary: NodeId;
  readonly epoch: number;
};

export type RedisNode = {
  readonly kind: "redis";
  readonly me: NodeId;
  readonly db: RedisDb;
  readonly role: "primary" | "replica" | "alone";
  readonly epoch: number;
  /** Changes made, and how many of them the replica has. */
  readonly offset: number;
  readonly acked: number;
  /** Grants held back by WAIT until the replica has them. */
  readonly waiting: readonly { readonly to: NodeId; readonly m: Message; readonly offset: number }[];
};

export type SessionNode = {
  readonly kind: "zookeeper" | "etcd";
  readonly me: NodeId;
  readonly tree: Zookeeper;
  readonly etcd: Etcd;
  /** Open sessions with their timeouts. */
  readonly sessions: Readonly<Record<Owner, Ms>>;
  /** Who wants to hear when this path is gone. */
  readonly watching: Readonly<Record<Owner, string>>;
};

export type Written = { readonly owner: Owner; readonly token: number; readonly ok: boolean };
export type StoreNode = {
  readonly kind: "store";
  readonly me: NodeId;
  /** The highest token a write was let in with, and whose it was. */
  readonly highest: number;
  readonly by: Owner | null;
  /** The last writes that came, newest last; for the picture. */
  readonly log: readonly Written[];
};

export type LockState = Client | RedisNode | SessionNode | StoreNode;

/** What the run has shown: in which order the lock was given, who wrote, with which tokens. */
export type Ghost = {
  /** Whose lock stands now at the lock's nodes, whatever the clients believe. Two at once is what goes wrong. */
  readonly standing: readonly Owner[];
  /** The order in which owners came to stand, from 1; `settled` once the owner's client took the lock for its own. */
  readonly ranks: readonly (readonly [owner: Owner, rank: number, settled: boolean])[];
  readonly next: number;
  /** The latest of the holders that has written. */
  readonly wrote: { readonly rank: number; readonly owner: Owner } | null;
  /** The latest of the holders that took the lock for its own, with its token. */
  readonly believed: { readonly rank: number; readonly owner: Owner; readonly token: number } | null;
};

export type LockWorld = World<LockState, Message, Op, LockParams, Ghost>;

/** True while a client acts on the belief that the lock is its own. */
export const believes = ({ phase }: Client): boolean =>
  phase === "holding" || phase === "checked" || phase === "writing";
