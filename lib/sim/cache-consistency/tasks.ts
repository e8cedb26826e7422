/** Three tasks: two races to be ordered step by step, and a cold cache to be brought back under load. */
import type { Task } from "../lab";
import type { Choice } from "../model";
import type { Entry } from "../replay";
import { keyCount } from "./crowd";
import { type Ghost, hitRatioNow, type W } from "./ghost";
import { isAtRest } from "./invariants";
import { type C, type M, model, type S } from "./model";
import type { P } from "./params";
import { crowdNodes, nodes } from "./places";

type T = Task<S, M, C, P, Ghost>;

const net = { min: 5, tail: 0, loss: 0, twice: 0 };

const deliver = (msg: string): Choice<C> => ({ do: "deliver", msg });
const read = (node: number): Choice<C> => ({ do: "op", node, op: { do: "read" } });
const write = (node: number): Choice<C> => ({ do: "op", node, op: { do: "write" } });
const inSteps = (choices: readonly Choice<C>[]): Entry<C>[] => choices.map((c) => [0, 0, c]);

/** Nobody is at work, and the cache holds what the database has overwritten. */
const isStaleAtRest = (w: W): boolean => w.ghost.race.staleSince !== null && isAtRest(w);
const hasStaleRead = (w: W): boolean => w.ghost.race.staleReads > 0;

const staleGoals: T["goals"] = [
  {
    id: "rest",
    text: {
      zh: "没人在读写、没有消息在途时，缓存里是数据库早已换掉的值",
      en: "Nobody is at work and nothing under way, and the cache holds what the database has replaced",
    },
    when: "reach",
    holds: isStaleAtRest,
  },
  {
    id: "read",
    text: {
      zh: "此后才开始的一次读，读到了这个旧值",
      en: "A read that begins only after that returns the old value",
    },
    when: "reach",
    holds: hasStaleRead,
  },
];

const outlives: T = {
  id: "outlives",
  title: { zh: "先删后写：旧值活得比请求久", en: "Delete, then write: an old value outlives the request" },
  ask: {
    zh: "写的顺序是先删缓存、再写数据库，没有租约。排出一种次序，让旧值在写完成之后仍留在缓存里，并被后来的一次读读到。",
    en: "A write deletes from the cache and then writes to the database, without a lease. Find an order in which the old value is still in the cache when the write is done, and a later read returns it.",
  },
  predict: {
    ask: {
      zh: "先删缓存再写库，旧值能在写完成之后留在缓存里吗？",
      en: "With delete, then write: can the old value be in the cache after the write is done?",
    },
    options: [
      { id: "no", text: { zh: "不能：缓存已经删了", en: "No: the cache was emptied" } },
      {
        id: "yes",
        text: { zh: "能：删与写之间来了一次读", en: "Yes: a read comes between delete and write" },
        right: true,
      },
      { id: "loss", text: { zh: "只有删除消息丢了才能", en: "Only if the delete is lost" } },
    ],
    because: {
      zh: "删与写之间，数据库还是旧值。这时的读未命中，查到旧值，再填回缓存；写随后完成，没有人再去删它。",
      en: "Between delete and write the database still holds the old value. A read then misses, loads it and puts it back; the write completes and nobody deletes again.",
    },
  },
  tape: { m: model.id, p: { order: "delete-write", lease: false, load: 0 }, seed: 1, net, c: [] },
  allow: { deliver: 15, op: 3, drop: 2 },
  mode: { by: "steps" },
  budget: 15,
  goals: staleGoals,
  hints: [
    {
      zh: "删除之后、写库之前，数据库里是什么？",
      en: "What does the database hold after the delete and before the write?",
    },
    { zh: "让 A 在这段时间里读：未命中、查库、回填。", en: "Have A read in that time: miss, load, fill." },
    {
      zh: "B 写（先停在删除送达），A 读并回填，再让 B 写完；最后任一方再读一次。",
      en: "B writes as far as its delete, A reads and fills, B completes its write; then either reads once more.",
    },
  ],
  debrief: {
    zh: "不需要任何故障，两个普通请求的交错就够了，而且窗口是整个写库的时间。租约也救不了这种顺序：令牌是在删除之后才发的，后面没有第二次删除来作废它。能限住它的只有 TTL，或把删除放到写之后。",
    en: "No fault is needed: two ordinary requests interleave, and the window is the whole time of the write. A lease does not save this order: the token is handed out after the delete, and no second delete voids it. What bounds the damage is the TTL, or moving the delete behind the write.",
  },
  solution: inSteps([
    ...[read(nodes.a), deliver("0-2-0"), deliver("2-0-0"), deliver("0-3-0"), deliver("3-0-0"), write(nodes.b)],
    ...[deliver("1-2-0"), deliver("0-2-1"), deliver("2-1-0"), deliver("1-3-0"), deliver("3-1-0")],
    ...[read(nodes.a), deliver("0-2-2"), deliver("2-0-1")],
  ]),
};

const late: T = {
  id: "late-fill",
  title: { zh: "先写后删：仍会变旧", en: "Write, then delete: stale all the same" },
  ask: {
    zh: "写的顺序是先写数据库、再删缓存，没有租约。找出一种次序，让缓存最后仍是旧值，并被后来的一次读读到。",
    en: "A write goes to the database first and then deletes from the cache, without a lease. Find an order in which the cache ends up stale and a later read returns the old value.",
  },
  predict: {
    ask: { zh: "“先写库，再删缓存”就没问题了吗？", en: 'Is "write, then delete" enough?' },
    options: [
      {
        id: "safe",
        text: { zh: "没问题：删除之后读到的都是新值", en: "Yes: whatever is read after the delete is new" },
      },
      {
        id: "late",
        text: {
          zh: "仍有问题：删除之前查到的旧值可能在删除之后才填入",
          en: "No: what was loaded before the delete may be filled in after it",
        },
        right: true,
      },
      { id: "twice", text: { zh: "删两次就没问题", en: "It is, if the delete is done twice" } },
    ],
    because: {
      zh: "读者查库与回填之间可以隔任意久（一次停顿、一条慢连接）。写和删都在这段空隙里做完，回填才到。第二次删除只是把空隙必须撑多久改长了。",
      en: "Any time may pass between a reader's load and its fill: a pause, a slow connection. Write and delete both happen in that gap, and then the fill arrives. A second delete only makes the gap that is needed longer.",
    },
  },
  tape: { m: model.id, p: { order: "write-delete", lease: false, load: 0 }, seed: 1, net, c: [] },
  allow: { deliver: 15, op: 3, drop: 2 },
  mode: { by: "steps" },
  budget: 15,
  goals: staleGoals,
  hints: [
    { zh: "删除只能删掉已经在缓存里的东西。", en: "A delete can only remove what is in the cache already." },
    { zh: "让 A 在 B 写之前查库，但先别让它的回填送达。", en: "Have A load before B writes, and hold its fill back." },
    {
      zh: "A 未命中并查到旧值；B 写库、删缓存；然后才送达 A 的回填。",
      en: "A misses and loads the old value; B writes and deletes; only then deliver A's fill.",
    },
  ],
  debrief: {
    zh: "这个顺序的窗口比先删后写小得多，却不是零。Facebook 的做法是租约：未命中时发令牌，删除作废令牌，迟到的回填被拒。打开租约后，本实验穷举了两到三个操作的全部次序，没有反例。租约只管未命中读主库的情形：若读的是滞后的从库，旧值凭有效令牌照样进得来，那要靠从库一侧的变更日志来删。",
    en: "This window is far smaller than with delete, then write, but it is not zero. Facebook's answer is the lease: a miss gets a token, a delete voids it, and the late fill is refused. With the lease on, all orders of two and of three operations were searched here and none fails. It helps where misses read the primary: from a replica that lags, an old value comes in with a valid token, and the replica's own change log must delete it.",
  },
  solution: inSteps([
    ...[read(nodes.a), deliver("0-2-0"), deliver("2-0-0"), deliver("0-3-0"), deliver("3-0-0"), write(nodes.b)],
    ...[deliver("1-3-0"), deliver("3-1-0"), deliver("1-2-0"), deliver("0-2-1"), deliver("2-1-0")],
    ...[read(nodes.a), deliver("0-2-2"), deliver("2-0-1")],
  ]),
};

/** Queries a second that the database is to be spared more than. */
const bar = 20;
const firstMs = 1020;
const admit = (t: number, o: number, percent: number): Entry<C> => [
  t,
  o,
  { do: "op", node: crowdNodes.users, op: { do: "admit", percent } },
];
const admitted = (w: W): number => {
  const state = w.nodes[crowdNodes.users]?.state;
  return state?.role === "users" ? state.percent : 0;
};
const missing = (w: W): number => {
  const state = w.nodes[crowdNodes.cache]?.state;
  return state?.role === "crowd-cache" ? state.ends.slice(0, keyCount).filter((end) => end <= w.t).length : keyCount;
};

const cold: T = {
  id: "cold-cache",
  title: { zh: "冷缓存：慢慢放量", en: "A cold cache: let the crowd in slowly" },
  ask: {
    zh: "每秒 400 个请求，缓存刚刚重启，60 个键全空；数据库每秒只能答 50 个查询。到第 7 秒时恢复全部流量、命中率不低于 95%，而任意 1 秒内打到数据库的查询不超过 20 个。",
    en: "There are 400 requests a second, the cache has just restarted and all 60 keys are gone; the database answers 50 queries a second. By second 7 have all traffic back with a hit ratio of at least 95%, and never more than 20 queries on the database in any second.",
  },
  predict: {
    ask: { zh: "什么也不做，会怎样？", en: "What happens if you do nothing?" },
    options: [
      {
        id: "heals",
        text: {
          zh: "数据库忙上一两秒，缓存填满后自己恢复",
          en: "The database is busy for a second or two and all recovers as the cache fills",
        },
      },
      {
        id: "stuck",
        text: {
          zh: "数据库越排越长，查询超时被放弃，缓存填不满",
          en: "The queue grows, queries are given up, and the cache does not fill up",
        },
        right: true,
      },
      { id: "sixty", text: { zh: "只多 60 个查询：一共就 60 个键", en: "Sixty more queries: there are sixty keys" } },
    ],
    because: {
      zh: "没有 singleflight，一个键在回填之前的每次未命中都是一个查询。排队超过 1 秒，应用就放弃，答案回来也没人填；新的未命中又来排队。",
      en: "Without singleflight every miss of a key is a query until the key is filled. When the queue is longer than a second, apps give up and nobody fills what comes back, while new misses join the queue.",
    },
  },
  tape: {
    m: model.id,
    p: { stage: "crowd", load: 400, ttl: 20_000, lease: false, singleflight: false },
    seed: 1,
    net,
    c: [
      [firstMs, 0, { do: "crash", node: crowdNodes.cache }],
      [firstMs, 0, { do: "boot", node: crowdNodes.cache }],
    ],
  },
  allow: { op: 6, set: 1 },
  mayChoose: (c) => c.do === "op" || (c.do === "set" && c.name === "singleflight"),
  mode: { by: "time", until: 7000 },
  budget: 7,
  goals: [
    {
      id: "bar",
      text: {
        zh: "任意 1 秒内，数据库的查询不超过 20 个",
        en: "Never more than 20 queries on the database in any second",
      },
      when: "keep",
      holds: (w) => w.ghost.crowd.mostQueries <= bar,
    },
    {
      id: "back",
      text: {
        zh: "结束时放进 100% 的请求，最近 1 秒命中率不低于 95%",
        en: "At the end 100% are let in, with at least 95% hits in the last second",
      },
      when: "end",
      holds: (w) => admitted(w) === 100 && missing(w) <= 3 && (hitRatioNow(w) ?? 0) >= 95,
    },
  ],
  hints: [
    {
      zh: "查询数约等于放进来的请求数乘以未命中率。未命中率在变。",
      en: "Queries are about the requests let in times the miss ratio, and the miss ratio changes.",
    },
    {
      zh: "一开始几乎全是未命中：5% 就是每秒 20 个请求。",
      en: "At first nearly all are misses: 5% is 20 requests a second.",
    },
    {
      zh: "立刻降到 5%，缓存每填上一半缺口，就把比例翻一倍。",
      en: "Go down to 5% at once, and double the share whenever half of what was missing is filled.",
    },
  ],
  debrief: {
    zh: "冷启动的风险不在键的总数，而在“请求量 × 未命中率”。singleflight 把同一个键的并发未命中并成一个查询，但挡不住许多不同的键一起未命中：从一开始就打开它，缓存填得满，最忙的 1 秒里查询也少一些，却仍越过 20 个这条线。入口限量、逐步放开才管住总数。TTL 抖动防的是另一件事：许多键在同一刻过期。什么都不做时，排队超过超时，工作白做，系统在负载不变的情况下也回不来：这就是亚稳态故障。",
    en: "The danger of a cold start is not the number of keys but requests times miss ratio. Singleflight merges concurrent misses of one key into one query, but not misses of many different keys: with it on from the start the cache does fill up and the busiest second has fewer queries, yet still more than the 20 allowed. Only letting traffic in step by step bounds the sum. TTL jitter is against something else: many keys that expire at one moment. With nothing done, the queue outlasts the timeout, work is wasted, and the system does not come back at the same load: a metastable failure.",
  },
  solution: [admit(firstMs, 0, 5), admit(3250, 1, 10), admit(5790, 1, 100)],
  // Queries to be expected in a second: three in four requests are for any of the keys. Above the bar there is no way on.
  distance: (w) => {
    const expected = (w.p.load * admitted(w) * missing(w) * 3) / (400 * keyCount);
    return missing(w) + (expected > 16 ? 1000 : 0) + (100 - admitted(w)) / 50;
  },
};

export const tasks: readonly T[] = [outlives, late, cold];
