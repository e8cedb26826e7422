/** Depth first, where a count depends on the order: stateright counts so when it reduces by symmetry. */
import type { System } from "../explore";

/** Distinct keys when the state found last is gone on from first. */
export function countDepthFirst<W, C>(system: System<W, C>): number {
  const waiting = [...system.initial];
  const seen = new Set(waiting.map(system.key));
  for (let w = waiting.pop(); w !== undefined; w = waiting.pop())
    for (const [, next] of system.next(w)) {
      const key = system.key(next);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(next);
    }
  return seen.size;
}
