/** What the run has shown that a crash may take from the nodes themselves. */
import type { NodeId } from "../model";
import { coordinatorId, type Message } from "./state";

export type Ghost = {
  /** Outcomes the coordinator has told anybody. More than one: it changed its mind. */
  readonly told: readonly ("commit" | "abort")[];
  /** Banks whose yes has been sent: a promise to be able to commit. */
  readonly promised: readonly NodeId[];
};

export const blank: Ghost = { told: [], promised: [] };

/** The ghost after one message more. */
function heard(g: Ghost, from: NodeId, m: Message): Ghost {
  if (m.type === "vote")
    return m.yes && !g.promised.includes(from) ? { ...g, promised: [...g.promised, from].sort() } : g;
  if (from !== coordinatorId) return g;
  const told = outcomeIn(m);
  return told && !g.told.includes(told) ? { ...g, told: [...g.told, told] } : g;
}

const outcomeIn = (m: Message): "commit" | "abort" | null => {
  if (m.type === "commit" || m.type === "confirm") return "commit";
  return m.type === "abort" || m.type === "cancel" ? "abort" : null;
};

/** The same object while nothing new was said. */
export const follow = (g: Ghost, sent: readonly { from: NodeId; m: Message }[]): Ghost =>
  sent.reduce((so, { from, m }) => heard(so, from, m), g);
