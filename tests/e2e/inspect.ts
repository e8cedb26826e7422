/**
 * What must hold on every page, whatever a journey is about: nothing in the console, nothing against the content policy,
 * no request to another origin; one h1, one main, no sideways scroll, nothing that axe objects to.
 */
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";

export type Watch = {
  /** What was seen so far, one line each. */
  faults: string[];
  /** From now on this is expected and no fault: a 404 that the journey asks for. */
  expect: (pattern: RegExp) => void;
};

/**
 * Listens to all pages of a context, those opened later too.
 * @param origin of the site; a request to any other is a fault
 */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  const expected: RegExp[] = [];
  const faults: string[] = [];
  const note = (fault: string) => {
    if (!expected.some((pattern) => pattern.test(fault))) faults.push(fault);
  };
  await context.exposeBinding("noteViolation", (_source, text: string) => note(`content policy: ${text}`));
  await context.addInitScript(() => {
    const report = window as unknown as { noteViolation: (text: string) => void };
    document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
      report.noteViolation(`${effectiveDirective} refused ${blockedURI}`),
    );
  });
  context.on("console", (message) => {
    if (message.type() === "error") note(`console: ${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => note(`page error: ${error.error().message}`));
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) note(`foreign request: ${request.url()}`);
  });
  return { faults, expect: (pattern) => expected.push(pattern) };
}

/**
 * Faults of the page as it stands: structure, width, accessibility.
 * @param withAxe false where another view of the same page is given to axe, which takes seconds for a long note
 */
export async function inspect(page: Page, withAxe = true): Promise<string[]> {
  // A page that is still reading the learner's log is not the page to judge.
  await page.locator(".wait").first().waitFor({ state: "detached" });
  const faults = await page.evaluate(() => {
    const found: string[] = [];
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    if (sideways > 0) found.push(`scrolls sideways by ${sideways} px`);
    for (const tag of ["h1", "main"]) {
      const count = document.querySelectorAll(tag).length;
      if (count !== 1) found.push(`${count} <${tag}> instead of one`);
    }
    // Where a table is a list of labels and values, no piece of a value may stand under the label.
    for (const cell of document.querySelectorAll(".tbl.stack td[data-label]")) {
      if (getComputedStyle(cell, "::before").content === "none") continue;
      const from = cell.getBoundingClientRect().left + 80;
      const astray = [...cell.children].find(
        (part) => part.checkVisibility() && part.getBoundingClientRect().left < from,
      );
      if (astray) found.push(`"${astray.textContent}" stands under the label "${cell.getAttribute("data-label")}"`);
    }
    return found;
  });
  const { violations } = withAxe ? await axeOf(page).analyze() : { violations: [] };
  for (const { id, nodes } of violations)
    faults.push(
      `axe ${id}: ${nodes
        .slice(0, 3)
        .map((node) => node.target.join(" "))
        .join(" | ")}`,
    );
  return faults;
}

/**
 * Every rule of axe, in a third of its usual time: nodes are named for violations only, and no second page is opened to
 * join the results of frames, of which the site has none (its content policy refuses them).
 */
const axeOf = (page: Page) =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"], preload: false }).setLegacyMode(true);
