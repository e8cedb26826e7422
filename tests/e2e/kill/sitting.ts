/**
 * A mock interview in a browser that is killed in the middle: what the page said is saved, where it stood, and whether
 * all of it is there when the profile is opened again. It knows the page by its marks only: `data-exam`,
 * `data-saved-item`, `data-saved-answer`, `data-remaining`, the navigator's steps.
 */
import type { Page } from "@playwright/test";
import { stable } from "../../../components/mock/stable";
import type { MockAnswered, MockStarted } from "../../../lib/learner/events";
import type { Catalog, Item } from "../../../lib/quiz/catalog";
import type { Answer, Interaction, Response } from "../../../lib/quiz/interaction";
import { present } from "../../../lib/quiz/present";
import { type Draw, drawsFrom } from "../../../lib/quiz/seed";
import { servedCatalog } from "../../served-catalog";
import { storedEvents } from "../journey";
import { makeStorageLie, type Running, startBrowser } from "./driver";

/** A place that was taken so shortly before the kill may not have reached the disk: the page never called it saved. */
const settleMs = 250;

export type Verdict = {
  rounds: number;
  /** Answers that the page called saved. */
  acknowledged: number;
  /** Those that are in no log afterwards. */
  lost: string[];
  /** What else was not as it was: the open question, flags, order, what is on screen. */
  faults: string[];
  /** Largest error of the time left, s. */
  afterKill: number;
  afterReload: number;
};

type Seen =
  | { type: "saved"; item: string; answer: string; at: number }
  | { type: "place"; index: number; flags: string; at: number }
  | { type: "time"; remaining: number; at: number };
type Place = Omit<Extract<Seen, { type: "place" }>, "type" | "at">;
/** A keystroke that flags or moves, and when it was sent. */
type Pressed = { key: "f" | "Alt+ArrowRight" | "Alt+ArrowLeft"; at: number };

type Options = { origin: string; profile: string; seed: number; rounds: number; lying?: boolean; untilLoss?: boolean };

/** Kills the browser `rounds` times in the middle of a quick screen. Deterministic up to the machine's timing. */
export async function killRounds({
  origin,
  profile,
  seed,
  rounds,
  lying = false,
  untilLoss = false,
}: Options): Promise<Verdict> {
  const draw = drawsFrom(seed);
  const verdict: Verdict = { rounds: 0, acknowledged: 0, lost: [], faults: [], afterKill: 0, afterReload: 0 };
  const catalog = await servedCatalog((path) => fetch(origin + path), "zh");
  let attempt: string | undefined;
  for (let round = 1; round <= rounds; round++) {
    const seen: Seen[] = [];
    const pressed: Pressed[] = [];
    const first = await startBrowser(profile, (page) => prepare(page, seen));
    try {
      attempt = attempt ? await goOn(first.page, origin, attempt) : await begin(first.page, origin);
      if (lying) await makeStorageLie(first.page);
      const acknowledged = () => seen.filter(({ type }) => type === "saved").length;
      await answerQuickly(first.page, draw, pressed, () => acknowledged() >= leastAtStake);
    } finally {
      // Anywhere between two keystrokes and well behind the last one.
      await pause(draw() * 400);
      await first.kill();
    }
    const killedAt = Date.now();
    const acknowledged = seen.filter((each) => each.type === "saved");
    verdict.rounds = round;
    verdict.acknowledged += acknowledged.length;

    const later: Seen[] = [];
    const second = await startBrowser(profile, (page) => prepare(page, later));
    try {
      await check(
        second,
        { origin, attempt, seen, pressed, later, killedAt, round, catalog, lying },
        verdict,
        acknowledged,
      );
    } finally {
      await second.kill();
    }
    if (untilLoss && verdict.lost.length > 0) break;
  }
  return verdict;
}

/** Answers called saved in a round before it may end by a kill: with none at stake a kill tells nothing. */
export const leastAtStake = 3;
/** Keystrokes after which a round ends all the same, so that a page that saves nothing is told and not waited for. */
const mostSteps = 60;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Has the page tell what it shows, at the moment it shows it. */
async function prepare(page: Page, seen: Seen[]): Promise<void> {
  await page.exposeBinding("tell", (_source, told: Seen) => {
    seen.push(told);
  });
  await page.addInitScript(() => {
    const { tell } = window as unknown as { tell: (told: unknown) => void };
    const said = new Map<string, string>();
    const once = (key: string, told: object) => {
      const text = JSON.stringify(told);
      if (said.get(key) === text) return;
      said.set(key, text);
      tell({ ...told, at: Date.now() });
    };
    const look = () => {
      const exam = document.querySelector<HTMLElement>("[data-exam][data-role=leading]");
      if (!exam) return;
      const { savedItem, savedAnswer } = exam.dataset;
      if (savedItem && savedAnswer) once("saved", { type: "saved", item: savedItem, answer: savedAnswer });
      const steps = [...exam.querySelectorAll(".exam-nav .exam-step")];
      const index = steps.findIndex((step) => step.getAttribute("aria-current") === "step");
      const flags = steps.flatMap((step, place) => (step.querySelector("svg") ? [place] : [])).join();
      once("place", { type: "place", index, flags });
      const remaining = exam.querySelector<HTMLElement>("[data-remaining]")?.dataset.remaining;
      if (remaining) once("time", { type: "time", remaining: Number(remaining) });
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  });
}

/** Waits until the sitting is open and its answers can be changed. @throws with what the page shows instead */
async function leading(page: Page): Promise<void> {
  try {
    await page.locator("[data-exam][data-role=leading]").waitFor({ timeout: 20_000 });
  } catch {
    throw new Error(`the sitting does not open at ${page.url()}: ${await page.locator("body").innerText()}`);
  }
}

async function begin(page: Page, origin: string): Promise<string> {
  await page.goto(`${origin}/zh/mock?preset=quick-screen`);
  await page.locator("button.btn-primary.btn-l:not([disabled])").waitFor();
  await page.keyboard.press("Enter");
  await leading(page);
  return new URL(page.url()).searchParams.get("attempt") ?? "";
}

async function goOn(page: Page, origin: string, attempt: string): Promise<string> {
  await page.goto(`${origin}/zh/mock/run?attempt=${attempt}`);
  await leading(page);
  return attempt;
}

/** A hasty learner: a digit or a number, now and then a flag or a word of confidence, and on, or back from the end. */
async function answerQuickly(page: Page, draw: Draw, pressed: Pressed[], isEnough: () => boolean): Promise<void> {
  const press = async (key: Pressed["key"]) => {
    pressed.push({ key, at: Date.now() });
    await page.keyboard.press(key);
  };
  const steps = 4 + Math.floor(draw() * 10);
  for (let step = 0; step < steps || (!isEnough() && step < mostSteps); step++) {
    const number = page.locator("[data-question] input.num").first();
    if (await number.count()) {
      await number.focus();
      await page.keyboard.type(String(1 + Math.floor(draw() * 900)));
    } else await page.keyboard.press(String(1 + Math.floor(draw() * 4)));
    if (draw() < 0.3) await page.keyboard.press("c");
    if (draw() < 0.3) await press("f");
    if (draw() < 0.3) await pause(draw() * 500);
    await press(draw() < 0.8 ? "Alt+ArrowRight" : "Alt+ArrowLeft");
  }
}

type Case = {
  origin: string;
  attempt: string;
  seen: readonly Seen[];
  pressed: readonly Pressed[];
  later: Seen[];
  killedAt: number;
  round: number;
  catalog: Catalog;
  lying: boolean;
};

async function check(
  { page }: Running,
  given: Case,
  verdict: Verdict,
  acknowledged: readonly Extract<Seen, { type: "saved" }>[],
): Promise<void> {
  const { origin, attempt, seen, pressed, later, killedAt, round, catalog, lying } = given;
  const fault = (text: string) => verdict.faults.push(`round ${round}: ${text}`);
  await page.goto(`${origin}/zh/mock/run?attempt=${attempt}`);
  await leading(page);
  const events = await storedEvents(page);
  const bodies = events.filter(({ type }) => type === "mock-answered").map(({ body }) => body as MockAnswered);
  const stored = new Set(bodies.map((body) => `${body.item} ${saidOf(body)}`));
  for (const { item, answer } of acknowledged)
    if (!stored.has(`${item} ${answer}`)) verdict.lost.push(`round ${round}: ${item} ${answer}`);
  if (lying) return;

  // The open question and the flags: as last shown. What changed in the last moments may stand as before, and a last
  // keystroke may be on disk although the kill cut off the word of it.
  const places = seen.filter((each) => each.type === "place");
  const last = places.at(-1);
  const settled = places.filter(({ at }) => at < killedAt - settleMs).at(-1);
  const fromSettled = settled ? places.slice(places.indexOf(settled)) : places;
  const now = await until(() => later.find((each) => each.type === "place"));
  const lately = pressed.filter(({ at }) => at >= killedAt - settleMs);
  const steps = (await page.locator(".exam-nav .exam-step").count()) - 1;
  const possible = fromSettled.flatMap((place) => [
    place,
    // Some of these keystrokes show in `place` already: the others may begin at any of them.
    ...lately.flatMap((_, first) => placesAfter(place, lately.slice(first), steps)),
  ]);
  if (last && !possible.some(({ index, flags }) => index === now.index && flags === now.flags))
    fault(`question ${now.index} with flags [${now.flags}] is open, it was ${last.index} with [${last.flags}]`);

  // The time left, taken where the display changes: the absence of a crash is counted.
  verdict.afterKill = Math.max(verdict.afterKill, await timeError(seen, later));
  const known = later.length;
  await page.reload();
  await leading(page);
  verdict.afterReload = Math.max(
    verdict.afterReload,
    await timeError(later.slice(0, known), later.slice(known), later, known),
  );

  // Every question in its place, with what was stored last.
  const started = events.find(
    (event) => event.type === "mock-started" && (event.body as MockStarted).attempt === attempt,
  );
  if (!started) throw new Error(`round ${round}: the sitting itself is gone`);
  const { form } = started.body as MockStarted;
  for (const [index, asked] of form.entries()) {
    await page.locator(".exam-nav .exam-step").nth(index).click();
    await page.locator(`[data-question="${asked.item}"]`).waitFor();
    const item = catalog.items.find(({ id }) => id === asked.item);
    const response = bodies.filter(({ item: id }) => id === asked.item).at(-1)?.response ?? {};
    if (!item) fault(`${asked.item} is not in the catalog`);
    else {
      const differs = await differenceOnScreen(page, item, asked.seed, response);
      if (differs) fault(`${asked.item}: ${differs}`);
    }
  }
}

/** Where these keystrokes lead, one after another. `lastIndex`: that of the last question. */
function placesAfter(from: Place, keys: readonly Pressed[], lastIndex: number): Place[] {
  const flags = new Set(from.flags === "" ? [] : from.flags.split(",").map(Number));
  let { index } = from;
  return keys.map(({ key }) => {
    if (key === "Alt+ArrowRight") index = Math.min(lastIndex, index + 1);
    else if (key === "Alt+ArrowLeft") index = Math.max(0, index - 1);
    else if (!flags.delete(index)) flags.add(index);
    return { index, flags: [...flags].sort((a, b) => a - b).join() };
  });
}

/**
 * By how much the time left is wrong, s: the last change of the display before against the first change after. The first
 * reading of a new page is none: it does not come at a change.
 */
async function timeError(
  before: readonly Seen[],
  after: readonly Seen[],
  live: readonly Seen[] = after,
  from = 0,
): Promise<number> {
  const old = before.filter((each) => each.type === "time").at(-1);
  if (!old) throw new Error("no time was shown before");
  const fresh = await until(() => live.slice(from).filter((each) => each.type === "time")[1]);
  return Math.abs(old.remaining - (fresh.at - old.at) / 1000 - fresh.remaining);
}

async function until<Value>(read: () => Value | undefined): Promise<Value> {
  for (let tries = 0; tries < 300; tries++) {
    const value = read();
    if (value !== undefined) return value;
    await pause(50);
  }
  throw new Error("the page does not show it within 15 s");
}

/** What the page shows of an answer, against what the log has; undefined when they agree. */
async function differenceOnScreen(
  page: Page,
  item: Item,
  seed: number,
  response: Response,
): Promise<string | undefined> {
  const shown = await page.locator("[data-question]").evaluate((question) => ({
    chosen: [...question.querySelectorAll<HTMLInputElement>("input:checked")].map(({ value }) => value),
    placed: [...question.querySelectorAll<HTMLElement>("li [data-digit]:not([data-lookup], input)")].map(
      ({ dataset }) => Number(dataset.digit),
    ),
    // Fields in reading order; an empty place of a design shows 0.
    typed: [
      ...question.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        "input:not([type=radio], [type=checkbox]), textarea",
      ),
    ].map(({ type, value }) => (type === "number" && value === "0" ? "" : value)),
    given: [...question.querySelectorAll("select")].map(({ id, value }) => ({ id, value })),
  }));
  const lookups = await page
    .locator("[data-question] [data-lookup]:not([data-digit])")
    .evaluateAll((made) => made.map((each) => (each as HTMLElement).dataset.lookup ?? ""));
  shown.chosen.push(...lookups);
  const expected: typeof shown = { chosen: [], placed: [], typed: [], given: [] };
  for (const interaction of present(item, seed).interactions) {
    const answer: Answer | undefined = response[interaction.name];
    expected.chosen.push(...chosenBy(answer));
    expected.typed.push(...typedBy(interaction, answer));
    if (answer?.type === "order" && interaction.type === "order")
      expected.placed = answer.order.map((id) => interaction.steps.findIndex((step) => step.id === id) + 1);
    if (interaction.type === "match") {
      const pairs = answer?.type === "match" ? answer.pairs : {};
      expected.given = shown.given.map(({ id }) => ({
        id,
        value: Object.entries(pairs).find(([left]) => id.endsWith(`-${left}`))?.[1] ?? "",
      }));
    }
  }
  const sorted = ({ chosen, ...others }: typeof shown) => JSON.stringify({ ...others, chosen: [...chosen].sort() });
  return sorted(shown) === sorted(expected) ? undefined : `shows ${sorted(shown)}, stored is ${sorted(expected)}`;
}

/** What the controls that are chosen from show of an answer. */
function chosenBy(answer: Answer | undefined): string[] {
  switch (answer?.type) {
    case "choice":
      return answer.chosen;
    case "pick":
    case "line":
    case "spot":
      return answer.picked === null ? [] : [answer.picked];
    case "verdict":
      return [String(answer.holds)];
    case "lookups":
      return answer.order;
    case "design":
      return answer.links;
    default:
      return [];
  }
}

/** What the fields of an interaction show of its answer, in reading order. */
function typedBy(asked: Interaction, answer: Answer | undefined): string[] {
  switch (asked.type) {
    case "number":
    case "prose":
      return [answer?.type === "number" || answer?.type === "prose" ? answer.text : ""];
    case "blanks": {
      const texts = answer?.type === "blanks" ? answer.texts : {};
      return asked.text.flatMap((run) => ("blank" in run ? [texts[run.blank] ?? ""] : []));
    }
    case "design": {
      const replicas = answer?.type === "design" ? answer.replicas : {};
      return asked.components.flatMap(({ id }) =>
        asked.domains.map((domain) => String(replicas[id]?.[domain.id] || "")),
      );
    }
    default:
      return [];
  }
}

/** As the page writes `data-saved-answer`. */
const saidOf = ({ response, confidence }: MockAnswered): string => stable({ response, confidence });
