/**
 * npm run -s sim:run -- <model> --seed N --steps N [--p name=value ...]
 * Runs a lab's model by the timed scheduler alone and prints where it came to, as JSON: equal input, equal hash. `steps`
 * are those made; fewer than asked when nothing was left to happen (`isOver`).
 */
import { parseArgs } from "node:util";
import { Fault } from "../lib/fault";
import { kernelOf } from "../lib/sim/kernel";
import { type AnyLab, isLabId } from "../lib/sim/lab";
import { builtLabs, loadLab } from "../lib/sim/labs";
import type { ParamSpec, ParamValue } from "../lib/sim/model";
import { digest, Replay } from "../lib/sim/replay";

const where = "sim:run";
const usage = "npm run -s sim:run -- <model> --seed N --steps N [--p name=value ...]";

const numberOf = (name: string, text: string, most: number): number => {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= 0 && value <= most) return value;
  throw new Fault({ what: `--${name} is "${text}"`, where, mend: `give a whole number from 0 to ${most}` });
};

/** By the lab's id or the model's: raft, raft@1. */
async function labOf(name: string | undefined): Promise<AnyLab> {
  const [id, version] = (name ?? "").split("@");
  const lab = isLabId(id) ? await loadLab(id) : undefined;
  const mend = `choose one of ${builtLabs.join(", ")} (${usage})`;
  if (!lab) throw new Fault({ what: name ? `no model is called "${name}"` : "no model was named", where, mend });
  if (version !== undefined && lab.model.id !== name)
    throw new Fault({ what: `there is no ${name}`, where, mend: `the version is now ${lab.model.id}` });
  return lab;
}

function paramOf(lab: AnyLab, text: string): [string, ParamValue] {
  const [name = "", value = ""] = [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)];
  const { params } = lab.model;
  const spec = text.includes("=") && Object.hasOwn(params, name) ? params[name] : undefined;
  if (!spec)
    throw new Fault({
      what: `--p ${text} names no parameter`,
      where,
      mend: `write name=value with one of ${Object.keys(params).join(", ")}`,
    });
  const read = valueIn(spec, value);
  if (read === undefined) throw new Fault({ what: `--p ${text} is out of range`, where, mend: rangeOf(name, spec) });
  return [name, read];
}

function valueIn(spec: ParamSpec, text: string): ParamValue | undefined {
  if (spec.kind === "flag") return text === "true" ? true : text === "false" ? false : undefined;
  if (spec.kind === "choice") return spec.options.some(({ id }) => id === text) ? text : undefined;
  const value = /^-?\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= spec.min && value <= spec.max ? value : undefined;
}

function rangeOf(name: string, spec: ParamSpec): string {
  if (spec.kind === "flag") return `${name} is true or false`;
  if (spec.kind === "choice") return `${name} is one of ${spec.options.map(({ id }) => id).join(", ")}`;
  return `${name} is a whole number from ${spec.min} to ${spec.max}`;
}

function argumentsIn(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: { seed: { type: "string" }, steps: { type: "string" }, p: { type: "string", multiple: true } },
    });
  } catch (error) {
    throw new Fault({ what: (error as Error).message.replace(/\.$/, ""), where, mend: usage });
  }
}

async function main(): Promise<void> {
  const { positionals, values } = argumentsIn(process.argv.slice(2));
  if (positionals.length > 1) throw new Fault({ what: `"${positionals[1]}" is one word too many`, where, mend: usage });
  const lab = await labOf(positionals[0]);
  const seed = values.seed === undefined ? lab.seed : numberOf("seed", values.seed, 2 ** 32 - 1);
  const steps = values.steps === undefined ? 1000 : numberOf("steps", values.steps, 10_000_000);
  const p = { ...lab.p, ...Object.fromEntries((values.p ?? []).map((text) => paramOf(lab, text))) };
  const kernel = kernelOf(lab.model, { p, seed, net: lab.net });
  const w = new Replay(kernel).at(steps);
  const invariants = Object.fromEntries(
    Object.keys(lab.model.invariants).map((name) => [name, w.broken.find((each) => each.invariant === name) ?? "ok"]),
  );
  const run = { steps: w.n, isOver: w.n < steps, t: w.t, hash: digest(w) };
  const told = { model: lab.model.id, seed, ...run, p, net: lab.net, invariants };
  process.stdout.write(`${JSON.stringify(told, null, 2)}\n`);
}

main().catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
