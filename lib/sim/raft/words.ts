/** Every text of the lab but those of tasks and scenarios. */
import type { Text } from "../../i18n/locales";
import type { ParamSchema } from "../model";
import type { InvariantId } from "./invariants";
import type { Role } from "./state";

const ms: Text = { zh: "毫秒", en: "ms" };

export const params = {
  n: {
    kind: "int",
    min: 3,
    max: 7,
    step: 2,
    default: 5,
    label: { zh: "服务器", en: "Servers" },
    help: {
      zh: "多数派是一半以上：3 中 2，5 中 3，7 中 4。",
      en: "A majority is more than half: 2 of 3, 3 of 5, 4 of 7.",
    },
  },
  election: {
    kind: "int",
    min: 50,
    max: 2000,
    step: 50,
    default: 150,
    unit: ms,
    live: true,
    label: { zh: "选举超时", en: "Election timeout" },
    help: {
      zh: "每台服务器每个任期在这个值到它的两倍之间随机取一个。",
      en: "Each server draws one for each term, between this value and twice as much.",
    },
  },
  heartbeat: {
    kind: "int",
    min: 10,
    max: 500,
    step: 10,
    default: 50,
    unit: ms,
    live: true,
    label: { zh: "心跳间隔", en: "Heartbeat" },
  },
  batch: {
    kind: "int",
    min: 1,
    max: 64,
    step: 1,
    default: 8,
    live: true,
    label: { zh: "每条消息的条目", en: "Entries a message" },
    help: { zh: "一条 AppendEntries 最多带几条日志。", en: "How many entries one AppendEntries carries at most." },
  },
  clients: {
    kind: "int",
    min: 0,
    max: 2,
    step: 1,
    default: 2,
    label: { zh: "客户端", en: "Clients" },
  },
  every: {
    kind: "int",
    min: 0,
    max: 5000,
    step: 50,
    default: 400,
    unit: ms,
    live: true,
    label: { zh: "操作间隔", en: "An operation every" },
    help: {
      zh: "每个客户端自己多久读或写一次；0 表示只听你的。",
      en: "How often each client reads or writes by itself; 0: only when you say so.",
    },
  },
  read: {
    kind: "choice",
    options: [
      { id: "leader", label: { zh: "领导者直接答", en: "Leader answers" } },
      { id: "read-index", label: { zh: "ReadIndex", en: "ReadIndex" } },
      { id: "lease", label: { zh: "租约", en: "Lease" } },
    ],
    default: "read-index",
    label: { zh: "读模式", en: "Reads" },
    help: {
      zh: "直接答：凭自己的状态。ReadIndex：先向多数派确认自己还是领导者。租约：在租约期内直接答，靠时钟。",
      en: "Leader answers: by its own state. ReadIndex: a majority first confirms that it still leads. Lease: answers at once while its lease holds, which trusts clocks.",
    },
  },
  preVote: {
    kind: "flag",
    default: false,
    label: { zh: "预投票 PreVote", en: "PreVote" },
    help: {
      zh: "参选前先问一轮，问不到多数派就不增加任期。",
      en: "Asks before it stands, and raises its term only when a majority would vote for it.",
    },
  },
  checkQuorum: {
    kind: "flag",
    default: false,
    label: { zh: "法定人数检查 CheckQuorum", en: "CheckQuorum" },
    help: {
      zh: "领导者一个选举超时内没听到多数派就退位；刚听过领导者的跟随者不给别人投票。",
      en: "A leader that hears no majority for an election timeout steps down; a follower that heard from a leader lately votes for nobody else.",
    },
  },
  flaw: {
    kind: "choice",
    options: [
      { id: "none", label: { zh: "无", en: "None" } },
      { id: "small-quorum", label: { zh: "多数派少一台", en: "Quorum one short" } },
      { id: "volatile-vote", label: { zh: "选票不落盘", en: "Vote not stored" } },
      { id: "no-log-check", label: { zh: "投票不比日志", en: "Votes ignore logs" } },
      { id: "old-term-commit", label: { zh: "直接提交旧任期条目", en: "Old terms commit by count" } },
      { id: "truncate-always", label: { zh: "收到就截断", en: "Always truncates" } },
      { id: "commit-unchecked", label: { zh: "照抄 leaderCommit", en: "leaderCommit unchecked" } },
    ],
    default: "none",
    label: { zh: "破坏一条规则", en: "Break a rule" },
  },
} as const satisfies ParamSchema;

export const properties: Readonly<Record<InvariantId, Text>> = {
  electionSafety: { zh: "选举安全：一个任期至多一个领导者", en: "Election safety: at most one leader in a term" },
  leaderAppendOnly: {
    zh: "领导者只追加：不改也不删自己的条目",
    en: "Leader append-only: it never changes or drops its entries",
  },
  logMatching: {
    zh: "日志匹配：同一位置任期相同，之前就全部相同",
    en: "Log matching: equal index and term means equal logs up to there",
  },
  leaderCompleteness: {
    zh: "领导者完备：已提交的条目都在之后任期的领导者那里",
    en: "Leader completeness: what is committed is in every later leader's log",
  },
  stateMachineSafety: {
    zh: "状态机安全：同一位置不会应用两种条目",
    en: "State machine safety: no two servers apply different entries at an index",
  },
  commitDurable: {
    zh: "提交持久：已提交的条目一直存在多数派上",
    en: "Committed is durable: a majority keeps storing what is committed",
  },
};

export const roles: Readonly<Record<Role, Text>> = {
  follower: { zh: "跟随者", en: "Follower" },
  "pre-candidate": { zh: "预候选人", en: "Pre-candidate" },
  candidate: { zh: "候选人", en: "Candidate" },
  leader: { zh: "领导者", en: "Leader" },
};

export const down: Text = { zh: "宕机", en: "Down" };
export const paused: Text = { zh: "暂停", en: "Paused" };
export const nobody: Text = { zh: "无", en: "none" };
export const empty: Text = { zh: "空", en: "empty" };
export const unknown: Text = { zh: "未知", en: "unknown" };
