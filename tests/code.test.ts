/**
 * Every listing of a note or an item, compiled, parsed or run. A tool that is not here skips the listings of its language and
 * says so; with QUORUM_CODE=1, which .ci/run sets when the tools are in, it fails them.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { itemsOf } from "@/lib/content/load";
import { locales } from "@/lib/i18n/locales";
import { checkedLanguages } from "@/lib/quiz/listing";
import { authoredContent } from "./authored";
import { type Failures, failuresOf, type Listing, lackOf, type Tool } from "./listings";

const content = authoredContent();

const ofItems = itemsOf(content).flatMap((item) => {
  const code = item.kind === "code-reading" ? item.spec.listing : item.code;
  return code?.check ? [{ id: item.id as string, text: code.text, check: code.check }] : [];
});

/** A note's listing stands in both languages and differs in its comments at most: told once where they are the same. */
const ofNotes = content.topics.flatMap(({ id, notes, listings }) =>
  Object.entries(listings.value ?? {}).flatMap(([name, check]) => {
    const texts = locales.flatMap((locale) => {
      const text = notes[locale]?.listings.find((each) => each.name === name)?.text;
      return text === undefined ? [] : [{ id: `${id}#${name}, ${locale}`, text, check }];
    });
    return texts.filter(({ text }, index) => texts.findIndex((other) => other.text === text) === index);
  }),
);

const authored: Listing[] = [...ofItems, ...ofNotes].flatMap(({ id, text, check }) =>
  check.with === "nothing" ? [] : [{ id, text, check }],
);

/** Known-good and known-bad listings: without them a check that passes everything would go unnoticed. */
const controls: Record<Tool, { sound: Listing; broken: Listing[]; wrong?: Listing; silent?: Listing }> = {
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
  sql: {
    sound: sql("sound", "INSERT INTO account VALUES (1);", { prints: "2" }),
    broken: [
      sql("bad-syntax", "SELEC 1;"),
      sql("unknown-table", "SELECT * FROM none;"),
      sql("does-not-fail-as-told", "INSERT INTO account VALUES (1);", { fails: "duplicate key" }),
      sql("fails-otherwise", "INSERT INTO none VALUES (0);", { fails: "duplicate key" }),
    ],
    wrong: sql("fails-as-told", "INSERT INTO account VALUES (0);", { fails: "duplicate key" }),
    silent: sql("prints-something-else", "INSERT INTO account VALUES (1), (2);", { prints: "2" }),
  },
  nginx: {
    sound: nginx("sound", "server { listen 8080; return 204; }"),
    broken: [nginx("bad-syntax", "server { listen 8080 }"), nginx("unknown-directive", "server { lissen 8080; }")],
    wrong: nginx("fails-as-told", "server { location / { proxy_pass; } }", "invalid number of arguments"),
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
function sql(id: string, text: string, says: { prints?: string; fails?: string } = {}): Listing {
  const before = "CREATE TABLE account (id int PRIMARY KEY);\nINSERT INTO account VALUES (0);";
  return { id, text, check: { with: "sql", before, after: "SELECT count(*) FROM account;", ...says } };
}
function nginx(id: string, text: string, fails?: string): Listing {
  return { id, text, check: { with: "nginx", before: "events {}\nhttp {", after: "}", ...(fails && { fails }) } };
}
function yaml(id: string, text: string): Listing {
  return { id, text, check: { with: "yaml" } };
}

const mustRun = process.env.QUORUM_CODE === "1";

describe.each(checkedLanguages)("listings in %s", (tool) => {
  const lack = lackOf(tool);
  const mine = authored.filter(({ check }) => check.with === tool);
  const { sound, broken, wrong, silent } = controls[tool];
  if (lack && !mustRun) console.warn(`tests/code.test.ts skips ${mine.length} listings in ${tool}: ${lack}`);
  const itHolds = it.skipIf(lack !== undefined && !mustRun);

  let failures: Failures;
  beforeAll(async () => {
    if (lack === undefined) failures = await failuresOf(tool, mine);
    else if (mustRun) throw new Error(lack);
  });

  itHolds("pass when they are sound, or wrong as they are said to be", async () => {
    expect(await failuresOf(tool, [sound, ...(wrong ? [wrong] : [])])).toEqual(new Map());
  });

  itHolds("fail when they do not compile or print something else, each by itself", async () => {
    const bad = [...broken, ...(silent ? [silent] : [])];
    const found = await failuresOf(tool, [sound, ...bad]);
    expect([...found.keys()]).toEqual(bad.map(({ id }) => id));
    if (silent) expect(found.get(silent.id)).toMatch(/should print "2", but prints:\s+(three|3)$/);
  });

  for (const { id } of mine)
    itHolds(`are true: ${id}`, () => {
      expect(failures.get(id)).toBeUndefined();
    });
});
