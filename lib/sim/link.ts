/**
 * A run as the end of an address: `#s=` and a tape, small enough to be sent in a message. What comes back from an address
 * was written by anyone, so nothing of it is used before it has been held against the lab it names.
 */
import type { FaultParts } from "../fault";
import { type AnyLab, isLabId, type LabId } from "./lab";
import { loadLab } from "./labs";
import { type Choice, type Doing, defaults, type Net, type NodeId, type ParamSpec, type ParamValue } from "./model";
import type { Entry, Tape } from "./replay";

/** A run and the step at which it is shown, 0 where the link does not say. */
export type Shared = { tape: Tape; n: number };

/** form: not a link of this site; size: too long; lab: no such lab; version: the lab has changed since; content: a value that the lab does not know. */
export type LinkFault = FaultParts & { kind: "form" | "size" | "lab" | "version" | "content"; lab?: LabId };

/** Packed: deflated JSON. Plain: JSON, where the browser cannot deflate. */
const packed = "#s=";
const plain = "#r=";

/** Characters of a link, bytes of what is inside, choices, and how deep an operation may be nested. */
export const linkLimits = { text: 8_192, inflated: 65_536, choices: 2_000, depth: 6 } as const;

const deflating = () => new CompressionStream("deflate-raw");

/**
 * The run as `#s=...`, to be put behind the address of its lab.
 * @param n the step to show
 * @param make what deflates; where it cannot be made the run goes plainly
 */
export async function toHash(tape: Tape, n = 0, make = deflating): Promise<string> {
  const text = new TextEncoder().encode(JSON.stringify(compact(tape, n)));
  const deflated = await piped(text, make, Number.POSITIVE_INFINITY);
  return deflated ? packed + base64url(deflated) : plain + base64url(text);
}

/**
 * Reads such a text. Never throws for what stands in it.
 * @param text with or without what comes before its `#`
 * @param load finds the lab that the tape names; by default the labs of this site
 */
export async function fromHash(
  text: string,
  load: (id: LabId) => Promise<AnyLab> | undefined = loadLab,
): Promise<Shared | { fault: LinkFault }> {
  try {
    const shown = await unpacked(text);
    return await checked(shown, load);
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.parts };
    throw error;
  }
}

/** What is wrong with a link; caught in `fromHash` alone. */
class Unreadable extends Error {
  readonly parts: LinkFault;
  constructor(parts: LinkFault) {
    super(parts.what);
    this.parts = parts;
  }
}

function refuse(kind: LinkFault["kind"], what: string, lab?: LabId): never {
  const mend = kind === "version" ? "start a new run of this lab" : "ask for the link again";
  throw new Unreadable({ kind, what, where: "the link", mend, ...(lab ? { lab } : {}) });
}

/** The form in the link. Choices as `[code, ms since the one before, ...what it needs, o where it is not 0]`. */
type Compact = [
  form: 1,
  m: string,
  p: Record<string, ParamValue>,
  seed: number,
  net: number[],
  n: number,
  c: unknown[][],
];

const codes = {
  deliver: "d",
  drop: "x",
  dup: "2",
  delay: "l",
  fire: "f",
  crash: "c",
  boot: "b",
  pause: "p",
  resume: "r",
  skew: "k",
  cut: "-",
  heal: "+",
  clog: "<",
  unclog: ">",
  part: "/",
  "heal-all": "*",
  op: "o",
  set: "=",
} as const satisfies Record<Doing, string>;
const doings = new Map(Object.entries(codes).map(([doing, code]) => [code as string, doing as Doing]));

function compact({ m, p, seed, net, c }: Tape, n: number): Compact {
  let before = 0;
  const choices = c.map(([t, o, choice]) => {
    const told = [codes[choice.do], t - before, ...argumentsOf(choice)];
    before = t;
    return o === 0 ? told : [...told, o];
  });
  return [1, m, p, seed, [net.min, net.tail, net.loss, net.twice], n, choices];
}

function argumentsOf(c: Choice): unknown[] {
  switch (c.do) {
    case "deliver":
    case "drop":
    case "dup":
      return [c.msg];
    case "delay":
      return [c.msg, c.by];
    case "fire":
      return [c.node, c.timer];
    case "crash":
    case "boot":
    case "pause":
    case "resume":
      return [c.node];
    case "skew":
      return [c.node, c.by];
    case "cut":
    case "heal":
    case "clog":
    case "unclog":
      return [c.from, c.to];
    case "part":
      return [c.apart];
    case "heal-all":
      return [];
    case "op":
      return [c.node, c.op];
    case "set":
      return [c.name, c.value];
    default:
      return c satisfies never;
  }
}

/** How many arguments each doing has in the link. */
const arity: Record<Doing, number> = {
  ...{ deliver: 1, drop: 1, dup: 1, delay: 2, fire: 2, crash: 1, boot: 1, pause: 1, resume: 1, skew: 2 },
  ...{ cut: 2, heal: 2, clog: 2, unclog: 2, part: 1, "heal-all": 0, op: 2, set: 2 },
};

async function unpacked(text: string): Promise<unknown> {
  const hash = text.slice(Math.max(0, text.indexOf("#")));
  if (hash.length > linkLimits.text) refuse("size", `it is longer than ${linkLimits.text} characters`);
  const isPacked = hash.startsWith(packed);
  if (!isPacked && !hash.startsWith(plain)) refuse("form", `it does not begin with ${packed}`);
  const bytes = fromBase64url(hash.slice(packed.length));
  if (!bytes) refuse("form", "it holds characters that no link has");
  const inflated = isPacked
    ? await piped(bytes, () => new DecompressionStream("deflate-raw"), linkLimits.inflated)
    : bytes;
  if (!inflated) refuse("form", "its contents cannot be unpacked");
  if (inflated.length > linkLimits.inflated) refuse("size", `it unpacks to more than ${linkLimits.inflated} bytes`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(inflated));
  } catch {
    return refuse("form", "its contents are not a run");
  }
}

/** @returns undefined when the bytes cannot be read or the browser lacks the stream; one byte more than `most` at least when there are more */
async function piped(
  bytes: Uint8Array<ArrayBuffer>,
  make: () => CompressionStream | DecompressionStream,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    const reader = new Blob([bytes]).stream().pipeThrough(make()).getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      chunks.push(read.value);
      length += read.value.length;
      if (length <= most) continue;
      // A few bytes can inflate to gigabytes: what is too much is never made.
      await reader.cancel();
      break;
    }
  } catch {
    return undefined;
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
}

const isWhole = (value: unknown, low: number, high: number): value is number =>
  Number.isInteger(value) && (value as number) >= low && (value as number) <= high;

/** Ten days of simulated time, and more steps than any page unrolls. */
const mostMs = 864_000_000;
const mostSteps = 10_000_000;

async function checked(value: unknown, load: (id: LabId) => Promise<AnyLab> | undefined): Promise<Shared> {
  if (!Array.isArray(value) || value.length !== 7 || value[0] !== 1) refuse("form", "its contents are not a run");
  const [, m, p, seed, net, n, c] = value as unknown[];
  const lab = await labOf(m, load);
  const { model } = lab;
  if (!isWhole(seed, 0, 2 ** 32 - 1)) refuse("content", "its seed is no whole number below 2^32");
  if (!isWhole(n, 0, mostSteps)) refuse("content", "the step it shows is no whole number");
  const params = paramsOf(p, lab);
  const nodes = model.topology({ ...defaults(model.params), ...params }).length;
  if (!Array.isArray(c) || c.length > linkLimits.choices)
    refuse("size", `it holds more than ${linkLimits.choices} choices`);
  let t = 0;
  const entries = c.map((told): Entry => {
    const entry = entryOf(told, t, nodes, lab);
    t = entry[0];
    return entry;
  });
  return { tape: { m: model.id, p: params, seed, net: netOf(net), c: entries }, n };
}

async function labOf(m: unknown, load: (id: LabId) => Promise<AnyLab> | undefined): Promise<AnyLab> {
  const [name, version] = typeof m === "string" ? m.split("@") : [];
  const loading = isLabId(name) ? load(name) : undefined;
  if (!loading || !isLabId(name)) return refuse("lab", "it names no lab of this site");
  const lab = await loading;
  if (lab.model.id !== m)
    refuse("version", `it was made with version ${Number(version)} of this lab, which is now ${lab.model.id}`, name);
  return lab;
}

function netOf(value: unknown): Net {
  if (!Array.isArray(value) || value.length !== 4) return refuse("content", "its network is not four numbers");
  const [min, tail, loss, twice] = value as unknown[];
  if (!isWhole(min, 0, 60_000) || !isWhole(tail, 0, 60_000) || !isWhole(loss, 0, 1000) || !isWhole(twice, 0, 1000))
    return refuse("content", "a value of its network is out of range");
  return { min, tail, loss, twice };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function paramsOf(value: unknown, { model }: AnyLab): Record<string, ParamValue> {
  if (!isRecord(value)) return refuse("content", "its parameters are not a list of names and values");
  const params: Record<string, ParamValue> = {};
  for (const [name, each] of Object.entries(value)) {
    const spec = Object.hasOwn(model.params, name) ? model.params[name] : undefined;
    if (!spec || !isValueOf(spec, each))
      return refuse("content", "a parameter has a name or value that the lab does not know");
    params[name] = each;
  }
  return params;
}

function isValueOf(spec: ParamSpec, value: unknown): value is ParamValue {
  if (spec.kind === "int") return isWhole(value, spec.min, spec.max);
  if (spec.kind === "flag") return typeof value === "boolean";
  return spec.options.some(({ id }) => id === value);
}

function entryOf(told: unknown, before: number, nodes: number, lab: AnyLab): Entry {
  if (!Array.isArray(told)) return refuse("content", "a choice is not written as one");
  const [code, since, ...rest] = told as unknown[];
  const doing = typeof code === "string" ? doings.get(code) : undefined;
  if (!doing) return refuse("content", "a choice does something unknown");
  const count = arity[doing];
  if (rest.length !== count && rest.length !== count + 1) refuse("content", `a ${doing} has too few or too many parts`);
  const o = rest.length > count ? rest[count] : 0;
  if (!isWhole(since, -mostMs, mostMs) || !isWhole(before + since, 0, mostMs) || !isWhole(o, 0, mostSteps))
    return refuse("content", "the moment of a choice is out of range");
  return [before + since, o, choiceOf(doing, rest, nodes, lab)];
}

function choiceOf(doing: Doing, [a, b]: unknown[], nodes: number, { model }: AnyLab): Choice {
  const node = (value: unknown): NodeId =>
    isWhole(value, 0, nodes - 1) ? value : refuse("content", `a ${doing} names no node of this run`);
  const whole = (value: unknown, low: number): number =>
    isWhole(value, low, mostMs) ? value : refuse("content", `a ${doing} has a number that is out of range`);
  const message = (value: unknown): string =>
    typeof value === "string" && /^\d{1,2}-\d{1,2}-\d{1,7}(\.\d{1,3})?$/.test(value)
      ? value
      : refuse("content", `a ${doing} names no message`);
  switch (doing) {
    case "deliver":
    case "drop":
    case "dup":
      return { do: doing, msg: message(a) };
    case "delay":
      return { do: doing, msg: message(a), by: whole(b, 1) };
    case "fire":
      if (typeof b !== "string" || b.length > 60) return refuse("content", "a timer has no name");
      return { do: doing, node: node(a), timer: b };
    case "crash":
    case "boot":
    case "pause":
    case "resume":
      return { do: doing, node: node(a) };
    case "skew":
      return { do: doing, node: node(a), by: whole(b, -mostMs) };
    case "cut":
    case "heal":
    case "clog":
    case "unclog":
      return { do: doing, from: node(a), to: node(b) };
    case "part":
      if (!Array.isArray(a) || a.length > nodes) return refuse("content", "a part names no nodes");
      return { do: doing, apart: a.map(node) };
    case "heal-all":
      return { do: doing };
    case "op":
      if (!isPlain(b, linkLimits.depth)) return refuse("content", "an operation is nested too deep or has an odd key");
      return { do: doing, node: node(a), op: b };
    case "set": {
      const spec = typeof a === "string" && Object.hasOwn(model.params, a) ? model.params[a] : undefined;
      if (typeof a !== "string" || !spec?.live || !isValueOf(spec, b))
        return refuse("content", "a set has a name or value that the lab does not know");
      return { do: doing, name: a, value: b };
    }
    default:
      return doing satisfies never;
  }
}

const oddKeys = new Set(["__proto__", "prototype", "constructor"]);

/** Whether it is small, shallow data without keys that reach into objects. */
function isPlain(value: unknown, depth: number): boolean {
  if (typeof value === "string") return value.length <= 200;
  if (typeof value === "number") return Number.isSafeInteger(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  return Object.entries(value).every(([key, each]) => !oddKeys.has(key) && isPlain(each, depth - 1));
}
