/** A question whose key was corrected: the dashboard and the report tell what it earned then and what it earns now. */
import type { Page } from "@playwright/test";
import type { Catalog, Item } from "../../lib/quiz/catalog";
import { expect, inBoth, storedEvents } from "./journey";
import { fillProfile } from "./used-profile";

/**
 * From the next load on the browser gets a catalog in which one key is corrected: a single choice that was wrong in the
 * interview is right, under a higher revision.
 */
async function correctOne(page: Page): Promise<{ item: string; answer: string }> {
  const wrong = (await storedEvents(page)).find(({ type, body }) => {
    const { mode, kind, score } = body as { mode?: string; kind?: string; score?: { earned: number } };
    return type === "item-answered" && mode === "mock" && kind === "single-choice" && score?.earned === 0;
  });
  if (!wrong) throw new Error("nobody was wrong on a single choice");
  const { item: id, response } = wrong.body as { item: string; response: { choice: { chosen: string[] } } };
  const correct = (item: Item): Item => {
    if (item.id !== id || item.kind !== "single-choice") return item;
    const options = item.spec.options.map(({ key: _, ...option }) =>
      response.choice.chosen.includes(option.id) ? { ...option, key: true as const } : option,
    );
    return { ...item, revision: item.revision + 1, spec: { ...item.spec, options } };
  };
  await page.route("**/catalog.json", async (route) => {
    const answered = await route.fetch();
    const catalog: Catalog = await answered.json();
    const items = catalog.items.map(correct);
    await route.fulfill({ response: answered, json: { ...catalog, revision: "corrected", items } });
  });
  await page.route("**/questions.json", async (route) => {
    const answered = await route.fetch();
    await route.fulfill({ response: answered, json: { ...(await answered.json()), revision: "corrected" } });
  });
  return { item: id, answer: wrong.id };
}

inBoth("a corrected question: one quiet line on the dashboard opens to what changed", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`));
  await expect(page.locator("main details.gap-row").first()).toBeVisible();
  const line = page.locator("[data-rescored]");
  await expect(line).toHaveCount(0);

  const { answer } = await correctOne(page);
  await page.reload();
  await expect(line.locator("summary")).toContainText(t("dashboard.rescored.title").trim());
  await line.locator("summary").click();
  const row = line.locator(`[data-answer="${answer}"]`);
  await expect(row).toContainText(t("dashboard.rescored.scores", { was: 0, now: 100 }));
  await expect(line.locator("[data-gap]").first()).toContainText(/[+−]\d/);
  await row.getByRole("button").click();
  const dialog = page.getByRole("dialog");
  const marks = { wasEarned: 0, wasPossible: 1, earned: 1, possible: 1, from: 1, to: 2 };
  await expect(dialog.locator("[data-remarked]")).toHaveText(t("quiz.remarked", marks));
  await expect(dialog.locator("[data-question]")).toBeVisible();
});

inBoth("a corrected question: the report keeps its result, with today's beside it", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/mock/report`));
  const credit = page.locator("[data-credit]");
  await expect(credit).toBeVisible();
  const then = (await credit.getAttribute("data-credit")) ?? "";
  await expect(page.locator("[data-today]")).toHaveCount(0);

  const { item } = await correctOne(page);
  await page.reload();
  const now = Math.round((Number(then) + 1) * 10) / 10;
  await expect(page.locator("p[data-today]")).toHaveAttribute("data-today", String(now));
  await expect(credit).toHaveAttribute("data-credit", then);
  const all = t("report.items.show.all", { count: 99 }).replace("99", "\\d+");
  await page
    .locator("section", { has: page.locator("#items") })
    .getByText(new RegExp(`^${all}$`))
    .click();
  const line = page.locator(`[data-item="${item}"]`);
  await expect(line).toHaveAttribute("data-result", "wrong");
  await expect(line.locator("summary [data-today]")).toContainText(t("report.today.item").trim());
  await expect(line.locator("summary [data-today]")).toHaveAttribute("data-today", "right");
  await line.locator("summary").click();
  await expect(line.locator("[data-remarked]")).toBeVisible();
  await expect(line.locator("[data-question]")).toBeVisible();
});
