/** redis-cell's GCRA table: remaining, resetAfter and retryAfter for each request, the state carried along. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { type Gcra, throttle } from "../../lib/sim/rate-limiting/limiters/gcra";
import type { Reader, Verdict } from "./reader";

const File = z.object({
  quota: z.object({ limit: z.number(), maxBurst: z.number().optional(), ratePerSec: z.number() }),
  cases: z.array(
    z.object({
      n: z.number(),
      atMs: z.number(),
      volume: z.number(),
      remaining: z.number(),
      resetAfterMs: z.number(),
      /** -1000: none. */
      retryAfterMs: z.number(),
      limited: z.boolean(),
    }),
  ),
});

function check(path: string): Verdict {
  const name = basename(path);
  let file: z.infer<typeof File>;
  try {
    file = File.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (error) {
    return {
      cases: 0,
      passed: 0,
      note: `${name}: not of this form (${error instanceof Error ? error.message : error})`,
    };
  }
  const quota = { perSecond: file.quota.ratePerSec, limit: file.quota.limit };
  let state: Gcra = null;
  const wrong: string[] = [];
  for (const { n, atMs, volume, ...expected } of file.cases) {
    const [{ retryAfterMs = -1000, ...answer }, next] = throttle(state, atMs, quota, volume);
    state = next;
    const got = { ...answer, retryAfterMs };
    const differs = (Object.keys(expected) as (keyof typeof expected)[]).filter((key) => got[key] !== expected[key]);
    if (differs.length > 0) wrong.push(`case ${n}: ${differs.map((key) => `${key} ${got[key]}`).join(", ")}`);
  }
  const cases = file.cases.length;
  return { cases, passed: cases - wrong.length, note: wrong.join("; ") || "rows of the GCRA table" };
}

export const reader: Reader = { topic: "rate-limit", check };
