/**
 * A run as its choices: the tape is what is shared, tested, graded and stored; the worlds follow from it. Going back is
 * looking up an earlier world, so nothing is ever undone.
 */
import type { Kernel, Setup } from "./kernel";
import type { Choice, Ms, Net, ParamValue, World } from "./model";

/**
 * A choice and where it was made: at kernel time `t`, after `o` of the scheduler's events of that time. So dropping an
 * earlier choice leaves the later ones at their moment.
 */
export type Entry<C = unknown> = readonly [t: Ms, o: number, c: Choice<C>];

/** The share unit, the answer to a task, the regression test. */
export type Tape<C = unknown> = {
  /** Model and version. */
  m: string;
  /** Parameters that differ from their defaults. */
  p: Readonly<Record<string, ParamValue>>;
  seed: number;
  net: Net;
  c: readonly Entry<C>[];
};

export const setupOf = <P>(tape: Tape): Setup<P> => ({ p: tape.p as Partial<P>, seed: tape.seed, net: tape.net });

/** Every world is kept up to this step; behind it one of `stride`. */
const dense = 20_000;
const stride = 256;

/** An entry that could not be made when its moment came, because an earlier choice was changed. */
export type Refused<C> = { entry: Entry<C>; n: number; why: string };

/** A run that unrolls on demand and is looked up by step. */
export class Replay<S, M, C, P, G> {
  readonly kernel: Kernel<S, M, C, P, G>;
  readonly entries: readonly Entry<C>[];
  readonly refused: Refused<C>[] = [];
  /** Worlds by step while dense, and how many entries had been taken there. */
  readonly #worlds: World<S, M, C, P, G>[] = [];
  readonly #cursors: number[] = [];
  /** Every `stride`-th world behind the dense part. */
  readonly #marks: { w: World<S, M, C, P, G>; cursor: number }[] = [];
  #last: { w: World<S, M, C, P, G>; cursor: number };
  #isOver = false;

  constructor(kernel: Kernel<S, M, C, P, G>, entries: readonly Entry<C>[] = []) {
    this.kernel = kernel;
    this.entries = entries;
    this.#worlds.push(kernel.initial);
    this.#cursors.push(0);
    this.#last = { w: kernel.initial, cursor: 0 };
  }

  /** Steps unrolled so far. */
  get length(): number {
    return this.#last.w.n;
  }
  /** True when nothing is left to happen behind `length`. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The world after `n` steps, unrolling where needed; the last one where the run ends before. */
  at(n: number): World<S, M, C, P, G> {
    while (this.#last.w.n < n && this.#advance());
    return this.#lookUp(Math.min(n, this.#last.w.n)).w;
  }

  /** Unrolls until kernel time passes `until`, or the run ends, or `most` steps are reached; the last world within. */
  runTo(until: Ms, most = 1_000_000): World<S, M, C, P, G> {
    while (this.#last.w.n < most && this.#last.w.t <= until) {
      const entry = this.entries[this.#last.cursor];
      const next = entry && entry[0] <= until ? entry[0] : this.kernel.nextAt(this.#last.w);
      if (next === undefined || next > until || !this.#advance()) break;
    }
    return this.#last.w;
  }

  /** The same run up to step `n`, then this choice; what was chosen later is left out. */
  fork(n: number, c: Choice<C>): Replay<S, M, C, P, G> {
    const { w, cursor } = this.#lookUp(Math.min(n, this.length));
    return this.#from(w.n, [...this.entries.slice(0, cursor), [w.t, w.o, c]]);
  }

  /** The same run up to step `n` and then by default. */
  cutAt(n: number): Replay<S, M, C, P, G> {
    return this.#from(n, this.entries.slice(0, this.#lookUp(Math.min(n, this.length)).cursor));
  }

  /** How many choices were taken in the first `n` steps. */
  choicesAt(n: number): number {
    return this.#lookUp(Math.min(n, this.length)).cursor;
  }

  #from(n: number, entries: readonly Entry<C>[]): Replay<S, M, C, P, G> {
    const fork = new Replay(this.kernel, entries);
    // Worlds up to the fork are the same objects: only what is behind is made anew.
    if (n < this.#worlds.length) {
      fork.#worlds.push(...this.#worlds.slice(1, n + 1));
      fork.#cursors.push(...this.#cursors.slice(1, n + 1));
      fork.#last = { w: fork.#worlds[n] as World<S, M, C, P, G>, cursor: fork.#cursors[n] as number };
    }
    return fork;
  }

  #advance(): boolean {
    const found = advance(this.kernel, this.#last.w, this.entries, this.#last.cursor, this.refused);
    this.#isOver = found === undefined;
    if (!found) return false;
    this.#last = found;
    if (found.w.n <= dense) {
      this.#worlds.push(found.w);
      this.#cursors.push(found.cursor);
    } else if (found.w.n % stride === 0) this.#marks.push(found);
    return true;
  }

  #lookUp(n: number): { w: World<S, M, C, P, G>; cursor: number } {
    if (n === this.#last.w.n) return this.#last;
    if (n < this.#worlds.length)
      return { w: this.#worlds[n] as World<S, M, C, P, G>, cursor: this.#cursors[n] as number };
    const mark = this.#marks[Math.floor(n / stride) - Math.floor(dense / stride) - 1];
    let found = mark ?? { w: this.#worlds.at(-1) as World<S, M, C, P, G>, cursor: this.#cursors.at(-1) as number };
    while (found.w.n < n) {
      const next = advance(this.kernel, found.w, this.entries, found.cursor, []);
      if (!next) break;
      found = next;
    }
    return found;
  }
}

/** One step of a run with these entries; undefined when nothing is left to happen. */
function advance<S, M, C, P, G>(
  kernel: Kernel<S, M, C, P, G>,
  w: World<S, M, C, P, G>,
  entries: readonly Entry<C>[],
  cursor: number,
  refused: Refused<C>[],
): { w: World<S, M, C, P, G>; cursor: number } | undefined {
  let taken = cursor;
  for (;;) {
    const entry = entries[taken];
    const nextAt = kernel.nextAt(w);
    if (entry && isDue(entry, w, nextAt)) {
      taken++;
      const here = kernel.wait(w, entry[0]);
      const why = kernel.impossible(here, entry[2]);
      if (why === undefined) return { w: kernel.step(here, entry[2]), cursor: taken };
      refused.push({ entry, n: w.n, why });
      continue;
    }
    return nextAt === undefined ? undefined : { w: kernel.step(w), cursor: taken };
  }
}

function isDue([t, o]: Entry, w: { t: Ms; o: number }, nextAt: Ms | undefined): boolean {
  if (w.t > t || (w.t === t && w.o >= o)) return true;
  if (nextAt === undefined || nextAt > t) return true;
  return nextAt === t && w.t < t && o === 0;
}

/** A 53-bit digest of a world: equal for equal runs in every engine. Covers all but the history's sharing. */
export function digest(w: World<unknown, unknown, unknown, unknown, unknown>): string {
  const { event, past, ...rest } = w;
  const text = JSON.stringify([rest, event.what, past?.length ?? 0, past?.entry ?? null]);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
