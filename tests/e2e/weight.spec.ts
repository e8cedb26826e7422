/**
 * What the first visit to a page carries, compressed as the server compresses it: its HTML, and the scripts and styles
 * that it names. Bytes and counts, so the same on every machine; waits are the business of `npm run bench`.
 */
import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";
import { locales } from "../../lib/i18n/locales";
import { expect, test } from "./journey";
import { routes } from "./routes";

const kilobyte = 1024;

/** kB gzip, and files. Of the scripts of any page 131 kB are the framework's own. */
type Weight = { html: number; scripts: number; styles: number; files: number };
/** Who reads pays for no question, no plan and no simulator; `scripts` is 1.15 times what the framework takes. */
const reading: Weight = { html: 80, scripts: 150.6, styles: 24, files: 12 };
const working: Weight = { html: 30, scripts: 220, styles: 24, files: 18 };
const budgetOf = (name: string): Weight =>
  /^(topic|gap)-|^(topics|gaps|labs|not-found)$/.test(name) ? reading : working;

/** Sizes by address: pages share most of their files. */
const known = new Map<string, number>();

async function sizeOf(address: string, request: APIRequestContext): Promise<number> {
  const size = known.get(address) ?? gzipSync(await (await request.get(address)).body()).length / kilobyte;
  known.set(address, size);
  return size;
}

async function weightOf(html: string, request: APIRequestContext): Promise<Weight> {
  const tags = [...html.matchAll(/<(?:script|link) [^>]*>/g)].map(([tag]) => tag);
  // Browsers that know modules pass over what is for those that do not.
  const scripts = addressesIn(tags.filter((tag) => tag.startsWith("<script") && !/nomodule/i.test(tag)));
  const styles = addressesIn(tags.filter((tag) => tag.includes('rel="stylesheet"')));
  const sum = async (addresses: readonly string[]) =>
    (await Promise.all(addresses.map((address) => sizeOf(address, request)))).reduce((total, size) => total + size, 0);
  return {
    html: gzipSync(html).length / kilobyte,
    scripts: await sum(scripts),
    styles: await sum(styles),
    files: scripts.length + styles.length,
  };
}

const addressesIn = (tags: readonly string[]): string[] => [
  ...new Set(tags.flatMap((tag) => /(?:src|href)="(\/_next\/[^"]+)"/.exec(tag)?.[1] ?? [])),
];

/** What is over the budget, in words. */
const over = (path: string, weight: Weight, budget: Weight): string[] =>
  (Object.keys(budget) as (keyof Weight)[])
    .filter((key) => weight[key] > budget[key])
    .map((key) => `${path}: ${key} ${weight[key].toFixed(1)}, budget ${budget[key]}`);

for (const locale of locales)
  test(`every page of /${locale} keeps its weight`, async ({ request }) => {
    const found: string[] = [];
    for (const { name, path } of routes(locale)) {
      const weight = await weightOf(await (await request.get(path)).text(), request);
      expect(weight.scripts, path).toBeGreaterThan(50);
      found.push(...over(path, weight, budgetOf(name)));
    }
    expect(found).toEqual([]);
  });

test("a note that loads what asks questions is over its budget", async ({ request }) => {
  const [note, practice] = await Promise.all(
    ["/zh/topics/consensus-raft", "/zh/practice"].map(async (path) => (await request.get(path)).text()),
  );
  const scripts = [...(practice ?? "").matchAll(/<script [^>]*src="\/_next\/[^>]*><\/script>/g)].map(([tag]) => tag);
  const heavier = (note ?? "").replace("</body>", `${scripts.join("")}</body>`);
  expect(over("note", await weightOf(heavier, request), reading)).toContainEqual(
    expect.stringMatching(/^note: scripts/),
  );
});
