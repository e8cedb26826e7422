/** Sentences of consumers. */
import type { NodeId } from "../model";
import type { Said } from "../scene";
import { effectsOf } from "./ghost";
import { labelled, nameOf } from "./names";
import { sentence } from "./sentences";
import { type Consumer, type M, nobody, type W } from "./state";
import { refusals } from "./words";

/** What this event did to the consumer. */
export function tellConsumer(w: W, prev: W, id: NodeId, now: Consumer, before: Consumer): Said {
  const { event } = w;
  const name = nameOf(w, id);
  if (event.what === "op") return sentence("opStall", { name });
  if (event.what === "deliver") return tellMessage(w, name, event.flight.m, now, before);
  switch (event.what === "timer" ? event.name : "") {
    case "join":
      return sentence("joins", { name });
    case "beat":
      return sentence("beats", { name });
    case "max-poll":
      return sentence("maxPoll", { name });
    case "work":
      return tellEffect(w, prev, name, before.batch[0]?.v);
    default:
      return event.sent.some(({ m }) => m.type === "Poll")
        ? sentence("polls", { name, leader: nameOf(w, now.leader), from: now.position })
        : sentence("noPoll", { name });
  }
}

/** The effect of a record at the database: the first, a second one, or one that the key stopped. */
export function tellEffect(w: W, prev: W, name: string, v: number | undefined): Said {
  if (v === undefined) return sentence("noPoll", { name });
  if (effectsOf(w.ghost, v) === effectsOf(prev.ghost, v)) return sentence("effectStopped", { name, v });
  return sentence(effectsOf(w.ghost, v) > 1 ? "effectAgain" : "effect", { name, v });
}

function tellMessage(w: W, name: string, m: M, now: Consumer, before: Consumer): Said {
  switch (m.type) {
    case "Leader":
      return m.leader === nobody
        ? sentence("noLeaderKnown", { name })
        : sentence("learnsLeader", { name, leader: nameOf(w, m.leader) });
    case "Unknown":
      return sentence("toldUnknown", { name });
    case "Assign": {
      if (now === before) return sentence("assignOld", { name });
      if (!now.owns) return sentence("assignedNone", { name, generation: now.generation });
      if (before.owns) return sentence("assignedStay", { name, generation: now.generation });
      return sentence("assignedOwner", { name, offset: m.offset });
    }
    case "Batch": {
      const first = now.batch[0];
      if (first && before.batch.length === 0)
        return sentence("gotBatch", { name, count: now.batch.length, v: first.v });
      if (now === before) return sentence("oldBatch", { name });
      return m.refused ? sentence("gotRefusal", { name, why: refusals[m.refused] }) : sentence("gotNothing", { name });
    }
    default:
      return sentence("ignores", { name, message: labelled(m) });
  }
}
