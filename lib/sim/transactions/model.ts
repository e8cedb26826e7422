/**
 * One transfer of 30 from A to B, by five protocols. Node 0 drives it, nodes 1 and 2 are the banks, node 3 is the broker of
 * the outbox. A handler is one disk write at most apart from what it sends, so a crash lies between any two events.
 */
import type { Model, NodeSpec } from "../model";
import { atomicCommit } from "./atomic-commit";
import { blank, follow, type Ghost } from "./ghost";
import { invariants } from "./invariants";
import { outbox, queue } from "./outbox";
import { type P, type Protocol, schema } from "./params";
import { saga } from "./saga";
import {
  accountOf,
  type Bank,
  bankA,
  banks,
  brokerId,
  coordinatorId,
  isInDoubt,
  type Message,
  nameOf,
  type Op,
  type Rules,
  type State,
} from "./state";
import { tcc } from "./tcc";

const rulesOf: Readonly<Record<Protocol, Rules>> = { "2pc": atomicCommit, "3pc": atomicCommit, tcc, saga, outbox };

export type TransferModel = Model<State, Message, Op, P, Ghost>;

export const model: TransferModel = {
  id: "transactions@1",
  params: schema,
  topology: ({ protocol }) => {
    const spec = (node: number, role: string): NodeSpec => ({ name: nameOf(protocol, node), role });
    const three = [spec(coordinatorId, "coordinator"), ...banks.map((bank) => spec(bank, "bank"))];
    return protocol === "outbox" ? [...three, spec(brokerId, "broker")] : three;
  },
  init(p, me) {
    if (me === coordinatorId) return { role: "coordinator", phase: "new", heard: [], log: [], forced: 0 };
    if (me === brokerId) return { role: "broker", queue: [], stored: 0 };
    const frozen = p.refuses === (me === bankA ? "a" : "b");
    return { role: "bank", frozen, publishing: false, lockedAt: null, freedAt: null, read: null, log: [], forced: 0 };
  },
  on(s, event, io) {
    const rules = rulesOf[io.p.protocol];
    if (s.role === "coordinator") return rules.coordinate(s, event, io);
    if (s.role === "broker") return queue(s, event, io);
    return event.t === "op" ? touch(s, event.op, io.me) : rules.participate(s, event, io);
  },
  durable(s) {
    if (s.role === "broker") return s;
    if (s.role === "coordinator") return { ...s, log: s.log.slice(0, s.forced), phase: "restarting", heard: [] };
    const log = s.log.slice(0, s.forced);
    const next: Bank = { ...s, log, publishing: false, read: null };
    // A lock lives as long as the record it stands for.
    return log.length === 0 ? { ...next, lockedAt: null, freedAt: null } : next;
  },
  ops: (s) => (s.role === "bank" ? [{ type: s.frozen ? "thaw" : "freeze" }, { type: "read" }] : []),
  ghost: { init: () => blank, next: (g, w) => follow(g, w.event.sent) },
  invariants,
  canonical(s) {
    if (s.role === "broker") return [s.queue, s.stored];
    if (s.role === "coordinator") return [s.phase, s.heard, s.log, s.forced];
    return [s.frozen, s.publishing, s.log, s.forced];
  },
};

/** What happens to an account from outside the transfer. A reader waits for a row lock, as serializable readers do. */
function touch(s: Bank, op: Op, me: number): Bank {
  if (op.type === "read") return { ...s, read: isInDoubt(s) ? "waits" : accountOf(me, s.log).free };
  return { ...s, frozen: op.type === "freeze" };
}
