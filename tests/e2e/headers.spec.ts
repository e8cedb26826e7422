/** What the server says: headers, addresses that do not exist, the way from `/`, and what a topic page does not load. */
import type { Response } from "@playwright/test";
import { both } from "../../lib/i18n/both";
import { locales } from "../../lib/i18n/locales";
import { expect, test } from "./journey";
import { routes } from "./routes";

const policyOf = (header: string): Map<string, string[]> =>
  new Map(
    header.split(";").map((part) => {
      const [name = "", ...sources] = part.trim().split(/\s+/);
      return [name, sources];
    }),
  );

for (const locale of locales)
  test(`every page of /${locale} has a content policy that allows its own scripts alone`, async ({ request }) => {
    for (const { name, path } of routes(locale)) {
      const response = await request.get(path);
      expect(response.status(), path).toBe(name === "not-found" ? 404 : 200);
      const headers = response.headers();
      const policy = policyOf(headers["content-security-policy"] ?? "");
      const scripts = policy.get("script-src") ?? [];
      expect(scripts[0], path).toBe("'self'");
      // A list of hashes and nothing looser: 'unsafe-inline', 'unsafe-eval', a host or a scheme would show here.
      expect(
        scripts.slice(1).filter((source) => !/^'sha256-[A-Za-z0-9+/=]{44}'$/.test(source)),
        path,
      ).toEqual([]);
      expect(policy.get("default-src"), path).toEqual(["'self'"]);
      for (const [directive, sources] of [
        ["object-src", "'none'"],
        ["base-uri", "'none'"],
        ["frame-ancestors", "'none'"],
        ["form-action", "'self'"],
        ["connect-src", "'self'"],
        ["worker-src", "'self'"],
      ] as const)
        expect(policy.get(directive), `${path} ${directive}`).toEqual([sources]);
      expect(headers, path).toMatchObject({
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "strict-origin-when-cross-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
      });
      expect(headers["permissions-policy"], path).toContain("camera=()");
      expect(headers, path).not.toHaveProperty("x-powered-by");
      expect(headers, path).not.toHaveProperty("set-cookie");
    }
  });

test("data files allow nothing at all", async ({ request }) => {
  for (const locale of locales)
    for (const file of ["catalog.json", "questions.json", "search.json"]) {
      const response = await request.get(`/${locale}/${file}`);
      expect(response.status()).toBe(200);
      expect(response.headers()["content-security-policy"]).toMatch(/default-src 'none'/);
      expect(response.headers()["content-type"]).toMatch(/^application\/json/);
    }
});

test("the learner's worker has a policy of its own, which lets it evaluate nothing and speak to this site alone", async ({
  page,
}) => {
  await page.goto("/en/dashboard");
  await expect.poll(() => page.workers().length).toBe(1);
  const response = await page.request.get(page.workers()[0]?.url() ?? "");
  const policy = policyOf(response.headers()["content-security-policy"] ?? "");
  expect(Object.fromEntries(policy)).toEqual({
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-ancestors": ["'none'"],
  });
  // In a task of its own: what the tools of the browser run may evaluate.
  const evaluated = page.workers()[0]?.evaluate(
    () =>
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve(new Function("return 'evaluated'")());
          } catch (error) {
            resolve((error as Error).name);
          }
        }),
      ),
  );
  expect(await evaluated).toBe("EvalError");
});

test("/ leads by the languages of the reader", async ({ request }) => {
  const from = async (accepted: string | undefined) => {
    const response = await request.get("/", {
      maxRedirects: 0,
      headers: accepted === undefined ? {} : { "accept-language": accepted },
    });
    expect(response.status()).toBe(307);
    return response.headers().location;
  };
  expect(await from("zh-CN,zh;q=0.9,en;q=0.8")).toBe("/zh");
  expect(await from("zh")).toBe("/zh");
  expect(await from("en-GB,en;q=0.9")).toBe("/en");
  expect(await from("en-US,zh;q=0.5")).toBe("/en");
  expect(await from("fr-FR,fr;q=0.9")).toBe("/en");
  expect(await from("de,zh-TW;q=0.6")).toBe("/zh");
  expect(await from("")).toBe("/zh");
});

test("the site answers that it lives and is ready", async ({ request }) => {
  for (const probe of ["live", "ready"]) expect((await request.get(`/api/health/${probe}`)).status()).toBe(200);
});

for (const locale of locales)
  for (const path of ["/nothing", "/topics/nothing", "/gaps/nothing", "/topics/consensus-raft/nothing"])
    test(`/${locale}${path} is 404 in the reader's language`, async ({ page, watched }) => {
      watched.expect(/404/);
      const response = await page.goto(`/${locale}${path}`);
      expect(response?.status()).toBe(404);
      await expect(page.locator("html")).toHaveAttribute("lang", locale === "zh" ? "zh-CN" : "en");
      await expect(page.locator("h1")).toHaveText(both.notFound[locale], { useInnerText: true });
      await expect(page.locator(`main a[href="/${locale}/topics"]`)).toBeVisible();
      const other = locale === "zh" ? "en" : "zh";
      await expect(page.locator(`main a[href="/${other}/topics"]`)).toBeHidden();
    });

test("a topic page loads no checker of schemas, no highlighter, no drawing or formula engine", async ({ page }) => {
  const scripts = new Map<string, string>();
  const reading: Promise<unknown>[] = [];
  const read = (response: Response) => {
    if (response.request().resourceType() === "script")
      reading.push(response.text().then((text) => scripts.set(response.url(), text)));
  };
  page.on("response", read);
  await page.goto("/zh/topics/consensus-raft", { waitUntil: "networkidle" });
  // To the end of the note and back: the checks in it load the quiz engine.
  await page.evaluate(() => document.querySelector(".probe")?.scrollIntoView());
  await expect(page.locator(".probe [data-question]").first()).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect.poll(() => page.workers().length, "the learner's worker").toBe(1);
  // What comes from now on would be read beyond the end of the test.
  page.off("response", read);
  await Promise.all(reading);
  expect(scripts.size).toBeGreaterThan(5);
  const marks = ["ZodError", "_zod", "shikijs", "createHighlighter", "mermaid", "elkjs", "ELK", "katex", "KaTeX"];
  const found = [...scripts].flatMap(([url, text]) =>
    marks.filter((mark) => text.includes(mark)).map((mark) => `${mark} in ${url}`),
  );
  expect(found).toEqual([]);
  // The control: the same search finds what is known to be there.
  expect([...scripts.values()].some((text) => text.includes("hydrateRoot"))).toBe(true);
});
