/** The simulators: one line for each folder. Loaded one at a time, when a page or a task asks for it. */
import type { AnyLab, LabId } from "./lab";

const loaders: Record<LabId, () => Promise<AnyLab>> = {
  raft: async () => (await import("./raft/lab")).lab,
  "lock-fencing": async () => (await import("./lock-fencing/lab")).lab,
  transactions: async () => (await import("./transactions/lab")).lab,
  kafka: async () => (await import("./kafka/lab")).lab,
  "cache-consistency": async () => (await import("./cache-consistency/lab")).lab,
  "rate-limiting": async () => (await import("./rate-limiting/lab")).lab,
};

/** The labs, in the order of the list. */
export const builtLabs = Object.keys(loaders) as LabId[];

/** The model and all that belongs to it. */
export const loadLab = (id: LabId): Promise<AnyLab> => loaders[id]();
