/** A client of the replicated register: one operation at a time, asked again until it is answered. */
import type { Io, NodeId } from "../model";
import type { Packet, RaftParams } from "./model";

export type Kind = "write" | "read";
/** What the client asks of a server, and what it hears. `id` counts the client's operations: a repeat keeps it. */
export type Request = { type: "Write"; id: number; value: string } | { type: "Read"; id: number };
export type Reply =
  | { type: "Written"; id: number }
  | { type: "Value"; id: number; value: string | null }
  /** Not the leader; `lead` is who may be, -1 where unknown. */
  | { type: "Moved"; id: number; lead: NodeId };

export type ClientOp = { kind: Kind; to: NodeId };

export type Client = {
  readonly kind: "client";
  /** Operations begun; survives a crash, so that a new life repeats no id. */
  readonly begun: number;
  /** Lives before this one: a crash ends the process of the history. */
  readonly lives: number;
  readonly doing: { readonly id: number; readonly kind: Kind; readonly value: string; readonly to: NodeId } | null;
  /** Whom it takes for the leader. */
  readonly guess: NodeId;
  /** The last answer, for the picture. */
  readonly last: { readonly kind: Kind; readonly value: string | null } | null;
};

export const newClient: Client = { kind: "client", begun: 0, lives: 0, doing: null, guess: 0, last: null };

/** The values written: a, b, c ... z, a1, b1 ...; clients take turns, so that no two values are equal. */
export function wordOf(nth: number): string {
  const letter = String.fromCharCode(97 + (nth % 26));
  return nth < 26 ? letter : letter + Math.floor(nth / 26);
}

/** How long it waits for an answer before it asks the next server. */
export const patience = ({ election }: Pick<RaftParams, "election">): number => 2 * election;

/** The register's only key, as histories name it. */
export const key = "x";

type ClientIo = Io<Packet, RaftParams>;

const processOf = (s: Client, io: ClientIo) => io.me + 64 * s.lives;

/** A client that has just come up: its own workload begins, where it has one. */
export function booted(s: Client, io: ClientIo): Client {
  if (io.p.every > 0) io.timer("work", io.p.every);
  return s;
}

/** Its own workload: writes and reads by chance, one at a time. */
export function worked(s: Client, io: ClientIo): Client {
  if (io.p.every > 0) io.timer("work", io.p.every);
  if (s.doing) return s;
  const kind = s.begun === 0 || io.rand("op", s.begun) % 2 === 0 ? "write" : "read";
  return begin(s, { kind, to: s.guess }, io);
}

/** Begins an operation at a server. It is in the history from now on, open until answered. */
export function begin(s: Client, op: ClientOp, io: ClientIo): Client {
  const id = s.begun + 1;
  const value = op.kind === "write" ? wordOf(s.begun * io.p.clients + io.me - io.p.n) : "";
  const doing = { id, kind: op.kind, value, to: op.to };
  io.record(
    op.kind === "write"
      ? { by: processOf(s, io), type: "invoke", op: "write", key, value }
      : { by: processOf(s, io), type: "invoke", op: "read", key },
  );
  return ask({ ...s, begun: id, doing, guess: op.to }, io);
}

function ask(s: Client, io: ClientIo): Client {
  if (!s.doing) return s;
  const { id, kind, value, to } = s.doing;
  io.send(to, kind === "write" ? { type: "Write", id, value } : { type: "Read", id });
  io.timer("retry", patience(io.p));
  return s;
}

/** No answer came: the same operation again, at the next server. */
export function lostPatience(s: Client, io: ClientIo): Client {
  return s.doing ? turnedTo(s, (s.doing.to + 1) % io.p.n, io) : s;
}

function turnedTo(s: Client, to: NodeId, io: ClientIo): Client {
  return s.doing ? ask({ ...s, guess: to, doing: { ...s.doing, to } }, io) : s;
}

/** An answer: ends the operation, or turns to the server it names. An answer to an earlier operation changes nothing. */
export function heard(s: Client, from: NodeId, m: Reply, io: ClientIo): Client {
  if (!s.doing || m.id !== s.doing.id) return s;
  if (m.type === "Moved") {
    if (m.lead < 0 || m.lead === s.doing.to || from !== s.doing.to) return s;
    return turnedTo(s, m.lead, io);
  }
  io.cancel("retry");
  const { kind, value: written } = s.doing;
  const value = m.type === "Value" ? m.value : written;
  io.record({ by: processOf(s, io), type: "ok", op: kind, key, value });
  return { ...s, doing: null, guess: from, last: { kind, value } };
}
