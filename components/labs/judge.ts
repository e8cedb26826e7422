/** Asks for a verdict beside the page: in a worker, or where there is none in the page itself. */
import type { Answer, Asked, Question, Said } from "./verdict";

let worker: Worker | null | undefined;
let asked = 0;
const waiting = new Map<number, (said: Said) => void>();

function line(): Worker | null {
  if (worker !== undefined) return worker;
  try {
    worker = new Worker(new URL("./lab.worker.ts", import.meta.url), { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<Said>) => {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    });
    // Its script did not load: what waits is answered in the page, as everything from now on.
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      worker = null;
      for (const [id, settle] of waiting) settle({ id, fault: "no worker" });
      waiting.clear();
    });
  } catch {
    worker = null;
  }
  return worker;
}

/**
 * Asks the labs' worker; where there is none, the page itself answers.
 * @throws Error when the question names nothing that exists
 */
export async function judge(question: Question): Promise<Answer> {
  const id = ++asked;
  const beside = line();
  const said = beside
    ? await new Promise<Said>((resolve) => {
        waiting.set(id, resolve);
        beside.postMessage({ id, question } satisfies Asked);
      })
    : await import("./verdict").then(({ answer }) => answer({ id, question }));
  if ("answer" in said) return said.answer;
  if (said.fault === "no worker") return judge(question);
  throw new Error(said.fault);
}
