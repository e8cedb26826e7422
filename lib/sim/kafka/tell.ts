/** One sentence for each step: what happened and, where it shows, why. Faults first, then the events of each node. */
import type { NodeId } from "../model";
import type { Said } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import { isPulsar, labelled, nameOf } from "./names";
import { params } from "./params";
import { sentence } from "./sentences";
import type { W } from "./state";
import { tellBroker } from "./tell-broker";
import { tellConsumer } from "./tell-consumer";
import { tellController } from "./tell-controller";
import { tellProducer } from "./tell-producer";
import { tellPulsar } from "./tell-pulsar";

/** What the last step of `w` was, seen from the world before it. */
export function tellOf(w: W, prev: W): Said {
  const { event } = w;
  const name = (id: NodeId | undefined) => (id === undefined ? "" : nameOf(w, id));
  if (isFault(event)) return tellFault(event, { node: name, message: labelled, params });
  switch (event.what) {
    case "start":
      return sentence(isPulsar(w) ? "startPulsar" : "start");
    case "crash":
      return crashed(w, prev, event.node ?? 0);
    case "boot":
    case "pause":
    case "resume":
      return sentence(event.what, { name: name(event.node) });
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
