/**
 * nginx's limit_req in its own units: `excess` in thousandths of a request, time in ms. Source: ngx_http_limit_req_module.c
 * (ngx_http_limit_req_lookup and _account); held to verdicts of a real nginx 1.22.1.
 */
import type { Ms } from "../../model";
import { oneRequest, refuse, type Verdict } from "./limiter";

/** null: the key was not seen yet. */
export type LimitReq = { readonly excess: number; readonly last: Ms } | null;

export type Zone = {
  /** `rate=`, requests per second. */
  perSecond: number;
  /** `burst=`, requests; 0 when not given. */
  burst: number;
  /** `delay=`, requests: so many of the excess go on at once, the rest waits. `nodelay` lets all go on. */
  delay: number | "nodelay";
};

/** nginx takes a clock that went back by more than a minute for a new day, and any smaller step for no time at all. */
const longAgoMs = 60_000;

/** One request. What is refused leaves no trace: neither excess nor time move. */
export function takeLimitReq(s: LimitReq, at: Ms, { perSecond, burst, delay }: Zone): [Verdict, LimitReq] {
  if (!s)
    return [
      { ok: true, waitMs: 0 },
      { excess: 0, last: at },
    ];
  const gone = at - s.last;
  const elapsed = gone < -longAgoMs ? 1 : Math.max(0, gone);
  const excess = Math.max(0, s.excess - perSecond * elapsed + oneRequest);
  if (excess > burst * oneRequest) return [refuse, s];
  const beyond = delay === "nodelay" ? 0 : Math.max(0, excess - delay * oneRequest);
  const waitMs = Math.floor(beyond / perSecond);
  return [
    { ok: true, waitMs },
    { excess, last: elapsed > 0 ? at : s.last },
  ];
}
