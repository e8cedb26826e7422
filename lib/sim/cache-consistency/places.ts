/** Who stands where. */
import type { Ms, NodeSpec } from "../model";
import type { P } from "./params";

/** Nodes of the race. */
export const nodes = { a: 0, b: 1, cache: 2, primary: 3, replica: 4 } as const;
/** How far the replica is behind. */
export const lagMs: Ms = 300;

/** Nodes of the crowd. */
export const crowdNodes = { users: 0, a: 1, b: 2, cache: 3, db: 4 } as const;

const race: readonly NodeSpec[] = [
  { name: "A", role: "app" },
  { name: "B", role: "app" },
  { name: "Cache", role: "cache" },
  { name: "DB", role: "primary" },
  { name: "Replica", role: "replica" },
];
const crowded: readonly NodeSpec[] = [
  { name: "Users", role: "users" },
  { name: "A", role: "crowd-app" },
  { name: "B", role: "crowd-app" },
  { name: "Cache", role: "crowd-cache" },
  { name: "DB", role: "crowd-db" },
];

/** The nodes of a stage. */
export const topology = ({ stage }: Pick<P, "stage">): readonly NodeSpec[] => (stage === "race" ? race : crowded);

/** Shares of the crowd that may be let in, percent. */
export const shares = [5, 10, 20, 40, 70, 100] as const;
