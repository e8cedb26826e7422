"use client";
/** From a choice on the setup page to a running sitting. */
import { ask, learnerLog, learnerNow, newId, record } from "@/components/learner/learner-store";
import { Fault } from "@/lib/fault";
import type { Locale } from "@/lib/i18n/locales";
import type { AttemptId, ItemId, MockId } from "@/lib/ids";
import type { MockStarted } from "@/lib/learner/events";
import type { MockAttempt } from "@/lib/learner/state";
import { assemble, type TimeFactor, timeGiven } from "@/lib/mock/assemble";
import { byStart } from "./attempts";

export type MockChoice = {
  preset: MockId;
  factor: TimeFactor;
  pause: MockStarted["pause"];
  /** A part of the questions goes where the learner seems weakest, if the preset has such a part and enough is known. */
  isAimed: boolean;
};

/** How many sittings back a question counts as used lately. */
const sittingsBack = 2;
const probeSlot = "probe";

/** Writes a small record and waits for the disk. @returns what refused, or undefined when this device stores */
export async function probeStorage(): Promise<string | undefined> {
  try {
    const log = await learnerLog();
    await log.setSlot(probeSlot, Date.now());
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.what;
  }
  return learnerNow().fleeting === "no-storage" ? "IndexedDB" : undefined;
}

/** Draws the form and begins. The time starts with the first question on screen. @throws Fault when the bank is too small */
export async function startMock(choice: MockChoice, attempts: ReadonlyMap<AttemptId, MockAttempt>, locale: Locale) {
  const { catalog } = learnerNow();
  const preset = catalog?.mocks.find(({ id }) => id === choice.preset);
  if (!catalog || !preset) throw new Error(`no preset ${choice.preset} in the catalog`);
  const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  const aim = choice.isAimed ? await ask("aim") : undefined;
  const { items: form, packHash } = assemble(preset, catalog, seed, lately(attempts), aim);
  const attempt = newId() as AttemptId;
  const { durationMs, extraFactor, sections } = timeGiven(preset, choice.factor);
  await record({
    type: "mock-started",
    body: {
      attempt,
      preset: preset.id,
      packHash,
      seed,
      form,
      sections,
      durationMs,
      extraFactor,
      pause: choice.pause,
      wallStart: Date.now(),
      locale,
    },
  });
  return attempt;
}

const lately = (attempts: ReadonlyMap<AttemptId, MockAttempt>): Set<ItemId> =>
  new Set(
    byStart(attempts)
      .slice(0, sittingsBack)
      .flatMap(({ started }) => started.body.form.map(({ item }) => item)),
  );
