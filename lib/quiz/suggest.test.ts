import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { authoredContent } from "../../tests/authored";
import { ticks as aRubrics } from "../../tests/build";
import { type Locale, localize } from "../i18n/locales";
import type { Tick } from "./rubric";
import { suggest } from "./suggest";

const tick = (zh: string[], en: string[]): Tick => ({ id: "a-tick", text: "text of a tick", terms: { zh, en } });
const stateOf = (text: string, zh: string[], en: string[] = zh) => suggest(text, [tick(zh, en)]).ticks[0]?.state;
/** The words of the text that matched, as they stand there. */
const matched = (text: string, zh: string[], en: string[] = zh) =>
  suggest(text, [tick(zh, en)]).ticks.flatMap(({ matches }) => matches.map(({ from, to }) => text.slice(from, to)));

describe("a term is found", () => {
  it("in Chinese without word boundaries, in English only as a whole word", () => {
    expect(matched("要等多数派确认以后", ["多数派"], ["majority"])).toEqual(["多数派"]);
    expect(matched("the reordering of logs", ["order"])).toEqual([]);
    expect(matched("the order of logs", ["order"])).toEqual(["order"]);
  });

  it("in either language and in a mixture of both", () => {
    expect(matched("follower 先 fsync 再 ack，然后才算多数派", ["落盘", "多数派"], ["fsync", "majority"])).toEqual([
      "fsync",
      "多数派",
    ]);
  });

  it("in whatever case and width, with its place in the text as it was typed", () => {
    expect(matched("先ＦＳＹＮＣ再确认", ["fsync"])).toEqual(["ＦＳＹＮＣ"]);
    expect(matched("with READINDEX", ["ReadIndex"])).toEqual(["READINDEX"]);
    expect(matched("㎳ 是单位，10㎳", ["10 ms"])).toEqual(["10㎳"]);
  });

  it.each([
    ["flush", "flushes flushed flushing flush"],
    ["commit", "commits committed committing"],
    ["retry", "retries retried retrying"],
    ["lease", "leases leased leasing"],
    ["deduplicate", "deduplicates deduplicated deduplicating"],
    ["ACK", "ACKs acks ACK"],
  ])("in its other forms: %s as in %s", (term, forms) => {
    expect(matched(forms, [term])).toEqual(forms.split(" "));
  });

  it("written as one word, with a hyphen, or apart", () => {
    for (const written of ["ReadIndex", "read-index", "read index", "readindex", "read_index"])
      for (const term of ["ReadIndex", "read-index"])
        expect(matched(`a ${written} here`, [term]), `${term} in ${written}`).toEqual([written]);
    expect(matched("先写 noop，即 no-op", ["no-op"])).toEqual(["noop", "no-op"]);
  });

  it("of several words when they stand near to each other in one sentence, in any order", () => {
    expect(matched("it checks the consistency first", ["consistency check"])).toEqual(["checks the consistency"]);
    expect(matched("Only the index of the last commit counts.", ["commit index"])).toEqual([
      "index of the last commit",
    ]);
    expect(matched("It has an index. Commit later.", ["commit index"])).toEqual([]);
    expect(matched("the index is kept by every one of the servers for a later commit", ["commit index"])).toEqual([]);
    expect(matched("把选举的超时调大", ["选举 超时"])).toEqual(["选举的超时"]);
  });

  it("that is a number, with thousands apart or not", () => {
    for (const term of ["24,000", "24000"])
      for (const text of ["keeps 24,000 a second", "剩 24000 个", "24，000"])
        expect(matched(text, [term]), `${term} in ${text}`).toHaveLength(1);
    expect(matched("224,000 and 24,0001", ["24,000"])).toEqual([]);
  });

  it("not across a comma within a word, nor in nothing", () => {
    expect(matched("先提，交给它", ["提交"])).toEqual([]);
    expect(matched("", ["提交"])).toEqual([]);
  });

  it("once where two terms of a concept lie in one place: the longer one", () => {
    expect(matched("由持有人续约", ["持有", "持有人"], ["holder"])).toEqual(["持有人"]);
  });
});

describe("a tick", () => {
  it("of several concepts wants half of them, rounded up", () => {
    const [zh, en] = [
      ["磁盘", "网络", "CPU"],
      ["disk", "network", "CPU"],
    ];
    expect(stateOf("先看磁盘", zh, en)).toBe("open");
    expect(stateOf("先看磁盘 disk", zh, en)).toBe("open");
    expect(stateOf("先看 disk，再看网络", zh, en)).toBe("suggested");
    expect(stateOf("日志要一样", ["日志", "顺序"], ["log", "order"])).toBe("suggested");
  });

  it("with lists of different length is one concept said in several ways", () => {
    expect(stateOf("by a quorum", ["多数派"], ["majority", "quorum"])).toBe("suggested");
  });

  it("without terms is left open", () => {
    expect(suggest("the leader", aRubrics("names-it!"))).toEqual({
      ticks: [{ tick: "names-it", state: "open", matches: [] }],
      isList: false,
    });
  });

  it.each([
    "这里不会提交",
    "它没有提交",
    "日志未提交",
    "并不提交",
    "不能再提交",
    "it does not commit",
    "it never commits",
    "it doesn't commit",
    "without a commit",
    "it cannot be committed",
  ])("is doubted behind a negation, and not suggested: %s", (text) => {
    const [found] = suggest(text, [tick(["提交"], ["commit"])]).ticks;
    expect(found?.state).toBe("doubted");
    expect(found?.matches).toEqual([expect.objectContaining({ isDoubted: true })]);
  });

  it.each([
    "不仅提交",
    "会不会提交",
    "得先提交，不然会丢",
    "not only commits",
    "it is not safe until the commit",
    "没有落盘就提交",
    "a no-op commit",
  ])("is suggested where the negation is no negation, or of something else: %s", (text) => {
    expect(stateOf(text, ["提交"], ["commit"])).toBe("suggested");
  });

  it("is suggested when it is denied in one place and said in another", () => {
    expect(stateOf("没提交之前不算数，提交以后才回复", ["提交"], ["commit"])).toBe("suggested");
  });

  it("whose term holds a negation is not in doubt for it", () => {
    expect(stateOf("因为它从头到尾未提交", ["未提交"], ["uncommitted"])).toBe("suggested");
    expect(stateOf("新领导者先写 no-op", ["no-op"])).toBe("suggested");
  });
});

describe("a list of terms", () => {
  const rubric = [tick(["落盘", "多数派"], ["flush", "majority"]), tick(["任期", "提交"], ["term", "commit"])];
  it.each(["落盘、多数派、任期、提交", "flush, majority, term, commit", "落盘 flush\n多数派 majority\n任期\n提交"])(
    "is known for one: %j",
    (text) => {
      expect(suggest(text, rubric).isList).toBe(true);
    },
  );
  it.each([
    "跟随者先落盘再确认，多数派确认后领导者才提交，任期也要写进磁盘",
    "Followers flush before they answer, and with a majority of the own term the leader may commit",
    "提交",
    "",
  ])("is no sentence, and no single word: %j", (text) => {
    expect(suggest(text, rubric).isList).toBe(false);
  });
});

it("gives places inside the text, in order, whatever the text is", () => {
  const piece = fc.constantFrom(
    "提交",
    "commit",
    "不",
    "no-op",
    "ﬁ",
    "㎳",
    "½",
    "é",
    "é",
    " ",
    "\n",
    "，",
    "👩‍🔬",
    "Ａ",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join("");
      const [found] = suggest(text, [tick(["提交", "ms"], ["commit", "fi"])]).ticks;
      const places = found?.matches ?? [];
      expect(places.filter(({ from, to }) => !(from >= 0 && from < to && to <= text.length))).toEqual([]);
      expect(places.map(({ from }) => from)).toEqual(places.map(({ from }) => from).sort((a, b) => a - b));
    }),
  );
});

describe("over the anchors of all follow-up chains", () => {
  const content = authoredContent();
  const rungs = content.topics
    .flatMap(({ chains }) => chains.entries.flatMap(({ value }) => value?.rungs ?? []))
    .map(({ ticks, anchors }) => ({ ticks: ticks.filter(({ terms, fatal }) => terms && !fatal), anchors }))
    .filter(({ ticks, anchors }) => ticks.length > 0 && anchors.length > 0);

  /** Shares of suggested ticks, of all anchors with this score. */
  const shares = (score: number, locale: Locale) =>
    rungs.flatMap(({ ticks, anchors }) =>
      anchors
        .filter((anchor) => anchor.score === score)
        .map(({ text }) => {
          const suggestions = suggest(text[locale], localize(ticks, locale)).ticks;
          return suggestions.filter(({ state }) => state === "suggested").length / ticks.length;
        }),
    );
  const median = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length / 2;
    return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2;
  };

  it.each(["zh", "en"] as const)("a stronger answer has clearly more ticks suggested (%s)", (locale) => {
    expect(rungs.length).toBeGreaterThan(30);
    const [weak = 0, fair = 0, strong = 0] = [1, 2, 3].map((score) => median(shares(score, locale)));
    expect(fair).toBeGreaterThan(weak);
    expect(strong).toBeGreaterThanOrEqual(fair + 0.25);
  });

  it("takes no anchor for a list, and a rung's terms in a row for one", () => {
    for (const { ticks, anchors } of rungs)
      for (const locale of ["zh", "en"] as const) {
        const plain = localize(ticks, locale);
        for (const { text } of anchors) expect(suggest(text[locale], plain).isList, text[locale]).toBe(false);
        const terms = new Set(ticks.flatMap((each) => each.terms?.[locale] ?? []));
        if (terms.size >= 3) expect(suggest([...terms].join("、"), plain).isList, [...terms].join("、")).toBe(true);
      }
  });
});
