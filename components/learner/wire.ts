/** The words that the page and the learner's worker exchange. Faults cross as their parts: an Error would lose them. */
import { Fault, type FaultParts } from "@/lib/fault";
import type { ArgsOf, ValueOf, ViewName } from "@/lib/learner/views";
import type { Catalog } from "@/lib/quiz/catalog";
import type { Host, News } from "./host";

export type ToWorker =
  /** The catalog as it came over the network: text is handed over quicker than what it says. */
  | { type: "use"; catalog: string }
  | { type: "ask"; id: number; name: ViewName; args: unknown; now: number }
  | { type: "catch-up" };

export type ToPage =
  /** The worker has opened the log. */
  | { type: "open" }
  /** It cannot: the page does without it. */
  | { type: "unable" }
  | { type: "news"; news: News }
  | { type: "answer"; id: number; value: unknown }
  | { type: "fault"; id: number; fault: FaultParts };

/** One end of a channel; a worker and a worker's global scope are such ends. */
export type End = {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: { data: unknown }) => void): void;
};

/** The page's end, which also hears when the worker's script does not load. */
export type WorkerEnd = End & { addEventListener(type: "error", listener: (event: Event) => void): void };

/** The host behind whichever wall it stands. */
export type Line = {
  use(catalog: Catalog, text: string): void;
  ask<Name extends ViewName>(name: Name, args: ArgsOf<Name>, now: number): Promise<ValueOf<Name>>;
  catchUp(): void;
};

/** The page's side of a host in this page. */
export const lineToHost = (host: Host): Line => ({
  use: (catalog) => host.use(catalog),
  ask: (name, args, now) => host.ask(name, args, now),
  catchUp: () => void host.catchUp().catch(() => {}),
});

/**
 * The page's side of a worker.
 * @returns undefined when the worker cannot be loaded or cannot open the log
 */
export function lineToWorker(worker: WorkerEnd, tell: (news: News) => void): Promise<Line | undefined> {
  const say = (message: ToWorker) => worker.postMessage(message);
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (fault: Fault) => void }>();
  let asked = 0;
  const line: Line = {
    use: (_, text) => say({ type: "use", catalog: text }),
    ask: (name, args, now) =>
      new Promise((resolve, reject) => {
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        say({ type: "ask", id, name, args, now });
      }),
    catchUp: () => say({ type: "catch-up" }),
  };
  return new Promise((settle) => {
    // Once it is open an error is one of a single message, and is told where that was asked.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      settle(undefined);
    });
    worker.addEventListener("message", ({ data }) => {
      const said = data as ToPage;
      switch (said.type) {
        case "open":
          settle(line);
          return;
        case "unable":
          settle(undefined);
          return;
        case "news":
          tell(said.news);
          return;
        case "answer":
          waiting.get(said.id)?.resolve(said.value as never);
          waiting.delete(said.id);
          return;
        case "fault":
          waiting.get(said.id)?.reject(new Fault(said.fault));
          waiting.delete(said.id);
          return;
        default:
          said satisfies never;
      }
    });
  });
}

export const faultOf = (error: unknown): FaultParts =>
  error instanceof Fault
    ? { what: error.what, where: error.where, mend: error.mend }
    : { what: error instanceof Error ? error.message : String(error), where: "this page", mend: "reload the page" };
