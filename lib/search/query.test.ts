import { describe, expect, it } from "vitest";
import type { Searchable } from "../content/searchable";
import { searchDocuments } from "./build";
import { createSearch } from "./query";

const content: Searchable = {
  topics: [
    {
      id: "consensus-raft",
      title: { zh: "共识：Paxos 与 Raft", en: "Consensus: Paxos and Raft" },
      answer: {
        zh: "每个任期至多一个领导者，只数本任期的副本来提交。",
        en: "A term has at most one leader; it commits by counting copies of its own term.",
      },
      headings: [
        {
          id: "election",
          text: { zh: "选举：日志够新，才拿得到票", en: "Elections: only a log that is new enough can win" },
        },
        { id: "read", text: { zh: "读：ReadIndex 与租约读", en: "Reads: ReadIndex and lease reads" } },
      ],
    },
    {
      id: "distributed-locks-fencing",
      title: { zh: "分布式锁与 fencing token", en: "Distributed locks and fencing tokens" },
      answer: {
        zh: "锁会过期而持有者不知道，靠隔离令牌拦住旧写。",
        en: "A lock can expire unnoticed; the fencing token stops the stale write.",
      },
      headings: [{ id: "gc-pause", text: { zh: "停顿之后：两个持有者", en: "After a pause: two holders" } }],
    },
    {
      id: "kafka-reliability",
      title: { zh: "Kafka 可靠性", en: "Kafka reliability" },
      answer: { zh: "acks=all 加最小同步副本数。", en: "acks=all with min.insync.replicas." },
      headings: [{ id: "idempotent-producer", text: { zh: "幂等生产者", en: "The idempotent producer" } }],
    },
  ],
  gaps: [
    {
      id: "consistency",
      title: { zh: "分布式一致性", en: "Distributed consistency" },
      statements: [{ zh: "说清线性一致读的代价", en: "Say what a linearizable read costs" }],
    },
  ],
  terms: [
    {
      id: "split-brain",
      zh: "脑裂",
      en: "split brain",
      words: ["nao lie", "双主"],
      text: { zh: "两个节点都以为自己是主。", en: "Two nodes both believe to be the leader." },
      topic: "consensus-raft",
    },
  ],
};

const search = { zh: createSearch(searchDocuments(content, "zh")), en: createSearch(searchDocuments(content, "en")) };
const first = (locale: "zh" | "en", query: string) => search[locale](query)[0]?.path;

describe("search", () => {
  const expected: [string, string][] = [
    ["脑裂", "/topics/consensus-raft"],
    ["双主", "/topics/consensus-raft"],
    ["split brain", "/topics/consensus-raft"],
    ["分布式锁", "/topics/distributed-locks-fencing"],
    ["锁", "/topics/distributed-locks-fencing"],
    ["fencing", "/topics/distributed-locks-fencing"],
    ["raft", "/topics/consensus-raft"],
    ["Raft 选举", "/topics/consensus-raft#election"],
    ["raft选举", "/topics/consensus-raft#election"],
    ["read index", "/topics/consensus-raft#read"],
    ["readindex", "/topics/consensus-raft#read"],
    ["幂等生产者", "/topics/kafka-reliability#idempotent-producer"],
    ["idempotent", "/topics/kafka-reliability#idempotent-producer"],
    ["分布式一致性", "/gaps/consistency"],
    ["linearizable", "/gaps/consistency"],
    ["kafka", "/topics/kafka-reliability"],
  ];

  it.each(expected)("puts the right place among the first three for %s, on both sites", (query, path) => {
    for (const locale of ["zh", "en"] as const) {
      expect(
        search[locale](query, 3).map((hit) => hit.path),
        `${query} on ${locale}`,
      ).toContain(path);
    }
  });

  it("answers a Chinese question on the English site in English", () => {
    expect(search.en("分布式锁")[0]?.title).toBe("Distributed locks and fencing tokens");
  });

  it("forgives a slip of the hand in a long Latin word", () => {
    expect(first("en", "consesus")).toBe("/topics/consensus-raft");
  });

  it("finds while the last word is being typed", () => {
    expect(first("en", "distributed lo")).toBe("/topics/distributed-locks-fencing");
  });

  it("falls back to any of the words when no place has them all", () => {
    expect(search.zh("Kafka 任期").map((hit) => hit.path)).toContain("/topics/kafka-reliability");
  });

  it("finds nothing for what stands nowhere, and nothing for nothing", () => {
    expect(search.zh("量子")).toEqual([]);
    expect(search.zh("  ，。 ")).toEqual([]);
  });

  it("gives every place its own id", () => {
    const ids = searchDocuments(content, "zh").map((document) => document.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
