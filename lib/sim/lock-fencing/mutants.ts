/** Locks broken on purpose, and the hunts that must find them; and the hunts that must find nothing. */
import type { Faults, Hunt, Mutant } from "../lab";
import type { Net, ParamValue } from "../model";

const rough: Net = { min: 2, tail: 10, loss: 10, twice: 10 };
/** Everything that can happen to these processes, often. */
const storm: Faults = {
  ...{ crash: 3000, down: 400, pause: 1500, still: 900, cut: 3000, part: 6000, apart: 400 },
  ...{ skew: 2500, jump: 1500, op: 4000 },
};
/** Holders stand still, longer than their locks last: the window between look and write is short. */
const hunted: Faults = { pause: 400, still: 1200, aim: "leader" };
/** Short work under a short lock, so that a run has many such windows. */
const brisk = { work: 60, ttl: 300 };
const swarm = (runs: number, steps: number, faults: Faults = storm): Hunt => ({
  ...{ by: "swarm", runs, steps, net: rough, faults },
});

type Values = Readonly<Record<string, ParamValue>>;

export const mutants: readonly Mutant[] = [
  {
    id: "no-fencing",
    title: { zh: "存储不查令牌，持锁者会停顿", en: "The store checks no token, and holders stand still" },
    p: { backend: "etcd", fencing: false },
    breaks: ["exclusion"],
    hunt: { ...swarm(200, 1500, hunted), p: brisk },
  },
  {
    id: "unlock-del",
    title: { zh: "用 DEL 解锁：过期后删掉别人的锁", en: "Unlocks by DEL: late, it deletes another's lock" },
    p: { flaw: "unlock-del" },
    breaks: ["ownership"],
    hunt: swarm(200, 1500),
  },
  {
    id: "setnx-expire",
    title: { zh: "SETNX 与 EXPIRE 分两步，中间崩溃", en: "SETNX, then EXPIRE, with a crash in between" },
    p: { flaw: "setnx-expire" },
    breaks: ["lease"],
    hunt: swarm(200, 1500, { crash: 400, down: 300 }),
  },
  {
    id: "fresh-value",
    title: {
      zh: "每个节点现取 UUID 又不保存，解不了锁",
      en: "A fresh UUID for each node, never kept: it cannot unlock",
    },
    p: { backend: "redlock", flaw: "fresh-value", fencing: false },
    breaks: ["release"],
    hunt: swarm(50, 1500),
  },
  {
    id: "quorum-2",
    title: { zh: "Redlock 拿到 2 个节点就算数", en: "Redlock takes two of five for a majority" },
    p: { backend: "redlock", flaw: "quorum-2" },
    breaks: ["tokens", "exclusion"],
    hunt: swarm(300, 1500),
  },
  {
    id: "amnesia",
    title: { zh: "Redlock 节点重启后数据是空的", en: "A Redlock node restarts with no data" },
    p: { backend: "redlock", flaw: "amnesia" },
    breaks: ["tokens", "exclusion"],
    hunt: swarm(400, 1500, { crash: 60, down: 20, pause: 1500, still: 900 }),
  },
  {
    id: "async-failover",
    title: {
      zh: "异步复制时主从切换，令牌计数倒退",
      en: "Failover under asynchronous replication sets the tokens back",
    },
    p: { wait: false },
    breaks: ["tokens", "exclusion"],
    hunt: swarm(300, 1500, { crash: 1500, down: 500, part: 2000, apart: 600, op: 900 }),
  },
  {
    id: "any-token",
    title: { zh: "存储只看有没有令牌，不比大小", en: "The store takes any token and compares none" },
    p: { backend: "zookeeper", flaw: "any-token" },
    breaks: ["exclusion"],
    hunt: { ...swarm(200, 1500, hunted), p: brisk },
  },
  {
    id: "blind-watchdog",
    title: { zh: "看门狗续期不看锁是谁的", en: "The watchdog extends whoever's lock it is" },
    p: { watchdog: true, flaw: "blind-watchdog" },
    breaks: ["ownership"],
    hunt: swarm(300, 1500),
  },
  {
    id: "delete-first",
    title: {
      zh: "ZooKeeper 解锁按名字删队首，不管会话",
      en: "ZooKeeper unlock deletes the first node, whoever's session",
    },
    p: { backend: "zookeeper", flaw: "delete-first" },
    breaks: ["ownership"],
    hunt: swarm(300, 1500),
  },
];

const quietly = (p: Values): Hunt => ({ ...(swarm(30, 1000) as Hunt & { by: "swarm" }), p });

/** With fencing every lock service is silent under the whole storm, watchdog or not. */
export const quiet: readonly Hunt[] = [
  quietly({ backend: "redis" }),
  quietly({ backend: "redis", watchdog: true, work: 1200 }),
  quietly({ backend: "redlock" }),
  quietly({ backend: "redlock", watchdog: true, check: false, work: 900 }),
  quietly({ backend: "zookeeper", check: false, work: 900 }),
  quietly({ backend: "etcd", watchdog: true, drift: -20 }),
];
