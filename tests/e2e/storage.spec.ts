/**
 * When the browser does not store: the learner is told at once, nothing says saved, nothing is lost. The faults are made
 * below the product, in the browser's own IndexedDB.
 */
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { itemsOf, loadContent } from "../../lib/content/load";
import type { Locale } from "../../lib/i18n/locales";
import { expect, inBoth, storedEvents, test, words } from "./journey";

/** Makes each write of an answer fail while `window.refusing` holds: the request succeeds, the commit does not. */
const refuseWrites = (page: Page) =>
  page.addInitScript(() => {
    const add = IDBObjectStore.prototype.add;
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args: Parameters<typeof add>) {
      const request = add.apply(this, args);
      if ((window as { refusing?: boolean }).refusing)
        request.addEventListener("success", () => this.transaction.abort());
      return request;
    };
  });

const refusing = (page: Page, value: boolean) => page.evaluate((on) => Object.assign(window, { refusing: on }), value);

async function answerFirst(page: Page, locale: Locale): Promise<string> {
  const t = words(locale);
  const question = page.locator("[data-question]");
  await expect(question).toBeVisible();
  await question.locator("label.opt, button.opt-open").first().waitFor();
  const submit = page.getByRole("button", { name: t("quiz.submit"), exact: true });
  for (let press = 1; press <= 9 && (await submit.isDisabled()); press++) await page.keyboard.press(String(press));
  await submit.click();
  return (await question.getAttribute("data-question")) ?? "";
}

/** A set of single choices: digits answer them, whatever other kinds there come to be. */
const single = itemsOf(loadContent("content")).filter(({ kind, topic }) => kind === "single-choice" && topic !== null);
const ids = single.slice(0, 8).map(({ id }) => id);
const address = (locale: Locale) => `/${locale}/practice?set=items&items=${ids.join()}&seed=2`;

for (const how of ["abort", "quota"] as const)
  inBoth(
    `a write that fails (${how}) is told within 2 s, offered as a file, and tried again`,
    async ({ page, locale, t }) => {
      await refuseWrites(page);
      await page.goto(address(locale));
      await page.locator("[data-question]").waitFor();
      await refusing(page, true);
      const item = await answerFirst(page, locale);
      const bar = page.getByRole("alert").filter({ hasText: t("save.failed", { count: 1 }) });
      await expect(bar).toBeVisible({ timeout: 2_000 });
      await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
      expect(await storedEvents(page)).toEqual([]);

      // It stays, through a second try that fails as well and through the next question.
      await bar.getByRole("button", { name: t("save.retry") }).click();
      await expect(bar).toBeVisible();
      await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
      const download = page.waitForEvent("download");
      await bar.getByRole("button", { name: t("save.file") }).click();
      const rescued = JSON.parse(await readFile(await (await download).path(), "utf8"));
      expect(rescued.events).toEqual([]);
      expect(rescued.unsaved).toHaveLength(1);
      expect(rescued.unsaved[0]).toMatchObject({ type: "item-answered", body: { item } });

      await page.getByRole("button", { name: t("practice.next") }).click();
      await expect(page.getByText(t("practice.progress", { index: 2, count: 8 }))).toBeVisible();
      await expect(bar, "the bar stays while an answer is not stored").toBeVisible();

      await refusing(page, false);
      await bar.getByRole("button", { name: t("save.retry") }).click();
      await expect(bar).toBeHidden();
      const stored = await storedEvents(page);
      expect(stored).toHaveLength(1);
      expect(stored[0]).toMatchObject({ id: rescued.unsaved[0].id, body: { item } });
    },
  );

test("a real quota that is used up is told like any other failure", async ({ page, context, baseURL }) => {
  const t = words("en");
  const devtools = await context.newCDPSession(page);
  await page.goto(address("en"));
  await page.locator("[data-question]").waitFor();
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: baseURL ?? "", quotaSize: 1 });
  await answerFirst(page, "en");
  await expect(page.getByRole("alert").filter({ hasText: t("save.failed", { count: 1 }) })).toBeVisible({
    timeout: 2_000,
  });
  await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
  await devtools.send("Storage.overrideQuotaForOrigin", { origin: baseURL ?? "" });
  await page
    .getByRole("alert")
    .getByRole("button", { name: t("save.retry") })
    .click();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  expect(await storedEvents(page)).toHaveLength(1);
});

test("storage that never answers is told as not saved", async ({ page }) => {
  await page.addInitScript(() => {
    const transaction = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (...args: Parameters<typeof transaction>) {
      const made = transaction.apply(this, args);
      if ((window as { refusing?: boolean }).refusing && made.mode === "readwrite")
        made.addEventListener("complete", (event) => event.stopImmediatePropagation());
      return made;
    };
  });
  const t = words("en");
  await page.goto(address("en"));
  await page.locator("[data-question]").waitFor();
  await refusing(page, true);
  await answerFirst(page, "en");
  await expect(page.locator('[data-save="saving"]')).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: t("save.failed", { count: 1 }) })).toBeVisible({
    timeout: 7_000,
  });
  // Once it answers, the same answer arrives once.
  await refusing(page, false);
  await page
    .getByRole("alert")
    .getByRole("button", { name: t("save.retry") })
    .click();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  expect(await storedEvents(page)).toHaveLength(1);
});

inBoth(
  "a browser that refuses to store: a notice, practice goes on, nothing says saved",
  async ({ page, locale, t }) => {
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("The operation is insecure.", "SecurityError");
      };
    });
    await page.goto(address(locale));
    await expect(page.locator('[data-fleeting="no-storage"]')).toHaveText(t("save.noStorage"));
    await answerFirst(page, locale);
    await expect(page.getByRole("region", { name: t("quiz.feedback.label") })).toBeVisible();
    await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
    await page.getByRole("button", { name: t("practice.next") }).click();
    await expect(page.getByText(t("practice.progress", { index: 2, count: 8 }))).toBeVisible();
    await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
  },
);

for (const [gigabytes, isPrivate] of [
  [1, true],
  [200, false],
] as const)
  test(`a window with ${gigabytes} GB of quota ${isPrivate ? "gets" : "gets no"} notice that answers may not last`, async ({
    page,
  }) => {
    await page.addInitScript(
      (quota) => {
        StorageManager.prototype.estimate = async () => ({ quota, usage: 0 });
        StorageManager.prototype.persisted = async () => false;
      },
      gigabytes * 2 ** 30,
    );
    await page.goto(address("zh"));
    await page.locator("[data-question]").waitFor();
    const notice = page.locator('[data-fleeting="private-window"]');
    if (isPrivate) await expect(notice).toHaveText(words("zh")("save.private"));
    else await expect(notice).toHaveCount(0);
  });
