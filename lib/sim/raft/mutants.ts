/** Raft with one rule taken away, and how the explorer finds out. */
import type { Hunt, Mutant } from "../lab";
import type { Net } from "../model";
import type { InvariantId } from "./invariants";

const rough: Net = { min: 5, tail: 60, loss: 50, twice: 10 };

/** Everything at once: crashes (leaders first), stops, partitions, lost links, over a network that loses and repeats. */
const storm: Hunt & { by: "swarm" } = {
  by: "swarm",
  runs: 400,
  steps: 3_000,
  net: rough,
  p: { every: 100 },
  faults: {
    crash: 400,
    down: 300,
    pause: 1_500,
    still: 400,
    part: 1_000,
    apart: 500,
    cut: 800,
    aim: "leader",
  },
};

/**
 * Figure 8 of the paper needs leaders that fall right after their election and little in the logs: crashes aimed at
 * leaders, no clients (the entry that opens a term is enough), one entry in a message, three servers. Found after 5,000 to
 * 165,000 steps; blind faults among five servers do not find it in 20 million.
 */
const leaderHunt: Hunt & { by: "swarm" } = {
  by: "swarm",
  runs: 1_000,
  steps: 2_000,
  net: rough,
  p: { n: 3, clients: 0, batch: 1 },
  faults: { crash: 150, down: 400, aim: "leader" },
};

/** Candidates that meet while voters fall and come back at once: short election timeouts, quick restarts. */
const restarts: Hunt & { by: "swarm" } = {
  by: "swarm",
  runs: 3_000,
  steps: 500,
  net: rough,
  p: { clients: 0, election: 100 },
  faults: { crash: 100, down: 20 },
};

const mutant = (
  id: string,
  flaw: string,
  title: Mutant["title"],
  breaks: readonly InvariantId[],
  hunt: Hunt,
): Mutant => ({ id, title, p: { flaw }, breaks, hunt });

export const mutants: readonly Mutant[] = [
  mutant(
    "small-quorum",
    "small-quorum",
    { zh: "多数派少算一台：两个多数派可以不相交", en: "The quorum is one short: two quorums need not meet" },
    ["electionSafety", "commitDurable", "leaderCompleteness", "stateMachineSafety"],
    storm,
  ),
  mutant(
    "volatile-vote",
    "volatile-vote",
    {
      zh: "选票不落盘：重启后在同一任期再投一次",
      en: "The vote is not stored: after a restart it votes again in the same term",
    },
    ["electionSafety"],
    restarts,
  ),
  mutant(
    "no-log-check",
    "no-log-check",
    { zh: "投票不比日志：落后的服务器也能当选", en: "Votes do not compare logs: a server that lacks entries can win" },
    ["leaderCompleteness", "commitDurable"],
    storm,
  ),
  mutant(
    "old-term-commit",
    "old-term-commit",
    { zh: "数够副本就提交旧任期的条目：论文图 8", en: "Entries of old terms commit by counting replicas: Figure 8" },
    ["leaderCompleteness", "stateMachineSafety", "commitDurable"],
    leaderHunt,
  ),
  mutant(
    "truncate-always",
    "truncate-always",
    {
      zh: "收到 AppendEntries 就截断：迟到的旧消息删掉已提交的条目",
      en: "Every AppendEntries truncates: one that comes late drops committed entries",
    },
    ["commitDurable", "leaderCompleteness"],
    storm,
  ),
  mutant(
    "commit-unchecked",
    "commit-unchecked",
    {
      zh: "照抄 leaderCommit：把还没核对过的条目当成已提交",
      en: "leaderCommit is taken as it is: entries not yet compared count as committed",
    },
    ["stateMachineSafety"],
    storm,
  ),
];

/** What finds nothing in Raft as it is. */
export const quiet: readonly Hunt[] = [
  { ...storm, runs: 10, steps: 3_000 },
  { ...leaderHunt, runs: 10, steps: 2_000 },
  { ...restarts, runs: 20 },
];
