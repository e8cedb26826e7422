/** Three tasks: a pause, a clock, and the one setting that helps. Each is played once round: C1 first, then C2. */
import type { Task } from "../lab";
import { model } from "./model";
import {
  believes,
  clientOf,
  type Ghost,
  type LockParams,
  type LockState,
  type LockWorld,
  type Message,
  type Op,
  store,
} from "./protocol";

type T = Task<LockState, Message, Op, LockParams, Ghost>;

const net = { min: 2, tail: 4, loss: 0, twice: 0 };
const [c1, c2] = [0, 1];

const isOverwritten = (w: LockWorld): boolean => w.broken.some(({ invariant }) => invariant === "exclusion");
const isBelieving = (w: LockWorld, node: number): boolean => {
  const s = w.nodes[node]?.state;
  return s?.kind === "client" && believes(s);
};
/** C2's write has been let in while C1, the older holder, still takes the lock for its own. */
const hasNewerWritten = (w: LockWorld): boolean =>
  w.ghost.wrote !== null && clientOf(w.ghost.wrote.owner) === c2 && isBelieving(w, c1);
/** The last write at the store was C1's, and it was refused. */
const isLateRefused = (w: LockWorld): boolean => {
  const s = w.nodes[store]?.state;
  const last = s?.kind === "store" ? s.log.at(-1) : undefined;
  return last !== undefined && !last.ok && clientOf(last.owner) === c1;
};

/** For the search: how far a pause between look and write has come. A pause anywhere else leads nowhere. */
function pausedAtTheRightMoment(w: LockWorld): number {
  const [one, other] = [w.nodes[c1], w.nodes[c2]];
  const phase = one?.state.kind === "client" ? one.state.phase : "idle";
  const isAstray = w.nodes.some(({ paused }, node) => paused && (node !== c1 || phase !== "checked"));
  if (isAstray) return 1000;
  if (w.ghost.wrote && clientOf(w.ghost.wrote.owner) === c1) return 900;
  if (hasNewerWritten(w)) return one?.paused ? 10 : 5;
  if (phase !== "checked") return 100;
  if (!one?.paused) return 60;
  return other && isBelieving(w, c2) ? 20 : 40;
}

/** The newer holder has written, and then the older one does: how two of the tasks end. */
const lateWrite: T["goals"] = [
  {
    id: "newer",
    text: { zh: "C2 写成时，C1 仍自认持有", en: "C2 has written while C1 still believes it holds the lock" },
    when: "reach",
    holds: hasNewerWritten,
  },
  {
    id: "older",
    text: { zh: "C1 的写在那之后被接受", en: "C1's write is let in after that" },
    when: "reach",
    holds: isOverwritten,
  },
];

const pause: T = {
  id: "pause",
  title: { zh: "只用一次停顿", en: "One pause is enough" },
  ask: {
    zh: "五个节点的 Redlock，存储不查令牌。只用停顿和恢复，让 C1 在 C2 写过之后把旧数据写进去。C1 写之前会看自己的时钟。",
    en: "Redlock with five nodes; the store checks no token. With a pause and a resume alone, have C1 write after C2 has written. C1 looks at its clock before it writes.",
  },
  predict: {
    ask: {
      zh: "五个节点全程正常，C1 写前还检查租约。只靠停顿能让两个客户端都写进去吗？",
      en: "All five nodes work throughout, and C1 checks its lease before the write. Can a pause alone let both clients write?",
    },
    options: [
      {
        id: "majority",
        text: {
          zh: "不能：多数节点保证同时只有一个持有者",
          en: "No: a majority makes sure there is one holder at a time",
        },
      },
      {
        id: "check",
        text: { zh: "不能：C1 恢复后会看到锁已到期", en: "No: when it goes on, C1 will see that the lock has run out" },
      },
      {
        id: "between",
        text: { zh: "能：停在“看时钟”和“写”之间", en: "Yes: stop it between the look at the clock and the write" },
        right: true,
      },
    ],
    because: {
      zh: "检查和写是两步。检查通过之后停顿，恢复时不会再检查一次。多数节点管的是锁给谁，管不到一条已经决定要发的写。",
      en: "The look and the write are two steps. Stopped after the look, C1 does not look again. The majority decides who gets the lock; it has no say over a write that is already decided on.",
    },
  },
  tape: { m: model.id, p: { backend: "redlock", fencing: false, rounds: 1 }, seed: 1, net, c: [] },
  allow: { pause: 1, resume: 1 },
  mode: { by: "time", until: 4000 },
  budget: 2,
  goals: lateWrite,
  hints: [
    {
      zh: "C1 什么时候检查，什么时候写？两者之间有多久？",
      en: "When does C1 look, when does it write, and what lies between?",
    },
    {
      zh: "锁会在 C1 停顿时到期。等 C2 拿到锁并写完。",
      en: "The lock runs out while C1 stands still. Wait until C2 has it and has written.",
    },
    {
      zh: "C1 显示“看过时钟”时停住它；存储接受 C2 的写之后再恢复。",
      en: "Pause C1 when it says “has checked”; resume it when the store has let C2 write.",
    },
  ],
  debrief: {
    zh: "GC、虚拟机迁移、缺页、一条在网络里滞留的请求都能造成这样的停顿，长度没有上限。加节点、加长期限、写前再查一次都只是把窗口变小。锁服务不知道这条写，能挡住它的只有存储：让写带上单调递增的令牌，由存储比较。没有这一步的锁只能用来减少重复劳动，不能用来保证正确。",
    en: "A GC, a moved virtual machine, a page fault, a request that lingers in the network: each makes such a pause, of any length. More nodes, a longer TTL or another look only narrow the window. The lock service knows nothing of the write; only the store can keep it out, by comparing a token that grows. Without that a lock saves double work; it does not make anything correct.",
  },
  solution: [
    [415, 1, { do: "pause", node: c1 }],
    [1529, 1, { do: "resume", node: c1 }],
  ],
  distance: pausedAtTheRightMoment,
};

/** For the search: how many of Redlock's nodes have been moved on while C1 works. */
function movedOn(w: LockWorld): number {
  const moved = w.nodes.filter(({ state, skew }) => state.kind === "redis" && skew > 0).length;
  const isAstray = w.nodes.some(({ state, skew }) => skew < 0 || (skew !== 0 && state.kind !== "redis"));
  const isEarly = moved > 0 && w.ghost.believed === null;
  const hasWritten = w.ghost.wrote !== null && clientOf(w.ghost.wrote.owner) === c1;
  if (isAstray || isEarly || hasWritten) return 1000;
  if (hasNewerWritten(w)) return 0;
  return (3 - moved) * 100 + (isBelieving(w, c2) ? 10 : 50);
}

const clock: T = {
  id: "clock",
  title: { zh: "不停顿，只动时钟", en: "No pause, only clocks" },
  ask: {
    zh: "还是 Redlock，存储不查令牌，期限 2 秒。谁也不停顿，只许把时钟拨动三次（每次 2 秒），让 C1 在 C2 写过之后写进去。",
    en: "Redlock again, no token check, a TTL of 2 s. Nobody stands still. Move clocks three times at most, 2 s each, and have C1 write after C2 has written.",
  },
  predict: {
    ask: {
      zh: "C1 干活远不到 2 秒，也不停顿。至少要动几个时钟？",
      en: "C1 works for far less than 2 s and does not stop. How many clocks must move at least?",
    },
    options: [
      {
        id: "none",
        text: {
          zh: "动多少都不行：期限按时长计，与时刻无关",
          en: "No number will do: a TTL is a length of time, not a time of day",
        },
      },
      { id: "one", text: { zh: "一个：任何一个节点就够", en: "One: any node will do" } },
      {
        id: "three",
        text: { zh: "三个：多数节点提前让锁到期", en: "Three: a majority must let the lock go early" },
        right: true,
      },
    ],
    because: {
      zh: "Redis 用一天中的时刻记到期时间，时钟往前跳，锁就提前到期。C1 握着五个节点，C2 要凑够三个，就得有三个节点提前放手。",
      en: "Redis keeps the time of day at which a key ends, so a jump forward ends it early. C1 holds all five; C2 needs three, so three must let go.",
    },
  },
  tape: {
    m: model.id,
    p: { backend: "redlock", fencing: false, rounds: 1, ttl: 2000, work: 600 },
    ...{ seed: 31, net, c: [] },
  },
  allow: { skew: 3 },
  mode: { by: "time", until: 3000 },
  budget: 3,
  goals: lateWrite,
  hints: [
    { zh: "谁的时钟决定锁什么时候到期？", en: "Whose clock decides when the lock ends?" },
    {
      zh: "C2 要从几个节点拿到锁？它们现在都在 C1 名下。",
      en: "From how many nodes does C2 need the lock? All of them stand for C1 now.",
    },
    {
      zh: "C1 刚拿到锁，就把 R1、R2、R3 的时钟各往前拨 2 秒。",
      en: "As soon as C1 has the lock, move the clocks of R1, R2 and R3 forward by 2 s.",
    },
  ],
  debrief: {
    zh: "Redlock 的安全靠时间假设：时钟走得差不多快，也不跳。运维改时间、NTP 步进、虚拟机恢复都会破坏它。etcd 的租约和 ZooKeeper 的会话按单调时钟计时，这样的跳变动不了它们；停顿它们照样挡不住。",
    en: "Redlock is safe as long as clocks run alike and do not jump. An operator, a stepping NTP or a restored machine breaks that. etcd's leases and ZooKeeper's sessions go by a monotonic clock, which no such jump moves; a pause defeats them all the same.",
  },
  solution: [
    [17, 2, { do: "skew", node: 3, by: 2000 }],
    [17, 2, { do: "skew", node: 4, by: 2000 }],
    [17, 2, { do: "skew", node: 5, by: 2000 }],
  ],
  distance: movedOn,
};

/** As with the pause, and fencing must be on before C1 goes on. */
const savedBySetting = (w: LockWorld): number => {
  if (isOverwritten(w)) return 1000;
  if (isLateRefused(w)) return 0;
  return pausedAtTheRightMoment(w) + (w.p.fencing ? 0 : 3);
};

const setting: T = {
  id: "setting",
  title: { zh: "换成 ZooKeeper，再改一项设置", en: "ZooKeeper instead, and one setting" },
  ask: {
    zh: "锁换成 ZooKeeper 的临时顺序节点。像第一个任务那样停住 C1，但只许改一项设置，让 C1 迟到的写到达存储却不起作用。",
    en: "The lock is now ZooKeeper's sequential ephemeral node. Stop C1 as in the first task, but change one setting so that its late write reaches the store and does nothing.",
  },
  predict: {
    ask: { zh: "哪一项设置能让迟到的写不起作用？", en: "Which setting makes the late write harmless?" },
    options: [
      {
        id: "zookeeper",
        text: { zh: "不用改：ZooKeeper 的锁是强一致的", en: "None is needed: ZooKeeper's lock is strongly consistent" },
      },
      {
        id: "watchdog",
        text: { zh: "看门狗：停顿时替 C1 续期", en: "The watchdog: it renews for C1 during the pause" },
      },
      {
        id: "ttl",
        text: { zh: "更长的会话超时：比停顿还长就行", en: "A longer session timeout: longer than the pause" },
      },
      { id: "fencing", text: { zh: "存储检查令牌", en: "The store's check of the token" }, right: true },
    ],
    because: {
      zh: "会话到期后 C2 合法拿到锁，这一点上 ZooKeeper 没有错；错在存储还接受旧持有者的写。看门狗和进程一起停顿；更长的超时只会让所有人等得更久，停顿却可以更长。",
      en: "When the session has ended C2 rightly holds the lock; ZooKeeper did nothing wrong. What is wrong is that the store still takes the old holder's write. The watchdog stands still with its process, and a longer timeout makes everyone wait while a pause may be longer yet.",
    },
  },
  tape: { m: model.id, p: { backend: "zookeeper", fencing: false, rounds: 1 }, seed: 1, net, c: [] },
  allow: { pause: 1, resume: 1, set: 1 },
  mode: { by: "time", until: 4000 },
  budget: 3,
  goals: [
    {
      id: "newer",
      text: { zh: "C2 写成时，C1 仍自认持有", en: "C2 has written while C1 still believes it holds the lock" },
      when: "reach",
      holds: hasNewerWritten,
    },
    {
      id: "refused",
      text: { zh: "C1 迟到的写到达存储并被拒绝", en: "C1's late write reaches the store and is refused" },
      when: "reach",
      holds: isLateRefused,
    },
    {
      id: "safe",
      text: { zh: "旧持有者始终没有盖掉新数据", en: "No older holder ever overwrites a newer one" },
      when: "keep",
      holds: (w) => !isOverwritten(w),
    },
  ],
  hints: [
    { zh: "迟到的写一定会发出。谁还能挡住它？", en: "The late write will be sent. Who can still keep it out?" },
    { zh: "在 C1 恢复之前打开存储的检查。", en: "Switch on the store's check before C1 goes on." },
    {
      zh: "C1 显示“看过时钟”时停住它，打开“存储检查 fencing token”，C2 写成之后恢复 C1。",
      en: "Pause C1 at “has checked”, switch on “Store checks fencing tokens”, and resume C1 when C2 has written.",
    },
  ],
  debrief: {
    zh: "令牌用的是锁节点的 czxid：后建的节点一定更大。C2 的写先到，存储记住了更大的令牌，C1 的旧令牌就进不来。etcd 用键的创建版本，道理一样。Redis 的 INCR 也能发令牌，前提是切换主节点时计数不倒退；Redlock 的五个计数互不相干，要另做一轮多数确认才有先后。",
    en: "The token is the lock node's czxid: a node created later always has a higher one. C2's write came first, the store kept the higher token, and C1's old one does not get in. etcd's create revision does the same. Redis's INCR will do if no failover sets it back; Redlock's five counters have no order until another round over a majority gives them one.",
  },
  solution: [
    [0, 0, { do: "set", name: "fencing", value: true }],
    [416, 1, { do: "pause", node: c1 }],
    [1523, 1, { do: "resume", node: c1 }],
  ],
  distance: savedBySetting,
};

export const tasks: readonly T[] = [pause, clock, setting];
