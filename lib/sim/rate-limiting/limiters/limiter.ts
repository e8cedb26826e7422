/** What all limiters share: a verdict on one arrival, from plain state and whole numbers. */
import type { Ms } from "../../model";

/** Let on (after `waitMs`), or refused. */
export type Verdict = { readonly ok: boolean; readonly waitMs: Ms };

export const pass: Verdict = { ok: true, waitMs: 0 };
export const refuse: Verdict = { ok: false, waitMs: 0 };

/** The span a limit is counted over. One second keeps "per second" and "per window" the same number. */
export const windowMs: Ms = 1000;

/** Thousandths of a request: at `n` requests per second, `n` thousandths come back each millisecond, exactly. */
export const oneRequest = 1000;
