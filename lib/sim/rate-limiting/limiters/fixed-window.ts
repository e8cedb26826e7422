import type { Ms } from "../../model";
import { pass, refuse, type Verdict, windowMs } from "./limiter";

/** Which second it is, and how many were let through in it. */
export type FixedWindow = { readonly index: number; readonly count: number };
export const emptyWindow: FixedWindow = { index: -1, count: 0 };

/**
 * A counter that starts anew with each second of the clock.
 * @param limit requests per second, >= 1
 * @param at own clock, ms
 * Promises at most `limit` between two edges; twice that can pass across one edge.
 */
export function takeFixedWindow(s: FixedWindow, at: Ms, limit: number): [Verdict, FixedWindow] {
  const index = Math.floor(at / windowMs);
  const count = index === s.index ? s.count : 0;
  if (count >= limit) return [refuse, s];
  return [pass, { index, count: count + 1 }];
}
