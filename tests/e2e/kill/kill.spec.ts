/**
 * The browser is killed in the middle of a mock interview: no answer that was called saved is missing, the sitting goes
 * on at the same question with the right time. A control that calls saved too early must lose some, or the test is blind.
 * `QUORUM_SEED` repeats a run.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { killRounds, leastAtStake, type Verdict } from "./sitting";

const isLong = process.env.QUORUM_LONG === "1";
const seed = Number(process.env.QUORUM_SEED ?? Date.now() % 2 ** 31);
const rounds = isLong ? 20 : 3;
const controlRounds = isLong ? 20 : 8;

const say = (name: string, { rounds: done, acknowledged, lost, afterKill, afterReload }: Verdict) =>
  console.log(
    `${name}: seed ${seed}, ${done} rounds, ${acknowledged} acknowledged, ${lost.length} lost` +
      (afterKill > 0
        ? `; time wrong by at most ${afterKill.toFixed(1)} s after a kill, ${afterReload.toFixed(1)} s after a reload`
        : ""),
  );

// A lost answer is a lost answer, however rarely.
test.describe.configure({ retries: 0 });

let profile: string;
test.beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "quorum-kill-"));
});
test.afterEach(() => rm(profile, { recursive: true, force: true, maxRetries: 5 }));

test(`${rounds} kills in the middle of a sitting lose no acknowledged answer`, async ({ baseURL }) => {
  test.setTimeout(rounds * 60_000);
  const verdict = await killRounds({ origin: baseURL ?? "", profile, seed, rounds });
  say("kill", verdict);
  expect(verdict.lost).toEqual([]);
  expect(verdict.faults).toEqual([]);
  // Enough was at stake.
  expect(verdict.acknowledged).toBeGreaterThanOrEqual(rounds * leastAtStake);
  expect(verdict.afterKill).toBeLessThanOrEqual(6);
  expect(verdict.afterReload).toBeLessThanOrEqual(1);
});

test("the control: a page that calls saved too early loses answers to the same kills", async ({ baseURL }) => {
  test.setTimeout(controlRounds * 60_000);
  const verdict = await killRounds({
    origin: baseURL ?? "",
    profile,
    seed,
    rounds: controlRounds,
    lying: true,
    untilLoss: !isLong,
  });
  say("control", verdict);
  expect(verdict.acknowledged).toBeGreaterThan(0);
  expect(verdict.lost.length).toBeGreaterThan(0);
});
