"use client";
/**
 * The learner, as the islands of a page share it: the catalog of the page's language, the state folded from the log, and
 * the truth about saving. Nothing here is stored: it is read from the log and derived.
 */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { Fault, type FaultParts } from "@/lib/fault";
import type { Locale } from "@/lib/i18n/locales";
import type { NewEvent } from "@/lib/learner/events";
import { foldLearner, foldMore, type LearnerState } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { indexedDbLog } from "@/lib/store/indexed-db";
import type { Draft, Log, Position, StoredEvent } from "@/lib/store/log";
import { memoryLog } from "@/lib/store/memory";
import { uuid7 } from "@/lib/store/uuid7";
import { rememberEvents } from "./canary";

export type SaveState =
  | { state: "idle" }
  | { state: "saving" }
  | { state: "saved"; at: number }
  | { state: "failed"; fault: FaultParts };

export type Learner = {
  status: "loading" | "ready" | "failed";
  /** Why there is no catalog or no state. */
  fault?: FaultParts;
  locale?: Locale;
  catalog?: Catalog;
  state?: LearnerState;
  save: SaveState;
  /** Answers that are on screen and not in the log: offered as a file, and tried again. */
  unsaved: readonly Draft[];
  /** Why answers may not outlive this window, when there is a reason. */
  fleeting?: "private-window" | "no-storage";
};

const store = createStore<Learner>(() => ({ status: "loading", save: { state: "idle" }, unsaved: [] }));

/** Reads a slice in a component; select a value that is stable while nothing changed. */
export const useLearner = <Slice>(select: (learner: Learner) => Slice): Slice => useStore(store, select);
/** Calls back now and at every change, outside of rendering. */
export const watchLearner = (callback: (learner: Learner) => void): (() => void) => {
  callback(store.getState());
  return store.subscribe(callback);
};
/** The learner now, outside of rendering. */
export const learnerNow = (): Learner => store.getState();

let opened: Promise<Log> | undefined;
/** The log of this browser profile, opened once for the page. */
export const learnerLog = (): Promise<Log> => {
  opened ??= openLog();
  return opened;
};

async function openLog(): Promise<Log> {
  try {
    const log = await indexedDbLog({ newDeviceId: () => uuid7(Date.now(), randomBytes()) });
    if (await looksPrivate()) store.setState({ fleeting: "private-window" });
    return log;
  } catch {
    // Reading and practising go on without storage; a notice tells the learner that nothing will be kept.
    store.setState({ fleeting: "no-storage" });
    return memoryLog();
  }
}

/**
 * Browsers do not say that a window is private; they give it a small quota, since it is held in memory. A full profile
 * gets most of the disk: less than this is a private window, or a disk so small that the warning fits as well.
 */
const privateQuota = 8 * 2 ** 30;
async function looksPrivate(): Promise<boolean> {
  if (!navigator.storage?.estimate || (await navigator.storage.persisted?.())) return false;
  const { quota = Number.POSITIVE_INFINITY } = await navigator.storage.estimate();
  return quota < privateQuota;
}

let events: StoredEvent[] = [];
let readUpTo: Position = 0;
let reading: Promise<void> | undefined;
let started: Locale | undefined;

/**
 * Loads the catalog of `locale` and the log, and keeps both fresh. Safe to call from every island; only a change of
 * language loads anything again.
 */
export function startLearner(locale: Locale): void {
  if (started === locale) return;
  const first = started === undefined;
  started = locale;
  void load(locale);
  if (first) void learnerLog().then((log) => log.onChange(() => void catchUp()));
}

async function load(locale: Locale): Promise<void> {
  try {
    const [catalog] = await Promise.all([fetchCatalog(locale), first(readAll)]);
    if (started !== locale) return;
    const { state } = store.getState();
    // The fold reads ids, keys, difficulty and weights of the catalog, the same in every language.
    store.setState({
      catalog,
      locale,
      status: "ready",
      fault: undefined,
      state: state ?? foldLearner(events, catalog),
    });
  } catch (error) {
    store.setState({ status: "failed", fault: faultOf(error) });
  }
}

/** Runs `task` once per page. */
let firstRun: Promise<void> | undefined;
const first = (task: () => Promise<void>): Promise<void> => {
  firstRun ??= task();
  return firstRun;
};

async function fetchCatalog(locale: Locale): Promise<Catalog> {
  const where = `/${locale}/catalog.json`;
  const response = await fetch(where);
  if (!response.ok)
    throw new Fault({ what: `the questions cannot be loaded (${response.status})`, where, mend: "reload the page" });
  return response.json() as Promise<Catalog>;
}

async function readAll(): Promise<void> {
  const log = await learnerLog();
  const { records, upTo } = await log.read(readUpTo);
  events = events.concat(records);
  readUpTo = upTo;
  rememberEvents(events.length);
}

/** Reads what came behind, from this tab or another, and folds it in. */
async function catchUp(): Promise<void> {
  await reading;
  reading = (async () => {
    await firstRun;
    const log = await learnerLog();
    const { records, upTo } = await log.read(readUpTo);
    if (records.length === 0) return;
    readUpTo = upTo;
    events = events.concat(records);
    rememberEvents(events.length);
    const { catalog, state } = store.getState();
    if (catalog && state) store.setState({ state: foldMore(state, records, catalog) });
  })();
  await reading;
}

/**
 * Appends what happened. Resolves to true when it is durable; to false when the browser would not store it: then the
 * drafts stay in `unsaved`, the save state says so, and `retrySaving` or a file can rescue them.
 */
export async function record(...happened: NewEvent[]): Promise<boolean> {
  return save(happened.map(({ id, type, body }) => ({ id: id ?? newId(), v: 1, type, at: Date.now(), body })));
}

const isDurable = (): boolean => store.getState().fleeting !== "no-storage";

let inFlight = 0;

async function save(drafts: readonly Draft[]): Promise<boolean> {
  // What failed before goes along: ids make a second arrival harmless.
  const all = [...store.getState().unsaved, ...drafts];
  const ids = new Set(all.map((draft) => draft.id));
  inFlight++;
  store.setState({ save: { state: "saving" } });
  try {
    const log = await learnerLog();
    await log.append(all);
    inFlight--;
    store.setState(({ unsaved, save: before }) => {
      const left = unsaved.filter((draft) => !ids.has(draft.id));
      if (left.length > 0) return { unsaved: left, save: before };
      if (inFlight > 0) return { unsaved: left, save: { state: "saving" } };
      // Memory is no disk: the notice says what becomes of these answers, and nothing says saved.
      return { unsaved: left, save: isDurable() ? { state: "saved", at: Date.now() } : { state: "idle" } };
    });
    await catchUp();
    return isDurable();
  } catch (error) {
    inFlight--;
    store.setState(({ unsaved }) => ({
      save: { state: "failed", fault: faultOf(error) },
      unsaved: [...unsaved.filter((draft) => !ids.has(draft.id)), ...all],
    }));
    return false;
  }
}

/** Tries once more to store what is on screen only. */
export const retrySaving = (): Promise<boolean> => save([]);

/** The whole log with what is not in it yet, as a learner takes it along. */
export async function exportLog(): Promise<string> {
  const log = await learnerLog();
  const { records } = await log.read();
  const { unsaved } = store.getState();
  return `${JSON.stringify({ format: "quorum-log", version: 1, events: records, unsaved }, null, 1)}\n`;
}

/** Asks the browser not to clear this site's data by itself; asked after the first finished set, when there is something to keep. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false;
}

export const newId = (): string => uuid7(Date.now(), randomBytes());
const randomBytes = (): Uint8Array => crypto.getRandomValues(new Uint8Array(10));

const faultOf = (error: unknown): FaultParts =>
  error instanceof Fault
    ? { what: error.what, where: error.where, mend: error.mend }
    : { what: error instanceof Error ? error.message : String(error), where: "this page", mend: "reload the page" };
