/** What can be done with the thing that is chosen on the stage. */
import { flightId } from "@/lib/sim/kernel";
import type { Choice, Doing } from "@/lib/sim/model";
import { type Chosen, isOffered, type LabWorld, type Refusal, type Run, refusalOf } from "./run";

export type ActGroup = "state" | "network" | "clock" | "ops" | "timers" | "links" | "message";
export type Act = {
  group: ActGroup;
  choice: Choice;
  /** The single key that does it while the thing is chosen. */
  key?: string;
  refusal?: Refusal;
};

type Here = Pick<Run, "lab" | "aim" | "replay" | "n" | "t" | "start">;

const isCutOff = (w: LabWorld, node: number): boolean => {
  const count = w.nodes.length;
  return w.cut !== null && w.nodes.every((_, other) => other === node || w.cut?.[node * count + other] === true);
};

function choicesOf(run: Here, w: LabWorld, chosen: Chosen): Omit<Act, "refusal">[] {
  const { lab } = run;
  if (chosen.is === "flight") {
    const msg = chosen.id;
    return [
      { group: "message", choice: { do: "deliver", msg } },
      { group: "message", choice: { do: "drop", msg }, key: "d" },
      { group: "message", choice: { do: "delay", msg, by: lab.faults.delay || 100 }, key: "k" },
      { group: "message", choice: { do: "dup", msg } },
    ];
  }
  const count = w.nodes.length;
  const linkActs = (from: number, to: number): Omit<Act, "refusal">[] => {
    const at = from * count + to;
    return [
      { group: "links", choice: { do: w.cut?.[at] ? "heal" : "cut", from, to } },
      { group: "links", choice: { do: w.clogged?.[at] ? "unclog" : "clog", from, to } },
    ];
  };
  if (chosen.is === "link") return [...linkActs(chosen.from, chosen.to), ...linkActs(chosen.to, chosen.from)];

  const { node } = chosen;
  const it = w.nodes[node];
  if (!it) return [];
  const skew = lab.faults.skew;
  const ops = it.up && !it.paused ? (lab.model.ops?.(it.state, node, w) ?? []) : [];
  return [
    ...ops.map((op: unknown): Omit<Act, "refusal"> => ({ group: "ops", choice: { do: "op", node, op } })),
    it.up
      ? { group: "state", choice: { do: "crash", node }, key: "c" }
      : { group: "state", choice: { do: "boot", node }, key: "r" },
    { group: "state", choice: { do: it.paused ? "resume" : "pause", node }, key: "p" },
    isCutOff(w, node)
      ? { group: "network", choice: { do: "heal-all" }, key: "x" }
      : { group: "network", choice: { do: "part", apart: [node] }, key: "x" },
    ...(skew > 0
      ? ([
          { group: "clock", choice: { do: "skew", node, by: skew } },
          { group: "clock", choice: { do: "skew", node, by: -skew } },
        ] as const)
      : []),
    ...w.pending.flatMap((each): Omit<Act, "refusal">[] =>
      each.kind === "timer" && each.node === node
        ? [{ group: "timers", choice: { do: "fire", node, timer: each.name } }]
        : [],
    ),
    ...w.nodes.flatMap((_, other) => (other === node ? [] : [...linkActs(node, other), ...linkActs(other, node)])),
  ];
}

/** Offered here at all; an undoing shows only where there is something to undo, which its being listed says. */
export function actsOf(run: Here, chosen: Chosen): Act[] {
  const w = run.replay.at(run.n);
  return choicesOf(run, w, chosen).flatMap((act) => {
    if (!isOffered(run, act.choice.do)) return [];
    const refusal = refusalOf(run, act.choice);
    // What the task never lets through for this thing is left out; what is used up stays and says so.
    if (refusal === "not-in-task") return [];
    return [refusal ? { ...act, refusal } : act];
  });
}

/** Doings of the world around the nodes; faults stand behind what the protocol itself may do. */
const own: readonly Doing[] = ["deliver", "fire", "op"];

/** Everything that may happen next in a task where nothing happens by itself: the protocol's own steps and the faults. */
export function nextChoices(run: Here): { steps: Choice[]; faults: Choice[] } {
  const w = run.replay.at(run.n);
  const able = run.replay.kernel.enabled(w).filter((c) => c.do !== "delay" && refusalOf(run, c) === undefined);
  return {
    steps: able.filter((c) => own.includes(c.do)),
    faults: able.filter((c) => !own.includes(c.do)),
  };
}

/** Whether what is chosen is still there: a message may have arrived. */
export function isThere(w: LabWorld, chosen: Chosen): boolean {
  if (chosen.is !== "flight") return true;
  return w.pending.some((each) => each.kind === "msg" && flightId(each) === chosen.id);
}
