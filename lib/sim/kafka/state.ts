/** Nodes, their states and messages. Kafka: brokers, controller, producer, two consumers. Pulsar has its own in pulsar.ts. */
import type { Io as KernelIo, NodeEvent as KernelNodeEvent, Ms, NodeId, World } from "../model";
import type { Ghost } from "./ghost";
import type { Acks, P } from "./params";
import type { PulsarMessage, PulsarState } from "./pulsar";

/** A record: what was written (`v`, counted by the producer), under which leader, and as which of its producer. */
export type Rec = {
  readonly v: number;
  /** The leader's epoch. */
  readonly e: number;
  /** The producer's epoch; -1 without idempotence. */
  readonly pe: number;
  readonly seq: number;
};

/** What the controller says of the partition. `version` grows with every change, `epoch` with every leader. */
export type Partition = {
  readonly leader: NodeId;
  readonly epoch: number;
  readonly version: number;
  readonly isr: readonly NodeId[];
};
export const nobody: NodeId = -1;

export type Broker = Partition & {
  readonly kind: "broker";
  readonly log: readonly Rec[];
  /** High watermark: what is before it is on all of the ISR. */
  readonly hw: number;
  /** Written to disk up to here; what is behind lives in the page cache. */
  readonly flushed: number;
  /** How often it was started, from 0. */
  readonly life: number;
  /** A follower whose log is known to be a beginning of its leader's. */
  readonly aligned: boolean;
  /** As leader: where its log ended when its epoch began. */
  readonly start: number;
  /** As leader: how far each replica has fetched, -1 not heard of. */
  readonly ends: readonly number[];
  /** As leader: when each replica last had all, by the own clock. */
  readonly caughtUp: readonly Ms[];
  /** As leader: the ISR asked of the controller and not yet answered. Until then the larger of both counts. */
  readonly asked: readonly NodeId[] | null;
  /** As leader: producers that wait for the high watermark to come to `end`. */
  readonly waiting: readonly { readonly to: NodeId; readonly v: number; readonly end: number }[];
};

export type Controller = Partition & {
  readonly kind: "controller";
  /** Brokers whose heartbeats come. */
  readonly live: readonly NodeId[];
  /** Which start of each broker is known. */
  readonly lives: readonly number[];
  /** The consumer group: its members, who owns the partition, the generation, the committed offset. */
  readonly members: readonly NodeId[];
  readonly owner: NodeId;
  readonly generation: number;
  readonly committed: number;
};

export type Producer = {
  readonly kind: "producer";
  /** The next record. */
  readonly next: number;
  /** Raised by each start; with it the sequence begins anew (a transactional.id). */
  readonly epoch: number;
  readonly seq: number;
  readonly leader: NodeId;
  /** Not answered yet, in order; those with `tries` 0 wait for a place in flight. */
  readonly out: readonly { readonly v: number; readonly seq: number; readonly tries: number }[];
};

export type Consumer = {
  readonly kind: "consumer";
  readonly generation: number;
  readonly owns: boolean;
  readonly leader: NodeId;
  /** The offset of the next poll. */
  readonly position: number;
  /** What is being worked on; `from` is the offset of the first. */
  readonly batch: readonly Rec[];
  readonly from: number;
  /** When offsets were last committed, by the own clock. */
  readonly committedAt: Ms;
  /** A poll is on its way and not answered. */
  readonly polls: boolean;
  /** The next record will take long. */
  readonly stalls: boolean;
};

export type S = Broker | Controller | Producer | Consumer | PulsarState;

export type Refusal = "NOT_LEADER" | "NOT_ENOUGH_REPLICAS" | "OUT_OF_ORDER_SEQUENCE" | "INVALID_PRODUCER_EPOCH";

export type Message =
  // Broker and controller.
  | { type: "Heartbeat"; life: number; version: number }
  | ({ type: "Partition" } & Partition)
  | { type: "AlterPartition"; epoch: number; version: number; isr: readonly NodeId[] }
  // Follower and leader.
  | { type: "Fetch"; epoch: number; end: number }
  | { type: "Records"; epoch: number; from: number; records: readonly Rec[]; hw: number }
  | { type: "OffsetForLeaderEpoch"; epoch: number; last: number }
  | { type: "EpochEnd"; epoch: number; last: number; end: number }
  // Clients and brokers.
  | { type: "Produce"; v: number; pe: number; seq: number; acks: Acks; again: boolean }
  | { type: "Produced"; v: number; pe: number; refused?: Refusal; leader?: NodeId }
  | { type: "Poll"; from: number }
  | {
      type: "Batch";
      from: number;
      records: readonly Rec[];
      refused?: "NOT_LEADER" | "OFFSET_OUT_OF_RANGE";
      hint?: number;
    }
  // Clients and controller (which is metadata server and group coordinator as well).
  | { type: "Metadata" }
  | { type: "Leader"; leader: NodeId }
  | { type: "Join" }
  | { type: "Leave" }
  | { type: "Beat"; generation: number }
  | { type: "Commit"; generation: number; offset: number }
  | { type: "Assign"; generation: number; owner: boolean; offset: number }
  | { type: "Unknown" };

export type M = Message | PulsarMessage;
/** What a learner may have a node do: send a record now, be slow with the next one, hand leadership on. */
export type C = { type: "send" } | { type: "stall" } | { type: "move" };

export type Io = KernelIo<M, P>;
export type NodeEvent = KernelNodeEvent<M, C>;
export type W = World<S, M, C, P, Ghost>;

/** How long things take here, ms: Kafka's own defaults are 10 to 100 times longer, in like proportions. */
export const times = {
  heartbeat: 200,
  brokerSession: 650,
  fetch: 100,
  /** replica.lag.time.max.ms */
  lag: 400,
  isrCheck: 150,
  flush: 500,
  produce: 250,
  requestTimeout: 300,
  backoff: 80,
  poll: 100,
  work: 40,
  /** How long a record takes that stalls: longer than max.poll.interval.ms. */
  stall: 900,
  groupSession: 650,
  maxPoll: 600,
  autoCommit: 400,
} as const;

/** After so many records the producer is done. */
export const records = 24;
/** A poll brings so many records at most, a fetch of a replica as well. */
export const batchSize = 2;

/** Who is who with these parameters. */
export function cast(p: P): { brokers: NodeId[]; controller: NodeId; producer: NodeId; consumers: NodeId[] } {
  const brokers = Array.from({ length: p.rf }, (_, id) => id);
  return { brokers, controller: p.rf, producer: p.rf + 1, consumers: [p.rf + 2, p.rf + 3] };
}
