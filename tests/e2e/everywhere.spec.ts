/**
 * Every route, in both languages and both themes, on a phone and on a desk: nothing in the console, nothing against the
 * content policy, no foreign request, a sound page. Beside it the controls: each kind of fault, made on purpose, must be
 * reported by the same listeners, or they are blind.
 */
import { test as bare, type Page } from "@playwright/test";
import { type Locale, locales } from "../../lib/i18n/locales";
import { inspect, watch } from "./inspect";
import { expect, test } from "./journey";
import { routes } from "./routes";
import { fillProfile } from "./used-profile";

const phone = { width: 390, height: 844 };
const desk = { width: 1280, height: 900 };
/**
 * Each language takes one half of the four combinations, so that a route is seen in all of them; `npm run look` takes
 * every combination in every language.
 */
const views = {
  zh: [
    { size: phone, colorScheme: "light" },
    { size: desk, colorScheme: "dark" },
  ],
  en: [
    { size: phone, colorScheme: "dark" },
    { size: desk, colorScheme: "light" },
  ],
} as const satisfies Record<Locale, unknown>;

for (const locale of locales)
  for (const [place, { name, path, shows }] of routes(locale).entries())
    test(`${path} is sound on a phone and on a desk, in light and in dark`, async ({ page, watched }) => {
      if (name === "not-found") watched.expect(/404/);
      // A page that draws answers is looked at with them; what it shows without any is part of the dashboard's journey.
      const address = shows === "content" ? path : await fillProfile(page, locale, path);
      // It is loaded in one view, by turns the phone's and the desk's, and turned to the other as a window is: loading a
      // page again costs seconds, and what a width or a theme changes is the style alone.
      const inTurn = place % 2 === 0 ? views[locale] : views[locale].toReversed();
      const faults: string[] = [];
      for (const [nth, { size, colorScheme }] of inTurn.entries()) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        if (nth === 0) await page.goto(address, { waitUntil: "networkidle" });
        // axe takes seconds for a long note: it gets one of the two views of it in each language.
        const found = await inspect(page, nth === 0 || !name.startsWith("topic-"));
        faults.push(...found.map((fault) => `${size.width} ${colorScheme}: ${fault}`));
      }
      expect(faults).toEqual([]);
    });

/** Serves `path` with its HTML and headers changed on the way. */
async function changed(
  page: Page,
  path: string,
  change: (html: string) => string,
  policy?: (policy: string) => string,
): Promise<void> {
  await page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const sent = headers["content-security-policy"] ?? "";
    await route.fulfill({
      response,
      headers: { ...headers, "content-security-policy": policy ? policy(sent) : sent },
      body: change(await response.text()),
    });
  });
  await page.goto(path, { waitUntil: "networkidle" });
}

const intoBody = (markup: string) => (html: string) => html.replace("</main>", `${markup}</main>`);

bare.describe("the listeners see", () => {
  bare("an inline script that the policy refuses", async ({ page, context, baseURL }) => {
    const { faults } = await watch(context, baseURL ?? "");
    await changed(page, "/en/about", intoBody("<script>window.ran = true</script>"));
    expect(await page.evaluate(() => "ran" in window)).toBe(false);
    await expect.poll(() => faults.filter((fault) => fault.startsWith("content policy: script-src"))).not.toEqual([]);
  });

  bare("a picture from another origin, refused by the policy or not", async ({ page, context, baseURL }) => {
    const { faults } = await watch(context, baseURL ?? "");
    const picture = intoBody('<img alt="" src="http://quorum.invalid/a.png">');
    await changed(page, "/en/about", picture);
    await expect.poll(() => faults.filter((fault) => fault.startsWith("content policy: img-src"))).not.toEqual([]);
    await page.unrouteAll();
    await changed(page, "/zh/about", picture, (policy) => policy.replace("img-src", "img-src *"));
    await expect.poll(() => faults.filter((fault) => fault.startsWith("foreign request:"))).not.toEqual([]);
  });

  bare("an error of a script", async ({ page, context, baseURL }) => {
    const { faults } = await watch(context, baseURL ?? "");
    await page.goto("/en/about");
    await page.evaluate(() => {
      setTimeout(() => {
        throw new Error("made on purpose");
      });
      console.error("said on purpose");
    });
    await expect.poll(() => faults.join()).toMatch(/page error: made on purpose/);
    expect(faults.join()).toMatch(/console: said on purpose/);
  });

  bare("a piece of a value that stands under its label", async ({ page }) => {
    await page.setViewportSize(phone);
    await page.goto("/zh/topics/redis-ha-cluster", { waitUntil: "networkidle" });
    const astray = async () => (await inspect(page, false)).filter((fault) => fault.includes("under the label"));
    expect(await astray()).toEqual([]);
    await page.evaluate(() => {
      for (const cell of document.querySelectorAll<HTMLElement>(".tbl.stack td[data-label]"))
        Object.assign(cell.style, { display: "grid", gridTemplateColumns: "6.5em minmax(0, 1fr)", paddingLeft: "0" });
    });
    expect(await astray()).not.toEqual([]);
  });

  bare("a second h1, a page too wide, and a picture without words", async ({ page }) => {
    await page.goto("/en/about", { waitUntil: "networkidle" });
    await page.evaluate(() => {
      const wrong = '<h1>Again</h1><div style="width: 4000px">wide</div><img src="/icon.svg">';
      document.querySelector("main")?.insertAdjacentHTML("beforeend", wrong);
    });
    const faults = (await inspect(page)).join("\n");
    expect(faults).toMatch(/2 <h1> instead of one/);
    expect(faults).toMatch(/scrolls sideways by \d+ px/);
    expect(faults).toMatch(/axe image-alt/);
  });
});
