/**
 * Every kind of question: by the keys alone in both languages, judged, stored, and without a fault of structure, width or
 * accessibility as asked and as judged; and answered wrong by the pointer. One set asks them all: a page is loaded once.
 */
import type { Page } from "@playwright/test";
import type { Locale } from "../../lib/i18n/locales";
import type { Item } from "../../lib/quiz/catalog";
import { seedFor } from "../../lib/quiz/choose";
import type { Response } from "../../lib/quiz/interaction";
import { kindIds } from "../../lib/quiz/item";
import { scoreItem } from "../../lib/quiz/score";
import { answer, type Hands, handIn, keyResponse, tick, wrongResponse } from "./answer";
import { inspect } from "./inspect";
import { catalogOf, expect, inBoth, storedEvents, test, type Words, words } from "./journey";

const seed = 11;

/** The first question of each kind that a topic has; of the simulator tasks one whose choices all stand in menus of nodes. */
async function oneOfEach(page: Page, locale: Locale): Promise<Item[]> {
  const { items } = await catalogOf(page, locale);
  return kindIds.map((kind) => {
    const isFit = (each: Item) => each.kind !== "simulation-task" || each.spec.task === "clock";
    const item = items.find((each) => each.kind === kind && each.topic !== null && isFit(each));
    if (!item) throw new Error(`no topic has a question of the kind ${kind}`);
    return item;
  });
}

async function open(page: Page, locale: Locale, items: readonly Item[]): Promise<void> {
  await page.goto(`/${locale}/practice?set=items&items=${items.map(({ id }) => id).join()}&seed=${seed}`);
}

/** Answers the question on screen, and checks what is said of it and stored. */
async function answerAs(page: Page, t: Words, hands: Hands, item: Item, response: Response): Promise<void> {
  const asked = seedFor(seed, item.id);
  const submit = page.locator("main .btn-primary");
  await expect(submit).toBeDisabled();
  await answer(page, hands, item, asked, response);
  await expect(submit).toBeEnabled();
  await handIn(page, hands);
  if (await tick(page, hands, item, response)) await handIn(page, hands);

  const score = scoreItem(item, response, asked);
  if (score.state !== "marked") throw new Error("the response is not complete");
  const { earned, possible } = score;
  const word = earned === possible ? "right" : earned > 0 ? "partly" : "wrong";
  const verdict = page.getByRole("region", { name: t("quiz.feedback.label") }).getByRole("status");
  await expect(verdict.locator("span").first()).toHaveText(t(`quiz.feedback.${word}`));
  await expect(verdict).toBeFocused();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  const stored = (await storedEvents(page)).at(-1);
  expect(stored).toMatchObject({ type: "item-answered", v: 1 });
  expect(stored?.body).toMatchObject({ item: item.id, kind: item.kind, mode: "practice", seed: asked, response });
  expect(stored?.body).toMatchObject({ score: { earned, possible } });
}

inBoth(
  "every kind is answered with the keys alone, judged, and clean as asked and as judged",
  async ({ page, locale, t }) => {
    test.setTimeout(300_000);
    const items = await oneOfEach(page, locale);
    await open(page, locale, items);
    for (const item of items)
      await test.step(item.kind, async () => {
        await expect(page.locator("[data-question]")).toHaveAttribute("data-question", item.id);
        // Each language looks at one half: as asked, and as judged.
        if (locale === "zh") expect(await inspect(page)).toEqual([]);
        await answerAs(page, t, "keys", item, keyResponse(item, seedFor(seed, item.id)));
        if (locale === "en") expect(await inspect(page)).toEqual([]);
        await handIn(page, "keys");
      });
  },
);

test("every kind, answered wrong by the pointer, is judged and leads to its passage", async ({ page }) => {
  test.setTimeout(300_000);
  const items = await oneOfEach(page, "zh");
  const t = words("zh");
  await open(page, "zh", items);
  for (const item of items)
    await test.step(item.kind, async () => {
      await expect(page.locator("[data-question]")).toHaveAttribute("data-question", item.id);
      await answerAs(page, t, "pointer", item, wrongResponse(item, seedFor(seed, item.id)));
      await expect(page.getByRole("link", { name: t("quiz.feedback.reread") })).toHaveAttribute(
        "href",
        `/zh/topics/${item.topic}#${item.heading}`,
      );
      await handIn(page, "pointer");
    });
});
