import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { rough, tinyLab, tinyModel } from "../../tests/tiny-lab";
import { mix } from "./chance";
import { wildRun } from "./hunt";
import { kernelOf } from "./kernel";
import type { AnyLab } from "./lab";
import { fromHash, linkLimits, toHash } from "./link";
import type { Choice } from "./model";
import { digest, type Entry, Replay, setupOf, type Tape } from "./replay";

const load = (id: string) => (id === "raft" ? Promise.resolve(tinyLab as AnyLab) : undefined);
const read = (text: string) => fromHash(text, load);
const aTape = (change: Partial<Tape> = {}): Tape => ({
  ...{ m: "raft@1", p: { flaw: "forgets", every: 50 }, seed: 7, net: rough, c: [] },
  ...change,
});
/** A link with anything in it. */
const packedOf = (value: unknown) => `#s=${deflateRawSync(JSON.stringify(value)).toString("base64url")}`;
const body = (change: Record<number, unknown> = {}) =>
  Object.assign([1, "raft@1", {}, 7, [10, 0, 0, 0], 0, []] as unknown[], change);
const kindOf = async (text: string) => {
  const found = await read(text);
  return "fault" in found ? found.fault.kind : "a run";
};

/** A run that a nemesis with everything at hand makes: real choices at real moments. */
function wildTape(count: number): Tape {
  const faults = { crash: 250, down: 60, pause: 300, still: 80, part: 400, cut: 300, apart: 90, skew: 400, op: 40 };
  const kernel = kernelOf(tinyModel, { seed: 11, net: rough });
  const { entries } = wildRun(tinyLab, kernel, faults, 4000, 11, () => true);
  return aTape({ p: {}, seed: 11, c: entries.slice(0, count) });
}

const oneOfEach: readonly Choice[] = [
  { do: "deliver", msg: "0-1-2" },
  { do: "drop", msg: "0-1-2.1" },
  { do: "dup", msg: "2-1-300" },
  { do: "delay", msg: "0-1-2", by: 70 },
  { do: "fire", node: 1, timer: "work" },
  { do: "crash", node: 0 },
  { do: "boot", node: 0 },
  { do: "pause", node: 2 },
  { do: "resume", node: 2 },
  { do: "skew", node: 1, by: -5000 },
  { do: "cut", from: 0, to: 1 },
  { do: "heal", from: 0, to: 1 },
  { do: "clog", from: 2, to: 1 },
  { do: "unclog", from: 2, to: 1 },
  { do: "part", apart: [1, 2] },
  { do: "heal-all" },
  { do: "op", node: 1, op: { type: "take" } },
  { do: "set", name: "every", value: 200 },
];

describe("a link", () => {
  it("brings back the run as it was: every doing, moment and parameter", async () => {
    const c = oneOfEach.map((choice, n): Entry => [n * 37, n % 3, choice]);
    const text = await toHash(aTape({ c }), 41);
    expect(text).toMatch(/^#s=[\w-]+$/);
    expect(await read(text)).toEqual({ tape: aTape({ c }), n: 41 });
    expect(await read(`https://example.org/en/labs/raft${text}`)).toEqual({ tape: aTape({ c }), n: 41 });
  });

  it("walks to the same world at the other end", async () => {
    const tape = wildTape(60);
    const found = await read(await toHash(tape));
    if ("fault" in found) throw new Error(found.fault.what);
    const end = (each: Tape) => {
      const replay = new Replay(kernelOf(tinyModel, setupOf(each)), each.c as Entry<never>[]);
      return digest(replay.at(800));
    };
    expect(end(found.tape)).toBe(end(tape));
  });

  it("holds fifty interventions in 700 characters", async () => {
    const tape = wildTape(50);
    expect(tape.c).toHaveLength(50);
    expect((await toHash(tape)).length).toBeLessThanOrEqual(700);
  });

  it("is told plainly where streams cannot deflate", async () => {
    const text = await toHash(aTape(), 0, () => {
      throw new TypeError("no such format");
    });
    expect(text).toMatch(/^#r=/);
    expect(await read(text)).toEqual({ tape: aTape(), n: 0 });
  });
});

describe("a link is refused", () => {
  const bad: [string, string, string][] = [
    ["that is empty", "", "form"],
    ["of another kind", "#q=abc", "form"],
    ["with odd characters", "#s=ab$c", "form"],
    ["that does not unpack", "#s=AAAA", "form"],
    ["whose contents are no run", packedOf({ m: "raft@1" }), "form"],
    ["of another form", packedOf(body({ 0: 2 })), "form"],
    ["longer than any", `#s=${"A".repeat(linkLimits.text)}`, "size"],
    ["with too many choices", packedOf(body({ 6: Array.from({ length: 2001 }, () => ["*", 0]) })), "size"],
    ["of no lab", packedOf(body({ 1: "chess@1" })), "lab"],
    ["of a lab that is not built", packedOf(body({ 1: "kafka@1" })), "lab"],
    ["of no version", packedOf(body({ 1: 7 })), "lab"],
    ["of another version", packedOf(body({ 1: "raft@2" })), "version"],
    ["with a seed that is no number", packedOf(body({ 3: "7" })), "content"],
    ["with half a seed", packedOf(body({ 3: 7.5 })), "content"],
    ["with a network out of range", packedOf(body({ 4: [10, 0, 1001, 0] })), "content"],
    ["with a step below the first", packedOf(body({ 5: -1 })), "content"],
    ["with a parameter the lab does not have", packedOf(body({ 2: { nodes: 5 } })), "content"],
    ["with a parameter out of range", packedOf(body({ 2: { every: 5000 } })), "content"],
    ["with an option that is none", packedOf(body({ 2: { flaw: "all" } })), "content"],
    ["with a flag that is a number", packedOf(body({ 2: { patient: 1 } })), "content"],
    ["that does something unknown", packedOf(body({ 6: [["!", 0, 1]] })), "content"],
    ["with a choice that is text", packedOf(body({ 6: ["c"] })), "content"],
    ["with a node that is not there", packedOf(body({ 6: [["c", 0, 3]] })), "content"],
    ["with half a node", packedOf(body({ 6: [["c", 0, 0.5]] })), "content"],
    ["with a message of no name", packedOf(body({ 6: [["d", 0, "x"]] })), "content"],
    ["with a part too many", packedOf(body({ 6: [["c", 0, 1, 0, 0]] })), "content"],
    ["with a part too few", packedOf(body({ 6: [["-", 0, 1]] })), "content"],
    ["with time before the start", packedOf(body({ 6: [["c", -5, 1]] })), "content"],
    ["with a parameter that never changes in a run", packedOf(body({ 6: [["=", 0, "patient", true]] })), "content"],
    ["with an operation nested too deep", packedOf(body({ 6: [["o", 0, 1, [[[[[[[1]]]]]]]]] })), "content"],
  ];
  it.each(bad)("%s", async (_, text, kind) => {
    expect(await kindOf(text)).toBe(kind);
  });

  it("that reaches into objects, in parameters or operations, and nothing is reached", async () => {
    const odd = (inner: string) =>
      `#s=${deflateRawSync(JSON.stringify(body({ 6: [["o", 0, 1, "HERE"]] })).replace('"HERE"', inner)).toString("base64url")}`;
    expect(await kindOf(odd('{"__proto__":{"polluted":1}}'))).toBe("content");
    expect(await kindOf(odd('{"a":{"constructor":{"prototype":{"polluted":1}}}}'))).toBe("content");
    const params = JSON.stringify(body()).replace("{}", '{"__proto__":{"polluted":1}}');
    expect(await kindOf(`#s=${deflateRawSync(params).toString("base64url")}`)).toBe("content");
    expect("polluted" in {}).toBe(false);
  });

  it("that unpacks to more than it may, without unpacking all of it", async () => {
    const bomb = deflateRawSync(Buffer.alloc(5_000_000, "[")).toString("base64url");
    expect(bomb.length).toBeLessThan(linkLimits.text);
    expect(await kindOf(`#s=${bomb}`)).toBe("size");
  });

  it("and says the lab of another version, so that a page can say what it was", async () => {
    expect(await read(packedOf(body({ 1: "raft@2" })))).toMatchObject({
      fault: { kind: "version", lab: "raft", what: expect.stringContaining("version 2") },
    });
  });
});

it("never throws for a damaged link and never gives half a run: 300 strings with a few characters changed", async () => {
  const text = await toHash(wildTape(20), 3);
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_#=%\0é";
  let runs = 0;
  for (let seed = 0; seed < 300; seed++) {
    const marks = [...text];
    for (let nth = 0; nth <= seed % 5; nth++) {
      const at = mix(seed, 1, nth, 0) % marks.length;
      const letter = letters[mix(seed, 2, nth, 0) % letters.length] ?? "";
      if (seed % 3 === 0) marks.splice(at, 1);
      else if (seed % 3 === 1) marks[at] = letter;
      else marks.splice(at, 0, letter);
    }
    const found = await read(marks.join(""));
    if ("fault" in found) {
      expect(found.fault.what).not.toBe("");
      continue;
    }
    runs++;
    // What is let through is a run that replays, whatever of it is possible.
    const replay = new Replay(kernelOf(tinyModel, setupOf(found.tape)), found.tape.c as Entry<never>[]);
    replay.at(200);
    expect(await read(await toHash(found.tape, found.n))).toEqual(found);
  }
  expect(runs).toBeLessThan(300);
  expect("polluted" in {}).toBe(false);
});

it("never throws for contents changed at one place, packed as they should be", async () => {
  const c: Entry[] = oneOfEach.map((choice, n) => [n * 37, n % 3, choice]);
  const good = JSON.stringify(body({ 2: { every: 50 }, 6: await compactOf(c) }));
  const odd = ['"x"', "-1", "1e999", "null", "[]", "{}", "true", "0.5", '{"__proto__":1}', "99999999999"];
  const places = [...good.matchAll(/"[^"]*"|-?\d+/g)];
  let refused = 0;
  for (const [nth, place] of places.entries()) {
    const other = odd[nth % odd.length] as string;
    const text = good.slice(0, place.index) + other + good.slice(place.index + place[0].length);
    const found = await read(`#s=${deflateRawSync(text).toString("base64url")}`);
    if ("fault" in found) refused++;
  }
  expect(places.length).toBeGreaterThan(60);
  expect(refused / places.length).toBeGreaterThan(0.6);
});

/** The choices as they stand in a link. */
async function compactOf(c: readonly Entry[]): Promise<unknown> {
  const { inflateRawSync } = await import("node:zlib");
  const text = await toHash(aTape({ c }));
  return (JSON.parse(inflateRawSync(Buffer.from(text.slice(3), "base64url")).toString()) as unknown[])[6];
}
