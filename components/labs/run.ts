/**
 * What is on the stage: one run, where in it the learner stands, and what they are about. The run itself is a Replay, so
 * going back is a number and an intervention in the past is a fork.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { type Kernel, kernelOf } from "@/lib/sim/kernel";
import type { AnyLab } from "@/lib/sim/lab";
import type { Choice, Doing, FlightId, Ms, Net, NodeId, ParamValue, World } from "@/lib/sim/model";
import { type Entry, Replay } from "@/lib/sim/replay";
import { stageOf } from "@/lib/sim/task";

export type LabWorld = World<unknown, unknown, unknown, unknown, unknown>;
export type LabKernel = Kernel<unknown, unknown, unknown, unknown, unknown>;
export type LabReplay = Replay<unknown, unknown, unknown, unknown, unknown>;
export type LabTask = AnyLab["tasks"][number];
export type LabScenario = AnyLab["scenarios"][number];

/** What the learner is about: on their own, at a task, or watching a scenario. */
export type Aim = { is: "free" } | { is: "task"; task: LabTask } | { is: "scenario"; scenario: LabScenario };
export type Chosen =
  | { is: "node"; node: NodeId }
  | { is: "flight"; id: FlightId }
  | { is: "link"; from: NodeId; to: NodeId };

export const speeds = [0.25, 0.5, 1, 2, 4] as const;
export type Speed = (typeof speeds)[number];
/** Simulated ms that pass in a second of watching at 1x: an election of 150 ms can be followed by eye. */
export const watchedPerSecond = 100;
/** A stretch in which nothing is under way is watched for this long at most, in ms of watching at 1x. */
const quietAtMost = 1500;
/** Behind this step a free run stops by itself: nobody watches so long, and a page must not fill up. */
const longest = 50_000;

export type Settings = { p: Readonly<Record<string, ParamValue>>; seed: number; net: Net };
type Moment = {
  settings: Settings;
  replay: LabReplay;
  n: number;
  t: Ms;
  /** The last step that was shown: as far as the bar goes. */
  seen: number;
  /** The step at which the learner takes over: what a task gives lies before it. */
  start: number;
};
/** What has just been left behind, to be had back. */
export type Notice = { what: "forked" | "restarted"; dropped: number; back: Moment };

export type Run = Moment & {
  lab: AnyLab;
  aim: Aim;
  isPlaying: boolean;
  speed: Speed;
  chosen: Chosen | null;
  notice: Notice | null;
  /** The solution was laid on the tape: what it reaches is no merit of the learner. */
  isGiven: boolean;
  /** What was predicted, by id of task or scenario; "" when the learner did not want to say. */
  predicted: Readonly<Record<string, string>>;
};

export type RunStore = StoreApi<Run>;

const kernelFor = (lab: AnyLab, { p, seed, net }: Settings): LabKernel => kernelOf(lab.model, { p, seed, net });

function momentOf(lab: AnyLab, settings: Settings, entries: readonly Entry[] = [], n = 0): Moment {
  const replay: LabReplay = new Replay(kernelFor(lab, settings), entries);
  const w = replay.at(n);
  return { settings, replay, n: w.n, t: w.t, seen: w.n, start: 0 };
}

const settingsOf = (lab: AnyLab, aim: Aim): Settings => {
  if (aim.is === "free") return { p: lab.p ?? {}, seed: lab.seed, net: lab.net };
  const { p, seed, net } = aim.is === "task" ? aim.task.tape : aim.scenario.tape;
  return { p, seed, net };
};

/** The run at the beginning of what the learner is about. */
export function begin(lab: AnyLab, aim: Aim): Moment {
  const settings = settingsOf(lab, aim);
  if (aim.is === "free") return momentOf(lab, settings);
  if (aim.is === "scenario") return momentOf(lab, settings, aim.scenario.tape.c, aim.scenario.from);
  const { replay, n } = stageOf(kernelFor(lab, settings), aim.task);
  return { settings, replay, n, t: replay.at(n).t, seen: n, start: n };
}

export const createRun = (lab: AnyLab, aim: Aim = { is: "free" }): RunStore =>
  createStore<Run>(() => ({
    ...begin(lab, aim),
    lab,
    aim,
    isPlaying: false,
    speed: 1,
    chosen: null,
    notice: null,
    isGiven: false,
    predicted: {},
  }));

/** The world that is shown. */
export const worldOf = ({ replay, n }: Pick<Run, "replay" | "n">): LabWorld => replay.at(n);

/** True in a task where nothing happens by itself. */
export const isStepwise = ({ aim }: Pick<Run, "aim">): boolean => aim.is === "task" && aim.task.mode.by === "steps";

/** The world after the next step, undefined where the run ends or may not go on. */
export function nextOf({ replay, n, aim, start }: Pick<Run, "replay" | "n" | "aim" | "start">): LabWorld | undefined {
  if (aim.is === "task" && aim.task.mode.by === "steps")
    return n < start + replay.entries.length - aim.task.tape.c.length ? replay.at(n + 1) : undefined;
  if (n >= longest) return undefined;
  // A look one step ahead: it is what the clock waits for.
  const next = replay.at(n + 1);
  if (next.n !== n + 1) return undefined;
  return aim.is === "task" && aim.task.mode.by === "time" && next.t > aim.task.mode.until ? undefined : next;
}

/** How many choices the learner has made up to here, and may make. */
export function usedOf({ aim, replay, n }: Pick<Run, "aim" | "replay" | "n">): { used: number; budget: number | null } {
  const given = aim.is === "free" ? 0 : aim.is === "task" ? aim.task.tape.c.length : aim.scenario.tape.c.length;
  const used = Math.max(0, replay.choicesAt(n) - given);
  return { used, budget: aim.is === "task" ? aim.task.budget : null };
}

/** Why something cannot be done now. */
export type Refusal = "impossible" | "not-in-task" | "used-up" | "budget";

/** Undoing a fault needs no leave of its own. */
const undoes: Partial<Record<Doing, readonly Doing[]>> = {
  boot: ["crash"],
  resume: ["pause"],
  heal: ["cut", "part"],
  "heal-all": ["cut", "part", "clog"],
  unclog: ["clog"],
};
const always: readonly Doing[] = ["deliver", "fire", "op", "set"];

/** Whether this kind of choice has a place here at all; what has none is not offered. */
export function isOffered({ lab, aim }: Pick<Run, "lab" | "aim">, doing: Doing): boolean {
  if (aim.is === "task") return aim.task.allow[doing] !== undefined;
  const { doings } = lab.faults;
  return (
    always.includes(doing) || doings.includes(doing) || (undoes[doing]?.some((each) => doings.includes(each)) ?? false)
  );
}

/** @returns undefined when the choice can be made now */
export function refusalOf(run: Pick<Run, "lab" | "aim" | "replay" | "n" | "t">, c: Choice): Refusal | undefined {
  const w = run.replay.at(run.n);
  if (run.aim.is === "task") {
    const { task } = run.aim;
    const most = task.allow[c.do];
    if (most === undefined || task.mayChoose?.(c, w) === false) return "not-in-task";
    const { used, budget } = usedOf(run);
    if (budget !== null && used >= budget) return "budget";
    const mine = run.replay.entries.slice(task.tape.c.length, run.replay.choicesAt(run.n));
    if (mine.filter(([, , each]) => each.do === c.do).length >= most) return "used-up";
    if (task.mode.by === "time" && run.t > task.mode.until) return "budget";
  } else if (!isOffered(run, c.do)) return "not-in-task";
  return run.replay.kernel.impossible(w, c) === undefined ? undefined : "impossible";
}

const still = { isPlaying: false } as const;

/** The verbs of the stage. Each changes the store once. */
export const verbs = {
  /** Moves to a step that was seen already, or one ahead. */
  goTo(store: RunStore, n: number): void {
    const run = store.getState();
    const w = run.replay.at(Math.max(run.start, Math.min(n, run.seen)));
    store.setState({ ...still, n: w.n, t: w.t });
  },
  stepOn(store: RunStore): void {
    const run = store.getState();
    const { seen } = run;
    const next = nextOf(run);
    store.setState(next ? { ...still, n: next.n, t: next.t, seen: Math.max(seen, next.n) } : still);
  },
  /** Lets the run go on to this step without watching it. */
  goAhead(store: RunStore, n: number): void {
    const { replay, seen } = store.getState();
    const w = replay.at(Math.min(n, longest));
    store.setState({ ...still, n: w.n, t: w.t, seen: Math.max(seen, w.n) });
  },
  stepBack(store: RunStore): void {
    const { n } = store.getState();
    verbs.goTo(store, n - 1);
  },
  toStart: (store: RunStore): void => verbs.goTo(store, store.getState().start),
  /** The last step seen; in a task over time, its end. */
  toEnd(store: RunStore): void {
    const run = store.getState();
    const isTimed = run.aim.is === "task" && run.aim.task.mode.by === "time";
    let w = run.replay.at(isTimed ? run.n : run.seen);
    if (isTimed) for (let next = nextOf(run); next; next = nextOf({ ...run, n: next.n })) w = next;
    store.setState({ ...still, n: w.n, t: w.t, seen: Math.max(run.seen, w.n) });
  },
  play(store: RunStore, isPlaying: boolean): void {
    const run = store.getState();
    // What the inspector shows stays while the run moves on; without a choice it would change with every step.
    const chosen = run.chosen ?? { is: "node", node: worldOf(run).event.node ?? 0 };
    store.setState({ isPlaying: isPlaying && nextOf(run) !== undefined, chosen });
  },
  /** Lets `watched` ms of watching pass. */
  pass(store: RunStore, watched: Ms): void {
    const run = store.getState();
    let { n, t } = run;
    let next = nextOf(run);
    if (!next) {
      store.setState(still);
      return;
    }
    const perMs = (watchedPerSecond / 1000) * run.speed;
    const isQuiet = !run.replay.at(n).pending.some(({ kind }) => kind === "msg");
    const gap = next.t - run.replay.at(n).t;
    const quick = isQuiet ? Math.max(1, gap / (quietAtMost * (watchedPerSecond / 1000))) : 1;
    t += watched * perMs * quick;
    while (next && next.t <= t) {
      n = next.n;
      next = nextOf({ ...run, n });
    }
    const seen = Math.max(run.seen, n);
    if (next) store.setState({ n, seen, t: Math.max(t, run.replay.at(n).t) });
    else store.setState({ ...still, n, seen, t: run.replay.at(n).t });
  },
  /** Makes a choice here and now. What was chosen later in this run is left out, and can be had back. */
  act(store: RunStore, c: Choice): void {
    const run = store.getState();
    if (refusalOf(run, c) !== undefined) return;
    const { replay, n, t, settings, seen, start } = run;
    const w = replay.at(n);
    const taken = replay.choicesAt(n);
    const dropped = replay.entries.length - taken;
    const fork =
      t > w.t ? new Replay(replay.kernel, [...replay.entries.slice(0, taken), [t, 0, c] as const]) : replay.fork(n, c);
    const after = fork.at(n + 1);
    const notice: Notice | null =
      dropped > 0 ? { what: "forked", dropped, back: { settings, replay, n, t, seen, start } } : null;
    store.setState({ ...still, replay: fork, n: after.n, t: after.t, seen: after.n, notice });
  },
  /** From here on by default: the choices behind are dropped. */
  fork(store: RunStore): void {
    const { replay, n, t, settings, seen, start } = store.getState();
    const dropped = replay.entries.length - replay.choicesAt(n);
    const notice: Notice = { what: "forked", dropped, back: { settings, replay, n, t, seen, start } };
    store.setState({ ...still, replay: replay.cutAt(n), seen: n, notice: dropped > 0 ? notice : null });
  },
  /** Begins anew under other settings. */
  restart(store: RunStore, change: Partial<Settings>): void {
    const { lab, replay, n, t, settings, seen, start } = store.getState();
    const notice: Notice | null =
      n > 0 ? { what: "restarted", dropped: 0, back: { settings, replay, n, t, seen, start } } : null;
    store.setState({ ...still, ...momentOf(lab, { ...settings, ...change }), notice, chosen: null });
  },
  /** Begins what the learner is about once more. */
  reset(store: RunStore): void {
    const { lab, aim, replay, n, t, settings, seen, start } = store.getState();
    const notice: Notice | null =
      n > 0 ? { what: "restarted", dropped: 0, back: { settings, replay, n, t, seen, start } } : null;
    store.setState({ ...still, ...begin(lab, aim), notice, isGiven: false });
  },
  back(store: RunStore): void {
    const { notice } = store.getState();
    if (notice) store.setState({ ...still, ...notice.back, notice: null });
  },
  aimAt(store: RunStore, aim: Aim): void {
    const { lab } = store.getState();
    store.setState({ ...still, ...begin(lab, aim), aim, chosen: null, notice: null, isGiven: false });
  },
  /** Another run altogether: a shared moment. */
  show(store: RunStore, settings: Settings, entries: readonly Entry[], n: number): void {
    const { lab } = store.getState();
    store.setState({
      ...still,
      ...momentOf(lab, settings, entries, n),
      aim: { is: "free" },
      chosen: null,
      notice: null,
    });
  },
  /** Lays these choices on the tape from the beginning of the task, and stays at its first step. */
  follow(store: RunStore, entries: readonly Entry[]): void {
    const { aim, replay, start } = store.getState();
    if (aim.is !== "task") return;
    const w = replay.at(start);
    const whole: LabReplay = new Replay(replay.kernel, [...aim.task.tape.c, ...entries]);
    const seen = aim.task.mode.by === "steps" ? start + entries.length : start;
    whole.at(seen);
    store.setState({ ...still, replay: whole, n: start, t: w.t, seen, notice: null, isGiven: true });
  },
  predict(store: RunStore, id: string, option: string): void {
    store.setState(({ predicted }) => ({ predicted: { ...predicted, [id]: option } }));
  },
  choose: (store: RunStore, chosen: Chosen | null): void => store.setState({ chosen }),
  setSpeed: (store: RunStore, speed: Speed): void => store.setState({ speed }),
} as const;
