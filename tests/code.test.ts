/**
 * Every listing of a code-reading item, compiled and run. A tool that is not here skips the listings of its language and
 * says so; with QUORUM_CODE=1, which .ci/run sets when the tools are in, it fails them.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { itemsOf, loadContent } from "@/lib/content/load";
import { type Failures, failuresOf, type Listing, lackOf, type Tool } from "./listings";

const authored: Listing[] = itemsOf(loadContent("content")).flatMap((item) => {
  if (item.kind !== "code-reading") return [];
  const { text, check } = item.spec.listing;
  return check.with === "nothing" ? [] : [{ id: item.id, text, check }];
});

/** Known-good and known-bad listings: without them a check that passes everything would go unnoticed. */
const controls: Record<Tool, { sound: Listing; broken: Listing[]; silent?: Listing }> = {
  go: {
    sound: go("sound", 'fmt.Println(len("ab"))', "2"),
    broken: [go("unknown-name", "fmt.Println(none)"), go("bad-syntax", "fmt.Println("), go("unused", "x := 1")],
    silent: go("prints-something-else", 'fmt.Println("three")', "2"),
  },
  java: {
    sound: java("sound", 'System.out.println("ab".length());', "2"),
    broken: [java("unknown-name", "none();"), java("bad-syntax", "int x = ;")],
    silent: java("prints-something-else", 'System.out.println("three");', "2"),
  },
  lua: {
    sound: lua("sound", 'print(redis.call("get", "x"))', "2"),
    broken: [lua("bad-syntax", "if x then")],
    silent: lua("prints-something-else", 'print("three")', "2"),
  },
  yaml: {
    sound: yaml("sound", "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\n---\nplain: true\n"),
    broken: [
      yaml("bad-syntax", "a: [ 1\nb: 2\n"),
      yaml("no-name", "apiVersion: v1\nkind: Service\n"),
      yaml("no-kind-in-the-second", "a: 1\n---\napiVersion: v1\nmetadata: { name: web }\n"),
    ],
  },
};
function go(id: string, line: string, prints?: string): Listing {
  const before = 'package main\n\nimport "fmt"\n\nfunc main() {\n\tfmt.Print()';
  return { id, text: `\t${line}`, check: { with: "go", before, after: "}", ...(prints && { prints }) } };
}
function java(id: string, line: string, prints?: string): Listing {
  const before = "import java.util.*;\n\npublic class Main {\n  public static void main(String[] args) {";
  return { id, text: `    ${line}`, check: { with: "java", before, after: "  }\n}", ...(prints && { prints }) } };
}
function lua(id: string, text: string, prints?: string): Listing {
  const before = "local redis = { call = function() return 2 end }";
  return { id, text, check: { with: "lua", before, ...(prints && { prints }) } };
}
function yaml(id: string, text: string): Listing {
  return { id, text, check: { with: "yaml" } };
}

const tools: Tool[] = ["go", "java", "lua", "yaml"];
const mustRun = process.env.QUORUM_CODE === "1";

describe.each(tools)("listings in %s", (tool) => {
  const lack = lackOf(tool);
  const mine = authored.filter(({ check }) => check.with === tool);
  const { sound, broken, silent } = controls[tool];
  if (lack && !mustRun) console.warn(`tests/code.test.ts skips ${mine.length} listings in ${tool}: ${lack}`);
  const itHolds = it.skipIf(lack !== undefined && !mustRun);

  let failures: Failures;
  beforeAll(async () => {
    if (lack === undefined) failures = await failuresOf(tool, mine);
    else if (mustRun) throw new Error(lack);
  });

  itHolds("pass when they are sound", async () => {
    expect(await failuresOf(tool, [sound])).toEqual(new Map());
  });

  itHolds("fail when they do not compile or print something else, each by itself", async () => {
    const bad = [...broken, ...(silent ? [silent] : [])];
    const found = await failuresOf(tool, [sound, ...bad]);
    expect([...found.keys()]).toEqual(bad.map(({ id }) => id));
    if (silent) expect(found.get(silent.id)).toMatch(/should print "2", but prints:\s+three/);
  });

  for (const { id } of mine)
    itHolds(`are true: ${id}`, () => {
      expect(failures.get(id)).toBeUndefined();
    });
});
