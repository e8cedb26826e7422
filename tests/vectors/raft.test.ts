import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { reader } from "./raft";
import { filesBelow, vectorsFolder } from "./reader";

const folder = join(vectorsFolder, reader.topic);

if (!existsSync(folder)) console.log(`${reader.topic}: ${folder} is absent, nothing was compared`);

describe.skipIf(!existsSync(folder))("etcd/raft's scripts and tables", () => {
  it("are there", () => expect(filesBelow(folder).length).toBeGreaterThan(10));
  for (const path of filesBelow(folder)) {
    const { cases, passed, note } = reader.check(path);
    it(`${relative(folder, path)}: ${passed} of ${cases}; ${note.slice(0, 200)}`, () => {
      expect(passed, note).toBe(cases);
      if (!/confchange/.test(path)) expect(cases).toBeGreaterThan(0);
    });
  }
});

it("a script of unknown commands is a verdict, not an error", () => {
  expect(reader.check("/nowhere.txt")).toMatchObject({ cases: 0, passed: 0 });
});
