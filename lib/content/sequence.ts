/** Mermaid's sequence diagrams, as far as notes use them, read into plain steps. */
import { Fault } from "../fault";

export type Participant = { id: string; label: string };
export type Message = {
  type: "message";
  from: number;
  to: number;
  text: string;
  /** solid: a request. dashed: a reply. */
  line: "solid" | "dashed";
  /** lost: it never arrives. */
  head: "filled" | "open" | "lost" | "none";
};
export type Step =
  | Message
  | { type: "note"; from: number; to: number; side: "over" | "left" | "right"; text: string }
  | { type: "open"; label: string }
  | { type: "divide"; label: string }
  | { type: "close" };
export type Sequence = { participants: Participant[]; steps: Step[] };

const arrows: Record<string, Pick<Message, "line" | "head">> = {
  "->>": { line: "solid", head: "filled" },
  "-->>": { line: "dashed", head: "filled" },
  "->": { line: "solid", head: "none" },
  "-->": { line: "dashed", head: "none" },
  "-x": { line: "solid", head: "lost" },
  "--x": { line: "dashed", head: "lost" },
  "-)": { line: "solid", head: "open" },
  "--)": { line: "dashed", head: "open" },
};
const message = /^(.+?)\s*(-->>|->>|-->|->|--x|-x|--\)|-\))\s*([+-]?)\s*([^:]+?)\s*:\s*(.*)$/;
const blockWords: Record<string, string> = {
  loop: "loop",
  opt: "opt",
  alt: "alt",
  par: "par",
  critical: "critical",
  break: "break",
  rect: "",
};

/** @throws Fault whose `where` is the line within the fence, from 1 */
export function readSequence(text: string): Sequence {
  const participants: Participant[] = [];
  const steps: Step[] = [];
  const at = (id: string): number => {
    const known = participants.findIndex((each) => each.id === id);
    if (known >= 0) return known;
    participants.push({ id, label: id });
    return participants.length - 1;
  };
  let open = 0;

  text.split("\n").forEach((raw, index) => {
    const line = raw.trim();
    const fail = (what: string, mend: string): never => {
      throw new Fault({ what, where: String(index + 1), mend });
    };
    if (line === "" || line.startsWith("%%") || line === "sequenceDiagram" || line === "autonumber") return;

    const declared = /^(?:create\s+)?(?:participant|actor)\s+(\S+)(?:\s+as\s+(.+))?$/.exec(line);
    if (declared) {
      const [, id = "", label = id] = declared;
      const place = at(id);
      participants[place] = { id, label: broken(label) };
      return;
    }
    if (/^(?:activate|deactivate|destroy)\s/.test(line)) return;

    const note = /^note\s+(over|left of|right of)\s+([^:]+):\s*(.+)$/i.exec(line);
    if (note) {
      const [, where = "over", who = "", said = ""] = note;
      const columns = who.split(",").map((id) => at(id.trim()));
      const side = where.startsWith("left") ? "left" : where.startsWith("right") ? "right" : "over";
      steps.push({ type: "note", from: Math.min(...columns), to: Math.max(...columns), side, text: broken(said) });
      return;
    }
    const sent = message.exec(line);
    if (sent) {
      const [, from = "", arrow = "", , to = "", said = ""] = sent;
      steps.push({
        type: "message",
        from: at(from),
        to: at(to),
        text: broken(said),
        ...(arrows[arrow] ?? { line: "solid", head: "filled" }),
      });
      return;
    }
    const [, word = "", rest = ""] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
    if (word in blockWords) {
      open += 1;
      steps.push({ type: "open", label: word === "rect" ? "" : broken(rest) || word });
    } else if (word === "else" || word === "and" || word === "option") {
      if (open === 0) fail(`"${word}" outside a block`, "open one with alt or par");
      steps.push({ type: "divide", label: broken(rest) });
    } else if (word === "end") {
      if (open === 0) fail('"end" without a block', "remove the line");
      open -= 1;
      steps.push({ type: "close" });
    } else
      fail(
        `the sequence diagram does not understand "${line}"`,
        "write A->>B: text, Note over A: text, or a loop, opt, alt, par block",
      );
  });
  if (open > 0)
    throw new Fault({
      what: "a block of the sequence diagram is not closed",
      where: String(text.split("\n").length),
      mend: 'add "end"',
    });
  if (participants.length === 0)
    throw new Fault({ what: "the sequence diagram is empty", where: "1", mend: "add participants and messages" });
  return { participants, steps };
}

const broken = (text: string): string =>
  text
    .trim()
    .replace(/\s*<br\s*\/?>\s*/g, "\n")
    .replaceAll("#59;", ";");
