/** The tables of etcd's raft_paper_test.go and raft_test.go as a Go-AST dump: each test's name says what a row means. */
import { beat, campaign, propose, step } from "../../lib/sim/raft/core";
import { type Entry, emptyLog, type Log, lastIndex, lastTerm, spliced } from "../../lib/sim/raft/log";
import type { Message } from "../../lib/sim/raft/messages";
import { freshProgress, type Progress } from "../../lib/sim/raft/progress";
import { type Config, type Env, none, type Raft, type Role, started } from "../../lib/sim/raft/state";
import type { Verdict } from "./reader";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Row = readonly Json[];
type Locals = { readonly ents: readonly Entry[] };

/** @returns undefined when the row's rule holds, else what was seen */
type Rule = (row: Row, locals: Locals) => string | undefined;

/** Runs every table whose rule is known. */
export function checkTables(dump: Json): Verdict {
  const tests = isRecord(dump) && isRecord(dump.tests) ? dump.tests : {};
  let [cases, passed] = [0, 0];
  const notes: string[] = [];
  for (const [name, test] of Object.entries(tests)) {
    if (!isRecord(test) || !Array.isArray(test.tables)) continue;
    const rule = rules[name];
    if (!rule) {
      notes.push(`${name}: no rule for its rows`);
      continue;
    }
    const locals = { ents: isRecord(test.locals) ? entriesOf(test.locals.ents ?? null) : [] };
    test.tables.flat().forEach((row, nth) => {
      if (!Array.isArray(row)) return;
      try {
        const wrong = rule(row, locals);
        cases++;
        if (wrong === undefined) passed++;
        else notes.push(`${name} row ${nth}: ${wrong}`);
      } catch (error) {
        notes.push(`${name} row ${nth} is not readable: ${error instanceof Error ? error.message : String(error)}`);
      }
    });
  }
  return { cases, passed, note: notes.join("; ") || `${Object.keys(tests).length} tables compared row by row` };
}

/** Server 1 of so many (here 0 of n), with what it sends. */
class Bench {
  raft: Raft;
  sent: { to: number; m: Message }[] = [];
  #own: Message[] = [];
  readonly config: Config;

  constructor(n: number, raft: Raft) {
    this.config = {
      n,
      election: 10,
      preVote: false,
      checkQuorum: false,
      read: "read-index",
      batch: Number.POSITIVE_INFINITY,
      flaw: "none",
    };
    this.raft = raft;
  }

  act(change: (raft: Raft, env: Env) => Raft): void {
    this.raft = change(this.raft, {
      me: 0,
      now: 0,
      config: this.config,
      send: (to, m) => (to === 0 ? this.#own.push(m) : this.sent.push({ to, m })),
      setBack: () => undefined,
      readable: () => undefined,
    });
  }

  /** Hands the server its own messages, as after storing. */
  store(): void {
    while (this.#own.length > 0) {
      const own = this.#own;
      this.#own = [];
      for (const m of own) this.act((raft, env) => step(raft, 0, m, env));
    }
  }

  hear(from: number, m: Message): void {
    this.act((raft, env) => step(raft, from, m, env));
  }

  /** Leads its next term, with the votes of all others. */
  lead(): void {
    this.act(campaign);
    this.store();
    for (let from = 1; from < this.config.n && this.raft.role !== "leader"; from++)
      this.hear(from, { type: "VoteResp", term: this.raft.term, reject: false });
  }

  /** The follower stores what it is sent and says so. */
  acknowledge(from: number): void {
    for (const { to, m } of this.sent.splice(0))
      if (to === from && m.type === "App")
        this.hear(from, { ...accepted, term: m.term, index: m.prevIndex + m.entries.length });
  }
}

const accepted = { type: "AppResp", reject: false, hint: 0, hintTerm: 0 } as const;
const server = (entries: readonly Entry[], term = 0, vote = none): Raft => started({ term, vote, log: logOf(entries) });
const logOf = (entries: readonly Entry[]): Log => spliced(emptyLog, 0, entries);
const command = (value: string) => ({ by: none, id: 0, value });

const rules: Readonly<Record<string, Rule>> = {
  TestLeaderElectionInOneRoundRPC([size, votes, state]) {
    const bench = new Bench(numberOf(size), server([]));
    bench.act(campaign);
    bench.store();
    for (const [id, vote] of Object.entries(recordOf(votes)))
      bench.hear(Number(id) - 1, { type: "VoteResp", term: bench.raft.term, reject: vote !== true });
    return same([bench.raft.role, bench.raft.term], [roleOf(state), 1]);
  },

  TestFollowerVote([vote, asks, rejects]) {
    const bench = new Bench(3, server([], 1, vote === "$None" ? none : numberOf(vote) - 1));
    const from = numberOf(asks) - 1;
    bench.hear(from, { type: "Vote", term: 1, lastTerm: 0, lastIndex: 0 });
    return same(bench.sent, [{ to: from, m: { type: "VoteResp", term: 1, reject: rejects === true } }]);
  },

  TestLeaderAcknowledgeCommit([size, acceptors, isCommitted]) {
    const bench = new Bench(numberOf(size), server([]));
    bench.lead();
    bench.store();
    for (let from = 1; from < numberOf(size); from++) bench.hear(from, { ...accepted, term: 1, index: 1 });
    bench.sent = [];
    const before = lastIndex(bench.raft.log);
    bench.act((raft, env) => propose(raft, [command("some data")], env));
    bench.store();
    const sent = bench.sent;
    for (const [id, accepts] of Object.entries(recordOf(acceptors))) {
      bench.sent = sent.slice();
      if (accepts === true) bench.acknowledge(Number(id) - 1);
    }
    return same(bench.raft.commit > before, isCommitted);
  },

  TestFollowerCommitEntry([ents, commit]) {
    const bench = new Bench(3, { ...server([], 1), lead: 1 });
    const entries = entriesOf(ents ?? null);
    bench.hear(1, { type: "App", term: 1, prevTerm: 0, prevIndex: 0, commit: numberOf(commit), entries });
    return same([bench.raft.commit, bench.raft.log.entries], [commit, entries]);
  },

  TestFollowerCheckMsgApp([term, index, wantIndex, rejects, hint, hintTerm], { ents }) {
    const bench = new Bench(3, { ...server(ents, 2), lead: 1, commit: 1 });
    const at = previousOf([term ?? null, index ?? null, wantIndex ?? null], ents);
    bench.hear(1, { type: "App", term: 2, prevTerm: at.term, prevIndex: at.index, commit: 0, entries: [] });
    const wanted = { hint: numberOf(hint), hintTerm: numberOf(hintTerm) };
    const m = { type: "AppResp", term: 2, index: at.want, reject: rejects === true, ...wanted };
    return same(bench.sent, [{ to: 1, m }]);
  },

  TestFollowerAppendEntries([index, term, ents, want]) {
    const bench = new Bench(3, { ...server(termsFrom(1, [1, 2]), 2), lead: 1 });
    const entries = entriesOf(ents ?? null);
    bench.hear(1, { type: "App", term: 2, prevTerm: numberOf(term), prevIndex: numberOf(index), commit: 0, entries });
    return same(bench.raft.log.entries, entriesOf(want ?? null));
  },

  TestVoteRequest([ents, wantTerm]) {
    const bench = new Bench(3, server([]));
    const entries = entriesOf(ents ?? null);
    const term = numberOf(wantTerm);
    bench.hear(1, { type: "App", term: term - 1, prevTerm: 0, prevIndex: 0, commit: 0, entries });
    bench.sent = [];
    bench.act(campaign);
    const m = { type: "Vote", term, lastTerm: lastTerm(logOf(entries)), lastIndex: entries.length };
    return same(bench.sent, [
      { to: 1, m },
      { to: 2, m },
    ]);
  },

  TestVoter([ents, term, index, rejects]) {
    const bench = new Bench(2, server(entriesOf(ents ?? null)));
    bench.hear(1, { type: "Vote", term: 3, lastTerm: numberOf(term), lastIndex: numberOf(index) });
    return same(bench.sent, [{ to: 1, m: { type: "VoteResp", term: 3, reject: rejects === true } }]);
  },

  TestLeaderOnlyCommitsLogFromCurrentTerm([index, commit], { ents }) {
    const bench = new Bench(2, server(ents, 2));
    bench.lead();
    bench.act((raft, env) => propose(raft, [command("")], env));
    bench.hear(1, { ...accepted, term: bench.raft.term, index: numberOf(index) });
    bench.store();
    return same(bench.raft.commit, commit);
  },

  // raft_test.go, where a row needs nothing of etcd's own machinery.

  TestCommit([matches, logs, term, commit]) {
    const matched = listOf(matches).map(numberOf);
    const own = numberOf(matched[0]);
    const leading = leader(matched.length, entriesOf(logs ?? null), numberOf(term), (known, server) => {
      known.match = server === 0 ? own - 1 : numberOf(matched[server]);
      known.next = known.match + 1;
    });
    const bench = new Bench(matched.length, leading);
    bench.hear(0, { ...accepted, term: numberOf(term), index: own });
    return same(bench.raft.commit, commit);
  },

  TestHandleMsgApp([message, index, commit, rejects]) {
    const bench = new Bench(3, server(termsFrom(1, [1, 2]), 2));
    const { LogTerm, Index, Commit, Entries } = fieldsOf(message);
    if (LogTerm === undefined || Index === undefined) throw new Error(`not a message: ${JSON.stringify(message)}`);
    const [prevTerm, prevIndex, sent] = [LogTerm, Index, Commit].map((field) => numberOf(innermost(field ?? 0)));
    // The handler stands behind the check of terms, so the message's own term does not matter.
    const entries = Entries === undefined ? [] : entriesOf(Entries);
    bench.hear(1, {
      type: "App",
      term: 2,
      prevTerm: prevTerm ?? 0,
      prevIndex: prevIndex ?? 0,
      commit: sent ?? 0,
      entries,
    });
    const reply = bench.sent[0]?.m;
    const isRefused = reply?.type === "AppResp" && reply.reject;
    return same([lastIndex(bench.raft.log), bench.raft.commit, isRefused], [index, commit, rejects]);
  },

  TestLeaderAppResp([index, rejects, match, next, count, prev, commit]) {
    const bench = new Bench(
      3,
      leader(3, termsFrom(1, [1, 1, 1]), 1, (known, id) => {
        [known.match, known.next] = id === 0 ? [3, 4] : [0, 3];
      }),
    );
    const at = numberOf(index);
    bench.hear(1, { type: "AppResp", term: 1, index: at, reject: rejects === true, hint: at, hintTerm: 0 });
    const known = bench.raft.progress[1];
    const sent = bench.sent.map(({ m }) => (m.type === "App" ? [m.prevIndex, m.commit] : [m.type]));
    const wanted = Array.from({ length: numberOf(count) }, () => [prev, commit]);
    return same([known?.match, known?.next, sent], [match, next, wanted]);
  },

  TestAllServerStepdown([state, wantState, term, index]) {
    const role = roleOf(state);
    for (const type of ["Vote", "App"] as const) {
      const isLeader = role === "leader";
      const raft = isLeader
        ? leader(3, termsFrom(1, [1]), 1)
        : { ...server([], role === "pre-candidate" ? 0 : 1), role };
      const bench = new Bench(3, { ...raft, votes: isLeader || role === "follower" ? [] : [true, null, null] });
      const place = { prevTerm: 3, prevIndex: 0, commit: 0, entries: [] };
      bench.hear(1, type === "Vote" ? { type, term: 3, lastTerm: 3, lastIndex: 0 } : { type, term: 3, ...place });
      const seen = [bench.raft.role, bench.raft.term, lastIndex(bench.raft.log), bench.raft.lead];
      const wrong = same(seen, [roleOf(wantState), term, index, type === "Vote" ? none : 1]);
      if (wrong) return `${type}: ${wrong}`;
    }
    return undefined;
  },

  TestRecvMsgBeat([state, count]) {
    const role = roleOf(state);
    const raft = role === "leader" ? leader(3, termsFrom(1, [1, 1]), 1) : { ...server(termsFrom(1, [1, 1]), 1), role };
    const bench = new Bench(3, raft);
    bench.act(beat);
    return same(bench.sent.filter(({ m }) => m.type === "Heartbeat").length, count);
  },

  TestRecvMsgVote: (row) => votesOn("Vote", row),
  testRecvMsgVote: (row) => votesOn("Vote", row),
  TestRecvMsgPreVote: (row) => votesOn("PreVote", row),
};

function votesOn(type: "Vote" | "PreVote", [state, index, lastIndexTerm, vote, rejects]: Row): string | undefined {
  const term = Math.max(2, numberOf(lastIndexTerm));
  const given = vote === "$None" ? none : numberOf(vote) - 1;
  const bench = new Bench(1, { ...server(termsFrom(1, [2, 2]), term, given), role: roleOf(state) });
  bench.hear(1, { type, term, lastTerm: numberOf(lastIndexTerm), lastIndex: numberOf(index) });
  return same(bench.sent, [{ to: 1, m: { type: `${type}Resp`, term, reject: rejects === true } }]);
}

/** A leader with these entries, knowing of its followers what `set` says. */
function leader(n: number, entries: readonly Entry[], term: number, set?: (known: Progress, id: number) => void): Raft {
  const progress = Array.from({ length: n }, (_, id) => {
    const known = freshProgress(entries.length);
    set?.(known, id);
    return known;
  });
  return { ...server(entries, term, 0), role: "leader", lead: 0, progress };
}

const roles: Readonly<Record<string, Role>> = {
  $StateLeader: "leader",
  $StateFollower: "follower",
  $StateCandidate: "candidate",
  $StatePreCandidate: "pre-candidate",
};

function roleOf(state: Json | undefined): Role {
  const role = roles[String(state)];
  if (!role) throw new Error(`not a state: ${JSON.stringify(state)}`);
  return role;
}

const listOf = (value: Json | undefined): Json[] => {
  const list = isRecord(value) ? Object.values(value)[0] : value;
  if (!Array.isArray(list)) throw new Error(`not a list: ${JSON.stringify(value)}`);
  return list;
};

/** The fields of a message, however deep the dump wraps it. */
function fieldsOf(value: Json | undefined): { [name: string]: Json } {
  if (isRecord(value) && ("Term" in value || "Type" in value)) return value;
  for (const inner of Array.isArray(value) ? value : isRecord(value) ? Object.values(value) : []) {
    const found = typeof inner === "object" && inner !== null ? fieldsOf(inner) : {};
    if (Object.keys(found).length > 0) return found;
  }
  return {};
}

/**
 * What a row of TestFollowerCheckMsgApp says. The dump writes `ents[i].GetTerm()` without its `i`; the rows tell it:
 * a plain wanted index names the entry, a sum is behind the last entry, and the row in between mixes the first entry's
 * term with the last one's index.
 */
function previousOf([term, index, want]: Row, ents: readonly Entry[]): { term: number; index: number; want: number } {
  if (typeof term === "number") return { term, index: numberOf(index), want: numberOf(want) };
  if (typeof want === "number") return { term: ents[want - 1]?.term ?? 0, index: want, want };
  const last = ents.length;
  if (JSON.stringify(term).includes("op+"))
    return { term: (ents[last - 1]?.term ?? 0) + 1, index: last + 1, want: last + 1 };
  return { term: ents[0]?.term ?? 0, index: last, want: last };
}

/** Entries as the dump writes them: `index(3).terms(3, 4)`, or one record each. */
function entriesOf(value: Json): Entry[] {
  if (value === null) return [];
  if (!Array.isArray(value)) throw new Error(`not entries: ${JSON.stringify(value)}`);
  const [first, second] = value;
  if (isRecord(first) && Array.isArray(first.index) && isRecord(second) && Array.isArray(second.terms))
    return termsFrom(numberOf(first.index[0]), second.terms.map(numberOf));
  return value.map((each) => {
    if (!isRecord(each)) throw new Error(`not an entry: ${JSON.stringify(each)}`);
    const text = each.Data === undefined ? null : innermost(each.Data);
    const entry = { term: numberOf(innermost(each.Term ?? null)), index: numberOf(innermost(each.Index ?? null)) };
    return { ...entry, command: text === null ? null : command(String(text)) };
  });
}

const termsFrom = (index: number, terms: readonly number[]): Entry[] =>
  terms.map((term, nth) => ({ term, index: index + nth, command: null }));

/** The value inside Go's wrappers: `new(uint64(1))` is dumped as lists and records around 1. */
function innermost(value: Json): Json {
  if (Array.isArray(value)) return innermost(value[0] ?? null);
  return isRecord(value) ? innermost(Object.values(value)[0] ?? null) : value;
}

const isRecord = (value: unknown): value is { [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const recordOf = (value: Json | undefined): { [name: string]: Json } => (isRecord(value) ? value : {});

function numberOf(value: Json | undefined): number {
  if (typeof value !== "number") throw new Error(`not a number: ${JSON.stringify(value)}`);
  return value;
}

const same = (seen: unknown, wanted: unknown): string | undefined => {
  const [ours, theirs] = [JSON.stringify(inOrder(seen)), JSON.stringify(inOrder(wanted))];
  return ours === theirs ? undefined : `expected ${theirs}, got ${ours}`;
};

/** The same data with its keys in order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}
