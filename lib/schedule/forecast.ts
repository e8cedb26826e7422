/** Where a plan may lead, as an interval that does not hide what nobody knows of growth. */
import { claims, dayMs, model } from "../mastery/constants";
import { type MasteryState, partsOf } from "../mastery/estimate";
import type { GapTarget } from "../mastery/observe";
import { spanOf } from "./growth";
import { liftOf, type Outlook } from "./outlook";

/**
 * Mean p over all gaps on a medium item as an 80 % interval, 0..100: how it stands now, and how it may stand
 * at the end of the horizon.
 */
export type Forecast = { now: { lo: number; hi: number }; later: { lo: number; hi: number } };

/** What is not known of the growth itself: half of what the plan adds, as a standard deviation. Heuristic. */
export const growthDoubt = 0.5;

/** @returns null before the third answer */
export function forecastOf(outlook: Outlook): Forecast | null {
  const {
    past: { mastery },
    gaps,
    from,
    end,
  } = outlook;
  if (mastery.global.n < claims.intervalFrom || gaps.size === 0) return null;
  const targets = [...gaps.values()].map(({ target }) => target);
  const added = targets.reduce((sum, { gap }) => sum + liftOf(outlook, gap, end), 0) / targets.length;
  const now = meanLogit(mastery, targets, from);
  const later = meanLogit(mastery, targets, from + end * dayMs);
  return {
    now: spanOf(now.x, now.variance),
    later: spanOf(later.x + added, later.variance + (growthDoubt * added) ** 2),
  };
}

/** The mean logit of several gaps: states that they share are counted once, with their whole weight. */
function meanLogit(state: MasteryState, targets: readonly GapTarget[], at: number): { x: number; variance: number } {
  const parts = new Map<string, { weight: number; mean: number; variance: number }>();
  for (const target of targets)
    for (const { of, id, weight, mean, variance } of partsOf(state, target, at)) {
      const key = `${of} ${id}`;
      const before = parts.get(key)?.weight ?? 0;
      parts.set(key, { weight: before + weight / targets.length, mean, variance });
    }
  let x: number = model.base;
  let spread = 0;
  for (const { weight, mean, variance } of parts.values()) {
    x += weight * mean;
    spread += weight * weight * variance;
  }
  return { x, variance: spread };
}
