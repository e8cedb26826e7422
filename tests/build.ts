/**
 * The one builder of fixtures. Everything it makes is valid; a test states only what matters to it. Ids are checked
 * nowhere here: a test writes them as plain strings, and the builder brands them.
 *
 * Rationales begin with "because", misconceptions with "idea-": a test can look for leaks by these words.
 */
import type { AttemptId, ChainId, GapId, HeadingId, ItemId, MockId, StatementId, TopicId, TrackId } from "../lib/ids";
import { gapOfStatement } from "../lib/ids";
import type {
  EventOf,
  ItemAnswered,
  MockAnswered,
  MockGapNoted,
  MockHandedIn,
  MockStarted,
  RungAnswered,
} from "../lib/learner/events";
import type { MockAttempt } from "../lib/learner/state";
import type {
  Catalog,
  CatalogChain,
  CatalogGap,
  CatalogRung,
  CatalogTopic,
  Draw,
  Item,
  Preset,
} from "../lib/quiz/catalog";
import type { Response } from "../lib/quiz/interaction";
import type { KindId, Option } from "../lib/quiz/item";
import type { Spec, Tagged } from "../lib/quiz/kinds";
import { present } from "../lib/quiz/present";
import type { Rubric } from "../lib/quiz/rubric";
import { keyResponse, scoreItem } from "../lib/quiz/score";
import { judgeBy } from "../lib/sim/judged";

export const gapIds = [
  "traffic",
  "consistency",
  "discovery",
  "observability",
  "resilience",
  "scheduling",
  "messaging",
] as GapId[];

/** `options("a*", "b")`: a is a key, b stands for the misconception idea-b. */
export const options = (...ids: string[]): Option[] =>
  ids.map((written) => {
    const id = written.replace("*", "");
    const mark = written.endsWith("*") ? { key: true as const } : { misconception: `idea-${id}` };
    return { id, text: `text of ${id}`, ...mark, rationale: `because of ${id}` };
  });

export const steps = (...ids: string[]): Spec<"ordering">["steps"] =>
  ids.map((id) => ({ id, text: `text of ${id}`, rationale: `because of ${id}` }));

/** `left("x:a", "y:b")`: x belongs to a, y to b. */
export const left = (...pairs: string[]): Spec<"matching">["left"] =>
  pairs.map((pair) => {
    const [id = "", key = ""] = pair.split(":");
    return { id, text: `text of ${id}`, key, rationale: `because of ${id}` };
  });

export const right = (...ids: string[]): Spec<"matching">["right"] =>
  ids.map((id) => ({ id, text: `text of ${id}`, misconception: `idea-${id}` }));

/** `spans("s1", "s2*")`: the second sentence is the wrong one. */
export const spans = (...ids: string[]): Spec<"wrong-claim">["spans"] =>
  ids.map((written) => {
    const id = written.replace("*", "");
    const mark = written.endsWith("*") ? { wrong: true as const } : { misconception: `idea-${id}` };
    return { id, text: `text of ${id}`, ...mark, rationale: `because of ${id}` };
  });

export const slip = (value: string | number, idea: string): Spec<"numeric">["slips"][number] => ({
  value,
  misconception: `idea-${idea}`,
  rationale: `because of ${idea}`,
});

/** `blank("mode", "NX", "nx only")`: a blank and all that is accepted in it. */
export const blank = (id: string, ...accepted: string[]): Spec<"fill-in">["blanks"][number] => ({
  id,
  accepted,
  slips: [],
  rationale: `because of ${id}`,
});

/** `judged("a:first", "b:second", "c")`: a is the key before the flip, b after it; `:both` is the key each time. */
export const judged = (...ids: string[]): Spec<"trade-off-flip">["options"] =>
  ids.map((written) => {
    const [id = "", when = ""] = written.split(":");
    const as = (place: "first" | "second") => ({
      ...([place, "both"].includes(when) ? { key: true as const } : { misconception: `idea-${id}-${place}` }),
      rationale: `because of ${id} ${place}`,
    });
    return { id, text: `text of ${id}`, first: as("first"), second: as("second") };
  });

export const assumption = (id: string, from: number, to: number): Spec<"estimate">["assumptions"][number] => ({
  id,
  text: `text of ${id}`,
  unit: "units",
  from,
  to,
  rationale: `because of ${id}`,
});

/** `lines("l1:1", "l2:4*")`: two lines that can be picked, the first and the fourth of the listing, which is the key. */
export const lines = (...ids: string[]): Spec<"code-reading">["lines"] =>
  ids.map((written) => {
    const [id = "", at = ""] = written.replace("*", "").split(":");
    const mark = written.endsWith("*") ? { key: true as const } : { misconception: `idea-${id}` };
    return { id, at: Number(at), ...mark, rationale: `because of ${id}` };
  });

/** A listing of so many lines, held true by nothing. */
export const listing = (length: number): Spec<"code-reading">["listing"] => ({
  lang: "go",
  text: Array.from({ length }, (_, index) => `step${index + 1}()`).join("\n"),
  check: { with: "nothing", why: "it is a fixture" },
});

/** `areas("a1:m1", "a2:m2*")`: the first two messages of the figure; the second is the key. */
export const areas = (...ids: string[]): Spec<"hot-spot">["areas"] =>
  ids.map((written) => {
    const [id = "", element = ""] = written.replace("*", "").split(":");
    const mark = written.endsWith("*") ? { key: true as const } : { misconception: `idea-${id}` };
    return { id, element, text: `text of ${id}`, ...mark, rationale: `because of ${id}` };
  });

/** `hypotheses("h1*", "h2:3")`: h1 is the cause, h2 is three times as likely beforehand. */
export const hypotheses = (...ids: string[]): Spec<"triage">["hypotheses"] =>
  ids.map((written) => {
    const [id = "", weight = "1"] = written.replace("*", "").split(":");
    const mark = written.endsWith("*") ? { key: true as const } : { misconception: `idea-${id}` };
    return { id, text: `text of ${id}`, weight: Number(weight), ...mark, rationale: `because of ${id}` };
  });

/** `lookup("logs", 2, { h1: "timeouts", h2: "quiet", h3: "quiet" })`: costs two, and tells h1 from the others. */
export const lookup = (id: string, cost: number, shows: Record<string, string>): Spec<"triage">["lookups"][number] => ({
  id,
  text: `text of ${id}`,
  cost,
  finding: `finding of ${id}`,
  shows,
  rationale: `because of ${id}`,
});

/** `ticks("names-it!", "adds-more", "sinks-it-")`: a must, a further one, a fatal one. */
export const ticks = (...ids: string[]): Rubric["ticks"] =>
  ids.map((written) => {
    const id = written.replace(/[!-]$/, "");
    const mark = written.endsWith("!")
      ? { must: true as const, level: 1 as const }
      : written.endsWith("-")
        ? { fatal: true as const, misconception: `idea-${id}` }
        : { level: 2 as const };
    return { id, text: `text of ${id}`, ...mark };
  });

export const rubric = (...ids: string[]): Rubric => ({
  ticks: ticks(...ids),
  anchors: ([1, 2, 3] as const).map((score) => ({ score, text: `an answer worth ${score}` })),
});

/** Rows of a trace with three options each; `keys` says which of them is right. */
export const traceRows = (prefix: string, ...keys: number[]) =>
  keys.map((key, row) => ({
    id: `${prefix}row-${row}`,
    prompt: `event ${row}`,
    options: options(...["a", "b", "c"].map((id, index) => (index === key ? `${id}*` : id))),
  }));

/**
 * A task of no lab: a tape solves it when all its choices are boots of node 0, and at least `par` of them are made.
 * Graded as all tapes are, by who has the model at hand.
 */
export const simulation = (n: number, key: number, par: number, goals: number): Spec<"simulation-task"> => ({
  lab: "raft",
  task: `${fixtureTask}${par}-${goals}`,
  ideas: {},
  drawn: {
    predict: "can it be done?",
    options: options(...["a", "b", "c", "d"].slice(0, n).map((id, index) => (index === key ? `${id}*` : id))),
    goals: Array.from({ length: goals }, (_, index) => ({ id: `goal-${index}`, text: `goal ${index}` })),
    budget: 3 * par,
    par,
    solution: JSON.stringify(Array.from({ length: par }, (_, at) => [at, 0, { do: "boot", node: 0 }])),
    told: "boot it again and again",
    debrief: "because it was down",
  },
});
const fixtureTask = "fixture-";
judgeBy((_, task, entries) => {
  if (!task.startsWith(fixtureTask)) return undefined;
  const [par = 1, goals = 1] = task.slice(fixtureTask.length).split("-").map(Number);
  const solved = entries.length >= par && entries.every(([, , choice]) => choice.do === "boot");
  const met = Array.from({ length: goals }, (_, index) => ({ id: `goal-${index}`, met: solved }));
  return { solved, goals: met, used: entries.length };
});

const plainSpecs: { [Id in KindId]: Spec<Id> } = {
  "single-choice": { options: options("a*", "b", "c", "d") },
  "multiple-choice": { options: options("a*", "b*", "c", "d") },
  "true-false-reason": { holds: false, misconception: "idea-it-holds", reasons: options("r1", "r2*", "r3", "r4") },
  ordering: {
    steps: steps("a", "b", "c", "d"),
    before: [
      ["a", "b"],
      ["b", "c"],
      ["c", "d"],
    ],
    slips: [{ order: ["b", "a"], misconception: "idea-b-first" }],
  },
  matching: { left: left("x:a", "y:b", "z:c"), right: right("a", "b", "c", "d") },
  numeric: {
    answer: 5,
    unit: "nodes",
    tolerance: 0,
    scale: "linear",
    slips: [slip(4, "half"), slip(8, "all")],
    working: "because it is so",
  },
  estimate: {
    assumptions: [assumption("qps", 1000, 5000), assumption("bytes", 100, 1000)],
    answer: "qps * bytes / 1000",
    unit: "KB",
    typical: { qps: 2000, bytes: 500 },
    within: 1.5,
    slips: [{ value: "qps * bytes / 125", misconception: "idea-bits", rationale: "because of bits" }],
    working: "because {qps} of {bytes} are {answer}",
  },
  "fill-in": {
    text: "SET lock {{value}} {{mode}} PX 30000",
    isCode: true,
    blanks: [
      blank("value", "token", "a token"),
      {
        ...blank("mode", "NX"),
        slips: [{ texts: ["XX"], misconception: "idea-xx", rationale: "because of xx" }],
      },
    ],
  },
  "code-reading": {
    listing: listing(5),
    lines: lines("l1:1", "l2:2*", "l4:4"),
    effects: options("e1*", "e2", "e3"),
  },
  "sequence-trace": {
    lab: "raft",
    seeds: [1, 2],
    steps: 50,
    watch: [{ nodes: [], field: "term" }],
    rows: 2,
    ideas: {},
    variants: [{ rows: traceRows("one-", 0, 1) }, { rows: traceRows("two-", 2, 0) }],
  },
  "simulation-task": simulation(3, 1, 4, 2),
  "hot-spot": {
    figure: "sequenceDiagram\nA->>B: one\nB->>C: two\nC->>A: three",
    alt: "A tells B, B tells C, C tells A",
    areas: areas("a1:m1", "a2:m2*", "a3:m3", "a4:B"),
  },
  "wrong-claim": {
    spans: spans("s1", "s2*", "s3"),
    causes: options("c1*", "c2", "c3"),
    fixes: options("f1", "f2*", "f3"),
  },
  "trade-off-flip": {
    options: judged("a:first", "b:second", "c"),
    why: options("w1*", "w2", "w3"),
    flip: "Now it is otherwise.",
    whyNow: options("n1", "n2*", "n3"),
  },
  triage: {
    hypotheses: hypotheses("h1*", "h2", "h3", "h4"),
    unit: "min",
    lookups: [
      lookup("halves", 1, { h1: "yes", h2: "yes", h3: "no", h4: "no" }),
      lookup("other-halves", 2, { h1: "yes", h2: "no", h3: "yes", h4: "no" }),
      lookup("nothing", 1, { h1: "same", h2: "same", h3: "same", h4: "same" }),
    ],
  },
  "design-canvas": {
    components: [
      { id: "api", text: "API", most: 3 },
      { id: "etcd", text: "etcd", most: 5 },
    ],
    domains: ["zone-a", "zone-b", "zone-c"].map((id) => ({ id, text: `text of ${id}` })),
    links: [{ id: "api-etcd", text: "text of api-etcd", from: "api", to: "etcd" }],
    most: 6,
    checks: [
      {
        id: "majority",
        text: "text of majority",
        must: { quorum: "etcd" },
        misconception: "idea-two-zones-do",
        rationale: "because of majority",
      },
      {
        id: "reach",
        text: "text of reach",
        must: { path: ["api", "etcd"], survives: "domain" },
        rationale: "because of reach",
      },
    ],
    reference: {
      replicas: { api: { "zone-a": 1, "zone-b": 1 }, etcd: { "zone-a": 1, "zone-b": 1, "zone-c": 1 } },
      links: ["api-etcd"],
    },
  },
  "open-ended": rubric("names-it!", "orders-it!", "adds-figures", "adds-limits", "sinks-it-"),
};

/** Keys whose value is a text in both languages, wherever they stand; the text of a listing is code. */
const textKeys = [
  ...["text", "rationale", "unit", "working", "flip", "finding", "figure", "alt", "why"],
  ...["prompt", "predict", "told", "debrief"],
];

/** A kind's own keys as an author writes them: every text in both languages. */
export function written(value: unknown, isListing = false): unknown {
  if (Array.isArray(value)) return value.map((each) => written(each));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      textKeys.includes(key) && typeof each === "string" && !isListing
        ? { zh: each, en: each }
        : written(each, key === "listing"),
    ]),
  );
}

/** The plain spec of a kind as an author writes it, with some keys replaced. */
export const aWrittenSpec = <Id extends KindId>(kind: Id, changes: object = {}): unknown =>
  written({ ...plainSpecs[kind], ...changes });

type HeadOptions = {
  id?: string;
  revision?: number;
  topic?: string | null;
  heading?: string;
  statements?: string[];
  difficulty?: Item["difficulty"];
  seconds?: number;
  assumptions?: string;
  stem?: string;
  code?: { lang: string; text: string };
  enemies?: string[];
};
export type ItemOptions<Id extends KindId> = HeadOptions & { kind?: Id; spec?: Partial<Spec<Id>> };

/** A single choice with the key `a`, unless said otherwise. `spec` overrides single keys of the kind's plain spec. */
export function anItem<Id extends KindId = "single-choice">({ kind, spec, ...head }: ItemOptions<Id> = {}): Item {
  const topic = head.topic === undefined ? "consensus-raft" : head.topic;
  const shared = {
    id: (head.id ?? "consensus-raft.an-item") as ItemId,
    revision: head.revision ?? 1,
    topic: topic as TopicId | null,
    ...(topic !== null && { heading: (head.heading ?? "a-heading") as HeadingId }),
    statements: (head.statements ?? ["consistency.4"]) as StatementId[],
    difficulty: head.difficulty ?? 3,
    seconds: head.seconds ?? 60,
    ...(head.assumptions !== undefined && { assumptions: head.assumptions }),
    stem: head.stem ?? "What holds?",
    ...(head.code && { code: head.code }),
    sources: ["a-paper#1"],
    enemies: (head.enemies ?? []) as ItemId[],
  };
  const id = kind ?? ("single-choice" as Id);
  const own = { kind: id, spec: { ...plainSpecs[id], ...spec } };
  return { ...shared, ...(own as unknown as Tagged) };
}

/** `n` items of one gap and one topic, with ids that count up. */
export const items = <Id extends KindId = "single-choice">(
  n: number,
  { gap = "consistency", topic = `topic-of-${gap}`, ...rest }: { gap?: string } & ItemOptions<Id> = {},
): Item[] =>
  Array.from({ length: n }, (_, index) =>
    anItem({
      ...rest,
      id: `${topic ?? gap}.item-${index + 1}`,
      topic,
      statements: rest.statements ?? [`${gap}.${1 + (index % 5)}`],
    }),
  );

export function aTopic(given: { id?: string } & Omit<Partial<CatalogTopic>, "id"> = {}): CatalogTopic {
  return {
    track: "consensus" as TrackId,
    title: "Consensus: Paxos and Raft",
    state: "written",
    minutes: 14,
    prerequisites: [],
    statements: ["consistency.4" as StatementId],
    headings: [{ id: "a-heading" as HeadingId, text: "A heading", depth: 2 }],
    ...given,
    id: (given.id ?? "consensus-raft") as TopicId,
  };
}

const aGap = (id: GapId, number: number, topics: TopicId[]): CatalogGap => ({
  id,
  number,
  title: `Gap ${id}`,
  judgement: `The notes' word on ${id}`,
  statements: [1, 2, 3, 4, 5].map((level) => ({
    id: `${id}.${level}` as StatementId,
    text: `can do ${level} of ${id}`,
  })),
  weights: Object.fromEntries(topics.map((topic) => [topic, 100 / topics.length])),
});

/** A catalog of these items; topics and gap weights follow from them where they are not given. */
export function aCatalog(given: Partial<Omit<Catalog, "topics">> & { topics?: CatalogTopic[] } = {}): Catalog {
  const bank = given.items ?? gapIds.flatMap((gap) => items(6, { gap }));
  const topicIds = [...new Set(bank.flatMap(({ topic }) => (topic === null ? [] : [topic])))];
  const topics = given.topics ?? topicIds.map((id) => aTopic({ id, statements: statementsOn(bank, id) }));
  return {
    locale: "en",
    revision: "a-revision",
    tracks: [{ id: "consensus" as TrackId, letter: "B", title: "Consensus", topics: topics.map(({ id }) => id) }],
    gaps: gapIds.map((gap, index) => aGap(gap, index + 1, topicsOf(bank, gap))),
    misconceptions: {},
    mocks: [aPreset()],
    chains: [],
    ...given,
    items: bank,
    topics: Object.fromEntries(topics.map((topic) => [topic.id, topic])),
  };
}

const statementsOn = (bank: Item[], topic: TopicId) => [
  ...new Set(bank.filter((item) => item.topic === topic).flatMap(({ statements }) => statements)),
];
const topicsOf = (bank: Item[], gap: GapId) => [
  ...new Set(
    bank.flatMap(({ topic, statements }) =>
      topic !== null && statements.some((statement) => gapOfStatement(statement) === gap) ? [topic] : [],
    ),
  ),
];

/** `rungs("consistency.4", "define:0", "weigh:3")`: open rungs by id and level, each with a must and a further tick on the statement. */
export const rungs = (statement: string, ...written: string[]): CatalogRung[] =>
  written.map((each) => {
    const [id = "", level = "0"] = each.split(":");
    const tick = { statement: statement as StatementId };
    return {
      id,
      level: Number(level) as CatalogRung["level"],
      ticks: [
        { id: "says-it", ...tick, must: true },
        { id: "adds-more", ...tick },
        { id: "sinks-it", fatal: true },
      ],
    };
  });

export const aChain = (given: Partial<Omit<CatalogChain, "id">> & { id?: string } = {}): CatalogChain => ({
  topic: "topic-of-consistency" as TopicId,
  title: "From one write to many",
  rungs: rungs("consistency.4", "define:0", "explain:1", "break:2", "weigh:3"),
  ...given,
  id: (given.id ?? "topic-of-consistency.chain.writes") as ChainId,
});

/** The event of an answered rung; everything said, unless `ticks` says otherwise. */
export function anAnsweredRung(
  rung: string,
  { at = 0, n = 1, ...given }: Partial<Omit<RungAnswered, "rung">> & { at?: number; n?: number } = {},
): EventOf<"rung-answered"> {
  const chain = aChain().id;
  const body = { chain, session: "a-play", text: "", ticks: ["says-it", "adds-more"], hints: 0, elapsedMs: 40_000 };
  return stored("rung-answered", { ...body, ...given, rung }, at, n);
}

export const aDraw = (given: Partial<Draw> = {}): Draw => ({ from: "items", count: 7, ...given });

/** One section of seven items in ten minutes, strict. */
export function aPreset(given: Partial<Omit<Preset, "id">> & { id?: string } = {}): Preset {
  return {
    title: "Quick screen",
    about: "A short one.",
    minutes: 10,
    sections: [{ title: "Screen", minutes: 10, behaviour: "deferred", draw: [aDraw()] }],
    followUps: false,
    pause: "strict",
    scoring: "share-of-credit",
    ...given,
    id: (given.id ?? "quick-screen") as MockId,
  };
}

/** A record as the log keeps it. */
function stored<Type extends string, Body>(type: Type, body: Body, at: number, n: number) {
  return { id: `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`, v: 1, type, at, device: "a-device", n, body };
}

/** A response that earns as little as the item allows: every choice the last wrong one, every order turned round. */
export function wrongResponse(item: Item, seed = 1): Response {
  const key = keyResponse(item, seed);
  switch (item.kind) {
    case "single-choice":
    case "multiple-choice":
      return {
        choice: { type: "choice", chosen: item.spec.options.filter((option) => !option.key).flatMap(firstOnly) },
      };
    case "ordering":
      return { order: { type: "order", order: item.spec.steps.map(({ id }) => id).reverse() } };
    case "matching": {
      const ids = item.spec.right.map(({ id }) => id);
      const shifted = item.spec.left.map(({ id, key }) => [id, ids[(ids.indexOf(key) + 1) % ids.length] ?? key]);
      return { match: { type: "match", pairs: Object.fromEntries(shifted) } };
    }
    case "numeric":
      return { number: { type: "number", text: "-987654321" } };
    case "wrong-claim":
      return { ...key, pick: { type: "pick", picked: item.spec.spans.find(({ wrong }) => !wrong)?.id ?? null } };
    case "true-false-reason":
      return { ...key, verdict: { type: "verdict", holds: !item.spec.holds } };
    case "estimate":
      return Object.fromEntries(Object.keys(key).map((name) => [name, { type: "number", text: "-987654321" }]));
    case "fill-in": {
      const texts = Object.fromEntries(item.spec.blanks.map(({ id }) => [id, "no such word"]));
      return { blanks: { type: "blanks", texts } };
    }
    case "code-reading":
      return { ...key, line: { type: "line", picked: item.spec.lines.find((line) => !line.key)?.id ?? null } };
    case "hot-spot":
      return { spot: { type: "spot", picked: item.spec.areas.find((area) => !area.key)?.id ?? null } };
    case "trade-off-flip": {
      const wrong = (at: "first" | "second") => item.spec.options.filter((option) => !option[at].key);
      return {
        ...key,
        first: {
          type: "choice",
          chosen: wrong("first")
            .map(({ id }) => id)
            .slice(0, 1),
        },
        second: {
          type: "choice",
          chosen: wrong("second")
            .map(({ id }) => id)
            .slice(0, 1),
        },
      };
    }
    case "triage": {
      const wrong = item.spec.hypotheses.filter((each) => !each.key).map(({ id }) => id);
      return {
        // The look-up that tells least for its cost is last in the key.
        lookups: { type: "lookups", order: item.spec.lookups.map(({ id }) => id).slice(-1) },
        cause: { type: "choice", chosen: wrong.slice(0, 1) },
      };
    }
    case "design-canvas": {
      const [component, domain] = [item.spec.components[0]?.id ?? "", item.spec.domains[0]?.id ?? ""];
      return { ...key, design: { type: "design", replicas: { [component]: { [domain]: 1 } }, links: [] }, ...noTicks };
    }
    case "open-ended":
      return { ...key, ...noTicks };
    case "sequence-trace":
      return Object.fromEntries(
        present(item, seed).interactions.map((asked) => {
          const right = key[asked.name];
          const ids = asked.type === "choice" ? asked.options.map(({ id }) => id) : [];
          const wrong = ids.filter((id) => right?.type === "choice" && !right.chosen.includes(id));
          return [asked.name, { type: "choice", chosen: wrong.slice(0, 1) }];
        }),
      );
    case "simulation-task": {
      const wrong = (item.spec.drawn?.options ?? []).filter((option) => !option.key).map(({ id }) => id);
      return { predict: { type: "choice", chosen: wrong.slice(0, 1) }, tape: { type: "tape", entries: [] } };
    }
    default:
      return item satisfies never;
  }
}
const noTicks: Response = { ticks: { type: "choice", chosen: [] } };
const firstOnly = ({ id }: { id: string }, index: number) => (index === 0 ? [id] : []);

type AnswerOptions = Partial<Omit<ItemAnswered, "score" | "observations">> & { at?: number; n?: number };

/** The event of an answer: the key, unless `response` says otherwise. Score and observations are computed. */
export function anAnswer(item: Item, { at = 0, n = 1, ...given }: AnswerOptions = {}): EventOf<"item-answered"> {
  const seed = given.seed ?? 1;
  const response = given.response ?? keyResponse(item, seed);
  const score = scoreItem(item, response, seed);
  if (score.state === "unready") throw new Error(`anAnswer: the response to ${item.id} lacks ${score.missing}`);
  const { earned, possible, observations } = score;
  const body: ItemAnswered = {
    item: item.id,
    revision: item.revision,
    kind: item.kind,
    mode: "practice",
    session: "a-session",
    elapsedMs: 30_000,
    hints: 0,
    ...given,
    seed,
    response,
    score: { earned, possible },
    observations,
  };
  return stored("item-answered", body, at, n);
}

export type AttemptOptions = {
  id?: string;
  /** The form, in order. */
  items?: Item[];
  /** Section of each item, 0 where absent. */
  sectionOf?: number[];
  /** What was answered: right, wrong, a response of its own; an item that is not named was left open. */
  answered?: Record<
    string,
    { as: "right" | "wrong" | Response } & Partial<Pick<MockAnswered, "confidence" | "spentMs">>
  >;
  gaps?: Omit<MockGapNoted, "attempt">[];
  /** false: still running. */
  handedIn?: Partial<MockHandedIn> | false;
} & Partial<Omit<MockStarted, "attempt" | "form">>;

/** A sitting of a mock interview, handed in after five of its ten minutes with nothing answered, unless said otherwise. */
export function anAttempt(given: AttemptOptions = {}): MockAttempt {
  const {
    id = "0190a5c0-0000-7000-8000-000000000001",
    items: form = [],
    sectionOf,
    answered = {},
    gaps = [],
    handedIn,
    ...rest
  } = given;
  const attempt = id as AttemptId;
  const started: MockStarted = {
    attempt,
    preset: "quick-screen" as MockId,
    packHash: "a-pack",
    seed: 1,
    form: form.map((item, index) => ({
      item: item.id,
      revision: item.revision,
      section: sectionOf?.[index] ?? 0,
      seed: index + 1,
    })),
    sections: [{ title: "Screen", minutes: 10 }],
    durationMs: 600_000,
    extraFactor: 1,
    pause: "strict",
    wallStart: 0,
    locale: "en",
    ...rest,
  };
  const answers = form.flatMap((item, index) => {
    const answer = answered[item.id];
    if (!answer) return [];
    const { as, spentMs = 30_000, ...confidence } = answer;
    const seed = index + 1;
    const response = as === "right" ? keyResponse(item, seed) : as === "wrong" ? wrongResponse(item, seed) : as;
    const body = { attempt, item: item.id, response, elapsedMs: (index + 1) * 30_000, spentMs, ...confidence };
    return [[item.id, stored("mock-answered" as const, body, (index + 1) * 30_000, index + 2)] as const];
  });
  const end: MockHandedIn = { attempt, reason: "by-hand", elapsedMs: 300_000, ...(handedIn || {}) };
  return {
    id: attempt,
    started: stored("mock-started" as const, started, started.wallStart, 1),
    answers: new Map(answers),
    gaps: gaps.map((gap, index) => stored("mock-gap-noted" as const, { attempt, ...gap }, 0, 500 + index)),
    ...(handedIn !== false && { handedIn: stored("mock-handed-in" as const, end, end.elapsedMs, 999) }),
  };
}
