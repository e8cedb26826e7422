/** Gives an answer through the page, as a learner does: by the keys alone, or by the pointer. */
import type { Page } from "@playwright/test";
import type { Item } from "../../lib/quiz/catalog";
import type { Answer, Interaction, Response } from "../../lib/quiz/interaction";
import { present } from "../../lib/quiz/present";
import { keyResponse, scoreItem } from "../../lib/quiz/score";
import { drawsFrom } from "../../lib/quiz/seed";
import { tabTo } from "./journey";
import { blindResponse } from "./used-profile";

export type Hands = "keys" | "pointer";

/** Presses and clicks until the question on screen holds `response`. */
export async function answer(page: Page, hands: Hands, item: Item, seed: number, response: Response): Promise<void> {
  for (const interaction of present(item, seed).interactions) {
    const given = response[interaction.name];
    if (given) await give(page, hands, interaction, given);
  }
}

async function give(page: Page, hands: Hands, interaction: Interaction, given: Answer): Promise<void> {
  const question = page.locator("[data-question]");
  const press = async (place: number, value: string) => {
    if (hands === "keys") await page.keyboard.press(String(place + 1));
    else await question.locator(`label:has(input[value="${value}"])`).last().click();
  };
  if (interaction.type === "choice" && given.type === "choice") {
    for (const id of given.chosen) await press(placeOf(interaction.options, id), id);
    return;
  }
  if (interaction.type === "pick" && given.type === "pick") {
    if (given.picked) await press(placeOf(interaction.spans, given.picked), given.picked);
    return;
  }
  if (interaction.type === "order" && given.type === "order") {
    for (const id of given.order) {
      const digit = placeOf(interaction.steps, id) + 1;
      if (hands === "keys") await page.keyboard.press(String(digit));
      else await question.locator(`button.opt-open[data-digit="${digit}"]`).click();
    }
    return;
  }
  if (interaction.type === "match" && given.type === "match") {
    for (const [left, right] of Object.entries(given.pairs)) {
      const letter = String.fromCharCode(65 + placeOf(interaction.right, right));
      if (hands === "keys") {
        await tabTo(page, `[data-question] select[id$="-${left}"]`);
        await page.keyboard.press(letter);
      } else await question.locator(`select[id$="-${left}"]`).selectOption(right);
    }
    return;
  }
  if (interaction.type === "number" && given.type === "number") {
    if (hands === "keys") {
      await tabTo(page, "[data-question] input.num");
      await page.keyboard.type(given.text);
    } else await question.locator("input.num").fill(given.text);
    return;
  }
  throw new Error(`${interaction.name}: a ${given.type} answer to a ${interaction.type} interaction`);
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
