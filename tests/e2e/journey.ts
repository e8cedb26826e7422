/** What every journey starts with: the page's words, the pages watched from the first request, the learner's log. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import { createTranslator } from "next-intl";
import { type Locale, locales } from "../../lib/i18n/locales";
import type { Catalog } from "../../lib/quiz/catalog";
import type { StoredEvent } from "../../lib/store/log";
import { servedCatalog } from "../served-catalog";
import { type Watch, watch } from "./inspect";

export { expect };

type Given = { watched: Watch };

/**
 * A page whose `goto` and `reload` end when it hears keys: a key pressed before the scripts are there is lost, which
 * nobody's fingers are quick enough for, save a test's.
 */
function heedful(page: Page): Page {
  for (const way of ["goto", "reload"] as const) {
    const plain = page[way].bind(page) as (...given: unknown[]) => ReturnType<Page["reload"]>;
    page[way] = async (...given: unknown[]) => {
      const answered = await plain(...given);
      // The page of what is not there has no keys.
      if (answered?.status() !== 404) await untilHeard(page);
      return answered;
    };
  }
  return page;
}

/** Waits until the page hears keys: of use after a link that was followed. */
export const untilHeard = (page: Page): Promise<void> =>
  expect
    .poll(() =>
      page.evaluate(() => document.documentElement.dataset.keys === "heard" || !document.querySelector("header.top")),
    )
    .toBe(true);

/** A journey ends well only when none of its pages had a fault. */
export const test = base.extend<Given>({
  page: ({ page, javaScriptEnabled }, use) => use(javaScriptEnabled === false ? page : heedful(page)),
  watched: [
    async ({ context, baseURL }, use) => {
      const watched = await watch(context, new URL(baseURL ?? "").origin);
      await use(watched);
      expect([...new Set(watched.faults)]).toEqual([]);
    },
    { auto: true },
  ],
});

export type Words = (key: string, values?: Record<string, string | number>) => string;

/** The site's own words, by the full key: `words("zh")("practice.start")`. Throws when a key is not there. */
export function words(locale: Locale): Words {
  const messages = JSON.parse(readFileSync(join("lib", "i18n", "messages", `${locale}.json`), "utf8"));
  const translate = createTranslator({
    locale,
    messages,
    onError(error) {
      throw error;
    },
  });
  return (key, values) => translate(key as never, values as never);
}

/** The same journey in both languages. */
export function inBoth(
  title: string,
  journey: (given: { page: Page; locale: Locale; t: Words; watched: Watch }) => Promise<void>,
) {
  for (const locale of locales)
    test(`${locale}: ${title}`, ({ page, watched }) => journey({ page, locale, t: words(locale), watched }));
}

/** The questions as the site serves them. */
export const catalogOf = async (page: Page, locale: Locale): Promise<Catalog> =>
  servedCatalog((path) => page.request.get(path), locale);

/** What lies in the log of this browser profile, read past the product. */
export const storedEvents = (page: Page): Promise<StoredEvent[]> =>
  page.evaluate(
    () =>
      new Promise<StoredEvent[]>((resolve, reject) => {
        const opening = indexedDB.open("quorum");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction("events").objectStore("events").getAll();
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result);
          };
        };
      }),
  );

/** A small value that the product keeps beside the log, or undefined. */
export const storedSlot = (page: Page, key: string): Promise<unknown> =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open("quorum");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const asked = opening.result.transaction("slots").objectStore("slots").get(name);
          asked.onerror = () => reject(asked.error);
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result);
          };
        };
      }),
    key,
  );

/** Presses Tab until `selector` has the focus: how somebody without a pointer gets there. */
export async function tabTo(page: Page, selector: string, most = 80): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not reached within ${most} presses of Tab`);
}
