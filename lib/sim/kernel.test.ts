import { describe, expect, it } from "vitest";
import { kernelOf } from "./kernel";
import { type Doing, labelOf, type Model, type Net, type World } from "./model";
import { digest, type Entry, Replay } from "./replay";

type S = { heard: readonly string[]; rounds: number };
type P = { every: number };
type W = World<S, string, string, P, null>;

/** Two nodes that greet each other: node 0 each `every` ms, node 1 answers. */
const greeting: Model<S, string, string, P> = {
  id: "greeting@1",
  params: {
    every: {
      kind: "int",
      min: 10,
      max: 1000,
      step: 10,
      default: 100,
      live: true,
      label: { zh: "间隔", en: "Every" },
    },
  },
  topology: () => [
    { name: "A", role: "peer" },
    { name: "B", role: "peer" },
  ],
  init: () => ({ heard: [], rounds: 0 }),
  durable: (s) => ({ heard: [], rounds: s.rounds }),
  on(s, event, io) {
    if (event.t === "boot") {
      if (io.me === 0) io.timer("greet", io.p.every);
      return s;
    }
    if (event.t === "timer") {
      io.send(1, `hello ${s.rounds}`);
      io.timer("greet", io.p.every);
      return { ...s, rounds: s.rounds + 1 };
    }
    if (event.t === "op") {
      io.send(1 - io.me, event.op);
      return s;
    }
    if (io.me === 1) io.send(0, `re ${event.m}`);
    return { ...s, heard: [...s.heard, `${event.m} @${io.now}`] };
  },
  ops: (_, me) => (me === 0 ? ["shout"] : []),
  invariants: {
    few: (w) => {
      const node = w.nodes[1];
      return node && node.state.heard.length > 4 ? { conjunct: "four at most", nodes: [1], at: { heard: 5 } } : null;
    },
  },
};

const still: Net = { min: 10, tail: 0, loss: 0, twice: 0 };
const rough: Net = { min: 5, tail: 30, loss: 100, twice: 50 };
const quiet = () => kernelOf(greeting, { seed: 7, net: still });
const steps = (k: ReturnType<typeof quiet>, n: number): W => {
  let w = k.initial;
  for (let i = 0; i < n; i++) w = k.step(w);
  return w;
};

describe("the timed scheduler", () => {
  it("takes the earliest event and moves the clock to it", () => {
    const w = steps(quiet(), 3);
    expect([w.t, w.n]).toEqual([120, 3]);
    expect(w.nodes[1]?.state.heard).toEqual(["hello 0 @110"]);
    expect(w.nodes[0]?.state.heard).toEqual(["re hello 0 @120"]);
  });

  it("gives the same run for the same seed and another for another", () => {
    const run = (seed: number) => {
      let w = kernelOf(greeting, { seed, net: rough }).initial;
      for (let i = 0; i < 2000; i++) {
        w = kernelOf(greeting, { seed, net: rough }).step(w);
      }
      return digest(w);
    };
    expect(run(1)).toBe(run(1));
    expect(run(1)).not.toBe(run(2));
  });

  it("leaves earlier worlds as they were", () => {
    const k = quiet();
    const before = JSON.stringify(k.initial);
    steps(k, 50);
    expect(JSON.stringify(k.initial)).toBe(before);
  });
});

describe("faults", () => {
  it("crash loses what is not durable, its timers and what arrives meanwhile; boot starts anew", () => {
    const k = quiet();
    let w = k.step(steps(k, 1), { do: "crash", node: 1 });
    w = k.step(w);
    expect(w.event).toMatchObject({ what: "drop", why: "down" });
    w = k.step(k.step(w, { do: "boot", node: 1 }), { do: "crash", node: 0 });
    expect(w.nodes[0]?.state.rounds).toBe(1);
    expect(k.nextAt(w)).toBeUndefined();
    expect(k.step(w)).toBe(w);
    expect(k.nextAt(k.step(w, { do: "boot", node: 0 }))).toBe(w.t + 100);
  });

  it("pause loses nothing: all that came meanwhile is handled at once when it goes on", () => {
    const k = quiet();
    let w = k.step(steps(k, 1), { do: "pause", node: 1 });
    for (let i = 0; i < 3; i++) w = k.step(w);
    expect(w.nodes[1]?.state.heard).toEqual([]);
    w = k.step(k.step(w, { do: "resume", node: 1 }));
    expect(w.t).toBe(400);
    expect(w.nodes[1]?.state.heard).toEqual(["hello 0 @400"]);
  });

  it("cut loses one direction only, clog holds it up", () => {
    const k = quiet();
    const cut = k.step(k.step(steps(k, 1), { do: "cut", from: 1, to: 0 }));
    expect(cut.nodes[1]?.state.heard.length).toBe(1);
    expect(k.step(cut).event).toMatchObject({ what: "drop", why: "lost" });
    let clogged = k.step(steps(k, 1), { do: "clog", from: 0, to: 1 });
    for (let i = 0; i < 4; i++) clogged = k.step(clogged);
    expect(clogged.nodes[1]?.state.heard).toEqual([]);
    clogged = k.step(k.step(clogged, { do: "unclog", from: 0, to: 1 }));
    expect(clogged.nodes[1]?.state.heard.length).toBe(1);
  });

  it("a delay on a connection holds up what was sent behind it", () => {
    const order = (fifo: boolean) => {
      const k = kernelOf({ ...greeting, fifo }, { seed: 7, net: { min: 150, tail: 0, loss: 0, twice: 0 } });
      let w = k.step(k.step(k.initial));
      w = k.step(w, { do: "delay", msg: "0-1-0", by: 400 });
      while (w.t < 700) w = k.step(w);
      return w.nodes[1]?.state.heard.map((each) => each.split(" ")[1]);
    };
    expect(order(true)?.slice(0, 2)).toEqual(["0", "1"]);
    expect(order(false)?.slice(0, 2)).toEqual(["1", "2"]);
  });

  it("a skewed clock reads otherwise and moves no monotonic timer", () => {
    const k = quiet();
    const w = k.step(k.initial, { do: "skew", node: 1, by: 5000 });
    expect(k.clockOf(w, 1)).toBe(5000);
    expect(k.step(k.step(w)).nodes[1]?.state.heard).toEqual(["hello 0 @5110"]);
  });

  it("a choice that is not possible is refused with a reason", () => {
    const k = quiet();
    expect(() => k.step(k.initial, { do: "deliver", msg: "0-1-0" })).toThrow(/no message 0-1-0/);
    expect(() => k.step(k.initial, { do: "boot", node: 0 })).toThrow(/is up/);
  });
});

describe("branching", () => {
  it("gives what stepping each of the enabled choices gives, of the doings asked for and where it may", () => {
    const doings: Doing[] = ["deliver", "drop", "dup", "delay", "fire", "crash", "boot", "pause", "cut", "op"];
    let w = kernelOf(greeting, { seed: 5, net: rough }).initial;
    for (let n = 0; n < 60; n++) {
      const k = kernelOf(greeting, { seed: 5, net: rough });
      const able = k.enabled(w).filter((c) => doings.includes(c.do));
      const branched = k.branch(w, new Set(doings));
      expect(branched.map(([c]) => c)).toEqual(able);
      expect(branched.map(([, next]) => digest(next))).toEqual(able.map((c) => digest(k.step(w, c))));
      const few = k.branch(w, new Set<Doing>(["op", "cut"]), (c) => c.do !== "op");
      expect(few.map(([c]) => c)).toEqual(able.filter((c) => c.do === "cut"));
      w = branched[(n * 7) % branched.length]?.[1] ?? w;
    }
    expect(w.n).toBe(60);
  });
});

describe("one change", () => {
  it("re-rolls nothing else: latencies of the other link stay", () => {
    const k = kernelOf(greeting, { seed: 3, net: rough });
    const flights = (entries: Entry<string>[]) => {
      const seen = new Map<string, number>();
      const replay = new Replay(k, entries);
      for (let n = 1; n < 200; n++)
        for (const each of replay.at(n).event.sent)
          if (each.from === 0) seen.set(`${each.nth}.${each.copy}`, each.at - each.sent);
      return seen;
    };
    const plain = flights([]);
    const cut = flights([[300, 0, { do: "cut", from: 1, to: 0 }]]);
    expect([...cut].every(([id, latency]) => plain.get(id) === latency || !plain.has(id))).toBe(true);
    expect(cut.size).toBeGreaterThan(20);
  });
});

describe("a replay", () => {
  const entries: Entry<string>[] = [
    [250, 0, { do: "op", node: 0, op: "shout" }],
    [250, 0, { do: "delay", msg: "0-1-2", by: 70 }],
    [600, 1, { do: "pause", node: 1 }],
    [900, 0, { do: "resume", node: 1 }],
  ];

  it("makes every choice at its moment and finds every world again", () => {
    const replay = new Replay(quiet(), entries);
    const last = replay.at(60);
    expect(replay.choicesAt(60)).toBe(4);
    expect(digest(replay.at(17))).toBe(digest(new Replay(quiet(), entries).at(17)));
    const made = Array.from({ length: last.n }, (_, n) => replay.at(n + 1)).filter(({ event }) => event.chosen);
    expect(made.map(({ t, event }) => [t, event.what])).toEqual([
      [250, "op"],
      [250, "delay"],
      [600, "pause"],
      [900, "resume"],
    ]);
  });

  it("forks: the same run up to there, then another choice", () => {
    const replay = new Replay(quiet(), entries);
    replay.at(40);
    const fork = replay.fork(9, { do: "crash", node: 1 });
    expect(fork.at(9)).toBe(replay.at(9));
    expect(fork.at(10).event.what).toBe("crash");
    expect(digest(new Replay(quiet(), fork.entries).at(30))).toBe(digest(fork.at(30)));
  });

  it("keeps one world of 256 behind the dense part and seeks by replaying from it", () => {
    const replay = new Replay(kernelOf(greeting, { seed: 3, net: rough }), entries);
    replay.at(26_000);
    const fresh = new Replay(kernelOf(greeting, { seed: 3, net: rough }), entries);
    fresh.at(23_457);
    for (const n of [20_000, 20_001, 20_223, 20_224, 23_457]) {
      expect(replay.at(n).n).toBe(n);
    }
    expect(digest(replay.at(23_457))).toBe(digest(fresh.at(23_457)));
  });

  it("says which choices had become impossible", () => {
    const replay = new Replay(quiet(), [[0, 0, { do: "crash", node: 0 }], ...entries]);
    replay.at(100);
    expect(replay.refused.map(({ entry }) => entry[2].do)).toEqual(["op", "delay"]);
  });
});

describe("invariants", () => {
  it("are held after every step, and the first break is kept with its place", () => {
    const w = new Replay(quiet()).at(40);
    expect(w.broken).toEqual([{ invariant: "few", conjunct: "four at most", nodes: [1], at: { heard: 5 }, step: 14 }]);
  });
});

describe("a parameter in words", () => {
  it("is its label and its option's, on or off for a flag, and the bare name where the schema has none", () => {
    const label = { zh: "某", en: "some" };
    const schema = {
      mode: { kind: "choice", options: [{ id: "a", label }], default: "a", label },
      flag: { kind: "flag", default: false, label },
    } as const;
    expect(labelOf(schema, "mode", "a")).toEqual({ name: label, value: label });
    expect(labelOf(schema, "flag", true)).toEqual({ name: label, value: { zh: "开", en: "on" } });
    expect(labelOf(schema, "gone", 3)).toEqual({ name: "gone", value: "3" });
  });
});
