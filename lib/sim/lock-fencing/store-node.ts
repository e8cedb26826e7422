/** The store whose data the lock protects. It is the only place where a late write can be told from a timely one. */
import type { Io, NodeEvent, NodeId } from "../model";
import type { LockParams, Message, Op, Owner, StoreNode } from "./protocol";

const shown = 4;

/** A store before its first event. */
export const newStore = (me: NodeId): StoreNode => ({ kind: "store", me, highest: 0, by: null, log: [] });

/**
 * Fencing: a write is let in when its token is above every token seen, or is the same holder's again. One that has no
 * token (0) is refused.
 */
function isLetIn(s: StoreNode, owner: Owner, token: number, p: LockParams): boolean {
  if (!p.fencing) return true;
  if (p.flaw === "any-token") return token > 0;
  return token > s.highest || (token === s.highest && owner === s.by && token > 0);
}

/** The store's next state. */
export function onStore(s: StoreNode, event: NodeEvent<Message, Op>, io: Io<Message, LockParams>): StoreNode {
  if (event.t !== "msg" || event.m.type !== "write") return s;
  const { owner, token } = event.m;
  const ok = isLetIn(s, owner, token, io.p);
  const log = [...s.log, { owner, token, ok }].slice(-shown);
  const highest = ok ? Math.max(s.highest, token) : s.highest;
  io.send(event.from, { type: "wrote", owner, ok, highest });
  return { ...s, log, highest, by: ok ? owner : s.by };
}
