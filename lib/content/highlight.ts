/**
 * Listings at build: keywords, strings and comments are marked by class, everything else stays text. Only the languages
 * that notes use are loaded.
 */
import { createHighlighterCore, type HighlighterCore, type ShikiTransformer, type ThemeRegistration } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import type { CodeLanguage } from "./schema";

/** Colours that never reach a page: each stands for a class. */
const marks = { "#111111": "k", "#222222": "s", "#333333": "c" } as const;
const theme: ThemeRegistration = {
  name: "quorum",
  type: "light",
  fg: "#000000",
  bg: "#ffffff",
  settings: [
    { settings: { foreground: "#000000" } },
    {
      scope: [
        "keyword",
        "storage",
        "constant.language",
        "keyword.other",
        "support.function.builtin",
        "entity.name.tag.yaml",
      ],
      settings: { foreground: "#111111" },
    },
    {
      scope: ["keyword.operator", "punctuation", "storage.type.numeric", "entity.name.tag.yaml"],
      settings: { foreground: "#000000" },
    },
    { scope: ["string", "constant.character", "punctuation.definition.string"], settings: { foreground: "#222222" } },
    { scope: ["comment", "punctuation.definition.comment"], settings: { foreground: "#333333" } },
  ],
};

let loading: Promise<HighlighterCore> | undefined;
/** One highlighter a process: loading the languages takes longer than all listings together. */
export const highlighter = (): Promise<HighlighterCore> => {
  loading ??= createHighlighterCore({
    themes: [theme],
    langs: [
      import("shiki/langs/go.mjs"),
      import("shiki/langs/java.mjs"),
      import("shiki/langs/lua.mjs"),
      import("shiki/langs/yaml.mjs"),
      import("shiki/langs/sql.mjs"),
      import("shiki/langs/bash.mjs"),
      import("shiki/langs/json.mjs"),
      import("shiki/langs/properties.mjs"),
      import("shiki/langs/http.mjs"),
      import("shiki/langs/nginx.mjs"),
    ],
    // There is no grammar for PromQL; its listings are plain.
    langAlias: { promql: "text" } satisfies Partial<Record<CodeLanguage, string>>,
    engine: createJavaScriptRegexEngine(),
  });
  return loading;
};

const isMark = (colour: string): colour is keyof typeof marks => Object.hasOwn(marks, colour);

/** Colours become classes, and what has none becomes plain text again: a third of the elements remain. */
export const byClass: ShikiTransformer = {
  name: "quorum-classes",
  pre(node) {
    // The word behind the language of a fence: two listings of a page are told apart by it.
    const name: unknown = this.options.meta?.__raw;
    node.properties = {
      "data-lang": this.options.lang,
      ...(typeof name === "string" && name !== "" && { "data-name": name }),
      ...(this.lines.length > 3 && { "data-numbered": "" }),
    };
  },
  span(node) {
    const colour = /#[0-9a-f]{6}/i.exec(String(node.properties.style ?? ""))?.[0].toLowerCase() ?? "";
    node.properties = isMark(colour) ? { class: marks[colour] } : {};
  },
  line(node) {
    node.children = node.children.flatMap((child) =>
      child.type === "element" && child.properties.class === undefined
        ? child.children.filter((each) => each.type === "text")
        : [child],
    );
  },
};
