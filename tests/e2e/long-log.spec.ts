/** Years of answers: they are read and folded beside the page, which stays at the learner's hand. */
import { longLog, storeLog } from "../bench/long-log";
import { catalogOf, expect, test, words } from "./journey";

const many = 100_000;

test("a hundred thousand answers are folded in a worker while the page answers a press", async ({ page }) => {
  // On a machine that does other things too a fold may take ten times as long.
  test.setTimeout(240_000);
  const t = words("en");
  // Counts what the page itself reads of the log; a worker has an IndexedDB of its own.
  await page.addInitScript(() => {
    const seen = { read: 0 };
    Object.assign(window, { seen });
    const { getAll } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.getAll = function (this: IDBObjectStore, ...given: Parameters<typeof getAll>) {
      const request = getAll.apply(this, given);
      request.addEventListener("success", () => {
        seen.read += request.result.length;
      });
      return request;
    };
  });
  const readHere = () => page.evaluate(() => (window as unknown as { seen: { read: number } }).seen.read);

  await page.goto("/en/practice");
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === "quorum"));
  await storeLog(page, longLog(await catalogOf(page, "en"), many, Date.now()));

  // Without the questions nothing can be folded: they come when the page is ready to be pressed.
  let release = () => {};
  const isReady = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/catalog.json", async (route) => {
    await isReady;
    await route.continue();
  });
  await page.goto("/en/dashboard");
  await expect.poll(() => page.workers().length).toBe(1);
  const questions = page.waitForResponse("**/catalog.json");
  release();
  await questions;
  const isAhead = await page.evaluate(
    () =>
      new Promise<boolean>((resolve) => {
        const look = new MutationObserver(() => {
          if (!document.querySelector("dialog[open]")) return;
          look.disconnect();
          resolve(document.querySelector("details.gap-row") === null);
        });
        look.observe(document.body, { subtree: true, childList: true, attributes: true });
        document.querySelector<HTMLElement>("header.top a.find")?.click();
      }),
  );
  expect(isAhead, "the search opens before the answers are folded").toBe(true);
  await page.keyboard.press("Escape");

  const basis = page.locator("main header [role=status]");
  await expect(basis).toContainText(t("dashboard.basis", { count: many, time: "#" }).split("#")[0] ?? "", {
    timeout: 150_000,
  });
  await expect(page.locator("details.gap-row")).toHaveCount(7);
  expect(await readHere(), "records that the page read itself").toBe(0);

  // The control: the same count sees what the page does read.
  await page.evaluate(async () => {
    const opening = indexedDB.open("quorum");
    await new Promise((resolve) => opening.addEventListener("success", resolve));
    const asked = opening.result.transaction("events").objectStore("events").getAll(undefined, 5);
    await new Promise((resolve) => asked.addEventListener("success", resolve));
    opening.result.close();
  });
  expect(await readHere()).toBe(5);
});

test("one worker serves all pages that a window goes through without loading anew", async ({ page }) => {
  const t = words("en");
  await page.goto("/en/dashboard");
  await expect(page.locator("details.gap-row")).toHaveCount(7);
  const [worker] = page.workers();
  expect(new URL(worker?.url() ?? "").pathname).toMatch(/^\/_next\/static\//);
  await page.evaluate(() => Object.assign(window, { isSameWindow: true }));
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("shell.nav.mock"), exact: true })
    .click();
  await expect(page.getByRole("heading", { name: t("mock.past.title") })).toBeVisible();
  await expect(page.getByText(t("mock.past.none"))).toBeVisible();
  expect(await page.evaluate(() => "isSameWindow" in window)).toBe(true);
  expect(page.workers()).toHaveLength(1);
  expect(page.workers()[0]).toBe(worker);
});

test("a page that is only read starts no worker", async ({ page }) => {
  for (const path of ["/en", "/en/topics", "/en/topics/consensus-raft", "/en/gaps", "/en/about"]) {
    await page.goto(path, { waitUntil: "networkidle" });
    expect(page.workers(), path).toEqual([]);
  }
});

test("where there is no worker the page does the same by itself", async ({ page }) => {
  await page.addInitScript(() => Object.assign(window, { Worker: undefined }));
  const t = words("en");
  await page.goto("/en/dashboard");
  await expect(page.locator("details.gap-row")).toHaveCount(7);
  await expect(page.getByRole("link", { name: t("dashboard.begin.action") })).toBeVisible();
  expect(page.workers()).toEqual([]);
});
