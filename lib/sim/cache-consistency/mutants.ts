/** Orders and slips that leave a cache wrong, and how the explorer hunts them. */
import type { Faults, Hunt, Mutant } from "../lab";
import type { Net } from "../model";

const still: Net = { min: 5, tail: 0, loss: 0, twice: 0 };
const rough: Net = { min: 5, tail: 30, loss: 20, twice: 10 };
const learner: Faults = { op: 500 };
const apart: Faults = { op: 500, pause: 2500, still: 300, part: 6000, cut: 3000, apart: 300 };
const all: Faults = { ...apart, crash: 3000, down: 300 };

/** Every order of two operations; `fire`: how many timers may go off. */
const twoOps = (fire: number, more = {}): Hunt => ({
  by: "search",
  states: 20_000,
  depth: 20,
  allow: { op: 2, fire, ...more },
  p: { load: 0 },
});
const swarm = (runs: number, steps: number, net: Net, faults: Faults): Hunt => ({
  by: "swarm",
  runs,
  steps,
  net,
  faults,
});

export const mutants: readonly Mutant[] = [
  {
    id: "delete-write",
    title: {
      zh: "先删缓存再写库：中间的读把旧值填回去",
      en: "Delete, then write: a read between them puts the old value back",
    },
    p: { order: "delete-write" },
    breaks: ["rest"],
    hunt: twoOps(0),
  },
  {
    id: "write-delete",
    title: {
      zh: "先写库再删缓存，没有租约：迟到的回填是旧值",
      en: "Write, then delete, without a lease: a late fill is old",
    },
    p: { lease: false },
    breaks: ["rest"],
    hunt: twoOps(0),
  },
  {
    id: "double-delete",
    title: { zh: "延迟双删：回填比第二次删除更迟", en: "Double delete: the fill comes even after the second" },
    p: { order: "double-delete", lease: false },
    breaks: ["rest"],
    hunt: twoOps(1),
  },
  {
    id: "write-update",
    title: {
      zh: "写库后更新缓存：两个写者的更新次序颠倒",
      en: "Write, then update the cache: two writers' updates swap",
    },
    p: { order: "write-update" },
    breaks: ["rest"],
    hunt: twoOps(0),
  },
  {
    id: "replica",
    title: {
      zh: "未命中读滞后的从库：租约也拦不住旧值",
      en: "A miss reads a replica that lags: not even a lease keeps the old value out",
    },
    p: { readFrom: "replica" },
    breaks: ["rest"],
    hunt: twoOps(1),
  },
  {
    id: "lease-survives-delete",
    title: { zh: "删除时没有作废租约", en: "A delete leaves the lease valid" },
    p: { flaw: "lease-survives-delete" },
    breaks: ["lease"],
    hunt: twoOps(0),
  },
  {
    id: "deletes-once",
    title: { zh: "删除请求丢了就算了", en: "A lost delete is not tried again" },
    p: { flaw: "deletes-once", load: 20 },
    breaks: ["rest"],
    hunt: swarm(60, 2000, rough, learner),
  },
  {
    id: "hit-renews-ttl",
    title: { zh: "每次命中都续 TTL：热键永不过期", en: "Each hit renews the TTL: a hot key never expires" },
    p: { flaw: "hit-renews-ttl", load: 40, ttl: 500 },
    breaks: ["bounded"],
    hunt: swarm(60, 2000, still, learner),
  },
  {
    id: "write-behind",
    title: {
      zh: "write-behind：缓存崩溃，已确认的写丢失",
      en: "Write-behind: the cache crashes and an acknowledged write is gone",
    },
    p: { order: "write-behind" },
    breaks: ["acked"],
    hunt: twoOps(1, { crash: 1 }),
  },
  {
    id: "unlocks-early",
    title: { zh: "singleflight 不等回填就放锁", en: "Singleflight lets go before the fill" },
    p: { stage: "crowd", flaw: "unlocks-early", load: 200, ttl: 1000, lease: false },
    breaks: ["loader"],
    hunt: swarm(20, 2000, rough, {}),
  },
];

/** Nothing is found in these, whatever happens to them. A crash between write and delete needs the change log. */
export const quiet: readonly Hunt[] = [
  { by: "search", states: 20_000, depth: 30, allow: { op: 3, fire: 0 }, p: { load: 0 } },
  { ...swarm(25, 2000, rough, apart), p: { load: 40, ttl: 1000 } },
  { ...swarm(25, 2000, rough, all), p: { order: "cdc", load: 40, ttl: 1000 } },
  { ...swarm(25, 2000, rough, all), p: { order: "cdc", readFrom: "replica", load: 40, ttl: 1000 } },
  { ...swarm(25, 2000, rough, apart), p: { order: "write-through", load: 40, ttl: 1000 } },
  { ...swarm(25, 2000, rough, all), p: { stage: "crowd", load: 200, ttl: 1000, lease: false } },
];
