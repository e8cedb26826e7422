import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { kindIds } from "../quiz/item";
import { check } from "./check";
import { newTopic } from "./new";
import { headKeys, kindSpecs } from "./schema";
import { exampleOf, templateOf } from "./template";

const today = "2026-11-21";
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "content-"));
  cpSync("tests/fixtures/content", root, { recursive: true });
  const corrections = join(root, "corrections.yaml");
  const text = readFileSync(corrections, "utf8");
  writeFileSync(corrections, text.replace(/- \{ row: 3,.*/, "- { row: 3, topic: causality }"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("a new topic", () => {
  it("has an example of every kind, and the check asks for nothing but to replace the examples", () => {
    newTopic(root, "foundations/causality", today);
    const { content, problems } = check(root, [], today);
    expect(problems.filter(({ what }) => !/is not finished: \d+ marks of the example left$/.test(what))).toEqual([]);
    const folder = content.topics.find(({ id }) => id === "causality");
    expect(folder?.items.entries.map(({ value }) => value?.kind).sort()).toEqual([...kindIds].sort());
    // topic.yaml, both notes and the chain, and one line for each item.
    expect(problems).toHaveLength(4 + kindIds.length);
  });

  it("is told item by item, at the first mark that is left", () => {
    newTopic(root, "foundations/causality", today);
    const items = join(root, "foundations/causality/items.yaml");
    const before = check(root, [], today).problems.length;
    const [comment = "", first = "", ...others] = readFileSync(items, "utf8").split(/\n\n(?=- id: )/);
    const finished = first
      .replaceAll("REPLACE ", "")
      .replaceAll("misconception: replace-me", "misconception: clocks-agree")
      .replace("[ replace-me#1 ]", "[ lamport78 ]")
      .replace(".example-", ".");
    const unfinished = finished.replace("rationale: { zh: 丢的", "rationale: { zh: REPLACE 丢的");
    expect(unfinished).not.toBe(finished);
    const files = ["chains.yaml", "note.zh.mdx", "note.en.mdx", "topic.yaml"];
    const rename = () => {
      for (const file of files) {
        const path = join(root, "foundations/causality", file);
        const text = readFileSync(path, "utf8").replaceAll(
          "causality.example-single-choice",
          "causality.single-choice",
        );
        writeFileSync(path, text.replace("sources: #", "sources:\n  lamport78: { title: L, kind: paper } #"));
      }
    };
    rename();

    writeFileSync(items, [comment, unfinished, ...others].join("\n\n"));
    const { problems } = check(root, [], today);
    expect(problems).toHaveLength(before);
    expect(problems.find(({ what }) => what.includes('"causality.single-choice"'))?.what).toBe(
      '"causality.single-choice" is not finished: 1 mark of the example left',
    );
    writeFileSync(items, [comment, finished, ...others].join("\n\n"));
    expect(check(root, [], today).problems).toHaveLength(before - 1);
  });

  it("says what to do next, with the rows of the fact base that belong to it", () => {
    const told = newTopic(root, "foundations/causality", today).join("\n");
    expect(told).toContain("Rows 3 of the fact base");
    expect(readFileSync(join(root, "foundations/causality/note.zh.mdx"), "utf8")).toContain('<Correction row="3"');
  });

  it("is not written over one that exists", () => {
    const place = join(root, "foundations/clocks/topic.yaml");
    const before = readFileSync(place, "utf8");
    expect(() => newTopic(root, "foundations/clocks", today)).toThrow(/the folder exists already/);
    expect(readFileSync(place, "utf8")).toBe(before);
  });

  it.each([
    ["foundations/gossip", /"gossip" is not in the list of tracks/],
    ["consensus/causality", /belongs to foundations/],
    ["causality", /is no place of a topic/],
    ["foundations/causality/notes", /is no place of a topic/],
  ])("is refused at %s, and nothing is written", (place, why) => {
    expect(() => newTopic(root, place, today)).toThrow(why);
    expect(existsSync(join(root, place))).toBe(false);
  });
});

describe("the example of a kind", () => {
  it.each(kindIds)("of %s shows every key that its schema has", (kind) => {
    const example = exampleOf(kind, "clocks", "consistency.1");
    const schema = z.toJSONSchema(kindSpecs[kind], { io: "input", unrepresentable: "any" });
    const keys = Object.keys(schema.properties ?? {});
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !new RegExp(`^ {2}(?:# )?${key}:`, "m").test(example))).toEqual([]);
  });

  it("of the first kind shows every key that all kinds share", () => {
    const example = exampleOf("single-choice", "clocks", "consistency.1");
    expect([...headKeys].filter((key) => !new RegExp(`(?:^|\\s)${key}:`, "m").test(example))).toEqual([]);
  });

  it("leaves no word of the template open", () => {
    newTopic(root, "foundations/causality", today);
    for (const file of ["topic.yaml", "note.zh.mdx", "note.en.mdx", "items.yaml", "chains.yaml"] as const) {
      expect(templateOf(file)).toMatch(/__[A-Z_]+__/);
      expect(readFileSync(join(root, "foundations/causality", file), "utf8")).not.toMatch(/__[A-Z_]+__/);
    }
  });
});
