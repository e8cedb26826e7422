/** Settings: single keys off, the theme, the interview plan, and taking one's answers along. */
import { readFile } from "node:fs/promises";
import { expect, inBoth, storedEvents } from "./journey";
import { fillProfile } from "./used-profile";

inBoth("single keys switched off are off everywhere, at once and after a reload", async ({ page, locale, t }) => {
  await page.goto(`/${locale}/settings`);
  await page.keyboard.press("/");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");

  const choice = page.getByRole("group", { name: t("settings.keys.title") });
  await choice.getByText(t("settings.keys.off"), { exact: true }).click();
  await page.keyboard.press("/");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeHidden();
  // A combination still works.
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");

  await page.goto(`/${locale}/practice?set=topic&topic=consensus-raft&seed=1`);
  await expect(page.locator("[data-question]")).toBeVisible();
  await page.keyboard.press("1");
  await page.keyboard.press("c");
  await page.keyboard.press("s");
  await expect(page.getByText(t("practice.progress", { index: 1, count: 8 }))).toBeVisible();
  await expect(page.locator("main :checked")).toHaveCount(0);

  await page.goto(`/${locale}/settings`);
  await choice.getByText(t("settings.keys.on"), { exact: true }).click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
});

inBoth("the theme chosen here is the theme of all pages", async ({ page, locale, t }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto(`/${locale}/settings`);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page
    .getByRole("group", { name: t("settings.theme.title") })
    .getByText(t("settings.theme.dark"), { exact: true })
    .click();
  await expect.poll(ground).not.toBe(light);
  await page.goto(`/${locale}/topics/consensus-raft`);
  expect(await ground()).not.toBe(light);
});

inBoth("the interview plan that is set here is the plan of the day's page", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/settings`));
  const row = page.locator("section[aria-labelledby=interview]");
  await expect(row).toContainText(t("plan.setting.noDate"));
  await row.getByRole("button", { name: t("plan.setting.action") }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(t("plan.dialog.minutes"), { exact: true }).fill("45");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(row).toContainText(t("plan.minutes", { minutes: 45 }));
  await page.goto(`/${locale}`);
  await expect(page.getByRole("heading", { name: t("plan.head.noDate", { minutes: 45 }) })).toBeVisible();
});

inBoth("the export holds the whole log", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/settings`));
  const events = await storedEvents(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: t("settings.export.action") }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^quorum-\d{4}-\d{2}-\d{2}\.json$/);
  const exported = JSON.parse(await readFile(await file.path(), "utf8"));
  expect(exported).toMatchObject({ format: "quorum-log", version: 1, unsaved: [] });
  expect(exported.events).toEqual(events);
});
