/**
 * Each lab by keyboard alone: found in the list, played and stepped, and one of its tasks solved by the choices that the
 * explorer found, each made through the menu of the thing it is done to. Half of it in Chinese, half in English.
 */
import type { Page } from "@playwright/test";
import { type AnyLab, labIds } from "../../lib/sim/lab";
import { builtLabs, loadLab } from "../../lib/sim/labs";
import type { Choice } from "../../lib/sim/model";
import { type Entry, Replay } from "../../lib/sim/replay";
import { kernelOfTask, stageOf } from "../../lib/sim/task";
import { inspect } from "./inspect";
import { expect, tabTo, test, untilHeard, words } from "./journey";

type Task = AnyLab["tasks"][number];

const stepOf = (page: Page) => page.locator(".lab-head b");
/** The same data in whatever order its keys were written. */
const plain = (value: unknown): string =>
  JSON.stringify(value, (_, each) =>
    typeof each === "object" && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Goes through the things on the stage by N until this one has the focus. */
async function goToThing(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(`[data-on-stage="${wanted}"]`), name)) return;
    await page.keyboard.press("n");
  }
  throw new Error(`N does not lead to ${name} on the stage`);
}

/** Opens the menu of the thing that a choice is made on, goes down to the choice, and presses it. */
async function make(page: Page, c: Choice): Promise<void> {
  const thing = "msg" in c ? c.msg : "node" in c ? `node-${c.node}` : undefined;
  if (thing === undefined) throw new Error(`the journey has no hand for ${JSON.stringify(c)}`);
  await goToThing(page, thing);
  await page.keyboard.press("Enter");
  for (let presses = 0; presses < 30; presses++) {
    const focused = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset.choice);
    if (focused && plain(JSON.parse(focused)) === plain(c)) {
      await page.keyboard.press("Enter");
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`the menu of ${thing} has no ${JSON.stringify(c)}`);
}

/** Whether the menus of nodes and messages hold all that this task's solution needs. */
const isByMenu = ({ solution }: Task): boolean =>
  solution.length > 0 && solution.every(([, , c]: Entry) => "msg" in c || "node" in c);

/** The solution, and how many steps of the scheduler lie before each of its choices. */
function planOf(lab: AnyLab, task: Task): { c: Choice; after: number }[] {
  const kernel = kernelOfTask(lab, task);
  const { n } = stageOf(kernel, task);
  const replay = new Replay(kernel, [...task.tape.c, ...task.solution]);
  const plan: { c: Choice; after: number }[] = [];
  let last = n;
  for (const [index, [, , c]] of task.solution.entries()) {
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

for (const [index, id] of builtLabs.entries())
  test(`${id} is operated and a task of it solved by keyboard`, async ({ page }) => {
    const lab = await loadLab(id);
    if (!lab) throw new Error(`no lab ${id}`);
    const locales = index % 2 === 0 ? (["zh", "en"] as const) : (["en", "zh"] as const);
    const [first, second] = [words(locales[0]), words(locales[1])];

    await page.goto(`/${locales[0]}/labs`);
    await tabTo(page, `main a[href="/${locales[0]}/labs/${id}"]`);
    await page.keyboard.press("Enter");
    await page.locator(".lab-stage button").first().waitFor();
    await untilHeard(page);
    await expect(stepOf(page)).toHaveText(first("labs.step", { n: 0 }));
    for (let steps = 0; steps < 5; steps++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await expect(stepOf(page)).toHaveText(first("labs.step", { n: 4 }));
    await page.keyboard.press("End");
    await expect(stepOf(page)).toHaveText(first("labs.step", { n: 5 }));
    await page.keyboard.press(" ");
    await expect(page.getByRole("button", { name: first("labs.to.pause"), exact: true })).toBeVisible();
    await page.keyboard.press(" ");
    await expect(page.getByRole("button", { name: first("labs.to.play"), exact: true })).toBeVisible();
    if (lab.faults.doings.includes("crash")) {
      await goToThing(page, "node-0");
      await page.keyboard.press("c");
      await expect(page.locator('[data-on-stage="node-0"]')).toHaveAccessibleName(new RegExp(first("labs.state.down")));
    }
    await page.keyboard.press("Home");
    expect(await inspect(page)).toEqual([]);

    const presses = (plan: ReturnType<typeof planOf>) => plan.reduce((sum, { after }) => sum + after + 5, 0);
    const [task] = lab.tasks
      .filter(isByMenu)
      .sort((a: Task, b: Task) => presses(planOf(lab, a)) - presses(planOf(lab, b)));
    if (!task) throw new Error(`no task of ${id} can be solved through the menus`);
    await page.goto(`/${locales[1]}/labs/${id}?do=task-${task.id}`);
    await page.locator(".lab-stage button").first().waitFor();
    await tabTo(page, ".lab-predict input");
    await page.keyboard.press(" ");
    await tabTo(page, ".lab-predict button[type=submit]");
    await page.keyboard.press("Enter");
    for (const { c, after } of planOf(lab, task)) {
      for (let steps = 0; steps < after; steps++) await page.keyboard.press("ArrowRight");
      await make(page, c);
    }
    await page.keyboard.press("End");
    await expect(page.locator("[data-solved]")).toContainText(
      second("labs.task.solvedPar", { used: task.solution.length }),
    );
    expect(await inspect(page)).toEqual([]);
  });

test("a lab that does not stand yet is named in the list and has no page", async ({ page, watched }) => {
  watched.expect(/404/);
  const planned = labIds.find((id) => !builtLabs.includes(id)) ?? "no-such-lab";
  expect((await page.goto(`/zh/labs/${planned}`))?.status()).toBe(404);
});
