/**
 * The generic cell rate algorithm with one number of state, the theoretical arrival time (TAT). Same verdicts as a token
 * bucket. Written after redis-cell, whose table it is held to. Source: ITU-T I.371; brandur/redis-cell src/cell/mod.rs.
 */
import type { Ms } from "../../model";
import { oneRequest, pass, refuse, type Verdict } from "./limiter";

/** Time in units of 1 ms / `perSecond`, so that any rate is exact: one request is worth 1000 units. null: never used. */
export type Gcra = { readonly tat: number } | null;

export type GcraFlaw = "none" | "refused-moves-tat";

export type Quota = {
  /** Requests per second, >= 1. */
  perSecond: number;
  /** How many may come at once: redis-cell's `max_burst` + 1. */
  limit: number;
};

/** What redis-cell's CL.THROTTLE answers. */
export type Throttle = {
  limited: boolean;
  remaining: number;
  /** Until the quota is whole again, ms. */
  resetAfterMs: Ms;
  /** Until this very request could pass; undefined when it passed, or never can because it is above the limit. */
  retryAfterMs: Ms | undefined;
};

/**
 * @param at own clock, ms
 * @param volume how many requests this one counts for, >= 0; 0 only asks
 */
export function throttle(s: Gcra, at: Ms, quota: Quota, volume = 1, flaw: GcraFlaw = "none"): [Throttle, Gcra] {
  const { perSecond, limit } = quota;
  const now = at * perSecond;
  const tat = s?.tat ?? now;
  const tolerance = limit * oneRequest;
  const increment = volume * oneRequest;
  const newTat = Math.max(now, tat) + increment;
  const early = newTat - tolerance - now;
  const limited = early > 0;
  const left = (limited ? tat : newTat) - now;
  const toMs = (units: number) => Math.ceil(units / perSecond);
  const answer: Throttle = {
    limited,
    remaining: Math.max(0, Math.floor((tolerance - left) / oneRequest)),
    resetAfterMs: Math.max(0, toMs(left)),
    retryAfterMs: limited && increment <= tolerance ? toMs(early) : undefined,
  };
  return [answer, limited && flaw !== "refused-moves-tat" ? s : { tat: newTat }];
}

/** One request: let on or refused. */
export function takeGcra(s: Gcra, at: Ms, quota: Quota, flaw: GcraFlaw = "none"): [Verdict, Gcra] {
  const [{ limited }, next] = throttle(s, at, quota, 1, flaw);
  return [limited ? refuse : pass, next];
}
