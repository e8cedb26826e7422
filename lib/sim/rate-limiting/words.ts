/** All texts of the picture and of the steps. */
import type { Text } from "../../i18n/locales";
import type { Kind } from "./limiter-node";

export const kindNames: Readonly<Record<Kind, Text>> = {
  "fixed-window": { zh: "固定窗口", en: "fixed window" },
  "sliding-log": { zh: "滑动日志", en: "sliding log" },
  "sliding-counter": { zh: "滑动窗口计数", en: "sliding-window counter" },
  "leaky-queue": { zh: "漏桶（排队）", en: "leaky bucket as a queue" },
  "token-bucket": { zh: "令牌桶", en: "token bucket" },
  gcra: { zh: "GCRA", en: "GCRA" },
  "nginx-queue": { zh: "limit_req burst", en: "limit_req burst" },
  "nginx-nodelay": { zh: "limit_req burst nodelay", en: "limit_req burst nodelay" },
  "nginx-delay": { zh: "limit_req burst delay=2", en: "limit_req burst delay=2" },
};

/** What stands inside a limiter's mark, by algorithm; filled from its state. */
export const insides = {
  inWindow: { zh: "{count}/{limit}", en: "{count}/{limit}" },
  tokens: { zh: "{count}", en: "{count}" },
} as const satisfies Record<string, Text>;

export const picture = {
  clients: { zh: "请求方", en: "Client" },
  limiters: { zh: "限流器", en: "Limiters" },
  gateways: { zh: "网关", en: "Gateways" },
  store: { zh: "计数", en: "Counter" },
  service: { zh: "服务", en: "Service" },
  letOn: { zh: "放行 {count}", en: "admitted {count}" },
  refused: { zh: "拒绝 {count}", en: "refused {count}" },
  sent: { zh: "已发 {count}", en: "sent {count}" },
  served: { zh: "收到 {count}", en: "served {count}" },
  noKey: { zh: "无此键", en: "no key" },
  keyLeft: { zh: "剩 {ms} ms", en: "{ms} ms left" },
  keyForever: { zh: "没有过期时间", en: "no expiry" },
  summaryAlgorithms: {
    zh: "已发 {sent} 个请求，限额每秒 {limit} 个。放行/拒绝：{counts}。任意 1 秒内最多放行：{most}。",
    en: "{sent} requests sent, the limit is {limit} per second. Admitted/refused: {counts}. Most within any second: {most}.",
  },
  summaryGateways: {
    zh: "已发 {sent} 个请求，限额每秒 {limit} 个，两个网关{how}。放行/拒绝：{counts}。最近 1 秒两网关合计放行 {total} 个。Redis：{redis}。",
    en: "{sent} requests sent, the limit is {limit} per second, the two gateways {how}. Admitted/refused: {counts}. Both together admitted {total} in the last second. Redis: {redis}.",
  },
  shared: { zh: "共用 Redis 里的一个计数", en: "share one counter in Redis" },
  own: { zh: "各计各的，每个分到 {share} 个", en: "count apart, {share} each" },
} as const satisfies Record<string, Text>;

export const tables = {
  title: { zh: "到现在为止", en: "So far" },
  caption: {
    zh: "“1 秒内最多”量的是真正去往服务的请求：排队的算出队那一刻。",
    en: '"Most in 1 s" counts requests as they are passed to the service: a queued one at the moment it leaves the queue.',
  },
  accepted: { zh: "放行", en: "Admitted" },
  refused: { zh: "拒绝", en: "Refused" },
  most: { zh: "1 秒内最多", en: "Most in 1 s" },
  wait: { zh: "平均等待", en: "Mean wait" },
  ms: { zh: "{ms} ms", en: "{ms} ms" },
} as const satisfies Record<string, Text>;

export const strips = {
  arrivals: { zh: "最近 3 秒：放行与拒绝", en: "Last 3 seconds: admitted and refused" },
  departures: { zh: "最近 3 秒：真正去往服务", en: "Last 3 seconds: passed to the service" },
} as const satisfies Record<string, Text>;

export const gauges = {
  sent: { zh: "已发请求", en: "Requests sent" },
  limit: { zh: "限额（每秒）", en: "Limit (per second)" },
  together: { zh: "两网关最近 1 秒合计", en: "Both gateways, last second" },
  skew: { zh: "两网关时钟差", en: "Clock difference of the gateways" },
} as const satisfies Record<string, Text>;

export const facts = {
  clock: { zh: "自己的时钟", en: "Own clock" },
  algorithm: { zh: "算法", en: "Algorithm" },
  inWindow: { zh: "本秒已放行", en: "Admitted this second" },
  inLog: { zh: "最近 1 秒的记录数", en: "Times within the last second" },
  estimate: { zh: "对最近 1 秒的估计", en: "Estimate of the last second" },
  tokens: { zh: "令牌", en: "Tokens" },
  waiting: { zh: "排队的请求", en: "Waiting" },
  asked: { zh: "在等 Redis 的请求", en: "Waiting for Redis" },
  nobody: { zh: "无", en: "none" },
  never: { zh: "还没用过", en: "not used yet" },
} as const satisfies Record<string, Text>;

/** Why a limiter decided so, by algorithm. */
export const reasons: Readonly<Record<Kind, Text>> = {
  "fixed-window": { zh: "本秒已放行 {a}，限额 {b}", en: "{a} admitted this second, limit {b}" },
  "sliding-log": { zh: "最近 1 秒内记着 {a} 个，限额 {b}", en: "{a} on record within the last second, limit {b}" },
  "sliding-counter": { zh: "估计最近 1 秒有 {a} 个，限额 {b}", en: "estimates {a} in the last second, limit {b}" },
  "leaky-queue": { zh: "队里 {a} 个，共 {b} 个位子", en: "{a} waiting, {b} places" },
  "token-bucket": { zh: "剩 {a} 个令牌，容量 {b}", en: "{a} tokens left of {b}" },
  gcra: { zh: "TAT 领先现在 {a} ms，最多可领先 {b} ms", en: "its TAT is {a} ms ahead of now, {b} ms allowed" },
  "nginx-queue": { zh: "excess {a}，burst {b}", en: "excess {a}, burst {b}" },
  "nginx-nodelay": { zh: "excess {a}，burst {b}", en: "excess {a}, burst {b}" },
  "nginx-delay": { zh: "excess {a}，burst {b}", en: "excess {a}, burst {b}" },
};

export const steps = {
  start: { zh: "开始：所有限流器都是空的", en: "Start: every limiter is empty" },
  tickQuiet: { zh: "0.1 秒过去，C 没有新请求", en: "0.1 s pass, C sends nothing" },
  tickSent: { zh: "C 发出 {count} 个请求（{ids}）", en: "C sends {count} requests ({ids})" },
  tickSentOne: { zh: "C 发出 1 个请求（{ids}）", en: "C sends one request ({ids})" },
  byHandOne: { zh: "你让 C 发出 1 个请求（{ids}）", en: "You have C send one request ({ids})" },
  byHand: { zh: "你让 C 发出 {count} 个请求（{ids}）", en: "You have C send {count} requests ({ids})" },
  allOn: { zh: "{node} 放行 {ids}：{why}", en: "{node} admits {ids}: {why}" },
  allRefused: { zh: "{node} 拒绝 {ids}：{why}", en: "{node} refuses {ids}: {why}" },
  some: {
    zh: "{node} 放行 {ids}，拒绝其余 {refused} 个：{why}",
    en: "{node} admits {ids} and refuses the other {refused}: {why}",
  },
  heldAll: {
    zh: "{node} 收下 {ids}，其中 {held} 个要等：{why}",
    en: "{node} takes {ids}, {held} of them must wait: {why}",
  },
  heldOne: { zh: "{node} 收下 {ids}，但它要等：{why}", en: "{node} takes {ids}, which must wait: {why}" },
  held: {
    zh: "{node} 收下 {ids}，其中 {held} 个要等；拒绝 {refused} 个：{why}",
    en: "{node} takes {ids}, {held} of them must wait, refuses {refused}: {why}",
  },
  leaves: { zh: "{node} 放出 {ids}，队里还有 {left} 个", en: "{node} releases {ids}, {left} still wait" },
  rested: {
    zh: "{node} 队空且间隔已满，下一个请求可直接通过",
    en: "{node}'s queue is empty and one interval is over: the next may pass at once",
  },
  ownOn: {
    zh: "{node} 按自己的计数放行 {ids}：本秒 {a}/{b}",
    en: "{node} admits {ids} by its own count: {a}/{b} this second",
  },
  ownRefused: {
    zh: "{node} 按自己的计数拒绝 {ids}：本秒已满 {a}/{b}",
    en: "{node} refuses {ids} by its own count: {a}/{b} this second",
  },
  asks: { zh: "{node} 就 {ids} 去问 Redis", en: "{node} asks Redis about {ids}" },
  answeredOn: { zh: "{node} 按 Redis 的回答放行 {ids}", en: "{node} admits {ids} as Redis answered" },
  answeredRefused: { zh: "{node} 按 Redis 的回答拒绝 {ids}", en: "{node} refuses {ids} as Redis answered" },
  tooLate: { zh: "{node} 收到迟到的回答：{ids} 早已处理", en: "{node} gets a late answer: {ids} is settled already" },
  silentOpen: {
    zh: "{node} 等 Redis 超过 60 ms，按 fail-open 放行 {ids}",
    en: "{node} waited 60 ms for Redis and admits {ids} (fail open)",
  },
  silentClosed: {
    zh: "{node} 等 Redis 超过 60 ms，按 fail-closed 拒绝 {ids}",
    en: "{node} waited 60 ms for Redis and refuses {ids} (fail closed)",
  },
  take: {
    zh: "Redis 一步完成计数与过期：{ids} {verdict}，计数 {a}/{b}",
    en: "Redis counts and sets the expiry in one step: {ids} {verdict}, count {a}/{b}",
  },
  admitted: { zh: "可放行", en: "may pass" },
  refused: { zh: "被拒", en: "is refused" },
  incr: { zh: "Redis 执行 INCR，得 {a}，限额 {b}，{ttl}", en: "Redis runs INCR: {a}, limit {b}, {ttl}" },
  ttlSet: { zh: "有过期时间", en: "the key has an expiry" },
  ttlMissing: { zh: "此刻还没有过期时间", en: "the key has no expiry yet" },
  expire: { zh: "Redis 执行 EXPIRE，键将在 1 秒后消失", en: "Redis runs EXPIRE: the key goes in one second" },
  expireNothing: { zh: "Redis 执行 EXPIRE，但键已不在", en: "Redis runs EXPIRE, but the key is gone" },
  get: { zh: "Redis 回答 GET：{a}", en: "Redis answers GET: {a}" },
  set: { zh: "Redis 执行 SET {a}，之前的值是 {b}", en: "Redis runs SET {a} over {b}" },
  served: { zh: "服务收到 {ids}", en: "The service gets {ids}" },
  boot: { zh: "{node} 重启，内存里的计数从零开始", en: "{node} starts again, its counts in memory are zero" },
  crash: { zh: "{node} 崩溃，内存里的计数丢失", en: "{node} crashes and loses its counts in memory" },
  pause: { zh: "{node} 停顿，消息与定时器都在等它", en: "{node} stands still, messages and timers wait" },
  resume: { zh: "{node} 恢复，开始处理积压", en: "{node} goes on with what piled up" },
} as const satisfies Record<string, Text>;

export const messages = {
  request: { zh: "请求 {ids}", en: "request {ids}" },
  forward: { zh: "转发 {ids}", en: "forward {ids}" },
  take: { zh: "Lua 计数 {ids}", en: "Lua count {ids}" },
  incr: { zh: "INCR {ids}", en: "INCR {ids}" },
  expire: { zh: "EXPIRE", en: "EXPIRE" },
  get: { zh: "GET {ids}", en: "GET {ids}" },
  set: { zh: "SET {value}", en: "SET {value}" },
  allowed: { zh: "可放行 {ids}", en: "pass {ids}" },
  denied: { zh: "已满 {ids}", en: "full {ids}" },
  counted: { zh: "= {value}", en: "= {value}" },
  value: { zh: "= {value}", en: "= {value}" },
} as const satisfies Record<string, Text>;

export const timers = {
  tick: { zh: "0.1 秒的节拍", en: "0.1 s tick" },
  leave: { zh: "放出队首", en: "the head of the queue leaves" },
  leaveOne: { zh: "放出 {ids}", en: "{ids} leaves the queue" },
  ask: { zh: "等 Redis 超时：{ids}", en: "Redis is silent about {ids}" },
  other: { zh: "定时器 {name}", en: "timer {name}" },
} as const satisfies Record<string, Text>;

export const ops = {
  one: { zh: "现在发 1 个请求", en: "Send one request now" },
  many: { zh: "现在一口气发 {count} 个", en: "Send {count} at once now" },
  via: { zh: "经 {node} 发 1 个请求", en: "Send one request through {node}" },
} as const satisfies Record<string, Text>;
