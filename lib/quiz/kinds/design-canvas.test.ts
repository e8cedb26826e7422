import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anItem, aWrittenSpec, rubric } from "../../../tests/build";
import type { Spec } from "../kinds";
import { explainItem, guessOf, isSelfMarked, keyResponse, scoreItem } from "../score";
import { designCanvasSpec } from "./design-canvas";

type Check = Spec<"design-canvas">["checks"][number];
type Replicas = Record<string, Record<string, number>>;
const check = (id: string, must: Check["must"]): Check => ({
  id,
  text: `text of ${id}`,
  must,
  misconception: `idea-${id}`,
  rationale: `because of ${id}`,
});
const component = (id: string, most = 9) => ({ id, text: `text of ${id}`, most });
const link = (from: string, to: string) => ({ id: `${from}-${to}`, text: `text of ${from}-${to}`, from, to });
const design = (replicas: Replicas, links: string[] = []) => ({ design: { type: "design" as const, replicas, links } });

/** Whether a design passes one check; the second check is always passed. Three zones a, b, c. */
function passes(must: Check["must"], replicas: Replicas, links: string[] = []): boolean {
  const item = anItem({
    kind: "design-canvas",
    spec: {
      components: [component("api"), component("etcd"), component("db")],
      domains: ["a", "b", "c"].map((id) => ({ id, text: `zone ${id}` })),
      links: [link("api", "etcd"), link("etcd", "db"), link("api", "db")],
      most: 30,
      checks: [check("asked", must), check("free", { replicas: "db", atLeast: 0 })],
    },
  });
  const score = scoreItem(item, design(replicas, links), 1);
  if (score.state === "unready") return expect.unreachable(`unready: ${score.missing}`);
  return score.earned === 2;
}

describe("the checks of a design", () => {
  it.each([
    [{ a: 1, b: 1, c: 1 }, true, "three over three zones: two of three are left"],
    [{ a: 2, b: 1 }, false, "three over two zones: with a one of three is left"],
    [{ a: 1, b: 1 }, false, "two over two zones: one of two is no majority"],
    [{ a: 2, b: 2, c: 1 }, true, "five over three zones: three of five are left"],
    [{ a: 3, b: 1, c: 1 }, false, "five, three in one zone: two of five are left"],
    [{ a: 2, b: 2 }, false, "four over two zones: two of four are no majority"],
    [{ a: 2, b: 1, c: 1 }, false, "four over three zones: with a two of four are left"],
    [{ a: 3 }, false, "all in one zone"],
  ] as [Record<string, number>, boolean, string][])(
    "find a quorum that outlives a zone, or not: %j is %s (%s)",
    (etcd, isSafe) => {
      expect(passes({ quorum: "etcd" }, { etcd })).toBe(isSafe);
    },
  );

  it("find no quorum where there is nothing", () => {
    expect(passes({ quorum: "etcd" }, { api: { a: 1 } })).toBe(false);
  });

  it("count replicas, from and to", () => {
    expect(passes({ replicas: "api", atLeast: 2 }, { api: { a: 1 } })).toBe(false);
    expect(passes({ replicas: "api", atLeast: 2 }, { api: { a: 1, c: 1 } })).toBe(true);
    expect(passes({ replicas: "api", atMost: 2 }, { api: { a: 3 } })).toBe(false);
    expect(passes({ replicas: "api", atMost: 2 }, { etcd: { a: 3 } })).toBe(true);
  });

  it("find the single point of failure on a path", () => {
    const survives = (replicas: Replicas, links: string[]) =>
      passes({ path: ["api", "etcd", "db"], survives: "replica" }, replicas, links);
    const both = ["api-etcd", "etcd-db"];
    expect(survives({ api: { a: 2 }, etcd: { a: 2 }, db: { a: 2 } }, both)).toBe(true);
    expect(survives({ api: { a: 2 }, etcd: { a: 1 }, db: { a: 2 } }, both)).toBe(false);
    // The way past etcd is another path.
    expect(survives({ api: { a: 2 }, etcd: { a: 2 }, db: { a: 2 } }, ["api-etcd", "api-db"])).toBe(false);
    expect(survives({ api: { a: 2 }, etcd: { a: 2 }, db: { a: 2 } }, [])).toBe(false);
  });

  it("find a path that dies with a zone", () => {
    const survives = (replicas: Replicas) => passes({ path: ["api", "db"], survives: "domain" }, replicas, ["api-db"]);
    expect(survives({ api: { a: 1, b: 1 }, db: { b: 1, c: 1 } })).toBe(true);
    expect(survives({ api: { a: 1, b: 1 }, db: { c: 5 } })).toBe(false);
    expect(survives({ api: { a: 1, b: 1 } })).toBe(false);
  });

  it("see a link that is drawn, and one that is not", () => {
    expect(passes({ linked: "api-db" }, { api: { a: 1 } }, ["api-db"])).toBe(true);
    expect(passes({ linked: "api-db" }, { api: { a: 1 } }, ["api-etcd"])).toBe(false);
    expect(passes({ unlinked: "api-db" }, { api: { a: 1 } }, ["api-etcd"])).toBe(true);
    expect(passes({ unlinked: "api-db" }, { api: { a: 1 } }, ["api-db"])).toBe(false);
  });
});

describe("a design", () => {
  // api at most 3, etcd at most 5, six in all; checks: majority (etcd), reach (api to etcd outlives a zone).
  const item = anItem({ kind: "design-canvas" });
  const ready = { "zone-a": 1, "zone-b": 1 };

  it("earns a point for each check, and shows the idea behind one that it breaks", () => {
    const score = scoreItem(item, design({ api: ready, etcd: { "zone-a": 2, "zone-b": 1 } }, ["api-etcd"]), 1);
    expect(score).toEqual({
      state: "marked",
      earned: 1,
      possible: 2,
      observations: [
        { statement: "consistency.4", score: 0, misconception: "idea-two-zones-do", weight: 0.5 },
        { statement: "consistency.4", score: 1, weight: 0.5 },
      ],
    });
  });

  it.each([
    ["nothing", design({})],
    ["zeroes", design({ api: { "zone-a": 0 } })],
    ["more than the budget", design({ api: { "zone-a": 3 }, etcd: { "zone-a": 4 } })],
    ["more of a component than may be", design({ api: { "zone-a": 2, "zone-b": 2 } })],
    ["a component that is not there", design({ gone: { "zone-a": 1 } })],
    ["a domain that is not there", design({ api: { gone: 1 } })],
    ["a link that is not there", design({ api: ready }, ["gone"])],
    ["half a replica", design({ api: { "zone-a": 0.5 } })],
    ["less than nothing", design({ api: { "zone-a": 3 }, etcd: { "zone-a": -1, "zone-b": 2 } })],
  ])("with %s is unready", (_, response) => {
    expect(scoreItem(item, response, 1)).toEqual({ state: "unready", missing: ["design"] });
  });

  it("is explained check by check, and by one that passes all", () => {
    const [part] = explainItem(item, design({ api: ready, etcd: { "zone-a": 3 } }, ["api-etcd"]), 1);
    expect(part?.notes.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["majority", "wrong"],
      ["reach", "wrong"],
    ]);
    expect(part?.notes[0]?.rationale).toBe("**text of majority** because of majority");
    expect(part?.key).toBe(
      "API: text of zone-a × 1, text of zone-b × 1\netcd: text of zone-a × 1, text of zone-b × 1, text of zone-c × 1\ntext of api-etcd",
    );
    expect(explainItem(item, {}, 1)[0]?.notes.map(({ verdict }) => verdict)).toEqual(["missed", "missed"]);
  });

  it("pays a blind hand the same in every run, and never all", () => {
    expect(guessOf(item)).toBe(guessOf(structuredClone(item)));
    expect(guessOf(item)).toBeGreaterThan(0);
    expect(guessOf(item)).toBeLessThan(0.5);
  });
});

describe("a design with reasons", () => {
  const bare = anItem({ kind: "design-canvas" });
  const item = anItem({
    kind: "design-canvas",
    spec: { rubric: rubric("names-it!", "orders-it!", "adds-figures", "sinks-it-") },
  });
  const { design: drawn } = keyResponse(item, 1);
  const given = (text: string, ticked?: string[]) => ({
    ...(drawn && { design: drawn }),
    reason: { type: "prose" as const, text },
    ...(ticked && { ticks: { type: "choice" as const, chosen: ticked } }),
  });

  it("is unready without design, reasons and, last, marks", () => {
    expect(scoreItem(item, {}, 1)).toEqual({ state: "unready", missing: ["design", "reason"] });
    expect(scoreItem(item, given(" "), 1)).toEqual({ state: "unready", missing: ["reason"] });
    expect(scoreItem(item, given("x"), 1)).toEqual({ state: "unready", missing: ["ticks"] });
  });

  it("adds the points of the rubric; its cap leaves the design's points alone", () => {
    // Two checks and three ticks.
    expect(scoreItem(item, given("x", ["names-it", "orders-it", "adds-figures"]), 1)).toMatchObject({
      earned: 5,
      possible: 5,
    });
    expect(scoreItem(item, given("x", ["names-it", "orders-it", "adds-figures", "sinks-it"]), 1)).toMatchObject({
      earned: 3.5,
      possible: 5,
    });
    expect(
      explainItem(item, given("x", ["names-it"]), 1).map(({ name, earned, possible }) => [name, earned, possible]),
    ).toEqual([
      ["design", 2, 2],
      ["reason", 1, 3],
    ]);
  });

  it("is marked by the learner, as a design alone is not, and a blind hand has no reasons", () => {
    expect([isSelfMarked(item), isSelfMarked(bare)]).toEqual([true, false]);
    expect(guessOf(item)).toBeCloseTo((guessOf(bare) * 2) / 5, 12);
  });
});

describe("an author's design", () => {
  const problems = (changes: Partial<Spec<"design-canvas">>) =>
    designCanvasSpec(z)
      .safeParse(aWrittenSpec("design-canvas", changes))
      .error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const sound = check("sound", { quorum: "etcd" });
  const reference = {
    replicas: { api: { "zone-a": 1, "zone-b": 1 }, etcd: { "zone-a": 1, "zone-b": 1, "zone-c": 1 } },
    links: ["api-etcd"],
  };

  it("passes when it is sound", () => {
    expect(problems({})).toEqual([]);
  });
  it("gives everything its own id", () => {
    expect(problems({ checks: [sound, sound] })).toEqual([["checks.1.id", expect.stringContaining('"sound"')]]);
    const twice = [component("api", 3), component("api", 3), component("etcd", 5)];
    expect(problems({ components: twice }).map(([path]) => path)).toEqual(["components.1.id"]);
  });
  it("links two components that are there", () => {
    expect(problems({ links: [link("api", "etcd"), link("api", "gone"), link("etcd", "etcd")] })).toEqual([
      ["links.1.to", expect.stringContaining('no component "gone"')],
      ["links.2", expect.stringContaining('joins "etcd" to itself')],
    ]);
  });
  it.each([
    [{ quorum: "gone" }, 'no component "gone"'],
    [{ replicas: "gone", atLeast: 1 }, 'no component "gone"'],
    [{ path: ["api", "gone"], survives: "domain" as const }, 'no component "gone"'],
    [{ linked: "gone" }, 'no link "gone"'],
    [{ unlinked: "gone" }, 'no link "gone"'],
    [{ replicas: "api" }, "wants no number"],
    [{ replicas: "api", atLeast: 3, atMost: 2 }, "at least 3 and at most 2"],
  ])("checks what can be checked: not %j", (must, message) => {
    expect(problems({ checks: [sound, check("odd", must)] })).toEqual([
      ["checks.1.must", expect.stringContaining(message)],
    ]);
  });
  it("has a link for each hop of a path, in its direction", () => {
    expect(problems({ checks: [sound, check("odd", { path: ["etcd", "api"], survives: "domain" })] })).toEqual([
      ["checks.1.must.path.1", expect.stringContaining('no link leads from "etcd" to "api"')],
    ]);
  });
  it("knows a design that passes all checks", () => {
    expect(problems({ checks: [sound, check("odd", { unlinked: "api-etcd" })] })).toEqual([
      ["checks.1", expect.stringContaining('does not pass the check "odd"')],
    ]);
  });
  it.each([
    ["most", { most: 4 }, "reference.replicas", "over the budget of 4"],
    [
      "most of a component",
      { components: [component("api"), component("etcd", 2)] },
      "reference.replicas.etcd",
      "at most 2",
    ],
    [
      "domains",
      { domains: ["zone-a", "zone-b"].map((id) => ({ id, text: id })) },
      "reference.replicas.etcd.zone-c",
      "no domain",
    ],
    ["links", { reference: { ...reference, links: ["gone"] } }, "reference.links", "no link"],
  ])("has a reference that keeps to the %s", (_, changes, path, message) => {
    expect(problems(changes)).toEqual([[path, expect.stringContaining(message)]]);
  });
  it("cannot be passed by a design with nothing in it", () => {
    const idle = [check("one", { replicas: "api", atMost: 3 }), check("other", { replicas: "etcd", atMost: 5 })];
    expect(problems({ checks: idle })).toEqual([["checks", expect.stringContaining("a design with nothing in it")]]);
  });
  it("has a sound rubric, where it has one", () => {
    const { ticks, anchors } = rubric("names-it", "orders-it", "adds-figures", "sinks-it-");
    expect(problems({ rubric: { ticks, anchors } })).toEqual([
      ["rubric.ticks", expect.stringContaining("no tick is a must")],
    ]);
  });
});
