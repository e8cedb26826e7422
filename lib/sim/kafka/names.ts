/** What nodes, messages, timers and operations are called in sentences and menus. */
import type { Text } from "../../i18n/locales";
import type { NodeId } from "../model";
import { type Said, say } from "../scene";
import { successor } from "./controller";
import { type C, cast, type M, nobody, type W } from "./state";
import { filled, messageNames, opNames, picture, timerNames } from "./words";

/** Told by the nodes, not by the parameter: a question may put a broken model's parameters beside another's nodes. */
export const isPulsar = ({ nodes }: Pick<W, "nodes">): boolean => nodes[0]?.state.kind === "topic";

/** The short name of a node, equal in both languages. */
export const nameOf = ({ nodes, p }: Pick<W, "nodes" | "p">, id: NodeId): string => {
  if (isPulsar({ nodes })) return ["B1", "P", "C1", "C2"][id] ?? `N${id}`;
  const { brokers, controller, producer } = cast(p);
  if (id < brokers.length) return `B${id + 1}`;
  return id === controller ? "K" : id === producer ? "P" : `C${id - producer}`;
};

/** "写 #5", "Fetch @3": what a message is called beside its arrow and in a menu. */
export function messageNamed(m: M): Said {
  const { type, ...fields } = m;
  if (m.type === "Produce" && m.again) return say(messageNames.ProduceAgain, { v: m.v });
  if (m.type === "Produced" && m.refused) return say(messageNames.Refused, { v: m.v });
  if (m.type === "Records" || m.type === "Batch") return say(messageNames[m.type], { count: m.records.length });
  if (m.type === "Leader")
    return say(messageNames.Leader, { name: m.leader === nobody ? picture.none : `B${m.leader + 1}` });
  const values = Object.entries(fields).filter((field): field is [string, number] => typeof field[1] === "number");
  return say(messageNames[type], Object.fromEntries(values));
}

/** What a timer is called; the part behind a colon says for whom or which record. */
export function timerNamed(timer: string): Said {
  const [kind = "", about] = timer.split(":");
  const text = timerNames[kind as keyof typeof timerNames];
  if (text === undefined) return say({ zh: timer, en: timer });
  return about === undefined ? say(text) : say(text, { name: about });
}

/** What an operation is called in the menu of its node. */
export function opNamed(op: C, w: W): Said {
  if (op.type !== "move") return say(opNames[op.type]);
  const controller = w.nodes[cast(w.p).controller]?.state;
  const next = controller?.kind === "controller" ? successor(controller) : undefined;
  return say(opNames.move, { name: next === undefined ? "–" : nameOf(w, next) });
}

/** The name of a message in both languages, for the middle of a sentence. */
export function labelled(m: M): Text {
  const said = messageNamed(m);
  return filled(said.text, said.with);
}
