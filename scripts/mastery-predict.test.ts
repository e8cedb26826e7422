import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";

const run = (input: string) => spawnSync("npm", ["run", "-s", "mastery:predict"], { input, encoding: "utf8" });

describe("npm run -s mastery:predict", () => {
  it("writes one prediction a line, in order, also for a last line without its end", () => {
    const lines = ["a", "b", "a"].map((user, n) =>
      JSON.stringify({ user, item: `i${n}`, skills: ["k"], correct: n % 2 }),
    );
    const { status, stdout } = run(lines.join("\n"));
    expect(status).toBe(0);
    const predictions = stdout.trimEnd().split("\n");
    expect(predictions).toHaveLength(3);
    for (const line of predictions) expect(line).toMatch(/^\{"p":0\.\d+\}$/);
    expect(predictions[0]).toBe(predictions[1]);
    expect(predictions[2]).not.toBe(predictions[0]);
    expect(run(`${lines.join("\n")}\n`).stdout).toBe(stdout);
  }, 30_000);

  it("ends with 1 and names the line and the way to mend it when a line is no answer", () => {
    const { status, stderr } = run('{"user":"a","item":"i","correct":1}\n{"user":"a","item":"i","correct":"yes"}\n');
    expect(status).toBe(1);
    expect(stderr.trimEnd()).toBe(
      'line 2 of the stream: the line has "correct" "yes". To mend: give "correct" as a number from 0 to 1',
    );
  }, 30_000);

  it("writes nothing for nothing", () => {
    expect(run("")).toMatchObject({ status: 0, stdout: "" });
  }, 30_000);
});
