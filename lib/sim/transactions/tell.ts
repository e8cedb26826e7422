/** One sentence for each step: the name of the sentence follows from the message and what became of the receiver's log. */
import type { Text } from "../../i18n/locales";
import type { Flight, NodeId } from "../model";
import { inBoth, type Said, say } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import { bankOf, type W } from "./invariants";
import { schema } from "./params";
import { messageName } from "./scene";
import { onFault, onMessage, onOp, onTimer } from "./sentences";
import {
  accountOf,
  type Bank,
  type BankRecord,
  bankA,
  type Coordinator,
  coordinatorId,
  type Message,
  nameOf,
  type State,
} from "./state";
import { messageWords, recordWords } from "./words";

type Sentence = keyof typeof onMessage;

const stateIn = (w: W, node: NodeId): State | undefined => w.nodes[node]?.state;

/** What this step did. Never empty: every kind of step and every message has its sentence. */
export function tellStep(w: W, prev: W): Said {
  const { event } = w;
  const name = (node: NodeId | undefined): string => (node === undefined ? "" : nameOf(w.p.protocol, node));
  const node = name(event.node);
  if (isFault(event)) return tellFault(event, { node: name, message: (m) => inBoth(messageName(m)), params: schema });
  switch (event.what) {
    case "start":
      return say(onFault.started);
    case "deliver":
      return delivered(w, prev, event.flight);
    case "timer":
      return fired(w, prev, event.node ?? 0, event.name);
    case "op":
      return operated(w, prev, event.node ?? 0, event.op.type);
    case "crash":
      return crashed(w, prev, event.node ?? 0);
    case "boot":
      return booted(w, event.node ?? 0);
    case "pause":
      return say(onFault.pause, { node });
    case "resume":
      return say(onFault.resume, { node });
    default:
      return event satisfies never;
  }
}

function delivered(w: W, prev: W, { from, to, m }: Flight<Message>): Said {
  const [before, after] = [stateIn(prev, to), stateIn(w, to)];
  const values = { from: nameOf(w.p.protocol, from), to: nameOf(w.p.protocol, to) };
  if (before?.role === "coordinator" && after?.role === "coordinator")
    return say(onMessage[atCoordinator(m, from, before, after, w)], values);
  if (before?.role === "bank" && after?.role === "bank") {
    const { free } = accountOf(to, after.log);
    return say(onMessage[atBank(m, from, to, before, after, w)], { ...values, free });
  }
  const isMore = before?.role === "broker" && after?.role === "broker" && after.stored > 1;
  if (m.type === "publish") return say(isMore ? onMessage.publishAgain : onMessage.publishStored, values);
  return say(before === after ? onMessage.consumedIgnored : onMessage.consumedDone, values);
}

function atCoordinator(m: Message, from: NodeId, before: Coordinator, after: Coordinator, w: W): Sentence {
  const isSame = before.phase === after.phase;
  switch (m.type) {
    case "vote":
      if (after.phase === "committing" && !isSame)
        return after.forced === after.log.length ? "voteCommit" : "voteCommitUnforced";
      if (after.phase === "pre-committing" && !isSame) return "votePreCommit";
      if (after.phase === "closed" && !isSame) return "voteAbort";
      if (after.phase === "voting") return "voteWaiting";
      return w.event.sent.length > 0 ? "votePresumed" : "voteIgnored";
    case "pre-committed":
      if (after.phase === "committing" && !isSame) return "pre-committedCommit";
      return after.phase === "pre-committing" ? "pre-committedWaiting" : "pre-committedIgnored";
    case "ack":
      if (!isSame) return "ackEnd";
      return before.heard.includes(from) || after.phase !== "committing" ? "ackIgnored" : "ackWaiting";
    case "tried":
      if (!isSame && after.phase === "confirming")
        return after.forced === after.log.length ? "triedConfirm" : "triedConfirmUnforced";
      if (!isSame) return "triedCancel";
      return after.phase === "trying" ? "triedWaiting" : "triedIgnored";
    case "finished":
      if (!isSame) return "finishedEnd";
      return before.heard.includes(from) || after.phase === "closed" ? "finishedIgnored" : "finishedWaiting";
    case "stepped":
      return afterStep(m, before, after, isSame);
    case "paid":
      return isSame ? "paidIgnored" : m.ok ? "paidOk" : "paidNo";
    default: {
      const [answer] = w.event.sent;
      if (answer?.m.type === "commit") return "askCommit";
      if (answer?.m.type === "pre-commit") return "askPreCommit";
      return answer ? "askPresumed" : "askSilent";
    }
  }
}

function afterStep(
  m: Message & { type: "stepped" },
  before: Coordinator,
  after: Coordinator,
  isSame: boolean,
): Sentence {
  if (isSame) return "steppedIgnored";
  if (m.step === "refund") return "steppedRefund";
  if (m.step === "debit") return m.ok ? "steppedDebit" : "steppedRefused";
  if (m.ok) return "steppedCredit";
  return after.phase === "closed" && before.phase === "crediting" ? "steppedCompensateOnce" : "steppedCompensate";
}

function atBank(m: Message, from: NodeId, me: NodeId, before: Bank, after: Bank, w: W): Sentence {
  const isNew = after.log.length > before.log.length;
  const last = after.log.at(-1);
  const had = (line: BankRecord) => before.log.includes(line);
  switch (m.type) {
    case "prepare":
      if (isNew && last === "aborted") return "prepareRefused";
      if (isNew) return after.forced === after.log.length ? "prepareVoted" : "prepareUnforced";
      return last === "committed" || last === "aborted" ? "prepareLate" : "prepareAgain";
    case "pre-commit":
      if (isNew) return "pre-commitEntered";
      return last === "aborted" || last === undefined ? "pre-commitLate" : "pre-commitAgain";
    case "commit":
      if (isNew) return from === coordinatorId ? "commitDone" : "commitFromPeer";
      return last === "committed" ? "commitAgain" : last === undefined ? "commitUnknown" : "commitConflict";
    case "abort":
      if (isNew) return before.log.length === 0 ? "abortEarly" : "abortDone";
      return last === "committed" ? "abortConflict" : "abortAgain";
    case "ask":
      if (isNew) return "askUnvoted";
      return last === "committed" ? "askCommit" : w.event.sent.length > 0 ? "askAbort" : "askSilent";
    case "try":
      return afterTry(me, before, after, isNew);
    case "confirm":
      if (!isNew) return "confirmAgain";
      return had("confirmed") ? "confirmTwice" : me === bankA ? "confirmPayer" : "confirmPayee";
    case "cancel":
      if (!isNew) return "cancelAgain";
      if (last === "cancelled-empty") return "cancelEmpty";
      if (had("confirmed")) return "cancelAfterConfirm";
      return had("cancelled") ? "cancelTwice" : had("tried") ? "cancelDone" : "cancelBlind";
    case "pay":
      if (isNew) return last === "refused" ? "payRefused" : "payDone";
      return after.publishing ? "payPublished" : "payAgain";
    case "stored":
      return isNew ? "storedMarked" : "storedIgnored";
    case "deliver":
      if (isNew) return had("credited") ? "deliverTwice" : w.p.idempotent ? "deliverDone" : "deliverPlain";
      return had("credited") ? "deliverAgain" : "deliverFrozen";
    default:
      return afterOrder(m, before, after, isNew);
  }
}

function afterTry(me: NodeId, before: Bank, after: Bank, isNew: boolean): Sentence {
  const isCancelled = before.log.includes("cancelled") || before.log.includes("cancelled-empty");
  if (!isNew) return isCancelled ? "tryLate" : "tryAgain";
  if (after.log.at(-1) === "refused") return "tryRefused";
  if (isCancelled) return "trySuspended";
  return before.log.includes("tried") ? "tryTwice" : me === bankA ? "tryPayer" : "tryPayee";
}

/** A step of a saga. */
function afterOrder(m: Message, before: Bank, after: Bank, isNew: boolean): Sentence {
  const last = after.log.at(-1);
  if (!isNew || last === undefined) return "stepAgain";
  if (last === "refused") return "stepRefused";
  if (before.log.includes(last)) return "stepTwice";
  return m.type === "debit" ? "debitDone" : m.type === "credit" ? "creditDone" : "refundDone";
}

function fired(w: W, prev: W, id: NodeId, timer: string): Said {
  const node = nameOf(w.p.protocol, id);
  const [before, after] = [stateIn(prev, id), stateIn(w, id)];
  const isIdle = before === after && w.event.sent.length === 0;
  if (isIdle) return say(onTimer.nothing, { node });
  if (after?.role === "coordinator" && before?.role === "coordinator") {
    if (timer === "answers") {
      const missing = { voting: onTimer.votesMissing, "pre-committing": onTimer.preAcksMissing };
      return say(before.phase in missing ? missing[before.phase as keyof typeof missing] : onTimer.trysMissing, {
        node,
      });
    }
    if (before.phase === "confirming" && after.phase === "cancelling") return say(onTimer.cancels, { node });
    const [first] = w.event.sent;
    return say(onTimer.resends, { node, what: first ? messageName(first.m).text : messageWords.commit });
  }
  if (after?.role === "bank") {
    const { free } = accountOf(id, after.log);
    const last = after.log.at(-1);
    if (timer === "ask") return say(onTimer.asks, { node, driver: nameOf(w.p.protocol, coordinatorId) });
    if (timer === "relay") return say(onTimer.relays, { node });
    if (timer === "commit") return say(last === "refused" ? onTimer.failsAfter : onTimer.commitsAfter, { node, free });
    if (last === "committed") return say(onTimer.preCommittedTimesOut, { node, free });
    return say(w.p.protocol === "3pc" ? onTimer.preparedTimesOut : onTimer.abortsAlone, { node });
  }
  return say(onTimer.redelivers, { node });
}

function operated(w: W, prev: W, id: NodeId, op: "freeze" | "thaw" | "read"): Said {
  const node = nameOf(w.p.protocol, id);
  const { read, log } = bankOf(w, id);
  if (op === "thaw") return say(onOp.thaw, { node });
  const hasAgreed = ["prepared", "pre-committed", "tried"].includes(log.at(-1) ?? "");
  if (op === "freeze") return say(hasAgreed ? onOp.freezeLate : onOp.freeze, { node });
  if (read === "waits" || read === null) return say(onOp.readWaits, { node });
  return say(isHalfDone(prev) && log.at(-1) === "debited" ? onOp.readDirty : onOp.read, { node, free: read });
}

/** The coordinator is still at it: what a reader sees now may be compensated. */
function isHalfDone(w: W): boolean {
  const driver = stateIn(w, coordinatorId);
  const isAtIt = driver?.role === "coordinator" && ["crediting", "refunding", "restarting"].includes(driver.phase);
  return w.p.protocol === "saga" && isAtIt;
}

function crashed(w: W, prev: W, id: NodeId): Said {
  const node = nameOf(w.p.protocol, id);
  const [before, after] = [stateIn(prev, id), stateIn(w, id)];
  if (!after || after.role === "broker" || !before || before.role === "broker")
    return say(onFault.crash, { node, log: onFault.queueLog });
  const isLess = after.log.length < before.log.length;
  const lines = after.log.map((line) => recordWords[line]);
  const kept = { zh: lines.map(({ zh }) => zh).join("、"), en: lines.map(({ en }) => en).join(", ") };
  const log = lines.length === 0 ? onFault.emptyLog : kept;
  return say(isLess ? onFault.crashLost : onFault.crash, { node, log });
}

function booted(w: W, id: NodeId): Said {
  const node = nameOf(w.p.protocol, id);
  const state = stateIn(w, id);
  if (state?.role === "broker") return say(onFault.bootQueue, { node });
  if (state?.role === "bank") {
    const last = state.log.at(-1);
    if (last === "prepared" || last === "pre-committed") return say(onFault.bootDoubt, { node });
    return say(last === "paid" ? onFault.bootRelay : onFault.bootIdle, { node });
  }
  const byPhase: Partial<Record<Coordinator["phase"], Text>> = {
    committing: onFault.bootCommit,
    confirming: onFault.bootConfirm,
    cancelling: onFault.bootCancel,
    unaware: onFault.bootUnaware,
    closed: onFault.bootClosed,
  };
  return say((state && byPhase[state.phase]) ?? onFault.bootContinues, { node });
}
