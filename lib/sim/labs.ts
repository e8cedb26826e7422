/** The simulators: one line for each folder. Loaded one at a time, when a page or a task asks for it. */
import type { AnyLab, LabId } from "./lab";

const loaders: Partial<Record<LabId, () => Promise<AnyLab>>> = {
  "lock-fencing": async () => (await import("./lock-fencing/lab")).lab,
  transactions: async () => (await import("./transactions/lab")).lab,
  raft: async () => (await import("./raft/lab")).lab,
  "cache-consistency": async () => (await import("./cache-consistency/lab")).lab,
  "rate-limiting": async () => (await import("./rate-limiting/lab")).lab,
};

/** The labs that stand today, in the order of the list. */
export const builtLabs = Object.keys(loaders) as LabId[];

/** @returns undefined for a lab that is not built yet */
export const loadLab = (id: LabId): Promise<AnyLab> | undefined => loaders[id]?.();
