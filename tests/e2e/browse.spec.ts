/** Reading: from the home page to a note, its checks, its sources; the search; the language, the theme, no JavaScript. */
import { type Locale, locales } from "../../lib/i18n/locales";
import { expect, inBoth, storedEvents, tabTo, test, untilHeard, words } from "./journey";
import { topicIds } from "./routes";

const raft = "consensus-raft";
const otherOf = (locale: Locale): Locale => (locale === "zh" ? "en" : "zh");

inBoth("from the home page to Raft, a source opened and a check answered", async ({ page, locale, t }) => {
  await page.goto(`/${locale}`);
  await page
    .getByRole("navigation", { name: t("shell.nav.label") })
    .getByText(t("shell.nav.topics"))
    .click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(t("topics.title"));
  await page.locator(`main a[href="/${locale}/topics/${raft}"]`).click();
  await expect(page).toHaveURL(new RegExp(`/${locale}/topics/${raft}$`));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();

  // A claim shows its source where it stands, and Escape puts it away.
  const claim = page.locator("button.claim").first();
  await claim.click();
  const source = page.locator(`[id="${await claim.getAttribute("popovertarget")}"]`);
  await expect(source).toBeVisible();
  await expect(source.getByRole("link").first()).toHaveAttribute("href", /^https:/);
  await page.keyboard.press("Escape");
  await expect(source).toBeHidden();

  // A heading is an address.
  const entry = page.getByRole("complementary").locator('a[href^="#"]').nth(2);
  const anchor = (await entry.getAttribute("href")) ?? "";
  await entry.click();
  await expect(page).toHaveURL(new RegExp(`${anchor}$`));
  await expect(page.locator(`[id="${anchor.slice(1)}"]`)).toBeInViewport();

  const probe = page.locator(".probe").first();
  await probe.scrollIntoViewIfNeeded();
  await expect(probe.locator("[data-question]")).toBeVisible();
  await probe.locator("[data-digit='1']").last().click({ force: true });
  await probe.getByRole("button", { name: t("quiz.submit"), exact: true }).click();
  await expect(probe.getByRole("region", { name: t("quiz.feedback.label") })).toBeVisible();
  await expect(probe.locator('[data-save="saved"]')).toBeVisible();
  const answered = (await storedEvents(page)).filter(({ type }) => type === "item-answered");
  expect(answered).toHaveLength(1);
  expect(answered[0]?.body).toMatchObject({ mode: "read", response: expect.anything(), score: expect.anything() });
});

inBoth(
  "by the keys alone: past the header, into the search, to a heading in either language",
  async ({ page, locale, t }) => {
    await page.goto(`/${locale}/topics`);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: t("shell.skip") })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/#main$/);

    for (const [query, expected] of [
      ["选举", /consensus-raft/],
      ["raft", new RegExp(raft)],
      ["fencing token", /distributed-locks-fencing/],
      ["一致性", /topics|gaps/],
    ] as const) {
      await page.keyboard.press("/");
      const dialog = page.getByRole("dialog", { name: t("shell.search") });
      await expect(dialog.getByRole("searchbox")).toBeFocused();
      await page.keyboard.type(query);
      await expect(dialog.getByRole("status")).toHaveText(/[1-9]/);
      await page.keyboard.press("ArrowDown");
      await expect(dialog.getByRole("link").first()).toBeFocused();
      await page.keyboard.press("Enter");
      await expect(page).toHaveURL(expected);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(dialog).toBeHidden();
    }
    await untilHeard(page);
    await page.keyboard.press("/");
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type("qqqqzzzz");
    await expect(page.getByText(t("search.none", { query: "qqqqzzzz" }))).toBeVisible();
    // In a search field the first Escape clears it, the next closes.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.locator("dialog[open]")).toHaveCount(0);
    await expect(page.locator("input:focus")).toHaveCount(0);

    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: t("shell.keys.title") })).toContainText(t("shell.keys.search"));
    await page.keyboard.press("Escape");

    // A check in a note is reached and answered by Tab, digits of the list, and Enter.
    await page.goto(`/${locale}/topics/${raft}#sources`);
    await page.goto(`/${locale}/topics/${raft}`);
    await page.locator(".probe").first().scrollIntoViewIfNeeded();
    await expect(page.locator(".probe [data-question]").first()).toBeVisible();
    await tabTo(page, ".probe input, .probe .opt-open", 250);
    await page.keyboard.press("Space");
    await expect(page.locator(".probe input:checked, .probe .key-on").first()).toBeAttached();
  },
);

inBoth("the other language opens at the same place", async ({ page, locale, t }) => {
  const other = otherOf(locale);
  await page.goto(`/${locale}/practice?set=gap&gap=consistency&seed=5`);
  await page.getByRole("link", { name: t("shell.otherLanguage"), exact: true }).click();
  await expect(page).toHaveURL(`/${other}/practice?set=gap&gap=consistency&seed=5`);

  await page.goto(`/${locale}/topics/${raft}`, { waitUntil: "networkidle" });
  const heading = page.locator("main h2[id]").nth(4);
  const id = await heading.getAttribute("id");
  await heading.evaluate((element) => element.scrollIntoView({ block: "start", behavior: "instant" }));
  await page.getByRole("link", { name: t("shell.otherLanguage"), exact: true }).click();
  await expect(page).toHaveURL(`/${other}/topics/${raft}#${id}`);
  await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  await expect(page.locator("html")).toHaveAttribute("lang", other === "zh" ? "zh-CN" : "en");
});

test("a pinned theme is there in the first frame, against the system's", async ({ page }) => {
  const t = words("en");
  await page.emulateMedia({ colorScheme: "light" });
  await page.addInitScript(() => {
    // The ground of every frame from the first that has a body: a flash would show as a second colour.
    const grounds: string[] = [];
    Object.assign(window, { grounds });
    const look = () => {
      if (document.body) grounds.push(getComputedStyle(document.body).backgroundColor);
      if (grounds.length < 30) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const groundsOf = async () =>
    page.waitForFunction(() => {
      const { grounds } = window as unknown as { grounds: string[] };
      return grounds.length >= 30 ? [...new Set(grounds)] : undefined;
    });
  await page.goto("/en/about");
  const light = await (await groundsOf()).jsonValue();
  expect(light).toHaveLength(1);

  await page.getByRole("button", { name: t("shell.theme.next", { theme: t("shell.theme.system") }) }).click();
  await page.getByRole("button", { name: t("shell.theme.next", { theme: t("shell.theme.light") }) }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  const dark = await (await groundsOf()).jsonValue();
  expect(dark).toHaveLength(1);
  expect(dark).not.toEqual(light);

  // Another page, and back to the system's choice.
  await page.goto("/zh/topics");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page
    .getByRole("button", { name: words("zh")("shell.theme.next", { theme: words("zh")("shell.theme.dark") }) })
    .click();
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test.describe("with JavaScript switched off", () => {
  test.use({ javaScriptEnabled: false });
  for (const locale of locales)
    test(`${locale}: every topic can be read: text, drawings, tables, links, questions and their answers`, async ({
      page,
      request,
    }) => {
      test.slow();
      const t = words(locale);
      const targets = new Set<string>();
      for (const topic of topicIds()) {
        await page.goto(`/${locale}/topics/${topic}`);
        const main = page.locator("main");
        const text = await main.innerText();
        expect(text.length, topic).toBeGreaterThan(locale === "zh" ? 3_000 : 8_000);
        expect(await main.locator("figure svg").count(), `${topic}: drawings`).toBeGreaterThan(0);
        await expect(main.locator("figure svg:visible").first(), topic).toBeVisible();
        expect(await main.locator("table:visible").count(), `${topic}: tables`).toBeGreaterThan(0);
        const probes = await main.locator(".probe").all();
        expect(probes.length, `${topic}: checks`).toBeGreaterThan(0);
        for (const probe of probes) {
          await expect(probe.locator("p").first(), topic).toBeVisible();
          // The answer is folded away, and opens without a script.
          const fold = probe.locator("noscript summary");
          await expect(fold, topic).toHaveText(t("note.probeKey"));
          await fold.click();
          await expect(probe.locator("details[open] strong").first(), topic).toBeVisible();
        }
        for (const href of await main
          .locator("a[href^='/']")
          .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "")))
          targets.add(href.replace(/#.*/, ""));
        for (const href of await main
          .locator("a[href^='#']")
          .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "")))
          await expect(page.locator(`[id="${decodeURIComponent(href.slice(1))}"]`), `${topic} ${href}`).toHaveCount(1);
      }
      for (const target of targets) expect((await request.get(target)).status(), target).toBe(200);
    });
});
