/** Every text of the lab but those of its tasks and scenarios, both languages beside each other. */

import type { Text } from "../../i18n/locales";

/** A text with names filled in, so that it can stand in another. */
export const withNames = (text: Text, names: readonly string[]): Text => ({
  zh: text.zh.replace("{names}", names.join("、")),
  en: text.en.replace("{names}", names.join(" and ")),
});

export const paramWords = {
  backend: {
    label: { zh: "锁由谁管", en: "Lock service" },
    help: {
      zh: "Redis：一主一从，复制是异步的。Redlock：五个互不复制的 Redis。ZooKeeper 和 etcd：一个节点代表背后的整个集群。",
      en: "Redis: a primary and an asynchronous replica. Redlock: five Redis nodes that replicate nothing. ZooKeeper and etcd: one node stands for the whole ensemble.",
    },
  },
  backends: {
    redis: { zh: "Redis 主从", en: "Redis, primary and replica" },
    redlock: { zh: "Redlock（5 个节点）", en: "Redlock (5 nodes)" },
    zookeeper: { zh: "ZooKeeper 临时顺序节点", en: "ZooKeeper sequential ephemeral" },
    etcd: { zh: "etcd 租约", en: "etcd lease" },
  },
  fencing: {
    label: { zh: "存储检查 fencing token", en: "Store checks fencing tokens" },
    help: {
      zh: "每次写都带着拿锁时得到的令牌，存储拒绝比见过的更小的令牌。令牌来自 Redis 的 INCR、ZooKeeper 的 zxid 或 etcd 的创建版本；Redlock 自己没有令牌，要多一轮多数确认。",
      en: "Each write carries the token that came with the lock; the store refuses one lower than it has seen. It is Redis's INCR, ZooKeeper's zxid or etcd's create revision; Redlock has none of its own and needs another round over a majority.",
    },
  },
  ttl: {
    label: { zh: "锁的期限（TTL / 会话超时）", en: "TTL or session timeout" },
  },
  work: {
    label: { zh: "干活时间", en: "Work time" },
    help: {
      zh: "拿到锁之后、写之前的平均时间；每次在一半到一倍半之间。",
      en: "From getting the lock to the write, on average; each time between half of it and half as much again.",
    },
  },
  check: {
    label: { zh: "写之前看自己的时钟", en: "Client checks its clock first" },
    help: {
      zh: "按自己的时钟锁已到期就不写。看完时钟到写出之间隔着 5 毫秒。",
      en: "It does not write when by its own clock the lock has run out. Between the look and the write lie 5 ms.",
    },
  },
  watchdog: {
    label: { zh: "看门狗续期", en: "Watchdog" },
    help: {
      zh: "持锁期间每过三分之一期限续一次；进程停顿时它也停顿。ZooKeeper 的客户端库总会发心跳，不受此项影响。",
      en: "Renews every third of the TTL while the lock is held; it stands still when the process does. ZooKeeper's library always pings, whatever is set here.",
    },
  },
  wait: {
    label: { zh: "等副本确认（WAIT 1）", en: "Wait for the replica (WAIT 1)" },
    help: {
      zh: "只对 Redis 主从有效：副本也记下锁和令牌计数之后才答复。关掉它，主节点刚答复就崩溃会丢掉锁和计数。",
      en: "Redis primary and replica only: the answer comes when the replica has lock and counter too. Without it a crash right after the answer loses both.",
    },
  },
  drift: {
    label: { zh: "C1 的时钟走快", en: "C1's clock runs fast by" },
    help: { zh: "负数是走慢：C1 会以为锁还没到期。", en: "Below zero it is slow: C1 thinks the lock lasts longer." },
  },
  rounds: {
    label: { zh: "每个客户端做几轮", en: "Rounds per client" },
    help: { zh: "0 表示一直做下去。", en: "0: they go on for ever." },
  },
  flaw: {
    label: { zh: "故意放进的毛病", en: "Broken on purpose" },
  },
  flaws: {
    none: { zh: "没有", en: "Nothing" },
    unlockDel: { zh: "用 DEL 解锁", en: "Unlocks by DEL" },
    setnxExpire: { zh: "SETNX 之后才 EXPIRE", en: "SETNX, then EXPIRE" },
    freshValue: { zh: "每个节点现取 UUID 又不保存", en: "A fresh UUID per node, never kept" },
    quorum2: { zh: "Redlock 两个节点就算拿到", en: "Redlock takes 2 of 5 for a majority" },
    amnesia: { zh: "Redlock 节点重启后丢数据", en: "A Redlock node restarts empty" },
    anyToken: { zh: "存储只看有没有令牌", en: "Store takes any token" },
    blindWatchdog: { zh: "看门狗不看锁是谁的", en: "Watchdog does not ask whose lock it is" },
    deleteFirst: { zh: "ZooKeeper 解锁时删队首节点", en: "ZooKeeper unlock deletes the first node" },
  },
} as const;

export const propertyWords = {
  exclusion: {
    zh: "互斥：新持有者写过之后，旧持有者的写不再被接受",
    en: "Mutual exclusion: no write of an older holder is let in after a newer holder wrote",
  },
  tokens: {
    zh: "令牌递增：后拿到锁的，令牌更大",
    en: "Tokens grow: a later holder has a higher token",
  },
  ownership: {
    zh: "归属：锁只由它的主人或期限拿走，只由主人续期",
    en: "Ownership: only its owner or its time takes a lock away, only its owner extends it",
  },
  release: {
    zh: "释放：解锁之后，自己拿的那把锁真的没了",
    en: "Release: once released, the lock it took is really gone",
  },
  lease: {
    zh: "期限：主人不在了的锁总有到期的时候",
    en: "Lease: a lock whose owner is gone has an end",
  },
} as const;

export const opWords = { promote: { zh: "哨兵把 {node} 提升为主节点", en: "Sentinel promotes {node}" } } as const;

export const nameWords = {
  acquire: { zh: "SET NX {owner}", en: "SET NX {owner}" },
  acquireBare: { zh: "SETNX {owner}", en: "SETNX {owner}" },
  expire: { zh: "EXPIRE {owner}", en: "EXPIRE {owner}" },
  agree: { zh: "令牌 {token}", en: "token {token}" },
  extend: { zh: "续期 {owner}", en: "extend {owner}" },
  release: { zh: "解锁 {owner}", en: "unlock {owner}" },
  yes: { zh: "成功", en: "done" },
  no: { zh: "没成", en: "not done" },
  granted: { zh: "给锁（{token}）", en: "granted ({token})" },
  nil: { zh: "nil", en: "nil" },
  readonly: { zh: "READONLY", en: "READONLY" },
  replicate: { zh: "复制", en: "replicate" },
  replicated: { zh: "已复制", en: "replicated" },
  primary: { zh: "新主节点", en: "new primary" },
  joinZk: { zh: "create -s -e", en: "create -s -e" },
  joinEtcd: { zh: "Txn 建键", en: "Txn create" },
  ask: { zh: "轮到我了吗", en: "my turn?" },
  ping: { zh: "心跳", en: "ping" },
  leaveZk: { zh: "delete {owner}", en: "delete {owner}" },
  leaveEtcd: { zh: "Revoke {owner}", en: "Revoke {owner}" },
  turn: { zh: "轮到你，令牌 {token}", en: "your turn, {token}" },
  wait: { zh: "排队", en: "wait" },
  over: { zh: "会话已过期", en: "session over" },
  pong: { zh: "会话还在", en: "session alive" },
  gone: { zh: "前面没了", en: "predecessor gone" },
  write: { zh: "写，令牌 {token}", en: "write, token {token}" },
  writeBare: { zh: "写 {owner}", en: "write {owner}" },
  wrote: { zh: "写成", en: "written" },
  refused: { zh: "令牌太小", en: "token too low" },
} as const;

export const timerWords = {
  start: { zh: "去拿锁", en: "go for the lock" },
  retry: { zh: "再试", en: "try again" },
  giveup: { zh: "等不到答复", en: "no answer" },
  renew: { zh: "续期", en: "renew" },
  work: { zh: "活干完", en: "work done" },
  write: { zh: "写出", en: "write" },
  expire: { zh: "锁到期", en: "lock expires" },
  resend: { zh: "重发复制", en: "replicate again" },
  session: { zh: "{owner} 的会话到期", en: "session of {owner} ends" },
} as const;

export const sceneWords = {
  columns: [
    { zh: "客户端", en: "Clients" },
    { zh: "锁", en: "Lock" },
    { zh: "数据", en: "Data" },
  ],
  idle: { zh: "空闲", en: "idle" },
  asking: { zh: "在要锁", en: "asking" },
  agreeing: { zh: "定令牌", en: "agreeing" },
  expiring: { zh: "补期限", en: "expiring" },
  queued: { zh: "排队", en: "queued" },
  holding: { zh: "自认持有", en: "believes it holds" },
  checked: { zh: "看过时钟", en: "has checked" },
  writing: { zh: "在写", en: "writing" },
  through: { zh: "做完", en: "done" },
  believesIt: { zh: "自认持有", en: "believes" },
  primary: { zh: "主节点", en: "primary" },
  replica: { zh: "副本", en: "replica" },
  token: { zh: "令牌 {token}", en: "token {token}" },
  highest: { zh: "最大 {token}", en: "highest {token}" },
  free: { zh: "没有锁", en: "no lock" },
  queue: { zh: "排队 {count}", en: "queue {count}" },
  unchecked: { zh: "不查令牌", en: "no token check" },
  clock: { zh: "钟 {by}", en: "clock {by}" },
  ownClock: { zh: "自己的时钟", en: "own clock" },
  validUntil: { zh: "自认有效到", en: "valid until (own clock)" },
  untilValue: { zh: "{at} ms", en: "{at} ms" },
  phase: { zh: "阶段", en: "phase" },
  attempt: { zh: "这次尝试", en: "attempt" },
  expires: { zh: "到期（自己的时钟）", en: "expires (own clock)" },
  never: { zh: "没有期限", en: "never" },
  nobody: { zh: "无", en: "none" },
  sessions: { zh: "会话", en: "sessions" },
  truthTitle: { zh: "自认与事实", en: "Belief and fact" },
  truthCaption: {
    zh: "上一行是客户端自己以为的，下一行是锁那边的事实。",
    en: "The first row is what the clients believe, the second what the lock service holds.",
  },
  believesRow: { zh: "自认持有锁", en: "Believes it holds" },
  standsRow: { zh: "锁真在谁名下", en: "Lock really stands" },
  yes: { zh: "是", en: "yes" },
  no: { zh: "否", en: "no" },
  writesTitle: { zh: "到达存储的写", en: "Writes at the store" },
  writesCaption: { zh: "最新的在最下面。", en: "The newest is at the bottom." },
  holder: { zh: "最近写入者", en: "Last writer" },
  verdict: { zh: "结果", en: "Verdict" },
  letIn: { zh: "接受", en: "let in" },
  keptOut: { zh: "拒绝", en: "refused" },
  noToken: { zh: "无", en: "none" },
  leasesTitle: { zh: "租约，各按自己的时钟", en: "Leases, each by its own clock" },
  highestGauge: { zh: "存储见过的最大令牌", en: "Highest token at the store" },
  standingGauge: { zh: "锁在名下的尝试", en: "Lock stands for" },
  summary: {
    zh: "{stands}；{believes}；存储见过的最大令牌是 {highest}{trouble}。",
    en: "The lock stands for {stands}; {believes}; the highest token at the store is {highest}{trouble}.",
  },
  nobodyStands: { zh: "锁不在任何人名下", en: "nobody" },
  nobodyBelieves: { zh: "没有客户端自认持有", en: "no client believes it holds it" },
  oneBelieves: { zh: "{names} 自认持有", en: "{names} believes it holds it" },
  twoBelieve: { zh: "{names} 都自认持有", en: "{names} both believe they hold it" },
  someStand: { zh: "锁在 {names} 名下", en: "{names}" },
  tokenColumn: { zh: "令牌", en: "Token" },
  overwritten: {
    zh: "；旧持有者盖掉了新持有者写的数据",
    en: "; an older holder has overwritten what a newer one wrote",
  },
  fine: { zh: "", en: "" },
  holds: { zh: "{owner} 持锁", en: "{owner} holds" },
} as const;

export const tellWords = {
  start: {
    zh: "两个客户端要抢同一把锁，然后写同一份数据",
    en: "Two clients want the same lock, and then to write the same data",
  },
  granted: { zh: "{node} 把锁记在 {owner} 名下，令牌 {token}", en: "{node} gives the lock to {owner}, token {token}" },
  grantWaits: {
    zh: "{node} 把锁记在 {owner} 名下，等副本确认后才答复",
    en: "{node} gives the lock to {owner} but answers only when the replica has it",
  },
  refusedLock: {
    zh: "{node} 拒绝 {owner}：锁在 {held} 名下",
    en: "{node} refuses {owner}: the lock stands for {held}",
  },
  readonly: {
    zh: "{node} 是副本，不执行 {owner} 的命令",
    en: "{node} is a replica and does not run {owner}'s command",
  },
  limited: { zh: "{node} 给 {owner} 的锁补上期限", en: "{node} gives {owner}'s lock its time limit" },
  agreed: { zh: "{node} 记下 {owner} 的令牌", en: "{node} notes {owner}'s token" },
  disagreed: {
    zh: "{node} 不认 {owner} 的令牌：锁已不在它名下，或见过更大的",
    en: "{node} does not take {owner}'s token: the lock is no longer its own, or a higher one was seen",
  },
  extended: { zh: "{node} 把 {owner} 的锁续满期限", en: "{node} extends {owner}'s lock to its full time" },
  extendedOther: {
    zh: "{node} 续的是 {held} 的锁：{owner} 的看门狗不看锁是谁的",
    en: "{node} extends {held}'s lock: {owner}'s watchdog does not ask whose it is",
  },
  notExtended: {
    zh: "{node} 不给 {owner} 续期：锁已不在它名下",
    en: "{node} does not extend for {owner}: the lock is no longer its own",
  },
  released: { zh: "{node} 删掉 {owner} 的锁", en: "{node} deletes {owner}'s lock" },
  releasedOther: {
    zh: "{node} 删掉的是 {held} 的锁：{owner} 解锁时不看锁是谁的",
    en: "{node} deletes {held}'s lock: {owner} unlocks without asking whose it is",
  },
  notReleased: {
    zh: "{node} 没有删：锁不在 {owner} 名下",
    en: "{node} deletes nothing: the lock is not {owner}'s",
  },
  notFound: {
    zh: "{node} 没有删：锁上的值不是 {owner} 这次带来的值",
    en: "{node} deletes nothing: the lock's value is not the one {owner} brings now",
  },
  grantedAlone: { zh: "{node} 把锁记在 {owner} 名下", en: "{node} gives the lock to {owner}" },
  hearsReleased: { zh: "{client} 得知 {node} 已删掉它的锁", en: "{client} hears that {node} has deleted its lock" },
  hearsNotReleased: {
    zh: "{client} 得知 {node} 没有删：锁不在它名下",
    en: "{client} hears that {node} deleted nothing: the lock was not its own",
  },
  holdsBare: {
    zh: "{client} 拿到锁，没有令牌，自认有效到自己时钟的 {until} ms",
    en: "{client} has the lock but no token, valid to {until} ms by its own clock",
  },
  sendsBare: { zh: "{client} 发出写，不带令牌", en: "{client} sends its write, without a token" },
  holds: {
    zh: "{client} 拿到锁，令牌 {token}，自认有效到自己时钟的 {until} ms",
    en: "{client} has the lock, token {token}, valid to {until} ms by its own clock",
  },
  agreesNow: {
    zh: "{client} 拿到多数节点，再让多数节点记下令牌 {token}",
    en: "{client} has a majority and now lets a majority note token {token}",
  },
  expiresNow: { zh: "{client} 拿到锁，但锁还没有期限", en: "{client} has the lock, which has no time limit yet" },
  counts: { zh: "{client} 数到 {count} 个节点同意", en: "{client} has the word of {count} so far" },
  countsNo: { zh: "{client} 数到 {count} 个节点不给", en: "{client} has been refused by {count} so far" },
  triesAgain: {
    zh: "{client} 这次没拿到锁，撤回后重来",
    en: "{client} has failed this time, takes it back and tries anew",
  },
  waitsToRetry: { zh: "{client} 没拿到锁，过一会再试", en: "{client} does not get the lock and will try again" },
  switches: {
    zh: "{client} 问的是副本，改问另一个节点",
    en: "{client} has asked a replica and turns to the other node",
  },
  prolonged: {
    zh: "{client} 知道续上了，自认有效到自己时钟的 {until} ms",
    en: "{client} hears that it was extended: valid to {until} ms by its own clock",
  },
  notProlonged: {
    zh: "{client} 续期没成，自认的期限不变",
    en: "{client} was not extended; its own idea of the end stays",
  },
  knowsLost: { zh: "{client} 得知会话已过期，锁没了", en: "{client} hears that its session is over and the lock gone" },
  ignores: {
    zh: "{client} 不理会 {node} 的“{what}”：等它的那一步已经过去",
    en: "{client} takes no notice of “{what}” from {node}: the step that waited for it is over",
  },
  doneHere: { zh: "{client} 收到 {node} 的答复", en: "{client} gets {node}'s answer" },
  gaveTurn: { zh: "{node} 让 {owner} 排在首位，令牌 {token}", en: "{node} puts {owner} first, token {token}" },
  putInQueue: {
    zh: "{node} 让 {owner} 排队：锁在 {held} 名下",
    en: "{node} lets {owner} wait: the lock stands for {held}",
  },
  sessionOver: { zh: "{node} 告诉 {owner}：会话已过期", en: "{node} tells {owner} that its session is over" },
  pinged: { zh: "{node} 把 {owner} 的会话续满时间", en: "{node} gives {owner}'s session its full time again" },
  left: { zh: "{node} 结束 {owner} 的会话，它的锁随之删除", en: "{node} ends {owner}'s session and deletes its lock" },
  leftOther: {
    zh: "{node} 删掉队首，那是 {held} 的节点：{owner} 按名字删，不看会话",
    en: "{node} deletes the first node, which is {held}'s: {owner} deletes by name, whoever's session it is",
  },
  leftNothing: { zh: "{node} 没有 {owner} 的会话可结束", en: "{node} has no session of {owner} to end" },
  queues: { zh: "{client} 排队，盯着前一个", en: "{client} waits and watches the one before it" },
  hearsGone: {
    zh: "{client} 得知前面的没了，再问是否轮到自己",
    en: "{client} hears that the one before is gone and asks again",
  },
  alive: {
    zh: "{client} 得知会话还在，有效到自己时钟的 {until} ms",
    en: "{client} hears its session is alive: valid to {until} ms by its own clock",
  },
  written: { zh: "存储接受 {owner} 的写，令牌 {token}", en: "The store lets {owner} write, token {token}" },
  writtenBlind: { zh: "存储不查令牌，接受 {owner} 的写", en: "The store asks for no token and lets {owner} write" },
  writtenLate: {
    zh: "存储接受 {owner} 迟到的写：比它新的 {newer} 已经写过，数据被旧持有者盖掉",
    en: "The store lets {owner} write late: {newer}, the newer holder, wrote before and is overwritten",
  },
  tooLow: {
    zh: "存储拒绝 {owner} 的写：令牌 {token} 不大于见过的 {highest}",
    en: "The store refuses {owner}'s write: token {token} is not above {highest}, which it has seen",
  },
  noToken: { zh: "存储拒绝 {owner} 的写：没有令牌", en: "The store refuses {owner}'s write: it bears no token" },
  hearsWritten: { zh: "{client} 写完，放掉锁", en: "{client} has written and gives the lock back" },
  hearsRefused: {
    zh: "{client} 得知写被拒：已有更新的持有者（令牌 {highest}）",
    en: "{client} hears that its write was refused: a newer holder has token {highest}",
  },
  replicatedHere: { zh: "{node} 收下主节点的数据", en: "{node} takes over the primary's data" },
  demoted: { zh: "{node} 发现有更新的主节点，降为副本", en: "{node} finds a newer primary and becomes its replica" },
  oldReign: { zh: "{node} 不理会旧主节点的复制", en: "{node} takes no notice of the old primary's data" },
  acked: { zh: "{node} 得知副本已有 {count} 次改动", en: "{node} hears that the replica has {count} changes" },
  grantsAfterWait: { zh: "{node} 等到副本确认，答复 {owner}", en: "{node} has the replica's word and answers {owner}" },
  newPrimary: { zh: "{client} 改认 {node} 为主节点", en: "{client} takes {node} for the primary from now on" },
  timerStart: { zh: "{client} 去拿锁，这次叫 {owner}", en: "{client} goes for the lock, as {owner}" },
  timerRetry: { zh: "{client} 再要一次锁", en: "{client} asks for the lock again" },
  timerAsk: { zh: "{client} 问是否轮到自己", en: "{client} asks whether it is its turn" },
  timerGiveupWrite: {
    zh: "{client} 等不到写的答复，放掉锁",
    en: "{client} hears nothing of its write and gives the lock back",
  },
  timerRenew: { zh: "{client} 的看门狗请求续期", en: "{client}'s watchdog asks for more time" },
  timerPing: { zh: "{client} 给自己的会话发心跳", en: "{client} sends a ping for its session" },
  checkedFine: {
    zh: "{client} 干完活，看自己的时钟：锁还有 {left} ms，准备写",
    en: "{client} is done and looks at its clock: {left} ms are left, so it will write",
  },
  checkedNot: {
    zh: "{client} 干完活，不看时钟就准备写",
    en: "{client} is done and will write without a look at its clock",
  },
  checkedLate: {
    zh: "{client} 干完活，看自己的时钟：锁已到期，放弃写",
    en: "{client} is done and looks at its clock: the lock has run out, so it does not write",
  },
  sendsWrite: { zh: "{client} 发出写，令牌 {token}", en: "{client} sends its write, token {token}" },
  nothingToDo: { zh: "{node} 的定时到了，没有要做的事", en: "{node}'s timer rings with nothing to do" },
  expired: { zh: "{node} 上 {held} 的锁到期，被删除", en: "On {node} {held}'s lock runs out and is deleted" },
  resends: { zh: "{node} 再发一次复制", en: "{node} sends its data to the replica again" },
  sessionEnds: {
    zh: "{node} 太久没收到 {owner} 的心跳，会话到期，锁被删除",
    en: "{node} has not heard from {owner} for too long: the session ends and its lock is deleted",
  },
  promoted: {
    zh: "{node} 被提升为主节点，用手上的数据继续：{stands}",
    en: "{node} becomes primary and goes on with what it has: the lock stands for {stands}",
  },
  crash: { zh: "{node} 崩溃", en: "{node} crashes" },
  bootClient: { zh: "{node} 重启，忘了自己拿过的锁", en: "{node} starts again and knows of no lock it took" },
  bootKept: { zh: "{node} 重启，数据还在", en: "{node} starts again with its data" },
  bootEmpty: { zh: "{node} 重启，数据是空的", en: "{node} starts again, and it is empty" },
  pauseHolder: {
    zh: "{node} 停顿（如 GC），它自认持有的锁照样在倒计时",
    en: "{node} stands still (a GC, say) while the lock it believes in runs on",
  },
  pause: { zh: "{node} 停顿，什么也没丢", en: "{node} stands still; nothing is lost" },
  resume: { zh: "{node} 接着运行，不知道自己停过", en: "{node} goes on and does not know that it stood still" },
} as const;
