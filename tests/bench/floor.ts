/**
 * The floors: what this Next costs by itself, with the same Next and React as the site. The bench builds them anew.
 * One is a single static page with one Link and no island. The other prints the notes of a content folder the short way,
 * mdx-bundler and shiki in a server component: it has no questions, no simulators and no island either.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { root, run } from "../../scripts/steps.mjs";

const bench = join(root, ".cache", "bench");

/** On as many processes as the site is built on. */
const config = `export default { agentRules: false, images: { unoptimized: true }, experimental: { agentUpgrade: false, cpus: ${availableParallelism()} }, turbopack: { root: ${JSON.stringify(root)} } };\n`;
const layout =
  'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n';
const manifest = (name: string) => JSON.stringify({ name, private: true, type: "module" });

const onePage: Record<string, string> = {
  "package.json": manifest("floor"),
  "next.config.mjs": config,
  "app/layout.jsx": layout,
  "app/page.jsx":
    'import Link from "next/link";\nexport default function Page() { return <main><h1>One page</h1><p><Link href="/other">The other</Link></p></main>; }\n',
  "app/other/page.jsx": "export default function Page() { return <main><h1>The other</h1></main>; }\n",
};

const notes: Record<string, string> = {
  "package.json": manifest("notes-floor"),
  "next.config.mjs": config,
  "app/layout.jsx": layout,
  "app/notes.mjs": `import { readdirSync, readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
const folder = join(process.cwd(), "content");
export const names = () =>
  readdirSync(folder, { recursive: true }).filter((name) => /note\\.(zh|en)\\.mdx$/.test(name)).sort();
// React keeps \`ref\` for itself.
export const read = (name) => readFileSync(join(folder, name), "utf8").replaceAll(" ref=", " data-ref=");
`,
  "app/[...note]/page.jsx": `import rehypeShiki from "@shikijs/rehype";
import { bundleMDX } from "mdx-bundler";
import { getMDXComponent } from "mdx-bundler/client";
import Link from "next/link";
import remarkGfm from "remark-gfm";
import { names, read } from "../notes.mjs";

export const dynamicParams = false;
export const generateStaticParams = () => names().map((name) => ({ note: name.split("/") }));

// Every name of the vocabulary as a plain element.
const Block = ({ children }) => <div>{children}</div>;
const components = Object.fromEntries(VOCABULARY.map((name) => [name, Block]));

export default async function Page({ params }) {
  const { note } = await params;
  const { code, frontmatter } = await bundleMDX({
    source: read(note.map(decodeURIComponent).join("/")),
    mdxOptions: (options) => ({
      ...options,
      remarkPlugins: [remarkGfm],
      rehypePlugins: [[rehypeShiki, { theme: "github-light", fallbackLanguage: "text" }]],
    }),
  });
  const Note = getMDXComponent(code);
  return (
    <>
      <nav>
        <ul>{names().map((name) => <li key={name}><Link prefetch={false} href={"/" + name}>{name}</Link></li>)}</ul>
      </nav>
      <main><h1>{frontmatter.title}</h1><Note components={components} /></main>
    </>
  );
}
`,
};

function written(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(bench, name);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** Builds the floor of one page; returns the folder to serve with `next start`. */
export async function buildFloor(): Promise<string> {
  const folder = written("floor", onePage);
  await run("floor", process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build", folder], {
    env: { NODE_ENV: "production" },
  });
  return folder;
}

/** Writes, and does not build, the floor that prints the notes below `content`. */
export function notesFloor(content: string, vocabulary: readonly string[]): string {
  const page = notes["app/[...note]/page.jsx"] as string;
  const folder = written("notes", {
    ...notes,
    "app/[...note]/page.jsx": page.replace("VOCABULARY", JSON.stringify(vocabulary)),
  });
  cpSync(content, join(folder, "content"), { recursive: true });
  return folder;
}
