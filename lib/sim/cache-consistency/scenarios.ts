/** Runs to watch, each with a question first. */
import type { Scenario } from "../lab";
import type { Choice } from "../model";
import type { Entry } from "../replay";
import { type C, model } from "./model";
import { crowdNodes, nodes } from "./places";

const net = { min: 5, tail: 0, loss: 0, twice: 0 };
type Values = Scenario<C>["tape"]["p"];
const tape = (p: Values, c: readonly Entry<C>[] = []): Scenario<C>["tape"] => ({ m: model.id, p, seed: 1, net, c });

const read = (node: number): Choice<C> => ({ do: "op", node, op: { do: "read" } });
const write = (node: number): Choice<C> => ({ do: "op", node, op: { do: "write" } });

export const scenarios: readonly Scenario<C>[] = [
  {
    id: "lease",
    title: { zh: "租约拒绝迟到的回填", en: "A lease refuses a late fill" },
    ask: {
      zh: "A 未命中后查到旧值，它的回填在路上耽搁了；B 此时写库并删了缓存。回填送到时，带租约的缓存会怎样？",
      en: "A missed and loaded the old value; its fill is held up on the way. B meanwhile writes and deletes. What does a cache with leases do when the fill arrives?",
    },
    options: [
      { id: "old", text: { zh: "收下旧值，等 TTL 过期", en: "It takes the old value and keeps it until the TTL" } },
      {
        id: "refuse",
        text: { zh: "拒绝：删除作废了 A 的令牌", en: "It refuses: the delete voided A's token" },
        right: true,
      },
      {
        id: "wait",
        text: { zh: "锁住这个键，B 的删除要等 A 填完", en: "It locks the key: B's delete waits for A's fill" },
      },
    ],
    because: {
      zh: "令牌不是锁，谁也不等谁。未命中时发令牌，删除作废它；凭作废的令牌来填，缓存不收。下一次读再未命中，再查到新值。",
      en: "A token is no lock and nobody waits. A miss hands it out, a delete voids it, and a fill with a void token is not taken. The next read misses once more and loads the new value.",
    },
    tape: tape({ lease: true, load: 0 }, [
      [10, 0, read(nodes.a)],
      [30, 1, { do: "delay", msg: "0-2-1", by: 100 }],
      [40, 0, write(nodes.b)],
    ]),
    from: 5,
    to: 12,
  },
  {
    id: "replica",
    title: { zh: "有租约，但未命中读从库", en: "With leases, but misses read a replica" },
    ask: {
      zh: "先写库再删缓存，租约打开，但未命中时读滞后 300 ms 的从库。B 写完之后 A 才开始读，缓存里会是什么？",
      en: "Write, then delete, with leases on, but a miss reads a replica that is 300 ms behind. A begins to read only after B's write is done. What ends up in the cache?",
    },
    options: [
      {
        id: "new",
        text: {
          zh: "新值：删除之后的令牌是有效的，所以填的是新值",
          en: "The new value: the token is valid, so the fill is new",
        },
      },
      {
        id: "old",
        text: {
          zh: "旧值：令牌有效，从库给的却是旧值",
          en: "The old value: the token is valid, but the replica gives the old one",
        },
        right: true,
      },
      { id: "none", text: { zh: "空：租约拒绝了它", en: "Nothing: the lease refuses it" } },
    ],
    because: {
      zh: "租约只防“未命中之后被删过”。这里删除早于未命中，令牌是新的；旧的是从库。补救是由从库的变更日志在应用这次写之后再删一次，或写后的读走主库。",
      en: "A lease is against a delete after the miss. Here the delete came before it and the token is fresh; what is old is the replica. The remedy is a second delete from the replica's change log once it has applied the write, or reading the primary after a write.",
    },
    tape: tape({ lease: true, readFrom: "replica", load: 0 }, [
      [10, 0, write(nodes.b)],
      [60, 0, read(nodes.a)],
    ]),
    from: 5,
    to: 11,
  },
  {
    id: "stampede",
    title: { zh: "缓存重启，每秒 400 个请求", en: "The cache restarts at 400 requests a second" },
    ask: {
      zh: "60 个键，数据库每秒答 50 个查询，没有 singleflight，应用等 1 秒就放弃。缓存重启 5 秒之后，系统恢复了吗？",
      en: "Sixty keys, a database that answers 50 queries a second, no singleflight, apps give up after a second. Has the system recovered five seconds after the cache restarts?",
    },
    options: [
      { id: "yes", text: { zh: "恢复了：60 个键，一两秒就填满", en: "Yes: sixty keys are filled in a second or two" } },
      {
        id: "no",
        text: {
          zh: "没有：数据库忙着答没人要的查询",
          en: "No: the database is busy with queries that nobody waits for",
        },
        right: true,
      },
      { id: "down", text: { zh: "没有：数据库崩溃了", en: "No: the database has crashed" } },
    ],
    because: {
      zh: "最初的未命中超过数据库的能力，排队长过超时。答案回来时应用已放弃，不会回填，于是键仍是空的，新的未命中接着来。触发它的事早已过去，负载也没变，它却回不来。",
      en: "The first misses are more than the database can answer and its queue outlasts the timeout. When an answer comes the app has given up and does not fill, so keys stay empty and misses go on. What triggered it is over and the load is the same, yet it does not come back.",
    },
    tape: tape({ stage: "crowd", load: 400, ttl: 20_000, lease: false, singleflight: false }, [
      [1020, 0, { do: "crash", node: crowdNodes.cache }],
      [1020, 0, { do: "boot", node: crowdNodes.cache }],
    ]),
    from: 70,
    to: 630,
  },
];
