/**
 * `npm run lab`: simulated learners against the real engine. Prints a table with the targets; `-- --json` prints
 * `[{ name, value, unit, target, met, n, low, high }]`. Words choose parts (`npm run lab -- diagnosis`), `--learners=100`
 * takes fewer learners than 400. The courses are split between two processes.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { diagnosticSize } from "../../../lib/schedule/diagnostic";
import { forgetting, habits, recovery } from "./change";
import { cost } from "./cost";
import { answersTo, type Course, claimRows, follow, merged, nameOf, precisionAt, type Tally } from "./diagnosis";
import { lineOf, type Row } from "./table";

const flags = process.argv.slice(2).filter((word) => word.startsWith("--"));
const asked = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const flag = (name: string) => flags.find((each) => each.startsWith(`--${name}=`))?.split("=")[1];
const learners = Number(flag("learners") ?? 400);
const isJson = flags.includes("--json");

const courses: Course[] = [
  { population: "planted", marks: "rubric", way: "random", answers: 150 },
  { population: "planted", marks: "rubric", way: "balanced", answers: 90 },
  { population: "planted", marks: "rubric", way: "chosen", answers: 60 },
  { population: "planted", marks: "choice", way: "random", answers: 60 },
  { population: "planted", marks: "choice", way: "chosen", answers: 60 },
  { population: "exchangeable", marks: "rubric", way: "random", answers: 150 },
  { population: "exchangeable", marks: "rubric", way: "chosen", answers: 60 },
];

/** What a diagnostic of twelve is expected to reach, by course: "about", which is read as within two standard errors of 400 learners. */
const about = 0.025;
const twelve: Record<string, number> = {
  "planted, four criteria, chosen": 0.69,
  "planted, right or wrong, chosen": 0.55,
};

const share = flag("share")?.split("-").map(Number);
if (share) {
  // A child: one share of the learners, as JSON.
  const [from = 0, to = 0] = share;
  process.stdout.write(JSON.stringify(courses.map((course) => follow(course, from, to))));
} else {
  const parts = { diagnosis, change, plan, cost };
  const unknown = asked.filter((word) => !Object.hasOwn(parts, word));
  if (unknown.length > 0) {
    process.stderr.write(`no such part: ${unknown.join(", ")}; there are ${Object.keys(parts).join(", ")}\n`);
    process.exit(1);
  }
  const rows: Row[] = [];
  for (const [name, part] of Object.entries(parts)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    process.stderr.write(`${name} ...\n`);
    const found = await part();
    rows.push(...found);
    if (!isJson) for (const row of found) process.stdout.write(`${lineOf(row)}\n`);
  }
  if (isJson) process.stdout.write(`${JSON.stringify(rows)}\n`);
}

async function diagnosis(): Promise<Row[]> {
  const half = Math.ceil(learners / 2);
  const shares = await Promise.all([shareOfLearners(0, half), shareOfLearners(half, learners)]);
  const tallies = courses.map((_, index) =>
    shares.map((each) => each[index] as Tally).reduce((one, other) => merged(one, other)),
  );
  const of = (name: string) => tallies[courses.findIndex((course) => nameOf(course) === name)] as Tally;
  const chosen = answersTo(of("planted, four criteria, chosen"), 0.9);
  const random = answersTo(of("planted, four criteria, random"), 0.9);
  const part = chosen !== undefined && random !== undefined ? chosen / random : Number.NaN;
  return [
    ...courses.flatMap((course, index) => curveRows(course, tallies[index] as Tally)),
    {
      name: "answers to precision@2 of .9, four criteria, chosen",
      value: chosen ?? Number.NaN,
      unit: "answers",
      n: learners,
      target: "<= 45",
      met: (chosen ?? Number.POSITIVE_INFINITY) <= 45,
    },
    {
      name: "answers to precision@2 of .9, four criteria, random",
      value: random ?? Number.NaN,
      unit: "answers",
      n: learners,
    },
    { name: "chosen to random", value: part, unit: "ratio", n: learners, target: "<= 0.75", met: part <= 0.75 },
    ...courses.flatMap((course, index) => claimRows(course, tallies[index] as Tally)),
  ];
}

function curveRows(course: Course, tally: Tally): Row[] {
  const name = nameOf(course);
  return [diagnosticSize, 24, 36, 45, 60, 90, 150].flatMap((n): Row[] => {
    if (tally.hits[n] === undefined) return [];
    const found = precisionAt(tally, n);
    const expected = n === diagnosticSize ? twelve[name] : undefined;
    return [
      {
        name: `precision@2: ${name}, after ${n}`,
        ...found,
        unit: "share",
        ...(expected !== undefined && { target: `about ${expected}`, met: found.value >= expected - about }),
      },
    ];
  });
}

function shareOfLearners(from: number, to: number): Promise<Tally[]> {
  const file = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, ["--import", "tsx", file, `--share=${from}-${to}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(JSON.parse(Buffer.concat(chunks).toString("utf8")) as Tally[]);
      else reject(new Error(`the learners ${from} to ${to} ended with ${code}`));
    });
  });
}

function change(): Row[] {
  const some = Math.ceil(learners / 4);
  return [...recovery(some), ...forgetting(some), ...habits(some)];
}

async function plan(): Promise<Row[]> {
  const { labPlan } = await import("./plan");
  return labPlan();
}
