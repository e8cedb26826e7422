/** Every lab that stands, held to what any lab promises; and broken labs, which must be noticed. */
import { describe, expect, it } from "vitest";
import type { AnyLab, Task } from "../lib/sim/lab";
import { builtLabs, loadLab } from "../lib/sim/labs";
import { say } from "../lib/sim/scene";
import {
  mutantComplaints,
  parComplaints,
  quietComplaints,
  replayComplaints,
  shapeComplaints,
  taskComplaints,
  textComplaints,
  wordComplaints,
  worldComplaints,
} from "./lab-rules";
import { stepsTask, timeTask, tinyLab } from "./tiny-lab";

const isLong = process.env.QUORUM_LONG === "1";
/** Steps of random runs in which a right model is silent, states in which a shortest tape is looked for. */
const silence = isLong ? 5_000_000 : 50_000;
const solving = 150_000;
const forever = 3_600_000;

const labs = await Promise.all(builtLabs.map((id) => loadLab(id) as Promise<AnyLab>));

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

  it("never cries wolf on the right model", { timeout: forever }, () => {
    expect(quietComplaints(lab, silence)).toEqual([]);
  });

  it("has tasks that their solutions solve, and neither nothing nor a thousand blind tapes", () => {
    expect(taskComplaints(lab, 1000)).toEqual([]);
  });

  it.runIf(isLong)("has solutions as short as the search finds", { timeout: forever }, () => {
    expect(parComplaints(lab, solving)).toEqual([]);
  });

  it("gives the same run for the same tape", () => {
    expect(replayComplaints(lab)).toEqual([]);
  });

  it("draws and tells every world that 10,000 random choices lead to", { timeout: forever }, () => {
    expect(worldComplaints(lab, isLong ? 100_000 : 10_000)).toEqual([]);
  });
});

/** The tiny lab with as many parts as a lab must have. */
const whole: AnyLab = {
  ...tinyLab,
  mutants: [...tinyLab.mutants, ...tinyLab.mutants.slice(0, 2).map((each) => ({ ...each, id: `${each.id}-again` }))],
  tasks: [...tinyLab.tasks, { ...stepsTask, id: "c" }],
};
const withTask = (task: unknown): AnyLab => ({ ...whole, tasks: [task as Task<never, never, never, never, never>] });

describe("a lab in which all is well", () => {
  it("is not complained of", () => {
    expect(shapeComplaints(whole)).toEqual([]);
    expect(wordComplaints(whole)).toEqual([]);
    expect(mutantComplaints(whole)).toEqual([]);
    expect(quietComplaints(whole, 20_000)).toEqual([]);
    expect(taskComplaints(whole, 200)).toEqual([]);
    expect(parComplaints(whole, 20_000)).toEqual([]);
    expect(replayComplaints(whole)).toEqual([]);
    expect(worldComplaints(whole, 1000)).toEqual([]);
  });
});

describe("a broken lab is noticed", () => {
  const [mutant, second] = whole.mutants;
  const [scenario] = whole.scenarios;
  if (!mutant || !second || !scenario) throw new Error("the tiny lab has lost its parts");

  it("when its mutant cannot be found", () => {
    const right = { ...mutant, p: { flaw: "none" } };
    expect(mutantComplaints({ ...whole, mutants: [right] })).toEqual([expect.stringMatching(/forgets is not found/)]);
  });

  it("when its right model is wrong, by either way of hunting", () => {
    for (const how of whole.quiet) {
      const wrong = { ...whole, p: { flaw: "lends-twice" }, quiet: [how] };
      expect(quietComplaints(wrong, 10_000)).toEqual([expect.stringMatching(/breaks .*alone/)]);
    }
  });

  it("when a task is solved by nothing, by chance, or not by its solution", () => {
    const given = { ...timeTask, goals: timeTask.goals.slice(1) };
    expect(taskComplaints(withTask(given), 0)).toEqual([expect.stringMatching(/doing nothing/)]);
    const easy = { ...stepsTask, goals: [{ ...timeTask.goals[1], when: "reach" }] };
    expect(taskComplaints(withTask(easy), 50).join()).toMatch(/random tapes/);
    const short = { ...stepsTask, solution: stepsTask.solution.slice(1) };
    expect(taskComplaints(withTask(short), 0)).toEqual([expect.stringMatching(/does not solve it.*both/)]);
  });

  it("when a solution is longer than it need be, or does not solve anything the search knows", () => {
    const long = {
      ...stepsTask,
      solution: [...stepsTask.solution, [0, 0, { do: "op", node: 1, op: { type: "give" } }]],
    };
    expect(parComplaints(withTask(long), 20_000)).toEqual([
      expect.stringMatching(/8 choices do, its solution takes 9/),
    ]);
    const none = { ...stepsTask, tape: { ...stepsTask.tape, p: {} } };
    expect(parComplaints(withTask(none), 20_000)).toEqual([expect.stringMatching(/proves none, par is 8/)]);
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
      [
        "words too wide",
        { scene: (w) => ({ ...scene(w), nodes: scene(w).nodes.map((n) => ({ ...n, beside: [wide] })) }) },
        /at most 18/,
      ],
      ["an operation without a name", { opName: () => say({ zh: "", en: "" }) }, /opName: an empty/],
    ];
    for (const [name, change, complaint] of bad)
      expect(worldComplaints({ ...whole, ...change }, 400).join("\n"), name).toMatch(complaint);
  });
  const wide = say({ zh: "九个汉字已经太宽了吧", en: "nine" });
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
