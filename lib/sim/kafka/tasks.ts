/** Three things to bring about, graded from the run itself. */
import type { Goal, Task } from "../lab";
import type { Choice, Net } from "../model";
import { type Ghost, trueLeader } from "./ghost";
import type { P } from "./params";
import { type C, type Controller, cast, type M, type S, type W } from "./state";

type KafkaTask = Task<S, M, C, P, Ghost>;
type KafkaGoal = Goal<S, M, C, P, Ghost>;

const net: Net = { min: 5, tail: 10, loss: 0, twice: 0 };
const tape = (p: KafkaTask["tape"]["p"]): KafkaTask["tape"] => ({ m: "kafka@1", p, seed: 7, net, c: [] });

const controllerOf = (w: W): Controller => w.nodes[cast(w.p).controller]?.state as Controller;
const isBroker = (w: W, node: number): boolean => cast(w.p).brokers.includes(node);
const isServer = (w: W, node: number): boolean => node <= cast(w.p).controller;
const isConsumer = (w: W, node: number): boolean => cast(w.p).consumers.includes(node);

/** Was an acknowledgement given for a record that one replica alone had to have? */
const ackedByOne: KafkaGoal = {
  id: "alone",
  text: { zh: "ISR 只剩领导者时，仍有记录得到应答", en: "A record is acknowledged while the ISR is the leader alone" },
  when: "reach",
  holds: (w, prev) => w.ghost.acked.length > prev.ghost.acked.length && controllerOf(w).isr.length === 1,
};

const lostOne: KafkaGoal = {
  id: "lost",
  text: { zh: "一条已应答的记录不在领导者的日志里", en: "An acknowledged record is missing in the leader's log" },
  when: "reach",
  holds: (w) => w.ghost.lost.length > 0,
};

const allWell: KafkaGoal = {
  id: "well",
  text: {
    zh: "结束时三个副本都在 ISR 中，所有节点都在运行",
    en: "At the end all three replicas are in sync and every node is running",
  },
  when: "end",
  holds: (w) =>
    controllerOf(w).isr.length === 3 && trueLeader(w) !== undefined && w.nodes.every(({ up, paused }) => up && !paused),
};

const a: KafkaTask = {
  id: "a",
  title: { zh: "acks=all 也会丢", en: "Lost in spite of acks=all" },
  ask: {
    zh: "acks=all，min.insync.replicas=1，不允许 unclean 选举；崩溃即断电。让一条已应答的记录消失，结束时三个副本又都在 ISR 中，所有节点都在运行。",
    en: "acks=all, min.insync.replicas=1, no unclean election; a crash is a power failure. Make an acknowledged record vanish, with all three replicas in sync again and every node running at the end.",
  },
  predict: {
    ask: {
      zh: "三个副本、acks=all，能丢掉已应答的记录吗？",
      en: "Three replicas and acks=all: can an acknowledged record be lost?",
    },
    options: [
      {
        id: "no-all",
        text: { zh: "不能：应答时三个副本都有它", en: "No: when it is acknowledged, all three have it" },
      },
      { id: "no-clean", text: { zh: "不能：只要不允许 unclean 选举", en: "No, as long as unclean election is off" } },
      {
        id: "isr",
        text: { zh: "能：ISR 可以缩到只剩一个副本", en: "Yes: the ISR may shrink to a single replica" },
        right: true,
      },
      { id: "two", text: { zh: "能，但必须有两个副本同时断电", en: "Yes, but two must lose power at the same time" } },
    ],
    because: {
      zh: "acks=all 等的是当前 ISR。ISR 只剩领导者时，它自己写进页缓存就算“全部”。",
      en: "acks=all waits for the current ISR. When that is the leader alone, its own page cache is “all”.",
    },
  },
  tape: tape({ minIsr: 1, powerLoss: true }),
  allow: { pause: 2, resume: 2, crash: 1, boot: 1, cut: 2, heal: 2 },
  mayChoose: (choice, w) =>
    choice.do === "cut" || choice.do === "heal" ? isServer(w, choice.from) && isServer(w, choice.to) : true,
  mode: { by: "time", until: 3000 },
  budget: 7,
  goals: [ackedByOne, lostOne, allWell],
  hints: [
    {
      zh: "acks=all 的“all”是谁？看控制器旁边的 ISR。",
      en: "Who is “all” in acks=all? Look at the ISR beside the controller.",
    },
    {
      zh: "让两个跟随者停顿，等领导者独自应答。",
      en: "Let both followers stand still and wait until the leader answers alone.",
    },
    {
      zh: "领导者刚应答完、还没刷盘（每 500 ms 一次）时让它断电，再启动它，最后恢复两个跟随者。",
      en: "Cut the leader's power right after an answer and before the next flush (each 500 ms), start it again, then let both followers go on.",
    },
  ],
  debrief: {
    zh: "最后一个 ISR 成员断电后带着更短的日志回来，它仍是 ISR 里唯一的成员，所以合法地再次当选。min.insync.replicas=2 会在 ISR 只剩一个时拒绝写入，3.7 起 HW 也不再前进；ELR（KIP-966，4.0 起可用）还记住哪些离开 ISR 的副本仍可安全当选。应答早于刷盘，所以副本要分布在不会一起断电的地方。",
    en: "The last member of the ISR comes back from the power failure with a shorter log. It is still the only member, so it is lawfully elected again. With min.insync.replicas=2, writes are refused while the ISR is one, and since 3.7 the HW stands still; ELR (KIP-966, available since 4.0) also remembers which replicas outside the ISR may still be elected safely. Acknowledgements come before the flush, so replicas belong where they do not lose power together.",
  },
  solution: [
    [0, 0, { do: "pause", node: 1 }],
    [0, 0, { do: "pause", node: 2 }],
    [538, 1, { do: "crash", node: 0 }],
    [538, 1, { do: "boot", node: 0 }],
    [561, 1, { do: "resume", node: 1 }],
    [561, 1, { do: "resume", node: 2 }],
  ],
  distance(w) {
    const away = w.nodes.filter(({ up, paused }) => !up || paused).length;
    const alone = 3 - controllerOf(w).isr.length;
    if (w.ghost.lost.length > 0) return alone + away;
    const leader = w.nodes[0];
    if (leader?.state.kind !== "broker") return 90;
    const { log, flushed } = leader.state;
    const offsets = w.ghost.acked.map((v) => log.findIndex((record) => record.v === v));
    if (offsets.includes(-1)) return leader.up ? 6 : 7;
    if (!leader.up) return 90;
    const followers = w.nodes.filter(({ paused }, id) => isBroker(w, id) && id !== 0 && paused).length;
    return 20 - 2 * followers - 2 * alone - (alone === 2 && offsets.some((offset) => offset >= flushed) ? 1 : 0);
  },
};

const twice: KafkaGoal = {
  id: "twice",
  text: { zh: "一条记录的效果出现两次", en: "The effect of a record is made twice" },
  when: "reach",
  holds: (w) => w.ghost.effects.some((count) => count > 1),
};
const stopped: KafkaGoal = {
  id: "stopped",
  text: {
    zh: "之后又有一条记录被处理两次，效果却只有一次",
    en: "Later another record is processed twice and its effect is made once",
  },
  when: "end",
  holds: (w) => w.ghost.stopped.some((v) => w.ghost.effects[v] === 1),
};
const noSkip: KafkaGoal = {
  id: "none-left-out",
  text: {
    zh: "没有记录被漏掉，仍是处理后提交",
    en: "No record is left out, and offsets are still committed after the work",
  },
  when: "keep",
  holds: (w) => w.ghost.skipped.length === 0 && w.p.commit === "after",
};

const allRun: KafkaGoal = {
  id: "running",
  text: { zh: "结束时所有节点都在运行", en: "At the end every node runs" },
  when: "end",
  holds: (w) => w.nodes.every(({ up, paused }) => up && !paused),
};

const b: KafkaTask = {
  id: "b",
  title: { zh: "至少一次，效果两次", en: "At least once, twice in effect" },
  ask: {
    zh: "消费者处理后才提交位移。先让一条记录的效果出现两次；再改一个设置，让同样的事故不再造成重复。",
    en: "The consumer commits after the work. First have the effect of a record made twice; then change one setting so that the same accident does no harm.",
  },
  predict: {
    ask: {
      zh: "生产者幂等、acks=all 都开着。哪个设置能防住消费端的重复效果？",
      en: "The producer is idempotent, acks=all. Which setting keeps the consumer from making an effect twice?",
    },
    options: [
      { id: "idempotence", text: { zh: "幂等生产者已经防住了", en: "The idempotent producer does already" } },
      { id: "commit-before", text: { zh: "改成处理前提交位移", en: "Commit offsets before the work" } },
      {
        id: "key",
        text: {
          zh: "消费端用唯一键，与效果在同一事务里写入",
          en: "A unique key at the consumer, written in one transaction with the effect",
        },
        right: true,
      },
      { id: "acks", text: { zh: "提高 min.insync.replicas", en: "A higher min.insync.replicas" } },
    ],
    because: {
      zh: "幂等生产者只管同一生产者的重试；处理前提交会漏掉记录；副本设置管的是日志。重复发生在效果与提交位移之间，只有效果那一侧能去重。",
      en: "An idempotent producer knows its own retries only; committing first leaves records out; replica settings are about the log. The repetition arises between effect and commit, so only the side of the effect can stop it.",
    },
  },
  tape: tape({ dedup: false }),
  allow: { pause: 3, resume: 3, set: 2 },
  mayChoose: (c, w) => (c.do === "pause" || c.do === "resume" ? isConsumer(w, c.node) : true),
  mode: { by: "time", until: 4000 },
  budget: 7,
  goals: [twice, stopped, noSkip, allRun],
  hints: [
    {
      zh: "在效果已写入、位移还没提交的时候，谁会再处理一遍？",
      en: "Who works again on a record whose effect is made and whose offset is not yet committed?",
    },
    {
      zh: "让拥有分区的消费者在处理途中停顿，超过组会话时间后再恢复。",
      en: "Let the owner stand still in the middle of its work, longer than the group session, then go on.",
    },
    {
      zh: "出现重复后打开“消费端幂等键”，再对新的拥有者做同样的事。",
      en: "After the repetition switch on the unique key at the consumer and do the same to the new owner.",
    },
  ],
  debrief: {
    zh: "停顿的消费者不知道自己已被移出组，恢复后会把手上的做完；它的提交会被拒绝，但效果已经在数据库里。Kafka 的恰好一次（事务加 read_committed）只覆盖“从 Kafka 读、写回 Kafka”，不覆盖外部数据库。",
    en: "A consumer that stood still does not know that it was taken out of the group and finishes what it holds. Its commit is refused; its effect is in the database. Kafka's exactly-once (transactions with read_committed) covers reading from and writing to Kafka, not a database outside.",
  },
  solution: [
    [421, 1, { do: "pause", node: 5 }],
    [1054, 1, { do: "resume", node: 5 }],
    [1054, 2, { do: "set", name: "dedup", value: true }],
    [1054, 2, { do: "pause", node: 6 }],
    [1650, 1, { do: "resume", node: 6 }],
  ],
  distance(w) {
    const hasTwice = twice.holds(w, w);
    const held = cast(w.p).consumers.some((id) => {
      const node = w.nodes[id];
      return node?.paused && node.state.kind === "consumer" && node.state.batch.length > 0;
    });
    const overtaken = cast(w.p).consumers.some((id) => {
      const node = w.nodes[id];
      const first = node?.state.kind === "consumer" ? node.state.batch[0] : undefined;
      return first !== undefined && (w.ghost.effects[first.v] ?? 0) > 0;
    });
    const far = (overtaken ? 1 : held ? 2 : 3) + (w.p.dedup === hasTwice ? 0 : 4);
    const away = w.nodes.filter(({ paused }) => paused).length;
    return hasTwice ? (stopped.holds(w, w) ? away / 10 : far) : 10 + far;
  },
};

const order = [1, 3, 4, 2, 5];
const reordered: KafkaGoal = {
  id: "order",
  text: { zh: "日志以 #1 #3 #4 #2 #5 开头", en: "The log begins #1 #3 #4 #2 #5" },
  when: "end",
  holds: (w) => order.every((v, offset) => w.ghost.committed[offset] === v),
};
const noneTwice: KafkaGoal = {
  id: "once",
  text: { zh: "没有记录写了两份", en: "No record is written twice" },
  when: "keep",
  holds: (w) => w.ghost.doubled.length === 0,
};

const c: KafkaTask = {
  id: "c",
  title: { zh: "重试打乱顺序", en: "Retries change the order" },
  ask: {
    zh: "不幂等，在途请求可达 5 个。同一连接上消息从不乱序，你只能让它们丢失、迟到或重复。让 #2 落到 #4 后面，其余不变。",
    en: "No idempotence, up to five requests in flight. A connection never reorders; you can only have messages lost, late or repeated. Bring #2 behind #4 and leave the rest as it is.",
  },
  predict: {
    ask: {
      zh: "同一个生产者、同一个分区，连接也不乱序，日志还会乱序吗？",
      en: "One producer, one partition, and a connection in order: can the log be out of order?",
    },
    options: [
      { id: "no", text: { zh: "不会：分区内总是有序", en: "No: a partition is always in order" } },
      {
        id: "retry",
        text: {
          zh: "会：前一个请求失败重试时，后一个已经写入",
          en: "Yes: while an earlier request is retried, a later one is written",
        },
        right: true,
      },
      { id: "leader", text: { zh: "只有换领导者时才会", en: "Only when the leader changes" } },
      { id: "acks", text: { zh: "acks=all 时不会", en: "Not with acks=all" } },
    ],
    because: {
      zh: "分区的顺序是写入的顺序，不是发送的顺序。max.in.flight 大于 1 且会重试时，两者可以不同。",
      en: "A partition keeps the order of writing, not of sending. With more than one request in flight and retries the two can differ.",
    },
  },
  tape: tape({ idempotence: false }),
  allow: { drop: 3, delay: 2, dup: 2 },
  mayChoose: (choice, w) => isOfProducer(choice, w),
  mode: { by: "time", until: 2500 },
  budget: 4,
  goals: [reordered, noneTwice],
  hints: [
    { zh: "请求超时是 300 ms，记录每 250 ms 一条。", en: "The request timeout is 300 ms, a record comes each 250 ms." },
    {
      zh: "让写 #2 的请求丢失，看重试什么时候到。",
      en: "Let the request that writes #2 be lost and see when its retry comes.",
    },
    { zh: "丢一次，#2 落到 #3 后面；再丢一次它的重试。", en: "Lost once, #2 comes behind #3; lose its retry as well." },
  ],
  debrief: {
    zh: "丢请求会改变顺序，丢应答会写出两份。幂等生产者（3.0 起默认）让领导者按序号拒绝 #3，直到 #2 到达，所以在途 5 个也有序。没有幂等时要把 max.in.flight 设为 1。",
    en: "A lost request changes the order, a lost answer writes a second copy. With an idempotent producer (the default since 3.0) the leader refuses #3 by its sequence until #2 is there, so five in flight stay in order. Without it, max.in.flight must be 1.",
  },
  solution: [
    [519, 1, { do: "drop", msg: "4-0-1" }],
    [811, 1, { do: "drop", msg: "4-0-3" }],
  ],
  distance: (w) => order.length - prefix(w),
};

function isOfProducer(choice: Choice<C>, w: W): boolean {
  if (choice.do !== "drop" && choice.do !== "delay" && choice.do !== "dup") return true;
  const { producer } = cast(w.p);
  const [from, to] = choice.msg.split("-").map(Number);
  return from === producer || to === producer;
}

/** How many of the wanted records stand in their places in the leader's log. */
function prefix(w: W): number {
  const log = trueLeader(w)?.state.log ?? [];
  const wrong = log.findIndex(({ v }, offset) => offset < order.length && v !== order[offset]);
  return wrong >= 0 ? -order.length : Math.min(log.length, order.length);
}

export const tasks: readonly KafkaTask[] = [a, b, c];
