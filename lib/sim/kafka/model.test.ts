import { describe, expect, it } from "vitest";
import { kernelOf } from "../kernel";
import type { Net } from "../model";
import { type Entry, Replay } from "../replay";
import { lab } from "./lab";
import type { P } from "./params";
import type { Topic } from "./pulsar";
import type { Broker, C, Controller, W } from "./state";
import { tasks } from "./tasks";

const still: Net = { min: 10, tail: 0, loss: 0, twice: 0 };
const replayOf = (p: Partial<P>, entries: Entry<C>[] = []) =>
  new Replay(kernelOf(lab.model, { p, seed: 7, net: still }), entries);
const run = (p: Partial<P>, entries: Entry<C>[], until: number): W => replayOf(p, entries).runTo(until);

const broker = (w: W, id: number) => w.nodes[id]?.state as Broker;
const controller = (w: W) => w.nodes[3]?.state as Controller;
const valuesOf = (w: W, id: number) => broker(w, id).log.map(({ v }) => v);
/** B1 alone on one side with the producer: it goes on leading, the others elect. */
const apart: Entry<C>[] = [[1100, 0, { do: "part", apart: [0, 4] }]];

describe("replication", () => {
  it("commits what all of the ISR has, and a follower learns the high watermark with its next fetch", () => {
    const w = run({}, [], 3000);
    expect(controller(w)).toMatchObject({ leader: 0, epoch: 1, isr: [0, 1, 2] });
    expect(broker(w, 1).log.length).toBeGreaterThanOrEqual(broker(w, 0).hw);
    expect(w.broken).toEqual([]);
  });

  it("lets a leader that is cut off acknowledge nothing with acks=all", () => {
    const w = run({}, apart, 2400);
    expect(controller(w).leader).toBe(1);
    expect(broker(w, 0)).toMatchObject({ leader: 0, epoch: 1 });
    expect(broker(w, 0).log.length).toBeGreaterThan(broker(w, 0).hw);
    expect(w.ghost.acked.every((v) => valuesOf(w, 1).includes(v))).toBe(true);
  });

  it("lets it acknowledge with acks=1 what is cut away when it comes back", () => {
    const w = run({ acks: "1" }, [...apart, [2400, 0, { do: "heal-all" }]], 4500);
    expect(w.ghost.lost.length).toBeGreaterThan(0);
    expect(valuesOf(w, 0).slice(0, 8)).toEqual(valuesOf(w, 1).slice(0, 8));
  });

  it("has a follower drop what its new leader never had, and nothing that was committed", () => {
    const replay = replayOf({}, [...apart, [2400, 0, { do: "heal-all" }]]);
    const before = replay.runTo(2399);
    const after = replay.runTo(6000);
    expect(valuesOf(after, 0).slice(0, before.ghost.committed.length)).toEqual(before.ghost.committed);
    expect(controller(after).isr).toEqual([0, 1, 2]);
    expect(after.broken).toEqual([]);
  });

  it("refuses writes while the ISR is smaller than min.insync.replicas, and takes them again later", () => {
    const pauses: Entry<C>[] = [1, 2].map((node) => [1000, 0, { do: "pause", node }]);
    const resumes: Entry<C>[] = [1, 2].map((node) => [2500, 0, { do: "resume", node }]);
    const replay = replayOf({}, [...pauses, ...resumes]);
    const early = replay.runTo(1400);
    const small = replay.runTo(2400);
    expect(controller(small).isr).toEqual([0]);
    expect(small.ghost.acked).toEqual(early.ghost.acked);
    expect(small.ghost.committed).toEqual(early.ghost.committed);
    expect(replay.runTo(9000).ghost.acked).toHaveLength(24);
  });

  it("keeps the partition without a leader when only replicas outside the ISR are alive", () => {
    const entries: Entry<C>[] = [
      [1000, 0, { do: "crash", node: 1 }],
      [1000, 0, { do: "crash", node: 2 }],
      [3000, 0, { do: "crash", node: 0 }],
      [3100, 0, { do: "boot", node: 1 }],
    ];
    expect(controller(run({ minIsr: 1 }, entries, 5000))).toMatchObject({ leader: -1, isr: [0] });
    const unclean = run({ minIsr: 1, unclean: true }, entries, 5000);
    expect(controller(unclean)).toMatchObject({ leader: 1, isr: [1] });
    expect(unclean.ghost.lost.length).toBeGreaterThan(0);
  });
});

describe("the producer", () => {
  /** The answer to the first record is lost: it is written and the producer does not know. */
  const lostAnswer = (p: Partial<P>) => {
    const replay = replayOf(p);
    for (let n = 1; n < 400; n++) {
      const w = replay.at(n);
      const answer = w.event.sent.find(({ m }) => m.type === "Produced");
      if (answer) return replay.fork(n, { do: "drop", msg: `${answer.from}-${answer.to}-${answer.nth}` }).runTo(3000);
    }
    return expect.fail("no answer");
  };

  it("writes a record once when its answer is lost, if it is idempotent, and twice if not", () => {
    expect(lostAnswer({}).ghost.doubled).toEqual([]);
    expect(lostAnswer({ idempotence: false }).ghost.doubled).toEqual([1]);
  });

  it("keeps the order of task c's tape as soon as it is idempotent", () => {
    const task = tasks[2];
    const net = task?.tape.net ?? still;
    const entries = task?.solution ?? [];
    const replay = new Replay(kernelOf(lab.model, { p: {}, seed: 7, net }), entries);
    expect(replay.runTo(2500).ghost.committed.slice(0, 5)).toEqual([1, 2, 3, 4, 5]);
  });
});

describe("the consumer group", () => {
  it("takes the partition from a consumer that stands still, and refuses its late commit", () => {
    const w = run(
      { dedup: false },
      [
        [1005, 0, { do: "pause", node: 5 }],
        [2300, 0, { do: "resume", node: 5 }],
      ],
      4000,
    );
    expect(controller(w).owner).toBe(6);
    expect(controller(w).committed).toBeGreaterThan(5);
    expect(w.nodes[5]?.state).toMatchObject({ owns: false });
  });

  it("has a consumer leave by itself when its work takes longer than max.poll.interval", () => {
    const w = run({}, [[1000, 0, { do: "op", node: 5, op: { type: "stall" } }]], 2600);
    expect(controller(w).owner).toBe(6);
    expect(w.ghost.stopped.length).toBeGreaterThan(0);
    expect(w.broken).toEqual([]);
  });
});

describe("Pulsar", () => {
  const topic = (w: W) => w.nodes[0]?.state as Topic;

  it("delivers a failing message again and sets it aside at the limit; without a limit it never ends", () => {
    expect(topic(run({ system: "pulsar", deadLetter: 1 }, [], 5000))).toMatchObject({
      dead: [3],
      counts: [0, 0, 0, 1],
    });
    const endless = topic(run({ system: "pulsar", deadLetter: 0 }, [], 5000));
    expect(endless.dead).toEqual([]);
    expect(endless.counts[3]).toBeGreaterThan(8);
  });

  it("gives what a lost consumer held to the other one", () => {
    const w = run({ system: "pulsar" }, [[700, 0, { do: "crash", node: 3 }]], 6000);
    expect(topic(w).connected).toEqual([2]);
    expect(topic(w).acked).toHaveLength(12);
  });

  it("makes an effect twice when the ack timeout passes during the work, unless a key stops it", () => {
    const stalls: Entry<C>[] = [2, 3].map((node) => [500, 0, { do: "op", node, op: { type: "stall" } }]);
    expect(run({ system: "pulsar", dedup: false }, stalls, 4000).ghost.effects).toContain(2);
    expect(run({ system: "pulsar" }, stalls, 4000).ghost.effects).not.toContain(2);
  });
});
