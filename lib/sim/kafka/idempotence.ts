/**
 * What a partition leader remembers of an idempotent producer, and what it says to the next batch: the rules of Kafka's
 * ProducerStateManager and ProducerAppendInfo. One producer id on one partition; more is not promised (KIP-98).
 */

/** Of the last five batches the leader knows the sequence numbers: as many as may be in flight at once. */
const remembered = 5;
export const lastSequence = 2 ** 31 - 1;

export type Batch = { epoch: number; first: number; last: number };
export type ProducerEntry = {
  epoch: number;
  /** Oldest first; empty after a transaction marker has raised the epoch. */
  batches: readonly Omit<Batch, "epoch">[];
};
export type Verdict = "ok" | "DuplicateSequence" | "OutOfOrderSequence" | "InvalidProducerEpoch";

/** After 2^31 - 1 comes 0. */
export const nextSequence = (sequence: number): number => (sequence === lastSequence ? 0 : sequence + 1);

/**
 * What the leader says to a batch of a client. A producer that it does not know may begin with any number: its records may
 * have been deleted by retention (KIP-360; until 2.4 the answer was UnknownProducerId). A new epoch begins at 0.
 */
export function verdictOf(entry: ProducerEntry | undefined, batch: Batch): Verdict {
  if (!entry) return "ok";
  if (batch.epoch < entry.epoch) return "InvalidProducerEpoch";
  if (batch.epoch > entry.epoch) return batch.first === 0 ? "ok" : "OutOfOrderSequence";
  if (entry.batches.some(({ first, last }) => first === batch.first && last === batch.last)) return "DuplicateSequence";
  const before = entry.batches.at(-1);
  const expected = before ? nextSequence(before.last) : 0;
  return batch.first === expected ? "ok" : "OutOfOrderSequence";
}

/** What the leader remembers once it has appended the batch. Followers and a log that is loaded append without a verdict. */
export function remember(entry: ProducerEntry | undefined, { epoch, first, last }: Batch): ProducerEntry {
  const batches = entry?.epoch === epoch ? entry.batches : [];
  return { epoch, batches: [...batches, { first, last }].slice(-remembered) };
}

/** What a transaction marker leaves: a higher epoch fences the older producer and starts its numbers anew. */
export function mark(entry: ProducerEntry | undefined, epoch: number): ProducerEntry {
  return entry?.epoch === epoch ? entry : { epoch, batches: [] };
}
