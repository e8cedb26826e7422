/**
 * Transaction commit without a protocol: what every commit protocol must keep to (Gray, Lamport 2006, section 2;
 * TCommit.tla). 34 distinct states, 94 generated, depth 7 with three managers.
 */
import type { System } from "../explore";

export type Manager = "working" | "prepared" | "committed" | "aborted";
/** hasty: commits without asking whether the others are prepared. */
export type TransactionCommitFlaw = "none" | "hasty";

/** The transition system; a choice is the manager and what it does. */
export function transactionCommit(
  managers: number,
  flaw: TransactionCommitFlaw = "none",
): System<readonly Manager[], string> {
  return {
    initial: [Array.from({ length: managers }, (): Manager => "working")],
    *next(state) {
      const canCommit = flaw === "hasty" || state.every((each) => each === "prepared" || each === "committed");
      const isUncommitted = !state.includes("committed");
      for (const [rm, is] of state.entries()) {
        if (is === "working") yield [`prepare ${rm}`, state.with(rm, "prepared")];
        if (is === "prepared" && canCommit) yield [`commit ${rm}`, state.with(rm, "committed")];
        if ((is === "working" || is === "prepared") && isUncommitted) yield [`abort ${rm}`, state.with(rm, "aborted")];
      }
    },
    key: (state) => state.join(),
  };
}

/** TCConsistent: no two managers have come to opposite decisions. */
export const inconsistent = (state: readonly string[]): string | null =>
  state.includes("aborted") && state.includes("committed") ? "one aborted, another committed" : null;
