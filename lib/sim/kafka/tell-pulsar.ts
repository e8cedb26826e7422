/** Sentences of the Pulsar side. */
import type { NodeId } from "../model";
import type { Said } from "../scene";
import { labelled, nameOf } from "./names";
import { keyOf, type PulsarConsumer, poison, type Topic } from "./pulsar";
import { sentence } from "./sentences";
import type { M, W } from "./state";
import { tellEffect } from "./tell-consumer";

/** What this event did to a node of the Pulsar side. */
export function tellPulsar(w: W, prev: W, id: NodeId): Said {
  const state = prev.nodes[id]?.state;
  const { event } = w;
  const name = nameOf(w, id);
  if (event.what === "op") return sentence("opStall", { name });
  if (state?.kind === "topic") return tellTopic(w, state);
  if (event.what === "deliver") return tellClientMessage(name, event.flight.m);
  const timer = event.what === "timer" ? event.name : "";
  if (state?.kind === "pulsar-producer") {
    const v = state.next;
    return event.sent.length > 0 ? sentence("publishes", { name, v, key: keyOf(v) }) : sentence("allSent", { name });
  }
  if (timer === "ping") return sentence("pings", { name });
  if (timer === "work") return tellWork(w, prev, name, state as PulsarConsumer);
  const [what, v = ""] = timer.split(":");
  return sentence(what === "nack" ? "nacks" : "ackTimedOut", { name, v });
}

function tellTopic(w: W, before: Topic): Said {
  const { event } = w;
  if (event.what === "timer") return sentence("disconnected", { name: event.name.slice("session:".length) });
  if (event.what !== "deliver") return sentence("startPulsar");
  const { m, from } = event.flight;
  const name = nameOf(w, from);
  switch (m.type) {
    case "Publish":
      return m.v === before.last + 1
        ? sentence("stored", { v: m.v, key: keyOf(m.v) })
        : sentence("storedAlready", { v: m.v });
    case "Subscribe":
      return sentence("subscribed", { name });
    case "Ping":
      return sentence("pinged", { name });
    case "Ack":
      return sentence("confirmed", { v: m.v });
    case "Dead":
      return sentence("setAside", { v: m.v });
    case "Redeliver": {
      const isHeld = before.unacked.some(({ v, to }) => v === m.v && to === from);
      return sentence(isHeld ? "redelivers" : "redeliverOld", { v: m.v, name });
    }
    default:
      return sentence("ignores", { name: "B1", message: labelled(m) });
  }
}

function tellClientMessage(name: string, m: M): Said {
  if (m.type === "Receipt") return sentence("receipt", { name, v: m.v });
  if (m.type !== "Deliver") return sentence("ignores", { name, message: labelled(m) });
  const values = { name, v: m.v, key: keyOf(m.v), count: m.count };
  return sentence(m.count > 0 ? "delivered" : "deliveredFirst", values);
}

function tellWork(w: W, prev: W, name: string, before: PulsarConsumer): Said {
  const first = before.queue[0];
  if (first?.v !== poison) return tellEffect(w, prev, name, first?.v);
  const { v } = first;
  if (w.p.commit === "before") return sentence("poisonGone", { name, v });
  return sentence(w.event.sent.some(({ m }) => m.type === "Dead") ? "poisonDead" : "poisoned", { name, v });
}
