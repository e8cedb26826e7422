/** The lab's model: which node runs which handler. Kafka and Pulsar share the texts, the database and the picture. */
import type { Model, NodeId, NodeSpec } from "../model";
import { aBroker, brokerAfterCrash, onBroker } from "./broker";
import { aConsumer, onConsumer } from "./consumer";
import { aController, onController, successor } from "./controller";
import { firstGhost, type Ghost, nextGhost } from "./ghost";
import { invariants } from "./invariants";
import { type P, params } from "./params";
import { aProducer, onProducer, producerAfterCrash } from "./producer";
import { aPulsarNode, onPulsar, pulsarAfterCrash } from "./pulsar";
import { type C, cast, type M, records, type S } from "./state";

const pulsarNodes: readonly NodeSpec[] = [
  { name: "B1", role: "broker" },
  { name: "P", role: "producer" },
  { name: "C1", role: "consumer" },
  { name: "C2", role: "consumer" },
];

function kafkaNodes(p: P): NodeSpec[] {
  return [
    ...cast(p).brokers.map((id) => ({ name: `B${id + 1}`, role: "broker" })),
    { name: "K", role: "controller" },
    { name: "P", role: "producer" },
    { name: "C1", role: "consumer" },
    { name: "C2", role: "consumer" },
  ];
}

function initial(p: P, me: NodeId): S {
  if (p.system === "pulsar") return aPulsarNode(me);
  const { brokers, controller, producer } = cast(p);
  if (brokers.includes(me)) return aBroker(p);
  if (me === controller) return aController(p);
  return me === producer ? aProducer() : aConsumer();
}

export const model: Model<S, M, C, P, Ghost> = {
  id: "kafka@1",
  params,
  topology: (p) => (p.system === "pulsar" ? pulsarNodes : kafkaNodes(p)),
  init: initial,
  on(s, event, io) {
    switch (s.kind) {
      case "broker":
        return onBroker(s, event, io);
      case "controller":
        return onController(s, event, io);
      case "producer":
        return onProducer(s, event, io);
      case "consumer":
        return onConsumer(s, event, io);
      case "topic":
      case "pulsar-producer":
      case "pulsar-consumer":
        return onPulsar(s, event, io);
      default:
        return s satisfies never;
    }
  },
  durable(s, p, me) {
    switch (s.kind) {
      case "broker":
        return brokerAfterCrash(s, p);
      case "controller":
        return s;
      case "producer":
        return producerAfterCrash(s);
      case "consumer":
        return aConsumer();
      default:
        return pulsarAfterCrash(s, me);
    }
  },
  ops(s) {
    if (s.kind === "producer" && s.next <= records) return [{ type: "send" }];
    if ((s.kind === "consumer" || s.kind === "pulsar-consumer") && !s.stalls) return [{ type: "stall" }];
    if (s.kind === "controller" && successor(s) !== undefined) return [{ type: "move" }];
    return [];
  },
  // A connection: requests of a client reach a broker in the order in which they were sent.
  fifo: true,
  ghost: { init: firstGhost, next: nextGhost },
  invariants,
  // Times at which something was seen decide nothing in a search, where any timer may be next.
  canonical(s) {
    if (s.kind === "broker") return { ...s, caughtUp: 0 };
    return s.kind === "consumer" ? { ...s, committedAt: 0 } : s;
  },
};
