/**
 * Whether the listings of notes and items are what they claim to be: each is compiled, parsed or run with the tool of its
 * language and nothing from the network; what it is said to print it prints, and a wrong variant fails as it is said to.
 */
import { execFile, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { CheckedLanguage, ListingCheck } from "../lib/quiz/listing";

export type Tool = CheckedLanguage;
export type Listing = { id: string; text: string; check: CheckedWith };
export type CheckedWith = Exclude<ListingCheck, { with: "nothing" }>;

/** What is wrong with each listing, by id; one that holds is absent. */
export type Failures = Map<string, string>;

/** What has to be there, and the Debian package that brings it. */
const needs: Record<Tool, { commands: string[]; packageName: string } | undefined> = {
  go: { commands: ["go"], packageName: "golang-go" },
  java: { commands: ["javac", "java"], packageName: "default-jdk-headless" },
  lua: { commands: ["luac5.4", "lua5.4"], packageName: "lua5.4" },
  sql: { commands: ["psql", join(serverFolder(), "initdb")], packageName: "postgresql" },
  nginx: { commands: ["nginx"], packageName: "nginx-light" },
  yaml: undefined,
};

/** Where Debian puts the programs of the PostgreSQL server, which are not on the PATH; its newest version. */
function serverFolder(): string {
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).map(Number).filter(Number.isFinite) : [];
  return join(root, String(Math.max(0, ...versions)), "bin");
}

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
  /**
   * One workspace with a program a folder, built at once; where that fails, each by itself, to tell whose fault it is.
   * GOPATH mode, since there each program can have its own stubs of the same library below its `vendor`.
   */
  async go(listings, folder) {
    const env = { GO111MODULE: "off", GOPATH: folder, GOTOOLCHAIN: "local", GOCACHE: join(folder, "cache") };
    const source = join(folder, "src", "listings");
    const build = (target: string) => run("go", ["build", "-o", join(folder, "bin/"), target], { cwd: source, env });
    mkdirSync(join(folder, "bin"));
    for (const [index, listing] of listings.entries()) {
      write(join(source, `l${index}`, "main.go"), programOf(listing));
      for (const [path, text] of Object.entries(stubsOf(listing)))
        write(join(source, `l${index}`, "vendor", path, "stub.go"), text);
    }
    const all = await build("./...");
    return failed(listings, async (listing, index) => {
      const built = all.ok ? all : await build(`./l${index}`);
      return flawOfProgram(listing, built, join(folder, "bin", `l${index}`), []);
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
      return flawOfProgram(listing, compiled, "java", ["-Xshare:auto", "-cp", join(folder, "out"), `l${index}.Main`]);
    });
  },
  lua: (listings, folder) =>
    failed(listings, async (listing, index) => {
      const file = join(folder, `l${index}.lua`);
      write(file, programOf(listing));
      return flawOfProgram(listing, await run("luac5.4", ["-p", file]), "lua5.4", [file]);
    }),
  /** A server of our own on a socket in the folder, a database for each listing; the server ends with the check. */
  async sql(listings, folder) {
    const server = serverFolder();
    const as = notRoot(folder);
    const data = join(folder, "data");
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off -c max_prepared_transactions=10`;
    const psql = (database: string, ...rest: string[]) =>
      run("psql", ["-h", folder, "-U", "listings", "-d", database, "-qAtX", "-v", "ON_ERROR_STOP=1", ...rest], as);
    const made = await run(
      join(server, "initdb"),
      ["-D", data, "-U", "listings", "-A", "trust", "-N", "-E", "UTF8", "--no-locale"],
      as,
    );
    const started = made.ok
      ? await run(join(server, "pg_ctl"), ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"], as)
      : made;
    if (!started.ok) throw new Error(`PostgreSQL does not start: ${started.output}`);
    try {
      return await failed(listings, async (listing, index) => {
        const file = join(folder, `l${index}.sql`);
        write(file, programOf(listing));
        await psql("postgres", "-c", `CREATE DATABASE l${index}`);
        return flawOfOutput(listing, await psql(`l${index}`, "-f", file));
      });
    } finally {
      await run(join(server, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"], as);
    }
  },
  /** Read, not started: names of hosts must be known to the machine, or stand behind a variable. */
  nginx: (listings, folder) =>
    failed(listings, async (listing, index) => {
      const file = join(folder, `l${index}.conf`);
      write(file, programOf(listing).replace(/\bhttp\s*\{/, "http { access_log off;"));
      const read = await run("nginx", ["-t", "-e", "stderr", "-p", folder, "-c", file, "-g", `pid ${folder}/pid;`]);
      return flawOfOutput(listing, read);
    }),
};

/** The whole program: what stands before the listing, the listing, what stands behind it. */
function programOf({ text, check }: Listing): string {
  if (check.with === "yaml") return text;
  return [check.before, text, check.after].filter((each) => each !== undefined).join("\n");
}

const stubsOf = ({ check }: Listing): Record<string, string> => (check.with === "yaml" ? {} : (check.stubs ?? {}));

/** What is wrong with a program that was compiled; it is run where something is said of how it runs. */
async function flawOfProgram(
  listing: Listing,
  built: Ran,
  command: string,
  args: string[],
): Promise<string | undefined> {
  const { check } = listing;
  const isSilent = check.with === "yaml" || (check.prints === undefined && check.fails === undefined);
  return flawOfOutput(listing, built.ok && !isSilent ? await run(command, args) : built);
}

/** Undefined when the listing ended as it is said to, well or not, and said what it is said to. */
function flawOfOutput({ check }: Listing, { ok, output }: Ran): string | undefined {
  const { prints, fails } = check.with === "yaml" ? {} : check;
  if (fails !== undefined) {
    if (ok) return `it should fail with "${fails}", but ends well and prints:\n${output}`;
    if (!output.includes(fails)) return `it should fail with "${fails}", but fails with:\n${output}`;
  } else if (!ok) return `it does not end well:\n${output}`;
  return prints === undefined || output.includes(prints)
    ? undefined
    : `it should print "${prints}", but prints:\n${output}`;
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

/** PostgreSQL does not run as root: there the user of its package runs it, and may write to the folder. */
function notRoot(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const idOf = (flag: string) => Number(spawnSync("id", [flag, "postgres"], { encoding: "utf8" }).stdout);
  chmodSync(folder, 0o777);
  return { uid: idOf("-u"), gid: idOf("-g") };
}

type Ran = { ok: boolean; output: string };

/** Output is what went to both streams; a program that does not end by itself is ended after a minute, and has failed. */
function run(
  command: string,
  args: string[],
  { cwd = tmpdir(), env, ...as }: { cwd?: string; env?: Record<string, string>; uid?: number; gid?: number } = {},
): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { ...as, cwd, env: { ...process.env, ...env }, timeout: 60_000, killSignal: "SIGKILL" } as const;
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
