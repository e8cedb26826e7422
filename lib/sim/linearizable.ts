/**
 * Is there one order of the operations, each taking effect somewhere between its call and its return, that a sequential
 * object could have answered so? Wing & Gong's search with Lowe's memory of configurations (J. M. Wing, C. Gong, "Testing
 * and verifying concurrent objects", JPDC 1993; G. Lowe, "Testing for linearizability", CCPE 2017).
 */
import type { Past, Recorded } from "./model";

/** A sequential object. States are plain data. */
export type SeqSpec<S, I, O> = {
  initial: S;
  /** The state after an operation that got `output` (undefined: unknown, any answer is possible); undefined: impossible. */
  apply(state: S, input: I, output: O | undefined): S | undefined;
  /** Equal for equal states. */
  key(state: S): string;
};

export type Operation<I, O> = {
  by: number;
  input: I;
  /** undefined while nobody knows what it answered. */
  output: O | undefined;
  /** Ordinals in the history: an operation that returned before another was called comes first. */
  called: number;
  /** Infinity for one that never returned: it may have taken effect at any time since its call, or not at all. */
  returned: number;
};

export type Linearized<I, O> = {
  /** "unknown": the budget ran out before an answer was found. */
  verdict: "ok" | "bad" | "unknown";
  /** The longest order found, all of it for "ok". */
  longest: readonly Operation<I, O>[];
  /** For "bad": the operation whose return no order explains, behind the longest one found. */
  stuck?: Operation<I, O>;
  /** Configurations looked at. */
  explored: number;
};

/** One end of an operation in a list that can be taken apart and put together again. */
type End<I, O> = {
  operation: Operation<I, O>;
  index: number;
  /** The matching return; undefined for a return and for an operation that never returned. */
  back: End<I, O> | undefined;
  isCall: boolean;
  before: End<I, O> | undefined;
  after: End<I, O> | undefined;
};

/**
 * Checks one history.
 * @param most configurations to look at before giving up; a count, so that every machine gives the same verdict
 */
export function linearizable<S, I, O>(
  spec: SeqSpec<S, I, O>,
  operations: readonly Operation<I, O>[],
  most = 2_000_000,
): Linearized<I, O> {
  const head = endsOf(operations);
  let open = operations.filter(({ returned }) => returned !== Number.POSITIVE_INFINITY).length;
  let state = spec.initial;
  const done = new Uint32Array(Math.ceil(operations.length / 32));
  const seen = new Set<string>([`${done.join()}|${spec.key(state)}`]);
  const made: { end: End<I, O>; state: S }[] = [];
  let longest: Operation<I, O>[] = [];
  let stuck: Operation<I, O> | undefined;
  let explored = 0;
  let end = head.after;
  while (open > 0 && end) {
    if (end.isCall) {
      if (++explored > most) return { verdict: "unknown", longest, explored };
      const { input, output, returned } = end.operation;
      const next = spec.apply(state, input, output);
      if (next !== undefined) {
        flip(done, end.index);
        const key = `${done.join()}|${spec.key(next)}`;
        if (!seen.has(key)) {
          seen.add(key);
          made.push({ end, state });
          state = next;
          if (returned !== Number.POSITIVE_INFINITY) open--;
          takeOut(end);
          end = head.after;
          continue;
        }
        flip(done, end.index);
      }
      end = end.after;
      continue;
    }
    // A return whose call has no place yet: nothing behind it may come before it.
    if (made.length >= longest.length) {
      longest = made.map((each) => each.end.operation);
      stuck = end.operation;
    }
    const last = made.pop();
    if (!last) return { verdict: "bad", longest, ...(stuck && { stuck }), explored };
    flip(done, last.end.index);
    state = last.state;
    if (last.end.operation.returned !== Number.POSITIVE_INFINITY) open++;
    putBack(last.end);
    end = last.end.after;
  }
  return { verdict: "ok", longest: made.map((each) => each.end.operation), explored };
}

/** Checks a history of many independent objects, each on its own: a history is linearizable if all its parts are. */
export function linearizableByKey<S, I, O>(
  spec: SeqSpec<S, I, O>,
  operations: readonly Operation<I, O>[],
  keyOf: (operation: Operation<I, O>) => string,
  most = 2_000_000,
): Linearized<I, O> & { key?: string } {
  const parts = new Map<string, Operation<I, O>[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    const part = parts.get(key);
    if (part) part.push(operation);
    else parts.set(key, [operation]);
  }
  let unknown: (Linearized<I, O> & { key?: string }) | undefined;
  let explored = 0;
  const longest: Operation<I, O>[] = [];
  for (const [key, part] of parts) {
    const found = linearizable(spec, part, most - explored);
    explored += found.explored;
    if (found.verdict === "bad") return { ...found, key, explored };
    if (found.verdict === "unknown") unknown = { ...found, key };
    longest.push(...found.longest);
  }
  return unknown ? { ...unknown, explored } : { verdict: "ok", longest, explored };
}

/**
 * The operations of what the clients of a run recorded. A "fail" did not happen; an "info", and what has not ended, may
 * or may not have.
 */
export function operationsOf(past: Past | null): Operation<Recorded, Recorded>[] {
  const entries: Recorded[] = [];
  for (let at = past; at; at = at.before) entries.push(at.entry);
  return paired(entries.reverse());
}

/** Pairs the ends of each process's operations, in the order of the list. */
export function paired(entries: readonly Recorded[]): Operation<Recorded, Recorded>[] {
  const open = new Map<number, Operation<Recorded, Recorded>>();
  const operations: Operation<Recorded, Recorded>[] = [];
  const failed = new Set<Operation<Recorded, Recorded>>();
  entries.forEach((entry, index) => {
    if (entry.type === "invoke") {
      const operation = {
        by: entry.by,
        input: entry,
        output: undefined,
        called: index,
        returned: Number.POSITIVE_INFINITY,
      };
      open.set(entry.by, operation);
      operations.push(operation);
      return;
    }
    const operation = open.get(entry.by);
    if (!operation) return;
    open.delete(entry.by);
    if (entry.type === "fail") failed.add(operation);
    if (entry.type !== "ok") return;
    operation.output = entry;
    operation.returned = index;
  });
  return operations.filter((operation) => !failed.has(operation));
}

type Value = unknown;

/** A register with read, write and compare-and-set (value `[from, to]`), as recorded by clients; `null` before a write. */
export const register: SeqSpec<Value, Recorded, Recorded> = {
  initial: null,
  apply(state, input, output) {
    if (input.op === "write") return input.value;
    if (input.op === "read") return output === undefined || equal(output.value ?? null, state) ? state : undefined;
    if (input.op !== "cas" || !Array.isArray(input.value)) return undefined;
    const [from, to] = input.value as [Value, Value];
    // A compare-and-set that is known to have happened found what it expected; one that nobody knows of may have missed.
    if (equal(from, state)) return to;
    return output === undefined ? state : undefined;
  },
  key: (state) => JSON.stringify(state),
};

const equal = (a: Value, b: Value): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function flip(bits: Uint32Array, index: number): void {
  bits[index >> 5] = (bits[index >> 5] as number) ^ (1 << (index & 31));
}

/** All ends in the order of the history, behind a head that is none. */
function endsOf<I, O>(operations: readonly Operation<I, O>[]): End<I, O> {
  const ends: { at: number; end: End<I, O> }[] = [];
  operations.forEach((operation, index) => {
    const end = (isCall: boolean, back?: End<I, O>): End<I, O> => ({
      operation,
      index,
      back,
      isCall,
      before: undefined,
      after: undefined,
    });
    const back = operation.returned === Number.POSITIVE_INFINITY ? undefined : end(false);
    ends.push({ at: operation.called, end: end(true, back) });
    if (back) ends.push({ at: operation.returned, end: back });
  });
  // A call comes before a return of the same ordinal: then the two are concurrent.
  ends.sort((a, b) => a.at - b.at || Number(b.end.isCall) - Number(a.end.isCall));
  const head: End<I, O> = {
    operation: { by: -1, input: undefined as I, output: undefined, called: -1, returned: -1 },
    index: -1,
    back: undefined,
    isCall: true,
    before: undefined,
    after: undefined,
  };
  let last = head;
  for (const { end } of ends) {
    last.after = end;
    end.before = last;
    last = end;
  }
  return head;
}

/** Takes a call and its return out of the list; their own pointers stay, so that `putBack` finds the place. */
function takeOut<I, O>(call: End<I, O>): void {
  for (const end of [call, call.back]) {
    if (!end) continue;
    if (end.before) end.before.after = end.after;
    if (end.after) end.after.before = end.before;
  }
}

/** Undoes the last `takeOut`, in reverse order. */
function putBack<I, O>(call: End<I, O>): void {
  for (const end of [call.back, call]) {
    if (!end) continue;
    if (end.before) end.before.after = end;
    if (end.after) end.after.before = end;
  }
}
