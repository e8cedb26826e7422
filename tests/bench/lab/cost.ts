/** What choosing costs, over the bank as it is and over one of 1,500 questions. Medians of this machine, as it is busy. */
import { join } from "node:path";
import { catalogOf } from "../../../lib/content/catalog";
import { loadContent } from "../../../lib/content/load";
import type { ItemId } from "../../../lib/ids";
import { foldLearner } from "../../../lib/learner/state";
import type { Aim } from "../../../lib/mock/aim";
import { assemble } from "../../../lib/mock/assemble";
import type { Catalog } from "../../../lib/quiz/catalog";
import { nextDiagnostic } from "../../../lib/schedule/diagnostic";
import { type Past, pick } from "../../../lib/schedule/pick";
import { mostTelling } from "../../../lib/schedule/probe";
import { longLog } from "../long-log";
import { figure, timed } from "../measure";
import type { Row } from "./table";

const now = Date.UTC(2026, 10, 1);
const questions = 12;
const goalMs = 50;

export async function cost(): Promise<Row[]> {
  const catalog = catalogOf(loadContent(join(process.cwd(), "content")), "en");
  const rows: Row[] = [];
  for (const bank of [catalog, grown(catalog, 1500)]) {
    const past: Past = foldLearner(longLog(catalog, 300, now), catalog);
    const size = bank.items.length;
    const measured = async (name: string, task: () => unknown, goal?: number): Promise<void> => {
      const { median, min, max, n } = figure(name, "ms", await timed(9, task));
      const held = goal !== undefined && { target: `<= ${goal} ms`, met: median <= goal };
      rows.push({
        name: `choosing: ${name}, ${size} items`,
        value: median,
        unit: "ms",
        low: min,
        high: max,
        n,
        ...held,
      });
    };
    await measured("the twelve questions of a diagnostic", () => diagnostic(past, bank), goalMs);
    await measured(
      "twelve to practise",
      () => pick({ gaps: bank.gaps.map(({ id }) => id) }, past, bank, now, 1, questions),
      goalMs,
    );
    await measured("the most telling question", () => mostTelling(past, bank, now), goalMs);
    const preset = bank.mocks.find(({ id }) => id === "classic");
    const aim: Aim = { past, now };
    if (preset) await measured("an aimed form", () => assemble(preset, bank, 1, new Set(), aim));
  }
  return rows;
}

function diagnostic(past: Past, bank: Catalog): void {
  const asked: ItemId[] = [];
  for (let place = 0; place < questions; place++) {
    const next = nextDiagnostic(past, bank, now, 1, asked, questions);
    if ("done" in next) return;
    asked.push(next.item);
  }
}

/** The bank with copies of its items under other ids, up to `size`. */
function grown(catalog: Catalog, size: number): Catalog {
  const items = Array.from({ length: Math.max(size, catalog.items.length) }, (_, index) => {
    const item = catalog.items[index % catalog.items.length] as Catalog["items"][number];
    return index < catalog.items.length ? item : { ...item, id: `${item.id}-${index}` as ItemId, enemies: [] };
  });
  return { ...catalog, items };
}
