/**
 * Mutual exclusion of two processes: an atomic lock, Peterson's algorithm, and the lock with the auxiliary variables by
 * which it refines to Peterson (tlaplus/Examples, locks_auxiliary_vars). Counts: 12/21/5, 42/77/11 and, for the last,
 * 28.
 */
import type { System } from "../explore";

type Pair<T> = readonly [T, T];
const both = [0, 1] as const;
const other = (self: 0 | 1) => (self === 0 ? 1 : 0);
const put = <T>(pair: Pair<T>, self: 0 | 1, value: T): Pair<T> => (self === 0 ? [value, pair[1]] : [pair[0], value]);

export type LockPlace = "idle" | "trying" | "critical" | "leaving";
export type LockState = { readonly at: Pair<LockPlace>; readonly isFree: boolean };
/** blind: enters without looking whether the lock is free. */
export type LockFlaw = "none" | "blind";

function* lockSteps({ at, isFree }: LockState, self: 0 | 1, flaw: LockFlaw): Generator<readonly [string, LockState]> {
  const go = (to: LockPlace, free = isFree): readonly [string, LockState] => [
    `${to} ${self}`,
    { at: put(at, self, to), isFree: free },
  ];
  const here = at[self];
  if (here === "idle") yield go("trying");
  if (here === "trying" && (isFree || flaw === "blind")) yield go("critical", false);
  if (here === "critical") yield go("leaving");
  if (here === "leaving") yield go("idle", true);
}

/** An atomic lock (Lock.tla). */
export const lock = (flaw: LockFlaw = "none"): System<LockState, string> => ({
  initial: [{ at: ["idle", "idle"], isFree: true }],
  *next(state) {
    for (const self of both) yield* lockSteps(state, self, flaw);
  },
  key: ({ at, isFree }) => `${at} ${isFree}`,
});

/** Two processes between taking and giving back. */
export const bothInside = ({ at }: { at: Pair<string> }): string | null =>
  at.every((place) => place === "critical" || place === "leaving") ? "both processes are inside" : null;

/**
 * What is added so that each entry takes three steps, as in Peterson's algorithm (LockHS.tla): `turn` remembers what
 * his variable would be, `pause` counts two steps in which nothing else may happen.
 */
export type PausingLockState = LockState & {
  readonly turn: 0 | 1;
  readonly pause: { readonly of: 0 | 1; readonly left: 1 | 2 } | null;
};

/** The lock with its auxiliary variables. */
export const pausingLock = (): System<PausingLockState, string> => ({
  initial: [{ at: ["idle", "idle"], isFree: true, turn: 0, pause: null }],
  *next(state) {
    const { pause, turn } = state;
    if (pause) {
      if (pause.left === 1) yield ["go on", { ...state, pause: null }];
      else yield ["turn", { ...state, pause: { ...pause, left: 1 }, turn: other(pause.of) }];
      return;
    }
    for (const self of both)
      for (const [choice, next] of lockSteps(state, self, "none"))
        yield [choice, { ...next, turn, pause: state.at[self] === "trying" ? { of: self, left: 2 } : null }];
  },
  key: ({ at, isFree, turn, pause }) => `${at} ${isFree} ${turn} ${pause?.of} ${pause?.left}`,
});

export type PetersonPlace = "idle" | "raising" | "yielding" | "waiting" | "critical" | "leaving";
export type PetersonState = { readonly at: Pair<PetersonPlace>; readonly flag: Pair<boolean>; readonly turn: 0 | 1 };
/** swapped: gives the turn away before it raises its flag. */
export type PetersonFlaw = "none" | "swapped";

/** Peterson's algorithm (Peterson 1981; Peterson.tla), one assignment or test a step. */
export const peterson = (flaw: PetersonFlaw = "none"): System<PetersonState, string> => ({
  initial: [{ at: ["idle", "idle"], flag: [false, false], turn: 0 }],
  *next({ at, flag, turn }) {
    for (const self of both) {
      const go = (to: PetersonPlace, change: Partial<PetersonState> = {}): readonly [string, PetersonState] => [
        `${to} ${self}`,
        { flag, turn, ...change, at: put(at, self, to) },
      ];
      const raised = { flag: put(flag, self, true) };
      const yielded: { turn: 0 | 1 } = { turn: other(self) };
      const here = at[self];
      if (here === "idle") yield go("raising");
      if (here === "raising") yield go("yielding", flaw === "swapped" ? yielded : raised);
      if (here === "yielding") yield go("waiting", flaw === "swapped" ? raised : yielded);
      if (here === "waiting" && (!flag[other(self)] || turn === self)) yield go("critical");
      if (here === "critical") yield go("leaving");
      if (here === "leaving") yield go("idle", { flag: put(flag, self, false) });
    }
  },
  key: ({ at, flag, turn }) => `${at} ${flag} ${turn}`,
});
