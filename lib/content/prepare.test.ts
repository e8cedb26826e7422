import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { prepare } from "./prepare";
import { preparedFolder } from "./prepared";

/** A project of its own: the small content of the tests, and nothing else. */
let project: string;
const note = () => join(project, "content", "foundations", "clocks", "note.zh.mdx");

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "project-"));
  cpSync("tests/fixtures/content", join(project, "content"), { recursive: true });
  vi.spyOn(process, "cwd").mockReturnValue(project);
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(project, { recursive: true });
});

/** As another process: it has looked at nothing yet. */
async function pages() {
  vi.resetModules();
  return await import("./prepared");
}

describe("the prepared content", () => {
  it("is asked for before there is any: says so, and what to do", async () => {
    await expect((await pages()).tracks("zh")).rejects.toMatchObject({
      what: "the content is not prepared",
      mend: expect.stringContaining("npm run build"),
    });
  });

  it("answers as the content itself does", async () => {
    expect(await prepare()).toBeGreaterThan(5);
    const { answers } = await import("./answers");
    const prepared = await pages();
    expect(await prepared.writtenTopics()).toEqual(answers.writtenTopics());
    const [id = ""] = await prepared.writtenTopics();
    // undefined has no place in JSON.
    const json = (value: unknown) => JSON.parse(JSON.stringify(value));
    for (const locale of ["zh", "en"] as const) {
      expect(await prepared.topicPage(locale, id)).toEqual(json(await answers.topicPage(locale, id)));
      expect(await prepared.catalog(locale)).toEqual(json(await answers.catalog(locale)));
      expect(await prepared.tracks(locale)).toEqual(json(answers.tracks(locale)));
    }
    expect(await prepared.searchable()).toEqual(json(answers.searchable()));
  });

  it("is not made again while nothing changed, whatever the time of its files", async () => {
    utimesSync(note(), new Date(), new Date(Date.now() + 5_000));
    expect(await prepare()).toBe(0);
    await expect((await pages()).tracks("zh")).resolves.toBeDefined();
  });

  it("is refused when the content was edited since, and made again", async () => {
    writeFileSync(note(), readFileSync(note(), "utf8").replace("\n---\n", "\n---\n\n"));
    utimesSync(note(), new Date(), new Date(Date.now() + 10_000));
    await expect((await pages()).tracks("zh")).rejects.toMatchObject({ where: preparedFolder });
    expect(await prepare()).toBeGreaterThan(5);
    await expect((await pages()).tracks("zh")).resolves.toBeDefined();
  });
});
