/** A lab: a model with its faults to find, its picture, its words, its tasks, and what it was held to. */
import type { Text } from "../i18n/locales";
import type { Choice, Doing, Model, Ms, Net, NodeId, Params, ParamValue, World } from "./model";
import type { Entry, Tape } from "./replay";
import type { Mark, Said, Scene } from "./scene";

/** Ids as in data.md; also the folder below lib/sim and the address below /labs. */
export const labIds = ["raft", "lock-fencing", "transactions", "kafka", "cache-consistency", "rate-limiting"] as const;
export type LabId = (typeof labIds)[number];
export const isLabId = (value: unknown): value is LabId => labIds.some((id) => id === value);

/**
 * A protocol broken on purpose, by parameters of the same model (so that a link carries it and a learner can switch it
 * on). The explorer must find a violation of one of `breaks` within the budget, and none in the correct model.
 */
export type Mutant = {
  id: string;
  /** What is broken, one line. */
  title: Text;
  p: Readonly<Record<string, ParamValue>>;
  breaks: readonly string[];
  hunt: Hunt;
};

/** How the explorer looks for a violation. All budgets are counts. */
export type Hunt =
  /** Seeded random runs on the timed scheduler, each with a random part of the faults. `steps` a run, at most `runs`. */
  | { by: "swarm"; runs: number; steps: number; net: Net; faults: Faults; p?: Readonly<Record<string, ParamValue>> }
  /** Breadth first over the untimed scheduler: at most `states` distinct states, `depth` choices. */
  | { by: "search"; states: number; depth: number; allow: Allow; p?: Readonly<Record<string, ParamValue>> };

/** What a nemesis may do, each with the mean number of ms between two of its kind (whole run, all nodes together). */
export type Faults = {
  crash?: Ms;
  /** How long a crashed node stays down, mean. */
  down?: Ms;
  pause?: Ms;
  /** How long a node stands still, mean. */
  still?: Ms;
  part?: Ms;
  cut?: Ms;
  /** How long a cut or a partition lasts, mean. */
  apart?: Ms;
  skew?: Ms;
  /** By how much a clock is moved at most, ms. */
  jump?: Ms;
  /** Client operations from `ops` of the model. */
  op?: Ms;
  /** Prefer this node for crashes and pauses, by the state of the run; absent: any. */
  aim?: "leader";
};

/** Which choices may be made, and how many of each in one tape. A doing that is not named is not allowed. */
export type Allow = Partial<Record<Doing, number>>;

/** One condition of a task, judged from the worlds of the run alone. */
export type Goal<S, M, C, P, G> = {
  id: string;
  text: Text;
  /** reach: holds after some step; keep: after every step; end: after the last. */
  when: "reach" | "keep" | "end";
  holds(w: World<S, M, C, P, G>, prev: World<S, M, C, P, G>): boolean;
};

export type Task<S, M, C, P, G> = {
  /** Short, unique in its lab: a, b, c. Stored answers name `<lab>.<id>`. */
  id: string;
  title: Text;
  /** What is to be brought about, one or two sentences. */
  ask: Text;
  /** Before trying: "can this be done?" and what the choices of answer are. */
  predict: { ask: Text; options: readonly { id: string; text: Text; right?: true }[]; because: Text };
  tape: Tape<C>;
  allow: Allow;
  /** Only these choices of an allowed doing, where the task narrows them further. */
  mayChoose?(c: Choice<C>, w: World<S, M, C, P, G>): boolean;
  /**
   * steps: nothing happens by itself, each choice is one step (deliver, fire, op, faults);
   * time: the scheduler runs, choices come between; the run is judged at `until`.
   */
  mode: { by: "steps" } | { by: "time"; until: Ms };
  /** At most so many choices. */
  budget: number;
  goals: readonly Goal<S, M, C, P, G>[];
  hints: readonly Text[];
  /** Why it works, told when it is done or given up. */
  debrief: Text;
  /** The explorer's shortest tape, found by `sim:check`, and its length: par. */
  solution: readonly Entry<C>[];
  /** How near a world is to the goal, less is nearer; guides the search where breadth alone is too wide. */
  distance?(w: World<S, M, C, P, G>): number;
};

/** A run to watch, with a question to answer before it is played. */
export type Scenario<C> = {
  id: string;
  title: Text;
  ask: Text;
  options: readonly { id: string; text: Text; right?: true }[];
  because: Text;
  tape: Tape<C>;
  /** The step at which to begin and the one at which the answer shows. */
  from: number;
  to: number;
};

export type Lab<S, M, C, P, G> = {
  id: LabId;
  title: Text;
  /** What can be done here, one sentence. */
  lead: Text;
  model: Model<S, M, C, P, G>;
  /** How it starts: parameters beside the defaults, network, seed. */
  net: Net;
  seed: number;
  p?: Readonly<Record<string, ParamValue>>;
  /** Settings whose pictures differ: the tests walk through each, besides the one it starts with. */
  looks?: readonly Readonly<Record<string, ParamValue>>[];
  /** Names and one-line texts of the invariants, by the model's keys. */
  properties: Readonly<Record<string, Text>>;
  /** The clauses of the invariants, each as what should hold, by the names that violations carry. */
  clauses: Readonly<Record<string, Text>>;
  scene(w: World<S, M, C, P, G>): Scene;
  /** One sentence of what this step did and, where it shows, why. This is the screen reader's log. */
  tell(w: World<S, M, C, P, G>, prev: World<S, M, C, P, G>): Said;
  /** What an operation of a node is called in a menu. */
  opName(op: C, w: World<S, M, C, P, G>): Said;
  /** What a message or timer is called in a menu: "AppendEntries, term 5", "election timeout". */
  messageName(m: M): Said;
  timerName(name: string): Said;
  /** The stretch a node is in, for the timeline: a leader's term, a held lock. null: none. */
  span?(w: World<S, M, C, P, G>, node: NodeId): { mark: Mark; text: Said } | null;
  /** Nodes the aim of a nemesis goes for. */
  leaders?(w: World<S, M, C, P, G>): readonly NodeId[];
  /** Faults that a learner may use outside tasks, and the steps of a delay or clock jump. */
  faults: { doings: readonly Doing[]; delay: Ms; skew: Ms };
  scenarios: readonly Scenario<C>[];
  tasks: readonly Task<S, M, C, P, G>[];
  mutants: readonly Mutant[];
  /** The hunt that finds nothing in the correct model. */
  quiet: readonly Hunt[];
  /** What it was held to: outside truth, with version. */
  checkedAgainst: readonly { text: Text; url: string }[];
  leavesOut: readonly Text[];
};

/** A lab whose types are nobody's business: what pages, tests and tools take. */
// biome-ignore lint/suspicious/noExplicitAny: the five types belong together inside one lab and are opaque outside it
export type AnyLab = Lab<any, any, any, any, any>;

export type { Params };
