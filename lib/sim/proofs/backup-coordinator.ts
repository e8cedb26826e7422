/**
 * Two-phase commit with a backup coordinator that takes over when the first is gone (2PCwithBTM.tla). One manager may
 * fail; the coordinator may vanish once it has decided. 1,245 distinct states, depth 15 with three managers.
 */
import type { System } from "../explore";

type Manager = "working" | "prepared" | "committed" | "aborted" | "failed";
type Decision = "init" | "commit" | "abort" | "hidden";
/** Where a coordinator stands in its program. */
type Place = "start" | "committing" | "aborting" | "told" | "done";
export type BackupState = {
  readonly managers: readonly Manager[];
  /** Those that have left their loop. */
  readonly left: readonly boolean[];
  readonly decision: Decision;
  readonly coordinator: Place;
  readonly backup: Place;
};
export type BackupSetup = { managers: number; managersMayFail: boolean; coordinatorMayFail: boolean };
/** rash: may abort though a manager has committed. */
export type BackupFlaw = "none" | "rash";

/** The transition system of 2PCwithBTM.tla. */
export function backupCoordinator(setup: BackupSetup, flaw: BackupFlaw = "none"): System<BackupState, string> {
  return {
    initial: [
      {
        managers: Array.from({ length: setup.managers }, (): Manager => "working"),
        left: Array.from({ length: setup.managers }, () => false),
        ...{ decision: "init", coordinator: "start", backup: "start" },
      },
    ],
    *next(state) {
      const { managers, left, decision, coordinator, backup } = state;
      // canCommit says of each manager that it is prepared or that another has committed, and TLC generates a state for
      // each way in which that is so.
      const committed = managers.filter((each) => each === "committed").length;
      const commits = managers.reduce((ways, each) => ways * (committed + (each === "prepared" ? 1 : 0)), 1);
      const canAbort = flaw === "rash" || !managers.includes("committed");
      const aborts = canAbort ? managers.filter((each) => each === "aborted" || each === "failed") : [];

      if (coordinator === "start") {
        for (let way = 0; way < commits; way++) yield ["will commit", { ...state, coordinator: "committing" }];
        for (const _ of aborts) yield ["will abort", { ...state, coordinator: "aborting" }];
      }
      if (coordinator === "committing") yield ["commit", { ...state, decision: "commit", coordinator: "told" }];
      if (coordinator === "aborting") yield ["abort", { ...state, decision: "abort", coordinator: "told" }];
      if (coordinator === "told")
        yield ["end", { ...state, decision: setup.coordinatorMayFail ? "hidden" : decision, coordinator: "done" }];
      if (backup === "start" && decision === "hidden") {
        for (let way = 0; way < commits; way++) yield ["backup will commit", { ...state, backup: "committing" }];
        for (const _ of aborts) yield ["backup will abort", { ...state, backup: "aborting" }];
      }
      if (backup === "committing") yield ["backup commits", { ...state, decision: "commit", backup: "done" }];
      if (backup === "aborting") yield ["backup aborts", { ...state, decision: "abort", backup: "done" }];

      for (const [rm, is] of managers.entries()) {
        if (left[rm]) continue;
        const become = (to: Manager): readonly [string, BackupState] => [
          `${to} ${rm}`,
          { ...state, managers: managers.with(rm, to) },
        ];
        if (is !== "working" && is !== "prepared") {
          yield [`leave ${rm}`, { ...state, left: left.with(rm, true) }];
          continue;
        }
        if (is === "working") yield become("prepared");
        if (decision === "commit") yield become("committed");
        if (is === "working") yield become("aborted");
        if (decision === "abort") yield become("aborted");
        yield become(setup.managersMayFail && !managers.includes("failed") ? "failed" : is);
      }
      if (left.every(Boolean) && coordinator === "done" && backup === "done") yield ["end of all", state];
    },
    key: ({ managers, left, decision, coordinator, backup }) =>
      `${managers} ${left} ${decision} ${coordinator} ${backup}`,
  };
}
