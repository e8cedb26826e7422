/** Practising: the diagnostic by the keys alone and ended early, what was wrong afterwards, two tabs, and numbers as people type them. */
import type { Page } from "@playwright/test";
import type { TopicId } from "../../lib/ids";
import type { Catalog, Item } from "../../lib/quiz/catalog";
import { chooseItems, gapsOf, seedFor } from "../../lib/quiz/choose";
import type { KindId } from "../../lib/quiz/item";
import { isSelfMarked, keyResponse, scoreItem } from "../../lib/quiz/score";
import type { Session, Turn } from "../../lib/quiz/session";
import type { StoredEvent } from "../../lib/store/log";
import { answer, handIn, wrongResponse } from "./answer";
import { inspect } from "./inspect";
import { catalogOf, expect, inBoth, storedEvents, storedSlot, test, type Words } from "./journey";
import { eventAfter, storeInProfile } from "./used-profile";

const itemOf = (catalog: Catalog, id: string): Item => {
  const item = catalog.items.find((each) => each.id === id);
  if (!item) throw new Error(`the catalog has no ${id}`);
  return item;
};

const feedback = (page: Page, t: Words) => page.getByRole("region", { name: t("quiz.feedback.label") });
const submitButton = (page: Page, t: Words) => page.getByRole("button", { name: t("quiz.submit"), exact: true });
const verdict = (page: Page, t: Words) => feedback(page, t).getByRole("status");

inBoth("the diagnostic by the keys alone, a reload in the middle, then what was wrong", async ({ page, locale, t }) => {
  test.setTimeout(180_000);
  const catalog = await catalogOf(page, locale);
  await page.goto(`/${locale}/practice`);
  await page
    .getByRole("link", { name: t("practice.start") })
    .first()
    .focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/set=diagnostic&seed=\d+/);
  const seed = new URL(page.url()).searchParams.get("seed");
  const slot = `practice diagnostic-${seed}`;
  const kept = async () => (await storedSlot(page, slot)) as Session | undefined;

  const wrong: string[] = [];
  const skipped = 5;
  for (let place = 0; place < 12; place++) {
    await expect(page.getByText(t("practice.progressMost", { index: place + 1, count: 12 }))).toBeVisible();
    const shown = (await page.locator("[data-question]").getAttribute("data-question")) ?? "";
    const item = itemOf(catalog, shown);
    const turn = await turnOnScreen(page, place, kept, item);
    if (place === skipped) {
      await page.keyboard.press("s");
      continue;
    }
    const isRight = place % 2 === 0;
    if (!isRight) wrong.push(item.id);
    const response = isRight ? keyResponse(item, turn.seed) : wrongResponse(item, turn.seed);
    await answer(page, "keys", item, turn.seed, response);
    if (place === 4) {
      // The answer that is chosen and not yet given comes back with the place; so does what was answered before.
      await expect.poll(async () => (await kept())?.turns[place]?.response).toEqual(response);
      await page.reload();
      await expect(page.getByText(t("practice.progressMost", { index: place + 1, count: 12 }))).toBeVisible();
      await expect(page.locator("[data-question]")).toHaveAttribute("data-question", item.id);
      expect((await kept())?.turns.slice(0, 4).map(({ state }) => state)).toEqual(Array(4).fill("answered"));
    }
    await handIn(page, "keys");
    if (isRight) await expect(verdict(page, t)).toContainText(t("quiz.feedback.right"));
    else
      await expect(verdict(page, t)).toContainText(
        new RegExp(`${t("quiz.feedback.wrong")}|${t("quiz.feedback.partly")}`),
      );
    await expect(page.locator('[data-save="saved"]')).toBeVisible();
    await page.keyboard.press("Enter");
  }

  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("practice.diagnosis.title"));
  await expect(page.locator("main")).toContainText("11");
  await expect(page.getByText(t("practice.diagnosis.caution"))).toBeVisible();
  const events = await storedEvents(page);
  expect(events.filter(({ type }) => type === "item-answered")).toHaveLength(11);
  expect(events.filter(({ type }) => type === "item-skipped")).toHaveLength(1);
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  // The summary outlives a reload too, and counts nothing twice.
  await page.reload();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("practice.diagnosis.title"));
  expect(await storedEvents(page)).toHaveLength(events.length);

  const stillWrong = wrong.filter((id) => {
    const given = events.find(({ body }) => (body as { item?: string }).item === id)?.body as {
      score: { earned: number; possible: number };
    };
    return given.score.earned / given.score.possible < 0.7;
  });
  await page.goto(`/${locale}/practice?set=wrong&n=20`);
  await expect(page.getByText(t("practice.progress", { index: 1, count: stillWrong.length }))).toBeVisible();
  expect(stillWrong).toContain(await page.locator("[data-question]").getAttribute("data-question"));
});

/** The turn as it is kept; the first question is kept only once it is touched, each later one when it is chosen. */
async function turnOnScreen(
  page: Page,
  place: number,
  kept: () => Promise<Session | undefined>,
  item: Item,
): Promise<Turn> {
  if (place === 0) {
    await page.keyboard.press("c");
    await expect.poll(async () => (await kept())?.turns[0]?.confidence).toBe(1);
  }
  await expect.poll(async () => (await kept())?.turns[place]?.item).toBe(item.id);
  const turn = (await kept())?.turns[place];
  if (turn?.item !== item.id) throw new Error(`question ${place + 1} on screen is ${item.id}, kept is ${turn?.item}`);
  return turn;
}

inBoth("a diagnostic ends early where the lowest two are plain, and says so", async ({ page, locale, t }) => {
  test.setTimeout(120_000);
  const catalog = await catalogOf(page, locale);
  await storeInProfile(page, locale, plainLog(catalog, Date.now()));
  await page.goto(`/${locale}/practice?set=diagnostic&seed=5`);
  const slot = async () => (await storedSlot(page, "practice diagnostic-5")) as Session | undefined;
  const days = String.raw`\d+`;
  const back = new RegExp([0, 1, 2].map((n) => t("practice.back", { days: n }).replace("2", days)).join("|"));
  let asked = 0;
  for (; asked < 12; asked++) {
    await page
      .locator("[data-question]")
      .or(page.getByText(t("practice.diagnosis.title")))
      .first()
      .waitFor();
    if ((await page.locator("[data-question]").count()) === 0) break;
    const item = itemOf(catalog, (await page.locator("[data-question]").getAttribute("data-question")) ?? "");
    const turn = await turnOnScreen(page, asked, slot, item);
    const isLow = lowGaps.includes(gapsOf(item)[0] ?? "");
    const response = isLow ? wrongResponse(item, turn.seed) : keyResponse(item, turn.seed);
    await answer(page, "pointer", item, turn.seed, response);
    await submitButton(page, t).click();
    await expect(page.locator('[data-save="saved"]')).toBeVisible();
    await expect(page.locator("main")).toContainText(back);
    await page.locator("main .btn-primary").click();
  }
  // One a gap is asked of anybody; nothing after it, since both are known.
  expect(asked).toBe(7);
  await expect(page.getByText(t("practice.diagnosis.sure", { count: 7 }))).toBeVisible();
  const titles = lowGaps.map((gap) => catalog.gaps.find(({ id }) => id === gap)?.title ?? "");
  for (const title of titles) await expect(page.locator("main section p.text-h3")).toContainText(title);
  expect(await inspect(page)).toEqual([]);
  await page.getByRole("link", { name: t("practice.diagnosis.practise") }).click();
  await expect(page).toHaveURL(/set=weakest/);
});

const lowGaps: readonly string[] = ["consistency", "messaging"];

/** A month of answers by somebody who is wrong in two gaps and right in the others. */
function plainLog(catalog: Catalog, now: number): StoredEvent[] {
  const events: StoredEvent[] = [];
  for (const { id: gap } of catalog.gaps) {
    const own = catalog.items.filter((item) => gapsOf(item)[0] === gap && !isSelfMarked(item)).slice(0, 12);
    own.forEach((item, index) => {
      const response = lowGaps.includes(gap) ? wrongResponse(item, 1) : keyResponse(item, 1);
      const score = scoreItem(item, response, 1);
      if (score.state !== "marked") throw new Error(`${item.id} was left unanswered`);
      const at = now - (30 - index) * 24 * 3_600_000 + events.length * 60_000;
      const { id, revision, kind } = item;
      const marks = { score: { earned: score.earned, possible: score.possible }, observations: score.observations };
      const how = { mode: "practice", session: `practice-${index}`, elapsedMs: 60_000, hints: 0, seed: 1 } as const;
      const body = { item: id, revision, kind, response, ...marks, ...how };
      events.push(eventAfter(events, { type: "item-answered", body }, at));
    });
  }
  return events;
}

inBoth("an answer in one tab is there in the other", async ({ page, locale, t }) => {
  await page.goto(`/${locale}/dashboard`);
  await expect(page.getByText(t("dashboard.noBasis"))).toBeVisible();
  const catalog = await catalogOf(page, locale);
  const [first, second, third] = catalog.items.filter(({ kind, topic }) => kind === "single-choice" && topic !== null);
  if (!first || !second || !third) throw new Error("there are no three single choices");
  const give = (to: Page, item: Item) =>
    answer(to, "pointer", item, seedFor(3, item.id), keyResponse(item, seedFor(3, item.id)));
  const other = await page.context().newPage();
  await other.goto(`/${locale}/practice?set=items&items=${first.id},${second.id}&seed=3`);
  await other.locator("[data-question]").waitFor();
  for (const [count, item] of [first, second].entries()) {
    await give(other, item);
    await submitButton(other, t).click();
    await expect(other.locator('[data-save="saved"]')).toBeVisible();
    await expect(page.getByText(firstPart(t("dashboard.basis", { count: count + 1, time: "@" })))).toBeVisible();
    if (item === first) await other.getByRole("button", { name: t("practice.next") }).click();
  }
  // Both tabs write, and the log has one numbering.
  await page.goto(`/${locale}/practice?set=items&items=${third.id}&seed=3`);
  await give(page, third);
  await submitButton(page, t).click();
  await expect(page.locator('[data-save="saved"]')).toBeVisible();
  const events = await storedEvents(other);
  expect(events.map(({ n }) => n)).toEqual(events.map((_, index) => index + 1));
});

const firstPart = (text: string): string => text.slice(0, text.indexOf("@")).trim();

const asks = (catalog: Catalog, topic: string, seed: number, count = 8) =>
  chooseItems({ topic: topic as TopicId }, catalog, new Map(), seed, count);

/** A set that begins with a question of this kind: the address, and what it asks first. */
function setOf(catalog: Catalog, kind: KindId): { query: string; item: Item; seed: number } {
  for (const { topic } of catalog.items.filter((item) => item.kind === kind && item.topic))
    for (let seed = 1; seed < 200; seed++) {
      const [first] = topic ? asks(catalog, topic, seed) : [];
      const item = first && itemOf(catalog, first.item);
      if (first && item?.kind === kind)
        return { query: `set=topic&topic=${topic}&seed=${seed}`, item, seed: first.seed };
    }
  throw new Error(`no topic asks for a question of the kind ${kind}`);
}

inBoth("a number is read as people type it, and what is no number cannot be given", async ({ page, locale, t }) => {
  const catalog = await catalogOf(page, locale);
  const { query, item, seed } = setOf(catalog, "numeric");
  await page.goto(`/${locale}/practice?${query}`);
  const field = page.locator("[data-question] input.num");
  const submit = submitButton(page, t);
  const key = Object.values(keyResponse(item, seed))[0];
  if (key?.type !== "number") throw new Error("a numeric item asks for a number");
  for (const text of ["about five", "1,2,3", "12 parsecs"]) {
    await field.fill(text);
    await expect(submit, text).toBeDisabled();
  }
  // The same digits in full width, as a Chinese keyboard gives them.
  const wide = key.text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  await field.fill(wide);
  await expect(submit).toBeEnabled();
  await field.press("Enter");
  await expect(verdict(page, t)).toContainText(t("quiz.feedback.right"));
});
