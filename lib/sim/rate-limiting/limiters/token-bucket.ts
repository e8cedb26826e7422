import type { Ms } from "../../model";
import { oneRequest, pass, refuse, type Verdict } from "./limiter";

/** Thousandths of a token at time `at`. null: never used, full. */
export type TokenBucket = { readonly tokens: number; readonly at: Ms } | null;

export type TokenBucketFlaw = "none" | "refills-on-look";

/** What the bucket holds at `at`, thousandths of a token, at most `burst` tokens. */
export function tokensAt(s: TokenBucket, at: Ms, perSecond: number, burst: number): number {
  if (!s) return burst * oneRequest;
  return Math.min(burst * oneRequest, s.tokens + Math.max(0, at - s.at) * perSecond);
}

/**
 * Tokens come in at a steady rate up to `burst`; each request takes one. Refilled when looked at, so two numbers are
 * the whole state. Over any time T at most burst + rate * T pass.
 * @param perSecond tokens per second, >= 1
 * @param burst capacity, tokens, >= 1
 */
export function takeTokenBucket(
  s: TokenBucket,
  at: Ms,
  perSecond: number,
  burst: number,
  flaw: TokenBucketFlaw = "none",
): [Verdict, TokenBucket] {
  const tokens = tokensAt(s, at, perSecond, burst);
  if (tokens >= oneRequest) return [pass, { tokens: tokens - oneRequest, at }];
  // The flaw keeps the refill and not its time: the next look pays for the same milliseconds again.
  return [refuse, flaw === "refills-on-look" && s ? { tokens, at: s.at } : { tokens, at }];
}
