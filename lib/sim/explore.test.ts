import { describe, expect, it } from "vitest";
import { brokenIn, canStillGoWrong, entriesOf, explore, keyOf, type System, shrink, systemOf } from "./explore";
import { kernelOf } from "./kernel";
import type { Choice, Model, World } from "./model";
import { type Entry, Replay } from "./replay";

/** Two jugs of 5 and 3 litres, a tap and a drain. TLC on DieHard.tla: 97 generated, 16 distinct, and 4 litres in 6 steps. */
const jugs: System<readonly [number, number], string> = {
  initial: [[0, 0]],
  *next([big, small]) {
    yield ["fill big", [5, small]];
    yield ["fill small", [big, 3]];
    yield ["empty big", [0, small]];
    yield ["empty small", [big, 0]];
    const toBig = Math.min(small, 5 - big);
    yield ["pour into big", [big + toBig, small - toBig]];
    const toSmall = Math.min(big, 3 - small);
    yield ["pour into small", [big - toSmall, small + toSmall]];
  },
  key: String,
};

describe("the search", () => {
  it("counts as TLC does", () => {
    expect(explore(jugs)).toMatchObject({ distinct: 16, generated: 97, exhausted: true, limit: null, found: null });
  });

  it("finds a shortest way", () => {
    const { found } = explore(jugs, { goal: ([big]) => big === 4 });
    expect(found?.choices).toEqual([
      ...["fill big", "pour into small", "empty small"],
      ...["pour into small", "fill big", "pour into small"],
    ]);
    expect(found?.broken).toBeNull();
  });

  it("says which limit ended it", () => {
    expect(explore(jugs, { states: 10 })).toMatchObject({ exhausted: false, limit: "states", found: null });
    expect(explore(jugs, { states: 16 })).toMatchObject({ exhausted: true, limit: null });
    expect(explore(jugs, { depth: 2 })).toMatchObject({ exhausted: false, limit: "depth", depth: 3 });
    expect(explore(jugs, { depth: 5, goal: ([big]) => big === 4 }).found).toBeNull();
    expect(explore(jugs, { depth: 6, goal: ([big]) => big === 4 }).found).not.toBeNull();
  });

  it("does not go on from where it is pruned, but judges it", () => {
    const isFull = ([big, small]: readonly [number, number]) => big + small === 8;
    expect(explore(jugs, { prune: isFull, goal: isFull }).found?.choices.length).toBe(2);
    expect(explore(jugs, { prune: ([big]) => big > 0 })).toMatchObject({ exhausted: true, distinct: 5 });
  });

  it("judges initial states, and knows from which one it began", () => {
    const two = { ...jugs, initial: [[0, 0] as const, [1, 0] as const] };
    expect(explore(two, { goal: ([big]) => big === 1 }).found).toMatchObject({ from: [1, 0], choices: [] });
    expect(explore(two, { goal: ([big]) => big === 4 }).found).toMatchObject({ from: [1, 0] });
  });

  it("sees what is wrong with a step though the state it leads to is known", () => {
    const ring: System<number, string> = {
      initial: [0],
      next: (w) => [["on", (Math.abs(w) + 1) % 3 || -0]],
      key: (w) => String(Math.abs(w)),
    };
    const violated = (w: number) => (Object.is(w, -0) ? "came round" : null);
    expect(explore(ring, { violated }).found).toMatchObject({ choices: ["on", "on", "on"], broken: "came round" });
  });

  it("refuses a system that answers otherwise when asked again", () => {
    let asked = 0;
    const moody = { initial: [0], next: (w: number) => (asked++ < 3 ? [["on", w + 1] as const] : []), key: String };
    expect(() => explore(moody, { goal: (w) => w === 3 })).toThrow(/no choice 0/);
  });
});

type S = { readonly got: readonly string[]; readonly rang: number };
type W = World<S, string, string, { limit: number }, number>;

/** Two nodes; the first sends what it is told to, and has a bell that may ring once. The second must not get "bad". */
const posting: Model<S, string, string, { limit: number }, number> = {
  id: "posting@1",
  params: {
    limit: { kind: "int", min: 1, max: 9, step: 1, default: 2, live: true, label: { zh: "上限", en: "Limit" } },
  },
  topology: () => [
    { name: "A", role: "peer" },
    { name: "B", role: "peer" },
  ],
  init: () => ({ got: [], rang: 0 }),
  on(s, event, io) {
    if (event.t === "boot" && io.me === 0) io.timer("bell", 50);
    if (event.t === "timer") return { ...s, rang: s.rang + 1 };
    if (event.t === "op") io.send(1, event.op);
    if (event.t === "msg") return { ...s, got: [...s.got, event.m].sort() };
    return s;
  },
  ops: (_, me, w) => (me === 0 && w.ghost < w.p.limit ? ["good", "bad"] : []),
  ghost: { init: () => 0, next: (sent, w) => sent + (w.event.what === "op" ? 1 : 0) },
  invariants: {
    clean: (w) => (w.nodes[1]?.state.got.includes("bad") ? { conjunct: "no bad", nodes: [1], at: {} } : null),
    single: (w) => ((w.nodes[1]?.state.got.length ?? 0) > 2 ? { conjunct: "two at most", nodes: [1], at: {} } : null),
  },
};
const still = { min: 10, tail: 0, loss: 0, twice: 0 };
const post = (change: Partial<typeof posting> = {}, limit = 2) =>
  kernelOf({ ...posting, ...change }, { p: { limit }, seed: 1, net: still });
const run = (k: ReturnType<typeof post>, ...choices: Choice<string>[]): W =>
  choices.reduce((w, c) => k.step(w, c), k.initial);
const say = (op: string): Choice<string> => ({ do: "op", node: 0, op });
const deliver = (nth: number): Choice<string> => ({ do: "deliver", msg: `0-1-${nth}` });
const ring: Choice<string> = { do: "fire", node: 0, timer: "bell" };

describe("the key of a world", () => {
  it("is the same whatever the order and the time in which it came about", () => {
    const k = post();
    const key = keyOf(k);
    const one = run(k, say("good"), ring, say("bad"), deliver(0));
    const other = run(k, say("bad"), say("good"), deliver(1), ring);
    expect(one.t).toBe(other.t);
    expect(key(one)).toBe(key(other));
    expect(key(k.wait(one, 9000))).toBe(key(one));
  });

  it("differs in what is held, under way, set, up, cut, remembered and set by parameters", () => {
    const k = post();
    const key = keyOf(k);
    const worlds = [
      k.initial,
      run(k, say("good")),
      run(k, say("bad")),
      run(k, say("good"), say("good")),
      run(k, say("good"), { do: "dup", msg: "0-1-0" }),
      run(k, say("good"), deliver(0)),
      run(k, say("good"), { do: "drop", msg: "0-1-0" }),
      run(k, ring),
      run(k, { do: "pause", node: 0 }),
      run(k, { do: "crash", node: 1 }),
      run(k, { do: "skew", node: 1, by: 5 }),
      run(k, { do: "cut", from: 0, to: 1 }),
      run(k, { do: "clog", from: 0, to: 1 }),
      run(k, { do: "set", name: "limit", value: 5 }),
    ];
    expect(new Set(worlds.map(key)).size).toBe(worlds.length);
    // What it remembers of the world asked for before changes nothing.
    expect([...worlds].reverse().map(key).reverse()).toEqual(worlds.map(key));
  });

  it("keeps the order of a connection, and of nothing else", () => {
    const orders = (fifo: boolean) => {
      const k = post({ fifo });
      return [run(k, say("good"), say("bad")), run(k, say("bad"), say("good"))].map(keyOf(k));
    };
    const [bagOne, bagOther] = orders(false);
    expect(bagOne).toBe(bagOther);
    const [one, other] = orders(true);
    expect(one).not.toBe(other);
  });

  it("takes of a state what the model calls canonical", () => {
    const k = post({ canonical: ({ got }: S) => got });
    expect(keyOf(k)(run(k, ring))).not.toBe(keyOf(k)(k.initial));
    const key = keyOf(k);
    const [rang, not] = [run(k, ring), run(k, ring)];
    expect(key({ ...rang, nodes: rang.nodes.map((it) => ({ ...it, state: { ...it.state, rang: 7 } })) })).toBe(
      key(not),
    );
    // One that reads the world is asked each time.
    const aware = post({ canonical: (_: S, w: W) => w.n % 2 });
    const awareKey = keyOf(aware);
    const same = run(aware, say("good"));
    expect(awareKey({ ...same, n: 2 })).not.toBe(awareKey({ ...same, n: 3 }));
  });

  it("does not mind the order in which keys were put into an object, and refuses what has no text", () => {
    const k = post();
    const key = keyOf(k);
    const put = (state: unknown): W => ({
      ...k.initial,
      nodes: k.initial.nodes.map((it) => ({ ...it, state: state as S })),
    });
    expect(key(put({ got: [], rang: 1 }))).toBe(key(put({ rang: 1, got: [] })));
    expect(() => key(put({ got: new Map([["a", 1]]), rang: 0 }))).toThrow(/holds a Map/);
  });

  it("separates exactly the worlds that a plain description separates", () => {
    const k = post();
    const key = keyOf(k);
    const plain = ({ w }: { w: W }) =>
      JSON.stringify([
        w.nodes.map(({ state, up }) => [state.got, state.rang, up]),
        w.pending.map((each) => (each.kind === "msg" ? `m${each.m}` : `t${each.name}`)).sort(),
        w.ghost,
      ]);
    const allow = { crash: 1, boot: 1, dup: 1, drop: 1 };
    const pairs = new Map<string, Set<string>>();
    const system = systemOf(k, { allow });
    explore(
      { ...system, key: (spot) => `${plain(spot)} ${spot.left}` },
      {
        goal: (spot) => {
          pairs.set(key(spot.w), (pairs.get(key(spot.w)) ?? new Set()).add(plain(spot)));
          return false;
        },
      },
    );
    expect(pairs.size).toBeGreaterThan(100);
    expect([...pairs.values()].every((each) => each.size === 1)).toBe(true);
    expect(explore(system)).toMatchObject({
      ...explore({ ...system, key: (spot) => `${plain(spot)} ${spot.left}` }),
      exhausted: true,
    });
  });
});

describe("the untimed scheduler", () => {
  it("has every message and timer happen in every order, and counts what is counted", () => {
    const of = (allow: object) => explore(systemOf(post(), { allow }), { violated: brokenIn(["single"]) });
    expect(of({}).found).toBeNull();
    expect(of({}).exhausted).toBe(true);
    expect(
      of({ dup: 1 })
        .found?.choices.map((c) => c.do)
        .sort(),
    ).toEqual(["op", "op", "dup", "deliver", "deliver", "deliver"].sort());
    expect(of({ dup: 1, deliver: 2 }).found).toBeNull();
    expect(of({ op: 0 })).toMatchObject({ distinct: 2, exhausted: true });
  });

  it("lets choices be forbidden one by one, and be added", () => {
    const k = post();
    const mayChoose = (c: Choice<string>) => c.do !== "op" || c.op === "good";
    expect(explore(systemOf(k, { mayChoose }), { violated: brokenIn() }).found).toBeNull();
    const also = () => [{ do: "set", name: "limit", value: 3 } as const];
    const { found } = explore(systemOf(k, { mayChoose, also, allow: { set: 1 } }), { violated: brokenIn() });
    expect(found?.choices.some((c) => c.do === "set")).toBe(true);
    expect(found?.broken?.invariant).toBe("single");
  });

  it("gives a trace that is a run like every other", () => {
    const k = post();
    const { found } = explore(systemOf(k, { allow: { dup: 1 } }), { violated: brokenIn(["single"]) });
    const entries = entriesOf(k, found?.choices ?? []);
    const replay = new Replay(k, entries);
    expect(replay.at(entries.length).broken.map(({ invariant }) => invariant)).toContain("single");
    expect(replay.refused).toEqual([]);
  });
});

describe("shrinking", () => {
  const entries = (...choices: Choice<string>[]): Entry<string>[] => choices.map((c, at) => [at, 0, c]);
  const isBad = (replay: Replay<S, string, string, { limit: number }, number>) =>
    replay.runTo(1000).broken.some(({ invariant }) => invariant === "clean");

  it("leaves only the choices that are needed, the same each time", () => {
    const k = post({}, 9);
    const long = entries(
      say("good"),
      { do: "pause", node: 1 },
      say("good"),
      say("bad"),
      { do: "resume", node: 1 },
      ring,
    );
    const short = shrink(k, long, isBad);
    expect(short).toEqual([[3, 0, say("bad")]]);
    expect(shrink(k, long, isBad)).toEqual(short);
  });

  it("drops what had become impossible", () => {
    const k = post({}, 9);
    expect(shrink(k, entries(say("bad"), deliver(7)), isBad)).toEqual([[0, 0, say("bad")]]);
  });

  it("gives back what is not bad", () => {
    const fine = entries(say("good"));
    expect(shrink(post(), fine, isBad)).toBe(fine);
  });
});

describe("can this still go wrong", () => {
  const limits = { depth: 6, states: 10_000 };

  it("says how, with as few choices as it takes", () => {
    const k = post();
    expect(canStillGoWrong(k, run(k, say("bad")), { ...limits, allow: {} })).toMatchObject({
      choices: [deliver(0)],
      violation: { invariant: "clean" },
    });
  });

  it("says no only when everything within the depth was seen", () => {
    const k = post();
    const safe = run(k, say("good"), say("good"));
    expect(canStillGoWrong(k, safe, { ...limits, allow: {} })).toMatchObject({ choices: null, isAll: true });
    expect(canStillGoWrong(k, safe, { depth: 6, states: 2, allow: {} })).toMatchObject({ choices: null, isAll: false });
    expect(canStillGoWrong(k, safe, { depth: 2, states: 100, allow: { dup: 1 } })).toMatchObject({ isAll: true });
  });

  it("does not call wrong again what is wrong already", () => {
    const k = post();
    const w = run(k, say("bad"), deliver(0));
    expect(w.broken.length).toBe(1);
    expect(canStillGoWrong(k, w, { ...limits, allow: {} })).toMatchObject({ choices: null, isAll: true });
  });
});
