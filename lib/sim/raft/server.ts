/** A server of the lab: the Raft core, its timers, and the register that it replicates. */
import { changedOrLonger } from "../lists";
import type { Io, NodeEvent, NodeId } from "../model";
import type { Reply, Request } from "./client";
import { beat, campaign, checkQuorum, holdsLease, propose, readIndex, step } from "./core";
import { entryAt, lastIndex } from "./log";
import type { Message } from "./messages";
import type { Packet, RaftParams } from "./model";
import { type Env, fresh, none, type PendingRead, type Raft, started } from "./state";

/** The register as this server has applied it. */
export type Register = {
  readonly applied: number;
  readonly value: string | null;
  /** By client, the last operation applied: a repeat changes nothing. */
  readonly done: readonly number[];
};

export type Server = { readonly kind: "server"; readonly raft: Raft; readonly register: Register };

type ServerIo = Io<Packet, RaftParams>;

const emptyRegister: Register = { applied: 0, value: null, done: [] };
export const newServer: Server = { kind: "server", raft: fresh, register: emptyRegister };

/** Term, vote and log are stored before any message leaves; the commit index and the register are found again. */
export function stored({ raft }: Server, { flaw }: RaftParams): Server {
  const vote = flaw === "volatile-vote" ? none : raft.vote;
  return { ...newServer, raft: started({ term: raft.term, vote, log: raft.log }) };
}

/** The election timeout of a term at one server: from once to twice the least one. */
export const electionTimeout = (io: Pick<ServerIo, "p" | "rand">, term: number): number =>
  io.p.election + (io.rand("election", term) % io.p.election);

/** One event of a server: what the core may do meanwhile, and what it did. */
class Turn implements Env {
  readonly io: ServerIo;
  readonly me: NodeId;
  readonly now: number;
  readonly config: RaftParams;
  isSetBack = false;
  /** Messages to itself, handled once the state is stored, which in this lab is at once. */
  own: Message[] | null = null;
  reads: PendingRead[] | null = null;

  constructor(io: ServerIo) {
    this.io = io;
    this.me = io.me;
    this.now = io.now;
    this.config = io.p;
  }
  send(to: NodeId, m: Message): void {
    if (to !== this.me) this.io.send(to, m);
    else if (this.own) this.own.push(m);
    else this.own = [m];
  }
  setBack(): void {
    this.isSetBack = true;
  }
  readable(read: PendingRead): void {
    if (this.reads) this.reads.push(read);
    else this.reads = [read];
  }
}

/** The server after one event. All that it sends is stored before, in the same step. */
export function onServer(s: Server, event: NodeEvent<Packet, unknown>, io: ServerIo): Server {
  const turn = new Turn(io);
  switch (event.t) {
    case "boot":
      return booted(s, turn);
    case "timer":
      return settled(s, fired(s.raft, event.name, turn), turn);
    case "msg":
      return heard(s, event.from, event.m, turn);
    default:
      return s;
  }
}

function booted(s: Server, turn: Turn): Server {
  const { config, io, now } = turn;
  io.timer("election", electionTimeout(io, s.raft.term));
  // Who has a term stored may have promised something to a leader before it fell.
  const mutedUntil = config.read === "lease" && s.raft.term > 0 ? now + config.election : 0;
  return { ...s, raft: { ...s.raft, contact: now, mutedUntil } };
}

function fired(raft: Raft, name: string, turn: Turn): Raft {
  if (name === "election") return campaign(raft, turn);
  if (raft.role !== "leader") return raft;
  if (name === "heartbeat") {
    turn.io.timer("heartbeat", turn.config.heartbeat);
    return beat(raft, turn);
  }
  turn.io.timer("quorum", turn.config.election);
  return checkQuorum(raft, turn);
}

function heard(s: Server, from: NodeId, m: Packet, turn: Turn): Server {
  switch (m.type) {
    case "Write":
    case "Read":
      return asked(s, from, m, turn);
    case "Written":
    case "Value":
    case "Moved":
      return s;
    default:
      return settled(s, step(s.raft, from, m, turn), turn);
  }
}

function asked(s: Server, from: NodeId, m: Request, turn: Turn): Server {
  const { raft, register } = s;
  const reply = (answer: Reply) => turn.io.send(from, answer);
  if (raft.role !== "leader") {
    reply({ type: "Moved", id: m.id, lead: raft.lead });
    return s;
  }
  if (m.type === "Write") {
    if ((register.done[from - turn.config.n] ?? 0) >= m.id) {
      reply({ type: "Written", id: m.id });
      return s;
    }
    if (isUnderWay(raft, from, m.id)) return s;
    return settled(s, propose(raft, [{ by: from, id: m.id, value: m.value }], turn), turn);
  }
  const { read } = turn.config;
  // A leader that answers on its own word may long be deposed and not know it.
  if (read === "leader" || (read === "lease" && holdsLease(raft, turn))) {
    reply({ type: "Value", id: m.id, value: register.value });
    return s;
  }
  return settled(s, readIndex(raft, from, m.id, turn), turn);
}

/** Whether this very command is in the log and not yet committed: a client that asks again does not enter it twice. */
function isUnderWay({ log, commit }: Raft, by: NodeId, id: number): boolean {
  for (let index = lastIndex(log); index > commit; index--) {
    const command = entryAt(log, index)?.command;
    if (command && command.by === by && command.id === id) return true;
  }
  return false;
}

/** The server once the core is done: its own messages handled, timers set, committed entries applied, reads answered. */
function settled(s: Server, next: Raft, turn: Turn): Server {
  let raft = next;
  while (turn.own) {
    const own: Message[] = turn.own;
    turn.own = null;
    for (const m of own) raft = step(raft, turn.me, m, turn);
  }
  setTimers(s.raft, raft, turn);
  const register = raft.commit > s.register.applied ? applied(s.register, raft, turn) : s.register;
  if (turn.reads) for (const { by, id } of turn.reads) turn.io.send(by, { type: "Value", id, value: register.value });
  return raft === s.raft ? s : { kind: "server", raft, register };
}

function setTimers(before: Raft, after: Raft, { io, isSetBack, config }: Turn): void {
  const leads = after.role === "leader";
  if (leads && (before.role !== "leader" || before.term !== after.term)) {
    io.cancel("election");
    io.timer("heartbeat", config.heartbeat);
    if (config.checkQuorum) io.timer("quorum", config.election);
  }
  if (!leads && before.role === "leader") {
    io.cancel("heartbeat");
    io.cancel("quorum");
  }
  if (!leads && isSetBack) io.timer("election", electionTimeout(io, after.term));
}

function applied(register: Register, raft: Raft, { io, config }: Turn): Register {
  let { value, done } = register;
  for (let index = register.applied + 1; index <= raft.commit; index++) {
    const command = entryAt(raft.log, index)?.command;
    if (!command) continue;
    const client = command.by - config.n;
    if ((done[client] ?? 0) < command.id) {
      value = command.value;
      done = changedOrLonger(done, client, command.id, 0);
    }
    if (raft.role === "leader") io.send(command.by, { type: "Written", id: command.id });
  }
  return { applied: raft.commit, value, done };
}
