import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { reader } from "./nginx";
import { filesBelow, vectorsFolder } from "./reader";

const folder = join(vectorsFolder, reader.topic);

describe.skipIf(!existsSync(folder))("vectors of nginx", () => {
  for (const file of filesBelow(folder))
    it(`agree with ${file.slice(folder.length + 1)}`, () => {
      const { cases, passed, note } = reader.check(file);
      expect(passed, note).toBe(cases);
      if (file.endsWith("limit_req.json")) expect(cases).toBeGreaterThan(10);
    });
});

if (!existsSync(folder)) console.log(`vectors of nginx: ${folder} is absent, nothing was compared`);
