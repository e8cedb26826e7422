import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type LimitReq, takeLimitReq } from "../../lib/sim/rate-limiting/limiters/nginx";
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

/** What nginx would answer, by the rule itself, at these times. */
function recorded(times: readonly number[], zone: { rate: number; burst: number; nodelay?: boolean }) {
  let state: LimitReq = null;
  const delay = zone.nodelay ? "nodelay" : 0;
  return times.map((at) => {
    const [verdict, next] = takeLimitReq(state, at, { perSecond: zone.rate, burst: zone.burst, delay });
    state = next;
    return { at, status: verdict.ok ? 200 : 503, took: verdict.waitMs + 1 };
  });
}

describe("the reader of nginx", () => {
  const times = Array.from({ length: 20 }, (_, nth) => nth * 37);
  const file = (cases: unknown) => {
    const path = join(mkdtempSync(join(tmpdir(), "nginx-")), "limit_req.json");
    writeFileSync(path, JSON.stringify({ cases }));
    return reader.check(path);
  };

  it("agrees with what the rule gives, arrivals two milliseconds off or not", () => {
    for (const cfg of [
      { rate: 10, burst: 3 },
      { rate: 20, burst: 0 },
      { rate: 5, burst: 2, nodelay: true },
    ]) {
      const results = recorded(times, cfg).map((each, nth) => ({ ...each, at: each.at + ((nth % 5) - 2) }));
      expect(file([{ cfg, pattern: "every37", results }])).toMatchObject({ cases: 1, passed: 1 });
    }
  });

  it("notices one verdict that is the other way round, and a request that did not wait", () => {
    const cfg = { rate: 10, burst: 3 };
    const results = recorded(times, cfg);
    const flipped = results.map((each, nth) => (nth === 12 ? { ...each, status: 703 - each.status } : each));
    const hurried = results.map((each) => ({ ...each, took: 1 }));
    expect(file([{ cfg, pattern: "flipped", results: flipped }])).toMatchObject({ cases: 1, passed: 0 });
    expect(file([{ cfg, pattern: "hurried", results: hurried }])).toMatchObject({ cases: 1, passed: 0 });
  });

  it("says why a file is not read", () => {
    expect(file("nothing")).toMatchObject({ cases: 0, passed: 0, note: expect.stringMatching(/not of this form/) });
    expect(reader.check("/no/such/limit_req.json").note).toMatch(/not of this form/);
    expect(reader.check("swrr.json").note).toMatch(/not built yet/);
  });
});
