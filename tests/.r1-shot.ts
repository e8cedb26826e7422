import { chromium } from "@playwright/test";
import { fillProfile } from "./e2e/used-profile";
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const base = "http://127.0.0.1:3100";
const out = "/tmp/r1/shots"; 
import { mkdirSync } from "node:fs"; mkdirSync(out, { recursive: true });
for (const locale of ["zh", "en"] as const) {
  const ctx = await b.newContext({ baseURL: base, viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  const p = await ctx.newPage();
  p.on("pageerror", (e) => console.log("ERR", e.message.slice(0, 300)));
  p.on("console", (m) => { if (m.type() === "error") console.log("console", m.text().slice(0, 300)); });
  await p.goto(`/${locale}/practice`); await p.waitForTimeout(6000);
  let address = "";
  for (let i = 0; i < 5 && !address; i++) try { address = await fillProfile(p, locale, `/${locale}/mock/report`); } catch (e) { console.log("again", String(e).slice(0, 120)); await p.waitForTimeout(3000); }
  const events: any[] = await p.evaluate(() => new Promise((res) => { const o = indexedDB.open("quorum"); o.onsuccess = () => { const g = o.result.transaction("events").objectStore("events").getAll(); g.onsuccess = () => { o.result.close(); res(g.result); }; }; }));
  const wrong = events.find(({ type, body }) => type === "item-answered" && body.mode === "mock" && body.kind === "single-choice" && body.score.earned === 0);
  const gone = events.find(({ type, body }) => type === "item-answered" && body.mode === "practice" && body.kind === "single-choice" && body.score.earned === 0 && body.item !== wrong.body.item);
  console.log(events.length, wrong?.body.item, gone?.body.item);
  const also = new Set(events.filter(({ type, body }) => type === "item-answered" && body.mode === "practice" && body.kind === "matching").map(({ body }) => body.item));
  await p.route("**/catalog.json", async (route) => {
    const a = await route.fetch(); const c: any = await a.json();
    const chosen = wrong.body.response.choice.chosen[0];
    const items = c.items.map((i: any) => i.id === wrong.body.item ? { ...i, revision: i.revision + 1, spec: { ...i.spec, options: i.spec.options.map(({ key, ...o }: any) => o.id === chosen ? { ...o, key: true } : o) } }
      : i.id === gone?.body.item ? { ...i, revision: i.revision + 1, spec: { ...i.spec, options: i.spec.options.filter((o: any) => o.id !== gone.body.response.choice.chosen[0]) } }
      : also.has(i.id) ? { ...i, revision: i.revision + 1, spec: { ...i.spec, left: i.spec.left.map((l: any, n: number) => n === 0 ? { ...l, key: i.spec.right.find((r: any) => r.id !== l.key).id } : l) } } : i);
    await route.fulfill({ response: a, json: { ...c, revision: "corrected", items } });
  });
  for (const theme of ["light", "dark"] as const) for (const width of [1280, 390]) {
    await p.emulateMedia({ colorScheme: theme }); await p.setViewportSize({ width, height: 900 });
    await p.goto(`/${locale}/dashboard`); await p.waitForTimeout(1500);
    const line = p.locator("[data-rescored]"); await line.waitFor({ timeout: 20000 });
    await line.scrollIntoViewIfNeeded();
    await p.screenshot({ path: `${out}/${locale}-${theme}-${width}-dash-closed.png` });
    await line.locator("summary").click(); await p.waitForTimeout(700);
    console.log(await line.innerText());
    await p.screenshot({ path: `${out}/${locale}-${theme}-${width}-dash.png` });
    await line.screenshot({ path: `${out}/${locale}-${theme}-${width}-line.png` });
    if (theme === "light") { await line.locator("button.link").first().click(); await p.waitForTimeout(700); await p.screenshot({ path: `${out}/${locale}-${theme}-${width}-dialog.png` }); await p.keyboard.press("Escape"); }
    await p.goto(address); await p.waitForTimeout(1500); await p.locator("p[data-today]").waitFor({ timeout: 20000 });
    await p.screenshot({ path: `${out}/${locale}-${theme}-${width}-report.png` });
    await p.locator("#items").scrollIntoViewIfNeeded();
    await p.locator(".no-print label").nth(1).click().catch((e) => console.log("seg", String(e).slice(0,100)));
    const row = p.locator(`[data-item="${wrong.body.item}"]`); await row.scrollIntoViewIfNeeded();
    console.log(await row.locator("summary").innerText(), "| credit", await p.locator("[data-credit]").getAttribute("data-credit"), await p.locator("p[data-today]").getAttribute("data-today"));
    await row.locator("summary").click(); await p.waitForTimeout(500);
    await row.scrollIntoViewIfNeeded();
    await p.screenshot({ path: `${out}/${locale}-${theme}-${width}-item.png` });
    console.log("sideways", await p.evaluate(() => document.documentElement.scrollWidth > innerWidth));
  }
  await ctx.close();
}
await b.close();
