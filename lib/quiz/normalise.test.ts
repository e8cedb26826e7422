import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalise } from "./normalise";

const same = (...texts: string[]) => new Set(texts.map((text) => normalise(text))).size === 1;

describe("the one form of what was typed", () => {
  it.each([
    ["full and half width", ["NX", "ＮＸ", "nx", "Nx"]],
    [
      "runs of spaces, wide spaces and spaces at the ends",
      ["read index", "  read   index ", "read\u3000index", "read\u00a0index"],
    ],
    ["a space between Han and Latin, or between Han and Han", ["读 index", "读index", "读　index"]],
    ["a full stop, a comma or a question mark at the end", ["Raft", "Raft.", "raft。", "Raft？", "raft ,"]],
    ["quotes and dashes", ["\"a\" - 'b'", "“a” – ‘b’", "„a‟ — ′b′", "『a』 − 「b」"]],
    ["commas, brackets and colons", ["a,b(c):d", "a，b（c）：d"]],
    ["the enumeration comma and book brackets", ["a,<b>", "a、《b》"]],
    ["powers", ["10^6", "10⁶"]],
    ["invisible signs", ["lease", "le\u200base", "\ufefflease", "le\u00adase"]],
    ["composed and decomposed accents", ["caf\u00e9", "cafe\u0301"]],
  ])("does not tell apart %s", (_, texts) => {
    expect(texts.map((text) => normalise(text))).toEqual(texts.map(() => normalise(texts[0] ?? "")));
  });

  it.each([
    ["NX", "XX"],
    ["read index", "readindex"],
    ["10⁶", "106"],
    ["acks=1", "acks=-1"],
    ["a-b", "a_b"],
    [">=", ">"],
    ["两阶段提交", "三阶段提交"],
  ])("tells %s from %s", (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it("keeps upper and lower case apart when asked", () => {
    expect(normalise("maxInFlight", true)).not.toBe(normalise("maxinflight", true));
    expect(normalise("ＭaxInFlight。", true)).toBe("MaxInFlight");
  });

  it("leaves an answer that is punctuation and nothing else", () => {
    expect(normalise(":")).toBe(":");
    expect(normalise(" 。")).toBe(".");
    expect(normalise("  ")).toBe("");
  });

  it("changes nothing the second time, whatever was typed", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.boolean(), (text, isCaseSensitive) => {
        const once = normalise(text, isCaseSensitive);
        expect(normalise(once, isCaseSensitive)).toBe(once);
      }),
      { numRuns: 2000 },
    );
  });
});
