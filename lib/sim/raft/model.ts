/** Raft on the kernel: servers that replicate one register, and clients that write and read it. */
import type { Task } from "../lab";
import type { Model, NodeId, World } from "../model";
import {
  begin,
  booted,
  type Client,
  type ClientOp,
  heard,
  lostPatience,
  newClient,
  type Reply,
  type Request,
  worked,
} from "./client";
import { type Ghost, ghost } from "./ghost";
import { invariants } from "./invariants";
import type { Message } from "./messages";
import { newServer, onServer, type Server, stored } from "./server";
import type { Config, Flaw } from "./state";
import { params } from "./words";

export type State = Server | Client;
export type Packet = Message | Request | Reply;
export type RaftParams = Config & {
  readonly heartbeat: number;
  readonly clients: number;
  /** Every so many ms a client without an operation begins one; 0: never by itself. */
  readonly every: number;
  readonly flaw: Flaw;
};
export type RaftWorld = World<State, Packet, ClientOp, RaftParams, Ghost>;
export type RaftTask = Task<State, Packet, ClientOp, RaftParams, Ghost>;

export const raft: Model<State, Packet, ClientOp, RaftParams, Ghost> = {
  id: "raft@1",
  params,
  topology: ({ n, clients }) => [
    ...Array.from({ length: n }, (_, server) => ({ name: `S${server + 1}`, role: "server" })),
    ...Array.from({ length: clients }, (_, client) => ({ name: `C${client + 1}`, role: "client" })),
  ],
  init: ({ n }, me) => (me < n ? newServer : newClient),
  durable: (s, p) =>
    s.kind === "server" ? stored(s, p) : { ...newClient, begun: s.begun, lives: s.lives + 1, guess: s.guess },
  on(s, event, io) {
    if (s.kind === "server") return onServer(s, event, io);
    switch (event.t) {
      case "boot":
        return booted(s, io);
      case "op":
        return begin(s, event.op, io);
      case "timer":
        return event.name === "work" ? worked(s, io) : lostPatience(s, io);
      case "msg": {
        const { m } = event;
        return m.type === "Written" || m.type === "Value" || m.type === "Moved" ? heard(s, event.from, m, io) : s;
      }
      default:
        return event satisfies never;
    }
  },
  ops(s, _, w) {
    if (s.kind !== "client" || s.doing) return [];
    return leadersOf(w).flatMap((to): ClientOp[] => [
      { kind: "write", to },
      { kind: "read", to },
    ]);
  },
  ghost,
  invariants,
  canonical: (s) => (s.kind === "server" ? timeless(s) : s),
};

/** Servers that run and take themselves for the leader, rightly or not. */
export function leadersOf(w: RaftWorld): NodeId[] {
  const leaders: NodeId[] = [];
  w.nodes.forEach(({ up, state }, server) => {
    if (up && state.kind === "server" && state.raft.role === "leader") leaders.push(server);
  });
  return leaders;
}

/** The server without what only a clock gives meaning to; an untimed search takes states that differ in it for one. */
function timeless({ raft, register }: Server): unknown {
  const { contact, mutedUntil, progress, ...rest } = raft;
  return [rest, progress.map(({ roundAt, ...known }) => known), register.value];
}
