/**
 * Every kind of question the catalog has, by the keys alone, in both languages: answered, judged, and without a fault of
 * structure, width or accessibility before the answer and after it.
 */
import { seedFor } from "../../lib/quiz/choose";
import { kindIds } from "../../lib/quiz/item";
import { scoreItem } from "../../lib/quiz/score";
import { answer, handIn, keyResponse, tick, wrongResponse } from "./answer";
import { inspect } from "./inspect";
import { catalogOf, expect, inBoth, storedEvents, test, words } from "./journey";

const seed = 11;

for (const kind of kindIds)
  inBoth(`${kind}: answered with keys only, judged, and clean before and after`, async ({ page, locale, t }) => {
    const catalog = await catalogOf(page, locale);
    const item = catalog.items.find((each) => each.kind === kind);
    test.skip(item === undefined, `the catalog has no ${kind}`);
    if (!item) return;
    const asked = seedFor(seed, item.id);

    await page.goto(`/${locale}/practice?set=items&items=${item.id}&seed=${seed}`);
    await expect(page.locator("[data-question]")).toHaveAttribute("data-question", item.id);
    expect(await inspect(page)).toEqual([]);
    const response = keyResponse(item, asked);
    await answer(page, "keys", item, asked, response);
    await expect(page.locator("main .btn-primary")).toBeEnabled();
    await handIn(page, "keys");
    if (await tick(page, "keys", item, response)) {
      expect(await inspect(page)).toEqual([]);
      await handIn(page, "keys");
    }

    const feedback = page.getByRole("region", { name: t("quiz.feedback.label") });
    await expect(feedback.getByRole("status")).toContainText(t("quiz.feedback.right"));
    await expect(page.locator('[data-save="saved"]')).toBeVisible();
    expect(await inspect(page)).toEqual([]);
    const score = scoreItem(item, response, asked);
    if (score.state !== "marked") throw new Error("the key is not complete");
    const [stored] = await storedEvents(page);
    expect(stored?.body).toMatchObject({
      item: item.id,
      kind,
      response,
      score: { earned: score.earned, possible: score.possible },
    });
  });

// One language will do: what is pressed is the same, and the keys have been through both.
for (const kind of kindIds)
  test(`${kind}: wrong, by the pointer, judged and stored as it was given`, async ({ page }) => {
    const locale = "zh";
    const t = words(locale);
    const catalog = await catalogOf(page, locale);
    const item = catalog.items.find((each) => each.kind === kind && each.topic !== null);
    test.skip(item === undefined, `no topic has a ${kind}`);
    if (!item) return;
    const asked = seedFor(seed, item.id);
    await page.goto(`/${locale}/practice?set=items&items=${item.id}&seed=${seed}`);
    await expect(page.locator("[data-question]")).toHaveAttribute("data-question", item.id);
    const submit = page.locator("main .btn-primary");
    await expect(submit).toBeDisabled();
    const response = wrongResponse(item, asked);
    await answer(page, "pointer", item, asked, response);
    await expect(submit).toBeEnabled();
    await handIn(page, "pointer");
    if (await tick(page, "pointer", item, response)) await handIn(page, "pointer");

    const score = scoreItem(item, response, asked);
    if (score.state !== "marked") throw new Error("the response is not complete");
    const { earned, possible } = score;
    const verdict = page.getByRole("region", { name: t("quiz.feedback.label") }).getByRole("status");
    await expect(verdict.locator("span").first()).toHaveText(t(`quiz.feedback.${earned > 0 ? "partly" : "wrong"}`));
    await expect(verdict).toBeFocused();
    await expect(page.locator('[data-save="saved"]')).toBeVisible();
    const [stored] = await storedEvents(page);
    expect(stored).toMatchObject({ type: "item-answered", v: 1, n: 1 });
    expect(stored?.body).toMatchObject({ item: item.id, kind, mode: "practice", seed: asked, response });
    expect(stored?.body).toMatchObject({ score: { earned, possible } });
    // The way on leads to the passage.
    await expect(page.getByRole("link", { name: t("quiz.feedback.reread") })).toHaveAttribute(
      "href",
      `/${locale}/topics/${item.topic}#${item.heading}`,
    );
  });
