/**
 * A note into a function body that renders it, at build. What determines the output is the note itself, the vocabulary
 * and this room's own code: their hash names the cached result. A failed note is never cached.
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import rehypeShiki from "@shikijs/rehype/core";
import { bundleMDX } from "mdx-bundler";
import remarkGfm from "remark-gfm";
import { Fault } from "../fault";
import { cjkEmphasis } from "./cjk-emphasis";
import { byClass, highlighter } from "./highlight";
import type { Note } from "./note";
import { rehypeTables, remarkNote } from "./note-transforms";

export type CompileOptions = {
  /** Where results are kept; absent: `.cache/mdx` of the project. */
  cacheFolder?: string;
};

/** Compilations under way or done in this process, by cache key: pages in two languages ask for the same note at once. */
const compiling = new Map<string, Promise<string>>();

/**
 * @returns the body of a function of `_jsx_runtime` that returns `{ default: MDXContent }`
 * @throws Fault when the note does not compile
 */
export function compileNote(
  note: Note,
  { cacheFolder = join(process.cwd(), ".cache", "mdx") }: CompileOptions = {},
): Promise<string> {
  const key = keyOf(note);
  const place = `${cacheFolder}:${key}`;
  const known = compiling.get(place);
  if (known) return known;
  const result = cached(note, key, cacheFolder);
  compiling.set(place, result);
  // A failure must not stick: the next call tries again.
  result.catch(() => compiling.delete(place));
  return result;
}

async function cached(note: Note, key: string, folder: string): Promise<string> {
  const name = cacheName(note.file);
  const file = join(folder, `${name}.${key}.js`);
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  const code = await bundled(note);
  await mkdir(folder, { recursive: true });
  // Another process may be writing the same result: each writes its own file, and the renames agree.
  const draft = join(folder, `${randomUUID()}.tmp`);
  await writeFile(draft, code);
  await rename(draft, file);
  await prune(folder, name, key);
  return code;
}

/** Removes the results of earlier versions of this note. */
async function prune(folder: string, name: string, key: string): Promise<void> {
  const dead = (await readdir(folder)).filter(
    (each) => each.startsWith(`${name}.`) && each.endsWith(".js") && each !== `${name}.${key}.js`,
  );
  await Promise.all(dead.map((each) => rm(join(folder, each), { force: true })));
}

async function bundled(note: Note): Promise<string> {
  const shiki = await highlighter();
  try {
    const { code } = await bundleMDX({
      source: note.body,
      mdxOptions: (options) => ({
        ...options,
        remarkPlugins: [remarkGfm, cjkEmphasis, remarkNote],
        rehypePlugins: [
          [
            rehypeShiki,
            shiki,
            // No time limit: on a busy machine the rest of a line would stay unmarked, and be cached so.
            { theme: "quorum", transformers: [byClass], addLanguageClass: false, onError: raise, tokenizeTimeLimit: 0 },
          ],
          rehypeTables,
        ],
      }),
      esbuildOptions: (options) => ({ ...options, charset: "utf8", logLevel: "silent" }),
    });
    return code;
  } catch (error) {
    throw asFault(error, note);
  }
}

function asFault(error: unknown, note: Note): Fault {
  if (error instanceof Fault)
    return new Fault({ what: error.what, where: `${note.file}:${error.where}`, mend: error.mend });
  const message = firstMessage(error);
  return new Fault({
    what: `the note does not compile: ${message.text}`,
    where: `${note.file}:${message.line}`,
    mend: "run npm run content:check, which tells every problem",
  });
}

/** esbuild collects what its plugins throw; the first is the cause. */
function firstMessage(error: unknown): { text: string; line: number } {
  if (typeof error === "object" && error !== null && "errors" in error && Array.isArray(error.errors)) {
    const [first] = error.errors as { text?: string; location?: { line?: number } | null; detail?: unknown }[];
    return { text: first?.text ?? String(error), line: first?.location?.line ?? 1 };
  }
  return { text: error instanceof Error ? error.message : String(error), line: 1 };
}

const raise = (error: unknown): never => {
  throw error;
};

/** `content/consensus/consensus-raft/note.zh.mdx` as one file name. */
const cacheName = (file: string): string =>
  file
    .replace(/^content\//, "")
    .replace(/\.mdx$/, "")
    .replace(/[^a-z0-9.-]+/gi, "-");

const keyOf = (note: Note): string =>
  createHash("sha256")
    .update(compilerVersion())
    .update("\0")
    .update(note.file)
    .update("\0")
    .update(note.body)
    .digest("hex")
    .slice(0, 24);

let version: string | undefined;
/** Hash of this room's code and of the project's dependencies: nobody has to remember to raise a number. */
function compilerVersion(): string {
  if (version !== undefined) return version;
  const hash = createHash("sha256");
  const room = join(process.cwd(), "lib", "content");
  const files = existsSync(room)
    ? readdirSync(room)
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
        .sort()
    : [];
  for (const name of files) hash.update(name).update(readFileSync(join(room, name)));
  const manifest = join(process.cwd(), "package.json");
  if (existsSync(manifest)) hash.update(JSON.stringify(JSON.parse(readFileSync(manifest, "utf8")).dependencies));
  version = hash.digest("hex");
  return version;
}
