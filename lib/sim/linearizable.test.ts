import { describe, expect, it } from "vitest";
import { linearizable, linearizableByKey, operationsOf, paired, register } from "./linearizable";
import type { Past, Recorded } from "./model";

type Line = [by: number, type: Recorded["type"], op: string, value?: unknown, key?: string];
const history = (...lines: Line[]) =>
  paired(lines.map(([by, type, op, value, key]) => ({ by, type, op, value, ...(key !== undefined && { key }) })));

describe("a register", () => {
  it("may be read as old or new while a write runs", () => {
    for (const seen of [null, 1])
      expect(
        linearizable(
          register,
          history([1, "invoke", "write", 1], [2, "invoke", "read"], [2, "ok", "read", seen], [1, "ok", "write", 1]),
        ).verdict,
      ).toBe("ok");
  });

  it("may not be read as old after it was read as new", () => {
    const found = linearizable(
      register,
      history(
        [1, "invoke", "write", 1],
        [2, "invoke", "read"],
        [2, "ok", "read", 1],
        [3, "invoke", "read"],
        [3, "ok", "read", null],
        [1, "ok", "write", 1],
      ),
    );
    expect(found.verdict).toBe("bad");
    expect(found.stuck?.by).toBe(3);
    expect(found.longest.map(({ by }) => by)).toEqual([1, 2]);
  });

  it("may not forget a write that was acknowledged", () => {
    const lines: Line[] = [
      [1, "invoke", "write", 1],
      [1, "ok", "write", 1],
      [2, "invoke", "read"],
      [2, "ok", "read", null],
    ];
    expect(linearizable(register, history(...lines)).verdict).toBe("bad");
    // The same read is fine when nobody knows whether the write happened.
    lines[1] = [1, "info", "write"];
    expect(linearizable(register, history(...lines)).verdict).toBe("ok");
    // And when it is known not to have.
    lines[1] = [1, "fail", "write"];
    expect(linearizable(register, history(...lines)).verdict).toBe("ok");
  });

  it("lets a write that never returned take effect long after", () => {
    const lines: Line[] = [
      [1, "invoke", "write", 9],
      [2, "invoke", "write", 1],
      [2, "ok", "write", 1],
      [3, "invoke", "read"],
      [3, "ok", "read", 1],
      [3, "invoke", "read"],
      [3, "ok", "read", 9],
    ];
    expect(linearizable(register, history(...lines)).verdict).toBe("ok");
    expect(linearizable(register, history(...lines, [3, "invoke", "read"], [3, "ok", "read", 1])).verdict).toBe("bad");
  });

  it("compares and sets", () => {
    const lines: Line[] = [
      [1, "invoke", "write", 1],
      [1, "ok", "write", 1],
      [2, "invoke", "cas", [1, 2]],
      [3, "invoke", "cas", [1, 3]],
      [2, "ok", "cas", [1, 2]],
    ];
    expect(linearizable(register, history(...lines, [3, "fail", "cas"])).verdict).toBe("ok");
    expect(linearizable(register, history(...lines, [3, "ok", "cas", [1, 3]])).verdict).toBe("bad");
  });

  it("is never called fine when the budget runs out", () => {
    const lines = Array.from({ length: 14 }, (_, by): Line => [by, "invoke", "write", by]);
    const ends = Array.from({ length: 14 }, (_, by): Line => [by, "ok", "write", by]);
    const read: Line[] = [
      [99, "invoke", "read"],
      [99, "ok", "read", "never written"],
    ];
    expect(linearizable(register, history(...lines, ...ends, ...read), 1_000).verdict).toBe("unknown");
    expect(linearizable(register, history(...lines, ...ends, ...read)).verdict).toBe("bad");
  });
});

it("checks keys apart, and names the one that breaks", () => {
  const found = linearizableByKey(
    register,
    history(
      [1, "invoke", "write", 1, "x"],
      [1, "ok", "write", 1, "x"],
      [2, "invoke", "read", null, "y"],
      [2, "ok", "read", 5, "y"],
    ),
    ({ input }) => String(input.key),
  );
  expect([found.verdict, found.key]).toEqual(["bad", "y"]);
});

it("reads the history of a run in its order", () => {
  const entries: Recorded[] = [
    { by: 1, type: "invoke", op: "write", value: 4 },
    { by: 1, type: "ok", op: "write", value: 4 },
    { by: 2, type: "invoke", op: "read" },
    { by: 2, type: "ok", op: "read", value: 4 },
  ];
  const past = entries.reduce<Past | null>(
    (before, entry, at) => ({ entry: { ...entry, at }, before, length: at + 1 }),
    null,
  );
  expect(operationsOf(past).map(({ called, returned }) => [called, returned])).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(linearizable(register, operationsOf(past)).verdict).toBe("ok");
});

it("agrees with trying every order, on 2,000 random histories of five operations", () => {
  // Beside it the plain definition: all permutations that respect real time.
  let bits = 12345;
  const draw = (n: number) => {
    bits = (Math.imul(bits, 1103515245) + 12345) >>> 0;
    return (bits >>> 8) % n;
  };
  const verdicts = { ok: 0, bad: 0 };
  for (let run = 0; run < 2_000; run++) {
    const lines: Line[] = [];
    const running = new Map<number, Line>();
    for (let made = 0; made < 5 || running.size > 0; ) {
      const by = draw(3);
      const open = running.get(by);
      if (open) {
        lines.push([by, "ok", open[2], open[2] === "read" ? draw(3) || null : open[3]]);
        running.delete(by);
      } else if (made < 5) {
        made++;
        const line: Line = draw(2) ? [by, "invoke", "read"] : [by, "invoke", "write", 1 + draw(2)];
        lines.push(line);
        running.set(by, line);
      }
    }
    const operations = history(...lines);
    const tries = (left: typeof operations, state: unknown): boolean =>
      left.length === 0 ||
      left.some((each) => {
        if (left.some((other) => other.returned < each.called)) return false;
        const next = register.apply(state, each.input, each.output);
        return (
          next !== undefined &&
          tries(
            left.filter((other) => other !== each),
            next,
          )
        );
      });
    const expected = tries(operations, null) ? "ok" : "bad";
    verdicts[expected]++;
    expect(linearizable(register, operations).verdict, JSON.stringify(lines)).toBe(expected);
  }
  expect(verdicts.ok).toBeGreaterThan(200);
  expect(verdicts.bad).toBeGreaterThan(200);
});
