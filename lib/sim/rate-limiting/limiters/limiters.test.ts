import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { emptyWindow, takeFixedWindow } from "./fixed-window";
import { takeGcra, throttle } from "./gcra";
import { emptyQueue, enterQueue, leaveQueue } from "./leaky-queue";
import type { Verdict } from "./limiter";
import { takeLimitReq } from "./nginx";
import { emptyCounter, takeSlidingCounter } from "./sliding-counter";
import { emptyLog, takeSlidingLog } from "./sliding-log";
import { takeTokenBucket } from "./token-bucket";

/** Times of arrivals, never running back. */
const arrivals = fc
  .array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 60 })
  .map((gaps) => gaps.map((_, index) => gaps.slice(0, index + 1).reduce((sum, gap) => sum + gap, 0)));
const perSecond = fc.integer({ min: 1, max: 12 });
const burst = fc.integer({ min: 1, max: 8 });

/** The times that a limiter lets on. */
function letOn<S>(times: readonly number[], empty: S, take: (s: S, at: number) => [Verdict, S]): number[] {
  let s = empty;
  return times.filter((at) => {
    const [verdict, next] = take(s, at);
    s = next;
    return verdict.ok;
  });
}
/** The most of these times within any window (at - spanMs, at]. */
const most = (times: readonly number[], spanMs: number): number =>
  Math.max(0, ...times.map((at) => times.filter((time) => time > at - spanMs && time <= at).length));

describe("what each limiter promises", () => {
  it("the sliding log lets at most the limit on in any second", () => {
    fc.assert(
      fc.property(arrivals, perSecond, (times, limit) => {
        expect(
          most(
            letOn(times, emptyLog, (s, at) => takeSlidingLog(s, at, limit)),
            1000,
          ),
        ).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it("the fixed window lets at most twice the limit on, and can reach it", () => {
    fc.assert(
      fc.property(arrivals, perSecond, (times, limit) => {
        const on = letOn(times, emptyWindow, (s, at) => takeFixedWindow(s, at, limit));
        expect(most(on, 1000)).toBeLessThanOrEqual(2 * limit);
      }),
    );
    const edge = [990, 990, 990, 1000, 1000, 1000];
    expect(letOn(edge, emptyWindow, (s, at) => takeFixedWindow(s, at, 3))).toHaveLength(6);
  });

  it("the token bucket lets at most burst + rate * T on in any T", () => {
    fc.assert(
      fc.property(arrivals, perSecond, burst, (times, rate, size) => {
        const on = letOn(times, null, (s: Parameters<typeof takeTokenBucket>[0], at) =>
          takeTokenBucket(s, at, rate, size),
        );
        for (const [first, from] of on.entries())
          for (let last = first; last < on.length; last++) {
            const spanMs = (on[last] ?? 0) - from;
            expect((last - first + 1) * 1000).toBeLessThanOrEqual(size * 1000 + rate * spanMs);
          }
      }),
    );
  });

  it("GCRA decides as the token bucket does, with one number of state", () => {
    fc.assert(
      fc.property(arrivals, perSecond, burst, (times, rate, size) => {
        const byTokens = letOn(times, null, (s: Parameters<typeof takeTokenBucket>[0], at) =>
          takeTokenBucket(s, at, rate, size),
        );
        const byTat = letOn(times, null, (s: Parameters<typeof takeGcra>[0], at) =>
          takeGcra(s, at, { perSecond: rate, limit: size }),
        );
        expect(byTat).toEqual(byTokens);
      }),
    );
  });

  it("nginx decides as a token bucket of burst + 1, with and without nodelay", () => {
    fc.assert(
      fc.property(arrivals, perSecond, burst, (times, rate, size) => {
        const byTokens = letOn(times, null, (s: Parameters<typeof takeTokenBucket>[0], at) =>
          takeTokenBucket(s, at, rate, size + 1),
        );
        for (const delay of [0, 2, "nodelay"] as const) {
          const byNginx = letOn(times, null, (s: Parameters<typeof takeLimitReq>[0], at) =>
            takeLimitReq(s, at, { perSecond: rate, burst: size, delay }),
          );
          expect(byNginx).toEqual(byTokens);
        }
      }),
    );
  });

  it("the sliding counter is fooled by arrivals at the end of a second", () => {
    const times = [950, 950, 950, 950, 1900, 1900, 1900];
    const on = letOn(times, emptyCounter, (s, at) => takeSlidingCounter(s, at, 4));
    expect(most(on, 1000)).toBe(7);
  });
});

describe("single rules", () => {
  it("nginx at 10 r/s and burst=5 takes six of eight at once and holds the last for half a second", () => {
    let s: Parameters<typeof takeLimitReq>[0] = null;
    const verdicts = Array.from({ length: 8 }, () => {
      const [verdict, next] = takeLimitReq(s, 0, { perSecond: 10, burst: 5, delay: 0 });
      s = next;
      return verdict.ok ? verdict.waitMs : null;
    });
    expect(verdicts).toEqual([0, 100, 200, 300, 400, 500, null, null]);
  });

  it("a request above the limit can never pass and is told so", () => {
    expect(throttle(null, 0, { perSecond: 1, limit: 5 }, 6)[0]).toMatchObject({
      limited: true,
      retryAfterMs: undefined,
    });
    expect(throttle(null, 0, { perSecond: 1, limit: 5 }, 5)[0]).toMatchObject({ limited: false, remaining: 0 });
  });

  it("the queue sends on one per interval, in order, and is idle again one interval after the last", () => {
    let s = emptyQueue;
    for (const id of [1, 2, 3]) s = enterQueue(s, 0, id, 5, 2)[1];
    expect(enterQueue(s, 0, 4, 5, 2)[0].ok).toBe(false);
    const ids: number[] = [];
    while (s.isBusy) {
      const [left, next] = leaveQueue(s, 0);
      ids.push(...left.map(({ id }) => id));
      s = next;
    }
    expect(ids).toEqual([2, 3]);
  });
});
