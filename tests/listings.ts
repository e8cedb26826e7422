/**
 * Whether the listings of code-reading items are what they claim to be: each is compiled and, where the item says what it
 * prints, run, with the tool of its language and nothing from the network.
 */
import { execFile, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Spec } from "../lib/quiz/kinds";

export type Tool = "go" | "java" | "lua" | "yaml";
export type Listing = { id: string; text: string; check: CheckedWith };
type CheckedWith = Exclude<Spec<"code-reading">["listing"]["check"], { with: "nothing" }>;

/** What is wrong with each listing, by id; one that holds is absent. */
export type Failures = Map<string, string>;

/** What has to be on the PATH, and the Debian package that brings it. */
const needs: Record<Tool, { commands: string[]; packageName: string } | undefined> = {
  go: { commands: ["go"], packageName: "golang-go" },
  java: { commands: ["javac", "java"], packageName: "default-jdk-headless" },
  lua: { commands: ["luac5.4", "lua5.4"], packageName: "lua5.4" },
  yaml: undefined,
};

/** What to do about a tool that is not here; undefined when it is. */
export function lackOf(tool: Tool): string | undefined {
  const need = needs[tool];
  const lost = need?.commands.find((name) => spawnSync("sh", ["-c", `command -v ${name}`]).status !== 0);
  return need && lost && `${lost} is not here; install it with: apt-get install -y ${need.packageName}`;
}

/** Checks listings of one language together: the tools take longer to start than to work. */
export async function failuresOf(tool: Tool, listings: readonly Listing[]): Promise<Failures> {
  if (tool === "yaml") return failed(listings, ({ text }) => flawOfYaml(text));
  const folder = mkdtempSync(join(tmpdir(), "listings-"));
  try {
    return await checks[tool](listings, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function failed(
  listings: readonly Listing[],
  flawOf: (listing: Listing, index: number) => string | undefined | Promise<string | undefined>,
): Promise<Failures> {
  const failures: Failures = new Map();
  for (const [index, listing] of listings.entries()) {
    const flaw = await flawOf(listing, index);
    if (flaw !== undefined) failures.set(listing.id, flaw);
  }
  return failures;
}

const checks: Record<Exclude<Tool, "yaml">, (listings: readonly Listing[], folder: string) => Promise<Failures>> = {
  /** One module with a program a folder, built at once; where that fails, each by itself, to tell whose fault it is. */
  async go(listings, folder) {
    const env = {
      GO111MODULE: "on",
      GOFLAGS: "-mod=mod",
      GOPROXY: "off",
      GOTOOLCHAIN: "local",
      GOCACHE: join(folder, "cache"),
    };
    const build = (target: string) => run("go", ["build", "-o", "bin/", target], { cwd: folder, env });
    writeFileSync(join(folder, "go.mod"), "module listings\n\ngo 1.19\n");
    mkdirSync(join(folder, "bin"));
    for (const [index, listing] of listings.entries()) write(join(folder, `l${index}`, "main.go"), programOf(listing));
    const all = await build("./...");
    return failed(listings, async (listing, index) => {
      const built = all.ok ? all : await build(`./l${index}`);
      return built.ok ? flawOfRun(listing, join(folder, "bin", `l${index}`), []) : built.output;
    });
  },
  /** One call of the compiler for all, each program in a package of its own; what is run is the class `Main`. */
  async java(listings, folder) {
    const compile = (files: string[]) =>
      run("javac", ["--release", "17", "-proc:none", "-Xlint:none", "-d", "out", ...files], { cwd: folder });
    const files = listings.map((listing, index) => {
      const program = programOf(listing);
      const name = /^\s*public\s+(?:\w+\s+)*(?:class|interface|enum|record)\s+(\w+)/m.exec(program)?.[1] ?? "Main";
      const file = join(`l${index}`, `${name}.java`);
      write(join(folder, file), `package l${index}; ${program}`);
      return file;
    });
    const all = files.length > 0 ? await compile(files) : undefined;
    return failed(listings, async (listing, index) => {
      const compiled = all?.ok ? all : await compile(files.slice(index, index + 1));
      const command = ["-Xshare:auto", "-cp", join(folder, "out"), `l${index}.Main`];
      return compiled.ok ? flawOfRun(listing, "java", command) : compiled.output;
    });
  },
  lua: (listings, folder) =>
    failed(listings, async (listing, index) => {
      const file = join(folder, `l${index}.lua`);
      write(file, programOf(listing));
      const compiled = await run("luac5.4", ["-p", file]);
      return compiled.ok ? flawOfRun(listing, "lua5.4", [file]) : compiled.output;
    }),
};

/** The whole program: what stands before the listing, the listing, what stands behind it. */
function programOf({ text, check }: Listing): string {
  if (check.with === "yaml") return text;
  return [check.before, text, check.after].filter((each) => each !== undefined).join("\n");
}

/** Runs a compiled program whose item says what it prints; undefined when it prints that and ends well. */
async function flawOfRun({ check }: Listing, command: string, args: string[]): Promise<string | undefined> {
  if (check.with === "yaml" || check.prints === undefined) return undefined;
  const { ok, output } = await run(command, args);
  if (!ok) return `it compiles, but does not end well:\n${output}`;
  return output.includes(check.prints) ? undefined : `it should print "${check.prints}", but prints:\n${output}`;
}

/** Every document is read; one of Kubernetes says what it is and what it is called. */
function flawOfYaml(text: string): string | undefined {
  const documents = parseAllDocuments(text);
  if (!Array.isArray(documents) || documents.length === 0) return "it holds no document";
  for (const document of documents) {
    const [error] = document.errors;
    if (error) return error.message;
    if (!document.has("apiVersion")) continue;
    for (const path of [["kind"], ["metadata", "name"]])
      if (typeof document.getIn(path) !== "string") return `a document with apiVersion has no ${path.join(".")}`;
  }
  return undefined;
}

type Ran = { ok: boolean; output: string };

/** Output is what went to both streams; a program that does not end by itself is ended after a minute, and has failed. */
function run(
  command: string,
  args: string[],
  { cwd, env }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, ...env }, timeout: 60_000, killSignal: "SIGKILL" } as const;
    execFile(command, args, options, (error, out, err) => {
      const output = `${out}${err}`.trim();
      resolve({ ok: error === null, output: output || (error?.message ?? "") });
    });
  });
}

function write(file: string, text: string): void {
  if (!existsSync(dirname(file))) mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
