import { expect, it } from "vitest";
import { holdsToVectors, refusesOddTranscripts, written } from "./held";
import { reader } from "./redis-lock";

holdsToVectors(reader);

refusesOddTranscripts(reader);

it("reads other commands, a key that ends at the edge, errors, and a reply that is wrong on purpose", () => {
  const rows = [
    { atMs: 0, cmd: ["SET", "L", "A", "PX", "100"], reply: "OK" },
    { atMs: 40, cmd: ["PTTL", "L"], reply: 58 },
    { atMs: 41, cmd: ["SET", "L", "B", "XX", "KEEPTTL", "GET"], reply: "A" },
    { atMs: 98, cmd: ["GET", "L"], reply: null },
    { atMs: 99, cmd: ["SETNX", "L", "C"], reply: 1 },
    { atMs: 99, cmd: ["TTL", "L"], reply: -1 },
    { atMs: 99, cmd: ["INCR", "L"], reply: { error: "ERR value is not an integer or out of range" } },
    { atMs: 99, cmd: ["EVAL", "<unlock.lua>", "1", "L", "C"], reply: 1 },
    { atMs: 99, cmd: ["EXISTS", "L"], reply: 1 },
  ];
  const { cases, passed, note } = reader.check(written({ rows }));
  expect([cases, passed]).toEqual([9, 8]);
  expect(note).toContain("row 9: EXISTS L: 0, expected 1");
});
