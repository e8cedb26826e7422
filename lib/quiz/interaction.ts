/**
 * What a learner's hands do. A kind of question composes interactions and says how to score them; the views know
 * interactions only. No key, no rationale and no misconception may ever appear in these types: they reach the page
 * during an exam.
 */
import type { LabId } from "../sim/lab";
import type { Entry } from "../sim/replay";

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
  | { type: "pick"; name: string; prompt?: string; spans: Choosable[] }
  /** Say whether the stem holds. */
  | { type: "verdict"; name: string; prompt?: string }
  /** Fill the blanks of a text or a command; `size` is the width of the field, in characters. */
  | { type: "blanks"; name: string; prompt?: string; isCode: boolean; text: BlankText[] }
  /** Pick one line of a listing; lines without an id cannot be picked. */
  | { type: "line"; name: string; prompt?: string; lang: string; lines: { text: string; id?: string }[] }
  /** Pick one element of a diagram. `figure` is SVG drawn at build, with `data-area` on each area; `areas` is the equal list. */
  | { type: "spot"; name: string; prompt?: string; figure: string; areas: Choosable[] }
  /** Write, or speak, in one's own words. */
  | { type: "prose"; name: string; prompt?: string }
  /** Look things up one after another: each costs, and shows its finding only then. `unit` is that of the cost. */
  | { type: "lookups"; name: string; prompt?: string; unit: string; lookups: Lookup[] }
  /** Place replicas of components in failure domains, and draw links between components. `most`: replicas in all. */
  | {
      type: "design";
      name: string;
      prompt?: string;
      components: (Choosable & { most: number })[];
      domains: Choosable[];
      links: (Choosable & { from: string; to: string })[];
      most: number;
    }
  /** Reach the goals of a task in a simulator; what is answered is the tape of choices. */
  | {
      type: "tape";
      name: string;
      prompt?: string;
      lab: LabId;
      task: string;
      goals: Choosable[];
      /** Choices at most, and in the shortest tape known. */
      budget: number;
      par: number;
    };

/** A run of text, or a blank in it. */
export type BlankText = { text: string } | { blank: string; size: number };
export type Lookup = Choosable & { cost: number; finding: string };

export type InteractionType = Interaction["type"];

/** One interaction's answer, as it is stored in the event log for ever. */
export type Answer =
  | { type: "choice"; chosen: string[] }
  | { type: "order"; order: string[] }
  | { type: "match"; pairs: Record<string, string> }
  | { type: "number"; text: string }
  | { type: "pick"; picked: string | null }
  | { type: "verdict"; holds: boolean }
  | { type: "blanks"; texts: Record<string, string> }
  | { type: "line"; picked: string | null }
  | { type: "spot"; picked: string | null }
  /** `spokenMs`: length of a recording that stayed on the device, where the answer was spoken. */
  | { type: "prose"; text: string; spokenMs?: number }
  /** Ids in the order they were looked up. */
  | { type: "lookups"; order: string[] }
  /** Replicas by component and domain; links by id. */
  | { type: "design"; replicas: Record<string, Record<string, number>>; links: string[] }
  /** Choices and the moments they were made at; the rest of the run follows from the model. */
  | { type: "tape"; entries: readonly Entry[] };

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
export const verdictIn = (response: Response, name: string): boolean | undefined => {
  const answer = response[name];
  return answer?.type === "verdict" ? answer.holds : undefined;
};
export const blanksIn = (response: Response, name: string): Record<string, string> => {
  const answer = response[name];
  return answer?.type === "blanks" ? answer.texts : {};
};
export const lineIn = (response: Response, name: string): string | null => {
  const answer = response[name];
  return answer?.type === "line" ? answer.picked : null;
};
export const spotIn = (response: Response, name: string): string | null => {
  const answer = response[name];
  return answer?.type === "spot" ? answer.picked : null;
};
export const proseIn = (response: Response, name: string): string => {
  const answer = response[name];
  return answer?.type === "prose" ? answer.text : "";
};
export const lookupsIn = (response: Response, name: string): string[] => {
  const answer = response[name];
  return answer?.type === "lookups" ? answer.order : [];
};
export const designIn = (response: Response, name: string): Extract<Answer, { type: "design" }> | undefined => {
  const answer = response[name];
  return answer?.type === "design" ? answer : undefined;
};

export const tapeIn = (response: Response, name: string): readonly Entry[] | undefined => {
  const answer = response[name];
  return answer?.type === "tape" ? answer.entries : undefined;
};

/**
 * Whether a hand has been laid on it: an interaction behind an untouched one stays closed where it would give that one
 * away. What makes an answer complete is the kind's business.
 */
export function isTouched(answer: Answer | undefined): boolean {
  switch (answer?.type) {
    case undefined:
      return false;
    case "choice":
      return answer.chosen.length > 0;
    case "order":
    case "lookups":
      return answer.order.length > 0;
    case "match":
      return Object.keys(answer.pairs).length > 0;
    case "number":
    case "prose":
      return answer.text.trim() !== "";
    case "pick":
    case "line":
    case "spot":
      return answer.picked !== null;
    case "verdict":
      return true;
    case "blanks":
      return Object.values(answer.texts).some((text) => text.trim() !== "");
    case "design":
      return (
        answer.links.length > 0 || Object.values(answer.replicas).some((by) => Object.values(by).some((n) => n > 0))
      );
    case "tape":
      return answer.entries.length > 0;
    default:
      return answer satisfies never;
  }
}
