import { expect, it } from "vitest";
import { murmur2, partitionOf } from "./partitioner";

const hash = (key: string) => murmur2(new TextEncoder().encode(key));

it("gives the values that Kafka's own UtilsTest expects", () => {
  expect([hash("21"), hash("foobar"), hash("abc")]).toEqual([-973932308, -790332482, 479470107]);
  expect(hash("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8")).toBe(-58897971);
});

it("keeps a key on its partition, until their number changes", () => {
  expect(partitionOf("21", 6)).toBe((-973932308 & 0x7fffffff) % 6);
  const keys = Array.from({ length: 1000 }, (_, i) => `order-${i}`);
  const moved = keys.filter((key) => partitionOf(key, 6) !== partitionOf(key, 7)).length;
  expect(moved).toBeGreaterThan(800);
});
