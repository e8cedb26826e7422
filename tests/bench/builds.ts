/**
 * What a build of the whole corpus costs, in a copy of the project: with empty caches, and with one note touched. Beside
 * it the floor that prints the same notes and has nothing else; the site has questions, simulators and the learner's pages.
 */
import { appendFileSync, cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { vocabulary } from "../../lib/content/schema";
import { root } from "../../scripts/steps.mjs";
import { notesFloor } from "./floor";
import { type Cost, costOf, type Figure, figure, ratio } from "./measure";

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
const touched = join("content", "consensus", "consensus-raft", "note.en.mdx");

export async function benchBuilds(rounds = 2): Promise<Figure[]> {
  const site: Pair = { cold: [], warm: [] };
  const floor: Pair = { cold: [], warm: [] };
  for (let round = 0; round < rounds; round++) {
    makeCopy();
    await both(site, copy, join(copy, "scripts", "build.mjs"));
    rmSync(copy, { recursive: true, force: true });
    const folder = notesFloor(join(root, "content"), Object.keys(vocabulary));
    await both(floor, folder, join(root, "node_modules", "next", "dist", "bin", "next"), "build");
    rmSync(folder, { recursive: true, force: true });
  }
  return (["cold", "warm"] as const).flatMap((which) => {
    const name = which === "cold" ? "cold" : "warm, one note touched";
    const [ours, least] = [cpuOf(site[which]), cpuOf(floor[which])];
    return [
      ...figuresOf(name, site[which]),
      ...figuresOf(`the notes floor, ${name}`, floor[which]),
      ...(ours.length > 0 ? [ratio(`build: ${name}, CPU against the notes floor`, ours, least)] : []),
    ];
  });
}

/** Costs of builds with empty caches, and of those after them with one note touched. */
type Pair = { cold: Cost[]; warm: Cost[] };

async function both(costs: Pair, folder: string, ...command: string[]): Promise<void> {
  const build = () =>
    costOf(process.execPath, command, folder, { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  costs.cold.push(await build());
  appendFileSync(join(folder, touched), "\nOne more line.\n");
  costs.warm.push(await build());
}

const cpuOf = (costs: readonly Cost[]): number[] => costs.flatMap((cost) => cost.cpu ?? []);

function figuresOf(name: string, costs: readonly Cost[]): Figure[] {
  const cpu = cpuOf(costs);
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
