/** What a product does today it may not do in a year: such facts carry a version and the day they were checked (C14). */
import { type Content, entriesOf, type Folder } from "./load";
import type { Problem } from "./problem";
import type { AuthoredItem, Source } from "./schema";

/** Months after which a product fact must be looked at again. */
const goodFor = 12;

export function productFactMatters(content: Content): Problem[] {
  const found: Problem[] = [];
  const products = productsOf(content);
  for (const { topic, file, items } of content.topics) {
    if (!topic) continue;
    sourceMatters(topic.sources, items, (key, what, mend) =>
      found.push({ level: "warning", file: file.path, line: file.lineAt(["sources", key]), what, mend }),
    );
  }
  content.gaps.value.forEach(({ sources = {} }, index) => {
    const folder = content.gapFolders[index];
    const { file } = content.gaps;
    if (folder)
      sourceMatters(sources, folder.items, (key, what, mend) =>
        found.push({ level: "warning", file: file.path, line: file.lineAt([index, "sources", key]), what, mend }),
      );
  });
  const checkedOn = new Map(content.topics.map(({ id, topic }) => [String(id), topic?.checked]));
  for (const { value, file, path } of entriesOf(content)) {
    if (!value) continue;
    const named = versionedProductIn(value, products);
    if (named && value.expires === undefined)
      found.push({
        level: "warning",
        file: file.path,
        line: file.lineAt(path),
        what: `"${value.id}" speaks of ${named} and has no day after which it must be checked again`,
        mend: "add `expires`, at most 12 months after the day the topic was checked",
      });
    const checked = checkedOn.get(value.topic ?? "");
    if (value.expires !== undefined && checked !== undefined && value.expires > monthsAfter(checked, goodFor))
      found.push({
        level: "problem",
        file: file.path,
        line: file.lineAt([...path, "expires"]),
        what: `"${value.id}" is good until ${value.expires}, and its topic was checked on ${checked}`,
        mend: `write ${monthsAfter(checked, goodFor)} or earlier, or check the topic again`,
      });
  }
  return found;
}

/** Documentation and code change under their address; a paper, a post or an issue has its day. */
function sourceMatters(
  sources: Record<string, Source>,
  items: Folder["items"],
  say: (key: string, what: string, mend: string) => void,
): void {
  const cited = new Set(items.entries.flatMap(({ value }) => value?.sources.map((each) => each.split("#")[0]) ?? []));
  for (const [key, { kind, version }] of Object.entries(sources)) {
    if ((kind === "doc" || kind === "code") && version === undefined && cited.has(key))
      say(
        key,
        `items rest on "${key}", which is ${kind === "doc" ? "documentation" : "code"} without a version`,
        "add `version`: the release, the commit, or the month it was read",
      );
  }
}

/** Names that stand before a version in what topics and sources say of themselves: "etcd" of "etcd 3.6". */
export function productsOf(content: Content): Set<string> {
  const said = [
    ...content.topics.flatMap(({ topic }) => [
      ...(topic?.versions ?? []).map((version) => (typeof version === "string" ? version : version.en)),
      ...Object.values(topic?.sources ?? {}).map(({ version }) => version ?? ""),
    ]),
    ...content.gaps.value.flatMap(({ sources }) => Object.values(sources ?? {}).map(({ version }) => version ?? "")),
  ];
  return new Set(
    said.flatMap((text) =>
      [...text.matchAll(/(?:^|[,;] )((?:[A-Z][A-Za-z]+ )*[A-Za-z][A-Za-z-]+) v?\d+\.[\dx]/g)].map(
        ([, name = ""]) => name,
      ),
    ),
  );
}

/** The first product with its version in what is asked: stem, assumptions, and the listing under them. */
function versionedProductIn(
  { stem, assumptions, code }: AuthoredItem,
  products: ReadonlySet<string>,
): string | undefined {
  const asked = [stem.en, assumptions?.en ?? "", stem.zh, assumptions?.zh ?? "", code?.text ?? ""].join("\n");
  for (const product of products) {
    const named = new RegExp(`(?<![A-Za-z])${product} v?\\d+(?:\\.[\\dx]+)+`).exec(asked);
    if (named) return named[0];
  }
  return undefined;
}

/** The same day so many months later, or the first of the next where the month is too short. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 + months, date)).toISOString().slice(0, 10);
}
