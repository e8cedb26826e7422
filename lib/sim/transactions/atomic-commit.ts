/**
 * Two- and three-phase commit. 2PC with presumed abort: only a commit is forced to the coordinator's log, and whoever asks
 * a coordinator without a record is told to abort. 3PC as Skeen gave it: the vote already makes prepared, pre-commit only
 * spreads that all voted yes; with the simple timeout rule (no new coordinator is elected, no termination protocol).
 */
import type { NodeId } from "../model";
import {
  type Bank,
  bankA,
  bankB,
  type Coordinator,
  coordinatorId,
  enter,
  hasHeardAll,
  hear,
  isInDoubt,
  type Message,
  type Outside,
  type Rules,
  sendToBanks,
  write,
} from "./state";

export const atomicCommit: Rules = {
  coordinate(s, event, io) {
    if (event.t === "boot") return s.phase === "new" ? begin(s, io) : recover(s, io);
    if (event.t === "timer") return event.name === "answers" ? stopWaiting(s, io) : resend(s, io);
    return event.t === "msg" ? answer(s, event.from, event.m, io) : s;
  },
  participate(s, event, io) {
    if (event.t === "boot") return isInDoubt(s) ? ask(s, io) : s;
    if (event.t === "timer") return event.name === "ask" ? ask(s, io) : timeOut(s, io);
    return event.t === "msg" ? obey(s, event.from, event.m, io) : s;
  },
};

const is3pc = (io: Outside): boolean => io.p.protocol === "3pc";

function begin(s: Coordinator, io: Outside): Coordinator {
  sendToBanks(io, { type: "prepare" });
  io.timer("answers", io.p.answerTimeout);
  return enter(s, "voting");
}

function recover(s: Coordinator, io: Outside): Coordinator {
  if (s.log.includes("end")) return enter(s, "closed");
  if (s.log.includes("commit")) return announceCommit(s, io);
  // All voted yes, and in a synchronous network whoever was up has pre-committed: only commit is left.
  if (s.log.includes("pre-commit")) return announceCommit(write(s, "commit"), io);
  return enter(s, "unaware");
}

function answer(s: Coordinator, from: NodeId, m: Message, io: Outside): Coordinator {
  if (m.type === "vote") {
    if (s.phase === "voting") return m.yes ? countVote(hear(s, from), io) : abort(s, io);
    if (m.yes && isAborted(s)) io.send(from, { type: "abort" });
    return s;
  }
  if (m.type === "pre-committed" && s.phase === "pre-committing") {
    const next = hear(s, from);
    return hasHeardAll(next) ? announceCommit(write(next, "commit"), io) : next;
  }
  if (m.type === "ack" && s.phase === "committing") {
    const next = hear(s, from);
    if (!hasHeardAll(next)) return next;
    io.cancel("resend");
    return enter(write(next, "end", false), "closed");
  }
  if (m.type === "ask") {
    if (s.log.includes("commit")) io.send(from, { type: "commit" });
    else if (s.phase === "pre-committing") io.send(from, { type: "pre-commit" });
    else if (isAborted(s)) io.send(from, { type: "abort" });
  }
  return s;
}

const isAborted = (s: Coordinator): boolean =>
  s.phase === "unaware" || (s.phase === "closed" && !s.log.includes("commit"));

function countVote(s: Coordinator, io: Outside): Coordinator {
  if (!hasHeardAll(s)) return s;
  io.cancel("answers");
  if (!is3pc(io)) return announceCommit(write(s, "commit", io.p.flaw !== "decision-unforced"), io);
  sendToBanks(io, { type: "pre-commit" });
  io.timer("answers", io.p.answerTimeout);
  return enter(write(s, "pre-commit"), "pre-committing");
}

function announceCommit(s: Coordinator, io: Outside): Coordinator {
  io.cancel("answers");
  sendToBanks(io, { type: "commit" });
  io.timer("resend", io.p.retryEvery);
  return enter(s, "committing");
}

/** No need to force an abort or to wait for acknowledgements: a lost record means abort anyway. */
function abort(s: Coordinator, io: Outside): Coordinator {
  io.cancel("answers");
  sendToBanks(io, { type: "abort" });
  return enter(write(s, "abort", false), "closed");
}

function stopWaiting(s: Coordinator, io: Outside): Coordinator {
  if (s.phase === "voting") return abort(s, io);
  return s.phase === "pre-committing" ? announceCommit(write(s, "commit"), io) : s;
}

function resend(s: Coordinator, io: Outside): Coordinator {
  if (s.phase !== "committing") return s;
  sendToBanks(io, { type: "commit" }, s.heard);
  io.timer("resend", io.p.retryEvery);
  return s;
}

function obey(s: Bank, from: NodeId, m: Message, io: Outside): Bank {
  const last = s.log.at(-1);
  switch (m.type) {
    case "prepare":
      if (last === undefined) return vote(s, io);
      if (last !== "committed") io.send(coordinatorId, { type: "vote", yes: last !== "aborted" });
      return s;
    case "pre-commit":
      if (last === "prepared") return preCommit(s, io);
      if (last === "pre-committed" || last === "committed") io.send(coordinatorId, { type: "pre-committed" });
      return s;
    case "commit":
      // Without a record there is nothing to commit; like XA's "no such transaction", that counts as finished.
      if (from === coordinatorId) io.send(coordinatorId, { type: "ack" });
      return isInDoubt(s) ? end(s, "committed", io) : s;
    case "abort":
      return last === undefined || isInDoubt(s) ? end(s, "aborted", io) : s;
    case "ask":
      if (last === "committed") io.send(from, { type: "commit" });
      else if (!isInDoubt(s)) io.send(from, { type: "abort" });
      // It has not voted: it may still refuse, and does, so that the one who asks need not wait.
      return last === undefined ? end(s, "aborted", io) : s;
    default:
      return s;
  }
}

function vote(s: Bank, io: Outside): Bank {
  io.send(coordinatorId, { type: "vote", yes: !s.frozen });
  if (s.frozen) return end(s, "aborted", io);
  if (!is3pc(io)) io.timer("ask", io.p.retryEvery);
  if (is3pc(io) || io.p.abortAlone) io.timer("timeout", io.p.waitTimeout);
  return { ...write(s, "prepared", io.p.flaw !== "vote-unforced"), lockedAt: io.now };
}

function preCommit(s: Bank, io: Outside): Bank {
  io.cancel("ask");
  io.send(coordinatorId, { type: "pre-committed" });
  io.timer("timeout", io.p.waitTimeout);
  return write(s, "pre-committed");
}

function end(s: Bank, as: "committed" | "aborted", io: Outside): Bank {
  io.cancel("ask");
  io.cancel("timeout");
  return { ...write(s, as), freedAt: s.lockedAt === null ? null : io.now };
}

/**
 * In 2PC the coordinator alone can tell. In 3PC a bank that came back from a crash asks the other bank too; the timeout
 * rule is not for it, since it does not know what the others did while it was away.
 */
function ask(s: Bank, io: Outside): Bank {
  if (!isInDoubt(s)) return s;
  io.send(coordinatorId, { type: "ask" });
  if (is3pc(io)) io.send(io.me === bankA ? bankB : bankA, { type: "ask" });
  io.timer("ask", io.p.retryEvery);
  return s;
}

/** 3PC: pre-committed commits, prepared aborts. In 2PC only the flawed variant comes here. */
function timeOut(s: Bank, io: Outside): Bank {
  if (!isInDoubt(s)) return s;
  return end(s, s.log.at(-1) === "pre-committed" ? "committed" : "aborted", io);
}
