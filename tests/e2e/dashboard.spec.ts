/** The dashboard: empty it says nothing about anybody; used, every number opens the answers behind it. */
import type { Locator, Page } from "@playwright/test";
import type { GapId, StatementId } from "../../lib/ids";
import type { NewEvent } from "../../lib/learner/events";
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

/** How many answers the open layer lists, with all its pages; closes it again. */
async function answersListed(page: Page): Promise<number> {
  const dialog = page.getByRole("dialog");
  await expect(dialog).toBeVisible();
  const more = dialog.locator("button.btn");
  // The button goes away as the last page comes, sometimes under the click.
  await expect(async () => {
    if (await more.isVisible()) await more.click({ timeout: 1_000 });
    await expect(more).toBeHidden({ timeout: 1_000 });
  }).toPass();
  const count = await dialog.locator(answerRows).count();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  return count;
}

/** Presses each of them, and expects as many answers behind it as the last number in its words. */
async function leadToTheirAnswers(page: Page, numbers: Locator) {
  const buttons = await numbers.all();
  expect(buttons.length, String(numbers)).toBeGreaterThan(0);
  for (const button of buttons) {
    const words = (await button.getAttribute("aria-label")) ?? (await button.innerText());
    const said = Number(/(\d+)\D*$/.exec(words)?.[1]);
    await button.click();
    expect(await answersListed(page), words).toBe(said);
  }
}

/** Presses each of them, and expects answers behind it. */
async function leadToAnswers(page: Page, links: Locator, least = 1, most = Number.POSITIVE_INFINITY) {
  const buttons = await links.all();
  expect(buttons.length, String(links)).toBeGreaterThan(0);
  for (const button of buttons) {
    await button.click();
    const count = await answersListed(page);
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  }
}

const cardOf = (page: Page, heading: string): Locator =>
  page.locator("section", { has: page.getByRole("heading", { name: heading }) });

const day = 86_400_000;
const dateIn = (days: number): string => new Date(Date.now() + days * day).toISOString().slice(0, 10);
const noted: NewEvent[] = [
  {
    type: "gap-added",
    body: {
      gap: "own-reads" as GapId,
      title: "Lease reads",
      question: "What does a lease read return after a pause?",
      statements: ["consistency.1", "consistency.4"] as StatementId[],
      stuckAt: 2,
    },
  },
  { type: "setting-set", body: { key: "interview.date", value: dateIn(16) } },
];

inBoth("every number of the three answers and of an opened row leads to its answers", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`));
  await expect(page.getByRole("heading", { name: t("dashboard.what") })).toBeVisible();
  await leadToTheirAnswers(page, page.locator("main header [role=status] button"));
  await leadToTheirAnswers(page, page.locator(".three section").first().getByRole("button"));
  await leadToAnswers(page, page.locator(".three section").nth(1).getByRole("button"), 1, 1);

  // A row opens by its address, and what its line says stands behind a button inside.
  await page.goto(`/${locale}/dashboard#consistency`);
  const row = page.locator("details#consistency");
  await expect(row).toHaveAttribute("open", "");
  const said = numberIn(await row.locator("summary .bar .num").innerText());
  const all = row.getByRole("button", { name: t("dashboard.allAnswers", { count: said }) });
  await all.click();
  expect(await answersListed(page)).toBe(said);
  await leadToTheirAnswers(page, row.locator(".dots-btn"));
  await leadToTheirAnswers(page, row.locator("[data-telling] button"));
  await leadToAnswers(page, row.locator(".terms").first().getByRole("button"));
  await leadToAnswers(page, row.locator(".terms").last().getByRole("button"), 1, 1);

  // The sum behind the bar, and from each of its terms to the answers: two steps.
  const formula = row.getByRole("button", { name: t("dashboard.formula.open") });
  await formula.click();
  const terms = await page.locator("dialog[open] .sum button").count();
  expect(terms).toBeGreaterThan(1);
  await page.locator("dialog[open] .sum button").last().click();
  expect(await answersListed(page)).toBeGreaterThan(0);
});

inBoth("an answer to a follow-up shows what was asked and which points were made", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`));
  await page.locator("main header [role=status] button").click();
  const dialog = page.getByRole("dialog");
  const [chain] = (await catalogOf(page, locale)).chains;
  const title = t("dashboard.followUp", { title: chain?.title ?? "", level: 0 });
  const answer = dialog.locator(answerRows, { hasText: title });
  // More answers come a page at a time, and the button is away while they do.
  await expect(async () => {
    const more = dialog.locator("button.btn");
    if ((await answer.count()) === 0 && (await more.isVisible())) await more.click();
    expect(await answer.count()).toBe(1);
  }).toPass();
  await answer.click();
  const told = dialog.locator("[data-rung]");
  await expect(told).toContainText(t("dashboard.rung.answer"));
  await expect(told.locator("li").first()).toContainText(t("dashboard.rung.made"));
});

inBoth("every number below the board leads to its answers", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard#own-reads`, noted));
  const own = page.locator("details#own-reads");
  await expect(own).toHaveAttribute("open", "");
  await leadToTheirAnswers(page, own.locator(".dots-btn"));
  const said = numberIn(await own.locator("summary .bar .num").innerText());
  await own.getByRole("button", { name: t("dashboard.allAnswers", { count: said }) }).click();
  expect(await answersListed(page)).toBe(said);

  await leadToAnswers(page, cardOf(page, t("dashboard.sure.title")).locator("li button"), 1, 1);
  await leadToTheirAnswers(page, cardOf(page, t("dashboard.sure.title")).locator(".card-head button"));
  for (const tally of await cardOf(page, t("dashboard.misconceptions.title")).locator(".tally").all()) {
    const count = numberIn(await tally.innerText());
    await tally.click();
    expect(await answersListed(page)).toBe(count);
  }

  const words = cardOf(page, t("dashboard.calibration.question"));
  await words.locator("details > summary").click();
  await leadToTheirAnswers(page, words.getByRole("button"));
  const model = cardOf(page, t("dashboard.foresight.question"));
  await model.locator("details > summary").click();
  await leadToTheirAnswers(page, model.getByRole("button"));

  const forecast = page.locator("section", { has: page.locator("input[type=range]") });
  await leadToTheirAnswers(page, forecast.locator(".cap button"));
});

inBoth(
  "a forecast speaks in bands, and other minutes are tried before they are settled",
  async ({ page, locale, t }) => {
    await page.goto(await fillProfile(page, locale, `/${locale}/dashboard`, noted));
    const forecast = page.locator("section", { has: page.locator("input[type=range]") });
    const sentence = forecast.locator(".chart-ans");
    await expect(sentence).toContainText(t("dashboard.forecast.minutesADay", { count: 30 }));
    // Minutes are the only number in it.
    expect((await sentence.innerText()).match(/\d+/g)).toEqual(["30"]);
    await forecast.locator("input[type=range]").fill("60");
    await expect(sentence).toContainText(t("dashboard.forecast.minutesADay", { count: 60 }));
    await forecast.getByRole("button", { name: t("dashboard.forecast.keep") }).click();
    await expect(forecast.getByRole("button", { name: t("dashboard.forecast.keep") })).toHaveCount(0);
    await page.reload();
    await expect(sentence).toContainText(t("dashboard.forecast.minutesADay", { count: 60 }));
  },
);

inBoth("a question one was stuck on is noted, edited and removed by keyboard", async ({ page, locale, t }) => {
  await page.goto(`/${locale}/dashboard`);
  const note = page.getByRole("button", { name: t("dashboard.note") });
  await note.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: t("own.new") });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(t("own.question.label")).focus();
  // Nothing written: it says what is wanting and stays.
  await dialog.getByRole("button", { name: t("own.save"), exact: true }).press("Enter");
  await expect(dialog.getByRole("alert")).toHaveText(t("own.question.wanting"));
  await expect(dialog.getByLabel(t("own.question.label"))).toBeFocused();
  await page.keyboard.type("Why does Kafka deliver twice?");
  await dialog.getByRole("searchbox").focus();
  await page.keyboard.type("raft");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("checkbox").first()).toBeFocused();
  await page.keyboard.press("Space");
  await dialog.getByRole("button", { name: t("own.save"), exact: true }).press("Enter");
  await expect(dialog).toBeHidden();
  await expect(note).toBeFocused();

  await page.reload();
  const row = page.locator("section[aria-labelledby=own] details");
  await expect(row.locator(".nm")).toHaveText("Why does Kafka deliver twice");
  await expect(row.locator(".st")).toHaveText(t("dashboard.state.judged"));
  await row.locator("summary").first().press("Enter");
  await row.getByRole("button", { name: t("own.editShort") }).press("Enter");
  const edit = page.getByRole("dialog", { name: t("own.edit") });
  await edit.getByLabel(t("own.name")).fill("Kafka twice");
  await edit.getByRole("button", { name: t("own.saveEdit") }).press("Enter");
  await expect(row.locator(".nm")).toHaveText("Kafka twice");
  await row.getByRole("button", { name: t("own.remove"), exact: true }).press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("own.remove"), exact: true })
    .press("Enter");
  await expect(row).toHaveCount(0);
});

inBoth(
  "the learner disagrees, puts aside, judges and sets another rule, and it stays so",
  async ({ page, locale, t }) => {
    await page.goto(await fillProfile(page, locale, `/${locale}/dashboard#consistency`));
    const row = page.locator("details#consistency");
    const press = (key: string) => row.getByRole("button", { name: t(key), exact: true }).click();
    const dialog = page.locator("dialog[open]");
    await press("dashboard.word.dispute");
    await dialog.getByLabel(t("dashboard.word.disputing.reason")).fill("an old version");
    await dialog.getByRole("button", { name: t("dashboard.word.disputing.save") }).click();
    const dispute = row.locator('[data-dispute="open"]');
    await expect(dispute).toContainText(t("dashboard.word.inToday").trim());
    await expect(dispute).toContainText("an old version");

    await row.getByLabel(t("dashboard.word.weak"), { exact: true }).check({ force: true });
    await expect(row).toContainText(t("reasons.word.weak"));

    await press("dashboard.rule.edit");
    await dialog.getByLabel(t("dashboard.rule.dialog.kinds")).fill("3");
    await expect(dialog).toContainText(t("dashboard.rule.dialog.moreKinds"));
    await dialog.getByLabel(t("dashboard.rule.dialog.kinds")).fill("1");
    await dialog.getByLabel(t("dashboard.rule.dialog.days")).fill("0");
    await dialog.getByRole("checkbox").uncheck();
    await dialog.getByRole("button", { name: t("dashboard.rule.dialog.save") }).click();
    await expect(row).toContainText(t("dashboard.rule.by.learner"));

    await press("dashboard.word.snooze");
    await dialog.getByRole("button", { name: t("dashboard.word.snoozing.save") }).click();
    await expect(row.locator("summary .need")).toContainText(/\d/);
    await expect(page.locator(".gap-item[data-aside]")).toHaveCount(1);
    await page.reload();
    await expect(page.locator(".gap-item[data-aside]")).toHaveCount(1);
    await expect(dispute).toBeVisible();
    await press("dashboard.word.takeBack");
    await expect(page.locator(".gap-item[data-aside]")).toHaveCount(0);
  },
);

inBoth("the first answer after a dispute decides it, and the row says how", async ({ page, locale }) => {
  const chain = (await catalogOf(page, locale)).chains.find(({ topic }) => topic === "consensus-raft");
  const rung = chain?.rungs.find(({ item }) => item === undefined);
  if (!chain || !rung) throw new Error("the bank has no open rung about Raft");
  const told: NewEvent[] = [
    { type: "gap-disputed", body: { gap: "consistency" as GapId } },
    {
      type: "rung-answered",
      body: { chain: chain.id, rung: rung.id, session: "after", text: "x", ticks: [], hints: 0, elapsedMs: 1000 },
    },
  ];
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard#consistency`, told));
  const decided = page.locator('details#consistency [data-dispute="decided"]');
  // Before and after, as two intervals.
  expect((await decided.innerText()).match(/\d+/g)?.length).toBeGreaterThanOrEqual(4);
  await leadToAnswers(page, decided.getByRole("button"), 1, 1);
});

inBoth("printed it is one page without controls and without answers", async ({ page, locale, t }) => {
  await page.goto(await fillProfile(page, locale, `/${locale}/dashboard#consistency`, noted));
  await expect(page.locator(".chart-ans").last()).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("main header").getByRole("button", { name: t("dashboard.note") })).toBeHidden();
  await expect(page.getByRole("heading", { name: t("dashboard.sure.title") })).toBeHidden();
  await expect(page.locator(".gap-inner")).toBeHidden();
  await expect(page.locator("details#consistency .ibar")).toBeVisible();
  const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page[^s]/g);
  expect(pages).toHaveLength(1);
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
