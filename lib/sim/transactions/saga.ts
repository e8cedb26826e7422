/**
 * Saga with a durable orchestrator: debit A, then credit B, each a local transaction that is committed and visible at once.
 * A step is repeated until its result is known; when B refuses, A's debit is compensated by a refund, repeated until done.
 */
import type { NodeId } from "../model";
import {
  type Bank,
  type BankRecord,
  bankA,
  bankB,
  type Coordinator,
  coordinatorId,
  enter,
  type Message,
  type Outside,
  type Phase,
  type Rules,
  write,
} from "./state";

type Step = "debit" | "credit" | "refund";

const recordOf: Readonly<Record<Step, BankRecord>> = { debit: "debited", credit: "credited", refund: "refunded" };
const phaseOf: Readonly<Record<Step, Phase>> = { debit: "debiting", credit: "crediting", refund: "refunding" };
const bankOf: Readonly<Record<Step, NodeId>> = { debit: bankA, credit: bankB, refund: bankA };

export const saga: Rules = {
  coordinate(s, event, io) {
    if (event.t === "boot") return s.phase === "new" ? order(write(s, "start"), "debit", io) : recover(s, io);
    if (event.t === "timer") return repeat(s, io);
    return event.t === "msg" ? answer(s, event.m, io) : s;
  },
  participate(s, event, io) {
    if (event.t !== "msg") return s;
    const { type } = event.m;
    return type === "debit" || type === "credit" || type === "refund" ? perform(s, type, io) : s;
  },
};

const isOrderedOnce = (step: Step, io: Outside): boolean => step === "refund" && io.p.flaw === "compensate-once";

function order(s: Coordinator, step: Step, io: Outside): Coordinator {
  io.send(bankOf[step], { type: step });
  if (isOrderedOnce(step, io)) return close(s, io);
  io.timer("resend", io.p.retryEvery);
  return enter(s, phaseOf[step]);
}

function close(s: Coordinator, io: Outside): Coordinator {
  io.cancel("resend");
  return enter(s, "closed");
}

function recover(s: Coordinator, io: Outside): Coordinator {
  const last = s.log.at(-1);
  if (last === "start") return order(s, "debit", io);
  if (last === "debited") return order(s, "credit", io);
  return last === "refund" && !isOrderedOnce("refund", io) ? order(s, "refund", io) : close(s, io);
}

function answer(s: Coordinator, m: Message, io: Outside): Coordinator {
  if (m.type !== "stepped" || s.phase !== phaseOf[m.step]) return s;
  if (m.step === "refund") return close(write(s, "end"), io);
  if (m.step === "debit") return m.ok ? order(write(s, "debited"), "credit", io) : close(write(s, "refused"), io);
  return m.ok ? close(write(s, "credited"), io) : order(write(s, "refund"), "refund", io);
}

function repeat(s: Coordinator, io: Outside): Coordinator {
  const step = (Object.keys(phaseOf) as Step[]).find((each) => phaseOf[each] === s.phase);
  return step ? order(s, step, io) : s;
}

/** The answer to a step is kept under its key: an order that comes again gets the first answer, refusals too. */
function perform(s: Bank, step: Step, io: Outside): Bank {
  const isDone = s.log.includes(recordOf[step]);
  // A compensation has to succeed: it does not ask whether the account is frozen.
  const isRefused = step !== "refund" && (s.log.includes("refused") || s.frozen);
  const isRepeated = io.p.idempotent && (isDone || (step !== "refund" && s.log.includes("refused")));
  const ok = isRepeated ? isDone : !isRefused;
  io.send(coordinatorId, { type: "stepped", step, ok });
  return isRepeated ? s : write(s, ok ? recordOf[step] : "refused");
}
