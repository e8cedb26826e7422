/** What can be set, with its words. */
import type { Params } from "../model";

export const params = {
  stage: {
    kind: "choice",
    label: { zh: "看什么", en: "Stage" },
    help: {
      zh: "两个应用实例读写同一个键的竞态；或一大群请求压向许多键（击穿、穿透、雪崩）。",
      en: "Two app instances race on one key; or a crowd of requests presses on many keys (stampede, missing keys, mass expiry).",
    },
    options: [
      { id: "race", label: { zh: "读写竞态", en: "Race on one key" } },
      { id: "crowd", label: { zh: "请求洪峰", en: "Crowd on many keys" } },
    ],
    default: "race",
  },
  order: {
    kind: "choice",
    label: { zh: "写的顺序", en: "How a write goes" },
    options: [
      { id: "write-delete", label: { zh: "先写库，再删缓存", en: "Write DB, then delete cache" } },
      { id: "delete-write", label: { zh: "先删缓存，再写库", en: "Delete cache, then write DB" } },
      { id: "double-delete", label: { zh: "延迟双删", en: "Delete, write, delete again later" } },
      { id: "write-update", label: { zh: "先写库，再更新缓存", en: "Write DB, then update cache" } },
      { id: "cdc", label: { zh: "写库，由 binlog（CDC）删缓存", en: "Write DB, change log (CDC) deletes" } },
      { id: "write-through", label: { zh: "write-through：经缓存同步写库", en: "Write-through" } },
      { id: "write-behind", label: { zh: "write-behind：写缓存，异步写库", en: "Write-behind" } },
    ],
    default: "write-delete",
  },
  lease: {
    kind: "flag",
    label: { zh: "租约（lease token）", en: "Lease token" },
    help: {
      zh: "未命中时缓存发一个令牌；期间键被删过，凭此令牌的回填就被拒绝。一个键同时只发一个有效令牌，所以它也挡得住击穿。",
      en: "A miss gets a token; if the key is deleted meanwhile, the fill with that token is refused. In the crowd a key has one token at a time, so one loader.",
    },
    default: true,
  },
  readFrom: {
    kind: "choice",
    label: { zh: "未命中时读", en: "A miss reads" },
    options: [
      { id: "primary", label: { zh: "主库", en: "the primary" } },
      { id: "replica", label: { zh: "从库（滞后 300 ms）", en: "a replica (300 ms behind)" } },
    ],
    default: "primary",
  },
  ttl: {
    kind: "int",
    label: { zh: "过期时间 TTL", en: "TTL" },
    min: 500,
    max: 20_000,
    step: 500,
    default: 4000,
    unit: { zh: "ms", en: "ms" },
  },
  jitter: {
    kind: "int",
    label: { zh: "TTL 抖动", en: "TTL jitter" },
    help: {
      zh: "请求洪峰里，每个键的 TTL 再随机延长至多这么多。",
      en: "In the crowd each key lives up to so much longer, at random.",
    },
    min: 0,
    max: 100,
    step: 10,
    default: 0,
    unit: { zh: "%", en: "%" },
  },
  singleflight: {
    kind: "flag",
    label: { zh: "singleflight", en: "Singleflight" },
    help: {
      zh: "请求洪峰里，每个应用实例对一个键同时只查一次库。",
      en: "In the crowd each app instance loads a key once at a time.",
    },
    live: true,
    default: true,
  },
  unknown: {
    kind: "choice",
    label: { zh: "查不存在的键", en: "Keys that do not exist" },
    live: true,
    options: [
      { id: "none", label: { zh: "没人查", en: "Nobody asks" } },
      { id: "open", label: { zh: "有人查，不设防", en: "Asked for, no defence" } },
      { id: "null", label: { zh: "有人查，缓存空值", en: "Asked for, null cached" } },
      { id: "bloom", label: { zh: "有人查，布隆过滤器", en: "Asked for, Bloom filter" } },
    ],
    default: "none",
  },
  load: {
    kind: "int",
    label: { zh: "请求量", en: "Load" },
    help: {
      zh: "竞态里每 10 个请求有 1 个是写；0：只由你来。",
      en: "In the race one of ten is a write; 0: only by you.",
    },
    live: true,
    min: 0,
    max: 400,
    step: 20,
    default: 40,
    unit: { zh: "次/秒", en: "per second" },
  },
  flaw: {
    kind: "choice",
    label: { zh: "故意的错", en: "Fault put in" },
    options: [
      { id: "none", label: { zh: "没有", en: "None" } },
      { id: "lease-survives-delete", label: { zh: "删除不作废租约", en: "A delete leaves the lease valid" } },
      { id: "deletes-once", label: { zh: "删除丢了也不重试", en: "A lost delete is not tried again" } },
      { id: "hit-renews-ttl", label: { zh: "命中就续 TTL", en: "A hit renews the TTL" } },
      { id: "unlocks-early", label: { zh: "singleflight 回填前就放锁", en: "Singleflight lets go before the fill" } },
    ],
    default: "none",
  },
} as const;

export type P = Params<typeof params>;
