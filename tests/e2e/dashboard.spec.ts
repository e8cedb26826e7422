/** The dashboard: empty it says nothing about anybody; used, every number opens the answers behind it. */
import type { Page } from "@playwright/test";
import { gapsOf } from "../../lib/quiz/choose";
import { keyResponse } from "../../lib/quiz/score";
import { answer } from "./answer";
import { catalogOf, expect, inBoth } from "./journey";
import { gapIds } from "./routes";
import { fillProfile } from "./used-profile";

inBoth("without answers: seven gaps, untested and hatched, none called weak", async ({ page, locale, t }) => {
  await page.goto(`/${locale}/dashboard`);
  const rows = page.locator("main details.gap-row");
  await expect(rows).toHaveCount(7);
  expect(gapIds()).toHaveLength(7);
  for (const id of gapIds()) {
    const row = page.locator(`details#${id}`);
    await expect(row.locator(".ibar")).toHaveClass(/none/);
    await expect(row.locator(".st")).toHaveText(t("dashboard.state.untested"));
    await expect(row).toContainText(t("dashboard.noEvidence"));
    await expect(row.locator(".bar .num")).not.toContainText(/\d/);
  }
  const text = await page.locator("main").innerText();
  for (const state of ["weak", "likely-weak"]) {
    const words = [...text.matchAll(new RegExp(t(`dashboard.state.${state}`), "gi"))];
    // "untested is not weak" says so of none.
    const denied = [...text.matchAll(new RegExp(t("dashboard.boardAbout").split(/[。.]/).at(-2)?.trim() ?? "", "gi"))];
    expect(words.length - denied.length, state).toBeLessThanOrEqual(state === "weak" ? 2 : 0);
  }
  await expect(page.getByRole("link", { name: t("dashboard.begin.action") })).toHaveAttribute(
    "href",
    `/${locale}/practice?set=diagnostic`,
  );
});

const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? Number.NaN);

/** One a listed answer; the steps of an ordering inside it are list items too. */
const answerRows = "li > details > summary";

/** Opens what a number leads to and returns how many answers lie there. */
async function answersBehind(page: Page): Promise<number> {
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const more = dialog.locator("button.btn");
  while (await more.isVisible()) await more.click();
  const rows = dialog.locator(answerRows);
  const count = await rows.count();
  await rows.first().click();
  await expect(dialog.locator("[data-question]").first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  return count;
}

inBoth("with three weeks of answers: every number opens what lies behind it", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`));
  await expect(page.getByRole("heading", { name: t("dashboard.what") })).toBeVisible();

  for (const button of await page.locator(".three section").first().getByRole("button").all()) {
    const said = numberIn(await button.innerText());
    expect(said).toBeGreaterThan(0);
    await button.click();
    expect(await answersBehind(page)).toBe(said);
  }
  // A row opens by its address, and its own number opens as many answers as it names.
  await page.goto(`/${locale}/dashboard#consistency`);
  const row = page.locator("details#consistency");
  await expect(row).toHaveAttribute("open", "");
  const said = numberIn(await row.locator("summary .bar").innerText());
  const all = row.getByRole("button", { name: t("dashboard.allAnswers", { count: said }) });
  await all.click();
  expect(await answersBehind(page)).toBe(said);
  for (const mover of await row.locator(".terms button.link").all()) {
    await mover.click();
    await expect(page.getByRole("dialog").locator(answerRows)).toHaveCount(1);
    await page.keyboard.press("Escape");
  }
  // How sure the learner said to be: three counts, each with its answers.
  const calibration = page.locator("section", {
    has: page.getByRole("heading", { name: t("dashboard.calibration.question") }),
  });
  for (const button of await calibration.getByRole("button").all()) {
    await button.click();
    const dialog = page.getByRole("dialog");
    await expect(dialog).toBeVisible();
    while (await dialog.locator("button.btn").isVisible()) await dialog.locator("button.btn").click();
    const behind = await dialog.locator(answerRows).count();
    expect([...(await button.innerText()).matchAll(/\d+/g)].map(Number)).toContain(behind);
    await page.keyboard.press("Escape");
  }
});

inBoth("an answer given in practice moves the count, and the reason is listed", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`));
  const basis = page.locator("main header [role=status]");
  await expect(basis).toContainText(/\d/);
  const before = numberIn(await basis.innerText());
  const action = page.locator(".three section").last().locator("a.btn");
  await action.click();
  const question = page.locator("[data-question]");
  await expect(question).toBeVisible();
  const catalog = await catalogOf(page, locale);
  const id = (await question.getAttribute("data-question")) ?? "";
  const item = catalog.items.find((each) => each.id === id);
  if (!item) throw new Error(`the catalog has no ${id}`);
  const seed = await seedOnScreen(page, id);
  await answer(page, "pointer", item, seed, keyResponse(item, seed));
  await page.getByRole("button", { name: t("quiz.submit"), exact: true }).click();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  await page.goto(`/${locale}/dashboard#${gapsOf(item)[0]}`);
  await expect(basis).toContainText(String(before + 1));
  const row = page.locator(`details#${gapsOf(item)[0]}`);
  await row
    .getByRole("button", { name: new RegExp(t("dashboard.allAnswers", { count: 99 }).replace("99", "\\d+")) })
    .click();
  await expect(page.getByRole("dialog").locator(answerRows).first()).toContainText(t("dashboard.mode.practice"));
});

/** The seed of the asking: it stands in the address as the session's, mixed with the item's id. */
async function seedOnScreen(page: Page, item: string): Promise<number> {
  const { seedFor } = await import("../../lib/quiz/choose");
  await expect(page).toHaveURL(/seed=\d+/);
  return seedFor(Number(new URL(page.url()).searchParams.get("seed")), item as never);
}
