/** Choices of which a world has too many for a menu: a search or a random hand tries these of them. */
import type { Kernel } from "./kernel";
import { flightId } from "./kernel";
import type { AnyLab } from "./lab";
import type { Choice, Doing, Flight, ParamValue, World } from "./model";

/**
 * Delays and clock jumps by the lab's own step, clogged links, each division of the nodes in two, and other values of the
 * live parameters; of these doings only.
 */
export function furtherChoices<S, M, C, P, G>(
  { faults }: Pick<AnyLab, "faults">,
  kernel: Kernel<S, M, C, P, G>,
  w: World<S, M, C, P, G>,
  doings: ReadonlySet<Doing>,
): Choice<C>[] {
  const found: Choice<C>[] = [];
  const nodes = kernel.nodes.map((_, node) => node);
  if (doings.has("delay") && faults.delay > 0)
    for (const each of w.pending)
      if (each.kind === "msg") found.push({ do: "delay", msg: flightId(each as Flight<unknown>), by: faults.delay });
  if (doings.has("skew") && faults.skew > 0)
    for (const node of nodes) found.push({ do: "skew", node, by: faults.skew }, { do: "skew", node, by: -faults.skew });
  for (const doing of ["clog", "unclog"] as const)
    if (doings.has(doing))
      for (const from of nodes) for (const to of nodes) if (from !== to) found.push({ do: doing, from, to });
  // Node 0 always stays on the other side, so that each division is named once.
  if (doings.has("part"))
    for (let bits = 1; bits < 2 ** (nodes.length - 1); bits++)
      found.push({ do: "part", apart: nodes.filter((node) => node > 0 && ((bits >> (node - 1)) & 1) === 1) });
  if (doings.has("set"))
    for (const [name, spec] of Object.entries(kernel.model.params)) {
      if (!spec.live) continue;
      const now = (w.p as Readonly<Record<string, ParamValue>>)[name];
      for (const value of valuesOf(spec)) if (value !== now) found.push({ do: "set", name, value });
    }
  return found.filter((c) => kernel.impossible(w, c) === undefined);
}

/** Every option of a choice or flag; of a number its two ends and its default. */
function valuesOf(spec: AnyLab["model"]["params"][string]): Set<ParamValue> {
  if (spec.kind === "int") return new Set([spec.min, spec.default, spec.max]);
  if (spec.kind === "flag") return new Set([false, true]);
  return new Set(spec.options.map(({ id }) => id));
}
