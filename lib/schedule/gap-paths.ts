/**
 * Where a plan may lead, gap by gap. A plan keeps its steps and not what it expects of them, so they are taken once more in
 * their order, by the same law of growth.
 */
import type { GapId } from "../ids";
import { dayMs } from "../mastery/constants";
import { onScale } from "../mastery/estimate";
import { type JudgedGap, placeLogit } from "../mastery/place";
import type { Catalog } from "../quiz/catalog";
import { growthDoubt } from "./forecast";
import { pOf, raiseOf, spanOf } from "./growth";
import { liftOf, type Outlook, outlookOf, planItems, planNote, raise } from "./outlook";
import type { Plan, PlanPast, Step } from "./plan";

/** The middle and the 80 % interval of p on a medium item, 0..100, so many days from now. */
export type PathPoint = { day: number; mid: number; lo: number; hi: number };

/**
 * @param from now, epoch ms, as the plan was made
 * @param gaps whose path is wanted, with the learner's word, so that a path begins where the gap's bar stands
 * @returns a point for today before any step, and one for each day of the plan after its steps
 */
export function pathsOf(
  plan: Plan,
  past: PlanPast,
  catalog: Catalog,
  from: number,
  gaps: readonly JudgedGap[],
): ReadonlyMap<GapId, PathPoint[]> {
  const outlook = outlookOf(past, catalog, from, plan.horizon ?? plan.days.length);
  const paths = new Map(gaps.map((place) => [place.gap, [pointOf(outlook, place, 0)]]));
  plan.days.forEach(({ steps }, day) => {
    for (const step of steps) take(outlook, catalog, step, day);
    for (const place of gaps) paths.get(place.gap)?.push(pointOf(outlook, place, day + 1));
  });
  return paths;
}

/** As of the beginning of a day, when the steps of all days before it are taken. */
function pointOf(outlook: Outlook, place: JudgedGap, day: number): PathPoint {
  const lift = liftOf(outlook, place.gap, day);
  const { x, variance } = placeLogit(outlook.past.mastery, place, outlook.from + day * dayMs);
  return { day, mid: onScale(x + lift), ...spanOf(x + lift, variance + (growthDoubt * lift) ** 2) };
}

function take(outlook: Outlook, catalog: Catalog, step: Step, day: number): void {
  switch (step.kind) {
    case "items":
    case "reviews":
      planItems(
        outlook,
        step.items.flatMap((item) => outlook.candidates.get(item) ?? []),
        day,
      );
      return;
    case "note":
      planNote(outlook, catalog, step.topic, step.minutes, day);
      return;
    case "chain":
      raise(outlook, step.gap, rungsOf(catalog, step.chain) * rise(outlook, step.gap, day), day);
      return;
    case "mock": {
      const asked = questionsOf(catalog, step.preset);
      for (const gap of outlook.gaps.keys())
        raise(outlook, gap, (asked / outlook.gaps.size) * rise(outlook, gap, day), day);
      return;
    }
    default:
      step satisfies never;
  }
}

/** Logits that one medium question adds to a gap on a day. */
function rise(outlook: Outlook, gap: GapId, day: number): number {
  const place = outlook.gaps.get(gap);
  return place ? raiseOf(pOf(place.x + liftOf(outlook, gap, day), place.variance, 0)) : 0;
}

const rungsOf = (catalog: Catalog, chain: string): number =>
  catalog.chains.find(({ id }) => id === chain)?.rungs.length ?? 0;

const questionsOf = (catalog: Catalog, preset: string): number =>
  (catalog.mocks.find(({ id }) => id === preset)?.sections ?? [])
    .flatMap(({ draw }) => draw)
    .reduce((sum, { count }) => sum + count, 0);
