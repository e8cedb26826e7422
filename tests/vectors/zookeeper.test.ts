import { expect, it } from "vitest";
import { holdsToVectors, refusesOddTranscripts, written } from "./held";
import { reader } from "./zookeeper";

holdsToVectors(reader);

refusesOddTranscripts(reader);

it("reads names never come again, and cversion counts creates and deletes", () => {
  const steps = [
    ["create /locks", "ok"],
    ["create -s -e /locks/lock_", "/locks/lock_0000000000"],
    ["delete /locks/lock_0000000000", "ok"],
    ["create -s /locks/lock_", "/locks/lock_0000000001"],
    ["stat /locks", { cversion: 3, numChildren: 1 }],
    ["create /locks", "Node already exists: /locks"],
    ["delete /none", "Node does not exist: /none"],
    ["close", "ok"],
    ["ls /locks", ["lock_0000000009"]],
  ];
  const { cases, passed, note } = reader.check(written({ steps }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("step 9: ls /locks");
});
