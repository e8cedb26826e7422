"use client";
/**
 * A sitting in the learner's hands: the pure clock of lib/mock with a timer, the log and a place that outlives the page.
 * It lives outside of rendering, since time and saving must not wait for a screen. What is shown is `store`; what is
 * done are the methods, which do nothing while the answers are frozen.
 */
import { createStore, type StoreApi } from "zustand/vanilla";
import { ask, learnerLog, record } from "@/components/learner/learner-store";
import type { ItemId } from "@/lib/ids";
import type { Confidence, FormItem, MockAnswered, NewEvent } from "@/lib/learner/events";
import type { MockAttempt } from "@/lib/learner/state";
import {
  type Clock,
  decide,
  enter,
  type Moment,
  type Notice,
  type Step,
  start,
  stop,
  tick,
  tickOf,
} from "@/lib/mock/clock";
import { handInEvents } from "@/lib/mock/hand-in";
import { givenOf, laterOf, type Place, resume, slotOf } from "@/lib/mock/place";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Answer, Response } from "@/lib/quiz/interaction";
import { type Leadership, lead, takeOver } from "./leadership";
import { leavePlace, takePlace } from "./parting";

export type Spoken = Extract<Notice, { type: "announce" | "section-over" }>;

export type ExamState = {
  /** watching: another tab leads. */
  role: "opening" | "leading" | "watching" | "taking-over";
  clock: Clock;
  /** Index in the form. */
  at: number;
  flagged: readonly ItemId[];
  seen: readonly ItemId[];
  isClockHidden: boolean;
  answers: ReadonlyMap<ItemId, MockAnswered>;
  /** The question whose typed answer is not on its way to the log yet. */
  typed?: ItemId;
  /** The last answer that is known to be durable. */
  saved?: MockAnswered;
  /** Flags and place could be stored at the last try. */
  isPlaceKept: boolean;
  /** What was last said of the time. */
  spoken?: Spoken;
};

const tickMs = 500;
const keepEveryMs = 5_000;
const typingMs = 300;
const longestTypingMs = 5_000;
/** A second more on a question that has a stored answer is worth storing when it is left. */
const worthStoringMs = 1_000;

const moment = (): Moment => ({ perfNow: performance.now(), wallNow: Date.now() });

export class Exam {
  readonly store: StoreApi<ExamState>;
  private readonly attempt: MockAttempt;
  private readonly catalog: Catalog;
  private leadership?: Leadership;
  /** Exam time in which each question was on screen, ms. */
  private spentMs: Record<string, number> = {};
  private timer?: ReturnType<typeof setInterval>;
  private typing?: ReturnType<typeof setTimeout>;
  /** When the first of the words came that are not on their way to the log, on the clock of `performance`. */
  private typedSince = 0;
  private keptAt = Number.NEGATIVE_INFINITY;
  private isClosed = false;

  constructor(attempt: MockAttempt, catalog: Catalog) {
    this.attempt = attempt;
    this.catalog = catalog;
    this.store = createStore<ExamState>(() => ({
      role: "opening",
      clock: start(givenOf(attempt.started.body), moment()),
      at: 0,
      flagged: [],
      seen: [],
      isClockHidden: false,
      answers: answersIn(attempt),
      isPlaceKept: true,
    }));
  }

  async open(): Promise<void> {
    const leadership = await lead(this.attempt.id, this);
    if (this.isClosed) leadership?.release();
    else if (leadership) await this.begin(leadership, this.attempt);
    else await this.watch();
  }

  /** Takes the lead from another tab, with everything that tab has written. */
  async takeOver(): Promise<void> {
    this.halt();
    this.store.setState({ role: "taking-over" });
    const leadership = await takeOver(this.attempt.id, this);
    if (!leadership) return this.watch();
    const { id } = this.attempt;
    await this.begin(leadership, (await ask("attempt", { id })).mocks.get(id) ?? this.attempt);
  }

  /** Stores what is left to store and lets the next page lead. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.halt();
    await this.settle();
    this.leadership?.release();
  }

  /** Everything on screen is on its way to the disk; resolves when it is there, or could not be stored. */
  async settle(): Promise<void> {
    if (!this.isOpen()) return;
    await Promise.all([this.flush(), this.keepPlace()]);
  }

  respond(name: string, answer: Answer): void {
    const item = this.item();
    if (!item || !this.advance()) return;
    this.put(item, { response: { ...this.responseTo(item), [name]: answer } });
    if (!isTyped(answer)) {
      void this.write(item);
      return;
    }
    const typedAt = performance.now();
    if (!this.now().typed) this.typedSince = typedAt;
    this.store.setState({ typed: item });
    clearTimeout(this.typing);
    // Who writes without a pause waits no longer than this for the first words to be stored.
    const wait = Math.max(0, Math.min(typingMs, this.typedSince + longestTypingMs - typedAt));
    this.typing = setTimeout(() => void this.flush(), wait);
  }

  rate(confidence: Confidence): void {
    const item = this.item();
    if (!item || !this.advance()) return;
    this.put(item, { confidence });
    void this.write(item);
  }

  flag(): void {
    const item = this.item();
    if (!item || !this.advance()) return;
    const { flagged } = this.now();
    this.store.setState({
      flagged: flagged.includes(item) ? flagged.filter((each) => each !== item) : [...flagged, item],
    });
    void this.keepPlace();
  }

  go(to: number): void {
    const next = this.form()[to];
    if (!next || !this.advance() || to === this.now().at) return;
    void this.flush();
    this.storeTime();
    if (next.section !== this.now().clock.section) this.take(enter(this.now().clock, next.section, moment()));
    const { seen } = this.now();
    this.store.setState({ at: to, seen: seen.includes(next.item) ? seen : [...seen, next.item] });
    void this.keepPlace();
  }

  showClock(isShown: boolean): void {
    this.store.setState({ isClockHidden: !isShown });
    void this.keepPlace();
  }

  /** The learner's word on an absence. */
  decide(decision: "counted" | "credited"): void {
    if (this.now().role === "leading") this.take(decide(this.now().clock, decision, moment()));
  }

  handIn(): void {
    if (this.now().role === "leading") this.take(stop(this.now().clock, moment()));
  }

  /** Ends the sitting without a result. */
  async abandon(): Promise<void> {
    if (this.now().role !== "leading") return;
    const { clock } = stop(this.now().clock, moment());
    this.halt();
    this.store.setState({ clock });
    const end = { reason: "abandoned" as const, elapsedMs: Math.round(clock.elapsedMs) };
    await record(...handInEvents(this.attempt, this.catalog, end));
  }

  /** Places in the form, by section. */
  sections(): number[][] {
    const places = this.form().map(({ section }, place) => ({ section, place }));
    return this.attempt.started.body.sections.map((_, index) =>
      places.flatMap(({ section, place }) => (section === index ? [place] : [])),
    );
  }

  /** Another tab wrote something: while watching, its answers are shown. */
  saw(attempt: MockAttempt): void {
    if (this.now().role === "watching") this.store.setState({ answers: answersIn(attempt) });
  }

  // Leadership asks these two.
  readonly stepAside = async (): Promise<void> => {
    this.halt();
    await this.settle();
  };
  readonly onLost = (): void => {
    this.leadership = undefined;
    if (!this.isClosed) void this.watch();
  };

  private async begin(leadership: Leadership, attempt: MockAttempt): Promise<void> {
    this.leadership = leadership;
    const saved = laterOf(await this.savedPlace(), takePlace(attempt.id));
    const { place, step } = resume(attempt, saved, moment());
    if (this.isClosed || attempt.handedIn) return leadership.release();
    this.spentMs = { ...place.spentMs };
    this.show("leading", place, step.clock);
    this.store.setState({ answers: answersIn(attempt), typed: undefined });
    this.take(step);
    if (this.now().clock.state === "ended") return;
    void this.keepPlace();
    this.timer = setInterval(() => this.advance(), tickMs);
    document.addEventListener("visibilitychange", this.onVisibility);
    window.addEventListener("pagehide", this.onPageHide);
  }

  private async watch(): Promise<void> {
    this.halt();
    const look = async () => {
      const { place, step } = resume(this.attempt, await this.savedPlace(), moment());
      if (!this.isClosed && this.timer !== undefined) this.show("watching", place, { ...step.clock, state: "running" });
    };
    this.timer = setInterval(() => void look(), keepEveryMs);
    await look();
  }

  private show(role: ExamState["role"], place: Omit<Place, "tick">, clock: Clock): void {
    const { at, flagged, isClockHidden } = place;
    const item = this.form()[at]?.item;
    const seen = !item || place.seen.includes(item) ? place.seen : [...place.seen, item];
    this.store.setState({ role, at, flagged, seen, isClockHidden, clock });
  }

  private halt(): void {
    clearInterval(this.timer);
    clearTimeout(this.typing);
    this.timer = undefined;
    document.removeEventListener("visibilitychange", this.onVisibility);
    window.removeEventListener("pagehide", this.onPageHide);
  }

  private readonly onVisibility = (): void => {
    if (document.hidden) void this.settle();
    else this.advance();
  };
  private readonly onPageHide = (): void => {
    if (this.isOpen()) leavePlace(this.attempt.id, this.place());
    void this.settle();
  };

  /** Brings the clock up to now. @returns whether the answers are still open */
  private advance(): boolean {
    if (this.now().role !== "leading") return false;
    this.take(tick(this.now().clock, moment()));
    return this.isOpen();
  }

  /** One step of the clock, and what follows from it. */
  private take({ clock, notices }: Step): void {
    const before = this.now().clock.state;
    this.countTime(clock, notices);
    const spoken = notices.findLast((notice) => notice.type === "announce" || notice.type === "section-over");
    this.store.setState({ clock, ...(spoken && { spoken }) });
    const gaps = notices.flatMap((notice): NewEvent[] => {
      if (notice.type !== "gap") return [];
      const { type: _, ...gap } = notice;
      return [{ type: "mock-gap-noted", body: { attempt: this.attempt.id, ...gap } }];
    });
    const end = notices.find((notice) => notice.type === "hand-in");
    if (end) this.finish(gaps, end.reason, end.elapsedMs);
    else if (gaps.length > 0) void record(...gaps);
    if (notices.length > 0 || clock.state !== before || performance.now() - this.keptAt > keepEveryMs)
      void this.keepPlace();
  }

  /** Gives passed exam time to the question on screen; an absence that is counted belongs to none. */
  private countTime(clock: Clock, notices: readonly Notice[]): void {
    const item = this.item();
    const away = notices.reduce(
      (sum, notice) =>
        notice.type === "gap" && notice.decision === "counted" && notice.kind !== "clock-back" ? sum + notice.ms : sum,
      0,
    );
    const passed = clock.elapsedMs - this.now().clock.elapsedMs - away;
    if (item && passed > 0) this.spentMs[item] = (this.spentMs[item] ?? 0) + passed;
  }

  /** The answers freeze here: what was typed goes first, then every answer marked, then the hand-in, in one piece. */
  private finish(gaps: readonly NewEvent[], reason: "by-hand" | "deadline", elapsedMs: number): void {
    this.halt();
    const last = this.unstored();
    const answers = new Map([...this.now().answers].map(([item, body]) => [item, { body }]));
    for (const body of last) answers.set(body.item, { body });
    this.store.setState({ typed: undefined });
    const sitting = { id: this.attempt.id, started: this.attempt.started, answers };
    void record(
      ...gaps,
      ...last.map((body): NewEvent => ({ type: "mock-answered", body })),
      ...handInEvents(sitting, this.catalog, { reason, elapsedMs: Math.round(elapsedMs) }),
    );
  }

  /** Answers whose last words or last seconds are on screen only. */
  private unstored(): MockAnswered[] {
    const { typed } = this.now();
    const current = this.item();
    return [...new Set([typed, current])].flatMap((item) =>
      item && (item === typed || this.hasMoreTime(item)) ? [this.bodyOf(item)] : [],
    );
  }

  /** Time on a question that was left, answered or not. */
  private storeTime(): void {
    const item = this.item();
    if (item && this.hasMoreTime(item)) void this.write(item);
  }

  private hasMoreTime(item: ItemId): boolean {
    const stored = this.now().answers.get(item)?.spentMs ?? 0;
    return (this.spentMs[item] ?? 0) - stored >= worthStoringMs;
  }

  private async flush(): Promise<void> {
    clearTimeout(this.typing);
    const { typed } = this.now();
    if (typed) await this.write(typed);
  }

  private async write(item: ItemId): Promise<void> {
    const body = this.bodyOf(item);
    const { typed, answers } = this.now();
    this.store.setState({ answers: new Map(answers).set(item, body), ...(typed === item && { typed: undefined }) });
    if (await record({ type: "mock-answered", body })) this.store.setState({ saved: body });
  }

  private bodyOf(item: ItemId): MockAnswered {
    const confidence = this.now().answers.get(item)?.confidence;
    return {
      attempt: this.attempt.id,
      item,
      response: this.responseTo(item),
      ...(confidence !== undefined && { confidence }),
      elapsedMs: Math.round(this.now().clock.elapsedMs),
      spentMs: Math.round(this.spentMs[item] ?? 0),
    };
  }

  private put(item: ItemId, change: Partial<Pick<MockAnswered, "response" | "confidence">>): void {
    const { answers } = this.now();
    const stored = answers.get(item);
    const body = { ...this.bodyOf(item), spentMs: stored?.spentMs ?? 0, ...change };
    this.store.setState({ answers: new Map(answers).set(item, body) });
  }

  private async keepPlace(): Promise<void> {
    if (this.now().role !== "leading") return;
    this.keptAt = performance.now();
    const place = this.place();
    try {
      await (await learnerLog()).setSlot(slotOf(this.attempt.id), place);
      this.store.setState({ isPlaceKept: true });
    } catch {
      // Told on screen; the next change or the next five seconds try again.
      this.store.setState({ isPlaceKept: false });
    }
  }

  private place(): Place {
    const { at, flagged, seen, isClockHidden, clock } = this.now();
    return {
      v: 1,
      at,
      flagged: [...flagged],
      seen: [...seen],
      spentMs: { ...this.spentMs },
      isClockHidden,
      tick: tickOf(clock),
    };
  }

  private savedPlace = async (): Promise<unknown> => (await learnerLog()).getSlot(slotOf(this.attempt.id));
  private now = (): ExamState => this.store.getState();
  private form = (): readonly FormItem[] => this.attempt.started.body.form;
  private item = (): ItemId | undefined => this.form()[this.now().at]?.item;
  private responseTo = (item: ItemId): Response => this.now().answers.get(item)?.response ?? {};
  private isOpen = (): boolean => this.now().role === "leading" && this.now().clock.state === "running";
}

/** Whether it comes letter by letter, or step by step: then a pause is waited for before it is stored. */
function isTyped({ type }: Answer): boolean {
  switch (type) {
    case "number":
    case "blanks":
    case "prose":
    case "design":
      return true;
    case "choice":
    case "order":
    case "match":
    case "pick":
    case "verdict":
    case "line":
    case "spot":
    case "lookups":
    case "tape":
      return false;
    default:
      return type satisfies never;
  }
}

const answersIn = (attempt: MockAttempt): ReadonlyMap<ItemId, MockAnswered> =>
  new Map([...attempt.answers].map(([item, { body }]) => [item, body]));
