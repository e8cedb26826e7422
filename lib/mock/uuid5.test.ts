import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fault } from "../fault";
import { hexOf, sha1, uuid5 } from "./uuid5";

describe("a name-based id", () => {
  it("is that of RFC 9562, appendix A.4", () => {
    expect(uuid5("6ba7b810-9dad-11d1-80b4-00c04fd430c8", "www.example.com")).toBe(
      "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    );
  });

  it("rests on the SHA-1 of RFC 3174", () => {
    expect(hexOf(sha1(new TextEncoder().encode("abc")))).toBe("a9993e364706816aba3e25717850c26c9cd0d89d");
    const text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    expect(hexOf(sha1(new TextEncoder().encode(text)))).toBe("84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  });

  it("hashes any bytes as Node does", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(hexOf(sha1(bytes))).toBe(createHash("sha1").update(bytes).digest("hex"));
      }),
    );
  });

  it("refuses a namespace that is no UUID", () => {
    expect(() => uuid5("attempt-7", "submit")).toThrow(Fault);
  });
});
