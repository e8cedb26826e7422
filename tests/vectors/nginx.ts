/** nginx 1.22.1: limit_req verdicts. swrr.json and hash.json are of simulators that do not stand yet. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { z } from "zod";
import { type LimitReq, takeLimitReq, type Zone } from "../../lib/sim/rate-limiting/limiters/nginx";
import type { Reader, Verdict } from "./reader";

const Result = z.object({ at: z.number(), status: z.number(), took: z.number() });
type Result = z.infer<typeof Result>;
const Case = z.object({
  cfg: z.object({
    rate: z.number(),
    burst: z.number(),
    nodelay: z.boolean().optional(),
    delay: z.number().optional(),
  }),
  pattern: z.string(),
  results: z.array(Result),
});
const File = z.object({ cases: z.array(Case) });

/** The client noted the time, nginx decided by its own: so far apart at most, ms. */
const edgeMs = 2;
/** A held request comes back this much later than it was due at most: timers, the loop, the way back. */
const lateMs = 15;

/**
 * Arrivals so near to each other that their order at nginx is not known: of these the number let on is compared, and how
 * long they were held, not which of them it was.
 */
export function clustered(results: readonly Result[]): Result[][] {
  const clusters: Result[][] = [];
  for (const result of [...results].sort((a, b) => a.at - b.at)) {
    const last = clusters.at(-1);
    const before = last?.at(-1);
    if (last && before && result.at - before.at <= edgeMs) last.push(result);
    else clusters.push([result]);
  }
  return clusters;
}

/** Whether nginx's rule can have given these answers, each arrival being within `edgeMs` of the noted time. */
export function agrees(results: readonly Result[], zone: Zone): string | undefined {
  let states: LimitReq[] = [null];
  for (const cluster of clustered(results)) {
    const expected = cluster.filter(({ status }) => status === 200);
    const tookMs = expected.map(({ took }) => took).sort((a, b) => a - b);
    const next = new Map<string, LimitReq>();
    for (const state of states)
      for (let shift = -edgeMs; shift <= edgeMs; shift++) {
        let here = state;
        const waits: number[] = [];
        for (const { at } of cluster) {
          // Time does not run back for nginx, whatever the client noted.
          const [verdict, after] = takeLimitReq(here, Math.max(here?.last ?? at + shift, at + shift), zone);
          here = after;
          if (verdict.ok) waits.push(verdict.waitMs);
        }
        if (waits.length !== expected.length) continue;
        waits.sort((a, b) => a - b);
        const isTimely = waits.every((wait, index) => {
          const late = (tookMs[index] ?? 0) - wait;
          return late >= -2 * edgeMs && late <= lateMs;
        });
        if (isTimely) next.set(JSON.stringify(here), here);
      }
    if (next.size === 0) return `at ${cluster[0]?.at} ms: ${expected.length} of ${cluster.length} were let on`;
    states = [...next.values()];
  }
  return undefined;
}

function check(path: string): Verdict {
  const name = basename(path);
  if (!/limit_req/.test(name)) return { cases: 0, passed: 0, note: `${name}: belongs to a simulator not built yet` };
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
  const wrong = file.cases.flatMap(({ cfg, pattern, results }) => {
    const delay = cfg.nodelay ? "nodelay" : (cfg.delay ?? 0);
    const why = agrees(results, { perSecond: cfg.rate, burst: cfg.burst, delay });
    return why ? [`rate=${cfg.rate} burst=${cfg.burst} ${delay === 0 ? "" : delay} ${pattern} ${why}`] : [];
  });
  const cases = file.cases.length;
  return { cases, passed: cases - wrong.length, note: wrong.join("; ") || "verdicts and waits of limit_req" };
}

export const reader: Reader = { topic: "nginx", check };
