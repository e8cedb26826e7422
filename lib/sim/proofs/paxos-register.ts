/**
 * Single-decree Paxos as a register that clients write once and then read (stateright's examples/paxos.rs): each
 * request opens a ballot of its own, messages are delivered once and in any order. 16,668 distinct states with two
 * clients. The proof of what two-phase commit does not touch: a network that forgets what it delivered, and a ghost.
 */
import { type Spot, type System, systemOf } from "../explore";
import { type Kernel, kernelOf } from "../kernel";
import type { Choice, Io, Model, NodeId, World } from "../model";

/** A round and the server that leads it, compared in this order. */
type Ballot = readonly [round: number, leader: NodeId];
type Proposal = { readonly request: number; readonly client: NodeId; readonly value: string };
type Accepted = { readonly ballot: Ballot; readonly proposal: Proposal };
type Server = {
  readonly ballot: Ballot;
  readonly proposal: Proposal | null;
  /** By server that has answered the ballot of this leader: what it had accepted. */
  readonly prepares: Readonly<Record<NodeId, Accepted | null>>;
  readonly accepts: readonly NodeId[];
  readonly accepted: Accepted | null;
  readonly isDecided: boolean;
};
type Client = { readonly awaiting: number | null; readonly requests: number };
type S = Server | Client;
type M =
  | { type: "put"; request: number; value: string }
  | { type: "get" | "putOk"; request: number }
  | { type: "getOk"; request: number; value: string }
  | { type: "prepare" | "accepted"; ballot: Ballot }
  | { type: "prepared"; ballot: Ballot; accepted: Accepted | null }
  | { type: "accept" | "decided"; ballot: Ballot; proposal: Proposal };
/** forgetful: a server that joins a ballot does not tell what it has accepted. */
export type PaxosRegisterFlaw = "none" | "forgetful";
type P = { servers: number; clients: number; flaw: string };

/**
 * An operation with how many of the other clients' operations had ended when it began; `got` when it has ended itself.
 */
type Operation = { readonly put: string | null; readonly after: readonly number[]; readonly got?: string };
/** By client, its operations in order; the last may be under way. */
type History = readonly (readonly Operation[])[];
type W = World<S, M, never, P, History>;
export type PaxosRegisterSpot = Spot<S, M, never, P, History>;
type PaxosRegisterKernel = Kernel<S, M, never, P, History>;

const later = (a: Ballot, b: Ballot): number => a[0] - b[0] || a[1] - b[1];
const isServer = (s: S | undefined): s is Server => s !== undefined && "ballot" in s;
const ended = (operations: readonly Operation[]): number => operations.filter(({ got }) => got !== undefined).length;

const put = (p: P, client: NodeId): string => String.fromCharCode("A".charCodeAt(0) + client - p.servers);

function broadcast(io: Io<M, P>, m: M): void {
  for (let to = 0; to < io.p.servers; to++) if (to !== io.me) io.send(to, m);
}

function onClient(s: Client, m: M, io: Io<M, P>): Client {
  if ((m.type !== "putOk" && m.type !== "getOk") || m.request !== s.awaiting) return s;
  const requests = s.requests + 1;
  if (m.type === "getOk") return { awaiting: null, requests };
  const request = requests * io.me;
  io.send((io.me + s.requests) % io.p.servers, { type: "get", request });
  return { awaiting: request, requests };
}

function onServer(s: Server, from: NodeId, m: M, io: Io<M, P>): Server {
  if (s.isDecided) {
    if (m.type === "get" && s.accepted)
      io.send(from, { type: "getOk", request: m.request, value: s.accepted.proposal.value });
    return s;
  }
  const majority = Math.floor(io.p.servers / 2) + 1;
  switch (m.type) {
    case "put": {
      if (s.proposal) return s;
      const ballot: Ballot = [s.ballot[0] + 1, io.me];
      broadcast(io, { type: "prepare", ballot });
      const proposal = { request: m.request, client: from, value: m.value };
      return { ...s, ballot, proposal, prepares: { [io.me]: s.accepted }, accepts: [] };
    }
    case "prepare":
      if (later(m.ballot, s.ballot) <= 0) return s;
      io.send(from, { type: "prepared", ballot: m.ballot, accepted: io.p.flaw === "forgetful" ? null : s.accepted });
      return { ...s, ballot: m.ballot };
    case "prepared": {
      if (later(m.ballot, s.ballot) !== 0) return s;
      const prepares = { ...s.prepares, [from]: m.accepted };
      if (Object.keys(prepares).length !== majority) return { ...s, prepares };
      // The highest of what was accepted before goes first: it may be decided already.
      const before = Object.values(prepares).flatMap((each) => (each ? [each] : []));
      const highest = before.sort((a, b) => later(b.ballot, a.ballot))[0];
      const proposal = highest?.proposal ?? s.proposal;
      if (!proposal) return s;
      broadcast(io, { type: "accept", ballot: m.ballot, proposal });
      return { ...s, prepares, proposal, accepted: { ballot: m.ballot, proposal }, accepts: [io.me] };
    }
    case "accept":
      if (later(m.ballot, s.ballot) < 0) return s;
      io.send(from, { type: "accepted", ballot: m.ballot });
      return { ...s, ballot: m.ballot, accepted: { ballot: m.ballot, proposal: m.proposal } };
    case "accepted": {
      if (later(m.ballot, s.ballot) !== 0 || !s.proposal) return s;
      const accepts = [...s.accepts, from].sort();
      if (accepts.length !== majority) return { ...s, accepts };
      broadcast(io, { type: "decided", ballot: m.ballot, proposal: s.proposal });
      io.send(s.proposal.client, { type: "putOk", request: s.proposal.request });
      return { ...s, accepts, isDecided: true };
    }
    case "decided":
      return { ...s, ballot: m.ballot, accepted: { ballot: m.ballot, proposal: m.proposal }, isDecided: true };
    default:
      return s;
  }
}

/** Whether some order of the operations explains what was read, each behind those that had ended when it began. */
export function isLinearizable(history: History, value = "", done: readonly number[] = history.map(() => 0)): boolean {
  if (history.every((operations, client) => (done[client] as number) >= ended(operations))) return true;
  return history.some((operations, client) => {
    const next = operations[done[client] as number];
    if (!next || next.after.some((count, other) => (done[other] as number) < count)) return false;
    if (next.put === null && next.got !== undefined && next.got !== value) return false;
    return isLinearizable(history, next.put ?? value, done.with(client, (done[client] as number) + 1));
  });
}

export const paxosRegister: Model<S, M, never, P, History> = {
  id: "paxos-register@1",
  params: {
    servers: { kind: "int", min: 1, max: 5, step: 1, default: 3, label: { zh: "服务器数", en: "Servers" } },
    clients: { kind: "int", min: 1, max: 3, step: 1, default: 2, label: { zh: "客户端数", en: "Clients" } },
    flaw: {
      kind: "choice",
      default: "none",
      label: { zh: "错误", en: "Flaw" },
      options: [
        { id: "none", label: { zh: "无", en: "None" } },
        { id: "forgetful", label: { zh: "不告知已接受的提案", en: "Does not tell what it accepted" } },
      ],
    },
  },
  topology: ({ servers, clients }) =>
    Array.from({ length: servers + clients }, (_, node) =>
      node < servers ? { name: `S${node + 1}`, role: "server" } : { name: `C${node - servers + 1}`, role: "client" },
    ),
  init: ({ servers }, me): S =>
    me < servers
      ? { ballot: [0, 0], proposal: null, prepares: {}, accepts: [], accepted: null, isDecided: false }
      : { awaiting: me, requests: 1 },
  on(s, event, io) {
    if (event.t === "boot" && !isServer(s))
      io.send(io.me % io.p.servers, { type: "put", request: io.me, value: put(io.p, io.me) });
    if (event.t !== "msg") return s;
    return isServer(s) ? onServer(s, event.from, event.m, io) : onClient(s, event.m, io);
  },
  ghost: {
    init: (p) =>
      Array.from({ length: p.clients }, (_, client) => [
        { put: put(p, p.servers + client), after: Array.from({ length: p.clients }, () => 0) },
      ]),
    next(history, { event, p }, prev) {
      if (event.what !== "deliver" || event.flight.to < p.servers) return history;
      const { m, to } = event.flight;
      const s = prev.nodes[to]?.state;
      if ((m.type !== "putOk" && m.type !== "getOk") || isServer(s) || m.request !== s?.awaiting) return history;
      const client = to - p.servers;
      const mine = (history[client] ?? []).map((each) =>
        each.got === undefined ? { ...each, got: m.type === "getOk" ? m.value : "" } : each,
      );
      if (m.type === "getOk") return history.with(client, mine);
      const after = history.map((operations, other) => (other === client ? 0 : ended(operations)));
      return history.with(client, [...mine, { put: null, after }]);
    },
  },
  invariants: {
    linearizable({ ghost }, prev) {
      if (ghost === prev.ghost || isLinearizable(ghost)) return null;
      return { conjunct: "an order of the operations explains what was read", nodes: [], at: {} };
    },
  },
};

/** The register bound to the kernel. */
export const paxosRegisterKernel = (
  clients: number,
  servers: number,
  flaw: PaxosRegisterFlaw = "none",
): PaxosRegisterKernel =>
  kernelOf(paxosRegister, { p: { servers, clients, flaw }, seed: 1, net: { min: 1, tail: 0, loss: 0, twice: 0 } });

/** The transition system of paxos.rs: as stateright has it, a message that changes nothing is not delivered. */
export function paxosRegisterSystem(kernel: PaxosRegisterKernel): System<PaxosRegisterSpot, Choice<never>> {
  const system = systemOf(kernel);
  const isIdle = (w: W, next: W) => next.nodes === w.nodes;
  return { ...system, next: (spot) => [...system.next(spot)].filter(([, next]) => !isIdle(spot.w, next.w)) };
}
