/** Gives an answer through the page, as a learner does: by the keys alone, or by the pointer. */
// Who has all labs can grade a tape.
import "../../lib/content/labs";
import type { Page } from "@playwright/test";
import type { Item } from "../../lib/quiz/catalog";
import {
  type Answer,
  chosenIn,
  type Interaction,
  type InteractionType,
  type Response,
} from "../../lib/quiz/interaction";
import { present } from "../../lib/quiz/present";
import { keyResponse, rubricOfItem, scoreItem } from "../../lib/quiz/score";
import { drawsFrom } from "../../lib/quiz/seed";
import { loadLab } from "../../lib/sim/labs";
import type { Entry } from "../../lib/sim/replay";
import { tabTo } from "./journey";
import { planOf, takeInMenu, thingOf } from "./tape";
import { blindResponse } from "./used-profile";

export type Hands = "keys" | "pointer";

/** Presses and clicks until the question on screen holds `response`, save the ticks: those come after it, see `tick`. */
export async function answer(page: Page, hands: Hands, item: Item, seed: number, response: Response): Promise<void> {
  for (const interaction of present(item, seed).interactions) {
    const given = response[interaction.name];
    if (given) await give({ page, hands }, interaction, given);
  }
}

/**
 * Presses the page's primary button: where the focus is in something that Enter belongs to (a list, a text, a button),
 * the keys go to the button first.
 */
export async function handIn(page: Page, hands: Hands): Promise<void> {
  if (hands === "pointer") return page.locator("main .btn-primary").click();
  const ownsEnter = await page.evaluate(
    () => document.activeElement?.matches("select, textarea, button:not(.btn-primary), a, summary") ?? false,
  );
  if (ownsEnter) await tabTo(page, "main .btn-primary");
  await page.keyboard.press("Enter");
}

/**
 * Ticks the rubric that follows a final answer as `response` has it; the page then wants to be handed in once more.
 * @returns whether there was anything to mark by hand
 */
export async function tick(page: Page, hands: Hands, item: Item, response: Response): Promise<boolean> {
  const rubric = rubricOfItem(item);
  if (!rubric) return false;
  // As they stand on the page: what is to be said first, what sinks an answer after it.
  const rows = rubric.ticks.toSorted((one, other) => Number(one.fatal ?? false) - Number(other.fatal ?? false));
  await page.locator('main input[name$="-ticks"]').first().waitFor({ state: "attached" });
  for (const id of chosenIn(response, "ticks"))
    if (hands === "keys") await page.keyboard.press(String(placeOf(rows, id) + 1));
    else await page.locator(`main label:has(input[name$="-ticks"][value="${id}"])`).click();
  return true;
}

type Hand = { page: Page; hands: Hands };
type Asked<Type extends InteractionType> = Extract<Interaction, { type: Type }>;
type Given<Type extends InteractionType> = Extract<Answer, { type: Type }>;

const question = ({ page }: Hand) => page.locator("[data-question]");
const control = (interaction: Interaction, rest = "") => `[data-question] [id$="-${interaction.name}-input${rest}"]`;

/** Chooses the row at this place of its list, by its digit or by pressing it. */
async function press(hand: Hand, interaction: Interaction, place: number, value: string): Promise<void> {
  const group = `[data-question] input[name$="-${interaction.name}-input"]`;
  if (hand.hands === "pointer") {
    await question(hand)
      .locator(`label:has(input[value="${value}"])`)
      .and(hand.page.locator(`label:has(input[name$="-${interaction.name}-input"])`))
      .click();
    return;
  }
  // Digits go to a field that is typed in, and to a part that keeps them while it has the focus.
  const isElsewhere = await hand.page.evaluate(
    () =>
      document.activeElement?.closest("[data-own-digits], input:not([type=radio], [type=checkbox]), textarea") !== null,
  );
  if (isElsewhere) await tabTo(hand.page, group);
  await hand.page.keyboard.press(String(place + 1));
}

/** Writes into a field, over what stands there. */
async function write({ page, hands }: Hand, selector: string, text: string): Promise<void> {
  if (hands === "pointer") return page.locator(selector).fill(text);
  await tabTo(page, selector);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

async function give(hand: Hand, interaction: Interaction, given: Answer): Promise<void> {
  const { page, hands } = hand;
  const isFor = <Type extends InteractionType>(type: Type) =>
    interaction.type === type && given.type === type
      ? { asked: interaction as Asked<Type>, given: given as unknown as Given<Type> }
      : undefined;

  const choice = isFor("choice");
  if (choice) {
    const { options } = choice.asked;
    for (const id of choice.given.chosen) await press(hand, interaction, placeOf(options, id), id);
    return;
  }
  const pick = isFor("pick");
  if (pick?.given.picked) {
    const { picked } = pick.given;
    return press(hand, interaction, placeOf(pick.asked.spans, picked), picked);
  }
  const verdict = isFor("verdict");
  if (verdict) {
    const { holds } = verdict.given;
    return press(hand, interaction, holds ? 0 : 1, String(holds));
  }
  const line = isFor("line");
  if (line?.given.picked) {
    const { picked } = line.given;
    const lines = line.asked.lines.flatMap(({ id }) => (id ? [{ id }] : []));
    return press(hand, interaction, placeOf(lines, picked), picked);
  }
  const spot = isFor("spot");
  if (spot?.given.picked) {
    const { picked } = spot.given;
    if (hands === "keys") return press(hand, interaction, placeOf(spot.asked.areas, picked), picked);
    return clickInDrawing(hand, picked);
  }
  const order = isFor("order");
  if (order) {
    for (const id of order.given.order) {
      const digit = placeOf(order.asked.steps, id) + 1;
      if (hands === "keys") await page.keyboard.press(String(digit));
      else await question(hand).locator(`button.opt-open[data-digit="${digit}"]`).click();
    }
    return;
  }
  const match = isFor("match");
  if (match) {
    for (const [left, right] of Object.entries(match.given.pairs)) {
      const letter = String.fromCharCode(65 + placeOf(match.asked.right, right));
      if (hands === "keys") {
        await tabTo(page, `[data-question] select[id$="-${left}"]`);
        await page.keyboard.press(letter);
      } else await question(hand).locator(`select[id$="-${left}"]`).selectOption(right);
    }
    return;
  }
  const number = isFor("number");
  if (number) return write(hand, control(interaction), number.given.text);
  const prose = isFor("prose");
  if (prose) return write(hand, control(interaction), prose.given.text);
  const blanks = isFor("blanks");
  if (blanks) {
    const { texts } = blanks.given;
    for (const run of blanks.asked.text)
      if ("blank" in run) await write(hand, control(interaction, `-${run.blank}`), texts[run.blank] ?? "");
    return;
  }
  const lookups = isFor("lookups");
  if (lookups) return lookUp(hand, lookups.asked, lookups.given.order);
  const tape = isFor("tape");
  if (tape) return play(hand, tape.asked, tape.given.entries);
  const design = isFor("design");
  if (design) return draw(hand, design.asked, design.given);
  throw new Error(`${interaction.name}: a ${given.type} answer to a ${interaction.type} interaction`);
}

/** In the middle of the element as it is drawn for this width: on its line or within reach of it. */
async function clickInDrawing(hand: Hand, area: string): Promise<void> {
  const drawn = question(hand).locator(`[data-area="${area}"]`).filter({ visible: true }).first();
  await drawn.scrollIntoViewIfNeeded();
  const box = await drawn.boundingBox();
  if (!box) throw new Error(`${area} is not in the drawing`);
  await hand.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** By the keys: to the list once, then a digit for each. */
async function lookUp(hand: Hand, { lookups }: Asked<"lookups">, order: readonly string[]): Promise<void> {
  const list = "[data-question] [data-own-digits] button";
  if (hand.hands === "keys") await tabTo(hand.page, list);
  for (const id of order) {
    if (hand.hands === "keys") await hand.page.keyboard.press(String(placeOf(lookups, id) + 1));
    else await question(hand).locator(`button[data-lookup="${id}"]`).click();
  }
}

async function draw(hand: Hand, asked: Asked<"design">, { replicas, links }: Given<"design">): Promise<void> {
  for (const component of asked.components)
    for (const domain of asked.domains) {
      const count = replicas[component.id]?.[domain.id] ?? 0;
      if (count === 0) continue;
      const field = control(asked, `-${component.id}-${domain.id}`);
      if (hand.hands === "keys") await write(hand, field, String(count));
      // The button behind the field, as often as there are replicas.
      else for (let placed = 0; placed < count; placed++) await hand.page.locator(`${field} + button`).click();
    }
  for (const { id } of asked.links.filter((link) => links.includes(link.id))) {
    const box = `[data-question] input[type="checkbox"][value="${id}"]`;
    if (hand.hands === "pointer") {
      await hand.page.locator(`label:has(${box.replace("[data-question] ", "")})`).click();
      continue;
    }
    await tabTo(hand.page, box);
    await hand.page.keyboard.press("Space");
  }
}

/** Steps through the run to each choice of the tape, makes it in the menu of its thing, and answers with the run. */
async function play(hand: Hand, asked: Asked<"tape">, entries: readonly Entry[]): Promise<void> {
  const { page, hands } = hand;
  const lab = await loadLab(asked.lab);
  const task = lab.tasks.find(({ id }) => id === asked.task);
  if (!task) throw new Error(`${asked.lab} has no task ${asked.task}`);
  const on = "[data-question] [data-to=on]";
  await question(hand).locator(".lab-stage button").first().waitFor();
  for (const { c, after } of planOf(lab, task, entries)) {
    if (after > 0 && hands === "keys") await tabTo(page, on);
    for (let steps = 0; steps < after; steps++)
      if (hands === "keys") await page.keyboard.press("Enter");
      else await page.locator(on).click();
    const thing = `[data-on-stage="${thingOf(c)}"]`;
    if (hands === "keys") {
      await tabTo(page, thing);
      await page.keyboard.press("Enter");
    } else await page.locator(thing).click();
    await takeInMenu(page, c);
  }
  const answerWith = "[data-question] [data-hand-in]";
  if (hands === "keys") {
    await tabTo(page, answerWith);
    await page.keyboard.press("Enter");
  } else await page.locator(answerWith).click();
  // It is graded in a worker.
  await page.locator(`${answerWith}[disabled]`).waitFor();
}

function placeOf(list: readonly { id: string }[], id: string): number {
  const place = list.findIndex((each) => each.id === id);
  if (place < 0) throw new Error(`${id} is not on screen`);
  return place;
}

export { keyResponse };

/** An answer that misses at least one mark, the same for the same item and seed. */
export function wrongResponse(item: Item, seed: number): Response {
  const draw = drawsFrom(seed);
  for (let tries = 0; tries < 200; tries++) {
    const response = blindResponse(item, seed, draw);
    const score = scoreItem(item, response, seed);
    if (score.state === "marked" && score.earned < score.possible) return response;
  }
  throw new Error(`no wrong answer found for ${item.id}`);
}
