import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { reader } from "./linearizability";
import { filesBelow, vectorsFolder } from "./reader";

const folder = join(vectorsFolder, "linearizability");

it.skipIf(!existsSync(folder))("agrees with every verdict of porcupine and knossos", () => {
  const verdicts = filesBelow(folder).map((file) => ({ file, ...reader.check(file) }));
  expect(verdicts.filter(({ cases, passed }) => passed < cases)).toEqual([]);
  expect(verdicts.filter(({ cases, file }) => cases === 0 && !file.endsWith("EXPECTED.txt"))).toEqual([]);
  expect(verdicts.length).toBeGreaterThan(70);
});
