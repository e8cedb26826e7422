import type { Text } from "./locales";

/** The few sentences of pages that do not know the reader's language: they say everything in both. */
export const both = {
  site: { zh: "过半", en: "Quorum" },
  notFound: { zh: "没有这一页", en: "There is no such page" },
  notFoundWhy: {
    zh: "地址可能写错了，或者这个主题还没有写。已有的主题都在目录里，也可以搜索。",
    en: "The address may be mistyped, or the topic is not written yet. What exists is in the list of topics, and in the search.",
  },
  failed: { zh: "整页没能显示", en: "The page could not be shown" },
  failedWhy: {
    zh: "重新载入通常就好。作答记录在本机，不受影响。",
    en: "Reloading usually helps. Your answers are kept on this device and are not affected.",
  },
  reload: { zh: "重新载入", en: "Reload" },
  home: { zh: "回到今日", en: "Back to Today" },
  topics: { zh: "主题目录", en: "List of topics" },
  search: { zh: "搜索", en: "Search" },
} as const satisfies Record<string, Text>;
