/** Broken limiters, and how the explorer hunts them. */
import type { Faults, Hunt, Mutant } from "../lab";
import type { Net } from "../model";

const still: Net = { min: 5, tail: 0, loss: 0, twice: 0 };
const rough: Net = { min: 5, tail: 20, loss: 20, twice: 10 };
const learner: Faults = { op: 700 };
const clocks: Faults = { op: 700, skew: 1500, jump: 1500 };
const pauses: Faults = { op: 500, pause: 600, still: 700 };
const crashes: Faults = { op: 500, crash: 3000, down: 300, cut: 4000, apart: 300 };

const swarm = (runs: number, steps: number, net: Net, faults: Faults): Hunt => ({
  by: "swarm",
  runs,
  steps,
  net,
  faults,
});

export const mutants: readonly Mutant[] = [
  {
    id: "one-too-many",
    title: { zh: "滑动日志用 > 代替 >=，边界多放一个", en: "The sliding log compares with > for >=: one too many" },
    p: { flaw: "one-too-many", load: 12 },
    breaks: ["window"],
    hunt: swarm(20, 1000, still, learner),
  },
  {
    id: "counts-refused",
    title: { zh: "滑动日志把被拒的请求也记下", en: "The sliding log records the refused, too" },
    p: { flaw: "counts-refused", load: 12 },
    breaks: ["cause"],
    hunt: swarm(20, 1000, still, learner),
  },
  {
    id: "refused-moves-tat",
    title: { zh: "GCRA 被拒时也推后 TAT", en: "GCRA moves its TAT for the refused" },
    p: { flaw: "refused-moves-tat", load: 12 },
    breaks: ["cause"],
    hunt: swarm(20, 1000, still, learner),
  },
  {
    id: "refills-on-look",
    title: {
      zh: "令牌桶拒绝时补了令牌却没记下时间，同一段时间被补多次",
      en: "The token bucket refills when it refuses and does not note the time: the same span pays twice",
    },
    p: { flaw: "refills-on-look", load: 12 },
    breaks: ["bucket"],
    hunt: swarm(20, 1000, still, learner),
  },
  {
    id: "clock-runs-back",
    title: {
      zh: "令牌桶跟着时间回拨，再走一遍又补一遍",
      en: "The token bucket follows a clock set back, and is paid again for the same time",
    },
    p: { flaw: "clock-runs-back", load: 12 },
    breaks: ["bucket"],
    hunt: swarm(60, 2000, still, clocks),
  },
  {
    id: "catches-up",
    title: {
      zh: "漏桶按计划而非按上次出队放行，停顿后一次补齐",
      en: "The leaky queue goes by its plan: after a pause all that is overdue leaves at once",
    },
    p: { flaw: "catches-up", load: 12 },
    breaks: ["order"],
    hunt: swarm(60, 2000, still, pauses),
  },
  {
    id: "expire-apart",
    title: {
      zh: "INCR 与 EXPIRE 分两步，中间断了，键永不过期",
      en: "INCR, then EXPIRE: what breaks between them leaves a key for ever",
    },
    p: { stage: "gateways", flaw: "expire-apart", load: 12 },
    breaks: ["cause"],
    hunt: swarm(60, 3000, rough, crashes),
  },
  {
    id: "read-then-write",
    title: {
      zh: "两个网关先 GET 再 SET，互相看不见对方那一次",
      en: "Both gateways GET, then SET, and miss each other's count",
    },
    p: { stage: "gateways", flaw: "read-then-write", load: 12 },
    breaks: ["shared"],
    hunt: swarm(60, 2000, rough, learner),
  },
];

const all: Faults = {
  ...{
    op: 600,
    crash: 4000,
    down: 400,
    pause: 3000,
    still: 400,
    part: 8000,
    cut: 4000,
    apart: 400,
    skew: 3000,
    jump: 1500,
  },
};

/** Nothing is found in the correct limiters, whatever happens to them. */
export const quiet: readonly Hunt[] = [
  { ...swarm(20, 1000, rough, all), p: { load: 12 } },
  { ...swarm(20, 1000, rough, all), p: { stage: "nginx", load: 20 } },
  { ...swarm(20, 1000, rough, all), p: { stage: "gateways", load: 12 } },
  { ...swarm(10, 1000, rough, all), p: { stage: "gateways", counters: "own", load: 12 } },
];
