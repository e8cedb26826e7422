/**
 * What the search takes for the same world. A key is made for every world that is generated, so each part of a world is
 * written out as text once and is a number from then on.
 */
import { Fault } from "../fault";
import type { Kernel } from "./kernel";
import type { NodeState, Pending, World } from "./model";

/**
 * The key of a world: equal for worlds from which, in any order of events, the same can happen. What the nodes hold,
 * who is up, which timers are set, what is under way, cuts, ghost and live parameters count; times, names of messages
 * and the history do not. `model.canonical` says what of a node's state counts; one with a single parameter is taken to
 * read the state alone, and is asked only when that is another object than before. A model that compares times in its
 * handlers must bring the outcome of the comparison into `canonical`: here two worlds are one that differ in nothing
 * but their times.
 */
export function keyOf<S, M, C, P, G>(kernel: Kernel<S, M, C, P, G>): (w: World<S, M, C, P, G>) => string {
  const numbering = numberingOf(kernel);
  let before: Numbered<S, M, C, P, G> | undefined;
  return (w) => {
    before = numbering.of(w, before);
    return numbering.text(before);
  };
}

/** A number for each part of a world, equal for equal parts. */
export type Numbered<S, M, C, P, G> = {
  readonly w: World<S, M, C, P, G>;
  readonly nodes: readonly number[];
  /** In the order in which they are pending. */
  readonly pending: readonly number[];
  readonly ghost: number;
  readonly p: number;
};

/**
 * Numbers worlds part by part. What stands in `like` as the same object has its number already: a step changes little.
 */
export function numberingOf<S, M, C, P, G>(kernel: Kernel<S, M, C, P, G>) {
  type W = World<S, M, C, P, G>;
  const { model } = kernel;
  const isLive = Object.values(model.params).some((spec) => spec.live);
  const readsWorld = model.canonical !== undefined && model.canonical.length > 1;
  const intern = interner();
  const pairs = pairing();

  /** Even for a node that runs, odd for the others. */
  const nodeNumber = ({ state, up, paused, skew }: NodeState<S>, w: W): number => {
    const number = intern(model.canonical ? model.canonical(state, w) : state);
    if (up && !paused && skew === 0) return number * 2;
    return pairs(number, intern([up, paused, skew])) * 2 + 1;
  };
  const isSame = (a: NodeState<S>, b: NodeState<S> | undefined): boolean =>
    a === b || (b !== undefined && a.state === b.state && a.up === b.up && a.paused === b.paused && a.skew === b.skew);
  const numberNodes = (w: W, like: Numbered<S, M, C, P, G> | undefined): readonly number[] => {
    if (like && w.nodes === like.w.nodes && !readsWorld) return like.nodes;
    return w.nodes.map((it, index) =>
      like && !readsWorld && isSame(it, like.w.nodes[index]) ? (like.nodes[index] as number) : nodeNumber(it, w),
    );
  };

  // A broadcast is one object sent to many.
  let message: M | undefined;
  let messageNumber = 0;
  const pendingNumber = (each: Pending<M>): number => {
    if (each.kind === "timer") return pairs(intern(each.name), each.node);
    if (each.m !== message || message === undefined) messageNumber = intern(each.m);
    message = each.m;
    // Behind all nodes: 64 is more than any model has.
    return pairs(messageNumber, (each.from + 1) * 64 + each.to);
  };
  const numberPending = (pending: W["pending"], like: Numbered<S, M, C, P, G> | undefined): readonly number[] => {
    if (like && pending === like.w.pending) return like.pending;
    const before = like?.w.pending ?? [];
    const numbers: number[] = [];
    let at = 0;
    for (const each of pending) {
      // One may have been taken out, others put in.
      if (each !== before[at] && each === before[at + 1]) at++;
      numbers.push(like && each === before[at] ? (like.pending[at++] as number) : pendingNumber(each));
    }
    return numbers;
  };

  const codes: number[] = [];
  const inOrder: number[] = [];
  return {
    of: (w: W, like: Numbered<S, M, C, P, G> | undefined): Numbered<S, M, C, P, G> => ({
      w,
      nodes: numberNodes(w, like),
      pending: numberPending(w.pending, like),
      ghost: like && w.ghost === like.w.ghost ? like.ghost : intern(w.ghost),
      p: !isLive ? 0 : like && w.p === like.w.p ? like.p : intern(w.p),
    }),
    text({ w, nodes, pending, ghost, p }: Numbered<S, M, C, P, G>): string {
      codes.length = 0;
      for (const number of nodes) push(codes, number);
      if (model.fifo) {
        const places = w.pending.map((_, index) => index);
        places.sort((a, b) => byLink(w.pending[a] as Pending<M>, w.pending[b] as Pending<M>));
        for (const place of places) push(codes, pending[place] as number);
      } else {
        inOrder.length = 0;
        for (const number of pending) insert(inOrder, number);
        for (const number of inOrder) push(codes, number);
      }
      // No number is 0, so it ends the part of no fixed length.
      codes.push(0);
      push(codes, ghost);
      push(codes, w.cut === null && w.clogged === null ? 0 : intern([w.cut, w.clogged]));
      push(codes, p);
      return String.fromCharCode.apply(null, codes);
    },
  };
}

/** Timers first, then by link in the order of sending: what a connection keeps. */
function byLink(a: Pending<unknown>, b: Pending<unknown>): number {
  if (a.kind === "timer" || b.kind === "timer") {
    if (a.kind !== b.kind) return a.kind === "timer" ? -1 : 1;
    if (a.kind === "timer" && b.kind === "timer")
      return a.node - b.node || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
    return 0;
  }
  return a.from - b.from || a.to - b.to || a.nth - b.nth || a.copy - b.copy;
}

/** Into a list in order. Few stand in it, and they come nearly in order. */
function insert(numbers: number[], number: number): void {
  let at = numbers.length;
  numbers.push(number);
  for (; at > 0 && (numbers[at - 1] as number) > number; at--) numbers[at] = numbers[at - 1] as number;
  numbers[at] = number;
}

/** One 16-bit unit below 2^15, else two, the first with its top bit set: no number is the beginning of another. */
function push(codes: number[], number: number): void {
  if (number < 0x8000) codes.push(number);
  else codes.push(0x8000 | (number >>> 15), number & 0x7fff);
}

/** Numbers values by what they say: equal plain data, whatever the order of its keys, gets the same number. From 1. */
function interner(): (value: unknown) => number {
  const byText = new Map<string, number>();
  const byCanonical = new Map<string, number>();
  const byString = new Map<string, number>();
  return (value) => {
    const isString = typeof value === "string";
    const texts = isString ? byString : byText;
    const text = isString ? value : (JSON.stringify(value) ?? "undefined");
    const known = texts.get(text);
    if (known !== undefined) return known;
    // The slow, careful way only for a text never seen.
    const canonical = JSON.stringify(ordered(value)) ?? "undefined";
    const number = byCanonical.get(canonical) ?? byCanonical.size + 1;
    byCanonical.set(canonical, number);
    texts.set(text, number);
    return number;
  };
}

/** Numbers pairs of whole numbers, of which the second is below 2^20. From 1. */
function pairing(): (one: number, other: number) => number {
  const known = new Map<number, number>();
  return (one, other) => {
    const pair = one * 0x100000 + other;
    const found = known.get(pair) ?? known.size + 1;
    if (found > known.size) known.set(pair, found);
    return found;
  };
}

/** The same data with all keys in order. @throws Fault for what JSON would lose: two states would be taken for one */
function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null)
    throw new Fault({
      what: `a state holds a ${prototype?.constructor?.name ?? "thing"} that has no text of its own`,
      where: "lib/sim/world-key.ts",
      mend: "keep plain objects, arrays, strings, numbers and flags in states, messages and the ghost",
    });
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, ordered(each)]),
  );
}
