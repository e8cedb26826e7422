import { describe, expect, it } from "vitest";
import { aCatalog, gapIds, items } from "../../tests/build";
import { type Evidence, initial, observeAll } from "../mastery/estimate";
import { bottomOf } from "../mastery/gaps";
import { blueprintOf } from "../mastery/observe";
import { jointDraws } from "../mastery/posterior";
import { type Border, borderOf, expectedFall } from "./border";
import { candidatesOf, type GapBelief, gapBeliefs, linkOf } from "./candidates";
import { outcomes } from "./information";

const now = Date.UTC(2026, 10, 21);
const bank = gapIds.flatMap((gap) => items(12, { gap }));
const catalog = aCatalog({ items: bank });
const { gaps: targets, traits } = blueprintOf(catalog);

/** A learner who did badly in some gaps and well in the others. */
function after(n: number, scoreOf: (gap: string) => number) {
  const evidence = gapIds.flatMap((gap) =>
    bank
      .filter(({ statements }) => statements[0]?.startsWith(gap))
      .slice(0, n)
      .map((item, index): Evidence => {
        const known = traits.get(item.id) ?? expect.unreachable();
        return { answer: item.id, traits: known, at: now - 1000 + index, score: scoreOf(gap), weight: 4, hints: 0 };
      }),
  );
  return observeAll(initial(), evidence);
}
const weak = after(12, (gap) => (gap === "traffic" ? 0 : gap === "discovery" || gap === "messaging" ? 0.55 : 1));

const probes = (state: typeof weak) => {
  const beliefs = gapBeliefs(state, targets, now);
  const candidates = candidatesOf({ mastery: state, last: new Map() }, catalog, now, () => true);
  return (gap: string) => {
    const belief = beliefs.find(({ target }) => target.gap === gap) as GapBelief;
    const candidate = candidates.find(({ item }) => item.statements[0]?.startsWith(gap)) ?? expect.unreachable();
    return linkOf(candidate, belief);
  };
};

describe("the border", () => {
  it("is as open as can be before any answer: each of the 21 pairs is as likely", () => {
    const { entropy, bottomTwo } = borderOf(initial(), targets, now);
    expect(entropy).toBeGreaterThan(Math.log(21) - 0.05);
    expect(entropy).toBeLessThanOrEqual(Math.log(21) + 1e-9);
    expect(bottomTwo.reduce((sum, p) => sum + p, 0)).toBeCloseTo(2, 9);
  });

  it("says of each gap what the claim rule says, within the error of its draws", () => {
    const { bottomTwo } = borderOf(weak, targets, now);
    const claimed = bottomOf(weak, targets, now);
    bottomTwo.forEach((p, gap) => {
      expect(Math.abs(p - (claimed[gap] ?? 0))).toBeLessThan(0.06);
    });
  });
});

describe("the expected fall", () => {
  /** Mutual information of outcome and pair, from many draws and without the table. */
  function plainFall(border: Border, link: ReturnType<ReturnType<typeof probes>>): number {
    const { values, size, count } = jointDraws(weak, targets, now, 20_000);
    const joint = new Map<string, number>();
    const signs = Math.round(link.signs);
    for (let draw = 0; draw < count; draw++) {
      const row = [...values.subarray(draw * size, (draw + 1) * size)];
      const pair = row
        .map((value, gap) => ({ value, gap }))
        .sort((a, b) => a.value - b.value)
        .slice(0, 2)
        .map(({ gap }) => gap)
        .sort()
        .join();
      outcomes(link.offset + link.slope * (row[link.gap] ?? 0), link.noise, link.guess, signs).forEach((share, k) => {
        joint.set(`${k} ${pair}`, (joint.get(`${k} ${pair}`) ?? 0) + share / count);
      });
    }
    const margin = (part: 0 | 1) => {
      const sums = new Map<string, number>();
      for (const [key, share] of joint) {
        const of = key.split(" ")[part] ?? "";
        sums.set(of, (sums.get(of) ?? 0) + share);
      }
      return sums;
    };
    const [rows, columns] = [margin(0), margin(1)];
    expect(border.size).toBe(size);
    return [...joint].reduce((sum, [key, share]) => {
      const [k = "", pair = ""] = key.split(" ");
      return sum + share * Math.log(share / ((rows.get(k) ?? 1) * (columns.get(pair) ?? 1)));
    }, 0);
  }

  it("is the mutual information of the answer and the lowest pair", () => {
    const border = borderOf(weak, targets, now);
    for (const gap of ["discovery", "traffic"]) {
      const link = probes(weak)(gap);
      const plain = plainFall(border, link);
      expect(Math.abs(expectedFall(border, link) - plain)).toBeLessThan(0.2 * plain + 0.003);
    }
  });

  it("is larger for a gap at the border than for one that is surely in or surely out", () => {
    const border = borderOf(weak, targets, now);
    const fall = (gap: string) => expectedFall(border, probes(weak)(gap));
    expect(fall("discovery")).toBeGreaterThan(1.5 * fall("traffic"));
    expect(fall("discovery")).toBeGreaterThan(5 * fall("consistency"));
  });

  it("is nothing for an item that does not hang on the gap", () => {
    const link = { ...probes(weak)("discovery"), slope: 0 };
    expect(expectedFall(borderOf(weak, targets, now), link)).toBeLessThan(1e-9);
  });
});
