/** What a world looks like and what its step was called, worked out once a world: several parts of the page ask. */
import type { AnyLab } from "@/lib/sim/lab";
import type { Said, Scene } from "@/lib/sim/scene";
import type { LabReplay, LabWorld } from "./run";

const scenes = new WeakMap<LabWorld, Scene>();
const sentences = new WeakMap<LabWorld, Said>();

export function sceneOf(lab: AnyLab, w: LabWorld): Scene {
  const known = scenes.get(w);
  if (known) return known;
  const scene = lab.scene(w);
  scenes.set(w, scene);
  return scene;
}

/** What step `n` of this run did; at 0 the whole picture. */
export function sentenceOf(lab: AnyLab, replay: LabReplay, n: number): Said {
  const w = replay.at(n);
  const known = sentences.get(w);
  if (known) return known;
  const said = n === 0 ? sceneOf(lab, w).summary : lab.tell(w, replay.at(n - 1));
  sentences.set(w, said);
  return said;
}
