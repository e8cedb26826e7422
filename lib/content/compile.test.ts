import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileNote } from "./compile";
import { readNote } from "./note";

let cacheFolder: string;
beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "mdx-"));
});
afterEach(() => rm(cacheFolder, { recursive: true }));

const aNote = (body: string, file = "content/a/b/note.zh.mdx") =>
  readNote(file, `---\nlocale: zh\ntitle: 题\nanswer: 答。\n---\n\n${body}\n`, []);
const compile = (body: string) => compileNote(aNote(body), { cacheFolder });

describe("compiling a note", () => {
  it.each([
    ["an import", "import x from 'node:fs'"],
    ["an expression", "{process.env.HOME}"],
    ["a name outside of the vocabulary", "<Script>甲</Script>"],
  ])("refuses %s", async (_, body) => {
    await expect(compile(body)).rejects.toMatchObject({
      name: "Fault",
      where: expect.stringMatching(/^content\/a\/b\/note\.zh\.mdx:\d+$/),
    });
  });
});

describe("the compile cache", () => {
  it("answers from the disk when nothing changed", async () => {
    await compile("甲");
    const [name = ""] = await readdir(cacheFolder);
    await writeFile(join(cacheFolder, name), "kept");
    // Another process has no memory of it: a second folder name stands for one.
    expect(await compileNote(aNote("甲"), { cacheFolder: `${cacheFolder}/.` })).toBe("kept");
  });

  it("compiles anew when the note changed, and removes the dead result", async () => {
    await compile("甲");
    const [before] = await readdir(cacheFolder);
    await compile("乙");
    const after = await readdir(cacheFolder);
    expect(after).toHaveLength(1);
    expect(after[0]).not.toBe(before);
  });

  it("keeps the results of other notes", async () => {
    await compileNote(aNote("甲", "content/a/b/note.zh.mdx"), { cacheFolder });
    await compileNote(aNote("甲", "content/a/b/note.en.mdx"), { cacheFolder });
    await compileNote(aNote("乙", "content/a/b/note.en.mdx"), { cacheFolder });
    expect(await readdir(cacheFolder)).toHaveLength(2);
  });

  it("never keeps a failure", async () => {
    await expect(compile("<Nope />")).rejects.toThrow();
    expect(await readdir(cacheFolder)).toEqual([]);
    await expect(compile("<Nope />")).rejects.toThrow();
  });

  it("compiles a note once when two pages ask at the same time", async () => {
    const note = aNote("甲");
    const both = [compileNote(note, { cacheFolder }), compileNote(note, { cacheFolder })];
    expect(both[0]).toBe(both[1]);
    await Promise.all(both);
  });
});
