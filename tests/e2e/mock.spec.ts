/** A timed mock interview from the start to the report, and everything that may come between. */
import type { Locator, Page } from "@playwright/test";
import type { AttemptId, ItemId } from "../../lib/ids";
import type { FormItem, MockAnswered, MockGapNoted, MockHandedIn, MockStarted } from "../../lib/learner/events";
import { assemble } from "../../lib/mock/assemble";
import type { Catalog, Item } from "../../lib/quiz/catalog";
import { scoreItem, shareOf } from "../../lib/quiz/score";
import type { StoredEvent } from "../../lib/store/log";
import { answer, keyResponse, wrongResponse } from "./answer";
import { catalogOf, expect, inBoth, storedEvents, test, words } from "./journey";

const room = (page: Page): Locator => page.locator("[data-exam]");
const itemOn = async (page: Page) => (await page.locator("[data-question]").getAttribute("data-question")) as ItemId;
/** The clock shows whole seconds: two readings are off by half a one each at most. */
const rounding = 0.5;
const inputs = (page: Page) => page.locator("[data-question] :is(input, select, button)").first();
const secondsLeft = async (page: Page) => Number(await page.locator("[data-remaining]").getAttribute("data-remaining"));
const bodiesOf = <Body>(events: readonly StoredEvent[], type: string): Body[] =>
  events.filter((event) => event.type === type).map(({ body }) => body as Body);

type Begun = { attempt: AttemptId; form: FormItem[]; catalog: Catalog; itemAt: (place: number) => Item };

/** From now on forms are drawn by a seed that gives the quick screen a question of this kind; not every seed does. */
async function drawWith(page: Page, kind: Item["kind"]): Promise<void> {
  const catalog = await catalogOf(page, "zh");
  const preset = catalog.mocks.find(({ id }) => id === "quick-screen");
  const kinds = new Map(catalog.items.map((item) => [item.id, item.kind]));
  const isFit = (seed: number) =>
    preset && assemble(preset, catalog, seed).items.some(({ item }) => kinds.get(item) === kind);
  const seed = Array.from({ length: 100 }, (_, nth) => nth + 1).find(isFit);
  if (seed === undefined) throw new Error(`no form of a hundred has a question of the kind ${kind}`);
  await page.addInitScript((fixed) => {
    const random = crypto.getRandomValues.bind(crypto);
    const drawn = (array: Uint32Array<ArrayBuffer>) =>
      array instanceof Uint32Array ? array.fill(fixed) : random(array);
    Object.assign(crypto, { getRandomValues: drawn });
  }, seed);
}

/** Starts the quick screen with the keys, and waits until its first question leads. */
async function begin(page: Page, query = "preset=quick-screen", locale: "zh" | "en" = "zh"): Promise<Begun> {
  const catalog = await catalogOf(page, locale);
  await page.goto(`/${locale}/mock?${query}`);
  await expect(page.locator("button.btn-primary.btn-l")).toBeEnabled();
  await page.keyboard.press("Enter");
  await expect(room(page)).toHaveAttribute("data-role", "leading");
  const [started] = bodiesOf<MockStarted>(await storedEvents(page), "mock-started").slice(-1);
  if (!started) throw new Error("no mock-started in the log");
  const { attempt, form } = started;
  const itemAt = (place: number) => {
    const item = catalog.items.find(({ id }) => id === form[place]?.item);
    if (!item) throw new Error(`question ${place + 1} is not in the catalog`);
    return item;
  };
  return { attempt, form, catalog, itemAt };
}

/** Goes on with the keys until a question of this kind is on screen; returns its place. */
async function goToKind(page: Page, { form, itemAt }: Begun, kind: Item["kind"]): Promise<number> {
  const place = form.findIndex((_, index) => itemAt(index).kind === kind);
  if (place < 0) throw new Error(`this form has no ${kind}`);
  for (let at = form.findIndex(({ item }) => item === undefined) + 1; at < place; at++)
    await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(() => itemOn(page)).toBe(form[place]?.item);
  return place;
}

const isSaved = (page: Page, item: string | undefined) =>
  expect(room(page)).toHaveAttribute("data-saved-item", item ?? "", { timeout: 5_000 });

inBoth("a whole mock interview with the keys alone, and its report", async ({ page, locale, t }) => {
  test.slow();
  const { attempt, form, itemAt } = await begin(page, "preset=quick-screen", locale);
  expect(form).toHaveLength(20);
  const left = 4;
  let earned = 0;
  for (const [place, asked] of form.entries()) {
    await expect.poll(() => itemOn(page)).toBe(asked.item);
    const item = itemAt(place);
    if (place === 1) await page.keyboard.press("f");
    if (place !== left) {
      await page.keyboard.press("c");
      if (place % 2 === 0) await page.keyboard.press("c");
      const response = place % 3 === 0 ? wrongResponse(item, asked.seed) : keyResponse(item, asked.seed);
      await answer(page, "keys", item, asked.seed, response);
      await isSaved(page, item.id);
      await expect(page.locator("[data-save=saved]")).toBeVisible();
      const score = scoreItem(item, response, asked.seed);
      if (score.state === "marked") earned += shareOf(score);
    }
    await expect(page.locator(".is-key, .is-wrong, .is-missed")).toHaveCount(0);
    if (place < form.length - 1) await page.keyboard.press("Alt+ArrowRight");
  }

  // The way to hand in: the overview first, and a second Enter does nothing.
  await page.keyboard.press("Escape");
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press("Enter");
  const overview = page.getByRole("dialog");
  await expect(overview).toContainText(t("mock.overview.summary", { answered: 19, open: 1, flagged: 1 }));
  await page.keyboard.press("Enter");
  await expect(overview).toBeVisible();
  await page.keyboard.press("Tab");
  const pressed = Date.now();
  await page.keyboard.press("Enter");
  const report = page.locator(`[data-report="${attempt}"]`);
  await report.waitFor();
  expect(Date.now() - pressed).toBeLessThan(2_000);

  await expect(report.locator("[data-credit]")).toHaveAttribute("data-credit", String(Math.round(earned * 10) / 10));
  const open = form[left]?.item ?? "";
  await page.getByText(t("report.items.show.all", { count: 20 })).click();
  await expect(report.locator("[data-item]")).toHaveCount(20);
  await expect(report.locator(`[data-item="${open}"]`)).toHaveAttribute("data-result", "open");
  const wrong = report.locator('[data-result="wrong"]').first();
  await wrong.locator("summary").click();
  await expect(wrong.locator(".is-wrong, .is-missed, .text-bad").first()).toBeVisible();

  const events = await storedEvents(page);
  const answered = bodiesOf<{ item: ItemId; mode: string; session: string }>(events, "item-answered");
  expect(answered.map(({ item }) => item).sort()).toEqual(
    form
      .map(({ item }) => item)
      .filter((item) => item !== open)
      .sort(),
  );
  expect(new Set(answered.map(({ mode, session }) => `${mode} ${session}`))).toEqual(new Set([`mock ${attempt}`]));
  expect(bodiesOf<{ item: ItemId }>(events, "item-skipped")).toEqual([{ item: open, mode: "mock", session: attempt }]);
  expect(bodiesOf<MockHandedIn>(events, "mock-handed-in").map(({ reason }) => reason)).toEqual(["by-hand"]);
});

test("goes on at the same question with its flags, answers and time after the page was closed", async ({
  context,
  page,
}) => {
  const { form, itemAt } = await begin(page);
  const [first, second, third] = form;
  await page.keyboard.press("f");
  const response = keyResponse(itemAt(0), first?.seed ?? 0);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await answer(page, "pointer", itemAt(0), first?.seed ?? 0, response);
  await isSaved(page, first?.item);
  await page.keyboard.press("Alt+ArrowRight");
  await page.keyboard.press("f");
  await page.keyboard.press("Alt+ArrowRight");
  await expect.poll(() => itemOn(page)).toBe(third?.item);
  const url = page.url();

  const stillThere = async (each: Page) => {
    await expect(room(each)).toHaveAttribute("data-role", "leading");
    expect(await itemOn(each)).toBe(third?.item);
    const steps = each.locator(".exam-nav .exam-step");
    const t = words("zh");
    await expect(steps.nth(0)).toHaveAccessibleName(
      `${t("mock.run.stepName", { index: 1 })}，${t("mock.run.progress.answered")}，${t("mock.run.flagged")}`,
    );
    await expect(steps.nth(1)).toHaveAccessibleName(
      `${t("mock.run.stepName", { index: 2 })}，${t("mock.run.progress.open")}，${t("mock.run.flagged")}`,
    );
  };

  await test.step("a plain reload costs the seconds it took, and no more", async () => {
    const [left, at] = [await secondsLeft(page), Date.now()];
    await page.reload();
    await stillThere(page);
    const took = (Date.now() - at) / 1000;
    expect(Math.abs(left - (await secondsLeft(page)) - took)).toBeLessThanOrEqual(1 + rounding);
  });

  await test.step("a reload that cuts off every write of the place too", async () => {
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        if (this.name === "slots") throw new DOMException("cut off", "AbortError");
        return put.apply(this, given);
      };
    });
    await page.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => itemOn(page)).toBe(second?.item);
    await page.reload();
    await expect(room(page)).toHaveAttribute("data-role", "leading");
    expect(await itemOn(page)).toBe(second?.item);
    await page.keyboard.press("Alt+ArrowRight");
    await expect.poll(() => itemOn(page)).toBe(third?.item);
  });

  await test.step("a closed page too", async () => {
    const [left, at] = [await secondsLeft(page), Date.now()];
    await page.close();
    const again = await context.newPage();
    await again.goto(url);
    await stillThere(again);
    const took = (Date.now() - at) / 1000;
    expect(Math.abs(left - (await secondsLeft(again)) - took)).toBeLessThanOrEqual(1 + rounding);
    await again.keyboard.press("Alt+ArrowLeft");
    await expect.poll(() => itemOn(again)).toBe(second?.item);
    await again.keyboard.press("Alt+ArrowLeft");
    const stored = bodiesOf<MockAnswered>(await storedEvents(again), "mock-answered");
    expect(stored.findLast(({ item }) => item === first?.item)?.response).toEqual(response);
  });
});

/** Lets exam time pass in jumps that a hidden page may make, with real time for the disk between them. */
async function pass(page: Page, ms: number, stepMs: number): Promise<void> {
  for (let left = ms; left > 0; left -= stepMs) {
    await page.clock.fastForward(Math.min(left, stepMs));
    await page.waitForTimeout(120);
  }
}

test("hands in at the deadline while the page is open, with what was being typed", async ({ page }) => {
  test.slow();
  await page.clock.install();
  await drawWith(page, "numeric");
  const begun = await begin(page);
  const place = await goToKind(page, begun, "numeric");
  await pass(page, (await secondsLeft(page)) * 1000 - 70_000, 60_000);
  const t = words("zh");
  await expect(page.locator('[aria-live="polite"]', { hasText: t("mock.span.minutes", { minutes: 5 }) })).toHaveCount(
    1,
  );
  await pass(page, (await secondsLeft(page)) * 1000 - 29_000, 5_000);
  await expect(
    page.locator('[aria-live="assertive"]', { hasText: t("mock.span.seconds", { seconds: 30 }) }),
  ).toHaveCount(1);
  // The clock goes on while a slow machine types.
  await pass(page, (await secondsLeft(page)) * 1000 - 10_000, 5_000);
  await page.locator("[data-question] input.num").fill("17");
  await pass(page, 12_000, 1_000);
  await expect(page.locator("[data-report]")).toBeVisible();
  const events = await storedEvents(page);
  expect(bodiesOf<MockHandedIn>(events, "mock-handed-in")).toEqual([
    { attempt: begun.attempt, reason: "deadline", elapsedMs: 20 * 60_000 },
  ]);
  const typed = bodiesOf<MockAnswered>(events, "mock-answered").findLast(
    ({ item }) => item === begun.form[place]?.item,
  );
  expect(typed?.response).toEqual({ number: { type: "number", text: "17" } });
  expect(bodiesOf<MockGapNoted>(events, "mock-gap-noted")).toEqual([]);
});

test("found past the deadline it freezes and asks, and does what is decided", async ({ page }) => {
  await page.clock.install();
  const { attempt } = await begin(page);
  await page.waitForTimeout(500);
  const before = await secondsLeft(page);

  await page.clock.fastForward("25:00");
  const dialog = page.getByRole("dialog");
  await expect(dialog.locator("[data-away]")).toBeVisible();
  await expect(inputs(page)).toBeDisabled();
  expect(bodiesOf(await storedEvents(page), "mock-handed-in")).toEqual([]);
  const t = words("zh");
  await dialog.getByRole("button", { name: t("mock.away.credit") }).click();
  await expect(dialog).toBeHidden();
  expect(Math.abs((await secondsLeft(page)) - before)).toBeLessThanOrEqual(3);

  await page.waitForTimeout(300);
  await page.clock.fastForward("25:00");
  await page.reload();
  await dialog.getByRole("button", { name: t("mock.away.count") }).click();
  await expect(page.locator("[data-report]")).toBeVisible();
  const events = await storedEvents(page);
  expect(bodiesOf<MockGapNoted>(events, "mock-gap-noted").map(({ decision }) => decision)).toEqual([
    "credited",
    "counted",
  ]);
  expect(bodiesOf<MockHandedIn>(events, "mock-handed-in")).toEqual([
    { attempt, reason: "deadline", elapsedMs: 20 * 60_000 },
  ]);
  await expect(page.locator("[data-report]")).toContainText(t("report.interrupted", { count: 2 }));
});

test("loses nothing when the language is switched in mid-exam", async ({ page }) => {
  await drawWith(page, "numeric");
  const begun = await begin(page);
  const place = await goToKind(page, begun, "numeric");
  await page.keyboard.press("f");
  const field = page.locator("[data-question] input.num");
  await field.fill("42");
  const [left, at] = [await secondsLeft(page), Date.now()];
  await page.locator(".exam-bar .lang").click();
  await page.waitForURL(/\/en\/mock\/run/);
  await expect(room(page)).toHaveAttribute("data-role", "leading");
  expect(await itemOn(page)).toBe(begun.form[place]?.item);
  await expect(field).toHaveValue("42");
  await expect(page.locator(".exam-flag")).toHaveAttribute("aria-pressed", "true");
  const took = (Date.now() - at) / 1000;
  expect(Math.abs(left - (await secondsLeft(page)) - took)).toBeLessThanOrEqual(1 + rounding);
});

test("one tab leads, the other watches until it takes over", async ({ context, page }) => {
  const { form, itemAt } = await begin(page);
  const [first, second] = form;
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(room(other)).toHaveAttribute("data-role", "watching");
  await expect(inputs(other)).toBeDisabled();

  await page.bringToFront();
  await answer(page, "pointer", itemAt(0), first?.seed ?? 0, keyResponse(itemAt(0), first?.seed ?? 0));
  await isSaved(page, first?.item);
  await expect(other.locator(".exam-nav .exam-step.answered")).toHaveCount(1);

  await other.bringToFront();
  await other.getByRole("button", { name: words("zh")("mock.run.takeOver") }).click();
  await expect(room(other)).toHaveAttribute("data-role", "leading");
  await expect(room(page)).toHaveAttribute("data-role", "watching");
  await other.keyboard.press("Alt+ArrowRight");
  await answer(other, "pointer", itemAt(1), second?.seed ?? 0, keyResponse(itemAt(1), second?.seed ?? 0));
  await isSaved(other, second?.item);
  await expect(page.locator(".exam-nav .exam-step.answered")).toHaveCount(2);

  // Handed in by one, over for both.
  await other.locator(".exam-hand-in").click();
  await other.getByRole("dialog").locator(".btn-primary").click();
  await expect(other.locator("[data-report]")).toBeVisible();
  await expect(page.locator("[data-report]")).toBeVisible();
  expect(bodiesOf(await storedEvents(page), "mock-handed-in")).toHaveLength(1);
});

test("says before the start that nothing can be stored, and loses nothing when it is started anyway", async ({
  page,
}) => {
  await page.addInitScript(() => {
    const full = window as unknown as { isDiskFull: boolean };
    full.isDiskFull = true;
    for (const name of ["put", "add"] as const) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
        const request = write.apply(this, given);
        // As a full disk does it: the request succeeds, and the transaction fails behind it.
        if (full.isDiskFull) request.addEventListener("success", () => this.transaction.abort());
        return request;
      };
    }
  });
  const t = words("zh");
  await page.goto("/zh/mock?preset=quick-screen");
  await page.getByRole("button", { name: t("mock.setup.start") }).click();
  await expect(page.locator(".fault")).toContainText(t("mock.setup.storage.what"));
  await page.getByRole("button", { name: t("mock.setup.startAnyway") }).click();
  await expect(room(page)).toHaveAttribute("data-role", "leading");
  await page.keyboard.press("c");
  await expect(page.locator('[data-save="failed"]')).toBeVisible();
  await expect(page.locator('[data-save="saved"]')).toHaveCount(0);
  await expect(room(page)).not.toHaveAttribute("data-saved-item", /./);

  await page.locator(".exam-hand-in").click();
  await page.getByRole("dialog").locator(".btn-primary").click();
  await expect(page.locator("[data-report]")).toBeVisible();
  await page.evaluate(() => {
    (window as unknown as { isDiskFull: boolean }).isDiskFull = false;
  });
  await page.getByRole("button", { name: t("save.retry") }).click();
  await expect(page.locator('[data-save="failed"]')).toHaveCount(0);
  const events = await storedEvents(page);
  expect(bodiesOf<MockHandedIn>(events, "mock-handed-in").map(({ reason }) => reason)).toEqual(["by-hand"]);
  expect(bodiesOf<MockStarted>(events, "mock-started")).toHaveLength(1);
});
