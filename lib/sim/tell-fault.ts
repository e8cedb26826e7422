/**
 * Sentences for what befalls links, messages, clocks and parameters: the same in every lab. What a crash or a pause means
 * to its protocol each lab tells itself.
 */
import type { Text } from "../i18n/locales";
import { type Happening, labelOf, type NodeId, type ParamSchema } from "./model";
import { type Said, say } from "./scene";

const faults = ["drop", "delay", "dup", "skew", "cut", "heal", "clog", "unclog", "part", "heal-all", "set"] as const;

export type Fault<M, C> = Extract<Happening<M, C>, { what: (typeof faults)[number] }>;

export const isFault = <M, C>(event: Happening<M, C>): event is Fault<M, C> =>
  faults.some((what) => what === event.what);

/** What a lab calls its parts. */
export type Names<M> = {
  node: (id: NodeId) => string;
  message: (m: M) => Text;
  params: ParamSchema;
};

const words = {
  drop: {
    lost: { zh: "{from} 给 {to} 的“{what}”在网络中丢失", en: "“{what}” from {from} to {to} is lost in the network" },
    cut: {
      zh: "{from} 到 {to} 的链路已断，“{what}”没有送达",
      en: "The link from {from} to {to} is cut: “{what}” does not arrive",
    },
    down: { zh: "{to} 没在运行，收不到 {from} 的“{what}”", en: "{to} is down and does not get “{what}” from {from}" },
    chosen: { zh: "{from} 给 {to} 的“{what}”被丢弃", en: "“{what}” from {from} to {to} is dropped" },
  },
  delay: { zh: "{from} 给 {to} 的“{what}”推迟 {ms} ms", en: "“{what}” from {from} to {to} is held back {ms} ms" },
  dup: { zh: "{from} 给 {to} 的“{what}”会到两次", en: "“{what}” from {from} to {to} will arrive twice" },
  skewOn: { zh: "{node} 的时钟跳快 {ms} ms", en: "The clock of {node} jumps {ms} ms ahead" },
  skewBack: { zh: "{node} 的时钟拨回 {ms} ms", en: "The clock of {node} is set back {ms} ms" },
  cut: { zh: "{from} 到 {to} 的链路断开", en: "The link from {from} to {to} is cut" },
  heal: { zh: "{from} 到 {to} 的链路恢复", en: "The link from {from} to {to} works again" },
  clog: { zh: "{from} 到 {to} 的链路堵住，消息等着", en: "The link from {from} to {to} is clogged: messages wait" },
  unclog: { zh: "{from} 到 {to} 的链路疏通", en: "The link from {from} to {to} flows again" },
  part: {
    zh: "网络分区：{nodes} 与其他节点互不可达",
    en: "The network splits: {nodes} on one side, all others on the other",
  },
  healAll: { zh: "所有链路恢复", en: "All links work again" },
  set: { zh: "参数“{name}”改为“{value}”", en: "“{name}” is now “{value}”" },
} as const;

const nobody: Text = { zh: "无", en: "none" };

/** What such an event did, in one sentence. */
export function tellFault<M, C>(event: Fault<M, C>, { node, message, params }: Names<M>): Said {
  switch (event.what) {
    case "drop":
    case "delay":
    case "dup": {
      const { from, to, m } = event.flight;
      const values = { from: node(from), to: node(to), what: message(m) };
      if (event.what === "delay") return say(words.delay, { ...values, ms: event.by });
      return say(event.what === "dup" ? words.dup : words.drop[event.why], values);
    }
    case "skew":
      return say(event.by >= 0 ? words.skewOn : words.skewBack, {
        node: event.node === undefined ? "" : node(event.node),
        ms: Math.abs(event.by),
      });
    case "cut":
    case "heal":
    case "clog":
    case "unclog":
      return say(words[event.what], { from: node(event.from), to: node(event.to) });
    case "part": {
      const names = event.apart.map(node);
      const nodes = names.length > 0 ? { zh: names.join("、"), en: names.join(", ") } : nobody;
      return say(words.part, { nodes });
    }
    case "heal-all":
      return say(words.healAll);
    case "set":
      return say(words.set, labelOf(params, event.name, event.value));
    default:
      return event satisfies never;
  }
}
