/** A note into a function body that renders it, at build. What was compiled is kept; a failed note never is. */
import rehypeShiki from "@shikijs/rehype/core";
import { bundleMDX } from "mdx-bundler";
import remarkGfm from "remark-gfm";
import { Fault } from "../fault";
import { cjkEmphasis } from "./cjk-emphasis";
import { byClass, highlighter } from "./highlight";
import { type Keeping, keep, kept } from "./kept";
import type { Note } from "./note";
import { rehypeTables, remarkNote } from "./note-transforms";

export type CompileOptions = {
  /** Where results are kept, see kept.ts; absent: `.cache/mdx` of the project. */
  cacheFolder?: string;
};

/** Compilations under way or done in this process, by cache key: pages in two languages ask for the same note at once. */
const compiling = new Map<string, Promise<string>>();

/**
 * @returns the body of a function of `_jsx_runtime` that returns `{ default: MDXContent }`
 * @throws Fault when the note does not compile
 */
export function compileNote(note: Note, { cacheFolder = "mdx" }: CompileOptions = {}): Promise<string> {
  const place = [cacheFolder, note.file, note.body].join("\0");
  const known = compiling.get(place);
  if (known) return known;
  const result = madeOnce(note, { folder: cacheFolder, name: note.file, matter: note.body });
  compiling.set(place, result);
  // A failure must not stick: the next call tries again.
  result.catch(() => compiling.delete(place));
  return result;
}

async function madeOnce(note: Note, keeping: Keeping): Promise<string> {
  const known = kept(keeping);
  if (known !== undefined) return known;
  const code = await bundled(note);
  keep(keeping, code);
  return code;
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
