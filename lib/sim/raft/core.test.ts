import { describe, expect, it } from "vitest";
import { beat, campaign, checkQuorum, propose, readIndex, step } from "./core";
import { type Entry, emptyLog, type Log, spliced } from "./log";
import type { Message } from "./messages";
import { type Config, type Env, fresh, type PendingRead, type Raft, started } from "./state";

const config: Config = {
  n: 3,
  election: 10,
  preVote: false,
  checkQuorum: false,
  read: "read-index",
  batch: 8,
  flaw: "none",
};
type Sent = { from: number; to: number; m: Message };

/** A cluster of cores that hands on every message in order until none is left. */
class Cluster {
  servers: Raft[];
  readonly config: Config;
  readonly reads: PendingRead[] = [];
  queue: Sent[] = [];

  constructor(change: Partial<Config> = {}, logs: readonly Log[] = []) {
    this.config = { ...config, ...change };
    this.servers = Array.from({ length: this.config.n }, (_, server) =>
      logs[server] ? started({ term: 8, vote: -1, log: logs[server] }) : fresh,
    );
  }
  act(me: number, change: (raft: Raft, env: Env) => Raft): void {
    const env: Env = {
      me,
      now: 0,
      config: this.config,
      send: (to, m) => this.queue.push({ from: me, to, m }),
      setBack: () => undefined,
      readable: (read) => this.reads.push(read),
    };
    this.servers = this.servers.with(me, change(this.servers[me] ?? fresh, env));
  }
  settle(isLost: (sent: Sent) => boolean = () => false): void {
    for (let sent = this.queue.shift(); sent; sent = this.queue.shift()) {
      const { from, to, m } = sent;
      if (!isLost(sent)) this.act(to, (raft, env) => step(raft, from, m, env));
    }
  }
}

const logOf = (...terms: number[]): Log =>
  spliced(
    emptyLog,
    0,
    terms.map((term, nth): Entry => ({ term, index: nth + 1, command: null })),
  );
const put = (value: string) => [{ by: 9, id: 1, value }];

describe("the core", () => {
  it("brings every follower of Figure 7 to the leader's log", () => {
    const leader = [1, 1, 1, 4, 4, 5, 5, 6, 6, 6];
    const followers = [
      [1, 1, 1, 4, 4, 5, 5, 6, 6],
      [1, 1, 1, 4],
      [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6],
      [1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7],
      [1, 1, 1, 4, 4, 4, 4],
      [1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3],
    ];
    const cluster = new Cluster(
      { n: 7 },
      [leader, ...followers].map((terms) => logOf(...terms)),
    );
    cluster.act(0, campaign);
    cluster.settle();
    expect(cluster.servers[0]?.role).toBe("leader");
    for (const { log } of cluster.servers) expect(log.entries.map(({ term }) => term)).toEqual([...leader, 9]);
  });

  it("does not commit an entry of an earlier term by counting, and commits it with one of its own", () => {
    const cluster = new Cluster({ batch: 1 }, [logOf(1, 2), logOf(1), logOf(1)]);
    cluster.act(0, campaign);
    // Nobody hears that the entry of the new term is stored.
    cluster.settle(({ from, m }) => from !== 0 && m.type === "AppResp" && m.index === 3 && !m.reject);
    expect(cluster.servers[0]).toMatchObject({ role: "leader", commit: 0, progress: [{}, { match: 2 }, { match: 2 }] });
    cluster.act(0, beat);
    cluster.settle();
    expect(cluster.servers[0]?.commit).toBe(3);
  });

  it("an append that comes late or twice truncates nothing", () => {
    const cluster = new Cluster();
    cluster.act(0, campaign);
    cluster.settle();
    const late: Message = { type: "App", term: 1, prevTerm: 0, prevIndex: 0, commit: 0, entries: [] };
    for (const value of ["a", "b"]) cluster.act(0, (raft, env) => propose(raft, put(value), env));
    cluster.settle();
    const before = cluster.servers[1]?.log;
    cluster.act(1, (raft, env) => step(raft, 0, late, env));
    expect(cluster.servers[1]?.log).toBe(before);
  });

  it("answers a read only when a quorum has confirmed that it leads", () => {
    const cluster = new Cluster();
    cluster.act(0, campaign);
    cluster.settle();
    cluster.act(0, (raft, env) => readIndex(raft, 7, 1, env));
    cluster.settle(({ from, m }) => from === 0 && m.type === "Heartbeat");
    expect(cluster.reads).toEqual([]);
    cluster.act(0, (raft, env) => readIndex(raft, 7, 2, env));
    cluster.settle(({ from, to, m }) => from === 0 && to === 2 && m.type === "Heartbeat");
    expect(cluster.reads).toMatchObject([{ by: 7, id: 2, index: 1 }]);
  });

  it("steps down by CheckQuorum when it heard from no quorum between two looks", () => {
    const cluster = new Cluster({ checkQuorum: true });
    cluster.act(0, campaign);
    cluster.settle();
    cluster.act(0, checkQuorum);
    expect(cluster.servers[0]?.role).toBe("leader");
    cluster.act(0, checkQuorum);
    expect(cluster.servers[0]?.role).toBe("follower");
  });

  it("with PreVote a server that nobody would vote for keeps its term", () => {
    const cluster = new Cluster({ preVote: true }, [logOf(1, 2), logOf(1, 2), logOf(1)]);
    cluster.act(2, campaign);
    cluster.settle();
    expect(cluster.servers.map(({ term }) => term)).toEqual([8, 8, 8]);
    cluster.act(0, campaign);
    cluster.settle();
    expect(cluster.servers[0]).toMatchObject({ role: "leader", term: 9 });
  });
});
