import type { Ms } from "../../model";
import { pass, refuse, type Verdict, windowMs } from "./limiter";

/** The times of what was let through in the last second, oldest first. */
export type SlidingLog = { readonly times: readonly Ms[] };
export const emptyLog: SlidingLog = { times: [] };

export type SlidingLogFlaw = "none" | "one-too-many" | "counts-refused";

/**
 * Remembers each time: exact in any window, at the price of one number per request.
 * @param limit requests in any second, >= 1
 * @param at own clock, ms, never before an earlier `at`
 * An arrival exactly one second later no longer counts: the window is half open, (at - 1 s, at].
 */
export function takeSlidingLog(
  s: SlidingLog,
  at: Ms,
  limit: number,
  flaw: SlidingLogFlaw = "none",
): [Verdict, SlidingLog] {
  const times = s.times.filter((time) => time > at - windowMs);
  const isFull = flaw === "one-too-many" ? times.length > limit : times.length >= limit;
  if (!isFull) return [pass, { times: [...times, at] }];
  // The flaw keeps what it refused, so that a client that keeps trying is never let in again.
  return [refuse, { times: flaw === "counts-refused" ? [...times, at] : times }];
}
