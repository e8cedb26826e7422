/**
 * etcd/raft's interaction scripts, run on our core: commands go in, and everything is compared that the script prints but
 * etcd's own log lines (INFO, DEBUG ...), which are its wording and not its protocol.
 *
 * What stands around the core in etcd (RawNode's Ready, its storage, the network as one list) is played here.
 */
import { beat, campaign, checkQuorum, forgetLeader, propose, reportUnreachable, step } from "../../lib/sim/raft/core";
import { type Entry, entriesFrom, entryAt, lastIndex } from "../../lib/sim/raft/log";
import type { Message } from "../../lib/sim/raft/messages";
import type { Progress } from "../../lib/sim/raft/progress";
import { type Config, type Env, none, type Raft, started } from "../../lib/sim/raft/state";

/** A block of a script: a command with its arguments, and what etcd printed. */
export type Block = { line: number; command: string; args: Arg[]; input: string[]; expected: string[] };
export type Arg = { key: string; values: string[] };

/** Reads the "datadriven" form: a command, `----`, the output up to a blank line (or up to a second pair of `----`). */
export function blocksOf(text: string): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || line.startsWith("#")) {
      at++;
      continue;
    }
    const head = line;
    const first = at + 1;
    const input: string[] = [];
    for (at++; at < lines.length && lines[at] !== "----"; at++) input.push(lines[at] ?? "");
    at++;
    const isLong = lines[at] === "----";
    if (isLong) at++;
    const expected: string[] = [];
    while (at < lines.length && (isLong ? lines[at] !== "----" || lines[at + 1] !== "----" : lines[at] !== ""))
      expected.push(lines[at++] ?? "");
    at += isLong ? 2 : 1;
    const [command = "", ...rest] = head.match(/[^\s=]+=\([^)]*\)|\S+/g) ?? [];
    blocks.push({ line: first, command, args: rest.map(argOf), input, expected });
  }
  return blocks;
}

function argOf(word: string): Arg {
  const [key = "", value] = word.split("=");
  if (value === undefined) return { key, values: [] };
  const inner = value.replace(/^\(|\)$/g, "");
  return { key, values: inner === "" ? [] : inner.split(/[\s,]+/) };
}

/** A command or an option that this driver does not play: most changes of members, snapshots, writes in the background. */
export class Unread extends Error {}

type Sent = { from: number; to: number; m: Message };
type Hard = { term: number; vote: number; commit: number };

/** How many ticks an election and a heartbeat take in these scripts. */
const electionTicks = 3;

class Server {
  raft: Raft;
  readonly id: number;
  config: Config;
  ticks = 0;
  timeout = 2 * electionTicks - 1;
  /** The last index that is stored, and the last that is applied. */
  stable: number;
  applied: number;
  before: Sent[] = [];
  after: Sent[] = [];
  soft: string;
  hard: Hard;

  constructor(id: number, config: Config, index: number) {
    this.id = id;
    this.config = config;
    this.raft = started({ term: 0, vote: none, log: { base: index, baseTerm: index > 0 ? 1 : 0, entries: [] } });
    this.stable = index;
    this.applied = index;
    this.soft = this.#soft();
    this.hard = this.#hard();
  }

  /** Lets the core act, and keeps what follows from it. */
  act(change: (raft: Raft, env: Env) => Raft): void {
    const env: Env = {
      me: this.id,
      now: this.ticks,
      config: this.config,
      send: (to, m) => {
        const isAnswer = m.type === "AppResp" || m.type === "VoteResp" || m.type === "PreVoteResp";
        (isAnswer ? this.after : this.before).push({ from: this.id, to, m });
      },
      setBack: () => undefined,
      readable: () => undefined,
    };
    const was = this.raft;
    this.raft = change(was, env);
    let shared = Math.min(this.stable, lastIndex(this.raft.log));
    while (shared > this.raft.log.base && entryAt(this.raft.log, shared) !== entryAt(was.log, shared)) shared--;
    this.stable = shared;
    if (this.raft.role !== was.role || this.raft.term !== was.term) this.timeout = 2 * electionTicks - 1;
  }

  tick(): void {
    this.ticks++;
    const elapsed = this.ticks - this.raft.contact;
    if (this.raft.role !== "leader") {
      const isVoter = !this.config.learners?.includes(this.id);
      if (isVoter && elapsed >= this.timeout) {
        this.raft = { ...this.raft, contact: this.ticks };
        this.act(campaign);
      }
      return;
    }
    if (elapsed >= electionTicks) {
      this.raft = { ...this.raft, contact: this.ticks };
      if (this.config.checkQuorum) this.act(checkQuorum);
    }
    this.act(beat);
  }

  #soft(): string {
    return `Lead:${this.raft.lead + 1} State:${stateName(this.raft)}`;
  }

  #hard(): Hard {
    return { term: this.raft.term, vote: this.raft.vote, commit: this.raft.commit };
  }

  get #isHardChanged(): boolean {
    const { term, vote, commit } = this.#hard();
    return term !== this.hard.term || vote !== this.hard.vote || commit !== this.hard.commit;
  }

  get isReady(): boolean {
    return (
      this.#soft() !== this.soft ||
      this.#isHardChanged ||
      this.before.length + this.after.length > 0 ||
      this.stable < lastIndex(this.raft.log) ||
      this.applied < this.raft.commit
    );
  }

  /** One Ready: prints it, stores, applies, sends, and hands the server its own messages back. */
  ready(network: Sent[]): string[] {
    const lines: string[] = [];
    const soft = this.#soft();
    const hard = this.#hard();
    const entries = entriesFrom(this.raft.log, this.stable + 1, Number.POSITIVE_INFINITY);
    const committed = entriesFrom(this.raft.log, this.applied + 1, this.raft.commit - this.applied);
    const messages = [...this.before, ...this.after.filter(({ to }) => to !== this.id)];
    if (soft !== this.soft) lines.push(soft);
    if (this.#isHardChanged)
      lines.push(
        `HardState Term:${hard.term}${hard.vote === none ? "" : ` Vote:${hard.vote + 1}`} Commit:${hard.commit}`,
      );
    if (entries.length > 0) lines.push("Entries:", ...entries.map(entryText));
    if (committed.length > 0) lines.push("CommittedEntries:", ...committed.map(entryText));
    if (messages.length > 0) lines.push("Messages:", ...messages.flatMap(messageLines));
    const mustSync = entries.length > 0 || hard.term !== this.hard.term || hard.vote !== this.hard.vote;
    const own = this.after.filter(({ to }) => to === this.id);
    [this.soft, this.hard, this.before, this.after] = [soft, hard, [], []];
    this.stable = lastIndex(this.raft.log);
    this.applied = this.raft.commit;
    for (const { command } of committed)
      if (command?.by === promotion)
        this.config = { ...this.config, learners: this.config.learners?.filter((id) => id !== command.id) ?? [] };
    network.push(...messages);
    for (const { from, m } of own) this.act((raft, env) => step(raft, from, m, env));
    return lines.length > 0 ? [`Ready MustSync=${mustSync}:`, ...lines] : ["<empty Ready>"];
  }
}

const stateNames = {
  follower: "StateFollower",
  "pre-candidate": "StatePreCandidate",
  candidate: "StateCandidate",
  leader: "StateLeader",
} as const;
const stateName = ({ role }: Raft): string => stateNames[role];

/** Whose command it is to make a learner a voter; its id is the learner. The only change of members that is played. */
const promotion = -2;

const entryText = ({ term, index, command }: Entry): string =>
  command?.by === promotion
    ? `${term}/${index} EntryConfChangeV2 ${command.value}`
    : normalText({ term, index, command });
const normalText = ({ term, index, command }: Entry): string =>
  `${term}/${index} EntryNormal "${command?.value ?? ""}"`;

/** A message as etcd describes it. */
function messageLines({ from, to, m }: Sent): string[] {
  const head = `${from + 1}->${to + 1} Msg${m.type}`;
  switch (m.type) {
    case "Prop": {
      const entries = m.commands.map(({ value }) => `0/0 EntryNormal "${value}"`);
      return withEntries(`${head} Term:0 Log:0/0`, entries);
    }
    case "Vote":
    case "PreVote":
      return [`${head} Term:${m.term} Log:${m.lastTerm}/${m.lastIndex}`];
    case "VoteResp":
    case "PreVoteResp":
      return [`${head} Term:${m.term} Log:0/0${m.reject ? " Rejected (Hint: 0)" : ""}`];
    case "App": {
      const commit = m.commit > 0 ? ` Commit:${m.commit}` : "";
      return withEntries(`${head} Term:${m.term} Log:${m.prevTerm}/${m.prevIndex}${commit}`, m.entries.map(entryText));
    }
    case "AppResp":
      return [`${head} Term:${m.term} Log:${m.hintTerm}/${m.index}${m.reject ? ` Rejected (Hint: ${m.hint})` : ""}`];
    case "Heartbeat":
      return [`${head} Term:${m.term} Log:0/0${m.commit > 0 ? ` Commit:${m.commit}` : ""}`];
    case "HeartbeatResp":
      return [`${head} Term:${m.term} Log:0/0`];
    default:
      return m satisfies never;
  }
}

function withEntries(head: string, entries: readonly string[]): string[] {
  if (entries.length === 0) return [head];
  if (entries.length === 1) return [`${head} Entries:[${entries[0]}]`];
  return [`${head} Entries:[`, ...entries.map((entry) => `  ${entry}`), "]"];
}

function progressText(known: Progress, isLearner: boolean, window: number): string {
  const state = known.state === "probe" ? "StateProbe" : "StateReplicate";
  const flight = known.inflight.length;
  return [
    `${state} match=${known.match} next=${known.next}`,
    isLearner ? " learner" : "",
    known.paused ? " paused" : "",
    known.active ? "" : " inactive",
    flight > 0 ? ` inflight=${flight}${flight >= window ? "[full]" : ""}` : "",
  ].join("");
}

/** A script's cluster. */
export class Cluster {
  #servers: Server[] = [];
  #network: Sent[] = [];
  #isQuiet = false;

  /**
   * Runs one command.
   * @returns what it prints, or null where the script has turned printing off
   * @throws Unread for a command that is not played
   */
  run({ command, args, input }: Block): string[] | null {
    if (command === "log-level") {
      this.#isQuiet = args[0]?.key.toLowerCase() === "none";
      return null;
    }
    const wasQuiet = this.#isQuiet;
    const inner = args.find(({ key }) => key === "log-level")?.values[0];
    const lines = command === "propose-conf-change" ? this.#promote(args, input) : this.#play(command, args);
    return wasQuiet || inner?.toLowerCase() === "none" ? null : lines;
  }

  #play(command: string, args: Arg[]): string[] {
    switch (command) {
      case "add-nodes":
        return this.#addNodes(args);
      case "campaign":
        this.#first(args).act(campaign);
        return [];
      case "propose":
        return this.#propose(args);
      case "process-ready":
        return this.#processReady(args);
      case "deliver-msgs":
        return this.#deliver(args);
      case "stabilize":
        return this.#stabilize(numbersOf(args));
      case "tick-election":
        for (let tick = 0; tick < electionTicks; tick++) this.#first(args).tick();
        return [];
      case "tick-heartbeat":
        this.#first(args).tick();
        return [];
      case "set-randomized-election-timeout":
        this.#first(args).timeout = Number(args.find(({ key }) => key === "timeout")?.values[0]);
        return [];
      case "forget-leader":
        this.#first(args).act((raft, { config }) => forgetLeader(raft, config));
        return [];
      case "report-unreachable":
        this.#first(args).act((raft) => reportUnreachable(raft, Number(args[1]?.key) - 1));
        return [];
      case "raft-state":
        return this.#servers.map(({ id, raft, config }) => {
          const voter = config.learners?.includes(id) ? "(Non-Voter)" : "(Voter)";
          return `${id + 1}: ${stateName(raft)} ${voter} Term:${raft.term} Lead:${raft.lead + 1}`;
        });
      case "raft-log":
        return this.#log(this.#first(args));
      case "status":
        return this.#status(this.#first(args));
      case "_breakpoint":
        return [];
      default:
        throw new Unread(`the command ${command}`);
    }
  }

  #first(args: Arg[]): Server {
    return this.#server(Number(args[0]?.key) - 1);
  }

  #server(id: number): Server {
    const server = this.#servers[id];
    if (!server) throw new Unread(`a server ${id + 1} that was not added`);
    return server;
  }

  #addNodes(args: Arg[]): string[] {
    const value = (name: string) => args.find(({ key }) => key === name)?.values;
    const played = ["voters", "learners", "index", "inflight", "prevote", "checkquorum", "read-only", "content"];
    const unread = args.slice(1).find(({ key }) => !played.includes(key));
    if (unread) throw new Unread(`the option ${unread.key}`);
    const count = Number(args[0]?.key);
    const voters = value("voters") ?? [];
    const learners = (value("learners") ?? []).map((id) => Number(id) - 1);
    if (this.#servers.length > 0 || voters.length + learners.length !== count)
      throw new Unread("servers that join later");
    const config: Config = {
      n: count,
      learners,
      election: electionTicks,
      preVote: value("prevote")?.[0] === "true",
      checkQuorum: value("checkquorum")?.[0] === "true",
      read: value("read-only")?.[0] === "lease-based" ? "lease" : "read-index",
      batch: Number.POSITIVE_INFINITY,
      window: Number(value("inflight")?.[0] ?? Number.POSITIVE_INFINITY),
      flaw: "none",
    };
    this.#servers = Array.from({ length: count }, (_, id) => new Server(id, config, Number(value("index")?.[0] ?? 0)));
    return [];
  }

  #propose(args: Arg[]): string[] {
    const server = this.#first(args);
    const value = args[1]?.key ?? "";
    if (server.raft.role !== "leader" && server.raft.lead === none) return ["raft proposal dropped"];
    server.act((raft, env) => propose(raft, [{ by: none, id: 0, value }], env));
    return [];
  }

  /** Only "make these learners voters", one at a time, as one step. */
  #promote(args: Arg[], input: readonly string[]): string[] {
    const server = this.#first(args);
    const [change = "", ...more] = input.join(" ").trim().split(/\s+/);
    const id = Number(/^v(\d+)$/.exec(change)?.[1] ?? 0) - 1;
    const isLearner = server.config.learners?.includes(id) ?? false;
    if (args.length > 1 || more.length > 0 || !isLearner || server.raft.role !== "leader")
      throw new Unread("this change of members");
    server.act((raft, env) => propose(raft, [{ by: promotion, id, value: change }], env));
    return [];
  }

  #processReady(args: Arg[]): string[] {
    const ids = numbersOf(args);
    return ids.flatMap((id) => {
      const lines = this.#server(id).ready(this.#network);
      return ids.length > 1 ? [`> ${id + 1} handling Ready`, ...indented(lines)] : lines;
    });
  }

  #deliver(args: Arg[]): string[] {
    const type = args.find(({ key }) => key === "type")?.values[0];
    const recipients = args.flatMap(({ key, values }) => {
      if (key === "drop") return values.map((id) => ({ id: Number(id) - 1, isDrop: true }));
      return values.length === 0 ? [{ id: Number(key) - 1, isDrop: false }] : [];
    });
    const before = this.#network.length;
    const lines = recipients.flatMap(({ id, isDrop }) => this.#deliverTo(id, isDrop, type));
    return before === this.#network.length && lines.length === 0 ? ["no messages"] : lines;
  }

  #deliverTo(id: number, isDrop: boolean, type?: string): string[] {
    const isMeant = ({ to, m }: Sent) => to === id && (type === undefined || type === `Msg${m.type}`);
    const mine = this.#network.filter(isMeant);
    this.#network = this.#network.filter((sent) => !isMeant(sent));
    return mine.flatMap((sent) => {
      const [first = "", ...rest] = messageLines(sent);
      if (isDrop) return [`dropped: ${first}`, ...rest];
      const server = this.#server(id);
      if (sent.m.type === "Prop" && server.raft.role !== "leader" && server.raft.lead === none)
        return [first, ...rest, "raft proposal dropped"];
      server.act((raft, env) => step(raft, sent.from, sent.m, env));
      return [first, ...rest];
    });
  }

  #stabilize(ids: number[]): string[] {
    const servers = ids.length > 0 ? ids.map((id) => this.#server(id)) : this.#servers;
    const lines: string[] = [];
    for (let isDone = false; !isDone; ) {
      isDone = true;
      for (const server of servers) {
        if (!server.isReady) continue;
        lines.push(`> ${server.id + 1} handling Ready`, ...indented(server.ready(this.#network)));
        isDone = false;
      }
      for (const { id } of servers) {
        if (!this.#network.some(({ to }) => to === id)) continue;
        lines.push(`> ${id + 1} receiving messages`, ...indented(this.#deliverTo(id, false)));
        isDone = false;
      }
    }
    return lines;
  }

  #log({ raft: { log }, stable }: Server): string[] {
    if (stable === log.base) return [`log is empty: first index=${log.base + 1}, last index=${log.base}`];
    return entriesFrom(log, log.base + 1, stable - log.base).map(entryText);
  }

  #status({ raft, config }: Server): string[] {
    return raft.progress.map((known, id) => {
      const isLearner = config.learners?.includes(id) ?? false;
      return `${id + 1}: ${progressText(known, isLearner, config.window ?? Number.POSITIVE_INFINITY)}`;
    });
  }
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const numbersOf = (args: Arg[]): number[] =>
  args.filter(({ values }) => values.length === 0).map(({ key }) => Number(key) - 1);
