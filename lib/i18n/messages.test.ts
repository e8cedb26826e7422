import { describe, expect, it } from "vitest";
import en from "./messages/en.json";
import zh from "./messages/zh.json";

type Messages = { [key: string]: string | Messages };

const flat = (messages: Messages, path = ""): [string, string][] =>
  Object.entries(messages).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : flat(value, `${path}${key}.`),
  );

const texts = { zh: new Map(flat(zh)), en: new Map(flat(en)) };

/** Names of arguments and of rich-text tags: `{count, plural, one {it} other {#}}` and `<b>` are count and b. */
const argumentsOf = (message: string): string =>
  [
    ...new Set(
      [...message.matchAll(/(?<!\b(?:zero|one|two|few|many|other|=\d+) )\{(\w+)\s*[,}]|<(\w+)>/g)].map(
        ([, argument, tag]) => argument ?? tag ?? "",
      ),
    ),
  ]
    .sort()
    .join();

describe("the messages", () => {
  it("have the same keys in both languages", () => {
    expect([...texts.zh.keys()].sort()).toEqual([...texts.en.keys()].sort());
  });

  it("take the same arguments in both languages", () => {
    const different = [...texts.zh].filter(
      ([key, message]) => argumentsOf(message) !== argumentsOf(texts.en.get(key) ?? ""),
    );
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("keep a quiet tone: no exclamation mark in either language", () => {
    const loud = [...texts.zh, ...texts.en].filter(([, message]) => /[!！]/.test(message));
    expect(loud).toEqual([]);
  });

  it("use full-width punctuation after Han, and a space between Han and Latin or digits", () => {
    const cramped = [...texts.zh].filter(([, message]) =>
      /\p{Script=Han}[,;:?]|\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(message),
    );
    expect(cramped).toEqual([]);
  });
});
