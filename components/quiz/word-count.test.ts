import { describe, expect, it } from "vitest";
import { paceOf, wordCount } from "./word-count";

describe("the length of an answer", () => {
  it.each([
    ["", 0],
    ["。，！ …", 0],
    ["多数派必有交集", 7],
    ["a majority of the voters", 5],
    ["Raft 的 commitIndex 不会回退", 2 + 5],
    ["用ReadIndex读", 3],
    ["don't retry 3.5 times", 4],
    ["acks=all, min.insync.replicas=2", 4],
  ])("counts %j as %i", (text, count) => {
    expect(wordCount(text)).toBe(count);
  });

  it("gives the pace by the minute, and none where it would say nothing", () => {
    expect(paceOf(90, 30_000)).toBe(180);
    expect(paceOf(0, 30_000)).toBeUndefined();
    expect(paceOf(10, 4_999)).toBeUndefined();
  });
});
