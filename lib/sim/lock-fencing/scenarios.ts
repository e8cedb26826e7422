/** Three runs to watch, each with a question before it. */
import type { Scenario } from "../lab";
import { model } from "./model";
import type { Op } from "./protocol";

const net = { min: 2, tail: 4, loss: 0, twice: 0 };

export const scenarios: readonly Scenario<Op>[] = [
  {
    id: "failover",
    title: { zh: "主节点在复制前崩溃", en: "The primary crashes before it has replicated" },
    ask: {
      zh: "R1 已把锁给了 C1，复制还没到 R2 就崩溃。哨兵把 R2 提升为主节点，C2 去要同一把锁。会怎样？",
      en: "R1 has given C1 the lock and crashes before R2 has it. Sentinel promotes R2, and C2 asks for the same lock. What happens?",
    },
    options: [
      {
        id: "wait",
        text: { zh: "C2 要等到 C1 的锁过期", en: "C2 has to wait until C1's lock runs out" },
      },
      {
        id: "two",
        text: { zh: "C2 马上拿到，两个客户端同时自认持有", en: "C2 gets it at once, and both believe they hold it" },
        right: true,
      },
      {
        id: "told",
        text: { zh: "C2 拿到，C1 会收到锁已失效的通知", en: "C2 gets it, and C1 is told that its lock is void" },
      },
    ],
    because: {
      zh: "R2 从来不知道这把锁，凭手上的数据只能给。没有谁会通知 C1：它的锁记在一个已经不在的节点上。连令牌计数也一起丢了，两人的令牌都是 1。等副本确认再答复（WAIT 1）能补上这一处，代价是副本不在时谁也拿不到锁。",
      en: "R2 never knew of the lock and by its data must grant it. Nobody tells C1: its lock stood on a node that is gone. The token counter is lost as well, so both have token 1. Waiting for the replica's word (WAIT 1) mends this, at the price that nobody gets the lock while the replica is away.",
    },
    tape: {
      m: model.id,
      p: { backend: "redis", fencing: false, wait: false, rounds: 1 },
      seed: 1,
      net,
      c: [
        [19, 1, { do: "drop", msg: "3-4-0" }],
        [25, 0, { do: "crash", node: 3 }],
        [30, 0, { do: "op", node: 4, op: "promote" }],
      ],
    },
    from: 3,
    to: 13,
  },
  {
    id: "disconnect",
    title: { zh: "与 ZooKeeper 断开 0.8 秒", en: "Cut off from ZooKeeper for 0.8 s" },
    ask: {
      zh: "C1 持锁，与所有节点断开 0.8 秒；会话超时是 2 秒，C2 在排队。断开期间锁归谁？",
      en: "C1 holds the lock and is cut off from everyone for 0.8 s; the session timeout is 2 s and C2 waits. Whose lock is it meanwhile?",
    },
    options: [
      {
        id: "drops",
        text: { zh: "C2：连接一断，临时节点就被删除", en: "C2's: the ephemeral node goes with the connection" },
      },
      {
        id: "nobody",
        text: { zh: "谁的都不是，要等 C1 重新连上", en: "Nobody's, until C1 is back" },
      },
      {
        id: "still",
        text: { zh: "仍是 C1 的：会话没有到期", en: "Still C1's: its session has not ended" },
        right: true,
      },
    ],
    because: {
      zh: "临时节点随会话到期而删除，不随连接断开而删除。断开期间 C1 无法知道会话是否还在，所以要停手等待（Curator 的 SUSPENDED）；超时之前连上，锁还是它的。",
      en: "An ephemeral node goes when the session ends, not when a connection does. While cut off, C1 cannot know whether its session still lives and should stop (Curator's SUSPENDED); back before the timeout, it has its lock still.",
    },
    tape: {
      m: model.id,
      p: { backend: "zookeeper", ttl: 2000, work: 1200, rounds: 1 },
      seed: 1,
      net,
      c: [
        [100, 0, { do: "part", apart: [0] }],
        [900, 0, { do: "heal-all" }],
      ],
    },
    from: 7,
    to: 16,
  },
  {
    id: "watchdog",
    title: { zh: "看门狗遇上停顿", en: "The watchdog and the pause" },
    ask: {
      zh: "C1 开着看门狗，刚续过期，进程就停顿了将近 4 秒；锁的期限是 1 秒，C2 一直在要锁。会怎样？",
      en: "C1's watchdog has just renewed when the process stands still for almost 4 s. The TTL is 1 s and C2 keeps asking. What happens?",
    },
    options: [
      {
        id: "renews",
        text: {
          zh: "看门狗在后台线程里继续续期，锁还是 C1 的",
          en: "The watchdog runs in a thread of its own and keeps the lock for C1",
        },
      },
      {
        id: "lost",
        text: {
          zh: "看门狗一起停住，锁到期，C2 拿到",
          en: "The watchdog stands still too, the lock runs out, C2 gets it",
        },
        right: true,
      },
      {
        id: "notices",
        text: {
          zh: "Redis 发现 C1 没有响应，立刻删掉锁",
          en: "Redis notices that C1 does not respond and deletes the lock",
        },
      },
    ],
    because: {
      zh: "看门狗是同一个进程里的定时任务，GC 或虚拟机停顿时它也停。Redis 只认期限，不看客户端死活。看门狗解决的是“活没干完锁先到期”，不是停顿。用 Redisson 时还要注意：传了 leaseTime，看门狗就不启动。",
      en: "The watchdog is a timer in the same process; a GC or a suspended machine stops it too. Redis knows the TTL and nothing of the client. A watchdog helps when the work takes longer than the TTL, not against a pause. With Redisson, mind that giving a leaseTime switches it off.",
    },
    tape: {
      m: model.id,
      p: { backend: "redis", watchdog: true, work: 1600, check: false, fencing: false, rounds: 1 },
      seed: 1,
      net,
      c: [
        [400, 0, { do: "pause", node: 0 }],
        [4000, 0, { do: "resume", node: 0 }],
      ],
    },
    from: 26,
    to: 75,
  },
];
