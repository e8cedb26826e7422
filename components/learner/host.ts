/**
 * Keeps the learner folded from a log and answers views of it. It runs in the worker; in the page only where there is no
 * worker to be had, or no log that a worker could open.
 */
import { foldLearner, foldMore, type LearnerState } from "@/lib/learner/state";
import { type ArgsOf, type ValueOf, type ViewName, viewOf } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Log, Position, StoredEvent } from "@/lib/store/log";
import { type End, faultOf, type ToPage, type ToWorker } from "./wire";

/** Told after every change: what was answered before may be answered differently now. */
export type News = {
  /** Records read from the log so far. */
  records: number;
};

export type Host = {
  /** The content to fold by and to speak of: once before anything is answered, again when the language changes. */
  use(catalog: Catalog): void;
  /**
   * The view of everything that was in the log when it was asked. Waits for the content.
   * @param now epoch ms
   * @throws Fault when the log cannot be read
   */
  ask<Name extends ViewName>(name: Name, args: ArgsOf<Name>, now: number): Promise<ValueOf<Name>>;
  /** Reads what came behind, from this tab or another. */
  catchUp(): Promise<void>;
};

/** @param tell called after each change, and once when the first state stands */
export function hostOf(log: Pick<Log, "read" | "onChange">, tell: (news: News) => void): Host {
  let catalog: Catalog | undefined;
  let state: LearnerState | undefined;
  /** Read and not folded yet; undefined before the first reading. */
  let fresh: StoredEvent[] | undefined;
  let upTo: Position = 0;
  let records = 0;
  let given = () => {};
  const content = new Promise<void>((resolve) => {
    given = resolve;
  });

  /** The state of all that was read. undefined while the content or the first reading is not there. */
  function folded(): LearnerState | undefined {
    if (!catalog || !fresh) return undefined;
    if (!state) state = foldLearner(fresh, catalog);
    else if (fresh.length > 0) state = foldMore(state, fresh, catalog);
    else return state;
    fresh = [];
    tell({ records });
    return state;
  }

  async function read(): Promise<void> {
    const found = await log.read(upTo);
    upTo = found.upTo;
    records += found.records.length;
    fresh = (fresh ?? []).concat(found.records);
    folded();
  }

  // One reading at a time. Who asks while one runs gets the next: the running one may have missed what they wait for.
  let running = Promise.resolve();
  let next: Promise<void> | undefined;
  function catchUp(): Promise<void> {
    next ??= running
      .catch(() => {})
      .then(() => {
        next = undefined;
        running = read();
        return running;
      });
    return next;
  }

  // Reading begins before the content is there. What fails is tried again, and told, when somebody asks.
  const tryToCatchUp = () => void catchUp().catch(() => {});
  log.onChange(tryToCatchUp);
  tryToCatchUp();

  return {
    use(next) {
      const isOther = catalog !== undefined && catalog.revision !== next.revision;
      const isRead = state !== undefined;
      catalog = next;
      given();
      if (isOther && state) state = foldMore(state, [], catalog);
      folded();
      // The language alone: the state stands, and its views speak otherwise.
      if (isRead) tell({ records });
    },
    async ask(name, args, now) {
      await content;
      await catchUp();
      const at = folded();
      if (!at || !catalog) throw new Error(`"${name}" was asked before anything was read`);
      return viewOf(name)(at, catalog, now, args) as ValueOf<typeof name>;
    },
    catchUp,
  };
}

/** The worker's side: hosts the learner of this log. What is asked before it is open waits. */
export function serve(end: End, openLog: () => Promise<Log>): void {
  const say = (message: ToPage) => end.postMessage(message);
  const host = openLog().then((log) => hostOf(log, (news) => say({ type: "news", news })));
  host.then(
    () => say({ type: "open" }),
    () => say({ type: "unable" }),
  );
  end.addEventListener("message", ({ data }) => {
    // What fails here fails again, and is told, when somebody asks.
    host.then((open) => obey(open, data as ToWorker, say)).catch(() => {});
  });
}

async function obey(host: Host, asked: ToWorker, say: (message: ToPage) => void): Promise<void> {
  switch (asked.type) {
    case "use":
      host.use(JSON.parse(asked.catalog));
      return;
    case "catch-up":
      await host.catchUp();
      return;
    case "ask": {
      const { id, name, args, now } = asked;
      try {
        say({ type: "answer", id, value: await host.ask(name, args as never, now) });
      } catch (error) {
        say({ type: "fault", id, fault: faultOf(error) });
      }
      return;
    }
    default:
      asked satisfies never;
  }
}
