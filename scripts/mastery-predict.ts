/**
 * npm run -s mastery:predict < events.jsonl > predictions.jsonl
 * Reads large pieces and cuts the lines by hand: a reader of lines costs more than the models.
 */
import { once } from "node:events";
import { Fault } from "../lib/fault";
import { predictor } from "../lib/mastery/predict";

/** Characters that are answered together. */
const pieceLength = 8 << 20;

const { answer } = predictor();
let answered = 0;

async function take(lines: string[]): Promise<void> {
  const predictions = answer(lines, answered + 1);
  answered += lines.length;
  let output = "";
  for (const p of predictions) output += `{"p":${Math.round(p * 1e7) / 1e7}}\n`;
  if (!process.stdout.write(output)) await once(process.stdout, "drain");
}

async function main(): Promise<void> {
  process.stdin.setEncoding("utf8");
  let piece: string[] = [];
  let length = 0;
  let rest = "";
  for await (const chunk of process.stdin) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) piece.push(line);
    length += chunk.length;
    if (length < pieceLength) continue;
    await take(piece);
    piece = [];
    length = 0;
  }
  if (rest !== "") piece.push(rest);
  await take(piece);
}

main().catch((error: unknown) => {
  if (!(error instanceof Fault)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
