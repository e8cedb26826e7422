import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { deleteRecording, keepRecording, keptDays, recordingOf } from "./recordings";

const dayMs = 24 * 3_600_000;
const aRecording = (at: number, ms = 1000) => ({ at, ms, sound: new Blob(["sound"]) });

it("keeps the latest recording of a sitting and an item, until it is deleted", async () => {
  await keepRecording("one", aRecording(0, 1000));
  await keepRecording("one", aRecording(1, 2000));
  expect(await recordingOf("one")).toMatchObject({ ms: 2000 });
  await deleteRecording("one");
  expect(await recordingOf("one")).toBeUndefined();
});

it("lets go of recordings that are older than it says", async () => {
  await keepRecording("old", aRecording(0));
  await keepRecording("young", aRecording(2 * dayMs));
  await keepRecording("new", aRecording((keptDays + 1) * dayMs));
  expect(await recordingOf("old")).toBeUndefined();
  expect(await recordingOf("young")).toBeDefined();
});
