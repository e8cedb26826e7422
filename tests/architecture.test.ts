/**
 * Who may import whom. Reads every import of every source file and holds the arrow:
 * ids fault i18n <- sim <- quiz <- mastery <- schedule <- learner <- mock, exchange <- components <- app,
 * beside it quiz <- content <- search and store <- learner, sync.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The rooms each room may import from, itself always. */
const arrow: Record<string, string[]> = {
  ids: [],
  fault: [],
  i18n: ["ids", "fault"],
  store: ["ids", "fault"],
  sim: ["ids", "fault", "i18n"],
  quiz: ["ids", "fault", "i18n", "sim"],
  content: ["ids", "fault", "i18n", "sim", "quiz"],
  search: ["ids", "fault", "i18n", "quiz", "content"],
  mastery: ["ids", "fault", "i18n", "sim", "quiz"],
  schedule: ["ids", "fault", "i18n", "sim", "quiz", "mastery"],
  learner: ["ids", "fault", "i18n", "sim", "quiz", "mastery", "schedule", "store"],
  mock: ["ids", "fault", "i18n", "sim", "quiz", "mastery", "schedule", "learner", "store"],
  exchange: ["ids", "fault", "i18n", "sim", "quiz", "mastery", "schedule", "learner", "store"],
  sync: ["ids", "fault", "store"],
};
const rooms = Object.keys(arrow);

/** Types cross one step further than code: the fold needs events, the estimator needs their shapes. */
const typeOnly: Record<string, string[]> = { mastery: ["learner"], schedule: ["learner"], quiz: ["learner"] };

/** Adapters that may touch what the rest of lib may not. */
const adapters = [
  { files: /^lib\/content\//, may: /^node:(fs|path|url|crypto|os|process)/ },
  { files: /^lib\/search\/build/, may: /^node:/ },
  { files: /^lib\/store\/indexed-db/, may: /^idb$/ },
  { files: /^lib\/i18n\/(request|navigation|routing)/, may: /^next-intl/ },
];
const packagesOf: Record<string, RegExp> = {
  content:
    /^(zod|yaml|mdx-bundler|@mdx-js|micromark|esbuild|shiki|@shikijs|remark|rehype|unist|hast|mdast|beautiful-mermaid|katex|vfile)/,
  search: /^minisearch/,
  schedule: /^ts-fsrs$/,
};
const corridors = /(^|\/)(utils?|helpers?|hooks|services|types|common)(\/|\.tsx?$)/;
const clocks = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/;

type Import = { from: string; typeOnly: boolean };

function importsOf(source: string): Import[] {
  const found: Import[] = [];
  for (const match of source.matchAll(/^\s*(?:import|export)\s+(type\s+)?[^"';]*?from\s+["']([^"']+)["']/gm))
    found.push({ from: match[2] as string, typeOnly: match[1] !== undefined });
  for (const match of source.matchAll(/^\s*import\s+["']([^"']+)["']/gm))
    found.push({ from: match[1] as string, typeOnly: false });
  for (const match of source.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g))
    found.push({ from: match[1] as string, typeOnly: /\btypeof\s*$/.test(source.slice(0, match.index)) });
  return found;
}

/** The room of a project path: "quiz" for lib/quiz/kinds.ts, "components" and "app" for those. */
function roomOf(path: string): string | undefined {
  const [top, second] = path.split("/");
  if (top === "lib") return second?.replace(/\.ts$/, "");
  return top === "components" || top === "app" ? top : undefined;
}

/** Everything that is wrong with one file's imports, in words. */
function complaints(path: string, source: string): string[] {
  const room = roomOf(path);
  if (!room) return [];
  const found: string[] = [];
  const inLib = path.startsWith("lib/");
  if (corridors.test(path)) found.push(`${path}: is a corridor, not a room; name it from the domain`);
  if (inLib && !rooms.includes(room)) found.push(`${path}: lib/${room} is no room of the house`);
  if (/(^|\/)index\.tsx?$/.test(path) && !path.startsWith("app/")) found.push(`${path}: is a barrel; import by file`);
  const isTest = /\.test\.tsx?$/.test(path);
  for (const { from, typeOnly: onlyType } of importsOf(source)) {
    const local = from.startsWith("@/") ? from.slice(2) : from.startsWith(".") ? join(dirname(path), from) : undefined;
    if (local === undefined) {
      if (inLib && !isTest && !onlyType) found.push(...packageComplaint(path, room, from));
      continue;
    }
    if (isTest && local.startsWith("tests/")) continue;
    const target = roomOf(local);
    if (!target || target === room) continue;
    if (target === "app" && room !== "app") found.push(`${path}: imports ${local}; nothing imports app`);
    else if (inLib && target === "components") found.push(`${path}: imports ${local}; lib knows no components`);
    else if (inLib && !isTest) {
      const may = [...(arrow[room] ?? []), ...(onlyType ? (typeOnly[room] ?? []) : [])];
      if (!may.includes(target)) found.push(`${path}: lib/${room} may not import lib/${target} (${from})`);
    }
  }
  const reads = inLib && !isTest && !/^lib\/(content|store\/indexed-db)/.test(path) ? clocks.exec(source) : null;
  if (reads) found.push(`${path}: reads a clock or chance (${reads[0]}); take now or seed as an argument`);
  return found;
}

function packageComplaint(path: string, room: string, from: string): string[] {
  const allowed =
    adapters.some(({ files, may }) => files.test(path) && may.test(from)) || packagesOf[room]?.test(from) === true;
  return allowed ? [] : [`${path}: lib/${room} may not import the package ${from}`];
}

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

describe("the arrow", () => {
  it("is kept by every source file", () => {
    const files = ["lib", "components", "app"].flatMap((top) => [...sources(top)]);
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((file) => complaints(file, readFileSync(join(root, file), "utf8")))).toEqual([]);
  });

  it("allows at the root only what the house has room for", () => {
    const known =
      /^(app|components|content|lib|tests|public|scripts|package(-lock)?\.json|tsconfig\.json|next\.config\.mjs|next-env\.d\.ts|(README|README\.zh|CONTRIBUTING|CHANGELOG|SECURITY)\.md|LICENSE|(vitest|playwright)\.config\.ts|biome\.json|tsconfig\.tsbuildinfo|node_modules|look)$/;
    expect(readdirSync(root).filter((name) => !name.startsWith(".") && !known.test(name))).toEqual([]);
  });
});

describe("a known-bad house", () => {
  const bad: [string, string, string][] = [
    ["a quiz that imports content", "lib/quiz/bad.ts", 'import { load } from "../content/load";'],
    ["a scorer that imports react", "lib/quiz/bad.ts", 'import { useState } from "react";'],
    ["a store that knows the quiz", "lib/store/bad.ts", 'import type { Item } from "../quiz/catalog";'],
    ["zod in the quiz at run time", "lib/quiz/bad.ts", 'import { z } from "zod";'],
    ["a mastery model that reads the clock", "lib/mastery/bad.ts", "export const now = () => Date.now();"],
    ["chance in a model", "lib/sim/raft/model.ts", "export const coin = () => Math.random() < 0.5;"],
    ["components that import a page", "components/ui/Bad.tsx", 'import Page from "@/app/[locale]/page";'],
    ["lib that draws", "lib/mock/bad.ts", 'import { Button } from "@/components/ui/Button";'],
    ["a dynamic import against the arrow", "lib/learner/bad.ts", 'const mock = await import("../mock/clock");'],
    ["a corridor", "lib/quiz/utils.ts", "export {};"],
    ["a barrel", "components/ui/index.ts", 'export * from "./Button";'],
    ["a room nobody planned", "lib/misc/thing.ts", "export {};"],
    ["the database outside the server adapter", "lib/learner/bad.ts", 'import fs from "node:fs";'],
  ];
  it.each(bad)("is rejected: %s", (_, path, source) => {
    expect(complaints(path, source)).toHaveLength(1);
  });

  it("lets types cross where the table says so, and code not", () => {
    expect(complaints("lib/mastery/observe.ts", 'import type { ItemAnswered } from "../learner/events";')).toEqual([]);
    expect(complaints("lib/mastery/observe.ts", 'import { upcast } from "../learner/events";')).toHaveLength(1);
  });
});
