/** What scheduling costs: folding reviews, the queue, a plan over three weeks, with the released items. */
import { join } from "node:path";
import { catalogOf } from "../../lib/content/catalog";
import { loadContent } from "../../lib/content/load";
import type { ItemId } from "../../lib/ids";
import { foldLearner } from "../../lib/learner/state";
import { dayMs } from "../../lib/mastery/constants";
import { drawsFrom } from "../../lib/quiz/seed";
import { type Grade, type Memory, recallOf, remember } from "../../lib/schedule/fsrs";
import { planFor, planToday } from "../../lib/schedule/plan";
import { loadAhead, reviewQueue } from "../../lib/schedule/review";
import { longLog } from "./long-log";
import { type Figure, figure, timed } from "./measure";

const now = Date.UTC(2026, 10, 1);

export async function benchSchedule(): Promise<Figure[]> {
  const catalog = catalogOf(loadContent(join(process.cwd(), "content")), "zh");
  const figures = [figure("schedule: remember and recall, 100k reviews", "ms", await timed(5, manyReviews))];
  for (const count of [300, 10_000]) {
    const past = foldLearner(longLog(catalog, count, now), catalog);
    const wishes = { date: "2026-11-22", minutesADay: 60, from: now, east: 480 };
    const behind = `${catalog.items.length} items, ${count} answers`;
    figures.push(
      figure(`schedule: a plan of three weeks, ${behind}`, "ms", await timed(9, () => planFor(wishes, past, catalog))),
      figure(`schedule: today's part of it, ${behind}`, "ms", await timed(9, () => planToday(wishes, past, catalog))),
      figure(`schedule: the review queue, ${behind}`, "ms", await timed(9, () => reviewQueue(past, catalog, now))),
      figure(`schedule: the load of two weeks, ${behind}`, "ms", await timed(9, () => loadAhead(past, now, 14, 480))),
    );
  }
  return figures;
}

/** 263 items, each reviewed every second day. */
function manyReviews(): void {
  const draw = drawsFrom(3);
  const own = new Set<unknown>();
  const memory = new Map<ItemId, Memory>();
  for (let n = 0; n < 100_000; n++) {
    const item = `an.item-${n % 263}` as ItemId;
    const at = now + Math.floor(n / 263) * 2 * dayMs;
    recallOf(memory.get(item), at);
    memory.set(item, remember(memory.get(item), { at, grade: (1 + Math.floor(4 * draw())) as Grade }, own));
  }
}
