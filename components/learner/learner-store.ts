"use client";
/**
 * The learner, as the islands of a page share it: the catalog of the page's language, the truth about saving, and the way
 * to ask. The log is written here. It is read and folded in a worker, since years of answers would hold the page up;
 * screens ask for views of it, see useView.
 */
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { Fault, type FaultParts } from "@/lib/fault";
import type { Locale } from "@/lib/i18n/locales";
import { type NewEvent, versions } from "@/lib/learner/events";
import type { ArgsOf, ValueOf, ViewName } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import { withTexts } from "@/lib/quiz/texts";
import { indexedDbLog } from "@/lib/store/indexed-db";
import type { Draft, Log } from "@/lib/store/log";
import { memoryLog } from "@/lib/store/memory";
import { uuid7 } from "@/lib/store/uuid7";
import { knownEvents, rememberEvents } from "./canary";
import type { News } from "./host";
import { faultOf, type Line, lineToHost, lineToWorker } from "./wire";

export type SaveState =
  | { state: "idle" }
  | { state: "saving" }
  | { state: "saved"; at: number }
  | { state: "failed"; fault: FaultParts };

export type Learner = {
  /** ready: the index is here and views can be asked. */
  status: "loading" | "ready" | "failed";
  /** Why there is no index or no catalog, or no answer to a view. */
  fault?: FaultParts;
  locale?: Locale;
  /** The catalog without the words of its questions: all that topics, gaps and misconceptions are called. */
  index?: Catalog;
  /** The whole catalog; only where a page asks or shows questions. */
  catalog?: Catalog;
  /** Goes up whenever views may answer differently than before. */
  revision: number;
  save: SaveState;
  /** Answers that are on screen and not in the log: offered as a file, and tried again. */
  unsaved: readonly Draft[];
  /**
   * All drafts that the log refused once, those that it took at a later try among them: laid over a view they leave no
   * moment in which an answer is neither in the one nor in the other.
   */
  refused: readonly Draft[];
  /** Why answers may not outlive this window, when there is a reason. */
  fleeting?: "private-window" | "no-storage";
};

const store = createStore<Learner>(() => ({
  status: "loading",
  revision: 0,
  save: { state: "idle" },
  unsaved: [],
  refused: [],
}));

/** Reads a slice in a component; select a value that is stable while nothing changed. */
export const useLearner = <Slice>(select: (learner: Learner) => Slice): Slice => useStore(store, select);
/** Calls back now and at every change, outside of rendering. */
export const watchLearner = (callback: (learner: Learner) => void): (() => void) => {
  callback(store.getState());
  return store.subscribe(callback);
};
/** The learner now, outside of rendering. */
export const learnerNow = (): Learner => store.getState();

let opening: Promise<Log> | undefined;
/** The log of this browser profile, opened once for the page. */
export const learnerLog = (): Promise<Log> => {
  opening ??= openLog();
  return opening;
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

let started: Locale | undefined;
/** The language in which the words of the questions are here, or on their way. */
let worded: Locale | undefined;

/**
 * Loads the content of `locale` and the learner, and keeps both fresh. Safe to call from every island; only a change of
 * language, or the first page with questions, loads anything again, and the worker stays.
 * @param questions whether the page asks or shows questions and needs their words
 */
export function startLearner(locale: Locale, questions = false): void {
  if (started !== locale) {
    started = locale;
    worded = undefined;
    indexed = load(locale);
  }
  if (questions && worded !== locale) {
    worded = locale;
    void loadWords(locale);
  }
}

/** The index of the language that was started last; undefined when it could not be loaded. */
let indexed: Promise<Catalog | undefined> = Promise.resolve(undefined);

async function load(locale: Locale): Promise<Catalog | undefined> {
  try {
    line ??= openLine();
    const [text, open] = await Promise.all([fetchText(`/${locale}/catalog.json`), line]);
    if (started !== locale) return undefined;
    const index: Catalog = JSON.parse(text);
    // One text for both, so that page and worker never speak of different content.
    open.use(index, text);
    store.setState({ index, catalog: undefined, locale, status: "ready", fault: undefined });
    tellOpen(open);
    return index;
  } catch (error) {
    store.setState({ status: "failed", fault: faultOf(error) });
    return undefined;
  }
}

async function loadWords(locale: Locale): Promise<void> {
  try {
    const [index, text] = await Promise.all([indexed, fetchText(`/${locale}/questions.json`)]);
    if (index && worded === locale) store.setState({ catalog: withTexts(index, JSON.parse(text)) });
  } catch (error) {
    if (worded === locale) store.setState({ status: "failed", fault: faultOf(error) });
  }
}

async function fetchText(where: string): Promise<string> {
  const response = await fetch(where);
  if (!response.ok)
    throw new Fault({ what: `the questions cannot be loaded (${response.status})`, where, mend: "reload the page" });
  return response.text();
}

/** The way to the learner's host, one for all pages that this window goes through. */
let line: Promise<Line> | undefined;
let tellOpen: (line: Line) => void = () => {};
/** The same, once it has content to answer by. */
const opened = new Promise<Line>((resolve) => {
  tellOpen = resolve;
});

/** A host in a worker; in this page where there is no worker, or where the log is this page's memory and has no more in it. */
async function openLine(): Promise<Line> {
  const worker = startWorker();
  // Listened to from its first word on: it may be open before the log of this page is.
  const heard = worker && lineToWorker(worker, heed);
  const log = await learnerLog();
  const toWorker = isDurable() ? await heard : undefined;
  if (!toWorker) {
    worker?.terminate();
    const { hostOf } = await import("./host");
    return lineToHost(hostOf(log, heed));
  }
  log.onChange(() => toWorker.catchUp());
  return toWorker;
}

/** Its script is on its way while the log opens. */
function startWorker(): Worker | undefined {
  try {
    return new Worker(new URL("./learner.worker.ts", import.meta.url), { type: "module" });
  } catch {
    return undefined;
  }
}

function heed({ records }: News): void {
  rememberEvents(records);
  store.setState(({ revision }) => ({ revision: revision + 1 }));
}

/** What `ask` takes beside the name of a view: its arguments, where it has some. */
export type Given<Name extends ViewName> = ArgsOf<Name> extends undefined ? [] : [args: ArgsOf<Name>];

/**
 * A view of everything that is in the log by now, see lib/learner/views. Waits until the learner is started and read.
 * @throws Fault when the log cannot be read; the store then tells of it too
 */
export const ask = <Name extends ViewName>(name: Name, ...[args]: Given<Name>): Promise<ValueOf<Name>> =>
  askAt(name, args as ArgsOf<Name>, Date.now());

/** The same as of `now`, epoch ms. */
export async function askAt<Name extends ViewName>(
  name: Name,
  args: ArgsOf<Name>,
  now: number,
): Promise<ValueOf<Name>> {
  try {
    const value = await (await opened).ask(name, args, now);
    // What failed before works again.
    if (store.getState().status === "failed") store.setState({ status: "ready", fault: undefined });
    return value;
  } catch (error) {
    store.setState({ status: "failed", fault: faultOf(error) });
    throw error;
  }
}

/**
 * Appends what happened. Resolves to true when it is durable; to false when the browser would not store it: then the
 * drafts stay in `unsaved`, the save state says so, and `retrySaving` or a file can rescue them.
 */
export async function record(...happened: NewEvent[]): Promise<boolean> {
  return save(
    happened.map(({ id, type, body }) => ({ id: id ?? newId(), v: versions[type], type, at: Date.now(), body })),
  );
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
    const added = await log.append(all);
    // A page that does not read the log, as when a place in a note is kept, counts what it adds.
    if (line === undefined) rememberEvents(knownEvents() + added.length);
    inFlight--;
    store.setState(({ unsaved, save: before }) => {
      const left = unsaved.filter((draft) => !ids.has(draft.id));
      if (left.length > 0) return { unsaved: left, save: before };
      if (inFlight > 0) return { unsaved: left, save: { state: "saving" } };
      // Memory is no disk: the notice says what becomes of these answers, and nothing says saved.
      return { unsaved: left, save: isDurable() ? { state: "saved", at: Date.now() } : { state: "idle" } };
    });
    return isDurable();
  } catch (error) {
    inFlight--;
    store.setState(({ unsaved, refused }) => ({
      save: { state: "failed", fault: faultOf(error) },
      unsaved: [...unsaved.filter((draft) => !ids.has(draft.id)), ...all],
      refused: [...refused.filter((draft) => !ids.has(draft.id)), ...all],
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
