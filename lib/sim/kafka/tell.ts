/** One sentence for each step: what happened and, where it shows, why. Faults first, then the events of each node. */
import { labelOf, type NodeId } from "../model";
import type { Said } from "../scene";
import { isPulsar, labelled, nameOf } from "./names";
import { params } from "./params";
import { sentence } from "./sentences";
import type { W } from "./state";
import { tellBroker } from "./tell-broker";
import { tellConsumer } from "./tell-consumer";
import { tellController } from "./tell-controller";
import { tellProducer } from "./tell-producer";
import { tellPulsar } from "./tell-pulsar";
import { listed } from "./words";

/** What the last step of `w` was, seen from the world before it. */
export function tellOf(w: W, prev: W): Said {
  const { event } = w;
  const name = (id: NodeId | undefined) => (id === undefined ? "" : nameOf(w, id));
  switch (event.what) {
    case "start":
      return sentence(isPulsar(w) ? "startPulsar" : "start");
    case "crash":
      return crashed(w, prev, event.node ?? 0);
    case "boot":
    case "pause":
    case "resume":
      return sentence(event.what, { name: name(event.node) });
    case "cut":
    case "heal":
    case "clog":
    case "unclog":
      return sentence(event.what, { from: name(event.from), to: name(event.to) });
    case "part":
      return sentence("part", { names: listed(event.apart.map((id) => name(id))) });
    case "heal-all":
      return sentence("healAll");
    case "skew":
      return sentence("skew", { name: name(event.node), by: event.by });
    case "set": {
      const { name: param, value } = labelOf(params, event.name, event.value);
      return sentence("set", { param, value });
    }
    case "drop":
    case "delay":
    case "dup": {
      const { from, to, m } = event.flight;
      const values = { from: name(from), to: name(to), message: labelled(m) };
      if (event.what === "delay") return sentence("delay", { ...values, by: event.by });
      if (event.what === "dup") return sentence("dup", values);
      return sentence(event.why === "cut" ? "dropCut" : event.why === "down" ? "dropDown" : "dropLost", values);
    }
    case "deliver":
    case "timer":
    case "op":
      return acted(w, prev, event.node ?? 0);
    default:
      return event satisfies never;
  }
}

function acted(w: W, prev: W, id: NodeId): Said {
  const [now, before] = [w.nodes[id]?.state, prev.nodes[id]?.state];
  switch (now?.kind) {
    case "broker":
      return tellBroker(w, id, now, before as typeof now);
    case "controller":
      return tellController(w, now, before as typeof now);
    case "producer":
      return tellProducer(w, id, now, before as typeof now);
    case "consumer":
      return tellConsumer(w, prev, id, now, before as typeof now);
    default:
      return tellPulsar(w, prev, id);
  }
}

function crashed(w: W, prev: W, id: NodeId): Said {
  const name = nameOf(w, id);
  const [now, before] = [w.nodes[id]?.state, prev.nodes[id]?.state];
  if (now?.kind === "broker" && before?.kind === "broker") {
    const count = before.log.length - now.log.length;
    return w.p.powerLoss ? sentence("crashPower", { name, count }) : sentence("crash", { name });
  }
  return sentence(now?.kind === "controller" || now?.kind === "topic" ? "crash" : "crashClient", { name });
}
