/** A tape, made by hand in the page: which choices at which steps, and how one is taken in the menu of a thing. */
import type { Page } from "@playwright/test";
import type { AnyLab } from "../../lib/sim/lab";
import type { Choice } from "../../lib/sim/model";
import { type Entry, Replay } from "../../lib/sim/replay";
import { kernelOfTask, stageOf } from "../../lib/sim/task";

type Task = AnyLab["tasks"][number];

/** The choices of a tape, and how many steps of the scheduler lie before each. */
export function planOf(lab: AnyLab, task: Task, entries: readonly Entry[]): { c: Choice; after: number }[] {
  const kernel = kernelOfTask(lab, task);
  const { n } = stageOf(kernel, task);
  const replay = new Replay(kernel, [...task.tape.c, ...entries]);
  const plan: { c: Choice; after: number }[] = [];
  let last = n;
  for (const [index, [, , c]] of entries.entries()) {
    const given = task.tape.c.length + index;
    let step = last;
    while (replay.choicesAt(step) <= given) {
      if (replay.at(++step).n < step) throw new Error(`${JSON.stringify(c)} does not come in the run of ${task.id}`);
    }
    plan.push({ c, after: step - 1 - last });
    last = step;
  }
  return plan;
}

/** What on the stage a choice is made on. */
export function thingOf(c: Choice): string {
  if ("msg" in c) return c.msg;
  if ("node" in c) return `node-${c.node}`;
  throw new Error(`there is no hand for ${JSON.stringify(c)}`);
}

/** The same data in whatever order its keys were written. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** With the menu of a thing open: goes down to the choice, and presses it. */
export async function takeInMenu(page: Page, c: Choice): Promise<void> {
  // The focus goes into the menu when it is open, a moment after the key.
  await page.locator(".lab-menu:popover-open button:focus").waitFor();
  for (let presses = 0; presses < 30; presses++) {
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.choice);
    if (focused && plain(JSON.parse(focused)) === plain(c)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the menu has no ${JSON.stringify(c)}`);
}
