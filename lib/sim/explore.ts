/**
 * The search: breadth first over any transition system, and the untimed scheduler that makes one of a model (any
 * message or timer may be next, however long it was to take). The trace it finds is a shortest one, and is made of the
 * same choices a learner has, so it can be watched, changed and shared like every other run.
 */
import { Fault } from "../fault";
import type { Kernel } from "./kernel";
import type { Allow } from "./lab";
import type { Choice, Doing, Violation, World } from "./model";
import { type Entry, Replay } from "./replay";
import { type Numbered, numberingOf } from "./world-key";

export { keyOf } from "./world-key";

/** Anything with states and choices. `next` must give the same choices in the same order each time it is asked. */
export type System<W, C> = {
  readonly initial: readonly W[];
  next(w: W): Iterable<readonly [C, W]>;
  /** Equal for states that are to count as one. */
  key(w: W): string;
};

export type Aims<W, B> = {
  /** What is broken here; asked of every world generated, so that a property of a step is seen on every step. */
  violated?(w: W): B | null;
  goal?(w: W): boolean;
  /** Where it is not worth going on: the world itself is still judged. */
  prune?(w: W): boolean;
  /** Ends when there are more distinct states than this, or more choices in a row. Default: no end. */
  states?: number;
  depth?: number;
};

export type Explored<W, C, B> = {
  /**
   * As TLC counts: states, states generated with all repetitions, and levels, of which the initial states are the
   * first.
   */
  distinct: number;
  generated: number;
  depth: number;
  /** Everything reachable was seen (but for what `prune` left out). */
  exhausted: boolean;
  /** What ended the search early, where nothing was found. */
  limit: "states" | "depth" | null;
  /** A shortest way to a violation or goal; `broken` is null for a goal. */
  found: { from: W; choices: readonly C[]; world: W; broken: B | null } | null;
};

/**
 * Searches breadth first until something is found, nothing is left, or a limit is reached.
 * Only the worlds of two levels are kept; of all earlier states the key, the parent and which of its choices led here.
 */
export function explore<W, C, B = never>(system: System<W, C>, aims: Aims<W, B> = {}): Explored<W, C, B> {
  const { violated, goal, prune, states = Number.POSITIVE_INFINITY, depth: most = Number.POSITIVE_INFINITY } = aims;
  const seen = new Set<string>();
  // Of each distinct state, by its number: which state led here (-1: none), and by which of its choices (or which
  // initial one).
  const parents: number[] = [];
  const ordinals: number[] = [];
  let generated = 0;
  let depth = 0;

  const end = (limit: "states" | "depth" | null, found: Explored<W, C, B>["found"] = null): Explored<W, C, B> => ({
    ...{ distinct: seen.size, generated, depth, limit, found },
    exhausted: limit === null && found === null,
  });
  const judge = (w: W): { broken: B | null } | null => {
    const broken = violated?.(w) ?? null;
    return broken !== null || goal?.(w) ? { broken } : null;
  };
  /** False where the state is known. */
  const note = (w: W, parent: number, ordinal: number): boolean => {
    const size = seen.size;
    if (seen.add(system.key(w)).size === size) return false;
    parents.push(parent);
    ordinals.push(ordinal);
    return true;
  };
  /** Follows the ordinals from an initial state again: choices are not worth keeping for every state. */
  const trace = (parent: number, ordinal: number): { from: W; choices: C[] } => {
    const path = [ordinal];
    for (let at = parent; at >= 0; at = parents[at] as number) path.push(ordinals[at] as number);
    const from = system.initial[path.pop() as number] as W;
    const choices: C[] = [];
    let here = from;
    for (const step of path.reverse()) {
      const [choice, next] = nth(system.next(here), step);
      choices.push(choice);
      here = next;
    }
    return { from, choices };
  };

  let level: W[] = [];
  for (const [ordinal, w] of system.initial.entries()) {
    generated++;
    if (depth === 0) depth = 1;
    const found = judge(w);
    if (note(w, -1, ordinal)) level.push(w);
    if (found) return end(null, { ...trace(-1, ordinal), world: w, ...found });
  }
  for (let number = -1; level.length > 0; ) {
    const below: W[] = [];
    // From behind, so that a world that was gone on from is let go.
    for (level.reverse(); level.length > 0; ) {
      const w = level.pop() as W;
      number++;
      if (prune?.(w)) continue;
      if (depth > most) return end("depth");
      let ordinal = 0;
      for (const [, next] of system.next(w)) {
        generated++;
        const found = judge(next);
        if (note(next, number, ordinal)) below.push(next);
        if (found) {
          depth++;
          return end(null, { ...trace(number, ordinal), world: next, ...found });
        }
        if (seen.size > states) return end("states");
        ordinal++;
      }
    }
    if (below.length > 0) depth++;
    level = below;
  }
  return end(null);
}

function nth<T>(each: Iterable<T>, ordinal: number): T {
  let at = 0;
  for (const one of each) if (at++ === ordinal) return one;
  throw new Fault({
    what: `a state has no choice ${ordinal} when it is asked again`,
    where: "lib/sim/explore.ts",
    mend: "make `next` give the same choices in the same order each time",
  });
}

/** A world of a model within one search: what may still be done goes along. */
export type Spot<S, M, C, P, G> = {
  readonly w: World<S, M, C, P, G>;
  /** How many are left of each counted doing, in the order of `allow`. */
  readonly left: readonly number[];
  /** How the parts of its world are numbered; until the key was asked for, those of the world before it. */
  numbered: Numbered<S, M, C, P, G> | undefined;
};

export type Searched<S, M, C, P, G> = {
  /** Deliver, fire and op are free unless a number is given (0 forbids); every other doing needs one. */
  allow?: Allow;
  mayChoose?(c: Choice<C>, w: World<S, M, C, P, G>): boolean;
  /** Choices beside those of `enabled` (a partition, a clock set off, another value of a parameter). */
  also?(w: World<S, M, C, P, G>): readonly Choice<C>[];
  /** Where to begin; by default the initial world. */
  from?: World<S, M, C, P, G>;
};

const free: readonly Doing[] = ["deliver", "fire", "op"];

/** The untimed scheduler over a model: every choice that is possible and allowed leads to a next state. */
export function systemOf<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  { allow = {}, mayChoose, also, from = kernel.initial }: Searched<S, M, C, P, G> = {},
): System<Spot<S, M, C, P, G>, Choice<C>> {
  type W = World<S, M, C, P, G>;
  const counted = (Object.keys(allow) as Doing[]).filter((doing) => Number.isFinite(allow[doing]));
  const unlimited = [...free, ...(Object.keys(allow) as Doing[])].filter((doing) => !counted.includes(doing));
  const numbering = numberingOf(kernel);
  // Which doings are open depends on which counts are used up: a handful of sets, each made once.
  const open = new Map<string, ReadonlySet<Doing>>();
  const openAt = (left: readonly number[]): ReadonlySet<Doing> => {
    const mask = left.map((each) => (each > 0 ? 1 : 0)).join("");
    const known = open.get(mask);
    if (known) return known;
    const doings = new Set([...unlimited, ...counted.filter((_, index) => (left[index] as number) > 0)]);
    open.set(mask, doings);
    return doings;
  };
  type Here = Spot<S, M, C, P, G>;
  const after = (w: W, c: Choice<C>, { left, numbered }: Here): Here => {
    const index = counted.length === 0 ? -1 : counted.indexOf(c.do);
    const rest = index < 0 ? left : left.with(index, (left[index] as number) - 1);
    return { w, left: rest, numbered };
  };
  return {
    initial: [{ w: from, left: counted.map((doing) => allow[doing] as number), numbered: undefined }],
    next(spot) {
      const { w, left } = spot;
      const only = openAt(left);
      const spots = kernel.branch(w, only, mayChoose).map(([c, next]) => [c, after(next, c, spot)] as const);
      for (const c of also?.(w) ?? [])
        if (only.has(c.do) && (mayChoose?.(c, w) ?? true) && kernel.impossible(w, c) === undefined)
          spots.push([c, after(kernel.step(w, c), c, spot)]);
      return spots;
    },
    key(spot) {
      if (spot.numbered?.w !== spot.w) spot.numbered = numbering.of(spot.w, spot.numbered);
      const key = numbering.text(spot.numbered);
      return spot.left.length === 0 ? key : `${key}|${spot.left.join()}`;
    },
  };
}

/** The first violation that is newer than `since`, of these invariants or of any: an aim for `explore`. */
export function brokenIn<S, M, C, P, G>(
  names?: readonly string[],
  since?: World<S, M, C, P, G>,
): (spot: { w: World<S, M, C, P, G> }) => Violation | null {
  const before = new Set(since?.broken.map(({ invariant }) => invariant));
  return ({ w }) => {
    if (w.broken.length === 0) return null;
    return w.broken.find(({ invariant }) => !before.has(invariant) && (names?.includes(invariant) ?? true)) ?? null;
  };
}

/**
 * The choices as a tape from this world on, each at the moment at which it is made; `Replay` adds nothing between them.
 */
export function entriesOf<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  choices: readonly Choice<C>[],
  from: World<S, M, C, P, G> = kernel.initial,
): Entry<C>[] {
  let w = from;
  return choices.map((c) => {
    const entry: Entry<C> = [w.t, w.o, c];
    w = kernel.step(w, c);
    return entry;
  });
}

/** How many runs `shrink` tries at most. */
const mostTries = 2000;

/**
 * A tape with fewer choices of which the same bad thing is still true: parts are left out, halves first, then single
 * choices, until none can be spared. The same input gives the same output.
 * @param stillBad judges a run; it unrolls it as far as it needs (`at`, `runTo`)
 * @returns the entries that are left; the given ones when they are not bad to begin with
 */
export function shrink<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  entries: readonly Entry<C>[],
  stillBad: (run: Replay<S, M, C, P, G>) => boolean,
): readonly Entry<C>[] {
  let tries = 0;
  /** The choices that were really made, when the run is still bad. */
  const attempt = (some: readonly Entry<C>[]): readonly Entry<C>[] | null => {
    if (++tries > mostTries) return null;
    const run = new Replay(kernel, some);
    if (!stillBad(run)) return null;
    const refused = new Set(run.refused.map(({ entry }) => entry));
    return refused.size === 0 ? some : some.filter((entry) => !refused.has(entry));
  };
  let best = attempt(entries);
  if (best === null) return entries;
  for (let size = Math.ceil(best.length / 2); size >= 1 && tries <= mostTries; ) {
    let isShorter = false;
    for (let at = 0; at < best.length; ) {
      const shorter = attempt([...best.slice(0, at), ...best.slice(at + size)]);
      if (shorter) {
        best = shorter;
        isShorter = true;
      } else at += size;
    }
    if (size === 1 && !isShorter) break;
    size = size === 1 ? 1 : Math.ceil(size / 2);
  }
  return best;
}

/**
 * Whether from here, in at most `depth` choices, an invariant can still be broken that is not broken yet.
 * @returns the shortest such choices, or null; `isAll` is true when null means "no": everything within `depth` was seen
 */
export function canStillGoWrong<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  w: World<S, M, C, P, G>,
  { depth, states, allow }: { depth: number; states: number; allow: Allow },
): { choices: readonly Choice<C>[] | null; violation: Violation | null; isAll: boolean; states: number } {
  const result = explore(systemOf(kernel, { allow, from: w }), { violated: brokenIn(undefined, w), depth, states });
  return {
    choices: result.found?.choices ?? null,
    violation: result.found?.broken ?? null,
    isAll: result.limit !== "states",
    states: result.distinct,
  };
}
