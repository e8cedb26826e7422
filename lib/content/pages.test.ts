import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { authoredContent } from "../../tests/authored";
import { gapPage, topicPage, tracks, writtenGaps, writtenTopics } from "./pages";
import { stampOf } from "./stamp";

describe("the page of a topic", () => {
  it.each(["zh", "en"] as const)(
    "numbers its sources in the order of first use (%s)",
    async (locale) => {
      for (const id of writtenTopics()) {
        const page = await topicPage(locale, id);
        expect(page?.citations.map(({ number }) => number)).toEqual(page?.citations.map((_, index) => index + 1));
        for (const claim of page?.claims ?? []) expect(claim.numbers.length, `${id}#${claim.id}`).toBeGreaterThan(0);
      }
    },
    120_000,
  );

  it("has the same headings and claims in both languages", async () => {
    for (const id of writtenTopics()) {
      const [zh, en] = await Promise.all([topicPage("zh", id), topicPage("en", id)]);
      expect(en?.headings.map((heading) => heading.id)).toEqual(zh?.headings.map((heading) => heading.id));
      expect(en?.claims.map((claim) => claim.id).sort()).toEqual(zh?.claims.map((claim) => claim.id).sort());
    }
  }, 120_000);

  it("tells its versions and our own runs in its language", async () => {
    const [zh, en] = await Promise.all([topicPage("zh", "caching"), topicPage("en", "caching")]);
    expect(zh?.versions.some((version) => /\p{Script=Han}/u.test(version))).toBe(true);
    expect(en?.versions.some((version) => /\p{Script=Han}/u.test(version))).toBe(false);
    const runs = (page: typeof zh) => page?.citations.filter(({ source }) => source.kind === "run") ?? [];
    expect(runs(zh).length).toBeGreaterThan(0);
    expect(runs(zh).every(({ source }) => /\p{Script=Han}/u.test(source.title))).toBe(true);
    expect(runs(en).some(({ source }) => /\p{Script=Han}/u.test(source.title))).toBe(false);
  });

  it("prints a ladder of five rungs", async () => {
    const page = await topicPage("zh", "consensus-raft");
    expect(page?.ladder?.rungs.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4]);
  });

  it("does not exist for a planned topic", async () => {
    const { tracks, topics } = authoredContent();
    const written = new Set<string>(topics.map(({ id }) => id));
    const planned = tracks.value.flatMap((track) => track.topics).find(({ id }) => !written.has(id));
    expect(await topicPage("zh", planned?.id ?? "no-such-topic")).toBeUndefined();
  });
});

describe("the page of a gap", () => {
  it("lists its topics by weight, which sum to 100", async () => {
    const page = await gapPage("en", writtenGaps()[0] ?? "");
    const weights = page?.topics.map(({ weight }) => weight) ?? [];
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
  });
});

describe("the lists", () => {
  it("name all 42 topics, written or planned", () => {
    const topics = tracks("en").flatMap((track) => track.topics);
    expect(topics).toHaveLength(42);
    expect(
      topics
        .filter(({ state }) => state === "written")
        .map(({ id }) => id)
        .sort(),
    ).toEqual([...writtenTopics()].sort());
  });
});

it("reads the content again after a file was saved", () => {
  const folder = mkdtempSync(join(tmpdir(), "stamp-"));
  const file = join(folder, "note.zh.mdx");
  writeFileSync(file, "甲");
  const before = stampOf(folder);
  expect(stampOf(folder)).toBe(before);
  utimesSync(file, new Date(), new Date(Date.now() + 2000));
  expect(stampOf(folder)).not.toBe(before);
  rmSync(folder, { recursive: true });
});
