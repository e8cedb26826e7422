/** One sentence for each step: what happened, and why where it shows. */
import type { Text } from "../../i18n/locales";
import type { Flight, NodeId } from "../model";
import { inBoth, type Said, say } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import { heldAt, standingIn } from "./ghost";
import { model } from "./model";
import { believes, type Client, type LockWorld, type Message, type Op, ownerOf, type SessionNode } from "./protocol";
import { isRedisError } from "./redis";
import { sessionOf } from "./session-node";
import { nameWords, opWords, sceneWords, timerWords, withNames, tellWords as words } from "./words";

/** A message in a few words. */
export function messageName(m: Message): Said {
  switch (m.type) {
    case "command":
      if (m.as === "agree") return say(nameWords.agree, { token: m.args.at(-1) ?? "" });
      if (m.as === "acquire" && m.args[1]?.includes("setnx")) return say(nameWords.acquireBare, { owner: m.owner });
      return say(nameWords[m.as], { owner: m.owner });
    case "answer":
      if (isRedisError(m.reply)) return say(nameWords.readonly);
      if (m.as === "acquire")
        return m.reply === null ? say(nameWords.nil) : say(nameWords.granted, { token: String(m.reply) });
      return say(m.reply === 0 ? nameWords.no : nameWords.yes);
    case "join":
      return say(m.via === "etcd" ? nameWords.joinEtcd : nameWords.joinZk);
    case "leave":
      return say(m.via === "etcd" ? nameWords.leaveEtcd : nameWords.leaveZk, { owner: m.owner });
    case "place":
      return say(nameWords[m.is], { token: m.token });
    case "pong":
      return say(m.alive ? nameWords.pong : nameWords.over);
    case "write":
      return m.token > 0 ? say(nameWords.write, { token: m.token }) : say(nameWords.writeBare, { owner: m.owner });
    case "wrote":
      return say(m.ok ? nameWords.wrote : nameWords.refused);
    case "replicate":
    case "replicated":
    case "primary":
    case "ask":
    case "ping":
    case "gone":
      return say(nameWords[m.type]);
    default:
      return m satisfies never;
  }
}

/** A timer in a few words. */
export function timerName(name: string): Said {
  const owner = sessionOf(name);
  if (owner !== undefined) return say(timerWords.session, { owner });
  return say(timerWords[name as Exclude<keyof typeof timerWords, "session">] ?? { zh: name, en: name });
}

/** The one operation there is: a failover, done by whoever watches the primary. */
export const opName = (_: Op, w: LockWorld): Said => {
  const replica = w.nodes.findIndex(({ state }) => state.kind === "redis" && state.role === "replica");
  return say(opWords.promote, { node: nameOf(w, Math.max(0, replica)) });
};

const nameOf = (w: LockWorld, node: NodeId): string => model.topology(w.p)[node]?.name ?? String(node);
/** What this step did. */
export function tell(w: LockWorld, prev: LockWorld): Said {
  const { event } = w;
  const node = event.node === undefined ? "" : nameOf(w, event.node);
  if (isFault(event)) {
    const message = (m: Message) => inBoth(messageName(m));
    return tellFault(event, { node: (id) => nameOf(w, id), message, params: model.params });
  }
  switch (event.what) {
    case "start":
      return say(words.start);
    case "deliver":
      return delivered(w, prev, event.flight);
    case "timer":
      return rang(w, prev, event.name, node, event.node ?? 0);
    case "op":
      return say(words.promoted, { node, stands: stands(w) });
    case "crash":
    case "resume":
      return say(words[event.what], { node });
    case "pause": {
      const s = w.nodes[event.node ?? 0]?.state;
      return say(s?.kind === "client" && believes(s) ? words.pauseHolder : words.pause, { node });
    }
    case "boot": {
      const s = w.nodes[event.node ?? 0]?.state;
      if (s?.kind === "client") return say(words.bootClient, { node });
      return say(w.p.flaw === "amnesia" && s?.kind === "redis" ? words.bootEmpty : words.bootKept, { node });
    }
    default:
      return event satisfies never;
  }
}

function stands(w: LockWorld): Text {
  const owners = standingIn(w);
  return withNames(owners.length === 0 ? sceneWords.nobodyStands : sceneWords.someStand, owners);
}

function delivered(w: LockWorld, prev: LockWorld, flight: Flight<Message>): Said {
  const [after, before] = [w.nodes[flight.to]?.state, prev.nodes[flight.to]?.state];
  const node = nameOf(w, flight.to);
  if (after?.kind === "client" && before?.kind === "client") return atClient(w, flight, after, before);
  if (after?.kind === "store") return atStore(w, prev, flight.m);
  if ((after?.kind === "zookeeper" || after?.kind === "etcd") && before?.kind === after.kind)
    return atSessions(w, flight.m, node, after, before);
  return atRedis(w, prev, flight, node);
}

function atRedis(w: LockWorld, prev: LockWorld, { to, m }: Flight<Message>, node: string): Said {
  const [after, before] = [w.nodes[to]?.state, prev.nodes[to]?.state];
  if (after?.kind !== "redis" || before?.kind !== "redis") return say(words.nothingToDo, { node });
  if (m.type === "replicate") {
    if (after === before) return say(m.epoch < after.epoch ? words.oldReign : words.replicatedHere, { node });
    return say(before.role === "primary" ? words.demoted : words.replicatedHere, { node });
  }
  if (m.type === "replicated") {
    const answered = w.event.sent.find((each) => each.m.type === "answer")?.m;
    if (answered?.type === "answer") return say(words.grantsAfterWait, { node, owner: answered.owner });
    return say(words.acked, { node, count: m.offset });
  }
  if (m.type !== "command") return say(words.nothingToDo, { node });
  const held = heldAt(before) ?? "";
  const values = { node, owner: m.owner, held };
  const answer = w.event.sent.find((each) => each.m.type === "answer")?.m;
  if (answer?.type !== "answer") return say(words.grantWaits, values);
  const { reply } = answer;
  if (isRedisError(reply)) return say(words.readonly, values);
  const isOthers = held !== "" && held !== m.owner;
  switch (m.as) {
    case "acquire":
      if (reply === null) return say(words.refusedLock, values);
      return say(w.p.backend === "redlock" ? words.grantedAlone : words.granted, { ...values, token: String(reply) });
    case "expire":
      return say(words.limited, values);
    case "agree":
      return say(reply === 1 ? words.agreed : words.disagreed, values);
    case "extend":
      if (reply !== 1) return say(words.notExtended, values);
      return say(isOthers ? words.extendedOther : words.extended, values);
    case "release":
      if (reply === 1) return say(isOthers ? words.releasedOther : words.released, values);
      return say(held === m.owner ? words.notFound : words.notReleased, values);
    default:
      return m.as satisfies never;
  }
}

function atSessions(w: LockWorld, m: Message, node: string, after: SessionNode, before: SessionNode): Said {
  if (!("owner" in m)) return say(words.nothingToDo, { node });
  const held = heldAt(before) ?? "";
  const values = { node, owner: m.owner, held };
  const reply = w.event.sent.find((each) => each.m.type === "place" || each.m.type === "pong")?.m;
  if (reply?.type === "place") {
    if (reply.is === "over") return say(words.sessionOver, values);
    if (reply.is === "turn") return say(words.gaveTurn, { ...values, token: reply.token });
    return say(words.putInQueue, { ...values, held: heldAt(after) ?? held });
  }
  if (reply?.type === "pong") return say(reply.alive ? words.pinged : words.sessionOver, values);
  if (m.type !== "leave" || after === before) return say(words.leftNothing, values);
  return say(m.blindly && held !== m.owner ? words.leftOther : words.left, values);
}

function atStore(w: LockWorld, prev: LockWorld, m: Message): Said {
  if (m.type !== "write") return say(words.nothingToDo, { node: "Store" });
  const { owner, token } = m;
  const reply = w.event.sent[0]?.m;
  const highest = reply?.type === "wrote" ? reply.highest : 0;
  if (reply?.type === "wrote" && !reply.ok)
    return token === 0 ? say(words.noToken, { owner }) : say(words.tooLow, { owner, token, highest });
  const isLate = w.broken.some(({ invariant, step }) => invariant === "exclusion" && step === w.n);
  if (isLate) return say(words.writtenLate, { owner, newer: prev.ghost.wrote?.owner ?? "" });
  return w.p.fencing ? say(words.written, { owner, token }) : say(words.writtenBlind, { owner });
}

function atClient(w: LockWorld, { from, to, m }: Flight<Message>, after: Client, before: Client): Said {
  const client = nameOf(w, to);
  const values = {
    ...{ client, node: nameOf(w, from), token: after.token, until: after.until },
    what: inBoth(messageName(m)),
  };
  if (m.type === "primary") return say(after === before ? words.ignores : words.newPrimary, values);
  if (believes(after) && !believes(before)) return say(after.token > 0 ? words.holds : words.holdsBare, values);
  if (m.type === "answer" && m.as === "release" && !isRedisError(m.reply))
    return say(m.reply === 1 ? words.hearsReleased : words.hearsNotReleased, values);
  if (m.type === "wrote" && after !== before)
    return m.ok ? say(words.hearsWritten, values) : say(words.hearsRefused, { ...values, highest: m.highest });
  if (after.phase === "idle" && before.phase !== "idle") return say(words.triesAgain, values);
  if (m.type === "gone" && before.phase === "queued") return say(words.hearsGone, values);
  if (m.type === "place") return say(after.phase === "queued" ? words.queues : words.ignores, values);
  if (m.type === "pong" && after !== before) return say(m.alive ? words.alive : words.knowsLost, values);
  if (m.type !== "answer" || m.owner !== ownerOf(after.me, after.attempt)) return say(words.ignores, values);
  if (m.as === "extend") {
    if (after === before) return say(m.reply === 1 ? words.ignores : words.notProlonged, values);
    return after.until > before.until ? say(words.prolonged, values) : say(words.doneHere, values);
  }
  if (after.primary !== before.primary) return say(words.switches, values);
  if (after.phase === "agreeing" && before.phase !== "agreeing") return say(words.agreesNow, values);
  if (after.phase === "expiring" && before.phase !== "expiring") return say(words.expiresNow, values);
  if (after.granted.length > before.granted.length)
    return say(words.counts, { ...values, count: after.granted.length });
  if (after.refused > before.refused) return say(words.countsNo, { ...values, count: after.refused });
  return say(m.as === "acquire" && after.phase === "asking" ? words.waitsToRetry : words.ignores, values);
}

function rang(w: LockWorld, prev: LockWorld, name: string, node: string, id: NodeId): Said {
  const [after, before] = [w.nodes[id]?.state, prev.nodes[id]?.state];
  const owner = sessionOf(name);
  if (owner !== undefined) return say(words.sessionEnds, { node, owner });
  if (name === "expire" && before) {
    const held = before.kind === "redis" ? heldAt({ ...before, role: "alone" }) : undefined;
    return held === undefined || after === before
      ? say(words.nothingToDo, { node })
      : say(words.expired, { node, held });
  }
  if (name === "resend") return say(w.event.sent.length > 0 ? words.resends : words.nothingToDo, { node });
  if (after?.kind !== "client" || before?.kind !== "client") return say(words.nothingToDo, { node });
  const values = { client: node, token: after.token, owner: ownerOf(after.me, after.attempt) };
  if (name === "start") return say(words.timerStart, values);
  if (name === "retry" && w.event.sent.length > 0)
    return say(after.phase === "queued" ? words.timerAsk : words.timerRetry, values);
  if (name === "giveup") return say(before.phase === "writing" ? words.timerGiveupWrite : words.triesAgain, values);
  if (name === "renew" && w.event.sent.length > 0)
    return say(w.event.sent[0]?.m.type === "ping" ? words.timerPing : words.timerRenew, values);
  if (name === "write" && after !== before) return say(after.token > 0 ? words.sendsWrite : words.sendsBare, values);
  if (name === "work" && after.phase === "checked")
    return w.p.check
      ? say(words.checkedFine, { ...values, left: after.until - clockOf(w, id) })
      : say(words.checkedNot, values);
  if (name === "work" && after.phase === "idle") return say(words.checkedLate, values);
  return say(words.nothingToDo, { node });
}

/** A node's own clock; the kernel's reckoning, for a scene has no kernel at hand. */
export function clockOf(w: LockWorld, node: NodeId): number {
  const drift = model.topology(w.p)[node]?.drift ?? 0;
  return w.t + (w.nodes[node]?.skew ?? 0) + (drift === 0 ? 0 : Math.floor((w.t * drift) / 1e6));
}
