/** What a reader's browser carries and waits for: the built site against the floor, in one run on one machine. */
import { type Browser, chromium, type Page } from "@playwright/test";
import type { Catalog } from "../../lib/quiz/catalog";
import { seedFor } from "../../lib/quiz/choose";
import { rubricOfItem } from "../../lib/quiz/score";
import { build, freePort, serve } from "../../scripts/steps.mjs";
import { answer, keyResponse } from "../e2e/answer";
import { fillProfile } from "../e2e/used-profile";
import { servedCatalog } from "../served-catalog";
import { buildFloor } from "./floor";
import { longLog, storeLog } from "./long-log";
import { type Figure, figure, percentile, ratio } from "./measure";

const loads = 5;
/** The framework fetches ahead once the page is idle, ms. */
const idleMs = 2_500;
const slowdown = 4;
/** Time enough to read all of the log, ms. */
const readMs = 6_000;
const manyEvents = 100_000;
/** Sets of questions answered on a slow machine, then at full speed. */
const slowSets = 4;
const fullSets = 2;
const kilobyte = 1024;

export const benchSite = (): Promise<Figure[]> =>
  inBrowser(async (browser, origin) => {
    const floor = await served(await buildFloor());
    try {
      return await bytes(browser, `${origin}/zh/topics/consensus-raft`, floor.origin);
    } finally {
      floor.stop();
    }
  });

/** A long history: read and folded beside the page, answered into, and a mock handed in. */
export const benchHistory = (): Promise<Figure[]> =>
  inBrowser(async (browser, origin) => [
    ...(await folding(browser, origin)),
    ...(await answering(browser, origin)),
    ...(await handingIn(browser, origin)),
  ]);

/** Builds the site where it is not up to date, and serves it to `measure`. */
async function inBrowser(measure: (browser: Browser, origin: string) => Promise<Figure[]>): Promise<Figure[]> {
  await build();
  const site = await served();
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  try {
    return await measure(browser, site.origin);
  } finally {
    await browser.close();
    site.stop();
  }
}

async function served(folder?: string): Promise<{ origin: string; stop: () => void }> {
  const port = await freePort();
  const { child } = await serve(port, folder ? { folder } : {});
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

type Load = {
  scripts: number;
  document: number;
  requestsAtLoad: number;
  requestsIdle: number;
  others: number;
  nodes: number;
  shift: number;
};

/** One cold visit: a context of its own, so an empty cache. Bytes as they came over the wire, headers included. */
async function visit(browser: Browser, address: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  const kinds = new Map<string, string>();
  const sizes = new Map<string, number>();
  await devtools.send("Network.enable");
  devtools.on("Network.requestWillBeSent", ({ requestId, type }) => kinds.set(requestId, type ?? "Other"));
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => sizes.set(requestId, encodedDataLength));
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
        if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(address, { waitUntil: "load" });
  const requestsAtLoad = kinds.size;
  const atLoad = new Set(kinds.keys());
  await page.waitForTimeout(idleMs);
  const sum = (wanted: (id: string, kind: string) => boolean) =>
    [...kinds].reduce((total, [id, kind]) => total + (wanted(id, kind) ? (sizes.get(id) ?? 0) : 0), 0) / kilobyte;
  const { nodes, shift } = await page.evaluate(() => ({
    nodes: document.querySelectorAll("*").length,
    shift: (window as unknown as { seen: { shift: number } }).seen.shift,
  }));
  const load = {
    scripts: sum((id, kind) => kind === "Script" && atLoad.has(id)),
    document: sum((_, kind) => kind === "Document"),
    requestsAtLoad,
    requestsIdle: kinds.size,
    others: sum((_, kind) => kind !== "Document"),
    nodes,
    shift,
  };
  await context.close();
  return load;
}

async function bytes(browser: Browser, topic: string, floorOrigin: string): Promise<Figure[]> {
  const ours: Load[] = [];
  const floor: Load[] = [];
  // In turn, so that both see the same machine.
  for (let run = 0; run < loads; run++) {
    ours.push(await visit(browser, topic));
    floor.push(await visit(browser, floorOrigin));
  }
  const of = (name: keyof Load, all: readonly Load[]) => all.map((load) => load[name]);
  return [
    figure("site: first-load JS of a topic page", "kB gz", of("scripts", ours)),
    figure("site: first-load JS of the floor", "kB gz", of("scripts", floor)),
    ratio("site: first-load JS against the floor", of("scripts", ours), of("scripts", floor)),
    figure(
      "site: requests at load, more than the floor",
      "requests",
      ours.map((load, run) => load.requestsAtLoad - (floor[run]?.requestsAtLoad ?? 0)),
    ),
    figure(
      "site: requests when idle, more than the floor",
      "requests",
      ours.map((load, run) => load.requestsIdle - (floor[run]?.requestsIdle ?? 0)),
    ),
    figure("site: all but the document, when idle", "kB", of("others", ours)),
    ratio("site: all but the document, when idle, against the floor", of("others", ours), of("others", floor)),
    figure("site: HTML of a topic page", "kB gz", of("document", ours)),
    figure("site: DOM nodes of a topic page", "nodes", of("nodes", ours)),
    figure("site: layout shift while a topic page loads", "CLS", of("shift", ours)),
  ];
}

/** A profile with years of answers. */
async function longHistory(browser: Browser, origin: string) {
  const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const catalog = await servedCatalog((path) => page.request.get(path), "zh");
  await page.goto("/zh/practice");
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "quorum"));
  await storeLog(page, longLog(catalog, manyEvents, Date.now()));
  return { context, page, catalog };
}

/**
 * The dashboard of a long history, from the beginning of the navigation: what reading and folding take in the worker, and
 * the longest task of the page meanwhile. For the fold alone the content is held back until the log is read.
 */
async function folding(browser: Browser, origin: string): Promise<Figure[]> {
  const { context, page } = await longHistory(browser, origin);
  await page.addInitScript(() => {
    const seen = { longest: 0, content: 0, folded: 0, rows: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.longest = Math.max(seen.longest, duration);
    }).observe({ type: "longtask", buffered: true });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...given: unknown[]) {
      if ((given[0] as { type: string }).type === "use") {
        seen.content = performance.now();
        this.addEventListener("message", ({ data }) => {
          if (data.type === "news" && seen.folded === 0) seen.folded = performance.now();
        });
      }
      return postMessage.apply(this, given as Parameters<typeof postMessage>);
    };
    new MutationObserver(() => {
      if (seen.rows === 0 && document.querySelector("main details.gap-row")) seen.rows = performance.now();
    }).observe(document, { subtree: true, childList: true });
  });
  const opened = async () => {
    await page.goto("/zh/dashboard");
    await page.locator("main details.gap-row").first().waitFor({ timeout: 120_000 });
    // What is drawn behind the first rows belongs to it too.
    await page.waitForTimeout(500);
    return page.evaluate(
      () => (window as unknown as { seen: Record<"longest" | "content" | "folded" | "rows", number> }).seen,
    );
  };
  const whole = [];
  for (let run = 0; run < loads; run++) whole.push(await opened());
  await page.route("**/catalog.json", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, readMs));
    await route.continue();
  });
  const folds = [];
  for (let run = 0; run < loads; run++) folds.push(await opened());
  await context.close();
  const events = `${manyEvents / 1000}k events`;
  return [
    figure(
      `site: ${events} folded in the worker`,
      "ms",
      folds.map(({ content, folded }) => folded - content),
    ),
    figure(
      `site: ${events}, from navigation to the rows of the dashboard`,
      "ms",
      whole.map(({ rows }) => rows),
    ),
    figure(
      `site: ${events}, longest task of the page meanwhile`,
      "ms",
      [...whole, ...folds].map(({ longest }) => longest),
    ),
  ];
}

/** From the press on "answer" to the feedback on screen and to "saved", with a long history, on a slow machine. */
async function answering(browser: Browser, origin: string): Promise<Figure[]> {
  const { context, page, catalog } = await longHistory(browser, origin);

  const devtools = await context.newCDPSession(page);
  const waits = { slow: [] as Wait[], full: [] as Wait[] };
  const ready: number[] = [];
  for (let set = 1; set <= slowSets + fullSets; set++) {
    const speed = set <= slowSets ? "slow" : "full";
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: speed === "slow" ? slowdown : 1 });
    const began = performance.now();
    const topic = ["kafka-reliability", "consensus-raft"][set % 2];
    await page.goto(`/zh/practice?set=topic&topic=${topic}&n=12&seed=${set}`);
    await page.locator("[data-question]").waitFor({ timeout: 120_000 });
    if (speed === "slow") ready.push(performance.now() - began);
    waits[speed].push(...(await answeredSet(page, catalog, set)));
  }
  await context.close();
  const history = `${catalog.items.length} items, ${manyEvents / 1000}k events`;
  const painted = waits.slow.map((wait) => wait.painted);
  return [
    figure(`site: practice ready, ${history}, ${slowdown}x slower CPU`, "ms", ready),
    percentile(`site: answer to feedback painted, p95, ${slowdown}x slower CPU`, "ms", 0.95, painted),
    percentile(
      "site: answer to saved, p95",
      "ms",
      0.95,
      waits.full.map(({ saved }) => saved),
    ),
  ];
}

/** From the press that answers, ms. */
type Wait = { painted: number; saved: number };

/**
 * Answers what the set asks by the key and goes on to its end. What is marked by hand and what is done in a simulator is
 * skipped: there one press more, or a run, stands between answer and feedback.
 */
async function answeredSet(page: Page, { items }: Catalog, seed: number): Promise<Wait[]> {
  const waits: Wait[] = [];
  const question = page.locator("[data-question]");
  while ((await question.count()) > 0) {
    const id = await question.getAttribute("data-question");
    const item = items.find((each) => each.id === id);
    if (!item) throw new Error(`the page asks ${id}, which the catalog does not have`);
    if (rubricOfItem(item) || item.kind === "simulation-task") {
      await page.keyboard.press("s");
      // The same question may not come again within a set.
      await page.locator(`[data-question="${id}"]`).waitFor({ state: "detached" });
      continue;
    }
    const asked = seedFor(seed, item.id);
    await answer(page, "pointer", item, asked, keyResponse(item, asked));
    waits.push(await handedIn(page));
  }
  if (waits.length === 0) throw new Error(`the set of seed ${seed} asked nothing that could be answered`);
  return waits;
}

/** Presses the button that answers and the one that goes on. Measured inside the page. */
async function handedIn(page: Page): Promise<Wait> {
  const submit = page.locator("main .btn-primary");
  const waits = await submit.evaluate(
    (button: HTMLElement) =>
      new Promise<Wait>((resolve) => {
        const began = performance.now();
        let painted = 0;
        const look = new MutationObserver(() => {
          if (!painted && document.querySelector("main section [role=status][tabindex]")) {
            painted = -1;
            // The frame that shows it has been drawn when the task behind the next frame runs.
            requestAnimationFrame(() => setTimeout(() => (painted = performance.now() - began)));
          }
          if (!document.querySelector('[data-save="saved"]')) return;
          const saved = performance.now() - began;
          look.disconnect();
          // No function here may have a name: tsx wraps those in a call that the page does not know.
          const waiting = setInterval(() => {
            if (painted <= 0) return;
            clearInterval(waiting);
            resolve({ painted, saved });
          }, 4);
        });
        look.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
        button.click();
      }),
  );
  await page.locator("main .btn-primary").click();
  return waits;
}

/** From the last press of a mock interview to its report. */
async function handingIn(browser: Browser, origin: string): Promise<Figure[]> {
  const samples: number[] = [];
  for (let run = 0; run < 3; run++) {
    const context = await browser.newContext({ baseURL: origin, viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.goto(await fillProfile(page, "zh", "/zh/mock/run"));
    await page.locator("[data-exam][data-role=leading]").waitFor();
    await page.locator(".exam-hand-in").click();
    const began = performance.now();
    await page.locator("dialog[open] .btn-primary").click();
    await page.locator("[data-report]").waitFor();
    samples.push(performance.now() - began);
    await context.close();
  }
  return [figure("site: hand-in to report", "ms", samples)];
}
