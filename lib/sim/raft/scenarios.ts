/** Runs to watch, each with a question first. Steps are those of the tape: scenarios.test.ts holds them to what is said. */
import type { Scenario } from "../lab";
import type { Net } from "../model";
import type { ClientOp } from "./client";

const still: Net = { min: 10, tail: 4, loss: 0, twice: 0 };

export const scenarios: readonly Scenario<ClientOp>[] = [
  {
    id: "minority-write",
    title: { zh: "写给少数派里的旧领导者", en: "A write to the old leader in a minority" },
    ask: {
      zh: "网络分区，S1、S2 和客户端 C1 在一边，S1 还以为自己是领导者。C1 向它写 a，600 毫秒后网络恢复。这条日志会怎样？",
      en: "The network splits with S1, S2 and client C1 on one side, and S1 still takes itself for the leader. C1 writes a there; 600 ms later the network heals. What becomes of the entry?",
    },
    options: [
      {
        id: "refused",
        text: { zh: "S1 知道自己在少数派，当场拒绝", en: "S1 knows that it is in a minority and refuses at once" },
      },
      {
        id: "overwritten",
        text: {
          zh: "S1 收下但提交不了，恢复后被新领导者的条目覆盖",
          en: "S1 takes it, cannot commit it, and a new leader's entry replaces it",
        },
        right: true,
      },
      {
        id: "merged",
        text: { zh: "恢复后两边的日志合并，a 排在后面", en: "Both logs are merged after the split, with a at the end" },
      },
      { id: "kept", text: { zh: "S2 也存了它，所以会被保留", en: "S2 stores it too, so it is kept" } },
    ],
    because: {
      zh: "S1 没有办法知道自己落在少数派，它照常追加，只是凑不够多数派，C1 一直等不到成功。另一边在任期 2 选出 S3 并提交了自己的条目；恢复后 S1 见到更高的任期退位，冲突的条目被覆盖。Raft 从不合并日志。C1 之后的重试作为新条目写入，靠请求编号避免重复执行。",
      en: "S1 cannot know that it is in a minority: it appends as ever, finds no majority, and C1 hears no success. The other side elects S3 in term 2 and commits entries of its own; after the split S1 sees the higher term, steps down, and its conflicting entry is overwritten. Raft never merges logs. C1's retry enters as a new entry, and its request id keeps it from being applied twice.",
    },
    tape: {
      m: "raft@1",
      p: { n: 5, clients: 2, every: 0 },
      seed: 1,
      net: still,
      c: [
        [400, 0, { do: "part", apart: [0, 1, 5] }],
        [420, 0, { do: "op", node: 5, op: { kind: "write", to: 0 } }],
        [1000, 0, { do: "heal-all" }],
      ],
    },
    from: 56,
    to: 244,
  },
  {
    id: "rejoin",
    title: { zh: "被隔开的跟随者回来", en: "A follower that was cut off comes back" },
    ask: {
      zh: "S5 被单独隔开一秒多，其余四台一直正常提交。没有开 PreVote。它重新连上之后会发生什么？",
      en: "S5 was cut off alone for over a second while the other four went on committing. PreVote is off. What happens when it is back?",
    },
    options: [
      {
        id: "quiet",
        text: {
          zh: "它日志落后，选不上，所以什么都不影响",
          en: "Its log is behind, it cannot win, so nothing is disturbed",
        },
      },
      {
        id: "deposes",
        text: {
          zh: "它选不上，但它更高的任期会让健康的领导者退位",
          en: "It cannot win, but its higher term makes the healthy leader step down",
        },
        right: true,
      },
      {
        id: "wins",
        text: {
          zh: "它任期最高，会当选并覆盖别人的日志",
          en: "It has the highest term, so it wins and overwrites the others",
        },
      },
    ],
    because: {
      zh: "隔开期间 S5 一次次超时，任期一路涨到 5，一连上就以任期 6 拉票。因为日志落后，谁都不投它，可是更高的任期让 S1 退位，集群白白重选一次。PreVote 先问“会不会投我”再增加任期，隔开期间任期就不会上涨；打开它再看一遍。",
      en: 'While cut off, S5 timed out again and again, raised its term to 5, and now asks for votes in term 6. Nobody votes for it, since its log is behind, but the higher term makes S1 step down, and the cluster elects anew for nothing. PreVote asks "would you vote for me" before raising the term, so the term does not grow meanwhile: switch it on and watch again.',
    },
    tape: {
      m: "raft@1",
      p: { n: 5, clients: 1, every: 200 },
      seed: 1,
      net: still,
      c: [
        [400, 0, { do: "part", apart: [4] }],
        [1500, 0, { do: "heal-all" }],
      ],
    },
    from: 358,
    to: 368,
  },
  {
    id: "figure-8",
    title: { zh: "图 8：拆掉提交规则", en: "Figure 8 without the commit rule" },
    ask: {
      zh: "这里的 S1 数够副本就提交，不管条目属于哪个任期。任期 1 的 a 就要到达第三台服务器，S3 手里有任期 2 的条目，被单独隔开着。随后 S1、S2 与其余断开，会破坏什么？",
      en: "Here S1 commits whatever enough servers hold, of whatever term. The entry a of term 1 gets onto three servers, while S3 sits cut off with an entry of term 2. Then S1 and S2 are separated from the rest. What breaks?",
    },
    options: [
      {
        id: "nothing",
        text: {
          zh: "什么都不破坏：a 已在多数派上，谁当选都会有它",
          en: "Nothing: a is on a majority, so whoever wins holds it",
        },
      },
      {
        id: "completeness",
        text: {
          zh: "领导者完备：S3 的末条任期更新，当选后覆盖已提交的 a",
          en: "Leader completeness: S3's last term is later, it wins and overwrites the committed a",
        },
        right: true,
      },
      {
        id: "election",
        text: { zh: "选举安全：同一任期会有两个领导者", en: "Election safety: one term gets two leaders" },
      },
    ],
    because: {
      zh: "投票只比末条：S3 的末条任期 2 大于 S4、S5 的任期 1，所以它们投给它，虽然它没有 a。a 已经被当成提交，却被覆盖。正确的规则让 S1 等到任期 4 的条目也过半才提交：那时 S4、S5 的末条任期是 4，S3 就选不上。",
      en: "Votes compare last entries alone: S3 ends in term 2, S4 and S5 in term 1, so they vote for it although it lacks a. An entry taken for committed is overwritten. Under the right rule S1 commits only once an entry of term 4 is on a majority: then S4 and S5 end in term 4, and S3 cannot win.",
    },
    tape: {
      m: "raft@1",
      p: { n: 5, clients: 1, every: 0, batch: 1, flaw: "old-term-commit" },
      seed: 1,
      net: still,
      c: [
        [300, 0, { do: "part", apart: [0, 1, 5] }],
        [300, 0, { do: "crash", node: 3 }],
        [300, 0, { do: "crash", node: 4 }],
        [301, 0, { do: "op", node: 5, op: { kind: "write", to: 0 } }],
        [301, 0, { do: "boot", node: 3 }],
        [301, 0, { do: "boot", node: 4 }],
        [483, 1, { do: "part", apart: [2] }],
        [940, 0, { do: "part", apart: [0, 1] }],
      ],
    },
    from: 163,
    to: 289,
  },
];
