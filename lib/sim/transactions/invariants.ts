/** What must hold, by the logs of the banks and what the ghost has heard. "At rest": nothing is left that could mend it. */
import type { Invariant, Model, NodeId, NodeState, World } from "../model";
import type { Ghost } from "./ghost";
import type { P } from "./params";
import {
  accountOf,
  type Bank,
  type BankRecord,
  bankA,
  bankB,
  banks,
  brokerId,
  type Coordinator,
  coordinatorId,
  endingOf,
  isInDoubt,
  type Message,
  type Op,
  type State,
  total,
} from "./state";

export type W = World<State, Message, Op, P, Ghost>;
type Rule = Invariant<State, Message, Op, P, Ghost>;

/** The bank of this number; it has no other role there. */
export const bankOf = (w: W, node: NodeId): Bank => (w.nodes[node] as NodeState<State>).state as Bank;
export const coordinatorOf = (w: W): Coordinator => (w.nodes[coordinatorId] as NodeState<State>).state as Coordinator;

/** The coordinator has nothing more to do, or came back without a record (which means abort). */
export function isClosed(w: W): boolean {
  const { phase } = coordinatorOf(w);
  return w.nodes[coordinatorId]?.up === true && (phase === "closed" || phase === "unaware");
}

/** The transfer is over: nobody has anything left to do for it and no message is under way. */
export function isAtRest(w: W): boolean {
  if (!isClosed(w) || w.pending.some(({ kind }) => kind === "msg")) return false;
  const queue = w.nodes[brokerId]?.state;
  if (queue?.role === "broker" && queue.queue.length > 0) return false;
  return banks.every((bank) => {
    const { log, publishing } = bankOf(w, bank);
    return !isInDoubt(bankOf(w, bank)) && !publishing && !(log.includes("paid") && !log.includes("sent"));
  });
}

/** Both accounts together, what is reserved included. */
export const sumOf = (w: W): number =>
  banks.reduce((sum, bank) => {
    const { free, held } = accountOf(bank, bankOf(w, bank).log);
    return sum + free + held;
  }, 0);

/** What the step touched, if that is a bank. */
function touchedBank(w: W): { node: NodeId; bank: Bank } | undefined {
  const { node } = w.event;
  return node === bankA || node === bankB ? { node, bank: bankOf(w, node) } : undefined;
}

const atomicity: Rule = (w) => {
  if (!touchedBank(w)) return null;
  const [a, b] = [endingOf(bankOf(w, bankA)), endingOf(bankOf(w, bankB))];
  const both = a === "both" ? bankA : b === "both" ? bankB : undefined;
  if (both !== undefined) return { conjunct: "a bank both committed and rolled back", nodes: [both], at: {} };
  if (a === null || b === null || a === b) return null;
  const [committed, aborted] = a === "commit" ? [bankA, bankB] : [bankB, bankA];
  return { conjunct: "one committed, the other rolled back", nodes: [committed, aborted], at: {} };
};

const conservation: Rule = (w) => {
  if (!isAtRest(w)) return null;
  const sum = sumOf(w);
  if (sum === total) return null;
  return { conjunct: sum < total ? "money is gone" : "money came from nowhere", nodes: [...banks], at: { sum, total } };
};

const reservations: Rule = (w) => {
  const touched = touchedBank(w);
  if (touched) {
    const { node, bank } = touched;
    const { held, arriving } = accountOf(node, bank.log);
    if (held < 0 || arriving < 0)
      return { conjunct: "released what was not reserved", nodes: [node], at: { held, arriving } };
    const isCancelled = bank.log.includes("cancelled") || bank.log.includes("cancelled-empty");
    if (isCancelled && bank.log.at(-1) === "tried")
      return { conjunct: "reserved after the Cancel", nodes: [node], at: { held, arriving } };
  }
  if (w.p.protocol !== "tcc" || !isAtRest(w)) return null;
  for (const node of banks) {
    const { held, arriving } = accountOf(node, bankOf(w, node).log);
    if (held !== 0 || arriving !== 0)
      return { conjunct: "a reservation is left", nodes: [node], at: { held, arriving } };
  }
  return null;
};

const effects: readonly BankRecord[] = [
  "committed",
  "tried",
  "confirmed",
  "cancelled",
  "debited",
  "credited",
  "refunded",
  "paid",
];

const once: Rule = (w) => {
  const touched = touchedBank(w);
  if (!touched) return null;
  const { log } = touched.bank;
  const last = log.at(-1);
  if (last === undefined || !effects.includes(last) || log.indexOf(last) === log.length - 1) return null;
  return { conjunct: `${last} twice`, nodes: [touched.node], at: { lines: log.length } };
};

const durability: Rule = (w) => {
  if (w.ghost.told.length > 1) return { conjunct: "the decision changed", nodes: [coordinatorId], at: {} };
  const touched = touchedBank(w);
  if (!touched || !w.ghost.promised.includes(touched.node)) return null;
  const { bank, node } = touched;
  return bank.log.length === 0 ? { conjunct: "a yes vote is forgotten", nodes: [node], at: {} } : null;
};

export const invariants = { atomicity, conservation, reservations, once, durability } satisfies Model<
  State,
  Message,
  Op,
  P,
  Ghost
>["invariants"];
