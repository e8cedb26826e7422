/**
 * Transactional outbox (local message table): A's debit and the message row are one local transaction. A relay publishes
 * the row until the broker has it, the broker delivers until B has acknowledged: at least once at both joints, so B keeps
 * the ids it has seen in the same local transaction as the credit.
 */
import {
  type Bank,
  type Broker,
  bankA,
  bankB,
  brokerId,
  type Coordinator,
  coordinatorId,
  type Event,
  enter,
  type Outside,
  type Rules,
  write,
} from "./state";

/** How long the relay takes to see a new row, and the flawed variant to commit after it has published. */
const soon = 50;

export const outbox: Rules = {
  coordinate(s, event, io) {
    if (event.t === "boot") {
      if (s.phase === "new") return pay(write(s, "start"), io);
      return s.log.at(-1) === "start" ? pay(s, io) : enter(s, "closed");
    }
    if (event.t === "timer") return s.phase === "paying" ? pay(s, io) : s;
    if (event.t !== "msg" || event.m.type !== "paid" || s.phase !== "paying") return s;
    io.cancel("resend");
    return enter(write(s, event.m.ok ? "debited" : "refused"), "closed");
  },
  participate: (s, event, io) => (io.me === bankA ? payOut(s, event, io) : credit(s, event, io)),
};

function pay(s: Coordinator, io: Outside): Coordinator {
  io.send(bankA, { type: "pay" });
  io.timer("resend", io.p.retryEvery);
  return enter(s, "paying");
}

const hasUnsent = (s: Bank): boolean => s.log.includes("paid") && !s.log.includes("sent");

function payOut(s: Bank, event: Event, io: Outside): Bank {
  if (event.t === "boot") {
    if (hasUnsent(s)) io.timer("relay", soon);
    return s;
  }
  if (event.t === "timer") return event.name === "relay" ? relay(s, io) : commitAfterPublish(s, io);
  if (event.t !== "msg") return s;
  if (event.m.type === "pay") return debit(s, io);
  if (event.m.type !== "stored" || !hasUnsent(s)) return s;
  io.cancel("relay");
  return write(s, "sent");
}

/** The app's request carries an id too; a request that comes again gets the first answer, refusals too. */
function debit(s: Bank, io: Outside): Bank {
  if (s.log.includes("paid") || s.log.includes("refused")) {
    io.send(coordinatorId, { type: "paid", ok: s.log.includes("paid") });
    return s;
  }
  if (io.p.flaw === "publish-first") {
    io.send(brokerId, { type: "publish" });
    io.timer("commit", soon);
    return { ...s, publishing: true };
  }
  io.send(coordinatorId, { type: "paid", ok: !s.frozen });
  if (s.frozen) return write(s, "refused");
  io.timer("relay", soon);
  return write(s, "paid");
}

function relay(s: Bank, io: Outside): Bank {
  if (!hasUnsent(s)) return s;
  io.send(brokerId, { type: "publish" });
  io.timer("relay", io.p.retryEvery);
  return s;
}

/** The second half of a dual write: nothing binds it to the message that is already out. */
function commitAfterPublish(s: Bank, io: Outside): Bank {
  io.send(coordinatorId, { type: "paid", ok: !s.frozen });
  const next = { ...s, publishing: false };
  return s.frozen ? write(next, "refused") : write(write(next, "paid"), "sent");
}

function credit(s: Bank, event: Event, io: Outside): Bank {
  if (event.t !== "msg" || event.m.type !== "deliver") return s;
  const isSeen = io.p.idempotent && s.log.includes("credited");
  // Not acknowledged: the broker keeps it and delivers it again.
  if (s.frozen && !isSeen) return s;
  io.send(brokerId, { type: "consumed", copy: event.m.copy });
  return isSeen ? s : write(s, "credited");
}

/** The broker's handler: keeps every message it was given, twice published is twice kept. */
export function queue(s: Broker, event: Event, io: Outside): Broker {
  if (event.t === "boot" || event.t === "timer") return redeliver(s, io);
  if (event.t !== "msg") return s;
  if (event.m.type === "consumed") {
    const { copy } = event.m;
    const rest = s.queue.filter((each) => each !== copy);
    if (rest.length === s.queue.length) return s;
    if (rest.length === 0) io.cancel("redeliver");
    return { ...s, queue: rest };
  }
  if (event.m.type !== "publish") return s;
  io.send(bankA, { type: "stored" });
  io.send(bankB, { type: "deliver", copy: s.stored });
  io.timer("redeliver", io.p.retryEvery);
  return { ...s, queue: [...s.queue, s.stored], stored: s.stored + 1 };
}

function redeliver(s: Broker, io: Outside): Broker {
  if (s.queue.length === 0) return s;
  for (const copy of s.queue) io.send(bankB, { type: "deliver", copy });
  io.timer("redeliver", io.p.retryEvery);
  return s;
}
