import { describe, expect, it } from "vitest";
import { builtLabs, loadLab } from "@/lib/sim/labs";
import type { Choice } from "@/lib/sim/model";
import type { Entry } from "@/lib/sim/replay";
import { actsOf } from "./acts";
import { type Chosen, createRun, isOffered, type LabTask, nextOf, type RunStore, refusalOf, verbs } from "./run";

/** What is chosen on the stage to make this choice there; undefined where a panel of its own makes it. */
function thingOf(c: Choice): Chosen | undefined {
  if ("msg" in c) return { is: "flight", id: c.msg };
  if ("node" in c) return { is: "node", node: c.node };
  return "from" in c ? { is: "link", from: c.from, to: c.to } : undefined;
}

/** Whether a learner who stands here can make this choice with what the page shows. */
function isWithinReach(store: RunStore, c: Choice): boolean {
  const run = store.getState();
  if (refusalOf(run, c) !== undefined) return false;
  const thing = thingOf(c);
  if (!thing) return isOffered(run, c.do);
  return actsOf(run, thing).some(({ choice, refusal }) => !refusal && JSON.stringify(choice) === JSON.stringify(c));
}

/** The choices of a solution that the page does not offer at their moment. */
function outOfReach(store: RunStore, task: LabTask): string[] {
  const found: string[] = [];
  for (const [t, o, c] of task.solution as Entry[]) {
    if (task.mode.by === "time") {
      for (;;) {
        const w = store.getState().replay.at(store.getState().n);
        const next = nextOf(store.getState());
        if (w.t > t || (w.t === t && w.o >= o) || !next || next.t > t) break;
        verbs.stepOn(store);
      }
      // Between two events a learner pauses the run.
      store.setState({ t: Math.max(t, store.getState().t) });
    }
    if (!isWithinReach(store, c)) found.push(`${task.id}: ${JSON.stringify(c)} at ${store.getState().t} ms`);
    verbs.act(store, c);
  }
  return found;
}

describe.each(builtLabs)("the page of %s", (id) => {
  it("offers every choice of each task's solution at its moment", async () => {
    const lab = await loadLab(id);
    if (!lab) throw new Error(`no lab ${id}`);
    expect(lab.tasks.flatMap((task: LabTask) => outOfReach(createRun(lab, { is: "task", task }), task))).toEqual([]);
  });

  it("offers in free play what its faults name", async () => {
    const lab = await loadLab(id);
    if (!lab) throw new Error(`no lab ${id}`);
    const store = createRun(lab);
    for (let steps = 0; steps < 12; steps++) verbs.stepOn(store);
    const run = store.getState();
    const things: Chosen[] = [
      ...run.replay.kernel.nodes.map((_, node): Chosen => ({ is: "node", node })),
      ...lab.scene(run.replay.at(run.n)).flights.map((flight): Chosen => ({ is: "flight", id: flight.id })),
    ];
    const seen = new Set(things.flatMap((thing) => actsOf(run, thing)).map(({ choice }) => choice.do));
    const hasFlights = things.some(({ is }) => is === "flight");
    const onMessages = ["deliver", "drop", "dup", "delay"];
    const missing = lab.faults.doings.filter(
      (doing) => !seen.has(doing) && isOffered(run, doing) && (hasFlights || !onMessages.includes(doing)),
    );
    // What undoes shows once there is something to undo; operations and settings have their own places.
    const elsewhere = ["boot", "resume", "heal", "heal-all", "unclog", "op", "set", "fire"];
    expect(missing.filter((doing) => !elsewhere.includes(doing))).toEqual([]);
  });
});
