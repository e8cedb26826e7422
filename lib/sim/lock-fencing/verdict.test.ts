import { describe, expect, it } from "vitest";
import { brokenIn, explore, systemOf } from "../explore";
import { kernelOf } from "../kernel";
import type { Choice } from "../model";
import { model } from "./model";
import type { LockParams, Op } from "./protocol";

/**
 * One round of each client over the untimed scheduler. Nobody loses patience and no session is renewed, so the search is
 * finite; sessions may still end at any moment, and every message may be as late as it likes. Without the look at the
 * clock nothing depends on time, so equal keys are equal futures and "exhausted" means all of them.
 */
function verdictOn(p: Partial<LockParams>) {
  const kernel = kernelOf(model, { p: { rounds: 1, ...p }, seed: 1, net: { min: 2, tail: 0, loss: 0, twice: 0 } });
  const idle = p.backend === "redis" ? ["giveup", "renew", "resend"] : ["giveup", "renew", "resend", "retry"];
  const mayChoose = (c: Choice<Op>) => c.do === "deliver" || (c.do === "fire" && !idle.includes(c.timer));
  return explore(systemOf(kernel, { mayChoose }), { violated: brokenIn(["exclusion"]), states: 50_000 });
}

/** The choices that are not the carrying of a message: what the proverbial five steps are made of. */
const acts = (choices: readonly Choice<Op>[]) =>
  choices.flatMap((c) => (c.do === "fire" ? [`${["C1", "C2", "Store", "lock"][c.node]} ${c.timer}`] : []));

describe("the explorer's verdict", () => {
  // Seen: etcd 1,450 states without the token, ZooKeeper 1,593, Redis with an asynchronous replica 12,460.
  for (const backend of ["etcd", "zookeeper"] as const)
    it(`without a token check ${backend} lets an older holder write last`, () => {
      const { found, distinct } = verdictOn({ backend, fencing: false });
      expect(found?.broken).toMatchObject({ invariant: "exclusion", at: { older: "C1#1", newer: "C2#1" } });
      expect(acts(found?.choices ?? [])).toEqual([
        "C1 start",
        "C1 work",
        "C1 write",
        "lock session C1#1",
        "C2 start",
        "C2 work",
        "C2 write",
      ]);
      expect(distinct).toBeLessThan(5_000);
    });

  it("without a token check Redis does as well", () => {
    const { found } = verdictOn({ backend: "redis", wait: false, fencing: false });
    expect(found?.broken).toMatchObject({ invariant: "exclusion", at: { older: "C1#1", newer: "C2#1" } });
  });

  for (const backend of ["etcd", "zookeeper"] as const)
    for (const check of [false, true])
      it(`with one there is no way at all, ${backend}, ${check ? "with" : "without"} a look at the clock`, () => {
        const { found, exhausted, distinct } = verdictOn({ backend, check });
        expect({ found, exhausted }).toEqual({ found: null, exhausted: true });
        expect(distinct).toBeGreaterThan(1_000);
      });
});
