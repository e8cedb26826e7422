import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Keeping, keep, kept, keptValue } from "./kept";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kept-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const of = (name: string, matter: string, code?: string[]): Keeping => ({
  folder,
  name,
  matter,
  ...(code && { code }),
});

it("gives back what was kept of the same matter, and nothing of another", () => {
  keep(of("a.zh", "one"), "result");
  expect(kept(of("a.zh", "one"))).toBe("result");
  expect(kept(of("a.zh", "two"))).toBeUndefined();
  expect(kept(of("a.en", "one"))).toBeUndefined();
});

it("forgets a result when the code that made it is not the same", () => {
  keep(of("a", "one"), "result");
  expect(kept(of("a", "one", ["lib/sim"]))).toBeUndefined();
});

it("keeps the latest of a name, and leaves longer names alone", () => {
  for (const name of ["a", "a.zh"]) keep(of(name, "one"), "old");
  keep(of("a", "two"), "new");
  expect(readdirSync(folder)).toHaveLength(2);
  expect(kept(of("a", "two"))).toBe("new");
  expect(kept(of("a.zh", "one"))).toBe("old");
});

it("makes a value once, and keeps none that could not be made", () => {
  let made = 0;
  const make = () => ({ made: ++made });
  expect([keptValue(of("a", "one"), make), keptValue(of("a", "one"), make)]).toEqual([{ made: 1 }, { made: 1 }]);
  expect(() =>
    keptValue(of("b", "one"), () => {
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(readdirSync(folder)).toHaveLength(1);
});

it("tells of a folder that cannot be read in place of making the result again and again", () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  expect(() => kept({ folder: file, name: "a", matter: "one" })).toThrow(/ENOTDIR/);
});
