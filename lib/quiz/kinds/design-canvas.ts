import type { z as zod } from "zod";
import type { Localized } from "../../i18n/locales";
import { type Answer, designIn, type Interaction, proseIn, type Response } from "../interaction";
import { type Kind, type Note, type Part, type Rule, segmentOf, textOf, type Z } from "../item";
import { idea, observe, type Sign } from "../observe";
import { choosable } from "../options";
import { allTicked, rubricNotes, rubricOf, rubricSigns, scoreRubric, strongest, ticksIn, ticksName } from "../rubric";
import { type Draw, drawsFrom } from "../seed";
import { type Complain, complainTo, type Path, uniqueIds } from "../spec-rules";

const mustOf = (z: Z) => {
  const id = segmentOf(z);
  return z.union([
    /** So many replicas of a component, at least or at most. */
    z.strictObject({ replicas: id, atLeast: z.int().min(0).optional(), atMost: z.int().min(0).optional() }),
    /** A majority of this component's replicas is left when any one failure domain is lost. */
    z.strictObject({ quorum: id }),
    /** From the first component to the last over drawn links, each hop with a live replica, when any one domain or any one replica is lost. */
    z.strictObject({ path: z.array(id).min(2), survives: z.enum(["domain", "replica"]) }),
    z.strictObject({ linked: id }),
    z.strictObject({ unlinked: id }),
  ]);
};
type Must = zod.infer<ReturnType<typeof mustOf>>;

export const designCanvasSpec = (z: Z) => {
  const id = segmentOf(z);
  const must = mustOf(z);
  return z
    .strictObject({
      components: z
        .array(z.strictObject({ id, text: textOf(z), most: z.int().min(1).max(9) }))
        .min(2)
        .max(6),
      /** Failure domains: zones, racks, nodes. */
      domains: z
        .array(z.strictObject({ id, text: textOf(z) }))
        .min(2)
        .max(4),
      /** Links that may be drawn, good ones and tempting ones. */
      links: z.array(z.strictObject({ id, text: textOf(z), from: id, to: id })).max(8),
      /** Replicas in all that the budget allows. */
      most: z.int().min(2).max(30),
      /** What the machine checks, a point each. `misconception`: the false idea of a design that breaks it. */
      checks: z
        .array(z.strictObject({ id, text: textOf(z), must, misconception: id.optional(), rationale: textOf(z) }))
        .min(2)
        .max(6),
      /** A design that passes all checks within the budget: replicas by component and domain, links by id. */
      reference: z.strictObject({ replicas: z.record(id, z.record(id, z.int().min(0))), links: z.array(id) }),
      /** Asked beside the design: reasons in one's own words, marked against the rubric. */
      rubric: rubricOf(z).optional(),
    })
    .superRefine((spec, context) => designRules(spec, complainTo(context)));
};

type Spec = Localized<zod.infer<ReturnType<typeof designCanvasSpec>>>;

const [name, reason] = ["design", "reason"];

/**
 * Place replicas in failure domains and draw links, within a budget. A point for each check that the design passes; what is
 * checked is a property of the graph, so that any design which has it is right. With a rubric the reasons are asked too and
 * marked by the learner, as in open-ended.ts. Nothing placed, or more than the budget, is unready: it is no design yet.
 */
export const designCanvas: Kind<Spec> = {
  id: "design-canvas",
  ask({ components, domains, links, most, rubric }) {
    const canvas: Canvas = {
      type: "design",
      name,
      components: components.map(({ id, text, most }) => ({ id, text, most })),
      domains: domains.map(choosable),
      links: links.map(({ id, text, from, to }) => ({ id, text, from, to })),
      most,
    };
    return rubric ? [canvas, { type: "prose", name: reason }] : [canvas];
  },
  score(spec, response, { statements }) {
    const { checks, rubric } = spec;
    const design = readyDesign(spec, response);
    const ticked = ticksIn(response);
    const missing = [...(design ? [] : [name]), ...(rubric && proseIn(response, reason).trim() === "" ? [reason] : [])];
    if (!design || missing.length > 0) return { state: "unready", missing };
    if (rubric && !ticked) return { state: "unready", missing: [ticksName] };
    const passed = checks.filter((check) => passes(design, check.must, spec)).length;
    const said = rubric && ticked ? scoreRubric(rubric, ticked) : { earned: 0, possible: 0 };
    const signs = [
      ...checks.map((check) => signOf(spec, design, check)),
      ...(rubric && ticked ? rubricSigns(rubric, ticked) : []),
    ];
    const [earned, possible] = [passed + said.earned, checks.length + said.possible];
    return { state: "marked", earned, possible, observations: observe(signs, statements) };
  },
  explain(spec, response) {
    const { checks, rubric } = spec;
    const design = readyDesign(spec, response);
    const notes = checks.map((check) => noteOn(spec, design, check));
    const earned = notes.filter(({ verdict }) => verdict === "key").length;
    const drawn: Part = { name, earned, possible: checks.length, key: inWords(spec), notes };
    if (!rubric) return [drawn];
    const ticked = ticksIn(response) ?? [];
    const said = { ...scoreRubric(rubric, ticked), key: strongest(rubric), notes: rubricNotes(rubric, ticked) };
    return [drawn, { name: reason, ...said }];
  },
  keyOf: ({ reference, rubric }) => ({
    [name]: { type: "design", ...reference },
    ...(rubric && { [reason]: { type: "prose", text: strongest(rubric) }, ...allTicked(rubric) }),
  }),
  guess: (spec) => meanBlindShare(spec),
  rule({ checks, rubric }): Rule {
    if (!rubric) return { key: "rule.design-canvas", values: { checks: checks.length } };
    const { possible } = scoreRubric(rubric, []);
    return { key: "rule.design-canvas-reason", values: { checks: checks.length, ticks: possible } };
  },
  rubric: ({ rubric }) => rubric,
};

type Canvas = Extract<Interaction, { type: "design" }>;
type Design = Pick<Extract<Answer, { type: "design" }>, "replicas" | "links">;
/** What the checks need to know of a spec, in one language or in both. */
type Ground = {
  components: { id: string; most: number }[];
  domains: { id: string }[];
  links: { id: string; from: string; to: string }[];
  most: number;
};
type Check = Spec["checks"][number];

/** Replicas of a component in each domain, in the order of the domains. */
const spread = ({ replicas }: Design, component: string, { domains }: Ground): number[] =>
  domains.map(({ id }) => replicas[component]?.[id] ?? 0);
const count = (design: Design, component: string, ground: Ground): number => sum(spread(design, component, ground));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function passes(design: Design, must: Must, ground: Ground): boolean {
  if ("replicas" in must) {
    const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = must;
    const replicas = count(design, must.replicas, ground);
    return replicas >= atLeast && replicas <= atMost;
  }
  if ("quorum" in must) {
    const here = spread(design, must.quorum, ground);
    return sum(here) - Math.max(...here) > sum(here) / 2;
  }
  if ("path" in must) {
    const hops = must.path.slice(1).map((to, index) => ({ from: must.path[index], to }));
    const isDrawn = hops.every((hop) =>
      ground.links.some(({ id, from, to }) => design.links.includes(id) && from === hop.from && to === hop.to),
    );
    return isDrawn && must.path.every((component) => survives(spread(design, component, ground), must.survives));
  }
  if ("linked" in must) return design.links.includes(must.linked);
  return !design.links.includes(must.unlinked);
}

/** Whether a replica is left whichever one domain, or whichever one replica, is lost. */
const survives = (here: readonly number[], loss: "domain" | "replica"): boolean =>
  loss === "domain" ? sum(here) > Math.max(...here) : sum(here) > 1;

/** What is wrong with a design before any check: undefined when it can be judged. */
type Flaw = { path: Path; message: string };
function flawOf({ replicas, links }: Design, ground: Ground): Flaw | undefined {
  for (const [component, by] of Object.entries(replicas)) {
    const known = ground.components.find(({ id }) => id === component);
    if (!known)
      return {
        path: ["replicas", component],
        message: `there is no component "${component}"; use an id of components`,
      };
    for (const [domain, replicasThere] of Object.entries(by)) {
      const path = ["replicas", component, domain];
      if (!ground.domains.some(({ id }) => id === domain))
        return { path, message: `there is no domain "${domain}"; use an id of domains` };
      if (!Number.isInteger(replicasThere) || replicasThere < 0)
        return { path, message: `${replicasThere} replicas cannot be; write a whole number` };
    }
    const placed = sum(Object.values(by));
    if (placed > known.most)
      return {
        path: ["replicas", component],
        message: `it places ${placed} replicas of "${component}", and at most ${known.most} may be; take some away`,
      };
  }
  const unknown = links.find((link) => !ground.links.some(({ id }) => id === link));
  if (unknown !== undefined) return { path: ["links"], message: `there is no link "${unknown}"; use an id of links` };
  const placed = sum(Object.values(replicas).flatMap((by) => Object.values(by)));
  if (placed > ground.most)
    return {
      path: ["replicas"],
      message: `it places ${placed} replicas, over the budget of ${ground.most}; raise \`most\``,
    };
  return undefined;
}

/** The design of a response, if something stands on it and it keeps the budget. */
function readyDesign(spec: Spec, response: Response): Design | undefined {
  const design = designIn(response, name);
  if (!design || flawOf(design, spec)) return undefined;
  const isEmpty = design.links.length === 0 && spec.components.every(({ id }) => count(design, id, spec) === 0);
  return isEmpty ? undefined : design;
}

const signOf = (spec: Spec, design: Design, { must, misconception }: Check): Sign =>
  passes(design, must, spec) ? { score: 1 } : { score: 0, misconception };

/** The canvas has no element for a check, so that its note says which check it was. */
function noteOn(spec: Spec, design: Design | undefined, { id, text, must, misconception, rationale }: Check): Note {
  const verdict = design === undefined ? "missed" : passes(design, must, spec) ? "key" : "wrong";
  return { id, verdict, rationale: `**${text.replaceAll("**", "")}** ${rationale}`, ...idea(misconception) };
}

/** The reference as text, a line for each component and each link. */
function inWords(spec: Spec): string {
  const { components, domains, links, reference } = spec;
  const placed = components.flatMap(({ id, text }) => {
    const here = spread(reference, id, spec);
    const places = domains.flatMap((domain, index) => (here[index] ? [`${domain.text} × ${here[index]}`] : []));
    return places.length > 0 ? [`${text}: ${places.join(", ")}`] : [];
  });
  return [...placed, ...links.filter(({ id }) => reference.links.includes(id)).map(({ text }) => text)].join("\n");
}

/**
 * A design of somebody who does not think: any number of replicas that the budget allows, each put anywhere there is room,
 * and a coin for every link.
 */
export function blindDesign({ components, domains, links, most }: Omit<Canvas, "type" | "name">, draw: Draw): Answer {
  const oneOf = <T>(list: readonly T[]): T | undefined => list[Math.floor(draw() * list.length)];
  const replicas: Record<string, Record<string, number>> = {};
  const placedOf = (component: string) => sum(Object.values(replicas[component] ?? {}));
  for (let left = 1 + Math.floor(draw() * most); left > 0; left--) {
    const component = oneOf(components.filter((each) => placedOf(each.id) < each.most))?.id;
    const domain = oneOf(domains)?.id;
    if (component === undefined || domain === undefined) break;
    const by = replicas[component] ?? {};
    replicas[component] = { ...by, [domain]: (by[domain] ?? 0) + 1 };
  }
  return { type: "design", replicas, links: links.filter(() => draw() < 0.5).map(({ id }) => id) };
}

const blindShares = new WeakMap<Spec, number>();
/** The standard error of a mean of so many shares is at most 0.022. */
const blindHands = 512;

/** Mean share of blind designs, the same in every run; a blind hand has no reasons, so that a rubric yields nothing. */
function meanBlindShare(spec: Spec): number {
  const known = blindShares.get(spec);
  if (known !== undefined) return known;
  const { checks, rubric } = spec;
  const draw = drawsFrom(blindHands);
  const passed = Array.from({ length: blindHands }, () => {
    const design = blindDesign(spec, draw) as Extract<Answer, { type: "design" }>;
    return checks.filter(({ must }) => passes(design, must, spec)).length;
  });
  const possible = checks.length + (rubric ? scoreRubric(rubric, []).possible : 0);
  const mean = sum(passed) / blindHands / possible;
  blindShares.set(spec, mean);
  return mean;
}

type Written = Ground & { checks: { id: string; must: Must }[]; reference: Design };

function designRules(spec: Written, complain: Complain): void {
  const { components, links, checks, reference } = spec;
  for (const [list, key] of [
    [components, "components"],
    [spec.domains, "domains"],
    [links, "links"],
    [checks, "checks"],
  ] as const)
    uniqueIds(list, key, complain);
  const known = (list: readonly { id: string }[], id: string | undefined) => list.some((each) => each.id === id);
  links.forEach(({ id, from, to }, index) => {
    for (const [end, component] of [
      ["from", from],
      ["to", to],
    ] as const)
      if (!known(components, component))
        complain(["links", index, end], `there is no component "${component}"; use an id of components`);
    if (from === to) complain(["links", index], `the link "${id}" joins "${from}" to itself; join two components`);
  });
  const before = checks.map(({ must }, index) => mustRules(must, spec, ["checks", index, "must"], complain));
  if (before.includes(false)) return;

  const flaw = flawOf(reference, spec);
  if (flaw) {
    complain(["reference", ...flaw.path], `the reference is no design that could be given: ${flaw.message}`);
    return;
  }
  checks.forEach(({ id, must }, index) => {
    if (!passes(reference, must, spec))
      complain(["checks", index], `the reference does not pass the check "${id}"; mend the reference or the check`);
  });
  if (checks.every(({ must }) => passes({ replicas: {}, links: [] }, must, spec)))
    complain(["checks"], "a design with nothing in it passes all checks; add a check that wants something");
}

/** Whether a check can be put at all; if not, why. */
function mustRules(must: Must, { components, links }: Ground, path: Path, complain: Complain): boolean {
  let isSound = true;
  const refuse = (at: Path, message: string) => {
    isSound = false;
    complain([...path, ...at], message);
  };
  const wanted =
    "replicas" in must ? [must.replicas] : "quorum" in must ? [must.quorum] : "path" in must ? must.path : [];
  for (const component of wanted)
    if (!components.some(({ id }) => id === component))
      refuse([], `there is no component "${component}"; use an id of components`);
  const link = "linked" in must ? must.linked : "unlinked" in must ? must.unlinked : undefined;
  if (link !== undefined && !links.some(({ id }) => id === link))
    refuse([], `there is no link "${link}"; use an id of links`);
  if ("replicas" in must) {
    const { atLeast, atMost } = must;
    if (atLeast === undefined && atMost === undefined) refuse([], "it wants no number; add `atLeast` or `atMost`");
    if (atLeast !== undefined && atMost !== undefined && atLeast > atMost)
      refuse([], `no number is at least ${atLeast} and at most ${atMost}; mend one of the two`);
  }
  if ("path" in must && isSound)
    must.path.slice(1).forEach((to, index) => {
      const from = must.path[index];
      if (!links.some((each) => each.from === from && each.to === to))
        refuse(["path", index + 1], `no link leads from "${from}" to "${to}"; add it to links, or turn the path round`);
    });
  return isSound;
}
