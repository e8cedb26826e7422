/**
 * TCC: Try reserves, then Confirm or Cancel, repeated until both banks have answered. What a bank changes and the control
 * row that guards it are one local transaction, hence one line of its log. A Confirm that was decided is never turned into
 * a Cancel: one bank may have carried it out already.
 */
import type { NodeId } from "../model";
import {
  type Bank,
  type Coordinator,
  coordinatorId,
  enter,
  hasHeardAll,
  hear,
  type Message,
  type Outside,
  type Rules,
  sendToBanks,
  write,
} from "./state";

export const tcc: Rules = {
  coordinate(s, event, io) {
    if (event.t === "boot") return s.phase === "new" ? begin(s, io) : recover(s, io);
    if (event.t === "timer") return event.name === "answers" ? stopWaiting(s, io) : resend(s, io);
    return event.t === "msg" ? answer(s, event.from, event.m, io) : s;
  },
  participate(s, event, io) {
    if (event.t !== "msg") return s;
    if (event.m.type === "try") return reserve(s, io);
    if (event.m.type === "confirm") return confirm(s, io);
    return event.m.type === "cancel" ? cancel(s, io) : s;
  },
};

function begin(s: Coordinator, io: Outside): Coordinator {
  sendToBanks(io, { type: "try" });
  io.timer("answers", io.p.answerTimeout);
  return enter(write(s, "start"), "trying");
}

function recover(s: Coordinator, io: Outside): Coordinator {
  if (s.log.includes("end")) return enter(s, "closed");
  if (s.log.includes("cancel")) return announce(s, "cancel", io);
  return s.log.includes("confirm") ? announce(s, "confirm", io) : decide(s, "cancel", io);
}

function answer(s: Coordinator, from: NodeId, m: Message, io: Outside): Coordinator {
  if (m.type === "tried" && s.phase === "trying") {
    if (!m.ok) return decide(s, "cancel", io);
    const next = hear(s, from);
    return hasHeardAll(next) ? decide(next, "confirm", io) : next;
  }
  if (m.type === "finished" && (s.phase === "confirming" || s.phase === "cancelling")) {
    const next = hear(s, from);
    if (!hasHeardAll(next)) return next;
    io.cancel("resend");
    return enter(write(next, "end", false), "closed");
  }
  return s;
}

const decide = (s: Coordinator, what: "confirm" | "cancel", io: Outside): Coordinator =>
  announce(write(s, what, io.p.flaw !== "decision-unforced"), what, io);

function announce(s: Coordinator, what: "confirm" | "cancel", io: Outside): Coordinator {
  io.cancel("answers");
  sendToBanks(io, { type: what });
  io.timer("resend", io.p.retryEvery);
  return enter(s, what === "confirm" ? "confirming" : "cancelling");
}

const stopWaiting = (s: Coordinator, io: Outside): Coordinator => (s.phase === "trying" ? decide(s, "cancel", io) : s);

function resend(s: Coordinator, io: Outside): Coordinator {
  if (s.phase !== "confirming" && s.phase !== "cancelling") return s;
  if (s.phase === "confirming" && io.p.flaw === "cancel-after-confirm") return decide(s, "cancel", io);
  sendToBanks(io, { type: s.phase === "confirming" ? "confirm" : "cancel" }, s.heard);
  io.timer("resend", io.p.retryEvery);
  return s;
}

const isCancelled = (s: Bank): boolean => s.log.includes("cancelled") || s.log.includes("cancelled-empty");

function reserve(s: Bank, io: Outside): Bank {
  const isLate = io.p.suspension && isCancelled(s);
  const isDone = io.p.idempotent && (s.log.includes("tried") || s.log.includes("refused"));
  const ok = !isLate && (isDone ? s.log.includes("tried") : !s.frozen);
  io.send(coordinatorId, { type: "tried", ok });
  return isLate || isDone ? s : write(s, ok ? "tried" : "refused");
}

function confirm(s: Bank, io: Outside): Bank {
  io.send(coordinatorId, { type: "finished" });
  return io.p.idempotent && s.log.includes("confirmed") ? s : write(s, "confirmed");
}

function cancel(s: Bank, io: Outside): Bank {
  io.send(coordinatorId, { type: "finished" });
  if (io.p.idempotent && isCancelled(s)) return s;
  return write(s, s.log.includes("tried") || !io.p.emptyRollback ? "cancelled" : "cancelled-empty");
}
