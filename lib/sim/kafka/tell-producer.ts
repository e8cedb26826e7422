/** Sentences of the producer. */
import type { NodeId } from "../model";
import type { Said } from "../scene";
import { labelled, nameOf } from "./names";
import { sentence } from "./sentences";
import { nobody, type Producer, type W } from "./state";
import { refusals } from "./words";

/** What this event did to the producer. */
export function tellProducer(w: W, id: NodeId, now: Producer, before: Producer): Said {
  const { event } = w;
  const name = nameOf(w, id);
  if (event.what === "deliver") {
    const { m } = event.flight;
    if (m.type === "Leader")
      return m.leader === nobody
        ? sentence("noLeaderKnown", { name })
        : sentence("learnsLeader", { name, leader: nameOf(w, m.leader) });
    if (m.type !== "Produced") return sentence("ignores", { name, message: labelled(m) });
    const isOpen = before.out.some(({ v }) => v === m.v);
    if (!isOpen) return sentence("oldAnswer", { name, v: m.v });
    if (m.refused) return sentence("failed", { name, v: m.v, why: refusals[m.refused] });
    return sentence(now.out.some(({ v }) => v === m.v) ? "oldAnswer" : "acked", { name, v: m.v });
  }
  if (event.what === "timer" && event.name !== "send") {
    const v = event.name.slice("retry:".length);
    return sentence(event.sent.length > 0 ? "retried" : "noRetry", { name, v });
  }
  if (now.next === before.next) return sentence("allSent", { name });
  const isSent = event.sent.some(({ m }) => m.type === "Produce" && m.v === before.next);
  if (isSent) return sentence(event.what === "op" ? "opSend" : "produced", { name, v: before.next });
  return sentence("queued", { name, v: before.next });
}
