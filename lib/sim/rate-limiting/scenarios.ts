/** Runs to watch, each with a question first. */
import type { Scenario } from "../lab";
import { type C, model } from "./model";

const net = { min: 5, tail: 0, loss: 0, twice: 0 };
const tape = (p: Scenario<C>["tape"]["p"]): Scenario<C>["tape"] => ({ m: model.id, p, seed: 1, net, c: [] });

export const scenarios: readonly Scenario<C>[] = [
  {
    id: "edge",
    title: { zh: "整秒线两侧各来一批", en: "One batch on each side of an edge" },
    ask: {
      zh: "限额每秒 5 个。0.9 秒来 5 个，1.0 秒又来 5 个。固定窗口和令牌桶（容量 5）各放行几个？",
      en: "The limit is 5 per second. Five requests come at 0.9 s and five more at 1.0 s. How many do the fixed window and the token bucket (capacity 5) admit?",
    },
    options: [
      { id: "5-5", text: { zh: "都是 5 个", en: "Five each" } },
      {
        id: "10-5",
        text: { zh: "固定窗口 10 个，令牌桶 5 个", en: "Fixed window ten, token bucket five" },
        right: true,
      },
      { id: "10-10", text: { zh: "都是 10 个", en: "Ten each" } },
      { id: "5-10", text: { zh: "固定窗口 5 个，令牌桶 10 个", en: "Fixed window five, token bucket ten" } },
    ],
    because: {
      zh: "固定窗口在 1.0 秒归零，前后两批都放行。令牌桶在 0.9 秒用空，0.1 秒只补回半个令牌，第二批一个也放不了。",
      en: "The fixed window starts at zero at 1.0 s and admits both batches. The token bucket is empty at 0.9 s, gets half a token back in 0.1 s, and admits none of the second batch.",
    },
    tape: tape({ pattern: "edge" }),
    from: 8,
    to: 23,
  },
  {
    id: "ten-at-once",
    title: { zh: "nginx 面前一次来 10 个", en: "Ten at once in front of nginx" },
    ask: {
      zh: "rate=10r/s，burst=5，一次来 10 个请求。不写 nodelay 与写 nodelay，各拒绝几个？",
      en: "rate=10r/s, burst=5, ten requests at once. How many are refused without nodelay, and how many with it?",
    },
    options: [
      { id: "0-4", text: { zh: "不写：0 个，都排队；写：4 个", en: "Without: none, all queue; with: four" } },
      { id: "4-4", text: { zh: "都是 4 个", en: "Four each" }, right: true },
      { id: "4-9", text: { zh: "不写：4 个；写：9 个", en: "Without: four; with: nine" } },
      { id: "0-0", text: { zh: "都是 0 个：每秒 10 个没有超限", en: "None: ten per second is within the limit" } },
    ],
    because: {
      zh: "rate=10r/s 的意思是每 100 ms 一个。第 1 个在速率之内，5 个落进 burst，其余 4 个被拒，有没有 nodelay 都一样。差别在于那 5 个：不写 nodelay，它们每 100 ms 走一个；写了就立刻走。",
      en: "rate=10r/s means one each 100 ms. The first is within the rate, five fall into the burst, four are refused, with nodelay or without. The difference is in those five: without nodelay one is passed on each 100 ms, with it all five are passed on at once.",
    },
    tape: tape({ stage: "nginx", limit: 10, load: 5, pattern: "bursts" }),
    from: 4,
    to: 40,
  },
  {
    id: "get-then-set",
    title: { zh: "两个网关先读再写", en: "Two gateways that read, then write" },
    ask: {
      zh: "两个网关共用 Redis 里的一个计数，限额每秒 5 个，各自先 GET，没满就 SET 加一。一批请求同时到达时会怎样？",
      en: "Two gateways share a counter in Redis, 5 per second. Each does GET and, if there is room, SET plus one. What happens when a batch arrives at once?",
    },
    options: [
      {
        id: "exact",
        text: { zh: "正好放行 5 个：Redis 是单线程的", en: "Exactly five pass: Redis runs one command at a time" },
      },
      { id: "less", text: { zh: "放行不到 5 个：两边互相挡住", en: "Fewer than five: they block each other" } },
      {
        id: "more",
        text: {
          zh: "放行超过 5 个：读和写之间夹进了别人的读",
          en: "More than five: others read between a read and its write",
        },
        right: true,
      },
    ],
    because: {
      zh: "单条命令是原子的，两条命令之间不是。好几个请求都读到同一个旧值，都以为还有位子。把读、判断、写放进一段 Lua 脚本（或用 CL.THROTTLE）就够了，不需要分布式锁。",
      en: "One command is atomic, two are not. Several requests read the same old value and all find room. Put reading, deciding and writing into one Lua script (or use CL.THROTTLE); no distributed lock is needed.",
    },
    tape: tape({ stage: "gateways", flaw: "read-then-write", load: 6, pattern: "bursts" }),
    from: 4,
    to: 50,
  },
];
