/**
 * Every lab that stands, held to what any lab promises; and broken labs, which must be noticed. Tasks: labs-tasks.test.ts.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AnyLab } from "../lib/sim/lab";
import { builtLabs, loadLab } from "../lib/sim/labs";
import { type SceneNode, say } from "../lib/sim/scene";
import { mutantComplaints, quietComplaints, replayComplaints, shapeComplaints, wordComplaints } from "./lab-rules";
import { textComplaints, worldComplaints } from "./lab-walk";
import { stepsTask, tinyLab } from "./tiny-lab";

const isLong = process.env.QUORUM_LONG === "1";
/** Steps of random runs in which a right model is silent. */
const silence = isLong ? 5_000_000 : 50_000;
/** Random choices for each setting with a picture of its own, at least. */
const walked = isLong ? 10_000 : 1500;
const forever = 3_600_000;

const labs = await Promise.all(builtLabs.map((id) => loadLab(id) as Promise<AnyLab>));

/** Names of clauses in the source of a lab's invariants; those that are put together as they are found are left out. */
function clausesIn(id: string): string[] {
  const folder = join("lib", "sim", id);
  const source = readdirSync(folder)
    .filter((name) => /^(invariants|ghost)\.ts$/.test(name))
    .map((name) => readFileSync(join(folder, name), "utf8").replaceAll(/\s+/g, " "))
    .join(" ");
  const named = /(?:conjunct: |broken\(|#slip\("\w+", )(?:[^"`,]* \? "([^"]+)" : )?"([^"]+)"/g;
  return [...source.matchAll(named)].flatMap(([, one, other]) => [one, other].flatMap((name) => name ?? []));
}

describe.each(labs.map((lab) => [lab.id, lab] as const))("the lab %s", (_, lab) => {
  it("has its parts, and they fit", () => {
    expect(shapeComplaints(lab)).toEqual([]);
  });

  it("says everything in both languages, as they are written", () => {
    expect(wordComplaints(lab)).toEqual([]);
  });

  it("finds every one of its mutants", () => {
    expect(mutantComplaints(lab)).toEqual([]);
  });

  it("has words for every clause that its invariants name", () => {
    expect(clausesIn(lab.id).length).toBeGreaterThan(4);
    expect(clausesIn(lab.id).filter((name) => !Object.hasOwn(lab.clauses, name))).toEqual([]);
  });

  it("never cries wolf on the right model", { timeout: forever }, () => {
    expect(quietComplaints(lab, silence)).toEqual([]);
  });

  it("gives the same run for the same tape", () => {
    expect(replayComplaints(lab)).toEqual([]);
  });

  it("draws and tells every world that 10,000 random choices lead to", { timeout: forever }, () => {
    expect(worldComplaints(lab, 10_000, walked)).toEqual([]);
  });
});

/** The tiny lab with as many parts as a lab must have. */
const whole: AnyLab = {
  ...tinyLab,
  mutants: [...tinyLab.mutants, ...tinyLab.mutants.slice(0, 2).map((each) => ({ ...each, id: `${each.id}-again` }))],
  tasks: [...tinyLab.tasks, { ...stepsTask, id: "c" }],
};

describe("a lab in which all is well", () => {
  it("is not complained of", () => {
    expect(shapeComplaints(whole)).toEqual([]);
    expect(wordComplaints(whole)).toEqual([]);
    expect(mutantComplaints(whole)).toEqual([]);
    expect(quietComplaints(whole, 20_000)).toEqual([]);
    expect(replayComplaints(whole)).toEqual([]);
    expect(worldComplaints(whole, 1000)).toEqual([]);
  });
});

describe("a broken lab is noticed", () => {
  const [mutant, second] = whole.mutants;
  const [scenario] = whole.scenarios;
  const [swarm, search] = whole.quiet;
  if (!mutant || !second || !scenario || swarm?.by !== "swarm" || search?.by !== "search")
    throw new Error("the tiny lab has lost its parts");

  it("when its mutant cannot be found", () => {
    const right = { ...mutant, p: { flaw: "none" } };
    expect(mutantComplaints({ ...whole, mutants: [right] })).toEqual([expect.stringMatching(/forgets is not found/)]);
  });

  it("when the clause that its mutant breaks has no words", () => {
    expect(mutantComplaints({ ...whole, mutants: [mutant], clauses: {} })).toEqual([
      expect.stringMatching(/^mutant forgets: the clause "one holder at most" has no words$/),
    ]);
  });

  it("when what breaks its mutant cannot be told", () => {
    const tell = (w: { broken: readonly unknown[]; n: number }) =>
      say(w.broken.length > 0 ? { zh: "", en: "" } : { zh: "步", en: "Step" });
    expect(mutantComplaints({ ...whole, mutants: [mutant], tell })).toEqual([
      expect.stringMatching(/forgets: tell: an empty text in zh/),
      expect.stringMatching(/in en/),
    ]);
  });

  it("when its right model is wrong, by either way of hunting", () => {
    for (const how of whole.quiet) {
      const wrong = { ...whole, p: { flaw: "lends-twice" }, quiet: [how] };
      expect(quietComplaints(wrong, 10_000)).toEqual([expect.stringMatching(/breaks .*alone/)]);
    }
  });

  it("when its quiet hunts see little: runs that come to rest, a search that is cut short", () => {
    const idle = { ...whole, model: { ...whole.model, on: (s: unknown) => s }, quiet: [{ ...swarm, faults: {} }] };
    expect(quietComplaints(idle, 1000)).toEqual([expect.stringMatching(/took 0 steps, not 1000/)]);
    const narrow = { ...whole, quiet: [{ ...search, states: 100 }] };
    expect(quietComplaints(narrow, 1000)).toEqual([expect.stringMatching(/not seen every state/)]);
  });

  it("when parts are too few, twice there or do not fit", () => {
    expect(shapeComplaints(tinyLab)).toHaveLength(2);
    const bad: Partial<AnyLab>[] = [
      { scenarios: [scenario] },
      { scenarios: [scenario, scenario] },
      {
        scenarios: [
          scenario,
          { ...scenario, id: "x", options: scenario.options.map(({ id, text }) => ({ id, text })) },
        ],
      },
      { scenarios: [scenario, { ...scenario, id: "x", to: 0 }] },
      { scenarios: [scenario, { ...scenario, id: "x", tape: { ...scenario.tape, m: "raft@2" } }] },
      {
        scenarios: [
          scenario,
          { ...scenario, id: "x", tape: { ...scenario.tape, c: [[0, 0, { do: "boot", node: 1 }]] } },
        ],
      },
      { mutants: [...whole.mutants.slice(1), { ...mutant, breaks: ["no-such"] }] },
      { mutants: [...whole.mutants.slice(1), { ...mutant, p: { flaw: "no-such" } }] },
      { mutants: [...whole.mutants.slice(1), { ...mutant, p: { speed: 1 } }] },
      { properties: {} },
      { id: "kafka" },
      { p: { every: 7.5 } },
      { quiet: [] },
      { looks: [{ every: 7.5 }] },
      { tasks: [...tinyLab.tasks, { ...stepsTask, id: "c", budget: 3 }] },
      { tasks: [...tinyLab.tasks, { ...stepsTask, id: "c", hints: [] }] },
    ];
    for (const change of bad)
      expect(shapeComplaints({ ...whole, ...change }), JSON.stringify(Object.keys(change))).toHaveLength(1);
  });

  it("when a text is missing, half a template or badly written", () => {
    const bad: [string, "zh" | "en"][] = [
      ["", "zh"],
      [" ", "en"],
      ["第 {term} 任期", "zh"],
      ["term undefined", "en"],
      ["term NaN", "en"],
      ["term {", "en"],
      ["任期5 开始", "zh"],
      ["领导者S1", "zh"],
      ["已提交,可以读", "zh"],
      ["committed，readable", "en"],
      ["a 任期", "en"],
    ];
    for (const [text, locale] of bad) expect(textComplaints(text, locale), text).not.toEqual([]);
    expect(textComplaints("S2 拒绝 S5：末条任期 2 小于自己的 3", "zh")).toEqual([]);
    expect(wordComplaints({ ...whole, leavesOut: [{ zh: "", en: "Disks" }] })).toHaveLength(1);
  });

  it("when a handler changes what it was given, or throws dice of its own", () => {
    const { on } = whole.model;
    let calls = 0;
    const careless: AnyLab = {
      ...whole,
      model: { ...whole.model, on: (s, e, io) => ({ ...on(s, e, io), calls: calls++ }) },
    };
    expect(replayComplaints(careless)).toHaveLength(3);
    const inPlace: AnyLab = {
      ...whole,
      model: { ...whole.model, on: (s, e, io) => (e.t === "timer" ? Object.assign(s, { asked: 9 }) : on(s, e, io)) },
    };
    expect(() => worldComplaints(inPlace, 400)).toThrow(/read only/);
  });

  it("when only one of its looks cannot be drawn", () => {
    const scene: AnyLab["scene"] = (w) => (w.p.every === 50 ? JSON.parse("") : whole.scene(w));
    expect(worldComplaints({ ...whole, scene }, 200)).toEqual([]);
    expect(worldComplaints({ ...whole, scene, looks: [{ every: 50 }] }, 200).join()).toMatch(/SyntaxError/);
  });

  it("when a world cannot be drawn or told", () => {
    const { scene } = whole;
    const bad: [string, Partial<AnyLab>, RegExp][] = [
      ["an error", { scene: (w) => (w.n > 5 ? JSON.parse("") : scene(w)) }, /SyntaxError/],
      ["nothing told", { tell: () => say({ zh: "", en: "" }) }, /tell: an empty text/],
      ["half told", { tell: () => say({ zh: "{x}", en: "{x}" }) }, /is left in/],
      ["no summary", { scene: (w) => ({ ...scene(w), summary: say({ zh: "", en: "" }) }) }, /summary: an empty/],
      [
        "a message that is none",
        { scene: (w) => ({ ...scene(w), flights: [{ ...flight, id: "9-9-9" }] }) },
        /not under way/,
      ],
      [
        "a link to nowhere",
        { scene: (w) => ({ ...scene(w), links: [{ from: 0, to: 8, state: "open" }] }) },
        /joins no two/,
      ],
      [
        "a node that is none",
        { scene: (w) => ({ ...scene(w), nodes: scene(w).nodes.map((n) => ({ ...n, id: n.id + 1 })) }) },
        /does not exist/,
      ],
      [
        "a node that looks up",
        { scene: (w) => ({ ...scene(w), nodes: scene(w).nodes.map((n) => ({ ...n, state: "up" })) }) },
        /is not up/,
      ],
      [
        "a row too short",
        { scene: (w) => ({ ...scene(w), tables: scene(w).tables.map((t) => ({ ...t, columns: ["a"] })) }) },
        /2 cells under 1/,
      ],
      ["words too wide", { scene: eachNode({ beside: [nine] }) }, /beside: .* at most 18/],
      ["a word too wide to stand inside", { scene: eachNode({ inside: nine }) }, /inside: .* at most 10 fit/],
      ["a word too long to stand inside", { scene: eachNode({ inside: latin }) }, /inside: .* 9 characters/],
      ["three lines", { scene: eachNode({ beside: [latin, latin, latin] }) }, /3 lines beside/],
      ["an empty fact", { scene: eachNode({ facts: [{ name: "asked", value: "" }] }) }, /a fact .* is empty/],
      ["a fact of nothing", { scene: eachNode({ facts: [{ name: "asked", value: "NaN" }] }) }, /fact: "NaN" is left/],
      [
        "a table too wide",
        { scene: (w) => ({ ...scene(w), tables: scene(w).tables.map((t) => ({ ...t, columns: [..."abcdefg"] })) }) },
        /7 columns, six fit/,
      ],
      ["a stretch without words", { span: () => ({ mark: "plain", text: say({ zh: "", en: "" }) }) }, /span: an empty/],
      ["an operation without a name", { opName: () => say({ zh: "", en: "" }) }, /opName: an empty/],
    ];
    for (const [name, change, complaint] of bad)
      expect(worldComplaints({ ...whole, ...change }, 400).join("\n"), name).toMatch(complaint);
  });
  const nine = say({ zh: "九个汉字已经太宽了吧", en: "nine" });
  const latin = say({ zh: "nine-long", en: "nine-long" });
  const eachNode =
    (change: Partial<SceneNode>): AnyLab["scene"] =>
    (w) => ({ ...whole.scene(w), nodes: whole.scene(w).nodes.map((node) => ({ ...node, ...change })) });
  const flight = {
    from: 0,
    to: 1,
    kind: "request" as const,
    label: say({ zh: "x", en: "x" }),
    sent: 0,
    at: 1,
    lost: false,
  };
});
