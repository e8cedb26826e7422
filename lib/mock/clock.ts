/**
 * The exam's clock as a state machine. It never reads a clock: every input carries both readings of the moment.
 *
 *   running --tick at the deadline, awake--> ended
 *   running --an absence that alone would end the exam--> asking --decide--> running or ended
 *
 * Inside one page life exam time is what the page's monotonic clock says; the wall clock only checks it. Time in which
 * the page did not run (sleep, crash, closed tab) and a clock set forward look the same from inside, so such an absence
 * is counted or credited by the policy chosen at the start, and never hands anything in by itself. Elapsed time never
 * falls, not over a reload either: setting the clock back buys nothing.
 */

/** One moment, read on both clocks, in ms. `perfNow` starts anew with each page; `wallNow` is epoch time. */
export type Moment = { perfNow: number; wallNow: number };

export type Policy = "strict" | "pause-on-interruption";

/** What is fixed before the start. Extra time is counted in. */
export type Given = {
  /** null: untimed. */
  durationMs: number | null;
  policy: Policy;
  /** Budget of each section, ms: spoken of when used up, not enforced. */
  sectionMs: readonly number[];
};

/** Kinds as the event log has them; a plain reload is not noted. */
export type Absence = { ms: number; kind: "reload" | "absence" | "clock-forward" };

export type Clock = {
  given: Given;
  state: "running" | "asking" | "ended";
  /** Exam time used so far, ms; never falls, never above the duration. */
  elapsedMs: number;
  /** The section on screen, and exam time used in each. */
  section: number;
  spentMs: readonly number[];
  /** The last moment that was taken into account. */
  last: Moment;
  /** Remaining times that were announced already, ms; and sections whose end was. */
  announced: readonly number[];
  overrun: readonly number[];
  /** While asking: what to decide on. */
  absence?: Absence;
};

/** What must outlive the page: written every few seconds and with each answer. */
export type Tick = Pick<Clock, "elapsedMs" | "section" | "spentMs" | "announced" | "overrun" | "absence"> & {
  ended: boolean;
  wallNow: number;
};

export type Notice =
  /** An absence and what became of it, or a clock that was set back: to be noted in the log. */
  | { type: "gap"; ms: number; kind: Absence["kind"] | "clock-back"; decision: "counted" | "credited" }
  /** Freeze all inputs and ask: count this absence, or not? */
  | { type: "ask"; ms: number; kind: Absence["kind"] }
  /** Say how much time is left. */
  | { type: "announce"; remainingMs: number; isHalf: boolean }
  /** The budget of this section is used up. */
  | { type: "section-over"; section: number }
  /** Hand in now, with this exam time. */
  | { type: "hand-in"; reason: "by-hand" | "deadline"; elapsedMs: number };

export type Step = { clock: Clock; notices: Notice[] };

/** Two clocks of one machine may drift so far apart between two ticks, ms. */
const toleratedDriftMs = 2_000;
/** A page that comes back within this time was reloaded, not left, ms: the time counts without a word. */
const plainReloadMs = 10_000;
/** Browsers wake the timers of a hidden page at least once a minute; a page silent for longer did not run, ms. */
const longestTickMs = 70_000;
/** Nobody's machine sleeps this long in mid-exam: more likely its clock was set, ms. Only the label hangs on it. */
const longestSleepMs = 24 * 3_600_000;

const spokenMs = [600_000, 300_000, 60_000, 30_000];

export function start(given: Given, now: Moment): Clock {
  return {
    given,
    state: "running",
    elapsedMs: 0,
    section: 0,
    spentMs: given.sectionMs.map(() => 0),
    last: now,
    announced: [],
    overrun: [],
  };
}

export const remainingMs = ({ given, elapsedMs }: Clock): number | null =>
  given.durationMs === null ? null : Math.max(0, given.durationMs - elapsedMs);

/** The tick to persist. */
export const tickOf = ({ elapsedMs, section, spentMs, announced, overrun, absence, state, last }: Clock): Tick => ({
  elapsedMs,
  section,
  spentMs,
  announced,
  overrun,
  ...(absence && { absence }),
  ended: state === "ended",
  wallNow: last.wallNow,
});

/** Time goes on in a living page: call it about once a second, and with each answer. */
export function tick(clock: Clock, now: Moment): Step {
  if (clock.state !== "running") return { clock: { ...clock, last: now }, notices: [] };
  const ran = Math.max(0, now.perfNow - clock.last.perfNow);
  const drift = now.wallNow - clock.last.wallNow - ran;
  const at = { ...clock, last: now };
  if (drift <= -toleratedDriftMs) {
    const step = ran > longestTickMs ? missed(at, { ms: ran, kind: "absence" }) : run(at, ran);
    return noted(step, { type: "gap", ms: Math.round(-drift), kind: "clock-back", decision: "counted" });
  }
  if (ran > longestTickMs) return missed(at, absenceOf(ran + Math.max(0, drift)));
  if (drift < toleratedDriftMs) return run(at, ran);
  const ranOn = run(at, ran);
  return ranOn.clock.state === "ended" ? ranOn : after(ranOn, (running) => missed(running, absenceOf(drift)));
}

/**
 * Time goes on in a new page, from the last persisted tick: everything since then was missed. Up to ten seconds are a
 * plain reload and count; more is an absence.
 */
export function reload(given: Given, saved: Tick, now: Moment): Step {
  const { ended, wallNow, absence, ...kept } = saved;
  const clock: Clock = { ...kept, given, state: ended ? "ended" : "running", last: now };
  if (ended) return { clock, notices: [] };
  const away = now.wallNow - wallNow;
  if (absence) return asking(clock, { ...absence, ms: absence.ms + Math.max(0, away) });
  if (away <= -toleratedDriftMs)
    return { clock, notices: [{ type: "gap", ms: Math.round(-away), kind: "clock-back", decision: "counted" }] };
  if (away <= plainReloadMs)
    return wouldEnd(clock, away) ? asking(clock, { ms: away, kind: "reload" }) : run(clock, Math.max(0, away));
  return missed(clock, away > longestSleepMs ? absenceOf(away) : { ms: Math.round(away), kind: "reload" });
}

/** The learner's word on the absence that was asked about. Counted, it ends the exam at its deadline. */
export function decide(clock: Clock, decision: "counted" | "credited", now: Moment): Step {
  if (clock.state !== "asking" || !clock.absence) return { clock, notices: [] };
  const { absence, ...rest } = clock;
  const running: Clock = { ...rest, state: "running", last: now };
  const step = decision === "counted" ? run(running, absence.ms) : { clock: running, notices: [] };
  return noted(step, { type: "gap", ...absence, decision });
}

/** Another section is on screen: time goes to its budget from now on. */
export function enter(clock: Clock, section: number, now: Moment): Step {
  return after(tick(clock, now), (ticked) => ({ clock: { ...ticked, section }, notices: [] }));
}

/**
 * The learner hands in. There is exactly one hand-in among the notices. An absence that was not decided on is not
 * counted: whoever hands in has said that the exam ends here.
 */
export function stop(clock: Clock, now: Moment): Step {
  const { clock: ticked, notices } = tick(clock, now);
  if (ticked.state === "ended") return { clock: ticked, notices };
  const { absence, ...ended } = { ...ticked, state: "ended" as const };
  return {
    clock: ended,
    notices: [
      ...notices.filter(({ type }) => type !== "ask"),
      ...(absence ? [{ type: "gap" as const, ...absence, decision: "credited" as const }] : []),
      { type: "hand-in", reason: "by-hand", elapsedMs: Math.round(ended.elapsedMs) },
    ],
  };
}

const absenceOf = (ms: number): Absence => ({
  ms: Math.round(ms),
  kind: ms > longestSleepMs ? "clock-forward" : "absence",
});

/** An absence is dealt with by the policy; one that alone would end the exam is asked about. */
function missed(clock: Clock, absence: Absence): Step {
  if (clock.given.policy === "pause-on-interruption")
    return { clock, notices: [{ type: "gap", ...absence, decision: "credited" }] };
  if (wouldEnd(clock, absence.ms)) return asking(clock, absence);
  return noted(run(clock, absence.ms), { type: "gap", ...absence, decision: "counted" });
}

const wouldEnd = (clock: Clock, ms: number): boolean => {
  const left = remainingMs(clock);
  return left !== null && ms >= left;
};

const asking = (clock: Clock, absence: Absence): Step => ({
  clock: { ...clock, state: "asking", absence },
  notices: [{ type: "ask", ...absence }],
});

/** Exam time passes: announcements, budgets, and the deadline. */
function run(clock: Clock, ms: number): Step {
  const { durationMs } = clock.given;
  const elapsedMs = durationMs === null ? clock.elapsedMs + ms : Math.min(durationMs, clock.elapsedMs + ms);
  const passed = elapsedMs - clock.elapsedMs;
  const spentMs = clock.spentMs.map((spent, index) => (index === clock.section ? spent + passed : spent));
  const ran = { ...clock, elapsedMs, spentMs };
  if (durationMs !== null && elapsedMs >= durationMs)
    return { clock: { ...ran, state: "ended" }, notices: [{ type: "hand-in", reason: "deadline", elapsedMs }] };
  return after(announce(ran), budget);
}

/** Each mark once; of several passed in one leap only the last is spoken. */
function announce(clock: Clock): Step {
  const left = remainingMs(clock);
  const { durationMs } = clock.given;
  if (left === null || durationMs === null) return { clock, notices: [] };
  const marks = new Set([durationMs / 2, ...spokenMs.filter((mark) => mark < durationMs)]);
  const passed = [...marks].filter((mark) => left <= mark && !clock.announced.includes(mark));
  if (passed.length === 0) return { clock, notices: [] };
  const mark = Math.min(...passed);
  return {
    clock: { ...clock, announced: [...clock.announced, ...passed] },
    notices: [{ type: "announce", remainingMs: mark, isHalf: mark === durationMs / 2 }],
  };
}

function budget(clock: Clock): Step {
  const { section, spentMs, overrun, given } = clock;
  const limit = given.sectionMs[section];
  const isOver = limit !== undefined && (spentMs[section] ?? 0) >= limit && !overrun.includes(section);
  // With one section its budget is the exam's own deadline.
  if (!isOver || given.sectionMs.length === 1 || given.durationMs === null) return { clock, notices: [] };
  return { clock: { ...clock, overrun: [...overrun, section] }, notices: [{ type: "section-over", section }] };
}

/** One step, then another from where it led. */
function after(step: Step, then: (clock: Clock) => Step): Step {
  const second = then(step.clock);
  return { clock: second.clock, notices: [...step.notices, ...second.notices] };
}

/** What happened is told before what follows from it. */
const noted = ({ clock, notices }: Step, notice: Notice): Step => ({ clock, notices: [notice, ...notices] });
