/**
 * The leaky bucket as a queue: what comes in a burst goes out at a steady rate, first come, first served. Not to be
 * taken for the leaky bucket as a meter, which is a token bucket seen from the other side and delays nothing.
 */
import type { Ms } from "../../model";
import { pass, refuse, type Verdict } from "./limiter";

export type Waiting = { readonly id: number; readonly dueMs: Ms };
/** `isBusy`: less than one interval since the last one left. */
export type LeakyQueue = { readonly waiting: readonly Waiting[]; readonly isBusy: boolean; readonly leftMs: Ms };
export const emptyQueue: LeakyQueue = { waiting: [], isBusy: false, leftMs: 0 };

export type LeakyQueueFlaw = "none" | "catches-up";

/** One request each so many ms, rounded up: never faster than the rate. */
export const intervalOf = (perSecond: number): Ms => Math.ceil(1000 / perSecond);

/**
 * A request arrives: it goes on, waits, or finds the queue full.
 * @param at own clock, ms; serves for the time it is due only
 * @param places how many may wait, >= 0
 */
export function enterQueue(
  s: LeakyQueue,
  at: Ms,
  id: number,
  perSecond: number,
  places: number,
): [Verdict, LeakyQueue] {
  if (!s.isBusy) return [pass, { ...s, isBusy: true, leftMs: at }];
  if (s.waiting.length >= places) return [refuse, s];
  const dueMs = (s.waiting.at(-1)?.dueMs ?? s.leftMs) + intervalOf(perSecond);
  return [
    { ok: true, waitMs: Math.max(0, dueMs - at) },
    { ...s, waiting: [...s.waiting, { id, dueMs }] },
  ];
}

/**
 * One interval is over: the first in line leaves.
 * @returns who leaves, in order, and the queue behind them
 * The flaw counts by the plan and not by the last one that left: after a standstill all that is overdue leaves at once.
 */
export function leaveQueue(s: LeakyQueue, at: Ms, flaw: LeakyQueueFlaw = "none"): [readonly Waiting[], LeakyQueue] {
  const overdue = flaw === "catches-up" ? s.waiting.filter(({ dueMs }) => dueMs <= at).length : 1;
  const left = s.waiting.slice(0, Math.max(1, overdue));
  if (left.length === 0) return [left, { ...s, isBusy: false }];
  return [left, { waiting: s.waiting.slice(left.length), isBusy: true, leftMs: at }];
}
