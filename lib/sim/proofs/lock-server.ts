/** A server of locks and clients that take and give them back (lockserver of will62794/spectacle): who holds which. */
import type { System } from "../explore";

export type LockServerState = {
  /** By lock: whether it can be had. */
  readonly free: readonly boolean[];
  /** By client: the locks it holds, in order. */
  readonly held: readonly (readonly number[])[];
};
/** greedy: a lock is given again while it is held. */
export type LockServerFlaw = "none" | "greedy";

/** The transition system: every lock free, clients take free ones and give back what they hold. */
export const lockServer = (
  clients: number,
  locks: number,
  flaw: LockServerFlaw = "none",
): System<LockServerState, string> => ({
  initial: [{ free: Array.from({ length: locks }, () => true), held: Array.from({ length: clients }, () => []) }],
  *next({ free, held }) {
    for (const [client, mine] of held.entries())
      for (let lock = 0; lock < locks; lock++) {
        if ((free[lock] || flaw === "greedy") && !mine.includes(lock))
          yield [
            `take ${client} ${lock}`,
            { free: free.with(lock, false), held: held.with(client, [...mine, lock].sort()) },
          ];
        if (mine.includes(lock))
          yield [
            `give back ${client} ${lock}`,
            {
              free: free.with(lock, true),
              held: held.with(
                client,
                mine.filter((each) => each !== lock),
              ),
            },
          ];
      }
  },
  key: ({ free, held }) => `${free} ${held.join(" ")}`,
});

/** No lock has two holders. */
export function heldTwice({ held, free }: LockServerState): string | null {
  const lock = free.findIndex((_, each) => held.filter((mine) => mine.includes(each)).length > 1);
  return lock < 0 ? null : `lock ${lock} has two holders`;
}
