import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { indexTokens, queryTokens } from "./tokenize";

const anyText = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      ..."分布式一致性哈希脑裂锁任期日志",
      ..."Raft readINDEX 2pc",
      " ",
      "，",
      "“",
      "-",
      "３",
      "Ａ",
      "🙂",
    ),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
  ),
});

describe("the tokenizer", () => {
  it("indexes Chinese by character and by pair, and asks by pair", () => {
    expect(indexTokens("脑裂了")).toEqual(["脑", "裂", "了", "脑裂", "裂了"]);
    expect(queryTokens("脑裂了")).toEqual(["脑裂", "裂了"]);
  });

  it("asks for a lone character as itself", () => {
    expect(queryTokens("锁")).toEqual(["锁"]);
  });

  it("keeps Latin words whole, in lower case, beside Chinese without a space", () => {
    expect(queryTokens("Raft选举 2PC")).toEqual(["raft", "选举", "2pc"]);
  });

  it("never pairs characters across punctuation or a space", () => {
    expect(indexTokens("日志，提交")).not.toContain("志提");
    expect(indexTokens("日志 提交")).not.toContain("志提");
  });

  it("reads full-width letters and digits as plain ones", () => {
    expect(queryTokens("ＲＡＦＴ　２ＰＣ")).toEqual(["raft", "2pc"]);
  });

  it("indexes the parts of a joined word, so that both spellings find it", () => {
    expect(indexTokens("ReadIndex")).toEqual(["readindex", "read", "index"]);
  });

  it("asks only for what the same text is indexed under", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const indexed = new Set(indexTokens(text));
        for (const token of queryTokens(text)) expect(indexed).toContain(token);
      }),
    );
  });

  it("gives the same tokens whatever the width of the letters", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(queryTokens(text.normalize("NFKC"))).toEqual(queryTokens(text));
        expect(queryTokens(text).every((token) => token.length > 0)).toBe(true);
      }),
    );
  });
});
