import { describe, expect, it } from "vitest";
import { explore } from "../explore";
import { type Bounds, holdsIsr, replicationSystem, type TruncationRule } from "./replication";

const two: Bounds = { replicas: 2, logSize: 2, maxRecords: 2, maxLeaderEpoch: 3 };
const three: Bounds = { replicas: 3, logSize: 2, maxRecords: 2, maxLeaderEpoch: 2 };
const isLong = process.env.QUORUM_LONG === "1";

const search = (rule: TruncationRule, bounds: Bounds, which: "weak" | "strong", states?: number) =>
  explore(replicationSystem(rule, bounds), { violated: (w) => (holdsIsr(w, which) ? null : which), states });
const choicesTo = (rule: TruncationRule, which: "weak" | "strong") => search(rule, three, which).found?.choices.length;

// Figures: hachikuji/kafka-specification @d68782b5, whose rules these are; states as counted by an independent port.
describe("what the truncation rules promise", { timeout: 30_000 }, () => {
  it("cutting to the high watermark loses committed records within 8 steps", () => {
    expect([choicesTo("high-watermark", "weak"), choicesTo("high-watermark", "strong")]).toEqual([8, 8]);
  });

  it("KIP-101 loses them within 10 steps: two fast leader changes are enough", () => {
    expect([choicesTo("kip-101", "weak"), choicesTo("kip-101", "strong")]).toEqual([10, 10]);
  });

  it("KIP-279 does so with three replicas and does not with two, of which all 53,099 states were seen", () => {
    expect([choicesTo("kip-279", "weak"), choicesTo("kip-279", "strong")]).toEqual([10, 10]);
    for (const which of ["weak", "strong"] as const)
      expect(search("kip-279", two, which)).toMatchObject({ found: null, exhausted: true, distinct: 53_099 });
  });

  it("KIP-320 keeps both promises in all 48,247 states of two replicas", () => {
    for (const which of ["weak", "strong"] as const)
      expect(search("kip-320", two, which)).toMatchObject({ found: null, exhausted: true, distinct: 48_247 });
  });

  // Minutes long.
  if (!isLong) return;

  it("KIP-320 keeps them with three replicas as far as 900,000 states reach", () => {
    expect(search("kip-320", three, "strong", 900_000).found).toBeNull();
    expect(search("kip-320", three, "weak", 900_000).found).toBeNull();
  }, 120_000);

  it("the first try of KIP-320, without the epoch in the fetch, breaks the strong promise", () => {
    expect(search("kip-320-first-try", three, "strong", 1_500_000).found).not.toBeNull();
  }, 120_000);
});
