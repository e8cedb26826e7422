/** Three tasks. All requests are sent by hand, one at a time, so that when they come is the whole answer. */
import type { Task } from "../lab";
import type { Choice, NodeId } from "../model";
import type { Entry } from "../replay";
import type { Ghost, Row, W } from "./ghost";
import { type C, client, type M, model, type S } from "./model";
import type { P } from "./params";

type T = Task<S, M, C, P, Ghost>;

const net = { min: 5, tail: 0, loss: 0, twice: 0 };
const one: Choice<C> = { do: "op", node: client, op: { do: "request", count: 1 } };
const isOne = (c: Choice<C>) => c.do === "op" && c.op.count === 1 && c.op.via === undefined;
const times = (t: number, o: number, count: number): Entry<C>[] => Array.from({ length: count }, () => [t, o, one]);

const row = (w: W, node: NodeId): Row | null => w.ghost.rows[node] ?? null;
const [fixed, log, counter] = [1, 2, 3];
const [queueing, nodelay] = [1, 2];

/** The most arrivals that were let in within `spanMs` up to now. */
const letWithin = (w: W, node: NodeId, spanMs: number): number =>
  row(w, node)?.lets.filter((at) => at > w.t - spanMs).length ?? 0;

/**
 * For the search: how many requests are still to be sent, and whether those that were came at times that can still do it.
 * Waiting costs nothing, so it looks at moments from `from` on, and gives up on what is spread over more than `spanMs`.
 */
function stillToSend(w: W, node: NodeId, wanted: number, from: number, spanMs: number): number {
  const state = w.nodes[client]?.state;
  const sent = state?.role === "client" ? state.next : 0;
  const first = row(w, node)?.lets[0];
  const isLost = first !== undefined && (first < from || (sent < wanted && w.t - first >= spanMs));
  const isEarly = sent > 0 && w.t < from;
  return (wanted - sent) * 10 + (isLost || isEarly ? 1000 : 0);
}

const edge: T = {
  id: "edge",
  title: { zh: "边界上的两倍", en: "Twice the limit across one edge" },
  ask: {
    zh: "限额是每秒 3 个。只发 6 个请求，让固定窗口在 0.3 秒之内把它们全部放行。",
    en: "The limit is 3 per second. Send six requests and no more, and have the fixed window let all of them through within 0.3 seconds.",
  },
  predict: {
    ask: {
      zh: "限额每秒 3 个的固定窗口，会在 0.3 秒里放行 6 个吗？",
      en: "Can a fixed window of 3 per second let six requests through within 0.3 seconds?",
    },
    options: [
      { id: "never", text: { zh: "不会：任何一秒里都不超过 3 个", en: "No: never more than 3 in any second" } },
      { id: "edge", text: { zh: "会：跨过整秒线时", en: "Yes: across the edge of a second" }, right: true },
      { id: "load", text: { zh: "会：只要来量足够大", en: "Yes: if the load is high enough" } },
    ],
    because: {
      zh: "计数在整秒线上归零，前一秒用掉多少没人记得。来量再大，不跨线也只有 3 个。",
      en: "The count starts at zero at each edge and nobody remembers the previous second. Without an edge, no load gets more than 3 through.",
    },
  },
  tape: { m: model.id, p: { limit: 3, burst: 3, pattern: "by-hand" }, seed: 1, net, c: [] },
  allow: { op: 6 },
  mayChoose: isOne,
  mode: { by: "time", until: 4000 },
  budget: 6,
  goals: [
    {
      id: "twice",
      text: { zh: "Fixed 在 0.3 秒之内放行 6 个", en: "Fixed lets six through within 0.3 seconds" },
      when: "reach",
      holds: (w) => letWithin(w, fixed, 300) >= 6,
    },
    {
      id: "none-refused",
      text: { zh: "Fixed 一个也没有拒绝", en: "Fixed refuses none" },
      when: "keep",
      holds: (w) => (row(w, fixed)?.refused ?? 0) === 0,
    },
  ],
  hints: [
    { zh: "固定窗口记得上一秒发生过什么吗？", en: "Does a fixed window remember the previous second?" },
    {
      zh: "看 Fixed 那一行的整秒条：条的边就是归零的时刻。",
      en: "Look at the seconds drawn in Fixed's row: their edges are where it starts at zero.",
    },
    {
      zh: "在 1.0 秒之前不久发 3 个，1.0 秒刚过再发 3 个。",
      en: "Send three shortly before 1.0 s and three right after it.",
    },
  ],
  debrief: {
    zh: "固定窗口承诺的是“两条整秒线之间不超过限额”，不是“任意一秒”。同一串请求，滑动日志只放行了 3 个。限额用来保护容量时，要么按两倍来留余量，要么换成令牌桶或 GCRA，把允许的突发写明。",
    en: "A fixed window promises the limit between two edges, not in any second. Of the same requests the sliding log let only 3 through. Where the limit protects capacity, plan for twice the limit, or take a token bucket or GCRA, where the burst that is allowed is stated.",
  },
  solution: [...times(900, 1, 3), ...times(1000, 1, 3)],
  distance: (w) => stillToSend(w, fixed, 6, 800, 300),
};

const estimate: T = {
  id: "estimate",
  title: { zh: "骗过滑动窗口计数", en: "Fool the sliding-window counter" },
  ask: {
    zh: "限额是每秒 4 个。用 7 个请求，让滑动窗口计数（Counter）在某个 1 秒之内把 7 个全部放行。",
    en: "The limit is 4 per second. With seven requests, have the sliding-window counter let all seven through within one second.",
  },
  predict: {
    ask: { zh: "滑动窗口计数在任意 1 秒内都准吗？", en: "Is the sliding-window counter exact in any one second?" },
    options: [
      { id: "exact", text: { zh: "准：它就是为消除边界问题而设计的", en: "Yes: it was made to remove the edge" } },
      {
        id: "even",
        text: {
          zh: "不准：它假定上一秒的请求是均匀到达的",
          en: "No: it assumes the previous second was evenly spread",
        },
        right: true,
      },
      { id: "strict", text: { zh: "不准，但只会多拒，不会多放", en: "No, but it only ever refuses too many" } },
    ],
    because: {
      zh: "它只记两个数，用“上一秒的个数 × 还被覆盖的比例”来估计。请求若挤在上一秒末尾，估计就偏低，会多放；若挤在开头，就偏高，会多拒。",
      en: "It keeps two numbers and weights the previous second by how much of it is still covered. If that second's requests came at its end, the estimate is too low and too many pass; at its start, too high and too many are refused.",
    },
  },
  tape: { m: model.id, p: { limit: 4, burst: 4, pattern: "by-hand" }, seed: 1, net, c: [] },
  allow: { op: 7 },
  mayChoose: isOne,
  mode: { by: "time", until: 4000 },
  budget: 7,
  goals: [
    {
      id: "seven",
      text: { zh: "Counter 在 1 秒之内放行 7 个", en: "Counter lets seven through within one second" },
      when: "reach",
      holds: (w) => letWithin(w, counter, 1000) >= 7,
    },
    {
      id: "log-refuses",
      text: { zh: "其中至少 3 个被滑动日志（Log）拒绝", en: "The sliding log refuses at least three of them" },
      when: "end",
      holds: (w) => (row(w, log)?.refused ?? 0) >= 3,
    },
  ],
  hints: [
    { zh: "估计什么时候会低于真实值？", en: "When is the estimate below the truth?" },
    { zh: "让前 4 个都落在某一秒的末尾。", en: "Have the first four fall into the end of one second." },
    {
      zh: "0.9 秒左右发 4 个；等到 1.8 秒附近，它们只按约两成计，再发 3 个。",
      en: "Send four at about 0.9 s; near 1.8 s they count for about a fifth, then send three more.",
    },
  ],
  debrief: {
    zh: "只有滑动日志在任意窗口里都精确，代价是每个请求记一个时间。加权计数是近似：Cloudflare 在 4 亿个请求上量得 0.003% 判错，平均速率误差约 6%。流量平稳时够用；要防的正是挤在一起的请求时，它恰恰不准。",
    en: "Only the sliding log is exact in every window, at the price of one time per request. The weighted counter is an approximation: Cloudflare measured 0.003% wrong decisions on 400 million requests and a mean rate error of about 6%. That is fine for smooth traffic; it is wrong just where requests crowd together.",
  },
  solution: [...times(900, 1, 4), ...times(1800, 1, 3)],
  distance: (w) => stillToSend(w, counter, 7, 900, 1000) + (w.t < 1700 && (row(w, log)?.refused ?? 0) > 0 ? 1000 : 0),
};

const nginx: T = {
  id: "nodelay",
  title: { zh: "burst=5 与 burst=5 nodelay", en: "burst=5 and burst=5 nodelay" },
  ask: {
    zh: "速率每秒 5 个，burst=5。用 7 个请求，让两种写法各拒绝恰好 1 个，并且出现这样一刻：nodelay 已把放行的全部交给服务，而没有 nodelay 的还压着 5 个。",
    en: "The rate is 5 per second, burst=5. With seven requests, have both settings refuse exactly one, and reach a moment at which nodelay has handed on all it accepted while the one without still holds five.",
  },
  predict: {
    ask: {
      zh: "同一串请求，burst=5 与 burst=5 nodelay 拒绝的请求一样吗？",
      en: "Of the same requests, do burst=5 and burst=5 nodelay refuse the same ones?",
    },
    options: [
      {
        id: "same",
        text: { zh: "一样，只是放行的时刻不同", en: "The same ones; only the moment they are passed on differs" },
        right: true,
      },
      {
        id: "nodelay-less",
        text: { zh: "nodelay 拒得少，因为不排队", en: "nodelay refuses fewer, as nothing queues" },
      },
      {
        id: "nodelay-more",
        text: { zh: "nodelay 拒得多，因为没有缓冲", en: "nodelay refuses more, as it has no buffer" },
      },
    ],
    because: {
      zh: "两者用同一个 excess 记账，超过 burst 才拒绝。nodelay 只改变一件事：已接受的请求要不要等。",
      en: "Both keep the same excess and refuse what is above the burst. nodelay changes one thing: whether an accepted request waits.",
    },
  },
  tape: { m: model.id, p: { stage: "nginx", limit: 5, burst: 5, pattern: "by-hand" }, seed: 1, net, c: [] },
  allow: { op: 7 },
  mayChoose: isOne,
  mode: { by: "time", until: 3000 },
  budget: 7,
  goals: [
    {
      id: "apart",
      text: {
        zh: "某一刻两边接受的请求一样多，burst 还压着 5 个，nodelay 一个也没压",
        en: "At some moment both have accepted the same number of requests, and burst still holds five while nodelay holds none",
      },
      when: "reach",
      holds: (w) => {
        const [held, free] = [row(w, queueing), row(w, nodelay)];
        return held?.line.length === 5 && free?.line.length === 0 && held.accepted === free.accepted;
      },
    },
    {
      id: "one-each",
      text: { zh: "结束时两者各拒绝了恰好 1 个", en: "At the end each has refused exactly one" },
      when: "end",
      holds: (w) => row(w, queueing)?.refused === 1 && row(w, nodelay)?.refused === 1,
    },
  ],
  hints: [
    {
      zh: "每秒 5 个，就是每 200 ms 还一个。要压住 5 个，得来得多快？",
      en: "Five per second is one each 200 ms. How fast must they come to have five held?",
    },
    {
      zh: "burst=5 允许一次进 6 个：1 个直接走，5 个是突发。",
      en: "burst=5 takes six at once: one passes straight through, five are the burst.",
    },
    { zh: "在 200 ms 之内连发 7 个。", en: "Send all seven within 200 ms." },
  ],
  debrief: {
    zh: "不写 nodelay，limit_req 是一个会排队的漏桶：输出被整形成每 200 ms 一个，第 6 个请求要等 1 秒。写上 nodelay，它只是一只计量表，等价于容量为 burst + 1 的令牌桶：该拒的照拒，其余立刻放行，突发直达后端。后端怕突发就排队，用户怕等待就 nodelay，delay=n 介于两者之间。",
    en: "Without nodelay limit_req is a leaky bucket that queues: its output is shaped to one each 200 ms, and the sixth request waits for a second. With nodelay it is a meter only, the same as a token bucket of burst + 1: what must be refused is, the rest passes at once and the burst hits the backend. Queue if the backend minds bursts, nodelay if users mind waiting; delay=n lies between.",
  },
  solution: times(100, 1, 7),
  distance: (w) => stillToSend(w, nodelay, 7, 0, 200),
};

export const tasks: readonly T[] = [edge, estimate, nginx];
