/**
 * Verdicts of porcupine (logs of etcd under Jepsen, a key-value store) and of knossos (registers, mutexes), against
 * lib/sim/linearizable. Porcupine's verdicts stand in EXPECTED.txt or in the name, those of knossos in the name.
 */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  linearizable,
  linearizableByKey,
  type Operation,
  paired,
  register,
  type SeqSpec,
} from "../../lib/sim/linearizable";
import type { Recorded } from "../../lib/sim/model";
import type { Reader, Verdict } from "./reader";

type Verdicts = { expected: boolean; found: "ok" | "bad" | "unknown" };

export const reader: Reader = {
  topic: "linearizability",
  check(path) {
    const name = basename(path);
    if (name === "EXPECTED.txt") return { cases: 0, passed: 0, note: "verdicts, read with the logs beside it" };
    try {
      const found = verdictsOf(path, name);
      if (typeof found === "string") return { cases: 0, passed: 0, note: found };
      const isRight = found.found === (found.expected ? "ok" : "bad");
      const said = found.expected ? "linearizable" : "not linearizable";
      return { cases: 1, passed: isRight ? 1 : 0, note: isRight ? said : `${said}, the checker says ${found.found}` };
    } catch (error) {
      return {
        cases: 0,
        passed: 0,
        note: `not read: ${error instanceof Error ? error.message : error}`,
      } satisfies Verdict;
    }
  },
};

function verdictsOf(path: string, name: string): Verdicts | string {
  const text = readFileSync(path, "utf8");
  if (/^etcd_\d+\.log$/.test(name)) {
    const list = join(dirname(path), "EXPECTED.txt");
    const line = existsSync(list)
      ? readFileSync(list, "utf8")
          .split("\n")
          .find((each) => each.startsWith(`${name} `))
      : undefined;
    if (!line) return "no verdict in EXPECTED.txt";
    return { expected: line.endsWith("true"), found: linearizable(etcdRegister, etcdOperations(text)).verdict };
  }
  if (/^kv-.*-(ok|bad)\.txt$/.test(name)) {
    const operations = paired(ednRecords(text));
    const found = linearizableByKey(appendable, operations, ({ input }) => String(input.key)).verdict;
    return { expected: name.endsWith("-ok.txt"), found };
  }
  const knossos = /^([a-z-]+)__(good|bad)__.*\.edn$/.exec(name);
  if (!knossos) return "no known form of history";
  const operations = paired(ednRecords(text));
  const unknown = operations.find(({ input }) => !["read", "write", "cas", "acquire", "release"].includes(input.op));
  if (unknown) return `the operation ${unknown.input.op} belongs to no object that is modelled`;
  const isMutex = operations.some(({ input }) => input.op === "acquire" || input.op === "release");
  const spec = isMutex ? mutex : knossosRegister;
  return { expected: knossos[2] === "good", found: linearizable(spec, operations).verdict };
}

/** Knossos reads nothing out of a read that came back with nil. */
const knossosRegister: SeqSpec<unknown, Recorded, Recorded> = {
  ...register,
  apply: (state, input, output) =>
    input.op === "read" && (output?.value ?? null) === null ? state : register.apply(state, input, output),
};

const mutex: SeqSpec<boolean, Recorded, Recorded> = {
  initial: false,
  apply: (isHeld, { op }) => (op === "acquire" ? (isHeld ? undefined : true) : isHeld ? false : undefined),
  key: String,
};

/** get, put and append of one key; an unknown key reads as the empty string. */
const appendable: SeqSpec<string, Recorded, Recorded> = {
  initial: "",
  apply(state, { op, value }, output) {
    if (op === "put") return String(value);
    if (op === "append") return state + String(value);
    return output === undefined || output.value === state ? state : undefined;
  },
  key: (state) => state,
};

/** A compare-and-set that etcd refused has seen another value: that is an answer too. */
const etcdRegister: SeqSpec<unknown, Recorded, Recorded> = {
  ...register,
  apply(state, input, output) {
    if (input.op === "cas" && output?.value === "refused")
      return Array.isArray(input.value) && input.value[0] !== state ? state : undefined;
    return register.apply(state, input, output);
  },
};

/** Lines of Jepsen's log: process, type, function, value. */
function etcdOperations(text: string): Operation<Recorded, Recorded>[] {
  const entries: Recorded[] = [];
  for (const line of text.split("\n")) {
    const found = /jepsen\.util - (\d+)\s+:(invoke|ok|fail|info)\s+:(read|write|cas)\s+(.*)$/.exec(line);
    if (!found) continue;
    const [, process, type, op, rest] = found as unknown as [string, string, Recorded["type"], string, string];
    const value =
      rest.trim() === "nil" ? null : rest.startsWith("[") ? JSON.parse(rest.replace(/\s+/g, ",")) : Number(rest);
    const by = Number(process);
    // A read that timed out tells nothing and does nothing; a refused compare-and-set answered.
    if (type === "fail" && op === "cas") entries.push({ by, type: "ok", op, value: "refused" });
    else entries.push({ by, type, op, ...(type === "invoke" || type === "ok" ? { value } : {}) });
  }
  return paired(entries);
}

/** The maps of a file of EDN, one history. Comments run to the end of their line. */
function ednRecords(text: string): Recorded[] {
  const plain = text.replace(/;[^\n]*/g, "");
  const entries: Recorded[] = [];
  for (const [map] of plain.matchAll(/\{[^{}]*\}/g)) {
    const read = (name: string) =>
      new RegExp(`:${name}\\s+("(?:[^"\\\\]|\\\\.)*"|\\[[^\\]]*\\]|[^\\s,}]+)`).exec(map)?.[1];
    const process = Number(read("process"));
    const type = read("type")?.slice(1);
    const op = read("f")?.slice(1);
    // The nemesis is no process of the history.
    if (!Number.isInteger(process) || op === undefined) continue;
    if (type !== "invoke" && type !== "ok" && type !== "fail" && type !== "info") continue;
    const key = read("key");
    entries.push({ by: process, type, op, ...(key !== undefined && { key }), value: ednValue(read("value")) });
  }
  return entries;
}

function ednValue(text: string | undefined): unknown {
  if (text === undefined || text === "nil") return null;
  if (text.startsWith('"')) return JSON.parse(text);
  if (text.startsWith("["))
    return text
      .slice(1, -1)
      .trim()
      .split(/[\s,]+/)
      .map(ednValue);
  return Number.isNaN(Number(text)) ? text : Number(text);
}
