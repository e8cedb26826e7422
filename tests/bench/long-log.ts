/** A learner's log of any length, made by the product's own scorer: answers over years, a right one three times in five. */
import type { Page } from "@playwright/test";
import type { Catalog, Item } from "../../lib/quiz/catalog";
import type { Response } from "../../lib/quiz/interaction";
import { keyResponse, scoreItem } from "../../lib/quiz/score";
import { drawsFrom } from "../../lib/quiz/seed";
import type { StoredEvent } from "../../lib/store/log";
import { uuid7 } from "../../lib/store/uuid7";
import { blindResponse } from "../e2e/used-profile";

const hour = 3_600_000;
const device = "018f0000-0000-7000-8000-000000000002";

/** Answers given to one item: few, since what a fold costs does not hang on the words of an answer. */
const variants = 4;

/** @param now epoch ms of the last event; the others lie before it, an hour apart */
export function longLog(catalog: Catalog, count: number, now: number, seed = 11): StoredEvent[] {
  const draw = drawsFrom(seed);
  const bank = catalog.items.flatMap((item) =>
    Array.from({ length: variants }, (_, index) => answered(item, index, draw)),
  );
  return Array.from({ length: count }, (_, index): StoredEvent => {
    const at = now - (count - index) * hour;
    const bytes = Uint8Array.from({ length: 10 }, () => Math.floor(draw() * 256));
    const body = bank[Math.floor(draw() * bank.length)];
    return { id: uuid7(at, bytes), v: 1, type: "item-answered", at, device, n: index + 1, body };
  });
}

/** Puts records into the log past the product: the product would append a hundred thousand one by one. */
export async function storeLog(page: Page, records: readonly unknown[]): Promise<void> {
  for (let from = 0; from < records.length; from += 10_000)
    await page.evaluate(
      (chunk) =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open("quorum");
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const transaction = opening.result.transaction("events", "readwrite");
            for (const record of chunk) transaction.objectStore("events").add(record);
            transaction.onabort = () => reject(transaction.error);
            transaction.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
      records.slice(from, from + 10_000),
    );
}

function answered(item: Item, variant: number, draw: () => number) {
  const seed = variant + 1;
  const response: Response = draw() < 0.6 ? keyResponse(item, seed) : completed(item, seed, draw);
  const score = scoreItem(item, response, seed);
  if (score.state !== "marked") throw new Error(`${item.id}: no complete answer was made`);
  return {
    item: item.id,
    revision: item.revision,
    kind: item.kind,
    mode: "practice",
    session: `bench-${variant}`,
    response,
    score: { earned: score.earned, possible: score.possible },
    observations: score.observations,
    confidence: ((variant % 3) + 1) as 1 | 2 | 3,
    elapsedMs: item.seconds * 800,
    hints: 0,
    seed,
  };
}

/** An answer given without reading; the key where none can be completed blindly. */
function completed(item: Item, seed: number, draw: () => number): Response {
  for (let tries = 0; tries < 20; tries++) {
    const response = blindResponse(item, seed, draw);
    if (scoreItem(item, response, seed).state === "marked") return response;
  }
  return keyResponse(item, seed);
}
