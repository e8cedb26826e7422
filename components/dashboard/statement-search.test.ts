import { describe, expect, it } from "vitest";
import type { GapId, StatementId } from "@/lib/ids";
import type { CatalogGap } from "@/lib/quiz/catalog";
import { findStatements, statementsLike } from "./statement-search";

const gap = (id: string, title: string, ...texts: string[]): CatalogGap => ({
  id: id as GapId,
  number: 1,
  title,
  judgement: "",
  statements: texts.map((text, index) => ({ id: `${id}.${index + 1}` as StatementId, text })),
  weights: {},
});
const gaps = [
  gap("consistency", "分布式一致性", "能写出幂等的处理函数", "能说清 Raft 的 ReadIndex 为什么读不到旧值"),
  gap("messaging", "消息与任务的容错", "能说清 Kafka 的重复消费与幂等生产者", "能说清死信队列"),
];
const found = (search: string) =>
  findStatements(gaps, search).flatMap(({ statements }) => statements.map(({ id }) => id));

describe("a search for statements", () => {
  it("finds all without a word, and those that have every word of it", () => {
    expect(found(" ")).toHaveLength(4);
    expect(found("幂等")).toEqual(["consistency.1", "messaging.1"]);
    expect(found("幂等 kafka")).toEqual(["messaging.1"]);
    expect(found("量子")).toEqual([]);
  });

  it("takes the beginning of a Latin word, and the title of the gap", () => {
    expect(found("read")).toEqual(["consistency.2"]);
    expect(found("容错")).toEqual(["messaging.1", "messaging.2"]);
  });
});

describe("a question that was asked", () => {
  it("is like the statements that share its rare words, the likest first", () => {
    expect(statementsLike(gaps, "Raft 的 ReadIndex 怎么保证不读旧值？").map(({ id }) => id)).toEqual(["consistency.2"]);
    expect(statementsLike(gaps, "Kafka 重复消费时怎么做幂等？", 2)[0]?.id).toBe("messaging.1");
  });

  it("is like none when it shares only what most of them say", () => {
    expect(statementsLike(gaps, "能说清吗")).toEqual([]);
    expect(statementsLike(gaps, "")).toEqual([]);
  });
});
