/**
 * Raft as a pure state machine in the form of etcd/raft: one server's state, a message, and what it sends. No clock, no
 * network, no disk: the lab runs it on the kernel, the tests run etcd's own scripts on it.
 *
 * A server also sends to itself, as in etcd: its own vote and its own acknowledgement count only once they are stored.
 * Who runs the core hands these messages back after storing.
 */
import { changed } from "../lists";
import type { NodeId } from "../model";
import {
  type Command,
  type Entry,
  entriesFrom,
  firstConflict,
  isUpToDate,
  type Log,
  lastAtMostTerm,
  lastIndex,
  lastTerm,
  spliced,
  termAt,
} from "./log";
import type { Message } from "./messages";
import {
  acknowledged,
  becomeProbe,
  becomeReplicate,
  canBumpCommit,
  freshProgress,
  type Progress,
  refused,
  sentEntries,
} from "./progress";
import { heldBy, tally } from "./quorum";
import { type Config, type Env, type Flaw, isVoter, none, ofVoters, quorumOf, type Raft } from "./state";

const defaultWindow = 256;

// --- Local events ---

/** The election timer ran out. */
export function campaign(s: Raft, env: Env): Raft {
  if (s.role === "leader" || !isVoter(env.config, env.me)) return s;
  return env.config.preVote ? askForPreVotes(s, env) : askForVotes(s, env);
}

/** The heartbeat timer of a leader ran out. */
export function beat(s: Raft, env: Env): Raft {
  if (s.role !== "leader") return s;
  const { config, me, now } = env;
  const progress = s.progress.slice();
  const at = config.read === "lease" ? now : 0;
  for (let to = 0; to < config.n; to++) {
    const known = progress[to];
    if (to === me || !known) continue;
    // Never beyond what the follower is known to hold: behind that its log may differ.
    const commit = config.flaw === "commit-unchecked" ? s.commit : Math.min(known.match, s.commit);
    env.send(to, { type: "Heartbeat", term: s.term, commit, round: s.round, at });
    if (known.sentCommit !== commit) progress[to] = { ...known, sentCommit: commit };
  }
  return { ...s, progress };
}

/** CheckQuorum: a leader that heard of no quorum since it last asked steps down (section 6.2 of the thesis). */
export function checkQuorum(s: Raft, env: Env): Raft {
  if (s.role !== "leader") return s;
  const active = s.progress.map((known, server) => server === env.me || known.active);
  const isAlone = ofVoters(env.config, active).filter(Boolean).length < quorumOf(env.config);
  if (isAlone) return becomeFollower(s, s.term, none, env);
  return { ...s, progress: s.progress.map((known, server) => ({ ...known, active: server === env.me })) };
}

/** A client's commands. A follower passes them on; without a known leader they are dropped. */
export function propose(s: Raft, commands: readonly (Command | null)[], env: Env): Raft {
  if (s.role === "leader") return broadcast(appended(s, commands, env), env);
  const known = commands.filter((command) => command !== null);
  if (s.role === "follower" && s.lead !== none) env.send(s.lead, { type: "Prop", commands: known });
  return s;
}

/** Whether an entry of the leader's own term is committed: before, it does not know what is (section 8). */
export const knowsCommit = (s: Raft): boolean => termAt(s.log, s.commit) === s.term;

/**
 * ReadIndex: the commit index now, to be answered once a quorum has said that this is still the leader.
 * Ignored by who does not lead, or does not know yet what is committed: the client asks again.
 */
export function readIndex(s: Raft, by: NodeId, id: number, env: Env): Raft {
  if (s.role !== "leader" || !knowsCommit(s)) return s;
  const round = s.round + 1;
  const read = { by, id, index: s.commit, round };
  if (quorumOf(env.config) <= 1) {
    env.readable(read);
    return s;
  }
  return beat({ ...s, round, reads: [...s.reads.filter((each) => each.by !== by), read] }, env);
}

/** Whether the leader's lease holds: within it a quorum refuses every other candidate (section 6.4.1 of the thesis). */
export function holdsLease(s: Raft, env: Env): boolean {
  if (s.role !== "leader" || !knowsCommit(s)) return false;
  const heard = s.progress.map((known, server) => (server === env.me ? env.now : known.roundAt));
  return env.now < heldBy(ofVoters(env.config, heard), quorumOf(env.config)) + env.config.election;
}

/** Forgets who leads, and keeps the term. Nothing for a leader or candidate, nor under leases, which it would break. */
export function forgetLeader(s: Raft, config: Config): Raft {
  return s.role !== "follower" || s.lead === none || config.read === "lease" ? s : { ...s, lead: none };
}

/** What was sent ahead to this follower is probably lost. */
export function reportUnreachable(s: Raft, server: NodeId): Raft {
  return progressed(s, server, (draft) => {
    if (draft.state === "replicate") becomeProbe(draft);
  });
}

// --- Messages ---

/** What server `from` sent. A message of an older term is refused or ignored, one of a newer term makes a follower. */
export function step(s: Raft, from: NodeId, m: Message, env: Env): Raft {
  if (m.type === "Prop") return propose(s, m.commands, env);
  if (m.term < s.term) return heardOld(s, from, m, env);
  let now = s;
  if (m.term > s.term) {
    if ((m.type === "Vote" || m.type === "PreVote") && isBound(s, env)) return s;
    // A pre-vote asks about a term that nobody is in yet.
    const isAsking = m.type === "PreVote" || (m.type === "PreVoteResp" && !m.reject);
    const leads = m.type === "App" || m.type === "Heartbeat";
    if (!isAsking) now = becomeFollower(s, m.term, leads ? from : none, env);
  }
  switch (m.type) {
    case "Vote":
    case "PreVote":
      return heardAsked(now, from, m, env);
    case "VoteResp":
    case "PreVoteResp":
      return heardVote(now, from, m, env);
    case "App":
      return now.role === "leader" ? now : heardApp(followed(now, from, env), from, m, env);
    case "Heartbeat":
      return now.role === "leader" ? now : heardHeartbeat(followed(now, from, env), from, m, env);
    case "AppResp":
      return now.role === "leader" ? heardAppResp(now, from, m, env) : now;
    case "HeartbeatResp":
      return now.role === "leader" ? heardHeartbeatResp(now, from, m, env) : now;
    default:
      return m satisfies never;
  }
}

/** A server that heard from a leader lately helps nobody to depose it. */
function isBound(s: Raft, { config, now }: Env): boolean {
  if (config.read === "lease" && now < s.mutedUntil) return true;
  if (!config.checkQuorum && config.read !== "lease") return false;
  return s.lead !== none && (s.role === "leader" || now - s.contact < config.election);
}

function heardOld(s: Raft, from: NodeId, m: Exclude<Message, { type: "Prop" }>, env: Env): Raft {
  const { checkQuorum, preVote, read } = env.config;
  // Where nobody raises terms by asking for votes, a deposed leader must learn of the new term otherwise.
  if ((checkQuorum || preVote || read === "lease") && (m.type === "App" || m.type === "Heartbeat"))
    env.send(from, { type: "AppResp", term: s.term, index: 0, reject: false, hint: 0, hintTerm: 0 });
  else if (m.type === "PreVote") env.send(from, { type: "PreVoteResp", term: s.term, reject: true });
  return s;
}

function heardAsked(s: Raft, from: NodeId, m: Message & { type: "Vote" | "PreVote" }, env: Env): Raft {
  const mayVote = s.vote === from || (s.vote === none && s.lead === none) || (m.type === "PreVote" && m.term > s.term);
  const isFit = env.config.flaw === "no-log-check" || isUpToDate(s.log, m.lastTerm, m.lastIndex);
  const type = m.type === "Vote" ? "VoteResp" : "PreVoteResp";
  if (!mayVote || !isFit) {
    env.send(from, { type, term: s.term, reject: true });
    return s;
  }
  // The term of the question: a server that only asks does not take an answer of an older term.
  env.send(from, { type, term: m.term, reject: false });
  if (m.type === "PreVote") return s;
  env.setBack();
  return { ...s, vote: from, contact: env.now };
}

function heardVote(s: Raft, from: NodeId, m: Message & { type: "VoteResp" | "PreVoteResp" }, env: Env): Raft {
  const isMine =
    s.role === "candidate" ? m.type === "VoteResp" : s.role === "pre-candidate" && m.type === "PreVoteResp";
  if (!isMine) return s;
  // The first answer counts: a server may repeat its vote, never change it.
  const votes = s.votes[from] === null ? changed(s.votes, from, !m.reject) : s.votes;
  switch (tally(ofVoters(env.config, votes), quorumOf(env.config))) {
    case "won":
      if (s.role === "pre-candidate") return askForVotes({ ...s, votes }, env);
      return broadcast(becomeLeader({ ...s, votes }, env), env);
    case "lost":
      return becomeFollower(s, s.term, none, env);
    default:
      return { ...s, votes };
  }
}

/** Who sends entries or heartbeats in this term leads it. */
function followed(s: Raft, from: NodeId, env: Env): Raft {
  if (s.role !== "follower") return becomeFollower(s, s.term, from, env);
  env.setBack();
  return { ...s, lead: from, contact: env.now };
}

function heardApp(s: Raft, from: NodeId, m: Message & { type: "App" }, env: Env): Raft {
  const accept = (index: number) =>
    env.send(from, { type: "AppResp", term: s.term, index, reject: false, hint: 0, hintTerm: 0 });
  if (m.prevIndex < s.commit) {
    accept(s.commit);
    return s;
  }
  if (termAt(s.log, m.prevIndex) !== m.prevTerm) {
    const hint = lastAtMostTerm(s.log, Math.min(m.prevIndex, lastIndex(s.log)), m.prevTerm);
    const at = { index: m.prevIndex, hint: hint.index, hintTerm: hint.term };
    env.send(from, { type: "AppResp", term: s.term, reject: true, ...at });
    return s;
  }
  const lastNew = m.prevIndex + m.entries.length;
  const log = replicated(s.log, m, env.config.flaw);
  // What is behind the entries of this message may be of an earlier leader, so it is not taken for committed.
  const known = env.config.flaw === "commit-unchecked" ? lastIndex(log) : lastNew;
  const commit = Math.max(s.commit, Math.min(m.commit, known));
  accept(lastNew);
  return log === s.log && commit === s.commit ? s : { ...s, log, commit };
}

/** Section 5.3: only a conflict truncates. A message that came late or twice must not undo what came after it. */
function replicated(log: Log, m: Message & { type: "App" }, flaw: Flaw): Log {
  if (flaw === "truncate-always") return spliced(log, m.prevIndex, m.entries);
  const conflict = firstConflict(log, m.entries);
  if (!conflict) return log;
  return spliced(log, conflict.index - 1, m.entries.slice(conflict.index - m.prevIndex - 1));
}

function heardHeartbeat(s: Raft, from: NodeId, m: Message & { type: "Heartbeat" }, env: Env): Raft {
  env.send(from, { type: "HeartbeatResp", term: s.term, round: m.round, at: m.at });
  const commit = Math.max(s.commit, Math.min(m.commit, lastIndex(s.log)));
  return commit === s.commit ? s : { ...s, commit };
}

function heardAppResp(s: Raft, from: NodeId, m: Message & { type: "AppResp" }, env: Env): Raft {
  const known = s.progress[from];
  if (!known) return s;
  const draft = { ...known, active: true };
  if (m.reject) {
    const hint = m.hintTerm > 0 ? lastAtMostTerm(s.log, m.hint, m.hintTerm).index : m.hint;
    if (refused(draft, m.index, hint)) {
      if (draft.state === "replicate") becomeProbe(draft);
      sendApp(s, from, draft, env, true);
    }
    return { ...s, progress: changed(s.progress, from, draft) };
  }
  if (!acknowledged(draft, m.index) && !(draft.match === m.index && draft.state === "probe"))
    return { ...s, progress: changed(s.progress, from, draft) };
  if (draft.state === "probe") becomeReplicate(draft);
  else if (draft.inflight.length > 0) draft.inflight = draft.inflight.filter((index) => index > m.index);
  const noted = { ...s, progress: changed(s.progress, from, draft) };
  const after = committed(noted, env);
  if (after !== noted) return sentOn(broadcast(after, env), from, env);
  if (from !== env.me && canBumpCommit(draft, s.commit)) sendApp(noted, from, draft, env, true);
  return sentOn(noted, from, env);
}

/** Sends what the window allows, without empty messages. */
function sentOn(s: Raft, to: NodeId, env: Env): Raft {
  if (to === env.me) return s;
  return progressed(s, to, (draft) => {
    while (sendApp(s, to, draft, env, false));
  });
}

/** Section 5.4.2: entries are committed by counting replicas only where they are of the leader's own term. */
function committed(s: Raft, env: Env): Raft {
  const matched = s.progress.map(({ match }) => match);
  const index = heldBy(ofVoters(env.config, matched), quorumOf(env.config));
  if (index <= s.commit) return s;
  if (termAt(s.log, index) !== s.term && env.config.flaw !== "old-term-commit") return s;
  return { ...s, commit: index };
}

function heardHeartbeatResp(s: Raft, from: NodeId, m: Message & { type: "HeartbeatResp" }, env: Env): Raft {
  const known = s.progress[from];
  if (!known) return s;
  const draft = { ...known, active: true, paused: false };
  draft.round = Math.max(draft.round, m.round);
  draft.roundAt = Math.max(draft.roundAt, m.at);
  if (draft.match < lastIndex(s.log) || draft.state === "probe") sendApp(s, from, draft, env, true);
  const after = { ...s, progress: changed(s.progress, from, draft) };
  return after.reads.length === 0 ? after : answered(after, env);
}

/** Lets through the reads whose round a quorum has answered. */
function answered(s: Raft, env: Env): Raft {
  const rounds = s.progress.map(({ round }, server) => (server === env.me ? s.round : round));
  const heard = heldBy(ofVoters(env.config, rounds), quorumOf(env.config));
  const reads = s.reads.filter((read) => read.round > heard);
  if (reads.length === s.reads.length) return s;
  for (const read of s.reads) if (read.round <= heard) env.readable(read);
  return { ...s, reads };
}

// --- Roles ---

function becomeFollower(s: Raft, term: number, lead: NodeId, env: Env): Raft {
  env.setBack();
  const vote = term === s.term ? s.vote : none;
  return { ...s, role: "follower", term, vote, lead, votes: [], progress: [], contact: env.now, round: 0, reads: [] };
}

function askForPreVotes(s: Raft, env: Env): Raft {
  env.setBack();
  const asking: Raft = { ...s, role: "pre-candidate", lead: none, votes: unheard(env.config), contact: env.now };
  ask(asking, "PreVote", s.term + 1, env);
  return asking;
}

function askForVotes(s: Raft, env: Env): Raft {
  env.setBack();
  const term = s.term + 1;
  const votes = unheard(env.config);
  const asking: Raft = { ...s, role: "candidate", term, vote: env.me, lead: none, votes, contact: env.now };
  ask(asking, "Vote", term, env);
  return asking;
}

const unheard = ({ n }: Config): readonly null[] => Array.from({ length: n }, () => null);

function ask(s: Raft, type: "Vote" | "PreVote", term: number, env: Env): void {
  const { config, me } = env;
  for (let to = 0; to < config.n; to++) {
    if (!isVoter(config, to)) continue;
    if (to === me) env.send(to, { type: `${type}Resp`, term, reject: false });
    else env.send(to, { type, term, lastTerm: lastTerm(s.log), lastIndex: lastIndex(s.log) });
  }
}

/** A new leader opens its term with an empty entry, by which entries of earlier terms get committed too. */
function becomeLeader(s: Raft, env: Env): Raft {
  const last = lastIndex(s.log);
  const progress = Array.from({ length: env.config.n }, () => freshProgress(last));
  const own = progress[env.me];
  if (own) [own.match, own.state, own.active] = [last, "replicate", true];
  env.setBack();
  const leading: Raft = { ...s, role: "leader", lead: env.me, progress, contact: env.now, round: 0, reads: [] };
  return appended(leading, [null], env);
}

/** Puts commands into the leader's log. They count for it once it hears its own acknowledgement. */
function appended(s: Raft, commands: readonly (Command | null)[], env: Env): Raft {
  const last = lastIndex(s.log);
  const entries = commands.map((command, nth): Entry => ({ term: s.term, index: last + 1 + nth, command }));
  const index = last + entries.length;
  env.send(env.me, { type: "AppResp", term: s.term, index, reject: false, hint: 0, hintTerm: 0 });
  return { ...s, log: spliced(s.log, last, entries) };
}

function broadcast(s: Raft, env: Env): Raft {
  const progress = s.progress.map((known, to) => {
    if (to === env.me || known.paused) return known;
    const draft = { ...known };
    sendApp(s, to, draft, env, true);
    return draft;
  });
  return { ...s, progress };
}

/** @returns whether a message was sent */
function sendApp(s: Raft, to: NodeId, draft: Progress, env: Env, evenEmpty: boolean): boolean {
  if (draft.paused) return false;
  const window = env.config.window ?? defaultWindow;
  // A full window lets empty messages through: if all that filled it was lost, one of these brings the answer.
  const isFull = draft.state === "replicate" && draft.inflight.length >= window;
  const entries = isFull ? [] : entriesFrom(s.log, draft.next, env.config.batch);
  if (entries.length === 0 && !evenEmpty) return false;
  const prevIndex = draft.next - 1;
  const prevTerm = termAt(s.log, prevIndex) ?? 0;
  env.send(to, { type: "App", term: s.term, prevTerm, prevIndex, commit: s.commit, entries });
  sentEntries(draft, entries.length, window);
  draft.sentCommit = s.commit;
  return true;
}

function progressed(s: Raft, server: NodeId, change: (draft: Progress) => void): Raft {
  const known = s.progress[server];
  if (!known) return s;
  const draft = { ...known };
  change(draft);
  return { ...s, progress: changed(s.progress, server, draft) };
}
