/** The day's page and the plan behind it: what to do now, the interview date, days away, the last two days, a mock aimed. */
import type { Page } from "@playwright/test";
import type { Locale } from "../../lib/i18n/locales";
import type { ItemAnswered, MockStarted } from "../../lib/learner/events";
import { assemble } from "../../lib/mock/assemble";
import type { Session } from "../../lib/quiz/session";
import { localDay } from "../../lib/schedule/local-day";
import { inspect } from "./inspect";
import { catalogOf, expect, inBoth, storedEvents, storedSlot, untilHeard, type Words } from "./journey";
import { eventAfter, fillProfile, storeInProfile, usedLog } from "./used-profile";

const dayMs = 24 * 3_600_000;
/** A day of this machine's calendar, so many days from today. */
const dayIn = (days: number): string => localDay(Date.now() + days * dayMs, -new Date().getTimezoneOffset());

/** A profile of three weeks of use and no sitting under way, with these settings. */
async function fillWith(page: Page, locale: Locale, settings: Record<string, string | number>): Promise<void> {
  const events = usedLog(await catalogOf(page, locale), Date.now()).events.slice(0, -1);
  for (const [key, value] of Object.entries(settings))
    events.push(eventAfter(events, { type: "setting-set", body: { key, value } }, Date.now() - 60_000));
  await storeInProfile(page, locale, events);
  await page.goto(`/${locale}`);
}

const plan = (page: Page) => page.locator("section[aria-labelledby=plan]");
const heading = (page: Page) => page.locator("h2#plan");
const setNow = (page: Page) => page.locator("section[aria-labelledby=now]");
const numberIn = (text: string): number => Number(/\d+/.exec(text)?.[0] ?? Number.NaN);
const questionsIn = async (page: Page): Promise<number> =>
  numberIn(await setNow(page).locator(".text-display").innerText());

inBoth("a date, minutes and days away make the plan, and are kept", async ({ page, locale, t }) => {
  await fillWith(page, locale, {});
  await expect(heading(page)).toHaveText(t("plan.head.noDate", { minutes: 30 }));
  const opener = plan(page).getByRole("button", { name: t("plan.setDate") });
  await opener.click();
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
  await opener.click();
  await dialog.locator("input[type=date]").first().fill(dayIn(18));
  const minutes = dialog.getByLabel(t("plan.dialog.minutes"), { exact: true });
  await minutes.fill("2");
  await dialog.getByRole("button", { name: t("plan.dialog.save") }).click();
  await expect(dialog).toContainText(t("plan.dialog.minutesWrong", { least: 5, most: 480 }));
  expect(await inspect(page)).toEqual([]);
  await minutes.fill("40");
  await dialog.getByRole("button", { name: t("plan.dialog.add") }).click();
  await dialog.getByLabel(t("plan.dialog.from")).fill(dayIn(2));
  await dialog.getByLabel(t("plan.dialog.until")).fill(dayIn(4));
  await dialog.getByRole("button", { name: t("plan.dialog.save") }).click();

  await expect(heading(page)).toHaveText(t("plan.head.until", { days: 18, minutes: 40 }));
  await expect(page.locator(".load-days .away")).toHaveCount(3);
  const settings = (await storedEvents(page)).filter(({ type }) => type === "setting-set").map(({ body }) => body);
  expect(settings).toEqual([
    { key: "interview.date", value: dayIn(18) },
    { key: "interview.minutes", value: 40 },
    { key: "interview.away", value: `${dayIn(2)}/${dayIn(4)}` },
  ]);
  await page.reload();
  await expect(heading(page)).toHaveText(t("plan.head.until", { days: 18, minutes: 40 }));
  // No day holds more than its minutes, and a day away holds nothing.
  await plan(page).locator(".plan-later > summary").click();
  const rows = plan(page).locator(".plan-later li");
  await expect(rows).toHaveCount(17);
  for (const row of await rows.all()) {
    const last = await row.locator(".num").last().innerText();
    if (last !== "") expect(numberIn(last)).toBeLessThanOrEqual(40);
  }
  await expect(rows.filter({ hasText: t("plan.away") })).toHaveCount(3);
  const table = page.locator("section[aria-labelledby=load] details");
  await table.locator("summary").click();
  await expect(table.locator("tbody tr")).toHaveCount(14);
  expect(await inspect(page)).toEqual([]);
});

inBoth(
  "the set for now is the set that Enter starts, and the due ones can be done alone",
  async ({ page, locale, t }) => {
    await fillWith(page, locale, {});
    const count = await questionsIn(page);
    const due = setNow(page).getByRole("link", { name: t("today.onlyDue", { count: 0 }).replace(/0.*/, "") });
    const dueHref = (await due.getAttribute("href")) ?? "";
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/set=today&seed=\d+/);
    await expect(page.getByText(t("practice.progress", { index: 1, count }))).toBeVisible();

    await page.goto(dueHref);
    await expect(page).toHaveURL(/set=review/);
    await page.locator("[data-question]").waitFor();
    await untilHeard(page);
    await page.keyboard.press("s");
    const n = new URL(page.url()).searchParams.get("n");
    await expect(page.getByText(t("practice.progress", { index: 2, count: Number(n) }))).toBeVisible();
    const skipped = (await storedEvents(page)).at(-1);
    expect(skipped).toMatchObject({ type: "item-skipped", body: { mode: "review" } });
    const before = new Set(
      (await storedEvents(page)).flatMap(({ type, body }) =>
        type === "item-answered" ? [(body as ItemAnswered).item] : [],
      ),
    );
    expect(before).toContain((skipped as { body: Pick<ItemAnswered, "item"> }).body.item);
  },
);

inBoth("the most telling question is asked as it was shown, in one click", async ({ page, locale, t }) => {
  await fillWith(page, locale, {});
  const card = page.locator(".day-way").filter({ hasText: t("today.telling") });
  const stem = await card.locator(".stem").innerText();
  await card.click();
  await expect(page.getByText(t("practice.progress", { index: 1, count: 1 }))).toBeVisible();
  await expect(page.locator("[data-question] h2")).toHaveText(stem);
});

inBoth("in the last two days the set holds nothing that was not met before", async ({ page, locale, t }) => {
  await fillWith(page, locale, { "interview.date": dayIn(2), "interview.minutes": 45 });
  await expect(heading(page)).toHaveText(t("plan.head.until", { days: 2, minutes: 45 }));
  await expect(setNow(page)).toContainText(t("today.aside.lastDays"));
  await expect(plan(page)).toContainText(t("plan.left.nothingNew"));
  expect(await inspect(page)).toEqual([]);
  const met = new Set(
    (await storedEvents(page)).flatMap(({ type, body }) =>
      type === "item-answered" ? [(body as ItemAnswered).item] : [],
    ),
  );
  const count = await questionsIn(page);
  await page.keyboard.press("Enter");
  await expect(page.getByText(t("practice.progress", { index: 1, count }))).toBeVisible();
  const seed = new URL(page.url()).searchParams.get("seed");
  const slot = () => storedSlot(page, `practice today-${seed}`) as Promise<Session | undefined>;
  // The set is kept once it is touched; a key pressed in the moment in which the question appears may be lost.
  await expect(async () => {
    await page.keyboard.press("c");
    await expect.poll(async () => (await slot())?.turns.length, { timeout: 1_000 }).toBe(count);
  }).toPass({ timeout: 10_000 });
  expect((await slot())?.turns.filter(({ item }) => !met.has(item))).toEqual([]);
});

inBoth("a date that has passed asks for the next one, and a day away asks for nothing", async ({ page, locale, t }) => {
  await fillWith(page, locale, { "interview.date": dayIn(-3), "interview.away": `${dayIn(0)}/${dayIn(1)}` });
  await expect(plan(page)).toContainText(beginningOf(t, "plan.about.past"));
  await expect(plan(page).getByRole("button", { name: t("plan.setDate") })).toBeVisible();
  await expect(plan(page)).toContainText(t("plan.todayAway"));
  await expect(setNow(page)).toContainText(t("today.aside.away"));
  await plan(page)
    .getByRole("button", { name: t("plan.setDate") })
    .click();
  // The old date is not offered again.
  await expect(page.locator("dialog input[type=date]").first()).toHaveValue("");
});

const beginningOf = (t: Words, key: string): string => t(key).slice(0, 12);

inBoth("what went wrong says when it returns", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}`));
  const rows = page.locator("main li").filter({ has: page.locator(".clip-2") });
  await rows.first().waitFor();
  const back = new RegExp([0, 1, 2].map((days) => t("today.back", { days }).replace(/\d+/, "\\d+")).join("|"));
  for (const row of await rows.all()) await expect(row.locator(".cap")).toHaveText(back);
});

inBoth("a mock interview says how many questions are aimed, and may be all fixed", async ({ page, locale, t }) => {
  const catalog = await catalogOf(page, locale);
  await page.goto(`/${locale}/mock?preset=classic`);
  const group = page.getByRole("group", { name: t("mock.setup.questions") });
  await expect(group.getByRole("radio").first()).toBeDisabled();
  await expect(page.getByText(t("mock.setup.tooEarly", { count: 30, enough: 12 }))).toBeVisible();

  await storeInProfile(page, locale, usedLog(catalog, Date.now()).events.slice(0, -1));
  await page.goto(`/${locale}/mock?preset=classic`);
  await expect(page.getByText(t("mock.setup.aimedAbout", { fixed: 18, aimed: 12 }))).toBeVisible();
  expect(await inspect(page)).toEqual([]);
  const preset = catalog.mocks.find(({ id }) => id === "classic");
  if (!preset) throw new Error("the catalog has no classic preset");
  const fixedForm = ({ seed, form }: MockStarted, before: MockStarted) => {
    const lately = new Set(before.form.map(({ item }) => item));
    return {
      fixed: assemble(preset, catalog, seed, lately).items.map(({ item }) => item),
      given: form.map(({ item }) => item),
    };
  };
  const started = async (count: number) => {
    const all = (await storedEvents(page)).filter(({ type }) => type === "mock-started");
    expect(all).toHaveLength(count);
    return all.map(({ body }) => body as MockStarted);
  };
  await group.getByText(t("mock.setup.fixed")).click();
  await expect(page.getByText(t("mock.setup.fixedAbout", { count: 30 }))).toBeVisible();
  await page.getByRole("button", { name: t("mock.setup.start") }).click();
  await expect(page).toHaveURL(/mock\/run/);
  const [past, plain] = await started(2);
  if (!past || !plain) throw new Error("a sitting has not begun");
  const { fixed, given } = fixedForm(plain, past);
  expect(given).toEqual(fixed);

  // Aimed, twelve of the thirty are others than the rule alone would draw.
  await page.goto(`/${locale}/mock?preset=classic`);
  await expect(page.getByText(t("mock.setup.aimedAbout", { fixed: 18, aimed: 12 }))).toBeVisible();
  await page.getByRole("button", { name: t("mock.setup.start") }).click();
  await expect(page).toHaveURL(/mock\/run/);
  const aimed = (await started(3)).at(-1);
  expect(aimed?.form).toHaveLength(30);
  const lately = new Set([...past.form, ...plain.form].map(({ item }) => item));
  expect(aimed?.form.map(({ item }) => item)).not.toEqual(
    assemble(preset, catalog, aimed?.seed ?? 0, lately).items.map(({ item }) => item),
  );
});
