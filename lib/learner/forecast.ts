/** What study until the interview may do for the gaps that need it most, for so many minutes a day. */
import type { GapId } from "../ids";
import { claims } from "../mastery/constants";
import type { Catalog } from "../quiz/catalog";
import { type PathPoint, pathsOf } from "../schedule/gap-paths";
import { planFor, wishesOf } from "../schedule/plan";
import { judgedGaps } from "./asked-place";
import { weakestGaps } from "./select";
import type { LearnerState } from "./state";

/** `minutes` a day; absent: as in the settings. `east`: minutes that the learner's clock is ahead of UTC. */
export type ForecastAsked = { minutes?: number; east: number };

export type GapForecast = {
  /** Days until the interview. */
  horizon: number;
  minutes: number;
  /** Minutes a day of the settings. */
  settled: number;
  /** Days that the plan leaves out, because the interview is further off than a plan looks. */
  beyond: number;
  /** The two weakest gaps that have an interval; each point is an interval. */
  gaps: { gap: GapId; n: number; path: PathPoint[] }[];
};

/** Gaps that are drawn: two lines can be told apart. */
const mostGaps = 2;

/** @returns null without a date that is to come */
export function gapForecast(
  state: LearnerState,
  catalog: Catalog,
  now: number,
  { minutes, east }: ForecastAsked,
): GapForecast | null {
  const settled = wishesOf(state.settings, now, east);
  const wishes = minutes === undefined ? settled : { ...settled, minutesADay: minutes };
  if (wishes.date === undefined) return null;
  const plan = planFor(wishes, state, catalog);
  if (plan.horizon === null) return null;
  const weakest = weakestGaps(state, catalog, now, catalog.gaps.length)
    .filter(({ n }) => n >= claims.intervalFrom)
    .slice(0, mostGaps);
  const places = judgedGaps(state, catalog).filter(({ gap }) => weakest.some((each) => each.gap === gap));
  const paths = pathsOf(plan, state, catalog, now, places);
  return {
    horizon: plan.horizon,
    minutes: wishes.minutesADay,
    settled: settled.minutesADay,
    beyond: Math.max(0, plan.horizon - plan.days.length),
    gaps: weakest.map(({ gap, n }) => ({ gap, n, path: paths.get(gap) ?? [] })),
  };
}
