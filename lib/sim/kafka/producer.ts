/** A producer that sends a record each 250 ms, retries until it is answered, and has several requests in flight. */
import { nextSequence } from "./idempotence";
import { isIdempotent, type P } from "./params";
import { cast, type Io, type Message, type NodeEvent, nobody, type Producer, records, times } from "./state";

export const aProducer = (): Producer => ({ kind: "producer", next: 1, epoch: 0, seq: 0, leader: 0, out: [] });

/** What is in memory is gone; the new start has a higher epoch, so that leaders refuse what the old one left under way. */
export const producerAfterCrash = (s: Producer): Producer => ({ ...aProducer(), next: s.next, epoch: s.epoch + 1 });

/** One event of the producer. */
export function onProducer(s: Producer, event: NodeEvent, io: Io): Producer {
  switch (event.t) {
    case "boot":
      io.timer("send", times.produce);
      return s;
    case "op":
      return s.next > records ? s : accept(s, io);
    case "timer":
      if (event.name !== "send") return retry(s, Number(event.name.slice("retry:".length)), io);
      if (s.next > records) return s;
      io.timer("send", times.produce);
      return accept(s, io);
    case "msg":
      return onMessage(s, event.m as Message, io);
  }
}

/** A new record: it is sent when there is room in flight. */
function accept(s: Producer, io: Io): Producer {
  const out = [...s.out, { v: s.next, seq: s.seq, tries: 0 }];
  return fill({ ...s, next: s.next + 1, seq: nextSequence(s.seq), out }, io);
}

/** Sends what waits, oldest first, as far as `inFlight` goes. */
function fill(s: Producer, io: Io): Producer {
  let flying = s.out.filter(({ tries }) => tries > 0).length;
  const out: Producer["out"][number][] = [];
  for (const each of s.out) {
    if (each.tries > 0 || flying >= io.p.inFlight) {
      out.push(each);
      continue;
    }
    send(s, each, io);
    // With acks=0 nothing comes back: sent is all there is to know.
    if (io.p.acks === "0") continue;
    flying++;
    io.timer(`retry:${each.v}`, times.requestTimeout);
    out.push({ ...each, tries: 1 });
  }
  return out.length === s.out.length && out.every((each, index) => each === s.out[index]) ? s : { ...s, out };
}

function send(s: Producer, { v, seq, tries }: Producer["out"][number], io: Io): void {
  const { acks } = io.p;
  const pe = isIdempotent(io.p) ? s.epoch : -1;
  const to = s.leader === nobody ? 0 : s.leader;
  io.send(to, { type: "Produce", v, pe, seq, acks, again: tries > 0 });
}

/** No answer in time, or a refusal some time ago: the same record once more, and who leads may have changed. */
function retry(s: Producer, v: number, io: Io): Producer {
  const index = s.out.findIndex((each) => each.v === v);
  const each = s.out[index];
  if (!each) return s;
  send(s, each, io);
  io.send(cast(io.p).controller, { type: "Metadata" });
  io.timer(`retry:${v}`, times.requestTimeout);
  return { ...s, out: s.out.with(index, { ...each, tries: Math.min(each.tries + 1, 2) }) };
}

function onMessage(s: Producer, m: Message, io: Io): Producer {
  if (m.type === "Leader") return m.leader === s.leader || m.leader === nobody ? s : { ...s, leader: m.leader };
  if (m.type !== "Produced" || !s.out.some(({ v }) => v === m.v) || isOfOldEpoch(s, m, io.p)) return s;
  if (m.refused === undefined || m.refused === "INVALID_PRODUCER_EPOCH") {
    io.cancel(`retry:${m.v}`);
    return fill({ ...s, out: s.out.filter(({ v }) => v !== m.v) }, io);
  }
  io.timer(`retry:${m.v}`, times.backoff);
  return m.leader === undefined || m.leader === nobody || m.leader === s.leader ? s : { ...s, leader: m.leader };
}

const isOfOldEpoch = (s: Producer, { pe }: { pe: number }, p: P): boolean => isIdempotent(p) && pe !== s.epoch;
