/** Sentences of brokers: replication, writes and reads. */
import type { NodeId } from "../model";
import { type Said, say } from "../scene";
import { labelled, nameOf } from "./names";
import { sentence, sentences } from "./sentences";
import { type Broker, type M, nobody, type W } from "./state";
import { filled, joined, listed, refusals } from "./words";

/** What this event did to the broker. */
export function tellBroker(w: W, id: NodeId, now: Broker, before: Broker): Said {
  const { event } = w;
  if (event.what === "deliver") return tellMessage(w, id, event.flight.from, event.flight.m, now, before);
  return tellTimer(w, id, event.what === "timer" ? event.name : "", now, before);
}

function tellTimer(w: W, id: NodeId, timer: string, now: Broker, before: Broker): Said {
  const name = nameOf(w, id);
  switch (timer) {
    case "heartbeat":
      return sentence("heartbeat", { name });
    case "flush":
      return sentence("flushed", { name, end: now.flushed });
    case "isr":
      if (now.leader !== id) return sentence("isrNotMine", { name });
      if (now.asked && !before.asked) return sentence("shrinks", { name, isr: isrOf(w, now.asked) });
      return sentence(now.asked ? "asksIsrAgain" : "isrFine", { name });
    default: {
      if (now.leader === nobody || now.leader === id) return sentence("idleFetch", { name });
      const values = { name, leader: nameOf(w, now.leader), end: now.log.length, last: now.log.at(-1)?.e ?? 0 };
      return sentence(now.aligned ? "fetches" : "asksEpoch", values);
    }
  }
}

const isrOf = (w: W, isr: readonly NodeId[]) => listed(isr.map((id) => nameOf(w, id)));

function tellMessage(w: W, id: NodeId, from: NodeId, m: M, now: Broker, before: Broker): Said {
  const name = nameOf(w, id);
  const sender = nameOf(w, from);
  switch (m.type) {
    case "Partition":
      return tellPartition(w, id, now, before);
    case "Fetch":
      return isUnanswered(w) ? unanswered(w, id, from, m, m.epoch, now) : tellFetch(w, id, from, m.end, now, before);
    case "OffsetForLeaderEpoch":
      if (isUnanswered(w)) return unanswered(w, id, from, m, m.epoch, now);
      return sentence("toldEpochEnd", { leader: name, name: sender });
    case "Records": {
      const count = now.log.length - before.log.length;
      if (count > 0) return sentence("appended", { name, count, end: now.log.length, hw: now.hw });
      const isUsed = m.records.length === 0 && now.leader === from;
      return isUsed ? sentence("nothingNew", { name, hw: now.hw }) : sentence("ignoredRecords", { name });
    }
    case "EpochEnd": {
      const count = before.log.length - now.log.length;
      if (before.aligned || now.leader !== from) return sentence("ignores", { name, message: labelled(m) });
      if (!now.aligned) return sentence("truncatedOn", { name, end: now.log.length });
      const values = { name, count, end: now.log.length, leader: sender };
      return sentence(count > 0 ? "truncated" : "agrees", values);
    }
    case "Produce":
      return tellProduce(w, id, m, now, before);
    case "Poll": {
      const reply = w.event.sent[0]?.m;
      if (reply?.type !== "Batch") return sentence("ignores", { name, message: labelled(m) });
      if (reply.refused) return sentence("serveRefused", { leader: name, name: sender, why: refusals[reply.refused] });
      return sentence("served", { leader: name, name: sender, count: reply.records.length, hw: now.hw });
    }
    default:
      return sentence("ignores", { name, message: labelled(m) });
  }
}

const isUnanswered = (w: W): boolean => w.event.sent.length === 0;

function unanswered(w: W, id: NodeId, from: NodeId, m: M, theirs: number, now: Broker): Said {
  const name = nameOf(w, id);
  if (now.leader !== id) return sentence("notLeading", { name, from: nameOf(w, from), message: labelled(m) });
  return sentence("otherEpoch", { name, from: nameOf(w, from), theirs, own: now.epoch });
}

function tellPartition(w: W, id: NodeId, now: Broker, before: Broker): Said {
  const name = nameOf(w, id);
  if (now === before) return sentence("stalePartition", { name });
  const isChange = now.epoch !== before.epoch || now.leader !== before.leader;
  if (!isChange) return sentence("knowsIsr", { name, isr: isrOf(w, now.isr) });
  if (now.leader === id) return sentence("becameLeader", { name, epoch: now.epoch, end: now.log.length });
  if (now.leader === nobody) return sentence("noLeaderKnown", { name });
  const leader = nameOf(w, now.leader);
  if (!now.aligned) return sentence("becameFollower", { name, leader, epoch: now.epoch });
  if (w.p.rule !== "high-watermark") return sentence("followsEmpty", { name, leader });
  return sentence("cutToHw", { name, leader, hw: now.hw, count: before.log.length - now.log.length });
}

function tellFetch(w: W, id: NodeId, from: NodeId, end: number, now: Broker, before: Broker): Said {
  const values = { leader: nameOf(w, id), name: nameOf(w, from), end };
  const parts = [filled(sentences.fetched, values)];
  if (now.hw > before.hw) parts.push(filled(sentences.hwMoved, { hw: now.hw }));
  if (now.asked !== null && before.asked === null) parts.push(sentences.asksExpand);
  return say(joined(parts));
}

function tellProduce(w: W, id: NodeId, m: M & { type: "Produce" }, now: Broker, before: Broker): Said {
  const name = nameOf(w, id);
  const reply = w.event.sent.find((each) => each.m.type === "Produced" && each.m.v === m.v)?.m;
  if (reply?.type === "Produced" && reply.refused && now.log === before.log)
    return sentence("refused", { name, v: m.v, why: refusals[reply.refused] });
  if (now.log === before.log)
    return now.leader === id
      ? sentence("again", { name, v: m.v, seq: m.seq })
      : sentence("refused", { name, v: m.v, why: refusals.NOT_LEADER });
  const parts = [filled(sentences.wrote, { name, v: m.v, offset: now.log.length - 1 })];
  parts.push(m.acks === "0" ? sentences.wroteSilent : reply ? sentences.wroteAcked : sentences.wroteWaits);
  if (now.hw > before.hw) parts.push(filled(sentences.hwMoved, { hw: now.hw }));
  return say(joined(parts));
}
