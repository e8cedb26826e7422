/**
 * `npm run look -- OUT [filter]`: a picture of every route, in both languages, both themes, at 390 and 1280 px, with an
 * empty profile and, where answers show, with a used one. Fails on sideways scroll, not exactly one h1 and one main, a
 * console error, a breach of the content policy, a request to another origin or an accessibility violation. Serves the
 * built site itself unless QUORUM_URL names one.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { type Locale, locales } from "../../lib/i18n/locales";
import { inspect, watch } from "./inspect";
import { routes } from "./routes";
import { fillProfile } from "./used-profile";

const [out = "look", filter = ""] = process.argv.slice(2);
const themes = ["light", "dark"] as const;
const widths = [390, 1280] as const;

type Shot = {
  path: string;
  name: string;
  locale: Locale;
  theme: (typeof themes)[number];
  width: number;
  used: boolean;
};

const launchOptions = {
  executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
};

/** Takes the picture; returns what is wrong with the page. */
async function look(browser: Browser, origin: string, shot: Shot): Promise<string[]> {
  const context = await browser.newContext({
    baseURL: origin,
    colorScheme: shot.theme,
    viewport: { width: shot.width, height: shot.width === 390 ? 844 : 900 },
    deviceScaleFactor: shot.width === 390 ? 2 : 1,
    hasTouch: shot.width === 390,
    reducedMotion: "reduce",
  });
  try {
    const watched = await watch(context, origin);
    // The not-found page answers 404, and the browser says so.
    if (shot.name === "not-found") watched.expect(/404/);
    const page = await context.newPage();
    const address = shot.used ? await fillProfile(page, shot.locale, shot.path) : shot.path;
    await page.goto(address, { waitUntil: "networkidle" });
    await page.waitForTimeout(250);
    const faults = await inspect(page);
    const file = [shot.name, shot.locale, shot.theme, shot.width, ...(shot.used ? ["used"] : [])].join("-");
    await page.screenshot({ path: join(out, `${file}.png`), fullPage: true });
    return [...watched.faults, ...faults];
  } catch (error) {
    return [`no picture: ${error instanceof Error ? error.message : error}`];
  } finally {
    await context.close();
  }
}

async function serveHere(): Promise<{ origin: string; stop: () => void }> {
  const named = process.env.QUORUM_URL;
  if (named) return { origin: new URL(named).origin, stop: () => {} };
  const { build, freePort, install, serve } = await import("../../scripts/steps.mjs");
  await install();
  await build();
  const port = await freePort();
  const { child } = await serve(port);
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

mkdirSync(out, { recursive: true });
const { origin, stop } = await serveHere();
const browser = await chromium.launch(launchOptions);
const shots: Shot[] = [];
for (const locale of locales)
  for (const route of routes(locale))
    for (const theme of themes)
      for (const width of widths)
        for (const used of route.shows === "answers" ? [false, true] : [false])
          if (route.name.includes(filter))
            shots.push({
              path: route.path,
              name: route.name,
              locale,
              theme,
              width,
              used: used || route.shows === "attempt",
            });

let bad = 0;
const queue = [...shots];
await Promise.all(
  [0, 1].map(async () => {
    for (let shot = queue.shift(); shot; shot = queue.shift()) {
      const faults = await look(browser, origin, shot);
      if (faults.length === 0) continue;
      bad++;
      const head = `${shot.path} ${shot.theme} ${shot.width}${shot.used ? " used" : ""}`;
      for (const fault of new Set(faults)) process.stdout.write(`${head}: ${fault}\n`);
    }
  }),
);
await browser.close();
stop();
process.stdout.write(`${shots.length} pictures in ${out}, ${bad} with faults\n`);
process.exit(bad > 0 ? 1 : 0);
