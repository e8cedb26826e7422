/**
 * The floor: what this Next costs by itself. The bench builds it anew: one static page with one Link and no island,
 * with the same Next and React as the site.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "../../scripts/steps.mjs";

const folder = join(root, ".cache", "bench", "floor");

const files: Record<string, string> = {
  "package.json": JSON.stringify({ name: "floor", private: true, type: "module" }),
  "next.config.mjs": `export default { agentRules: false, images: { unoptimized: true }, experimental: { agentUpgrade: false }, turbopack: { root: ${JSON.stringify(root)} } };\n`,
  "app/layout.jsx":
    'export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }\n',
  "app/page.jsx":
    'import Link from "next/link";\nexport default function Page() { return <main><h1>One page</h1><p><Link href="/other">The other</Link></p></main>; }\n',
  "app/other/page.jsx": "export default function Page() { return <main><h1>The other</h1></main>; }\n",
};

/** Builds the floor; returns the folder to serve with `next start`. */
export async function buildFloor(): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  await run("floor", process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build", folder], {
    env: { NODE_ENV: "production" },
  });
  return folder;
}
