import { expect, it } from "vitest";
import { kernelOf } from "../kernel";
import { tell } from "../scene";
import { lab } from "./lab";
import { raft } from "./model";

it("elects and replicates", () => {
  const k = kernelOf(raft, { seed: 7, net: lab.net });
  let w = k.initial;
  for (let i = 0; i < 300; i++) w = k.step(w);
  console.log(w.t, tell(lab.scene(w).summary, "zh"), JSON.stringify(lab.scene(w).tables[0]).slice(0, 600));
  console.log(w.broken, w.past?.length, w.past?.entry);
  const net = { min: 5, tail: 60, loss: 50, twice: 10 };
  for (let round = 0; round < 6; round++) {
    const fast = kernelOf(raft, { seed: round, net });
    let v = fast.initial;
    const t0 = performance.now();
    for (let i = 0; i < 100000; i++) v = fast.step(v);
    const ms = performance.now() - t0;
    console.log(Math.round(100000 / ms), "k ev/s", v.t, v.broken, v.ghost.committed.length, v.past?.length);
  }
  expect(w.broken).toEqual([]);
});
