/**
 * Random specs of every kind, each one that its schema takes: the ground that the properties of kind-properties.ts stand
 * on. Rationales begin with "because", misconceptions with "idea-", as in build.ts.
 */
import fc from "fast-check";
import type { KindId } from "../lib/quiz/item";
import type { Spec } from "../lib/quiz/kinds";
import { drawsFrom, shuffle } from "../lib/quiz/seed";
import {
  areas,
  assumption,
  blank,
  hypotheses,
  judged,
  left,
  lines,
  listing,
  lookup,
  options,
  right,
  rubric,
  simulation,
  slip,
  spans,
  steps,
  traceRows,
} from "./build";

export const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const count = (min: number, max: number) => fc.integer({ min, max });
const letters = (n: number, prefix = "") => Array.from({ length: n }, (_, index) => `${prefix}${"abcdefghi"[index]}`);

/** Some ids with a star on each that is a key. */
const starred = (n: number, keys: readonly number[], prefix = "") =>
  options(...letters(n, prefix).map((id, index) => (keys.includes(index) ? `${id}*` : id)));
const oneKeyOf = (prefix: string, min = 2, max = 6) =>
  count(min, max).chain((n) => count(0, n - 1).map((key) => starred(n, [key], prefix)));

/** What a blank may want: plain words, commands, Chinese, signs. */
const words = [
  "NX",
  "acks=all",
  "Raft",
  "两阶段提交",
  "min.insync.replicas",
  "fsync()",
  ">=",
  "read index",
  "读 index",
];

export const anySpec: { [Id in KindId]: fc.Arbitrary<Spec<Id>> } = {
  "single-choice": oneKeyOf("").map((list) => ({ options: list })),
  "multiple-choice": count(3, 7).chain((n) =>
    fc
      .subarray([...Array(n).keys()], { minLength: 2, maxLength: n - 1 })
      .map((keys) => ({ options: starred(n, keys) })),
  ),
  "true-false-reason": fc
    .tuple(fc.boolean(), oneKeyOf("r-", 3, 6))
    .map(([holds, reasons]) => ({ holds, misconception: "idea-of-the-verdict", reasons })),
  ordering: count(3, 6).chain((n) => {
    const anyPair = fc
      .tuple(count(0, n - 1), count(0, n - 1))
      .filter(([one, other]) => one < other)
      .map(([one, other]): [string, string] => [letters(n)[one] ?? "", letters(n)[other] ?? ""]);
    return fc.uniqueArray(anyPair, { minLength: 1, maxLength: 8, selector: String }).map((before) => ({
      steps: steps(...letters(n)),
      before,
      slips: before.slice(0, 2).map(([first, second]) => ({
        order: [second, first] as [string, string],
        misconception: `idea-${second}`,
      })),
    }));
  }),
  matching: fc.tuple(count(3, 6), count(1, 3), fc.boolean(), seeds).map(([n, spare, reuse, seed]) => {
    const keys = shuffle(letters(n + spare, "r-"), drawsFrom(seed));
    const pairs = letters(n).map((id, index) => `${id}:${keys[reuse ? index % 2 : index]}`);
    return { left: left(...pairs), right: right(...letters(n + spare, "r-")), ...(reuse && { reuse }) };
  }),
  numeric: fc
    .record({
      n: fc.uniqueArray(count(2, 1000), { minLength: 1, maxLength: 5 }),
      tolerance: fc.constantFrom(0, 0.01, 0.1),
      scale: fc.constantFrom("linear" as const, "log" as const),
    })
    .map(({ n, tolerance, scale }) => ({
      parameters: { n },
      answer: tolerance === 0 ? "n + 1" : "sqrt(n + 1)",
      unit: "ms",
      tolerance,
      scale,
      slips: [slip("3 * n + 3", "thrice"), slip("9 * n + 9", "nine-times")],
      working: "because of {n}, so {answer}",
    })),
  // The conversion by 1e9 keeps whole numbers out of the blue out of reach of what follows from others like them.
  estimate: fc
    .tuple(
      fc.array(fc.record({ from: count(1, 1000), span: count(1, 9), at: count(0, 100) }), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.constantFrom(1, 1.2, 1.5, 2),
    )
    .map(([ranges, within]) => {
      const names = letters(ranges.length);
      const typical = ranges.map(({ from, span, at }) => from + (at / 100) * from * span);
      return {
        assumptions: ranges.map(({ from, span }, index) => assumption(names[index] ?? "", from, from * (1 + span))),
        answer: `(${names.join(" + ")}) / 1e9`,
        unit: "GB",
        typical: Object.fromEntries(names.map((name, index) => [name, typical[index] ?? 1])),
        within,
        slips: [
          { value: `(${names.join(" + ")}) / 1.25e8`, misconception: "idea-bits", rationale: "because of bits" },
          { value: names.join(" + "), misconception: "idea-bytes", rationale: "because of bytes" },
        ],
        working: `because of {${names[0]}}, so {answer}`,
      };
    }),
  "fill-in": fc
    .tuple(fc.shuffledSubarray(words, { minLength: 2, maxLength: 9 }), count(1, 5), fc.boolean(), fc.boolean())
    .map(([drawn, most, isCode, isCaseSensitive]) => {
      // Two words a blank, the second of every other one a slip.
      const blanks = Array.from({ length: Math.min(most, Math.floor(drawn.length / 2)) }, (_, index) => {
        const [word = "", other = ""] = drawn.slice(2 * index);
        const id = letters(5, "gap-")[index] ?? "";
        const slips = [{ texts: [other], misconception: `idea-${id}`, rationale: `because of the other ${id}` }];
        const plain = index % 2 === 0 ? blank(id, word, other) : { ...blank(id, word), slips };
        return { ...plain, ...(isCaseSensitive && { isCaseSensitive: true as const }) };
      });
      return {
        text: `Say ${blanks.map(({ id }) => `{{${id}}}`).join(" then ")}.`,
        ...(isCode && { isCode: true as const }),
        blanks,
      };
    }),
  "wrong-claim": fc
    .tuple(count(3, 5), count(0, 2), oneKeyOf("c-"), oneKeyOf("f-"))
    .map(([n, wrong, causes, fixes]) => ({
      spans: spans(...letters(n).map((id, index) => (index === wrong ? `${id}*` : id))),
      causes,
      fixes,
    })),
  "trade-off-flip": fc
    .tuple(count(2, 5), count(0, 4), count(0, 4), oneKeyOf("w-", 2, 5), oneKeyOf("n-", 2, 5))
    .map(([n, first, second, why, whyNow]) => {
      const keys = [first % n, second % n];
      const when = (index: number) =>
        keys.every((key) => key === index)
          ? ":both"
          : index === keys[0]
            ? ":first"
            : index === keys[1]
              ? ":second"
              : "";
      return {
        options: judged(...letters(n).map((id, index) => `${id}${when(index)}`)),
        why,
        flip: "And now otherwise.",
        whyNow,
      };
    }),
  "code-reading": fc.tuple(count(5, 30), count(3, 8), seeds, oneKeyOf("e-")).map(([length, most, seed, effects]) => {
    const draw = drawsFrom(seed);
    const at = shuffle([...Array(length).keys()], draw).slice(0, Math.min(most, length));
    const key = Math.floor(draw() * at.length);
    return {
      listing: listing(length),
      lines: lines(...at.map((line, index) => `line-${line + 1}:${line + 1}${index === key ? "*" : ""}`)),
      effects,
    };
  }),
  "sequence-trace": fc
    .tuple(count(1, 4), count(2, 4), fc.array(count(0, 2), { minLength: 16, maxLength: 16 }))
    .map(([variants, n, keys]) => ({
      lab: "raft" as const,
      seeds: letters(variants + 1).map((_, index) => index),
      steps: 50,
      watch: [{ nodes: [], field: "term" }],
      rows: n,
      ideas: {},
      variants: letters(variants).map((name, variant) => ({
        rows: traceRows(`${name}-`, ...letters(n).map((_, row) => keys[variant * 4 + row] ?? 0)),
      })),
    })),
  "simulation-task": fc
    .tuple(count(2, 4), count(0, 3), count(1, 12), count(1, 3))
    .map(([n, key, par, goals]) => simulation(n, key % n, par, goals)),
  "hot-spot": fc.tuple(count(3, 9), count(0, 8)).map(([n, key]) => ({
    figure: '<svg class="dia"><g data-area="a"></g></svg>',
    alt: "A tells B",
    areas: areas(...letters(n).map((id, index) => `${id}:m${index + 1}${index === key % n ? "*" : ""}`)),
  })),
  triage: fc
    .tuple(fc.array(count(1, 5), { minLength: 3, maxLength: 6 }), count(0, 5), count(0, 5), seeds)
    .chain(([weights, key, cut, seed]) => {
      const ids = letters(weights.length, "h-");
      const cause = key % ids.length;
      // The first look-ups single the cause out two by two and one by one; the others say anything, or nothing.
      const others = ids.filter((_, index) => index !== cause);
      const until = 1 + (cut % (others.length - 1));
      const split = (list: readonly string[]) =>
        Object.fromEntries(ids.map((id) => [id, list.includes(id) ? "no" : "yes"]));
      const sure = [split(others.slice(0, until)), split(others.slice(until))];
      const draw = drawsFrom(seed);
      const any = () => Object.fromEntries(ids.map((id) => [id, `word-${Math.floor(draw() * 3)}`]));
      return fc.tuple(count(1, 4), fc.array(count(1, 10), { minLength: 6, maxLength: 6 })).map(([more, costs]) => ({
        hypotheses: hypotheses(...ids.map((id, index) => `${id}${index === cause ? "*" : ""}`)).map((each, index) => ({
          ...each,
          weight: weights[index] ?? 1,
        })),
        unit: "min",
        lookups: shuffle([...sure, ...Array.from({ length: more }, any)], draw).map((shows, index) =>
          lookup(letters(6, "look-")[index] ?? "", costs[index] ?? 1, shows),
        ),
      }));
    }),
  "design-canvas": fc
    .tuple(count(2, 4), count(2, 4), count(0, 3), fc.boolean(), fc.boolean(), count(0, 4))
    .map(([n, zones, lack, isDomain, hasRubric, spare]) => {
      const [components, domains] = [letters(n, "part-"), letters(zones, "zone-")];
      const id = (list: readonly string[], index: number) => list[index % list.length] ?? "";
      const links = components.flatMap((to, index) => {
        const from = components[index - 1];
        return from === undefined ? [] : [{ id: `${from}-${to}`, text: `text of ${from}-${to}`, from, to }];
      });
      // Two replicas of each component in two domains, and of the last one in each domain where there are three.
      const last = components.at(-1) ?? "";
      const spread = (many: number, first: number) =>
        Object.fromEntries(Array.from({ length: many }, (_, index) => [id(domains, first + index), 1]));
      const replicas = Object.fromEntries(
        components.map((component, index) => [component, spread(component === last ? zones : 2, index)]),
      );
      const tempting = { id: "back", text: "text of back", from: last, to: id(components, 0) };
      const check = (name: string, must: Spec<"design-canvas">["checks"][number]["must"]) => ({
        id: name,
        text: `text of ${name}`,
        must,
        misconception: `idea-${name}`,
        rationale: `because of ${name}`,
      });
      const checks = [
        check("reach", { path: components, survives: isDomain ? "domain" : "replica" }),
        check("enough", { replicas: last, atLeast: 2, atMost: zones }),
        ...(zones > 2 ? [check("majority", { quorum: last })] : []),
        check("joined", { linked: links[0]?.id ?? "" }),
        check("apart", { unlinked: "back" }),
      ];
      return {
        components: components.map((component) => ({ id: component, text: `text of ${component}`, most: 5 })),
        domains: domains.map((domain) => ({ id: domain, text: `text of ${domain}` })),
        links: [...links, tempting],
        most: 2 * (n - 1) + zones + spare,
        checks: checks.slice(0, Math.max(2, checks.length - lack)),
        reference: { replicas, links: links.map((link) => link.id) },
        ...(hasRubric && { rubric: rubric("names-it!", "orders-it!", "adds-figures", "sinks-it-") }),
      };
    }),
  "open-ended": fc
    .tuple(count(1, 3), count(1, 3), count(2, 4))
    .map(([musts, fatal, more]) =>
      rubric(
        ...letters(musts, "must-").map((id) => `${id}!`),
        ...letters(Math.min(more, 8 - musts - fatal), "more-"),
        ...letters(fatal, "fatal-").map((id) => `${id}-`),
      ),
    ),
};
