/** Scripts of Kafka's ProducerStateManagerTest: batches of producers and what the partition leader says to each. */
import { readFileSync } from "node:fs";
import { type Batch, mark, type ProducerEntry, remember, verdictOf } from "../../lib/sim/kafka/idempotence";
import type { Reader, Verdict } from "./reader";

type Append = Readonly<Record<string, unknown>>;

const number = (append: Append, ...names: string[]): number | undefined => {
  for (const name of names) if (typeof append[name] === "number") return append[name];
  return undefined;
};
const flag = (append: Append, ...names: string[]): boolean => names.some((name) => append[name] === true);

/** Names of the same answer: the tests of several versions are about. */
function answerOf(text: string): string {
  const name = text.replace(/Exception$/, "").replace(/^.*\./, "");
  if (name === "ProducerFenced") return "InvalidProducerEpoch";
  if (name === "DuplicateSequenceNumber") return "DuplicateSequence";
  if (name === "OutOfOrderSequenceNumber") return "OutOfOrderSequence";
  return name === "none" || name === "OK" ? "ok" : name;
}

/** Answers that the model gives; any other is of a part of Kafka that it leaves out. */
const modelled = [
  "ok",
  "DuplicateSequence",
  "OutOfOrderSequence",
  "InvalidProducerEpoch",
  "UnknownProducerId",
  "InvalidTxnState",
];

type Outcome = { read: number; wrong: string[]; notes: string[] };

/** Runs one script: how many steps were compared, where the model says otherwise, what could not be read. */
function run(appends: readonly Append[]): Outcome {
  const entries = new Map<unknown, ProducerEntry>();
  const inTxn = new Set<unknown>();
  const outcome: Outcome = { read: 0, wrong: [], notes: [] };
  const { wrong, notes } = outcome;
  appends.forEach((append, index) => {
    const step = `step ${index + 1}`;
    const pid = append.pid ?? append.producerId ?? append.producer ?? 0;
    const op = [append.op, append.marker, append.control, append.type]
      .filter((each) => typeof each === "string")
      .join();
    const isForgotten = flag(append, "reload", "expire", "expired", "truncate") || /reload|expire|truncate/i.test(op);
    if (isForgotten) {
      entries.clear();
      inTxn.clear();
    }
    const epoch = number(append, "epoch", "producerEpoch");
    const first = number(append, "seq", "first", "firstSeq", "sequence");
    const isMarker = flag(append, "control", "marker", "endTxn") || /commit|abort|marker|endtxn|control/i.test(op);
    const expected = typeof append.r === "string" ? answerOf(append.r) : "ok";
    if (epoch === undefined || (first === undefined && !isMarker)) {
      if (!isForgotten) notes.push(`${step} has no epoch or sequence and was left out`);
      return;
    }
    const isTxn = flag(append, "txn", "transactional", "isTransactional");
    if (!modelled.includes(expected) || (expected === "InvalidTxnState" && inTxn.size === 0)) {
      notes.push(`${step} expects ${expected}, of which the script shows no cause; left out`);
      return;
    }
    outcome.read++;
    let entry = entries.get(pid);
    if (isMarker) {
      const said = entry && epoch < entry.epoch ? "InvalidProducerEpoch" : "ok";
      if (said !== expected) wrong.push(`${step}: ${said}, expected ${expected}`);
      if (said !== "ok") return;
      entries.set(pid, mark(entry, epoch));
      inTxn.delete(pid);
      return;
    }
    const batch: Batch = { epoch, first: first ?? 0, last: number(append, "last", "lastSeq") ?? first ?? 0 };
    // The scripts keep the batches alone: that a test took another producer, or had this one expire by a reload, is seen
    // by its answer only.
    const isAnother =
      expected === "ok" && batch.first === 0 && entry?.epoch === epoch && verdictOf(entry, batch) !== "ok";
    const isExpired = expected === "UnknownProducerId" && entry !== undefined;
    if (isAnother || isExpired) {
      notes.push(`${step} was read as of a producer that the leader does not know`);
      entry = undefined;
    }
    const isLoad =
      flag(append, "load", "loading", "loadingFromLog", "isLoadingFromLog") ||
      append.client === false ||
      append.isFromClient === false;
    // Until KIP-360 a leader refused an unknown producer that did not begin at 0; both answers are Kafka's.
    const isRefusedUnknown = expected === "UnknownProducerId" && !entry && batch.first !== 0 && !isLoad;
    const isMixed = inTxn.has(pid) && !isTxn && !isLoad;
    const verdict = isLoad ? "ok" : verdictOf(entry, batch);
    const said = isRefusedUnknown ? "UnknownProducerId" : verdict === "ok" && isMixed ? "InvalidTxnState" : verdict;
    if (said !== expected) wrong.push(`${step}: ${said}, expected ${expected}`);
    if (said !== "ok") return;
    entries.set(pid, remember(entry, batch));
    if (isTxn) inTxn.add(pid);
  });
  return outcome;
}

export const reader: Reader = {
  topic: "kafka-idempotence",
  check(path): Verdict {
    let file: unknown;
    try {
      file = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      return { cases: 0, passed: 0, note: `not read: ${(error as Error).message}` };
    }
    const cases = Array.isArray(file) ? file : (file as { cases?: unknown } | null)?.cases;
    if (!Array.isArray(cases)) return { cases: 0, passed: 0, note: "not read: no list of cases" };
    const notes: string[] = [];
    let passed = 0;
    let compared = 0;
    for (const [index, each] of cases.entries()) {
      const { name = `case ${index + 1}`, appends, steps } = (each ?? {}) as Record<string, unknown>;
      const script = Array.isArray(appends) ? appends : steps;
      const isScript = Array.isArray(script) && script.every((append) => typeof append === "object" && append !== null);
      const outcome = isScript ? run(script as Append[]) : { read: 0, wrong: [], notes: [] };
      if (outcome.read === 0) {
        notes.push(`${name}: not read, ${outcome.notes[0] ?? "no batches with epoch and sequence"}`);
        continue;
      }
      compared++;
      if (outcome.wrong.length === 0) passed++;
      const told = [...outcome.wrong, ...outcome.notes];
      if (told.length > 0) notes.push(`${name}: ${told.join(", ")}`);
    }
    return { cases: compared, passed, note: [`${compared} scripts`, ...notes].join("; ") };
  },
};
