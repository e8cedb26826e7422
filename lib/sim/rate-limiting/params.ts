/** What can be set, with its words. */
import type { Params } from "../model";

export const params = {
  stage: {
    kind: "choice",
    label: { zh: "看什么", en: "Stage" },
    help: {
      zh: "六种算法吃同一串到达；同一串到达经过三种 nginx 写法；或两个网关共用（或各自）计数。",
      en: "Six algorithms on one stream of arrivals; one stream through three nginx settings; or two gateways with shared or separate counters.",
    },
    options: [
      { id: "algorithms", label: { zh: "六种算法", en: "Six algorithms" } },
      { id: "nginx", label: { zh: "nginx 的三种写法", en: "Three nginx settings" } },
      { id: "gateways", label: { zh: "两个网关", en: "Two gateways" } },
    ],
    default: "algorithms",
  },
  limit: {
    kind: "int",
    label: { zh: "限额", en: "Limit" },
    min: 1,
    max: 10,
    step: 1,
    default: 5,
    unit: { zh: "次/秒", en: "per second" },
  },
  burst: {
    kind: "int",
    label: { zh: "突发容量", en: "Burst" },
    help: {
      zh: "令牌桶和 GCRA 一次最多放行这么多；漏桶队列有这么多个位子；nginx 的 burst= 也是它，所以 nginx 一次能进 burst + 1 个。",
      en: "Token bucket and GCRA let so many through at once; the leaky queue has so many places; it is nginx's burst= too, so nginx takes burst + 1 at once.",
    },
    min: 1,
    max: 10,
    step: 1,
    default: 5,
    unit: { zh: "次", en: "requests" },
  },
  pattern: {
    kind: "choice",
    label: { zh: "到达方式", en: "Arrivals" },
    live: true,
    options: [
      { id: "by-hand", label: { zh: "只由你发", en: "Only by you" } },
      { id: "steady", label: { zh: "均匀", en: "Steady" } },
      { id: "random", label: { zh: "随机", en: "Random" } },
      { id: "bursts", label: { zh: "成批", en: "In bursts" } },
      { id: "edge", label: { zh: "挤在整秒两侧", en: "Around each second" } },
    ],
    default: "random",
  },
  load: {
    kind: "int",
    label: { zh: "来量", en: "Load" },
    live: true,
    min: 1,
    max: 30,
    step: 1,
    default: 8,
    unit: { zh: "次/秒", en: "per second" },
  },
  counters: {
    kind: "choice",
    label: { zh: "网关的计数", en: "Gateways count" },
    options: [
      { id: "shared", label: { zh: "在 Redis 里合计", en: "together, in Redis" } },
      { id: "own", label: { zh: "各计各的一半", en: "each its half" } },
    ],
    default: "shared",
  },
  failOpen: {
    kind: "flag",
    label: { zh: "Redis 不应答时放行", en: "Admit when Redis is silent" },
    help: { zh: "关：一律拒绝（fail-closed）。", en: "Off: refuse (fail closed)." },
    live: true,
    default: true,
  },
  flaw: {
    kind: "choice",
    label: { zh: "故意的错", en: "Fault put in" },
    options: [
      { id: "none", label: { zh: "没有", en: "None" } },
      { id: "one-too-many", label: { zh: "滑动日志：边界多放一个", en: "Sliding log: one too many" } },
      { id: "counts-refused", label: { zh: "滑动日志：把被拒的也计入", en: "Sliding log: counts the refused" } },
      { id: "refused-moves-tat", label: { zh: "GCRA：被拒的也推后 TAT", en: "GCRA: the refused move the TAT" } },
      { id: "refills-on-look", label: { zh: "令牌桶：每看一眼就补一次", en: "Token bucket: refills at each look" } },
      {
        id: "clock-runs-back",
        label: { zh: "令牌桶：照单全收往回拨的钟", en: "Token bucket: follows a clock set back" },
      },
      { id: "catches-up", label: { zh: "漏桶：停顿后一次补齐", en: "Leaky queue: catches up after a pause" } },
      { id: "expire-apart", label: { zh: "网关：INCR 与 EXPIRE 分两步", en: "Gateways: INCR, then EXPIRE" } },
      { id: "read-then-write", label: { zh: "网关：先 GET 再 SET", en: "Gateways: GET, then SET" } },
    ],
    default: "none",
  },
} as const;

export type P = Params<typeof params>;
