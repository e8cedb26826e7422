/** What servers say to each other, by etcd/raft's names. A rejected AppResp says where the logs may still agree. */
import type { Command, Entry } from "./log";

export type Message =
  | { type: "Vote" | "PreVote"; term: number; lastTerm: number; lastIndex: number }
  | { type: "VoteResp" | "PreVoteResp"; term: number; reject: boolean }
  | { type: "App"; term: number; prevTerm: number; prevIndex: number; commit: number; entries: readonly Entry[] }
  | { type: "AppResp"; term: number; index: number; reject: boolean; hint: number; hintTerm: number }
  /** `round` counts the leader's questions "am I still leader?", `at` is its clock where leases are in use, else 0. */
  | { type: "Heartbeat"; term: number; commit: number; round: number; at: number }
  | { type: "HeartbeatResp"; term: number; round: number; at: number }
  /** Commands passed on to the leader. */
  | { type: "Prop"; commands: readonly Command[] };

export type MessageType = Message["type"];
