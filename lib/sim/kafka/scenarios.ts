/** Runs to watch, each with a question that is answered before it is played. */
import type { Scenario } from "../lab";
import type { Net } from "../model";
import type { C } from "./state";

const net: Net = { min: 5, tail: 10, loss: 0, twice: 0 };

export const scenarios: readonly Scenario<C>[] = [
  {
    id: "small-isr",
    title: { zh: "三个副本停了两个", en: "Two of three replicas stand still" },
    ask: {
      zh: "acks=all，min.insync.replicas=2。两个跟随者同时停顿，领导者还好好的。写和读会怎样？",
      en: "acks=all, min.insync.replicas=2. Both followers stand still, the leader is well. What happens to writes and reads?",
    },
    options: [
      { id: "both", text: { zh: "都照常：领导者还活着", en: "Both go on: the leader is alive" } },
      {
        id: "reads-only",
        text: {
          zh: "写先等待，然后被拒绝；读继续，但只到 HW",
          en: "Writes wait, then are refused; reads go on, up to the HW",
        },
        right: true,
      },
      { id: "neither", text: { zh: "都停：分区没有多数了", en: "Neither: the partition has lost its majority" } },
      { id: "election", text: { zh: "重新选举一个领导者", en: "Another leader is elected" } },
    ],
    because: {
      zh: "ISR 还没缩小时，HW 等着停顿的成员，写在等；缩到 1 之后小于 2，新的写被拒绝，HW 也不再前进（3.7 起）。选举和读都不需要多数：Kafka 靠的是 ISR，不是多数派。",
      en: "While the ISR has not shrunk, the HW waits for its silent members and so do writes. Once it is 1, less than 2, new writes are refused and the HW stands still (since 3.7). Neither election nor reads need a majority: Kafka relies on the ISR, not on a quorum.",
    },
    tape: {
      ...{ m: "kafka@1", p: {}, seed: 7, net },
      c: [
        [700, 0, { do: "pause", node: 1 }],
        [700, 0, { do: "pause", node: 2 }],
      ],
    },
    from: 108,
    to: 170,
  },
  {
    id: "cut-to-hw",
    title: { zh: "截到自己的 HW", en: "Cut to the own high watermark" },
    ask: {
      zh: "老规则：换领导者时，跟随者先截到自己的 HW。#3 刚应答，B1 就崩溃；B2 接任后也崩溃。三个副本都写过 #3，它还在吗？",
      en: "The old rule: when the leader changes, a follower first cuts to its own HW. B1 crashes right after #3 is acknowledged; B2 takes over and crashes too. All three had written #3: is it still there?",
    },
    options: [
      { id: "kept", text: { zh: "在：三个副本都写过它", en: "Yes: all three had written it" } },
      {
        id: "lost",
        text: {
          zh: "不在：B3 的 HW 慢一拍，把它截掉后当选",
          en: "No: B3's HW was one behind; it cut #3 and was elected",
        },
        right: true,
      },
      {
        id: "refused",
        text: { zh: "在：B3 不会当选，它不在 ISR 中", en: "Yes: B3 is not in the ISR and is not elected" },
      },
      {
        id: "unclean",
        text: { zh: "不在，但只因为允许了 unclean 选举", en: "No, but only because unclean election is on" },
      },
    ],
    because: {
      zh: "跟随者要到下一次拉取才知道新的 HW，所以它的 HW 不能说明哪些记录可以丢。KIP-101 改为按领导者纪元找分歧点，KIP-279 补上连续换领导者的漏洞，KIP-320 再让两边只在同一纪元里对话。",
      en: "A follower learns a new HW with its next fetch only, so its own HW does not say what may be dropped. KIP-101 finds the parting by leader epoch, KIP-279 closes the hole of quick successive leaders, KIP-320 lets the two speak within one epoch only.",
    },
    tape: {
      ...{ m: "kafka@1", p: { rule: "high-watermark" }, seed: 1, net },
      c: [
        [893, 1, { do: "crash", node: 0 }],
        [1493, 2, { do: "crash", node: 1 }],
      ],
    },
    from: 130,
    to: 282,
  },
  {
    id: "dead-letter",
    title: { zh: "Pulsar：永远失败的消息", en: "Pulsar: a message that always fails" },
    ask: {
      zh: "Key_Shared 订阅，maxRedeliverCount=2。消息 #3 每次处理都失败。它和后面的消息会怎样？",
      en: "A Key_Shared subscription, maxRedeliverCount=2. Message #3 fails at every attempt. What becomes of it and of those behind it?",
    },
    options: [
      { id: "blocked", text: { zh: "卡住：后面的消息都等它", en: "All messages behind it wait for it" } },
      { id: "dropped", text: { zh: "重投两次后被丢弃", en: "It is dropped after two redeliveries" } },
      {
        id: "dead",
        text: {
          zh: "共处理三次，然后进死信主题；其他消息照常",
          en: "It is tried three times, then goes to the dead-letter topic; the others go on",
        },
        right: true,
      },
      {
        id: "shared-only",
        text: { zh: "一直重投：死信只支持 Shared", en: "It comes for ever: dead letters need a Shared subscription" },
      },
    ],
    because: {
      zh: "首次投递加两次重投，共三次。死信策略适用于 Shared 和 Key_Shared，而且要自己配置，默认没有。死信不是终点：要有人看、有办法重放；同一个键的后续消息可能先于它处理，顺序在这里断了。",
      en: "One delivery and two redeliveries make three. The dead-letter policy works for Shared and Key_Shared and must be configured: by default there is none. A dead letter is not the end: someone must look and be able to replay it, and later messages of its key may have been processed before it, so order ends here.",
    },
    tape: { m: "kafka@1", p: { system: "pulsar" }, seed: 7, net, c: [] },
    from: 24,
    to: 72,
  },
];
