/** Kafka's murmur2: rows of a key and its hash, from UtilsTest or from another client. */
import { readFileSync } from "node:fs";
import { murmur2, partitionOf } from "../../lib/sim/kafka/partitioner";
import type { Reader, Verdict } from "./reader";

type Row = readonly unknown[] | Readonly<Record<string, unknown>>;

/** The columns of a row by meaning: a key, and a hash or a partition of so many. */
function fieldsOf(
  row: Row,
  columns: readonly string[],
): { key?: string; hash?: number; partition?: number; of?: number } {
  const named: [string, unknown][] = Array.isArray(row)
    ? row.map((value, index) => [columns[index] ?? (index === 0 ? "key" : "murmur2"), value])
    : Object.entries(row);
  const find = (name: RegExp, type: "string" | "number") =>
    named.find(([column, value]) => name.test(column) && typeof value === type)?.[1];
  const hex = find(/hex/i, "string") as string | undefined;
  return {
    key:
      hex === undefined
        ? (find(/key|input|utf8/i, "string") as string | undefined)
        : Buffer.from(hex, "hex").toString("utf8"),
    hash: find(/murmur|hash|int32/i, "number") as number | undefined,
    partition: find(/^(partition|p)$/i, "number") as number | undefined,
    of: find(/^(partitions|n|count|num_?partitions)$/i, "number") as number | undefined,
  };
}

export const reader: Reader = {
  topic: "kafka-partitioner",
  check(path): Verdict {
    let file: unknown;
    try {
      file = JSON.parse(readFileSync(path, "utf8"));
    } catch (error) {
      return { cases: 0, passed: 0, note: `not read: ${(error as Error).message}` };
    }
    const { rows: listed, columns, cases } = (file ?? {}) as { rows?: unknown; columns?: unknown; cases?: unknown };
    const rows = Array.isArray(file) ? file : (listed ?? cases);
    if (!Array.isArray(rows)) return { cases: 0, passed: 0, note: "not read: no list of rows" };
    const names = Array.isArray(columns) ? columns.map(String) : [];
    const wrong: string[] = [];
    let compared = 0;
    let unread = 0;
    for (const row of rows) {
      const { key, hash, partition, of } = fieldsOf((row ?? {}) as Row, names);
      if (key === undefined || (hash === undefined && (partition === undefined || of === undefined))) {
        unread++;
        continue;
      }
      compared++;
      const got = murmur2(new TextEncoder().encode(key));
      // Some ports print the hash without its sign.
      const isHash = hash === undefined || got === (hash | 0);
      const isPartition = partition === undefined || of === undefined || partitionOf(key, of) === partition;
      if (!isHash || !isPartition) wrong.push(`${JSON.stringify(key)}: ${got}, expected ${hash ?? partition}`);
    }
    const notes = [
      `${compared} keys hashed`,
      ...(unread > 0 ? [`${unread} rows of another form`] : []),
      ...wrong.slice(0, 5),
    ];
    return { cases: compared, passed: compared - wrong.length, note: notes.join("; ") };
  },
};
