/** What a Raft server knows, what it is set to, and what a step of it may do. */
import type { Ms, NodeId } from "../model";
import { emptyLog, type Log } from "./log";
import type { Message } from "./messages";
import type { Progress } from "./progress";
import { majorityOf } from "./quorum";

export const none: NodeId = -1;

export type Role = "follower" | "pre-candidate" | "candidate" | "leader";

/** Breaks made on purpose; "none" is Raft. */
export const flaws = [
  "none",
  "small-quorum",
  "volatile-vote",
  "no-log-check",
  "old-term-commit",
  "truncate-always",
  "commit-unchecked",
] as const;
export type Flaw = (typeof flaws)[number];

export type Config = {
  /** Servers 0 .. n-1. */
  readonly n: number;
  /** Servers that hold the log and do not vote. */
  readonly learners?: readonly NodeId[];
  /** Least election timeout, ms; also how long a server that heard from a leader refuses others (leases, CheckQuorum). */
  readonly election: Ms;
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
  readonly read: "leader" | "read-index" | "lease";
  /** Entries in one message at most. */
  readonly batch: number;
  /** Messages with entries under way to one follower at most. */
  readonly window?: number;
  readonly flaw: Flaw;
};

export type PendingRead = { readonly by: NodeId; readonly id: number; readonly index: number; readonly round: number };

export type Raft = {
  /** Stored before any message leaves: term, vote, log. All else is lost by a crash. */
  readonly term: number;
  readonly vote: NodeId;
  readonly log: Log;
  readonly role: Role;
  readonly lead: NodeId;
  readonly commit: number;
  /** Of a candidate: by server, null where not heard. */
  readonly votes: readonly (boolean | null)[];
  /** Of a leader: by server. */
  readonly progress: readonly Progress[];
  /** When the election timer was last set back, own clock. */
  readonly contact: Ms;
  /** After a restart under leases: before this no vote, since the promise to an earlier leader is forgotten. */
  readonly mutedUntil: Ms;
  /** Of a leader: rounds of heartbeats that reads have asked for, and the reads that wait for one. */
  readonly round: number;
  readonly reads: readonly PendingRead[];
};

/** What a step may do; valid during the call. */
export type Env = {
  readonly me: NodeId;
  readonly now: Ms;
  readonly config: Config;
  /** To another server, or to itself (see above). */
  send(to: NodeId, m: Message): void;
  /** The election timer starts anew. */
  setBack(): void;
  /** The state up to `index` may answer this read. */
  readable(read: PendingRead): void;
};

/** A server that starts with this much stored. */
export function started(stored: { term: number; vote: NodeId; log: Log }): Raft {
  return {
    ...stored,
    role: "follower",
    lead: none,
    commit: stored.log.base,
    votes: [],
    progress: [],
    contact: 0,
    mutedUntil: 0,
    round: 0,
    reads: [],
  };
}

export const fresh: Raft = started({ term: 0, vote: none, log: emptyLog });

/** Whether a server's vote counts. */
export const isVoter = (config: Config, server: NodeId): boolean => !config.learners?.includes(server);

/** How many votes or acknowledgements decide. */
export function quorumOf(config: Config): number {
  const quorum = majorityOf(config.n - (config.learners?.length ?? 0));
  return config.flaw === "small-quorum" ? quorum - 1 : quorum;
}

/** The values of the voters; the array itself where all vote. */
export function ofVoters<T>(config: Config, values: readonly T[]): readonly T[] {
  return config.learners?.length ? values.filter((_, server) => isVoter(config, server)) : values;
}
