/** Rate limiting: six algorithms on one stream, three settings of nginx, two gateways. */
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
  id: "rate-limiting",
  title: { zh: "限流", en: "Rate limiting" },
  lead: {
    zh: "让同一串请求同时经过六种限流算法、三种 nginx 写法，或两个网关，看谁在什么时候放行了多少。",
    en: "Send one stream of requests through six algorithms, three nginx settings or two gateways, and see who admits how many, and when.",
  },
  model,
  // One delay for all: every limiter sees the same arrivals at the same moment.
  net: { min: 5, tail: 0, loss: 0, twice: 0 },
  seed: 1,
  looks: [{ stage: "nginx" }, { stage: "gateways" }],
  properties: {
    window: {
      zh: "窗口：滑动日志在任意 1 秒、固定窗口在两条整秒线之间，放行不超过限额",
      en: "Window: the sliding log admits at most the limit in any second, the fixed window between two edges",
    },
    bucket: {
      zh: "突发加速率：任意 T 秒内放行不超过 burst + rate × T",
      en: "Burst and rate: at most burst + rate × T in any T seconds",
    },
    cause: {
      zh: "拒绝有因：被拒的请求若放行，就会越过承诺；被拒的不占额度",
      en: "A refusal has a cause: admitting it would have broken the promise; the refused use up nothing",
    },
    order: {
      zh: "出队：先到先走，两次之间至少隔一个间隔",
      en: "The queue: first come, first served, at least one interval apart",
    },
    shared: {
      zh: "合计：Redis 里的键活着的这一段里，两个网关合计放行不超过限额",
      en: "Together: while one key lives in Redis, both gateways admit at most the limit",
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
      "drop",
      "dup",
      "delay",
      "crash",
      "boot",
      "pause",
      "resume",
      "skew",
      "cut",
      "heal",
      "heal-all",
      "set",
    ],
    delay: 100,
    skew: 500,
  },
  scenarios,
  tasks,
  mutants,
  quiet,
  checkedAgainst: [
    {
      text: {
        zh: "nginx 1.22.1 limit_req 的真实放行与拒绝记录（到达时刻允许 ±2 ms）",
        en: "Verdicts of a real nginx 1.22.1 limit_req (arrival times ±2 ms)",
      },
      url: "https://nginx.org/en/docs/http/ngx_http_limit_req_module.html",
    },
    {
      text: {
        zh: "redis-cell 的 GCRA 测试表（提交 4d423387）",
        en: "The GCRA test table of redis-cell (commit 4d423387)",
      },
      url: "https://github.com/brandur/redis-cell",
    },
  ],
  leavesOut: [
    {
      zh: "并发数限制与自适应限流（AIMD、梯度）：这里只限速率，慢请求的堆积看不到",
      en: "Concurrency limits and adaptive limits (AIMD, gradient): only rates are limited here, slow requests pile up unseen",
    },
    {
      zh: "按键分流、NAT 后多用户共用一个键、配额分层",
      en: "Keys and sharding, many users behind one NAT address, tiers of quotas",
    },
    {
      zh: "nginx 的共享内存分配与多个 worker；429 与 Retry-After 的应答",
      en: "nginx's shared memory and its workers; the 429 answer and Retry-After",
    },
  ],
};
