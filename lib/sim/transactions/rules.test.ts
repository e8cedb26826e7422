/** What each protocol does at the points that are commonly taught wrong. */
import { describe, expect, it } from "vitest";
import { hunt } from "../hunt";
import { kernelOf } from "../kernel";
import type { Choice, Net } from "../model";
import { Replay } from "../replay";
import { bankOf, coordinatorOf, isAtRest, sumOf } from "./invariants";
import { lab } from "./lab";
import { model } from "./model";
import type { P } from "./params";
import { lockMsOf } from "./scene";
import { accountOf, bankA, bankB, isInDoubt, type Op, total } from "./state";

const net: Net = { min: 10, tail: 0, loss: 0, twice: 0 };

/** The run with these choices at these times, up to `until`. */
function run(p: Partial<P>, until: number, ...choices: (readonly [at: number, c: Choice<Op>])[]) {
  const replay = new Replay(
    kernelOf(model, { p, seed: 1, net }),
    choices.map(([at, c]) => [at, 0, c]),
  );
  const w = replay.runTo(until);
  expect(replay.refused).toEqual([]);
  expect(w.broken).toEqual([]);
  return w;
}
const logOf = (w: ReturnType<typeof run>, bank: number) => bankOf(w, bank).log.join();
const freeOf = (w: ReturnType<typeof run>, bank: number) => accountOf(bank, bankOf(w, bank).log).free;

describe("2PC", () => {
  it("moves the money and frees the locks", () => {
    const w = run({ protocol: "2pc" }, 1000);
    expect([freeOf(w, bankA), freeOf(w, bankB), isAtRest(w)]).toEqual([70, 80, true]);
    expect(lockMsOf(w, bankA)).toBe(20);
  });

  it("rolls back when one bank votes no", () => {
    const w = run({ protocol: "2pc", refuses: "b" }, 1000);
    expect([logOf(w, bankA), logOf(w, bankB), sumOf(w)]).toEqual(["prepared,aborted", "aborted", total]);
  });

  it("leaves a bank that voted yes in doubt for as long as the coordinator is away, over its own crash too", () => {
    const w = run(
      { protocol: "2pc" },
      60_000,
      [15, { do: "crash", node: 0 }],
      [500, { do: "crash", node: bankA }],
      [900, { do: "boot", node: bankA }],
    );
    expect(isInDoubt(bankOf(w, bankA)) && isInDoubt(bankOf(w, bankB))).toBe(true);
    expect(lockMsOf(w, bankA)).toBeGreaterThan(59_000);
  });

  it("presumes abort where the coordinator comes back without a record", () => {
    const w = run({ protocol: "2pc" }, 9000, [15, { do: "crash", node: 0 }], [5000, { do: "boot", node: 0 }]);
    expect([logOf(w, bankA), logOf(w, bankB)]).toEqual(["prepared,aborted", "prepared,aborted"]);
  });

  it("commits after the crash where the decision was on disk", () => {
    const w = run(
      { protocol: "2pc" },
      9000,
      [25, { do: "drop", msg: "0-1-1" }],
      [25, { do: "drop", msg: "0-2-1" }],
      [26, { do: "crash", node: 0 }],
      [5000, { do: "boot", node: 0 }],
    );
    expect([freeOf(w, bankA), freeOf(w, bankB), isAtRest(w)]).toEqual([70, 80, true]);
  });

  it("has a reader wait for the row of a bank in doubt", () => {
    const w = run({ protocol: "2pc" }, 15, [15, { do: "op", node: bankA, op: { type: "read" } }]);
    expect(bankOf(w, bankA).read).toBe("waits");
  });
});

describe("3PC by the simple timeout rule", () => {
  it("a prepared bank times out to abort, a pre-committed one to commit", () => {
    const prepared = run({ protocol: "3pc" }, 9000, [15, { do: "crash", node: 0 }]);
    expect([logOf(prepared, bankA), logOf(prepared, bankB)]).toEqual(["prepared,aborted", "prepared,aborted"]);
    const preCommitted = run({ protocol: "3pc" }, 9000, [35, { do: "crash", node: 0 }]);
    expect([freeOf(preCommitted, bankA), freeOf(preCommitted, bankB)]).toEqual([70, 80]);
  });

  it("a bank that was down asks instead of applying the timeout rule", () => {
    const w = run(
      { protocol: "3pc" },
      9000,
      [25, { do: "crash", node: bankB }],
      [25, { do: "crash", node: 0 }],
      [3500, { do: "boot", node: bankB }],
    );
    expect([logOf(w, bankA), logOf(w, bankB)]).toEqual(["prepared,pre-committed,committed", "prepared,committed"]);
  });

  it("diverges once the network is not synchronous: by partitions, by pauses, by lost messages", () => {
    const p = { protocol: "3pc" };
    const by = (faults: object, loss: number) =>
      hunt(lab, { by: "swarm", runs: 3000, steps: 60, net: { ...net, tail: 20, loss }, faults, p }, 1).found?.violation
        .invariant;
    expect(by({ part: 100, apart: 5000 }, 0)).toBe("atomicity");
    expect(by({ pause: 100, still: 5000 }, 0)).toBe("atomicity");
    expect(by({}, 200)).toBe("atomicity");
  });
});

describe("TCC", () => {
  it("repeats Confirm until it is answered and never turns it into Cancel", () => {
    const w = run(
      { protocol: "tcc" },
      30_000,
      [25, { do: "crash", node: bankB }],
      [20_000, { do: "boot", node: bankB }],
    );
    expect([logOf(w, bankA), logOf(w, bankB), isAtRest(w)]).toEqual(["tried,confirmed", "tried,confirmed", true]);
  });

  it("cancels without a Try as a noted no-op, and refuses the Try that comes later", () => {
    const w = run({ protocol: "tcc" }, 9000, [0, { do: "delay", msg: "0-1-0", by: 3000 }]);
    expect([logOf(w, bankA), logOf(w, bankB)]).toEqual(["cancelled-empty", "tried,cancelled"]);
    expect([freeOf(w, bankA), freeOf(w, bankB), isAtRest(w)]).toEqual([100, 50, true]);
  });

  it("cancels after a crash before the decision", () => {
    const w = run({ protocol: "tcc" }, 9000, [15, { do: "crash", node: 0 }], [500, { do: "boot", node: 0 }]);
    expect([logOf(w, bankA), logOf(w, bankB)]).toEqual(["tried,cancelled", "tried,cancelled"]);
  });
});

describe("the saga", () => {
  it("compensates when the second step is refused, and lets everybody read what it will take back", () => {
    const w = run({ protocol: "saga", refuses: "b" }, 9000, [25, { do: "op", node: bankA, op: { type: "read" } }]);
    expect(bankOf(w, bankA).read).toBe(70);
    expect([logOf(w, bankA), logOf(w, bankB), sumOf(w)]).toEqual(["debited,refunded", "refused", total]);
  });

  it("goes on from its log after a crash of the orchestrator", () => {
    const w = run({ protocol: "saga" }, 9000, [25, { do: "crash", node: 0 }], [5000, { do: "boot", node: 0 }]);
    expect([coordinatorOf(w).log.join(), freeOf(w, bankA), freeOf(w, bankB)]).toEqual([
      "start,debited,credited",
      70,
      80,
    ]);
  });
});

describe("the outbox", () => {
  it("credits once although the message is published twice", () => {
    const w = run({ protocol: "outbox" }, 9000, [75, { do: "drop", msg: "3-1-0" }]);
    expect(w.nodes[3]?.state).toMatchObject({ stored: 2, queue: [] });
    expect([logOf(w, bankA), logOf(w, bankB), isAtRest(w)]).toEqual(["paid,sent", "credited", true]);
  });

  it("has no way back: while B refuses the money stays in transit, and arrives when B accepts", () => {
    expect(sumOf(run({ protocol: "outbox", refuses: "b" }, 20_000))).toBe(total - 30);
    const thawed = run({ protocol: "outbox", refuses: "b" }, 30_000, [
      20_000,
      { do: "op", node: bankB, op: { type: "thaw" } },
    ]);
    expect([freeOf(thawed, bankB), isAtRest(thawed)]).toEqual([80, true]);
  });
});
