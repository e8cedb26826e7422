/** One sentence for each step: what happened and, where it shows, why. */
import type { Text } from "../../i18n/locales";
import type { NodeId } from "../model";
import { inBoth, type Said, say } from "../scene";
import { isFault, tellFault } from "../tell-fault";
import type { Client, ClientOp } from "./client";
import { isSameEntry, lastIndex, lastTerm } from "./log";
import type { Message } from "./messages";
import type { Packet, RaftWorld } from "./model";
import { opWords, sentences as said, timers, flightWords as words } from "./sentences";
import type { Server } from "./server";
import { none, quorumOf, type Raft } from "./state";
import { empty, params } from "./words";

/** S1, S2 ... for servers, C1, C2 ... for clients. */
export const nameOf = (w: RaftWorld, node: NodeId): string => (node < w.p.n ? `S${node + 1}` : `C${node - w.p.n + 1}`);

/** What a message is called in menus and on its arrow. */
export function messageName(m: Packet): Said {
  switch (m.type) {
    case "Vote":
      return say(words.vote, { term: m.term });
    case "PreVote":
      return say(words.preVote, { term: m.term });
    case "VoteResp":
    case "PreVoteResp":
      return say(m.reject ? words.refused : words.granted, { term: m.term });
    case "App":
      return m.entries.length === 0 ? say(words.probe, { term: m.term }) : say(words.append, { values: valuesOf(m) });
    case "AppResp":
      return say(m.reject ? words.noMatch : words.stored, { index: m.index });
    case "Heartbeat":
      return say(words.heartbeat, { term: m.term });
    case "HeartbeatResp":
      return say(words.heartbeatResp);
    case "Prop":
      return say(words.prop);
    case "Write":
      return say(words.write, { value: m.value });
    case "Read":
      return say(words.read);
    case "Written":
      return say(words.written);
    case "Value":
      return say(words.value, { value: m.value ?? empty });
    case "Moved":
      return m.lead < 0 ? say(words.noLeader) : say(words.moved, { server: m.lead + 1 });
    default:
      return m satisfies never;
  }
}

/** The commands of a message, ∅ for the entry that opens a term; many are counted. */
const valuesOf = ({ entries }: Message & { type: "App" }): string =>
  entries.length > 3 ? `×${entries.length}` : entries.map(({ command }) => command?.value ?? "∅").join(" ");

/** What a timer is called in a menu. */
export const timerName = (name: string): Said => say(timers[name] ?? { zh: name, en: name });

/** What an operation of a client is called in a menu. */
export const opName = ({ kind, to }: ClientOp): Said => say(opWords[kind], { server: to + 1 });

/** What this step did, and why where it shows. */
export function tell(w: RaftWorld, prev: RaftWorld): Said {
  const { event } = w;
  const name = event.node === undefined ? "" : nameOf(w, event.node);
  if (isFault(event)) return tellFault(event, { node: (id) => nameOf(w, id), message: named, params });
  switch (event.what) {
    case "start":
      return say(said.start, { n: w.p.n, quorum: quorumOf(w.p) });
    case "deliver":
      return delivered(w, prev, event.flight.from, event.flight.to, event.flight.m);
    case "timer":
      return fired(w, prev, name, event.name);
    case "op":
      return say(event.op.kind === "write" ? said.begunWrite : said.begunRead, {
        name,
        server: nameOf(w, event.op.to),
        value: clientAt(w, event.node)?.doing?.value ?? "",
      });
    case "crash":
      return say(clientAt(w, event.node) ? said.clientCrashed : said.crashed, { name });
    case "boot":
      return say(clientAt(w, event.node) ? said.clientBooted : said.booted, {
        name,
        ...numbersOf(serverAt(w, event.node)?.raft),
      });
    case "pause":
      return say(said.paused, { name });
    case "resume":
      return say(said.resumed, { name });
    default:
      return event satisfies never;
  }
}

/** A message's name as a value of another sentence. */
const named = (m: Packet): Text => inBoth(messageName(m));

const serverAt = (w: RaftWorld, node: NodeId | undefined): Server | undefined => {
  const state = node === undefined ? undefined : w.nodes[node]?.state;
  return state?.kind === "server" ? state : undefined;
};
const clientAt = (w: RaftWorld, node: NodeId | undefined): Client | undefined => {
  const state = node === undefined ? undefined : w.nodes[node]?.state;
  return state?.kind === "client" ? state : undefined;
};

const numbersOf = (raft: Raft | undefined) => ({
  term: raft?.term ?? 0,
  index: raft ? lastIndex(raft.log) : 0,
  lastTerm: raft ? lastTerm(raft.log) : 0,
  commit: raft?.commit ?? 0,
});

function fired(w: RaftWorld, prev: RaftWorld, name: string, timer: string): Said {
  const { node } = w.event;
  const client = clientAt(w, node);
  if (client) {
    if (timer === "retry" && client.doing) return say(said.retried, { name, server: nameOf(w, client.doing.to) });
    if (!client.doing || client.begun === clientAt(prev, node)?.begun) return say(said.stillWaits, { name });
    return say(client.doing.kind === "write" ? said.begunWrite : said.begunRead, {
      name,
      server: nameOf(w, client.doing.to),
      value: client.doing.value,
    });
  }
  const raft = serverAt(w, node)?.raft;
  if (!raft) return say(said.nothing, { name });
  const numbers = { name, ...numbersOf(raft) };
  if (timer === "election") {
    if (raft.role === "leader") return say(said.aloneLeader, numbers);
    if (raft.role === "pre-candidate") return say(said.asksFirst, { ...numbers, next: raft.term + 1 });
    return say(said.stands, numbers);
  }
  if (timer === "heartbeat") return say(said.beats, numbers);
  return say(raft.role === "leader" ? said.hasQuorum : said.lostQuorum, numbers);
}

function delivered(w: RaftWorld, prev: RaftWorld, from: NodeId, to: NodeId, m: Packet): Said {
  const pair = { from: nameOf(w, from), to: nameOf(w, to) };
  if (clientAt(w, to)) return answered(w, prev, pair, to, m);
  const now = serverAt(w, to);
  const before = serverAt(prev, to);
  if (!now || !before) return say(said.heard, { ...pair, what: named(m) });
  switch (m.type) {
    case "Write":
    case "Read":
    case "Written":
    case "Value":
    case "Moved":
      return asked(w, prev, pair, now, m);
    default:
      return spoken(w, prev, pair, now.raft, before.raft, m);
  }
}

type Pair = { from: string; to: string };

function answered(w: RaftWorld, prev: RaftWorld, pair: Pair, client: NodeId, m: Packet): Said {
  if (!clientAt(prev, client)?.doing || ("id" in m && m.id !== clientAt(prev, client)?.doing?.id))
    return say(said.lateAnswer, { ...pair, what: named(m) });
  if (m.type === "Written") return say(said.wrote, pair);
  if (m.type === "Value") return say(said.readValue, { ...pair, value: m.value ?? empty });
  const doing = clientAt(w, client)?.doing;
  return m.type === "Moved" && m.lead >= 0 && doing?.to === m.lead
    ? say(said.turned, { ...pair, server: nameOf(w, m.lead) })
    : say(said.waitsOn, pair);
}

/** What a server makes of a client's request. */
function asked(w: RaftWorld, prev: RaftWorld, pair: Pair, { raft }: Server, m: Packet): Said {
  if (raft.role !== "leader")
    return raft.lead === none ? say(said.knowsNone, pair) : say(said.sendsOn, { ...pair, lead: nameOf(w, raft.lead) });
  const numbers = { ...pair, ...numbersOf(raft) };
  if (m.type === "Write") {
    if (w.event.sent.some((each) => each.m.type === "Written")) return say(said.writtenBefore, numbers);
    const before = w.event.node === undefined ? undefined : serverAt(prev, w.event.node)?.raft;
    return before && lastIndex(before.log) < lastIndex(raft.log)
      ? say(said.appends, { ...numbers, value: m.value })
      : say(said.underWay, numbers);
  }
  const answer = w.event.sent.find((each) => each.m.type === "Value")?.m;
  if (answer?.type === "Value") {
    const value = answer.value ?? empty;
    return say(w.p.read === "leader" ? said.answersAlone : said.answersLeased, { ...numbers, value });
  }
  return say(raft.reads.length > 0 ? said.asksRound : said.notYetReads, numbers);
}

/** What a server makes of another's message. */
function spoken(w: RaftWorld, prev: RaftWorld, pair: Pair, now: Raft, before: Raft, m: Message): Said {
  const mine = { ...pair, ...numbersOf(now), mine: before.term };
  if (m.type === "Prop") return say(said.heard, { ...pair, what: named(m) });
  const theirs = { ...mine, theirs: m.term };
  if (m.term < before.term) return say(said.old, { ...theirs, what: named(m) });
  if (before.role === "leader" && now.role === "leader" && (m.type === "App" || m.type === "Heartbeat"))
    return say(said.twoLeaders, { ...theirs, what: named(m) });
  switch (m.type) {
    case "Vote":
    case "PreVote":
      return voted(w, theirs, now, before, m);
    case "VoteResp":
    case "PreVoteResp":
      return counted(w, theirs, now, before, m);
    case "App":
      return appended(w, prev, theirs, now, before, m);
    case "AppResp":
      return acknowledged(w, theirs, now, before, m);
    case "Heartbeat":
      if (now.commit > before.commit) return say(said.beatCommits, theirs);
      return say(before.role === "follower" ? said.beaten : said.yields, theirs);
    case "HeartbeatResp":
      if (m.term > before.term) return say(said.deposed, theirs);
      if (before.role !== "leader") return say(said.tooLate, { ...theirs, what: named(m) });
      return say(before.reads.length > now.reads.length ? said.roundDone : said.alive, theirs);
    default:
      return m satisfies never;
  }
}

type Numbers = Record<string, string | number>;

function voted(
  w: RaftWorld,
  numbers: Numbers,
  now: Raft,
  before: Raft,
  m: Message & { type: "Vote" | "PreVote" },
): Said {
  const reply = w.event.sent.find((each) => each.m.type === "VoteResp" || each.m.type === "PreVoteResp")?.m;
  const at = { ...numbers, lastTerm: lastTerm(before.log), lastIndex: lastIndex(before.log) };
  const asked = { theirTerm: m.lastTerm, theirIndex: m.lastIndex };
  if (reply?.type !== "VoteResp" && reply?.type !== "PreVoteResp") return say(said.bound, at);
  if (before.role === "leader" && now.role !== "leader")
    return say(reply.reject ? said.deposedRefuses : said.deposedGrants, { ...at, ...asked });
  if (!reply.reject) return say(m.type === "Vote" ? said.grants : said.wouldGrant, { ...at, ...asked });
  if (now.vote !== none && m.type === "Vote" && nameOf(w, now.vote) !== numbers.from)
    return say(said.votedOther, { ...at, other: nameOf(w, now.vote) });
  if (m.lastTerm < lastTerm(before.log)) return say(said.behindTerm, { ...at, ...asked });
  if (m.lastTerm === lastTerm(before.log) && m.lastIndex < lastIndex(before.log))
    return say(said.behindIndex, { ...at, ...asked });
  return say(now.lead === none ? said.termBegun : said.hasLeader, at);
}

function counted(
  w: RaftWorld,
  numbers: Numbers,
  now: Raft,
  before: Raft,
  m: Message & { type: "VoteResp" | "PreVoteResp" },
): Said {
  const votes = now.votes.filter((vote) => vote === true).length;
  const tally = { ...numbers, votes, quorum: quorumOf(w.p) };
  if (now.role === "leader" && before.role !== "leader") return say(said.elected, tally);
  if (now.role === "candidate" && before.role === "pre-candidate") return say(said.standsNow, tally);
  if (now.role === "follower" && before.role !== "follower")
    return say(m.term > before.term ? said.newerTerm : said.lost, tally);
  if (now.role === "follower" || now.role === "leader") return say(said.tooLate, { ...numbers, what: named(m) });
  return say(m.reject ? said.oneAgainst : said.oneFor, tally);
}

const committedAt = (w: RaftWorld, index: number) => w.ghost.committed[index - 1]?.entry;

function appended(
  w: RaftWorld,
  prev: RaftWorld,
  numbers: Numbers,
  now: Raft,
  before: Raft,
  m: Message & { type: "App" },
): Said {
  const place = { ...numbers, prev: m.prevIndex, prevTerm: m.prevTerm, values: valuesOf(m) };
  const reply = w.event.sent.find((each) => each.m.type === "AppResp")?.m;
  if (reply?.type === "AppResp" && reply.reject) {
    const isShort = m.prevIndex > lastIndex(before.log);
    return say(isShort ? said.tooShort : said.mismatch, { ...place, last: lastIndex(before.log) });
  }
  if (m.prevIndex < before.commit && now.log === before.log) return say(said.longCommitted, place);
  if (now.log === before.log) {
    if (now.commit > before.commit) return say(said.commits, place);
    return say(m.entries.length === 0 ? said.agrees : said.hadThem, place);
  }
  const differing = now.log.entries.findIndex((entry, nth) => entry !== before.log.entries[nth]);
  const kept = differing < 0 ? now.log.entries.length : differing;
  const gone = before.log.entries.length - kept;
  if (gone <= 0) return say(now.commit > before.commit ? said.storesCommits : said.stores, place);
  // Only a broken rule lets a committed entry go.
  const isCommitted = before.log.entries
    .slice(kept)
    .some((entry) => isSameEntry(entry, committedAt(prev, entry.index)));
  const dropped = { ...place, at: kept + 1, gone };
  if (isCommitted) return say(said.dropsCommitted, dropped);
  return say(differing < 0 ? said.truncates : said.overwrites, dropped);
}

function acknowledged(w: RaftWorld, numbers: Numbers, now: Raft, before: Raft, m: Message & { type: "AppResp" }): Said {
  if (m.term > before.term) return say(said.deposed, numbers);
  if (before.role !== "leader") return say(said.tooLate, { ...numbers, what: named(m) });
  if (m.reject) return say(said.stepsBack, { ...numbers, prev: m.index, hint: m.hint });
  const holders = now.progress.filter(({ match }) => match >= m.index).length;
  const stored = { ...numbers, at: m.index, holders, n: w.p.n };
  if (now.commit > before.commit) return say(said.leaderCommits, stored);
  const isOld = (now.log.entries[m.index - 1]?.term ?? 0) < now.term;
  if (m.index > now.commit && holders >= quorumOf(w.p) && isOld) return say(said.oldTermWaits, stored);
  return say(m.index <= before.commit ? said.knowsStored : said.storedOne, stored);
}
