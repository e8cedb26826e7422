import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { lockServer } from "@/lib/sim/proofs/lock-server";
import { filesBelow, vectorsFolder } from "./reader";
import { compare, graphOf, reader, readGraph, readState, readValue } from "./tlc-state-graphs";

const files = filesBelow(join(vectorsFolder, reader.topic));
if (files.length === 0) console.log(`${reader.topic}: no vectors at ${vectorsFolder}, nothing was compared`);

it.skipIf(files.length === 0)("has the same states and steps as every graph of the vectors", () => {
  for (const file of files) {
    const { cases, passed, note } = reader.check(file);
    expect([cases, passed], `${basename(file)}: ${note}`).toEqual([3, 3]);
  }
});

describe("values as TLC prints them", () => {
  it("are equal whatever the order of sets and fields", () => {
    expect(readValue("{2, 1, 2}")).toEqual(readValue("{1,2}"));
    expect(readValue('[a |-> "x", b |-> TRUE]')).toEqual(readValue('[ b |-> TRUE,\n  a |-> "x" ]'));
    expect(readValue("(p1 :> -1 @@ p2 :> <<1, n2>>)")).toEqual({
      map: [
        ["p1", -1],
        ["p2", { tuple: [1, "n2"] }],
      ],
    });
    expect(readState('/\\\\ a = {}\\n/\\\\ b = \\"x\\"')).toBe(readState('/\\\\ b = \\"x\\"\\n/\\\\ a = {}'));
  });

  it("are refused where they are of another form", () => {
    for (const odd of ["", "{1", "[a -> 1]", "1 2", "[a |-> ]"]) expect(() => readValue(odd), odd).toThrow();
  });
});

const dot = (labels: readonly string[], edges: readonly (readonly [number, number])[]) =>
  JSON.stringify({
    objects: labels.map((label, _gvid) => ({ _gvid, label, ...(_gvid === 0 ? { style: "filled" } : {}) })),
    edges: edges.map(([tail, head]) => ({ tail, head })),
  });

describe("comparing", () => {
  const counting = graphOf(
    { initial: [0], next: (n: number) => (n < 2 ? [["up", n + 1] as const] : []), key: String },
    (n) => ({ n }),
  );
  const labels = ["/\\\\ n = 0", "/\\\\ n = 1", "/\\\\ n = 2"];

  it("agrees with the same graph only", () => {
    const verdict = (source: string) => compare(counting, readGraph(source));
    expect(
      verdict(
        dot(labels, [
          [0, 1],
          [1, 2],
        ]),
      ),
    ).toMatchObject({ cases: 3, passed: 3 });
    expect(
      verdict(
        dot(labels, [
          [0, 1],
          [1, 0],
        ]),
      ).note,
    ).toBe("steps: 1 missing, 1 too many of 2");
    expect(verdict(dot(labels.slice(0, 2), [[0, 1]])).note).toMatch(/states: 0 missing, 1 too many/);
    expect(
      verdict(
        dot(
          ["/\\\\ n = 1", "/\\\\ n = 0", "/\\\\ n = 2"],
          [
            [1, 0],
            [0, 2],
          ],
        ),
      ).note,
    ).toMatch(/^initial states/);
  });

  it.skipIf(files.length === 0)("does not take a server that gives a lock twice for the real one", () => {
    const file = files.find((each) => each.includes("lockserver_nodefs")) ?? "";
    const wrong = graphOf(lockServer(2, 2, "greedy"), ({ free, held }) => ({ free: free.length, held: String(held) }));
    expect(reader.check(file).passed).toBe(3);
    expect(wrong.states.size).toBeGreaterThan(9);
  });
});

it("says why a file is not read", () => {
  const folder = mkdtempSync(join(tmpdir(), "graphs-"));
  const check = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return reader.check(join(folder, name));
  };
  expect(check("DieHard.tla.dot.json", "{}")).toMatchObject({ cases: 0, note: "not read: no model of DieHard" });
  expect(check("TwoPhase.dot", "digraph {}")).toMatchObject({ cases: 0, note: expect.stringMatching(/^not read/) });
  expect(check("constructor.json", "{}")).toMatchObject({ cases: 0 });
  for (const odd of ["", "{}", "null", '{"objects":3}', dot(["nonsense"], []), dot(["/\\\\ n = 0"], [[0, 9]])])
    expect(check("TwoPhase.tla.dot.json", odd).passed, odd).toBeLessThan(3);
});
