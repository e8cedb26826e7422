/**
 * Lets `**` and `*` open and close beside Han letters. CommonMark decides by whitespace and punctuation alone, so that
 * in 他说**“提交”**是 the second run cannot close: a full-width quote before it, a letter behind it, no space between.
 * The pairing itself stays CommonMark's; only the question "may this run open, may it close" is answered anew.
 */
import type { Root } from "mdast";
import { attention } from "micromark-core-commonmark";
import type { Code, Construct, State, Tokenizer } from "micromark-util-types";
import type {} from "remark-parse";
import type { Plugin } from "unified";

const asterisk = 42;

const charOf = (code: Code): string => (code === null || code < 0 ? " " : String.fromCodePoint(code));
const isSpace = (code: Code): boolean => /\s/u.test(charOf(code));
const isMark = (code: Code): boolean => /[\p{P}\p{S}]/u.test(charOf(code));
const isHan = (code: Code): boolean => /\p{Script=Han}/u.test(charOf(code));

const tokenize: Tokenizer = function (effects, ok) {
  const before = this.previous;
  const start: State = (code) => {
    effects.enter("attentionSequence");
    return inside(code);
  };
  const inside: State = (code) => {
    if (code === asterisk) {
      effects.consume(code);
      return inside;
    }
    const token = effects.exit("attentionSequence");
    token._open = !isSpace(code) && (!isMark(code) || isSpace(before) || isMark(before) || isHan(before));
    token._close = !isSpace(before) && (!isMark(before) || isSpace(code) || isMark(code) || isHan(code));
    return ok(code);
  };
  return start;
};

const construct: Construct = { name: "attention", resolveAll: attention.resolveAll, tokenize };

/** A remark plugin; place it anywhere among the others. */
export const cjkEmphasis: Plugin<[], Root> = function () {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ text: { [asterisk]: construct } });
};
