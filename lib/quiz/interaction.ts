/**
 * What a learner's hands do. A kind of question composes interactions and says how to score them; the views know
 * interactions only. No key, no rationale and no misconception may ever appear in these types: they reach the page
 * during an exam.
 */
export type Choosable = { id: string; text: string };

export type Interaction =
  /** Choose one (`many: false`) or several of a list. */
  | { type: "choice"; name: string; prompt?: string; many: boolean; options: Choosable[] }
  /** Put steps in order. They arrive shuffled. */
  | { type: "order"; name: string; prompt?: string; steps: Choosable[] }
  /** Give each left entry one right entry; with `reuse` a right entry may serve more than once. */
  | { type: "match"; name: string; prompt?: string; left: Choosable[]; right: Choosable[]; reuse: boolean }
  /** Type a number; `unit` is printed behind the field. */
  | { type: "number"; name: string; prompt?: string; unit: string }
  /** Pick one span of a running text. */
  | { type: "pick"; name: string; prompt?: string; spans: Choosable[] };

export type InteractionType = Interaction["type"];

/** One interaction's answer, as it is stored in the event log for ever. */
export type Answer =
  | { type: "choice"; chosen: string[] }
  | { type: "order"; order: string[] }
  | { type: "match"; pairs: Record<string, string> }
  | { type: "number"; text: string }
  | { type: "pick"; picked: string | null };

/** All answers to one item, by interaction name. A missing name is an interaction not touched yet. */
export type Response = Readonly<Record<string, Answer>>;

export const chosenIn = (response: Response, name: string): string[] => {
  const answer = response[name];
  return answer?.type === "choice" ? answer.chosen : [];
};
export const orderIn = (response: Response, name: string): string[] => {
  const answer = response[name];
  return answer?.type === "order" ? answer.order : [];
};
export const pairsIn = (response: Response, name: string): Record<string, string> => {
  const answer = response[name];
  return answer?.type === "match" ? answer.pairs : {};
};
export const numberIn = (response: Response, name: string): string => {
  const answer = response[name];
  return answer?.type === "number" ? answer.text : "";
};
export const pickedIn = (response: Response, name: string): string | null => {
  const answer = response[name];
  return answer?.type === "pick" ? answer.picked : null;
};
