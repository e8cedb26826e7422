/** The promises, by name. The observer finds what is broken (ghost.ts); here it is said who broke it. */
import type { Invariant } from "../model";
import type { Ghost } from "./ghost";
import type { C, M, S } from "./model";
import type { P } from "./params";

export const invariantNames = ["window", "bucket", "cause", "order", "shared"] as const;
export type InvariantName = (typeof invariantNames)[number];

const kept =
  (name: InvariantName): Invariant<S, M, C, P, Ghost> =>
  ({ ghost, event }) => {
    if (ghost.slips.length === 0) return null;
    const slip = ghost.slips.find(({ invariant }) => invariant === name);
    return slip ? { conjunct: slip.conjunct, nodes: event.node === undefined ? [] : [event.node], at: slip.at } : null;
  };

export const invariants: Readonly<Record<InvariantName, Invariant<S, M, C, P, Ghost>>> = {
  window: kept("window"),
  bucket: kept("bucket"),
  cause: kept("cause"),
  order: kept("order"),
  shared: kept("shared"),
};
