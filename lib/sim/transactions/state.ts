/**
 * One transfer: A pays B. What a node knows beyond a crash is its log and nothing else, so balances are read from the log:
 * a step that was applied twice stands there twice.
 */
import type { Io, Ms, NodeEvent, NodeId } from "../model";
import type { P, Protocol } from "./params";

/** Saga and outbox call it otherwise, but node 0 is always the one that drives the transfer. */
export const coordinatorId = 0;
export const bankA = 1;
export const bankB = 2;
export const brokerId = 3;
export const banks = [bankA, bankB] as const;

export const amount = 30;
export const opening: readonly [a: number, b: number] = [100, 50];
/** What both accounts hold together while no transfer is under way. */
export const total = opening[0] + opening[1];

/** A line of a coordinator's log. "end": nobody needs to be told any more. */
export type CoordinatorRecord =
  | "start"
  | "pre-commit"
  | "commit"
  | "abort"
  | "confirm"
  | "cancel"
  | "debited"
  | "credited"
  | "refund"
  | "refused"
  | "end";

/** A line of a bank's log: a local transaction that took effect. */
export type BankRecord =
  | "prepared"
  | "pre-committed"
  | "committed"
  | "aborted"
  | "tried"
  | "confirmed"
  | "cancelled"
  // A Cancel without a Try: noted, no money moved.
  | "cancelled-empty"
  | "debited"
  | "credited"
  | "refunded"
  // Debit and message row in one local transaction.
  | "paid"
  // The broker has the message.
  | "sent"
  | "refused";

type Journal<Rec> = {
  readonly log: readonly Rec[];
  /** So many lines are on disk; a crash takes the rest. */
  readonly forced: number;
};

export type Phase =
  | "new"
  | "restarting"
  | "voting"
  | "pre-committing"
  | "committing"
  | "trying"
  | "confirming"
  | "cancelling"
  | "debiting"
  | "crediting"
  | "refunding"
  | "paying"
  | "closed"
  // Presumed abort: it came back without a record of this transaction.
  | "unaware";

export type Coordinator = Journal<CoordinatorRecord> & {
  readonly role: "coordinator";
  readonly phase: Phase;
  /** Banks that have said yes, or acknowledged, in this phase. */
  readonly heard: readonly NodeId[];
};

export type Bank = Journal<BankRecord> & {
  readonly role: "bank";
  readonly frozen: boolean;
  /** Flawed outbox only: the message is out, the local transaction is not committed. */
  readonly publishing: boolean;
  /** When the account's row was locked and freed again. */
  readonly lockedAt: Ms | null;
  readonly freedAt: Ms | null;
  /** What the last reader saw: an amount, or that it has to wait for the lock. */
  readonly read: number | "waits" | null;
};

export type Broker = {
  readonly role: "broker";
  /** Messages it has not had an acknowledgement for, by the order in which they came. */
  readonly queue: readonly number[];
  readonly stored: number;
};

export type State = Coordinator | Bank | Broker;

export type Message =
  | { type: "prepare" }
  | { type: "vote"; yes: boolean }
  | { type: "pre-commit" }
  | { type: "pre-committed" }
  | { type: "commit" }
  | { type: "abort" }
  | { type: "ack" }
  | { type: "ask" }
  | { type: "try" }
  | { type: "tried"; ok: boolean }
  | { type: "confirm" }
  | { type: "cancel" }
  | { type: "finished" }
  | { type: "debit" }
  | { type: "credit" }
  | { type: "refund" }
  | { type: "stepped"; step: "debit" | "credit" | "refund"; ok: boolean }
  | { type: "pay" }
  | { type: "paid"; ok: boolean }
  | { type: "publish" }
  | { type: "stored" }
  | { type: "deliver"; copy: number }
  | { type: "consumed"; copy: number };

/** freeze and thaw: the account starts or stops refusing. read: somebody looks at the balance. */
export type Op = { type: "freeze" | "thaw" | "read" };

export type Event = NodeEvent<Message, Op>;
export type Outside = Io<Message, P>;

/** One protocol: what its coordinator and its banks do. */
export type Rules = {
  coordinate(s: Coordinator, event: Event, io: Outside): Coordinator;
  participate(s: Bank, event: Event, io: Outside): Bank;
};

/** Short names, equal in both languages. */
export const nameOf = (protocol: Protocol, node: NodeId): string =>
  ["A", "B", "MQ"][node - 1] ?? { "2pc": "TM", "3pc": "TM", tcc: "TM", saga: "Saga", outbox: "App" }[protocol];

/** The state with one line more. A line that is forced takes all lines before it to disk as well. */
export function write<S extends Coordinator | Bank>(s: S, line: S["log"][number], isForced = true): S {
  const log = [...s.log, line];
  return { ...s, log, forced: isForced ? log.length : s.forced };
}

/** The other phase, with nobody heard in it yet. */
export const enter = (s: Coordinator, phase: Phase): Coordinator => ({ ...s, phase, heard: [] });

/** The state having heard this bank. */
export const hear = (s: Coordinator, bank: NodeId): Coordinator =>
  s.heard.includes(bank) ? s : { ...s, heard: [...s.heard, bank].sort() };

export const hasHeardAll = (s: Coordinator): boolean => s.heard.length === banks.length;

export function sendToBanks(io: Outside, m: Message, except: readonly NodeId[] = []): void {
  for (const bank of banks) if (!except.includes(bank)) io.send(bank, m);
}

export type Account = {
  /** Can be spent. */
  free: number;
  /** Reserved for this payment: the owner's, but not to be spent. */
  held: number;
  /** Announced to the account, no money yet. */
  arriving: number;
};

/** What the account of a bank holds, in whole units, by its log. */
export function accountOf(bank: NodeId, log: readonly BankRecord[]): Account {
  const isPayer = bank === bankA;
  let free = opening[isPayer ? 0 : 1];
  let held = 0;
  let arriving = 0;
  for (const line of log) {
    if (line === "tried" && isPayer) [free, held] = [free - amount, held + amount];
    else if (line === "tried") arriving += amount;
    else if (line === "confirmed" && isPayer) held -= amount;
    else if (line === "confirmed") [free, arriving] = [free + amount, arriving - amount];
    else if (line === "cancelled" && isPayer) [free, held] = [free + amount, held - amount];
    else if (line === "cancelled") arriving -= amount;
    else if (line === "committed") free += isPayer ? -amount : amount;
    else if (line === "debited" || line === "paid") free -= amount;
    else if (line === "credited" || line === "refunded") free += amount;
  }
  return { free, held, arriving };
}

/** It voted yes and does not know the outcome: it may neither commit nor roll back on its own. */
export function isInDoubt({ log }: Bank): boolean {
  const last = log.at(-1);
  return last === "prepared" || last === "pre-committed";
}

/** How this bank ended the transaction, for the protocols in which both banks end it alike. */
export function endingOf({ log }: Bank): "commit" | "abort" | "both" | null {
  const isCommitted = log.includes("committed") || log.includes("confirmed");
  const isAborted = log.includes("aborted") || log.includes("cancelled") || log.includes("cancelled-empty");
  if (isCommitted && isAborted) return "both";
  return isCommitted ? "commit" : isAborted ? "abort" : null;
}
