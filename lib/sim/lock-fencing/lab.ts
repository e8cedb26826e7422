/** Distributed locks and fencing tokens: who believes it holds the lock, whose it is, and what the store lets in. */
import type { Lab } from "../lab";
import { say } from "../scene";
import { clauses } from "./clauses";
import { model } from "./model";
import { mutants, quiet } from "./mutants";
import { believes, type Ghost, type LockParams, type LockState, type Message, type Op, ownerOf } from "./protocol";
import { scenarios } from "./scenarios";
import { scene } from "./scene";
import { tasks } from "./tasks";
import { messageName, opName, tell, timerName } from "./tell";
import { propertyWords, sceneWords } from "./words";

export const lab: Lab<LockState, Message, Op, LockParams, Ghost> = {
  id: "lock-fencing",
  title: { zh: "分布式锁与 fencing token", en: "Distributed locks and fencing tokens" },
  lead: {
    zh: "让持锁者停顿、让时钟跳变、让主节点崩溃，看锁在谁名下、谁还自认持有，以及存储凭什么挡住迟到的写。",
    en: "Stop a holder, move a clock, crash a primary: see whose lock it is, who still believes it holds it, and what lets the store keep a late write out.",
  },
  model,
  net: { min: 2, tail: 4, loss: 0, twice: 0 },
  seed: 1,
  looks: [
    { backend: "redis", watchdog: true },
    { backend: "redis", wait: false, fencing: false, flaw: "setnx-expire" },
    { backend: "redlock", drift: -20 },
    { backend: "redlock", flaw: "amnesia" },
    { backend: "zookeeper", fencing: false, flaw: "delete-first" },
    { backend: "etcd", rounds: 3 },
  ],
  properties: propertyWords,
  clauses,
  scene,
  tell,
  opName,
  messageName,
  timerName,
  span(w, node) {
    const s = w.nodes[node]?.state;
    if (s?.kind !== "client" || !believes(s)) return null;
    const owner = ownerOf(node, s.attempt);
    const isSo = w.ghost.standing.includes(owner);
    return { mark: isSo ? "double" : "dashed", text: say(sceneWords.holds, { owner }) };
  },
  leaders: (w) => w.nodes.flatMap(({ state }, node) => (state.kind === "client" && believes(state) ? [node] : [])),
  faults: {
    doings: [
      ...(["op", "drop", "dup", "delay", "crash", "boot", "pause", "resume", "skew"] as const),
      ...(["cut", "heal", "clog", "unclog", "part", "heal-all", "set"] as const),
    ],
    delay: 500,
    skew: 2000,
  },
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "redis-server 7.0.15 的真实应答：SET NX PX、Lua 解锁与续期、SETNX、KEEPTTL",
        en: "Replies of a real redis-server 7.0.15: SET NX PX, unlock and extend in Lua, SETNX, KEEPTTL",
      },
      url: "https://redis.io/docs/latest/develop/clients/patterns/distributed-locks/",
    },
    {
      text: {
        zh: "etcd 3.4.23 的真实应答：版本、事务、租约",
        en: "Replies of a real etcd 3.4.23: revisions, transactions, leases",
      },
      url: "https://etcd.io/docs/v3.4/learning/api/",
    },
    {
      text: {
        zh: "ZooKeeper 3.8.0 的真实应答：临时顺序节点的命名",
        en: "Replies of a real ZooKeeper 3.8.0: names of sequential ephemeral nodes",
      },
      url: "https://zookeeper.apache.org/doc/r3.8.0/recipes.html",
    },
  ],
  leavesOut: [
    {
      zh: "ZooKeeper 和 etcd 集群内部的选举与复制：一个节点代表背后的多数",
      en: "Elections and replication inside ZooKeeper and etcd: one node stands for their majority",
    },
    {
      zh: "一个会话只服务一次拿锁；真实的客户端会让会话长期存活",
      en: "A session serves one try for the lock; real clients keep theirs for long",
    },
    {
      zh: "哨兵的投票：提升副本是一个动作，可以由你在任何时候做",
      en: "Sentinel's vote: promoting the replica is an act that you may do at any time",
    },
    {
      zh: "可重入、公平性、读写锁，以及库自己的重试策略",
      en: "Reentrancy, fairness, read-write locks, and the libraries' own ways of retrying",
    },
  ],
};
