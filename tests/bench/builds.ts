/** What a build of the whole corpus costs, in a copy of the project: with empty caches, and with one note touched. */
import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../scripts/steps.mjs";
import { type Cost, costOf, type Figure, figure } from "./measure";

const copy = join(root, ".cache", "bench", "site");
/** What the real build reads; its type checker reads the tests too. */
const inputs = [
  "app",
  "components",
  "content",
  "lib",
  "public",
  "scripts",
  "tests",
  "next-env.d.ts",
  "package-lock.json",
  "package.json",
  "playwright.config.ts",
  "tsconfig.json",
  "vitest.config.ts",
];
const touched = join(copy, "content", "consensus", "consensus-raft", "note.en.mdx");

export async function benchBuilds(rounds = 2): Promise<Figure[]> {
  const cold: Cost[] = [];
  const warm: Cost[] = [];
  for (let round = 0; round < rounds; round++) {
    makeCopy();
    cold.push(await build());
    appendFileSync(touched, "\nOne more line.\n");
    warm.push(await build());
  }
  rmSync(copy, { recursive: true, force: true });
  return [...figuresOf("cold", cold), ...figuresOf("warm, one note touched", warm)];
}

function figuresOf(name: string, costs: readonly Cost[]): Figure[] {
  const cpu = costs.flatMap((cost) => cost.cpu ?? []);
  return [
    figure(
      `build: ${name}, wall`,
      "s",
      costs.map(({ wall }) => wall),
    ),
    ...(cpu.length > 0 ? [figure(`build: ${name}, CPU`, "s", cpu)] : []),
  ];
}

/** With the packages of the project above. */
function makeCopy(): void {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const input of inputs) cpSync(join(root, input), join(copy, input), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  cpSync(join(root, "next.config.mjs"), join(copy, "site.config.mjs"));
  writeFileSync(
    join(copy, "next.config.mjs"),
    `import site from "./site.config.mjs";\nexport default { ...site, turbopack: { ...site.turbopack, root: ${JSON.stringify(root)} } };\n`,
  );
}

const build = (): Promise<Cost> => costOf(process.execPath, [join(copy, "scripts/build.mjs")], copy, {});
