/** The lab's three tasks. */
import type { RaftTask } from "./model";
import { leaderless } from "./task-leaderless";
import { lostEntry } from "./task-lost-entry";
import { staleRead } from "./task-stale-read";

export const tasks: readonly RaftTask[] = [lostEntry, staleRead, leaderless];
