import type { Ms } from "../../model";
import { pass, refuse, type Verdict, windowMs } from "./limiter";

/** This second's count and the one before. */
export type SlidingCounter = { readonly index: number; readonly current: number; readonly previous: number };
export const emptyCounter: SlidingCounter = { index: -1, current: 0, previous: 0 };

/** The counts as they are in the second of `at`. */
export function turned(s: SlidingCounter, at: Ms): SlidingCounter {
  const index = Math.floor(at / windowMs);
  if (index === s.index) return s;
  return { index, current: 0, previous: index === s.index + 1 ? s.current : 0 };
}

/**
 * Two counters in place of a log: the second before is weighted by how much of it the sliding window still covers.
 * @returns the estimated count of the last second, in thousandths of a request
 */
export function estimated(s: SlidingCounter, at: Ms): number {
  const { current, previous } = turned(s, at);
  return previous * (windowMs - (at % windowMs)) + current * windowMs;
}

/**
 * Lets through while the estimate has room for one more. It takes the second before for evenly filled; where it was not,
 * too many or too few pass. Source: blog.cloudflare.com/counting-things-a-lot-of-different-things, 2017.
 * @param limit requests per second, >= 1
 */
export function takeSlidingCounter(s: SlidingCounter, at: Ms, limit: number): [Verdict, SlidingCounter] {
  const now = turned(s, at);
  if (estimated(now, at) + windowMs > limit * windowMs) return [refuse, now];
  return [pass, { ...now, current: now.current + 1 }];
}
