/**
 * A real Chromium with a profile folder of its own, in a process group of its own, so that it can be killed as a crash
 * would: all its processes at once, by SIGKILL, at any moment. The profile outlives it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";

const executable = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
/** A browser that has not opened its debugging port by then will not. */
const startMs = 30_000;

export type Running = {
  page: Page;
  /** Ends all processes of this browser at once; resolves when they are gone. */
  kill: () => Promise<void>;
};

/**
 * Starts the browser on `profile`.
 * @param prepare runs before the page opens anything: bindings, scripts of the page's start
 * @throws when the browser does not come up
 */
export async function startBrowser(profile: string, prepare: (page: Page) => Promise<void>): Promise<Running> {
  // Left behind by a browser that was killed; its process number may belong to another by now.
  for (const name of ["SingletonLock", "SingletonCookie", "SingletonSocket"])
    rmSync(join(profile, name), { force: true });
  const child = spawn(
    executable,
    [
      `--user-data-dir=${profile}`,
      "--remote-debugging-port=0",
      "--headless=new",
      "--no-sandbox",
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--password-store=basic",
      "--window-size=1280,900",
      "about:blank",
    ],
    // Detached: the leader of a process group of its own, which can be ended as one.
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, "SIGKILL");
    await gone;
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child));
    const [context] = browser.contexts();
    const page = context?.pages()[0] ?? (await context?.newPage());
    if (!page) throw new Error("the browser has no page");
    await prepare(page);
    return { page, kill };
  } catch (error) {
    await kill();
    throw error;
  }
}

/** The address of the debugging port, as the browser says it on its way up. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const tooLate = setTimeout(() => reject(new Error(`no debugging port within ${startMs} ms: ${said}`)), startMs);
    child.once("exit", (code) => reject(new Error(`the browser ended with ${code}: ${said}`)));
    child.stderr?.on("data", (chunk) => {
      said = (said + chunk).slice(-4_000);
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (!address) return;
      clearTimeout(tooLate);
      resolve(address);
    });
  });
}

/**
 * Makes IndexedDB lie from now on in this page: a write reports success at once and happens half a second later. What
 * such a page calls saved is not.
 */
export const makeStorageLie = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const laterMs = 500;
    for (const name of ["add", "put"] as const) {
      const write = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
        const { name: store } = this;
        const { db } = this.transaction;
        const kept = structuredClone(value);
        setTimeout(() => write.call(db.transaction(store, "readwrite").objectStore(store), kept, key), laterMs);
        // A true request that succeeds and writes nothing.
        return this.count() as IDBRequest<IDBValidKey>;
      };
    }
  });
