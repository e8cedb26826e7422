/** What a step did and why, one sentence each. {to} and {from} are nodes, {free} is the balance of {to} afterwards. */
import type { Text } from "../../i18n/locales";

/** What a message brings about. The name is the message's type and what became of it. */
export const onMessage = {
  prepareVoted: {
    zh: "{to} 把准备记录落盘、锁住账户，投赞成票：从此不能自行反悔",
    en: "{to} writes its prepare record to disk, locks the account and votes yes: it may no longer decide alone",
  },
  prepareUnforced: {
    zh: "{to} 锁住账户，投赞成票，但准备记录还没落盘",
    en: "{to} locks the account and votes yes, but its prepare record is not on disk",
  },
  prepareRefused: {
    zh: "{to} 的账户已冻结，投反对票并回滚",
    en: "{to}'s account is frozen: it votes no and rolls back",
  },
  prepareAgain: { zh: "{to} 已经投过票，再发一次同样的票", en: "{to} has voted already and repeats its vote" },
  prepareLate: {
    zh: "{to} 已经结束这笔事务，迟到的准备请求不起作用",
    en: "{to} has ended this transaction: the late PREPARE changes nothing",
  },
  voteWaiting: { zh: "{to} 收到 {from} 的赞成票，还差一票", en: "{to} has {from}'s yes, one vote is missing" },
  voteCommit: {
    zh: "{to} 收齐赞成票，先把提交决定落盘，再通知双方",
    en: "{to} has both votes: it writes the commit decision to disk, then tells both banks",
  },
  voteCommitUnforced: {
    zh: "{to} 收齐赞成票就通知双方提交，决定还没落盘",
    en: "{to} has both votes and tells both banks to commit, but the decision is not on disk",
  },
  votePreCommit: {
    zh: "{to} 收齐赞成票，发出预提交：让双方知道大家都投了赞成",
    en: "{to} has both votes and sends PRE-COMMIT, so that both banks know that all voted yes",
  },
  voteAbort: {
    zh: "{from} 投了反对票，{to} 决定回滚：一票反对就不能提交",
    en: "{from} voted no, so {to} decides to abort: one no is enough",
  },
  votePresumed: {
    zh: "{to} 没有提交记录，让 {from} 回滚：没有记录就推定为回滚",
    en: "{to} has no commit on record and tells {from} to abort: no record is presumed to mean abort",
  },
  voteIgnored: { zh: "{to} 已有决定，不再理会 {from} 的票", en: "{to} has decided already and ignores {from}'s vote" },
  "pre-commitEntered": {
    zh: "{to} 进入预提交并应答：之后等不到消息就会提交",
    en: "{to} is pre-committed and answers: from now on a timeout makes it commit",
  },
  "pre-commitAgain": { zh: "{to} 已经预提交过，只再应答一次", en: "{to} is pre-committed already and answers again" },
  "pre-commitLate": {
    zh: "{to} 已经回滚，预提交来得太晚",
    en: "{to} has rolled back already: the PRE-COMMIT is too late",
  },
  "pre-committedWaiting": {
    zh: "{to} 收到 {from} 的预提交应答，还差一家",
    en: "{to} has {from}'s answer to the PRE-COMMIT, one is missing",
  },
  "pre-committedCommit": {
    zh: "双方都已预提交，{to} 把提交决定落盘并通知双方",
    en: "Both banks are pre-committed: {to} writes the commit decision to disk and tells them",
  },
  "pre-committedIgnored": {
    zh: "{to} 已决定提交，不再等 {from} 的预提交应答",
    en: "{to} has decided already and no longer waits for {from}'s answer",
  },
  commitDone: { zh: "{to} 提交并释放锁，余额 {free}", en: "{to} commits and frees the lock, balance {free}" },
  commitFromPeer: {
    zh: "{to} 从 {from} 得知结果是提交，于是提交，余额 {free}",
    en: "{to} learns from {from} that it is a commit, and commits, balance {free}",
  },
  commitAgain: { zh: "{to} 早已提交，只再应答一次", en: "{to} has committed already and only acknowledges again" },
  commitConflict: {
    zh: "{to} 已经回滚，现在才得知结果是提交：两边不一致了",
    en: "{to} has rolled back and only now learns that the outcome is commit: the two disagree",
  },
  commitUnknown: {
    zh: "{to} 没有这笔事务的记录，没有东西可以提交，仍然应答",
    en: "{to} has no record of this transaction: there is nothing to commit, it acknowledges all the same",
  },
  abortDone: { zh: "{to} 回滚并释放锁", en: "{to} rolls back and frees the lock" },
  abortEarly: {
    zh: "{to} 还没见过这笔事务，先登记回滚，迟到的准备请求会被否决",
    en: "{to} has not seen this transaction yet: it notes the abort and will vote no on a late PREPARE",
  },
  abortAgain: { zh: "{to} 早已回滚", en: "{to} has rolled back already" },
  abortConflict: {
    zh: "{to} 已经提交，回滚通知来得太晚：两边不一致了",
    en: "{to} has committed and is told to abort too late: the two disagree",
  },
  ackWaiting: { zh: "{to} 收到 {from} 的应答，还差一家", en: "{to} has {from}'s acknowledgement, one is missing" },
  ackEnd: { zh: "双方都已提交，{to} 结束这笔事务", en: "Both banks have committed: {to} ends the transaction" },
  ackIgnored: { zh: "{to} 已经收到过 {from} 的应答", en: "{to} has had {from}'s acknowledgement before" },
  askCommit: { zh: "{to} 的日志里是提交，告诉 {from}：提交", en: "{to} has the commit on record and tells {from} so" },
  askPreCommit: {
    zh: "{to} 还在等预提交的应答，再给 {from} 发一次预提交",
    en: "{to} is still waiting for answers and sends {from} the PRE-COMMIT again",
  },
  askAbort: { zh: "{to} 已经回滚，告诉 {from}：回滚", en: "{to} has rolled back and tells {from} to do the same" },
  askPresumed: {
    zh: "{to} 没有提交记录，告诉 {from}：回滚（推定回滚）",
    en: "{to} has no commit on record and tells {from} to abort (presumed abort)",
  },
  askUnvoted: {
    zh: "{to} 还没投票，于是回滚，并告诉 {from}：回滚",
    en: "{to} has not voted yet: it rolls back and tells {from} to do the same",
  },
  askSilent: {
    zh: "{to} 自己也不知道结果，答不了 {from}",
    en: "{to} does not know the outcome either and cannot answer {from}",
  },
  tryPayer: {
    zh: "{to} 预留 30：可用余额降到 {free}，钱还没有划走",
    en: "{to} reserves 30: {free} stay available, no money has left yet",
  },
  tryPayee: { zh: "{to} 预留 30 待入账，现在还不能用", en: "{to} reserves 30 as due; it cannot be spent yet" },
  tryRefused: { zh: "{to} 的账户已冻结，Try 失败", en: "{to}'s account is frozen: the Try fails" },
  tryLate: { zh: "{to} 已登记过 Cancel，拒绝迟到的 Try", en: "{to} has noted a Cancel and refuses the late Try" },
  tryAgain: { zh: "{to} 已处理过 Try，返回上次的结果", en: "{to} has handled this Try and repeats its first answer" },
  trySuspended: {
    zh: "{to} 在 Cancel 之后又执行了 Try：这笔预留再没有人来释放",
    en: "{to} carries out the Try after the Cancel: nobody will release this reservation",
  },
  tryTwice: { zh: "{to} 没有去重，又预留了一次", en: "{to} does not deduplicate and reserves once more" },
  triedWaiting: {
    zh: "{to} 得知 {from} 的 Try 成功，还差一家",
    en: "{to} hears that {from}'s Try worked, one is missing",
  },
  triedConfirm: {
    zh: "双方的 Try 都成功，{to} 把 Confirm 落盘并通知双方：以后只能重试，不能改成 Cancel",
    en: "Both Trys worked: {to} writes Confirm to disk and tells both; from here it only retries, never cancels",
  },
  triedConfirmUnforced: {
    zh: "双方的 Try 都成功，{to} 通知双方 Confirm，决定还没落盘",
    en: "Both Trys worked: {to} tells both to confirm, but the decision is not on disk",
  },
  triedCancel: { zh: "{from} 的 Try 失败，{to} 决定 Cancel", en: "{from}'s Try failed, so {to} decides to cancel" },
  triedIgnored: {
    zh: "{to} 已有决定，不再理会 {from} 的 Try 结果",
    en: "{to} has decided already and ignores {from}'s Try",
  },
  confirmPayer: { zh: "{to} 把预留的 30 划走，余额 {free}", en: "{to} pays out the reserved 30, available {free}" },
  confirmPayee: { zh: "{to} 正式入账 30，余额 {free}", en: "{to} credits the 30, available {free}" },
  confirmAgain: { zh: "{to} 已经 Confirm 过，只再应答一次", en: "{to} has confirmed already and only answers again" },
  confirmTwice: {
    zh: "{to} 没有去重，Confirm 又生效一次，余额 {free}",
    en: "{to} does not deduplicate: the Confirm takes effect again, available {free}",
  },
  cancelDone: { zh: "{to} 释放预留，可用余额 {free}", en: "{to} releases the reservation, available {free}" },
  cancelEmpty: {
    zh: "{to} 没有执行过 Try，只登记这次 Cancel，不动账（空回滚）",
    en: "{to} never ran the Try: it notes the Cancel and moves no money (empty rollback)",
  },
  cancelBlind: {
    zh: "{to} 没有执行过 Try，却照样释放预留，可用余额变成 {free}",
    en: "{to} never ran the Try but releases a reservation all the same, available {free}",
  },
  cancelAfterConfirm: {
    zh: "{to} 已经 Confirm 过，又执行了 Cancel，可用余额 {free}",
    en: "{to} has confirmed and now carries out a Cancel as well, available {free}",
  },
  cancelAgain: { zh: "{to} 已经 Cancel 过，只再应答一次", en: "{to} has cancelled already and only answers again" },
  cancelTwice: {
    zh: "{to} 没有去重，Cancel 又生效一次，可用余额 {free}",
    en: "{to} does not deduplicate: the Cancel takes effect again, available {free}",
  },
  finishedWaiting: { zh: "{to} 收到 {from} 的应答，还差一家", en: "{to} has {from}'s answer, one is missing" },
  finishedEnd: { zh: "双方都已应答，{to} 结束这笔事务", en: "Both banks have answered: {to} ends the transaction" },
  finishedIgnored: { zh: "{to} 不再需要 {from} 的这次应答", en: "{to} no longer needs this answer from {from}" },
  debitDone: {
    zh: "{to} 扣款 30 并提交，余额 {free}：转账还没完成，别人已经看得见",
    en: "{to} debits 30 and commits, balance {free}: visible to everybody before the transfer is complete",
  },
  creditDone: { zh: "{to} 入账 30 并提交，余额 {free}", en: "{to} credits 30 and commits, balance {free}" },
  refundDone: {
    zh: "{to} 退回 30，余额 {free}：这是一笔新的记账，不是数据库回滚",
    en: "{to} pays 30 back, balance {free}: a new booking, not a database rollback",
  },
  stepRefused: { zh: "{to} 的账户已冻结，拒绝这一步", en: "{to}'s account is frozen: it refuses this step" },
  stepAgain: {
    zh: "{to} 认出重复的请求，返回第一次的结果",
    en: "{to} knows this request and repeats its first answer",
  },
  stepTwice: {
    zh: "{to} 没有去重，同一步又生效一次，余额 {free}",
    en: "{to} does not deduplicate: the same step takes effect again, balance {free}",
  },
  steppedDebit: {
    zh: "{from} 扣款成功，{to} 记下进度，再让 B 入账",
    en: "{from} has debited: {to} writes down how far it is and has B credited",
  },
  steppedCredit: { zh: "{from} 入账成功，转账完成", en: "{from} has credited: the transfer is complete" },
  steppedCompensate: {
    zh: "{from} 拒绝入账，{to} 记下要补偿，让 A 退款",
    en: "{from} refuses the credit: {to} writes down that it compensates and has A refund",
  },
  steppedCompensateOnce: {
    zh: "{from} 拒绝入账，{to} 发一次退款请求就不再过问",
    en: "{from} refuses the credit: {to} sends one refund request and thinks no more of it",
  },
  steppedRefused: { zh: "{from} 拒绝扣款，转账就此结束", en: "{from} refuses the debit: the transfer ends here" },
  steppedRefund: { zh: "{from} 已退款，补偿完成", en: "{from} has refunded: the compensation is complete" },
  steppedIgnored: { zh: "{to} 已经知道这个结果", en: "{to} knows this result already" },
  payDone: {
    zh: "{to} 在同一个本地事务里扣款并写入消息表，余额 {free}",
    en: "{to} debits and writes the outbox row in one local transaction, balance {free}",
  },
  payRefused: {
    zh: "{to} 的账户已冻结，拒绝付款，也没有写消息",
    en: "{to}'s account is frozen: it refuses, and no message is written",
  },
  payAgain: {
    zh: "{to} 认出重复的付款请求，返回第一次的结果",
    en: "{to} knows this request and repeats its first answer",
  },
  payPublished: {
    zh: "{to} 先把消息发给 MQ，本地还没有扣款",
    en: "{to} publishes the message first; the debit is not committed yet",
  },
  paidOk: {
    zh: "{to} 得知付款已受理：B 的入账会在之后完成",
    en: "{to} hears that the payment is accepted: B's credit follows later",
  },
  paidNo: { zh: "{to} 得知付款被拒绝", en: "{to} hears that the payment was refused" },
  paidIgnored: { zh: "{to} 已经知道付款的结果", en: "{to} knows the result of the payment already" },
  publishStored: { zh: "{to} 存下消息，向 B 投递", en: "{to} stores the message and delivers it to B" },
  publishAgain: {
    zh: "{to} 又存下一份同样的消息：至少一次就会有重复",
    en: "{to} stores the same message once more: at least once means duplicates",
  },
  storedMarked: { zh: "{to} 把消息表里的这一行标记为已发送", en: "{to} marks the outbox row as sent" },
  storedIgnored: { zh: "{to} 早已标记过已发送", en: "{to} has nothing left to mark as sent" },
  deliverDone: {
    zh: "{to} 在同一个本地事务里入账并登记消息号，余额 {free}",
    en: "{to} credits and notes the message id in one local transaction, balance {free}",
  },
  deliverPlain: {
    zh: "{to} 入账 30，没有登记消息号，余额 {free}",
    en: "{to} credits 30 and notes no message id, balance {free}",
  },
  deliverAgain: {
    zh: "{to} 已处理过这个消息号，只应答，不再入账",
    en: "{to} has seen this message id: it acknowledges and credits nothing",
  },
  deliverTwice: {
    zh: "{to} 没有去重，同一条消息又入账一次，余额 {free}",
    en: "{to} does not deduplicate: the same message is credited again, balance {free}",
  },
  deliverFrozen: {
    zh: "{to} 的账户已冻结，不应答：MQ 会一直重新投递",
    en: "{to}'s account is frozen and it does not acknowledge: the broker will deliver again and again",
  },
  consumedDone: {
    zh: "{to} 收到 {from} 的应答，删掉消息",
    en: "{to} has {from}'s acknowledgement and deletes the message",
  },
  consumedIgnored: { zh: "{to} 早已删掉这条消息", en: "{to} has deleted this message already" },
} as const satisfies Record<string, Text>;

export const onTimer = {
  votesMissing: {
    zh: "{node} 没等齐投票，决定回滚：做出提交决定之前它可以这样做",
    en: "{node} has not received every vote and decides to abort, which it may until it has decided to commit",
  },
  preAcksMissing: {
    zh: "{node} 没等齐预提交的应答，仍决定提交：大家都投过赞成",
    en: "{node} has not received every answer to the PRE-COMMIT and commits all the same: all have voted yes",
  },
  trysMissing: {
    zh: "{node} 没等齐 Try 的结果，决定 Cancel，两家都要通知到",
    en: "{node} has not received every Try result and decides to cancel, at both banks",
  },
  resends: { zh: "{node} 还没等到应答，重发“{what}”", en: "{node} has no answer yet and repeats: {what}" },
  cancels: {
    zh: "{node} 等不到 Confirm 的应答，改发 Cancel：可能已有一家 Confirm 了",
    en: "{node} has not received every answer to its Confirm and cancels instead, though a bank may have confirmed",
  },
  asks: {
    zh: "{node} 存疑，向 {driver} 询问结果；在此之前锁不能放",
    en: "{node} is in doubt and asks {driver} for the outcome; until then it keeps the lock",
  },
  abortsAlone: {
    zh: "{node} 等不及，自行回滚：可协调者也许已经决定提交",
    en: "{node} has waited enough and rolls back alone, though the coordinator may have decided to commit",
  },
  preparedTimesOut: {
    zh: "{node} 在准备状态等到超时，按 3PC 的规则回滚",
    en: "{node} times out while prepared and rolls back, as 3PC has it",
  },
  preCommittedTimesOut: {
    zh: "{node} 在预提交状态等到超时，按 3PC 的规则提交，余额 {free}",
    en: "{node} times out while pre-committed and commits, as 3PC has it, balance {free}",
  },
  relays: {
    zh: "{node} 的转发任务读到未发送的行，发布到 MQ",
    en: "{node}'s relay reads an unsent row and publishes it",
  },
  commitsAfter: {
    zh: "{node} 发完消息才提交扣款，余额 {free}",
    en: "{node} commits its debit after the message is out, balance {free}",
  },
  failsAfter: {
    zh: "{node} 的本地事务失败了，消息却早已发出",
    en: "{node}'s local transaction fails, and the message is out already",
  },
  redelivers: { zh: "{node} 还没等到应答，重新投递", en: "{node} has no acknowledgement yet and delivers again" },
  nothing: { zh: "{node} 的定时器到时，没有要做的事", en: "{node}'s timer fires, with nothing left to do" },
} as const satisfies Record<string, Text>;

export const onFault = {
  started: { zh: "转账开始：A 要付给 B 30", en: "The transfer begins: A is to pay B 30" },
  crash: {
    zh: "{node} 崩溃：内存里的都没了；磁盘上的日志：{log}",
    en: "{node} crashes and loses its memory; its log on disk: {log}",
  },
  crashLost: {
    zh: "{node} 崩溃：没落盘的日志行也丢了；磁盘上的日志：{log}",
    en: "{node} crashes and loses the log lines that were not on disk too; its log on disk: {log}",
  },
  emptyLog: { zh: "空", en: "empty" },
  queueLog: { zh: "未确认的消息都在", en: "all unacknowledged messages" },
  bootCommit: {
    zh: "{node} 重启，日志里已决定提交，继续通知双方",
    en: "{node} is back: its log says commit, so it goes on telling both banks",
  },
  bootUnaware: {
    zh: "{node} 重启，日志里没有提交决定：谁来问都答回滚",
    en: "{node} is back without a commit on record: whoever asks is told to abort",
  },
  bootConfirm: {
    zh: "{node} 重启，日志里是 Confirm，继续重试",
    en: "{node} is back: its log says Confirm, so it goes on",
  },
  bootCancel: {
    zh: "{node} 重启，日志里没有 Confirm，于是 Cancel",
    en: "{node} is back: its log has no Confirm, so it cancels",
  },
  bootContinues: { zh: "{node} 重启，从日志里的进度继续", en: "{node} is back and goes on from where its log ends" },
  bootClosed: { zh: "{node} 重启，这笔转账早已结束", en: "{node} is back; the transfer had ended before" },
  bootDoubt: {
    zh: "{node} 重启，日志里有准备记录：重新加锁，去问结果",
    en: "{node} is back with a prepare record: it locks the account again and asks for the outcome",
  },
  bootRelay: {
    zh: "{node} 重启，消息表里有未发送的行，继续发送",
    en: "{node} is back and finds an unsent row in its outbox",
  },
  bootIdle: { zh: "{node} 重启，没有未决的事务", en: "{node} is back with no transaction pending" },
  bootQueue: { zh: "{node} 重启，继续投递未确认的消息", en: "{node} is back and delivers what was not acknowledged" },
  pause: { zh: "{node} 停顿：什么都没丢，只是不动了", en: "{node} stands still: nothing is lost, nothing moves" },
  resume: { zh: "{node} 恢复运行，积压的事情依次处理", en: "{node} goes on and handles what has waited" },
} as const satisfies Record<string, Text>;

export const onOp = {
  freeze: { zh: "{node} 的账户被冻结", en: "The account at {node} is frozen" },
  freezeLate: {
    zh: "{node} 的账户被冻结，但它已经答应过，这笔转账不受影响",
    en: "The account at {node} is frozen, but {node} has agreed already: this transfer is not affected",
  },
  thaw: { zh: "{node} 的账户解冻", en: "The account at {node} is open again" },
  readWaits: {
    zh: "有人查询 {node} 的余额：行锁还在，只能等",
    en: "Somebody reads the balance at {node}: the row is locked, the reader waits",
  },
  readDirty: {
    zh: "有人查到 {node} 的余额是 {free}：转账还没完成，这个数以后可能被改回去",
    en: "Somebody reads {free} at {node} while the transfer is incomplete: it may yet be undone",
  },
  read: { zh: "有人查到 {node} 的余额是 {free}", en: "Somebody reads {free} at {node}" },
} as const satisfies Record<string, Text>;
