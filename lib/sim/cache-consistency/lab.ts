/** A cache in front of a database: seven orders of a write on one key, and a crowd on many. */
import type { Lab } from "../lab";
import { clauses } from "./clauses";
import type { Ghost } from "./ghost";
import { type C, type M, model, type S } from "./model";
import { mutants, quiet } from "./mutants";
import type { P } from "./params";
import { scenarios } from "./scenarios";
import { sceneOf } from "./scene";
import { tasks } from "./tasks";
import { messageName, opName, tellStep, timerName } from "./tell";

export const lab: Lab<S, M, C, P, Ghost> = {
  id: "cache-consistency",
  title: { zh: "缓存一致性与击穿", en: "Cache consistency and stampedes" },
  lead: {
    zh: "一步一步排出读与写的次序，看缓存何时会留下旧值；再让一大群请求压向数据库，看什么挡得住。",
    en: "Order reads and writes step by step and see when a cache keeps an old value; then let a crowd press on the database and see what holds it back.",
  },
  model,
  net: { min: 5, tail: 20, loss: 0, twice: 0 },
  seed: 1,
  looks: [
    { order: "delete-write" },
    { order: "double-delete" },
    { order: "write-update" },
    { order: "cdc" },
    { order: "write-through" },
    { order: "write-behind" },
    { stage: "crowd", unknown: "open" },
  ],
  properties: {
    rest: {
      zh: "静止一致：没人在读写、没有消息在途时，缓存等于数据库，或为空",
      en: "At rest: when nobody is at work and nothing under way, the cache equals the database or is empty",
    },
    lease: {
      zh: "租约：未命中之后被删过的键，凭旧租约的回填一律拒绝",
      en: "Lease: a fill is refused when the key was deleted since its miss",
    },
    bounded: {
      zh: "陈旧有界：填入超过 TTL 的值不再命中",
      en: "Bounded staleness: no hit on what was filled longer than the TTL ago",
    },
    acked: {
      zh: "确认即保存：已确认的写最终在数据库里",
      en: "Acknowledged is saved: an acknowledged write ends up in the database",
    },
    loader: {
      zh: "singleflight：一个应用实例对一个键同时只有一个查询在途",
      en: "Singleflight: one app instance has one query per key under way",
    },
  },
  clauses,
  scene: sceneOf,
  tell: tellStep,
  opName,
  messageName,
  timerName,
  faults: {
    doings: [
      "op",
      "deliver",
      "fire",
      "drop",
      "dup",
      "delay",
      "crash",
      "boot",
      "pause",
      "resume",
      "cut",
      "heal",
      "heal-all",
      "set",
    ],
    delay: 200,
    skew: 1000,
  },
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "租约语义：Scaling Memcache at Facebook（NSDI 2013）3.2.1 节；本模型穷举全部次序，有租约时无反例",
        en: "Lease semantics: Scaling Memcache at Facebook (NSDI 2013), section 3.2.1; all orders of this model searched, none fails with the lease",
      },
      url: "https://www.usenix.org/conference/nsdi13/technical-sessions/presentation/nishtala",
    },
  ],
  leavesOut: [
    {
      zh: "淘汰策略（LRU、W-TinyLFU）与内存上限：键只因过期、删除或崩溃而消失",
      en: "Eviction (LRU, W-TinyLFU) and memory limits: keys go by expiry, delete or crash only",
    },
    { zh: "多级缓存与本地缓存的失效广播", en: "Several levels of cache, and invalidation of local ones" },
    { zh: "竞态里只有一个键；跨键的一致性看不到", en: "The race has one key; consistency across keys is not shown" },
    {
      zh: "缓存宕机期间，应用只是等它，不绕过它直接查库",
      en: "While the cache is down apps wait for it, and do not go round it to the database",
    },
    {
      zh: "查不存在的键时每次都换新键：缓存空值挡不住那种流量",
      en: "A new unknown key with each request: caching null does not stop that traffic",
    },
  ],
};
