/**
 * Results of slow, pure work on content, kept as files below `.cache`. What determines a result names it: its matter,
 * the code that made it and the project's dependencies. So none is ever stale, and nobody has to remember a version.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { hashOf } from "./stamp";

export type Keeping = {
  /** Where this kind of result lies; absolute, or below `.cache` of the project. */
  folder: string;
  /** Whose result it is: of each name only the latest is kept. */
  name: string;
  /** All that the result is made of, except code. */
  matter: string;
  /** Code that makes it, beside this room's: paths below the project. */
  code?: readonly string[];
};

/** @returns the text that was kept, or undefined */
export function kept(keeping: Keeping): string | undefined {
  try {
    return readFileSync(placeOf(keeping).file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Keeps a result in place of earlier ones of that name. Keep no failure: its cause may lie outside of its matter. */
export function keep(keeping: Keeping, text: string): void {
  const { folder, file, name, mark } = placeOf(keeping);
  mkdirSync(folder, { recursive: true });
  // Another process may be writing the same result: each writes its own file, and the renames agree.
  const draft = join(folder, `${randomUUID()}.tmp`);
  writeFileSync(draft, text);
  renameSync(draft, file);
  for (const each of readdirSync(folder))
    if (each.startsWith(`${name}.`) && each.length === name.length + 1 + mark.length && !each.endsWith(mark))
      rmSync(join(folder, each), { force: true });
}

/** What `make` gives, as JSON carries it; made only where it is not kept. */
export function keptValue<Value>(keeping: Keeping, make: () => Value): Value {
  const text = kept(keeping);
  if (text !== undefined) return JSON.parse(text) as Value;
  const value = make();
  keep(keeping, JSON.stringify(value));
  return value;
}

function placeOf({ folder, name, matter, code = [] }: Keeping) {
  const place = isAbsolute(folder) ? folder : join(process.cwd(), ".cache", folder);
  const own = name.replace(/^content\//, "").replace(/[^a-z0-9.-]+/gi, "-");
  const mark = createHash("sha256")
    .update([versionOf(code), name, matter].join("\0"))
    .digest("hex")
    .slice(0, 24);
  return { folder: place, name: own, mark, file: join(place, `${own}.${mark}`) };
}

const versions = new Map<string, string>();
function versionOf(code: readonly string[]): string {
  const known = versions.get(code.join());
  if (known !== undefined) return known;
  const manifest = join(process.cwd(), "package.json");
  const packages = existsSync(manifest) ? JSON.parse(readFileSync(manifest, "utf8")).dependencies : {};
  const version =
    hashOf(process.cwd(), ["lib/content", "lib/i18n", "lib/fault.ts", "lib/ids.ts", ...code]) +
    JSON.stringify(packages);
  versions.set(code.join(), version);
  return version;
}
