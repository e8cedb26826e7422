import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { anySpec, seeds } from "../../tests/any-spec";
import { anItem, aWrittenSpec, written } from "../../tests/build";
import { blindResponse } from "../../tests/e2e/used-profile";
import type { Response } from "../quiz/interaction";
import { type KindId, kindIds } from "../quiz/item";
import type { Spec } from "../quiz/kinds";
import { keyResponse, scoreItem } from "../quiz/score";
import { drawsFrom } from "../quiz/seed";
import { check } from "./check";
import { loadContent } from "./load";
import { tell } from "./problem";
import { release } from "./release";
import { hashOf } from "./released";

const sound = "tests/fixtures/content";
const released = "tests/fixtures/content-released";
const today = "2026-11-21";

let overlay: string | undefined;
afterEach(() => {
  if (overlay) rmSync(overlay, { recursive: true });
  overlay = undefined;
});

type Edits = Record<string, (text: string) => string>;

/** The released tree with some files edited. */
function edited(edits: Edits): string[] {
  overlay = mkdtempSync(join(tmpdir(), "content-"));
  cpSync(released, overlay, { recursive: true });
  for (const [path, edit] of Object.entries(edits)) {
    const from = path === "released.json" || path === "migrations.yaml" ? released : sound;
    const text = readFileSync(join(from, path), "utf8");
    if (edit(text) === text) throw new Error(`the edit of ${path} changes nothing`);
    mkdirSync(dirname(join(overlay, path)), { recursive: true });
    writeFileSync(join(overlay, path), edit(text));
  }
  return [overlay];
}
const told = (edits: Edits) =>
  check(sound, edited(edits), today).problems.map((problem) => tell(problem).replace(`${overlay}/`, ""));

/** Its one item is named by no note, so that nothing else breaks when it goes. */
const items = "gaps/consistency/items.yaml";
const swapKey = (text: string) =>
  text
    .replace("key: true, rationale: { zh: 它已", "misconception: clocks-agree, rationale: { zh: 它已")
    .replace("misconception: clocks-agree, rationale: { zh: 它是", "key: true, rationale: { zh: 它是");
const raise = (text: string, to: number) => text.replace("revision: 1", `revision: ${to}`);
const renamed = (to: string) => (text: string) => text.replace("consistency.stale", to);
const without = () => "[]\n";

describe("the hash of an item", () => {
  const textless = (value: unknown, shout: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => textless(each, shout));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        key,
        (key === "zh" || key === "en" || key === "misconception") && typeof each === "string"
          ? each + shout
          : textless(each, shout),
      ]),
    );
  };

  it.each(kindIds)("of %s stays when texts, rationales and names of misconceptions change", (kind) => {
    const spec = aWrittenSpec(kind);
    expect(JSON.stringify(textless(spec, "-anew"))).not.toBe(JSON.stringify(spec));
    expect(hashOf({ kind, spec: textless(spec, "-anew") } as never)).toBe(hashOf({ kind, spec } as never));
  });

  it.each(kindIds)("of %s stays when the keys of the file are written in another order", (kind) => {
    const turned = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(turned);
      if (typeof value !== "object" || value === null) return value;
      const entries = Object.entries(value).map(([key, each]) => [key, key === "parameters" ? each : turned(each)]);
      return Object.fromEntries(entries.reverse());
    };
    const spec = aWrittenSpec(kind);
    expect(hashOf({ kind, spec: turned(spec) } as never)).toBe(hashOf({ kind, spec } as never));
  });

  it("tells kinds apart that hold the same options", () => {
    const spec = aWrittenSpec("single-choice");
    expect(hashOf({ kind: "multiple-choice", spec } as never)).not.toBe(
      hashOf({ kind: "single-choice", spec } as never),
    );
  });

  it.each(kindIds)("of %s changes with whatever changes the marks of any answer", (kind) => {
    let mattered = 0;
    fc.assert(
      fc.property(anySpec[kind] as fc.Arbitrary<Spec<KindId>>, seeds, fc.nat(), (spec, seed, lot) => {
        const draw = drawsFrom(lot);
        const other = mutated(spec, draw);
        const [before, after] = [anItem({ kind, spec }), anItem({ kind, spec: other as never })];
        if (!marksDiffer(before, after, seed, draw)) return;
        mattered++;
        const hash = (value: unknown) => hashOf({ kind, spec: written(value) } as never);
        expect(hash(other)).not.toBe(hash(spec));
      }),
      { numRuns: 250 },
    );
    // Of the random changes enough must have mattered, or nothing was tried.
    expect(mattered).toBeGreaterThan(20);
  });
});

/** The spec with one thing in it changed: a word, a number or a mark replaced, an entry or a key left out, a list turned. */
function mutated(spec: unknown, draw: () => number): unknown {
  const places: (string | number)[][] = [];
  const words: string[] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    if (path.length > 0) places.push(path);
    if (typeof value === "string") words.push(value);
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value))
      if (!texts.has(key)) walk(each, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(spec, []);
  const copy = structuredClone(spec);
  const path = places[Math.floor(draw() * places.length)] ?? [];
  const last = path.at(-1) as string | number;
  // biome-ignore lint/suspicious/noExplicitAny: any place of any spec
  const owner = path.slice(0, -1).reduce<any>((inner, step) => inner[step], copy);
  const value: unknown = owner[last];
  if (typeof value === "number") owner[last] = draw() < 0.5 ? value + 1 : value * 20;
  else if (typeof value === "boolean") {
    if (draw() < 0.5) owner[last] = !value;
    else delete owner[last];
  } else if (typeof value === "string") owner[last] = words[Math.floor(draw() * words.length)];
  else if (Array.isArray(value) && draw() < 0.5) value.reverse();
  else if (Array.isArray(owner)) owner.splice(Number(last), 1);
  else delete owner[last];
  // A key moves to another entry: what an author mends most.
  if (draw() < 0.3) moveKey(copy, draw);
  return copy;
}
/** What a reader reads, and what a scorer does not look at. */
const texts = new Set(["text", "rationale", "unit", "working", "flip", "finding", "figure", "alt", "listing"]);

function moveKey(spec: unknown, draw: () => number): void {
  const lists: Record<string, unknown>[][] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value) && value.some((each) => each?.key === true || each?.wrong === true)) lists.push(value);
    for (const each of Object.values(value)) walk(each);
  };
  walk(spec);
  const list = lists[Math.floor(draw() * lists.length)];
  const mark = list?.some((each) => each.wrong === true) ? "wrong" : "key";
  for (const each of list ?? []) delete each[mark];
  if (list) (list[Math.floor(draw() * list.length)] ?? {})[mark] = true;
}

/** Whether any of some answers earns another share; a spec that no longer makes sense is no change of an author's. */
function marksDiffer(
  before: ReturnType<typeof anItem>,
  after: ReturnType<typeof anItem>,
  seed: number,
  draw: () => number,
): boolean {
  try {
    const responses: Response[] = [keyResponse(before, seed), keyResponse(after, seed)];
    for (let n = 0; n < 8; n++) responses.push(blindResponse(before, seed, draw));
    return responses.some((response) => {
      const [one, other] = [scoreItem(before, response, seed), scoreItem(after, response, seed)];
      if (one.state === "unready" || other.state === "unready") return one.state !== other.state;
      return one.earned !== other.earned || one.possible !== other.possible;
    });
  } catch {
    // The change broke the spec; its schema would have told the author.
    return false;
  }
}

describe("content that was released", () => {
  it("has no problem while nothing of it changed", () => {
    expect(check(sound, [released], today).problems.map(tell)).toEqual([]);
  });

  it("may be reworded and given better rationales under the same revision", () => {
    expect(told({ [items]: (text) => text.replace("The newest one", "The newest of all") })).toEqual([]);
  });

  it("needs a higher revision for another key, told at the revision", () => {
    expect(told({ [items]: swapKey })).toEqual([
      `${items}:2 the key or the options of "consistency.stale" changed since revision 1 was released, write revision: 2, so that answers are marked again; or undo the change`,
    ]);
    expect(told({ [items]: (text) => raise(swapKey(text), 2) })).toEqual([]);
  });

  it("never goes back to a lower revision", () => {
    expect(
      told({
        "released.json": (text) =>
          text.replace('"consistency.stale": { "revision": 1', '"consistency.stale": { "revision": 3'),
      }),
    ).toEqual([`${sound}/${items}:2 the revision of "consistency.stale" went down from 3 to 1, write revision: 3`]);
  });

  it("does not use a retired id again", () => {
    expect(told({ [items]: renamed("consistency.gone") })).toEqual([
      `${items}:1 the item "consistency.gone" was retired and is used again, give it a new id: ids are never reused`,
      'released.json:5 the item "consistency.stale" was released and is gone, put it back, give it a line in migrations.yaml to the item that asks the same, or run npm run content:release -- --retire consistency.stale',
    ]);
  });

  it("loses no item in silence", () => {
    expect(told({ [items]: without }).map((line) => line.slice(0, 72))).toEqual([
      'released.json:5 the item "consistency.stale" was released and is gone, put it back'.slice(0, 72),
    ]);
  });

  it("concludes nothing while a file of items cannot be read", () => {
    const [problem, ...others] = told({ [items]: (text) => text.replace("[ lamport78#2 ]", "[ lamport78#2") });
    expect(problem).toContain("not YAML");
    expect(others.filter((line) => line.includes("released"))).toEqual([]);
  });

  it("goes on under a new id, with the revision going on too", () => {
    const move = (text: string) =>
      `${text}- { from: consistency.stale, to: consistency.no-answer, since: 2026-11-21 }\n`;
    const rename = renamed("consistency.no-answer");
    expect(told({ [items]: rename, "migrations.yaml": move })).toEqual([]);
    expect(told({ [items]: (text) => swapKey(rename(text)), "migrations.yaml": move })).toEqual([
      `${items}:2 "consistency.no-answer" goes on from "consistency.stale", which was released at revision 1 with another key, write revision: 2`,
    ]);
  });
});

describe("a release", () => {
  const made = (overlays: string[], retire: string[] = []) => {
    const result = release(loadContent(sound, overlays), retire, today);
    if (result.state === "refused") throw new Error(result.problems.map(tell).join("\n"));
    return result;
  };
  const refused = (overlays: string[], retire: string[]) => {
    const result = release(loadContent(sound, overlays), retire, today);
    return result.state === "refused" ? result.problems.map(tell) : [];
  };

  it("of what did not change is the same file, byte for byte", () => {
    const { text, added, revised, retired } = made([released]);
    expect(text).toBe(readFileSync(join(released, "released.json"), "utf8"));
    expect([added, revised, retired]).toEqual([[], [], []]);
  });

  it("of a tree that was never released holds every item", () => {
    const { text, added } = made([]);
    expect(Object.keys(JSON.parse(text))).toEqual(added);
    expect(added).toEqual([
      "clocks.pairs",
      "clocks.silence",
      "consistency.stale",
      "partial-failure.pairs",
      "partial-failure.silence",
    ]);
  });

  it("writes down a raised revision with its hash", () => {
    const { text, revised } = made(edited({ [items]: (text) => raise(swapKey(text), 2) }));
    expect(revised).toEqual(["consistency.stale"]);
    expect(JSON.parse(text)["consistency.stale"].revision).toBe(2);
    expect(JSON.parse(text)["consistency.stale"].hash).not.toBe("b366f2fcbb9a0bd9");
  });

  it("is refused while the content has a problem", () => {
    expect(refused(edited({ [items]: swapKey }), [])).toHaveLength(1);
    expect(refused(edited({ [items]: without }), [])).toHaveLength(1);
  });

  it("retires what is gone when somebody says so, and keeps its revision and hash", () => {
    const { text, retired } = made(edited({ [items]: without }), ["consistency.stale"]);
    expect(retired).toEqual(["consistency.stale"]);
    expect(JSON.parse(text)["consistency.stale"]).toEqual({ revision: 1, hash: "b366f2fcbb9a0bd9", retired: true });
  });

  it("retires what a line of the migrations moved", () => {
    const { text, retired, added } = made(
      edited({
        [items]: renamed("consistency.no-answer"),
        "migrations.yaml": (file) =>
          `${file}- { from: consistency.stale, to: consistency.no-answer, since: 2026-11-21 }\n`,
      }),
    );
    expect([retired, added]).toEqual([["consistency.stale"], ["consistency.no-answer"]]);
    expect(JSON.parse(text)["consistency.no-answer"]).toEqual({ revision: 1, hash: "b366f2fcbb9a0bd9" });
  });

  it("retires nothing that still stands or that nobody released", () => {
    expect(refused([released], ["consistency.stale", "consistency.nothing"])).toEqual([
      `${released}/released.json:1 no item "consistency.nothing" was released, correct the name after --retire`,
      `${released}/released.json:5 the item "consistency.stale" still stands in its items.yaml, remove it there first`,
    ]);
  });
});

describe("a line of the migrations", () => {
  const line = (text: string) => told({ "migrations.yaml": (file) => `${file}${text}\n` });

  it.each([
    [
      "a topic that still exists",
      "- { from: causality, to: clocks, since: 2026-11-21 }",
      /:5 "causality" is moved and still exists/,
    ],
    [
      "an item that still exists",
      "- { from: clocks.pairs, to: clocks.silence, since: 2026-11-21 }",
      /:5 "clocks.pairs" is moved and still/,
    ],
    [
      "an item that is nowhere",
      "- { from: clocks.a, to: clocks.b, since: 2026-11-21 }",
      /:5 "clocks.a" becomes "clocks.b", which does not/,
    ],
    [
      "a bare word that is nowhere",
      "- { from: some, to: thing, since: 2026-11-21 }",
      /:5 "some" becomes "thing", which does not exist/,
    ],
    [
      "a heading that is nowhere",
      "- { from: clocks#a, to: clocks#b, since: 2026-11-21 }",
      /:5 "clocks#a" becomes "clocks#b", which/,
    ],
    [
      "a statement that is nowhere",
      "- { from: order.1, to: order.2, since: 2026-11-21 }",
      /:5 "order.1" becomes "order.2", which does not exist/,
    ],
    [
      "a chain that became an item",
      "- { from: clocks.chain.a, to: clocks.pairs, since: 2026-11-21 }",
      /:5 .* another sort of id/,
    ],
    [
      "a second way for one id",
      "- { from: time, to: causality, since: 2026-11-21 }",
      /:5 "time" is moved already at .*migrations.yaml:1/,
    ],
    [
      "a circle",
      "- { from: a, to: b, since: 2026-11-21 }\n- { from: b, to: a, since: 2026-11-21 }",
      /:5 the lines go round in a circle: a -> b -> a/,
    ],
    [
      "an item split in two",
      "- { from: clocks.a, to: [ clocks, causality ], since: 2026-11-21 }",
      /:5 only a topic can be split, give one id/,
    ],
    [
      "items of what is no topic",
      "- { from: clocks.a, to: clocks.pairs, since: 2026-11-21, items: { clocks.b: clocks.pairs } }",
      /`items` belongs to the line of a topic/,
    ],
    ["a day that is none", "- { from: clocks.a, to: clocks.pairs, since: soon }", /a day is written/],
    [
      "an item in the line of a split that is nowhere",
      "- { from: old, to: [ clocks, causality ], since: 2026-11-21, items: { old.a: clocks.b } }",
      /:5 "old.a" becomes "clocks.b"/,
    ],
  ])("is told with %s", (_, text, expected) => {
    const [problem, ...others] = line(text);
    expect(others).toEqual([]);
    expect(problem).toMatch(expected);
  });

  it("may lead over steps, to a split, and to what was retired since", () => {
    expect(
      line(
        [
          "- { from: watches, to: time, since: 2026-01-01 }",
          "- { from: order, to: [ clocks, causality ], since: 2026-11-21, items: { order.two: clocks.pairs } }",
          "- { from: clocks.once, to: consistency.gone, since: 2026-11-21 }",
          "- { from: order.1, to: consistency.1, since: 2026-11-21 }",
        ].join("\n"),
      ),
    ).toEqual([]);
  });
});
