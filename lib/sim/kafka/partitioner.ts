/** Which partition a record with a key goes to: Kafka's murmur2 and the rule of the default partitioner. */

const seed = 0x9747b28c;
const m = 0x5bd1e995;

/**
 * The 32-bit hash that Kafka's clients take of a key, signed as in Java.
 * Source: org.apache.kafka.common.utils.Utils.murmur2; its published values are in partitioner.test.ts
 */
export function murmur2(bytes: Uint8Array): number {
  const { length } = bytes;
  const byteAt = (index: number): number => bytes[index] ?? 0;
  let h = seed ^ length;
  let at = 0;
  for (; at + 4 <= length; at += 4) {
    let k = byteAt(at) | (byteAt(at + 1) << 8) | (byteAt(at + 2) << 16) | (byteAt(at + 3) << 24);
    k = Math.imul(k, m);
    k ^= k >>> 24;
    h = Math.imul(h, m) ^ Math.imul(k, m);
  }
  const left = length - at;
  if (left >= 3) h ^= byteAt(at + 2) << 16;
  if (left >= 2) h ^= byteAt(at + 1) << 8;
  if (left >= 1) h = Math.imul(h ^ byteAt(at), m);
  h = Math.imul(h ^ (h >>> 13), m);
  return (h ^ (h >>> 15)) | 0;
}

/** The partition of a key among `partitions`: another number of them moves most keys. The sign bit is cleared, not negated. */
export const partitionOf = (key: string, partitions: number): number =>
  (murmur2(new TextEncoder().encode(key)) & 0x7fffffff) % partitions;
