import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const run = (script: string, ...words: string[]) =>
  spawnSync("npm", ["run", "-s", script, "--", ...words], { encoding: "utf8" });
const lab = "raft";

describe("npm run -s sim:run", () => {
  it("prints where a run came to, the same for the same seed", () => {
    const { status, stdout } = run("sim:run", lab, "--seed", "3", "--steps", "400");
    expect(status).toBe(0);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ seed: 3, steps: 400, isOver: false });
    expect(told.model).toMatch(new RegExp(`^${lab}@\\d+$`));
    expect(told.hash).toMatch(/^\w+$/);
    expect(Object.values(told.invariants).every((verdict) => verdict === "ok")).toBe(true);
    expect(run("sim:run", told.model, "--seed", "3", "--steps", "400").stdout).toBe(stdout);
  }, 60_000);

  it("says when nothing was left to happen", () => {
    const told = JSON.parse(run("sim:run", "transactions", "--steps", "100000").stdout);
    expect(told.isOver).toBe(true);
    expect(told.steps).toBeLessThan(100_000);
  }, 60_000);

  it.each([
    ["no model", [], /no model was named/],
    ["a model that is none", ["chess"], /no model is called "chess".*choose one of/],
    ["a version that is none", [`${lab}@99`], /there is no .*@99.*the version is now/],
    ["a word too many", [lab, "more"], /one word too many/],
    ["half a seed", [lab, "--seed", "1.5"], /--seed is "1.5".*whole number/],
    ["a parameter that is none", [lab, "--p", "no-such=1"], /names no parameter.*one of/],
    ["a value that is none", [lab, "--p", "flaw=no-such"], /out of range.*one of/],
    ["an option that is none", [lab, "--speed", "9"], /--speed.*To mend/],
  ])(
    "ends with 1 for %s and says how to mend it",
    (_, words, said) => {
      const { status, stdout, stderr } = run("sim:run", ...words);
      expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
      expect(stderr).toMatch(said);
    },
    60_000,
  );
});

describe("npm run -s sim:check", () => {
  it("with --json prints one verdict for each file of the folder it is given, and nothing else", () => {
    const folder = mkdtempSync(join(tmpdir(), "sim-check-"));
    for (const topic of ["no-such-topic", "kafka-partitioner"]) {
      mkdirSync(join(folder, topic));
      writeFileSync(join(folder, topic, "a.json"), "{}");
    }
    const { status, stdout } = run("sim:check", "--vectors", folder, "--json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { topic: "kafka-partitioner", file: "kafka-partitioner/a.json", cases: 0, passed: 0, note: expect.any(String) },
      { topic: "no-such-topic", file: "no-such-topic/a.json", cases: 0, passed: 0, note: "no reader for this folder" },
    ]);
  }, 60_000);

  it("ends with 1 when the folder is missing or an option is none, and says so", () => {
    const missing = run("sim:check", "--vectors", "/no/such/folder");
    expect({ status: missing.status, stdout: missing.stdout }).toEqual({ status: 1, stdout: "" });
    expect(missing.stderr).toMatch(/there is no folder \/no\/such\/folder.*--vectors/);
    const odd = run("sim:check", "--vector", ".");
    expect(odd.status).toBe(1);
    expect(odd.stderr).toMatch(/--vector/);
  }, 60_000);
});
