import { describe, expect, it } from "vitest";
import type { ItemId } from "../ids";
import { clangIn, convergesOnKey, giveAwaysIn } from "./give-aways";
import type { Part } from "./item-parts";
import type { AuthoredItem } from "./schema";

/** `parts("*甲 | a", "乙 | b")`: options in both languages; the star marks a key. */
const parts = (...options: string[]): Part[] =>
  options.map((option, index) => {
    const [zh = "", en = ""] = option.replace("*", "").split(" | ");
    return { id: `o${index}`, text: { zh, en }, isKey: option.startsWith("*"), path: [] };
  });

const rare = () => true;
const question = { zh: "写进 MySQL 的余额怎样只加一次？", en: "How is a balance in MySQL raised just once?" };

describe("a clang", () => {
  const others = ["先提交位点 | Commit the offset first", "打开幂等生产者 | Turn on the idempotent producer"];

  it("is a rare word of the question that the key alone repeats, in both languages", () => {
    expect(
      clangIn(question, parts("*在一个 MySQL 事务里更新 | Update in one MySQL transaction", ...others), rare),
    ).toEqual({
      zh: "mysql",
      en: "mysql",
    });
  });
  it("is none when a distractor holds the word too, or another form of it", () => {
    const echoed = parts(
      "*在 MySQL 事务里更新 | Update in one MySQL transaction",
      "锁住 MySQL 的行 | Lock the MySQL row",
    );
    expect(clangIn(question, echoed, rare)).toBeUndefined();
    const inflected = clangIn(
      { zh: "扣减怎么做？", en: "How is the deduction done?" },
      parts("*扣减走多数派 | Deduction at a majority", "在本地扣 | Deduct locally"),
      rare,
    );
    expect(inflected).toBeUndefined();
  });
  it("is none when the word is common, or stands in one language only", () => {
    const key = parts("*在一个 MySQL 事务里更新 | Update in one MySQL transaction", ...others);
    expect(clangIn(question, key, () => false)).toBeUndefined();
    expect(
      clangIn(question, parts("*放进一个事务 | Update in one MySQL transaction", ...others), rare),
    ).toBeUndefined();
  });
  it("is told with the whole Chinese word", () => {
    const found = clangIn(
      { zh: "银行认幂等键，怎么重试？", en: "The bank takes an idempotency key. How is it retried?" },
      parts("*不加锁，靠幂等键 | No lock, an idempotency key", "换一把更强的锁 | A stronger lock"),
      rare,
    );
    expect(found?.zh).toBe("幂等键");
  });
});

describe("options that converge on the key", () => {
  it("share more with it than with each other", () => {
    const changedParts = parts(
      "*领导者落盘并等多数派确认 | The leader flushes and awaits majority acknowledgement",
      "领导者落盘并等全部回复 | The leader flushes and awaits full reply",
      "跟随者转发并等多数派确认 | A follower forwards, majority acknowledgement",
    );
    expect(convergesOnKey(changedParts)).toBe(true);
  });
  it("are none when two distractors are as close", () => {
    const even = parts(
      "*领导者落盘并等多数派确认 | The leader flushes and awaits majority acknowledgement",
      "领导者落盘并等全部确认 | The leader flushes and awaits full acknowledgement",
      "领导者落盘并等多数派回复 | The leader flushes and awaits majority reply",
    );
    expect(convergesOnKey(even)).toBe(false);
    expect(convergesOnKey(parts("*落盘 | Flush", "转发 | Forward", "重试 | Retry"))).toBe(false);
  });
});

describe("an item whose key another stem tells", () => {
  const item = (id: string, stem: string, key: string, enemies: string[] = []) => {
    const [zh = "", en = ""] = stem.split(" | ");
    const options = parts(`*${key}`, "再试一次 | Try once more").map(({ isKey, ...part }) => ({
      ...part,
      ...(isKey && { key: true as const }),
    }));
    return {
      id: id as ItemId,
      kind: "single-choice",
      stem: { zh, en },
      enemies,
      spec: { options },
    } as unknown as AuthoredItem;
  };
  /** Words are weighed by how rare they are in the bank, so that a bank is needed. */
  const filler = Array.from({ length: 200 }, (_, index) => item(`other.n${index}`, "哪个？ | Which?", "这个 | This"));
  const key = "客户端编号与序号由状态机去重 | Client number and serial, deduplicated by the state machine";
  const asker = item("raft.retry", "重复提交怎么防？ | How is a second commit prevented?", key);
  const teller = (id: string, enemies: string[] = []) =>
    item(
      id,
      "状态机按客户端编号与序号去重，快照里要带什么？ | The state machine deduplicates by client number and serial. What must the snapshot hold?",
      "会话表 | The session table",
      enemies,
    );

  it("is found in the same topic, once", () => {
    const found = giveAwaysIn([asker, teller("raft.snapshot"), ...filler]);
    expect(found.map(({ item, by }) => [item, by])).toEqual([["raft.retry", "raft.snapshot"]]);
  });
  it("is none in another topic, nor between enemies, whichever of the two says so", () => {
    expect(giveAwaysIn([asker, teller("locks.snapshot"), ...filler])).toEqual([]);
    expect(giveAwaysIn([asker, teller("raft.snapshot", ["raft.retry"]), ...filler])).toEqual([]);
    expect(
      giveAwaysIn([{ ...asker, enemies: ["raft.snapshot" as ItemId] }, teller("raft.snapshot"), ...filler]),
    ).toEqual([]);
  });
});
