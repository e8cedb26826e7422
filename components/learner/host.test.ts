import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";
import { Fault } from "@/lib/fault";
import { gapBoard } from "@/lib/learner/select";
import { foldLearner } from "@/lib/learner/state";
import type { Catalog } from "@/lib/quiz/catalog";
import { indexedDbLog } from "@/lib/store/indexed-db";
import type { Draft, Log } from "@/lib/store/log";
import { memoryLog } from "@/lib/store/memory";
import { aCatalog, anAnswer, items } from "@/tests/build";
import { type Host, hostOf, serve } from "./host";
import { type End, type Line, lineToHost, lineToWorker, type WorkerEnd } from "./wire";

const bank = items(6, { gap: "consistency" });
const catalog = aCatalog({ items: bank });
const now = Date.UTC(2026, 10, 1);
const answers = bank.map((item, index): Draft => {
  const { id, v, type, at, body } = anAnswer(item, { at: now + index, n: index + 1 });
  return { id: `${id}-${index}`, v, type, at, body };
});
const [first, second] = answers as [Draft, Draft];

/** Two ends of one channel; what is said is cloned, as between a page and its worker. */
function aChannel(): [WorkerEnd, End] {
  const listeners: ((event: never) => void)[][] = [[], []];
  const end = (own: number): WorkerEnd => ({
    postMessage(message) {
      const data = structuredClone(message);
      queueMicrotask(() => {
        for (const listener of listeners[1 - own] ?? []) listener({ data } as never);
      });
    },
    addEventListener(type: string, listener: (event: never) => void) {
      if (type === "message") listeners[own]?.push(listener);
    },
  });
  return [end(0), end(1)];
}

type Learner = { line: Line; heard: number[] };
const walls: [string, (log: Log) => Promise<Learner>][] = [
  [
    "in the page",
    async (log) => {
      const heard: number[] = [];
      return { line: lineToHost(hostOf(log, ({ records }) => heard.push(records))), heard };
    },
  ],
  [
    "in a worker",
    async (log) => {
      const heard: number[] = [];
      const [page, worker] = aChannel();
      const line = lineToWorker(page, ({ records }) => heard.push(records));
      serve(worker, async () => log);
      const open = await line;
      if (!open) throw new Error("the worker did not open the log");
      return { line: open, heard };
    },
  ],
];
const use = ({ line }: Learner, content: Catalog = catalog) => line.use(content, JSON.stringify(content));

for (const [where, aLearner] of walls)
  describe(`the learner ${where}`, () => {
    it("answers by everything that was in the log when it was asked", async () => {
      const log = memoryLog();
      const learner = await aLearner(log);
      use(learner);
      for (let n = 0; n < answers.length; n++) {
        await log.append([answers[n] as Draft]);
        expect((await learner.line.ask("standing", undefined, now)).answers).toBe(n + 1);
      }
    });

    it("answers as a fold of the whole log would, however the log came", async () => {
      const log = memoryLog();
      await log.append(answers.slice(0, 2));
      const learner = await aLearner(log);
      use(learner);
      await learner.line.ask("standing", undefined, now);
      for (const answer of answers.slice(2)) await log.append([answer]);
      const board = await learner.line.ask("board", undefined, now);
      const whole = gapBoard(foldLearner((await log.read()).records, catalog), catalog, now);
      expect(board.map(({ gap, n, level }) => ({ gap, n, level }))).toEqual(
        whole.map(({ gap, n, level }) => ({ gap, n, level })),
      );
      expect(board.some(({ n }) => n === answers.length)).toBe(true);
    });

    it("waits with its answers for the content", async () => {
      const log = memoryLog();
      await log.append([first]);
      const learner = await aLearner(log);
      const asked = learner.line.ask("standing", undefined, now);
      const early = await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, 20, "waits"))]);
      expect(early).toBe("waits");
      use(learner);
      expect((await asked).answers).toBe(1);
    });

    it("tells of every change once, and of nothing else", async () => {
      const log = memoryLog();
      await log.append([first]);
      const learner = await aLearner(log);
      use(learner);
      await learner.line.ask("standing", undefined, now);
      await learner.line.ask("board", undefined, now);
      expect(learner.heard).toEqual([1]);
      await log.append([second]);
      learner.line.catchUp();
      await learner.line.ask("standing", undefined, now);
      expect(learner.heard).toEqual([1, 2]);
    });

    it("speaks another language from the moment it is given one, without reading again", async () => {
      const log = memoryLog();
      await log.append(answers);
      let reads = 0;
      const counted: Log = {
        ...log,
        async read(after) {
          const found = await log.read(after);
          reads += found.records.length;
          return found;
        },
      };
      const learner = await aLearner(counted);
      use(learner);
      await learner.line.ask("standing", undefined, now);
      const gaps = catalog.gaps.map((gap) => ({ ...gap, title: `other ${gap.id}` }));
      use(learner, { ...catalog, gaps });
      expect((await learner.line.ask("board", undefined, now))[0]?.title).toBe(`other ${gaps[0]?.id}`);
      expect(learner.heard.length).toBe(2);
      expect(reads).toBe(answers.length);
    });

    it("folds again when the content is another", async () => {
      const log = memoryLog();
      await log.append(answers);
      const learner = await aLearner(log);
      use(learner);
      expect((await learner.line.ask("standing", undefined, now)).answers).toBe(bank.length);
      use(learner, { ...catalog, items: bank.slice(1), revision: "another" });
      expect((await learner.line.ask("standing", undefined, now)).answers).toBe(bank.length - 1);
    });

    it("gives the fault to who asked while the log cannot be read, and answers when it can", async () => {
      const log = memoryLog();
      await log.append([first]);
      const fault = { what: "the disk is away", where: "here", mend: "bring it back" };
      let isAway = true;
      const failing: Log = { ...log, read: (after) => (isAway ? Promise.reject(new Fault(fault)) : log.read(after)) };
      const learner = await aLearner(failing);
      use(learner);
      const asked = learner.line.ask("standing", undefined, now);
      await expect(asked).rejects.toBeInstanceOf(Fault);
      await expect(asked).rejects.toMatchObject(fault);
      isAway = false;
      expect((await learner.line.ask("standing", undefined, now)).answers).toBe(1);
    });
  });

describe("the learner's worker", () => {
  it("hears of what another connection to the same database appends", async () => {
    const open = () => indexedDbLog({ name: "two-connections", newDeviceId: () => "a-device" });
    const page = await open();
    const worker = await open();
    const heard: number[] = [];
    const host: Host = hostOf(worker, ({ records }) => heard.push(records));
    host.use(catalog);
    await host.ask("standing", undefined, now);
    await page.append([first]);
    await expect.poll(() => heard.at(-1)).toBe(1);
    expect((await host.ask("standing", undefined, now)).answers).toBe(1);
    page.close();
    worker.close();
  });

  it("says that it cannot when it cannot open the log, so that the page does without it", async () => {
    const [page, worker] = aChannel();
    const line = lineToWorker(page, () => {});
    serve(worker, () => Promise.reject(new Error("refused")));
    expect(await line).toBeUndefined();
  });

  it("is given up when its script does not load", async () => {
    let fail = (_: Event) => {};
    const broken = {
      postMessage() {},
      addEventListener(type: string, listener: (event: never) => void) {
        if (type === "error") fail = listener as typeof fail;
      },
    };
    const line = lineToWorker(broken, () => {});
    fail(new Event("error"));
    expect(await line).toBeUndefined();
  });

  it("answers each question to the one who asked it", async () => {
    const log = memoryLog();
    await log.append(answers);
    const [, inWorker] = walls[1] as (typeof walls)[number];
    const learner = await inWorker(log);
    use(learner);
    const asked = bank.map(({ id }) => learner.line.ask("prediction", { item: id }, now));
    const alone = [];
    for (const { id } of bank) alone.push(await learner.line.ask("prediction", { item: id }, now));
    expect(await Promise.all(asked)).toEqual(alone);
    expect(await learner.line.ask("prediction", { item: "no.such" as never }, now)).toBeUndefined();
  });
});
