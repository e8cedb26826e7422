/** A follow-up chain, by the keys alone: write, compare, go deeper, and see where it broke. */
import { inspect } from "./inspect";
import { expect, inBoth, storedEvents } from "./journey";

inBoth(
  "a follow-up chain goes on by what was said, survives a reload, and tells where it broke",
  async ({ page, locale, t }) => {
    const chain = "consensus-raft.chain.commit";
    await page.goto(`/${locale}/practice?chain=${chain}&seed=5`);
    const rung = page.locator("[data-rung]");
    await expect(rung).toHaveAttribute("data-rung", "what-it-solves");

    // A hint says what it costs before it is taken.
    await page.keyboard.press("h");
    await expect(rung.locator("ol[aria-live] li")).toHaveCount(1);
    const text =
      locale === "zh"
        ? "多个副本对同一份日志的顺序达成一致，靠多数派，2f+1 个节点容忍 f 个宕机。"
        : "Replicas agree on the order of one log; a majority of 2f+1 nodes tolerates f crashes.";
    await rung.getByRole("textbox").fill(text);
    await expect(rung.getByRole("checkbox")).toHaveCount(0);
    await page.keyboard.press("Control+Enter");

    // The rubric comes when the text is final: suggested words stand beside the ticks, and nothing is ticked by itself.
    await expect(rung.locator("[data-heard=suggested]").first()).toBeVisible();
    await expect(rung.getByRole("checkbox", { checked: true })).toHaveCount(0);
    await expect(rung.getByRole("textbox")).toHaveAttribute("readonly", "");
    await page.reload();
    await expect(rung.getByRole("textbox")).toHaveValue(text);
    await page.keyboard.press("1");
    await page.keyboard.press("2");
    await expect(rung.getByRole("checkbox", { checked: true })).toHaveCount(2);
    expect(await inspect(page)).toEqual([]);
    await page.keyboard.press("Control+Enter");

    await expect(rung).toHaveAttribute("data-rung", "write-path");
    await rung.getByRole("textbox").fill(locale === "zh" ? "写日志" : "It logs it");
    await page.keyboard.press("Control+Enter");
    await expect(rung.getByRole("checkbox").first()).toBeVisible();
    await page.keyboard.press("Control+Enter");
    await expect(rung).not.toHaveAttribute("data-rung", "write-path");
    await page.getByRole("button", { name: t("chain.leave") }).press("Enter");

    const result = page.locator(`[data-chain-result="${chain}"]`);
    await expect(result.getByRole("heading", { level: 1 })).toHaveAttribute("data-deepest", "0");
    await expect(result.locator("[data-hole]")).toHaveAttribute("data-hole", "write-path");
    expect(await inspect(page)).toEqual([]);
    const rungs = (await storedEvents(page)).filter(({ type }) => type === "rung-answered");
    expect(rungs.map(({ body }) => body)).toMatchObject([
      { chain, rung: "what-it-solves", text, ticks: ["same-log-order", "majority-size"], hints: 1 },
      { chain, rung: "write-path", ticks: [], hints: 0 },
    ]);

    // Only the rung that broke, once more.
    await result.getByRole("link", { name: t("chain.result.again", { level: 1 }) }).press("Enter");
    await expect(rung).toHaveAttribute("data-rung", "write-path");
  },
);
