/**
 * Each lab by keyboard alone: found in the list, played and stepped, and one of its tasks solved by the choices that the
 * explorer found, each made through the menu of the thing it is done to.
 */
import type { Page } from "@playwright/test";
import type { AnyLab } from "../../lib/sim/lab";
import { builtLabs, loadLab } from "../../lib/sim/labs";
import type { Choice } from "../../lib/sim/model";
import { type Entry, Replay } from "../../lib/sim/replay";
import { grade, kernelOfTask, stageOf } from "../../lib/sim/task";
import { inspect } from "./inspect";
import { expect, inBoth, tabTo, test, untilHeard } from "./journey";
import { planOf, takeInMenu, thingOf } from "./tape";

type Task = AnyLab["tasks"][number];

const stepOf = (page: Page) => page.locator(".lab-head b");
/** Goes through the things on the stage by N until this one has the focus. */
async function goToThing(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(`[data-on-stage="${wanted}"]`), name)) return;
    await page.keyboard.press("n");
  }
  throw new Error(`N does not lead to ${name} on the stage`);
}

/** Opens the menu of the thing that a choice is made on, and takes it there. */
async function make(page: Page, c: Choice): Promise<void> {
  await goToThing(page, thingOf(c));
  await page.keyboard.press("Enter");
  await takeInMenu(page, c);
}

/** Whether the menus of nodes and messages hold all that this task's solution needs. */
const isByMenu = ({ solution }: Task): boolean =>
  solution.length > 0 && solution.every(([, , c]: Entry) => "msg" in c || "node" in c);

/** How many keys a task takes. */
const pressesOf = (lab: AnyLab, task: Task): number =>
  planOf(lab, task, task.solution).reduce((sum, { after }) => sum + after + 5, 0);

/** The digest of the run in which each choice is made right after so many steps, as Node comes to it. */
function digestOf(lab: AnyLab, task: Task): string {
  const kernel = kernelOfTask(lab, task);
  const stage = stageOf(kernel, task);
  let run = new Replay(kernel, task.tape.c);
  let { n } = stage;
  for (const { c, after } of planOf(lab, task, task.solution)) {
    n += after;
    run.at(n);
    run = run.fork(n, c);
    run.at(++n);
  }
  return grade(kernel, task, run.entries.slice(task.tape.c.length)).digest;
}

for (const id of builtLabs) {
  inBoth(`${id} is operated, and a task of it solved, by keyboard`, async ({ page, locale, t }) => {
    const lab = await loadLab(id);
    await page.goto(`/${locale}/labs`);
    await tabTo(page, `main a[href="/${locale}/labs/${id}"]`);
    await page.keyboard.press("Enter");
    await page.locator(".lab-stage button").first().waitFor();
    await untilHeard(page);
    await expect(stepOf(page)).toHaveText(t("labs.step", { n: 0 }));
    for (let steps = 0; steps < 5; steps++) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await expect(stepOf(page)).toHaveText(t("labs.step", { n: 4 }));
    await page.keyboard.press("End");
    await expect(stepOf(page)).toHaveText(t("labs.step", { n: 5 }));
    await page.keyboard.press(" ");
    await expect(page.getByRole("button", { name: t("labs.to.pause"), exact: true })).toBeVisible();
    await page.keyboard.press(" ");
    await expect(page.getByRole("button", { name: t("labs.to.play"), exact: true })).toBeVisible();
    if (lab.faults.doings.includes("crash")) {
      await goToThing(page, "node-0");
      await page.keyboard.press("c");
      await expect(page.locator('[data-on-stage="node-0"]')).toHaveAccessibleName(new RegExp(t("labs.state.down")));
    }

    const [task] = lab.tasks.filter(isByMenu).sort((a: Task, b: Task) => pressesOf(lab, a) - pressesOf(lab, b));
    if (!task) throw new Error(`no task of ${id} can be solved through the menus`);
    await page.goto(`/${locale}/labs/${id}?do=task-${task.id}`);
    await page.locator(".lab-stage button").first().waitFor();
    await tabTo(page, ".lab-predict input");
    await page.keyboard.press(" ");
    await tabTo(page, ".lab-predict button[type=submit]");
    await page.keyboard.press("Enter");
    for (const { c, after } of planOf(lab, task, task.solution)) {
      for (let steps = 0; steps < after; steps++) await page.keyboard.press("ArrowRight");
      await make(page, c);
    }
    await page.keyboard.press("End");
    const solved = page.locator("[data-solved]");
    await expect(solved).toContainText(t("labs.task.solvedPar", { used: task.solution.length }));
    // The same tape, the same world, whatever engine plays it.
    await expect(solved).toHaveAttribute("data-solved", digestOf(lab, task));
    // As it begins, the page is looked at with all others.
    if (locale === "zh") expect(await inspect(page)).toEqual([]);
  });
}

test("a lab that does not exist has no page", async ({ page, watched }) => {
  watched.expect(/404/);
  expect((await page.goto("/zh/labs/no-such-lab"))?.status()).toBe(404);
});
