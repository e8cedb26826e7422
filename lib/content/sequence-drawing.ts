/**
 * A sequence diagram as SVG, laid out for the width it will have: participants are columns, time runs down, a message
 * falls a little on its way. Requests have a filled head, replies a hollow one, lost messages end in a cross. A number at
 * the start of a label becomes a badge where the message leaves, so that the text can speak of "step 3".
 */
import type { Message, Sequence, Step } from "./sequence";
import { type Box, type Drawing, head, hitBox, type Mark, markNothing, round, textAt } from "./svg";
import { widthOf, wrap } from "./text-width";

type Layout = { width: number; font: number; small: number };
/** The wide drawing fills the measure; the narrow one keeps its text at 12 px on a figure 326 px wide. */
const layouts = {
  wide: { width: 646, font: 13.5, small: 12.5 },
  narrow: { width: 340, font: 12.7, small: 12.6 },
} as const satisfies Record<string, Layout>;

const edge = 6;
const fall = 12;
const badgeRadius = 8.5;

/** @param mark is asked about every participant, then about every message */
export function drawSequence(
  { participants, steps }: Sequence,
  size: keyof typeof layouts,
  mark: Mark = markNothing,
): Drawing {
  const layout = layouts[size];
  const heads = participants.map(({ label }) => headOf(label, layout, layout.width / participants.length - 10));
  const columns = columnsOf(
    heads.map((head) => head.width),
    steps,
    layout,
  );
  const x = columns.at;
  const headHeight = Math.max(...heads.map((head) => head.lines.length)) * (layout.font + 4.5);
  const markY = headHeight + 10;

  const lines: string[] = [];
  const frames: string[] = [];
  const arrows: string[] = [];
  const labels: string[] = [];
  const marked: string[] = [];
  const open: { top: number; label: string; divides: { y: number; label: string }[]; least: number; most: number }[] =
    [];
  let y = markY + 14;
  let messages = 0;
  const headsDrawn = participants.map(({ id }, index) => {
    const drawn = headAt(heads[index] ?? noHead, x[index] ?? 0, headHeight, markY, layout);
    return mark(id, drawn.svg, hitBox(drawn.box)) ?? drawn.svg;
  });

  const touch = (...reached: number[]) => {
    for (const block of open) {
      block.least = Math.min(block.least, ...reached);
      block.most = Math.max(block.most, ...reached);
    }
  };

  for (const step of steps) {
    switch (step.type) {
      case "message": {
        const drawn =
          step.from === step.to
            ? selfMessage(step, x[step.from] ?? 0, y, columns.width, layout)
            : sentMessage(step, x[step.from] ?? 0, x[step.to] ?? 0, y, columns.width, layout);
        messages += 1;
        const reach = {
          left: drawn.least - 4,
          top: y,
          width: drawn.most - drawn.least + 8,
          height: drawn.bottom - y - 2,
        };
        const whole = mark(`m${messages}`, drawn.arrow + drawn.label, hitBox(reach));
        if (whole !== undefined) marked.push(whole);
        else {
          arrows.push(drawn.arrow);
          labels.push(drawn.label);
        }
        touch(drawn.least, drawn.most);
        y = drawn.bottom;
        break;
      }
      case "note": {
        const drawn = noteBox(step, x, y, columns.width, layout);
        labels.push(drawn.svg);
        touch(drawn.least, drawn.most);
        y = drawn.bottom;
        break;
      }
      case "open":
        open.push({ top: y, label: step.label, divides: [], least: columns.width, most: 0 });
        y += step.label === "" ? 10 : layout.small + 16;
        break;
      case "divide":
        open.at(-1)?.divides.push({ y, label: step.label });
        y += step.label === "" ? 10 : layout.small + 14;
        break;
      case "close": {
        const block = open.pop();
        if (!block) break;
        const left = Math.max(1, block.least - 10);
        const titles = [block.label, ...block.divides.map((divide) => divide.label)];
        const widest = Math.max(...titles.map((title) => widthOf(title, layout.small) * 1.05));
        const right = Math.min(columns.width - 1, Math.max(block.most + 10, left + widest + 18));
        frames.push(frame(block, left, right, y + 2, layout));
        for (const outer of open) {
          outer.least = Math.min(outer.least, left);
          outer.most = Math.max(outer.most, right);
        }
        y += 14;
        break;
      }
      default:
        step satisfies never;
    }
  }
  const height = y + 8;
  participants.forEach((_, index) => {
    const cx = round(x[index] ?? 0);
    lines.push(`<path d="M${cx} ${round(markY + 4.5)}V${round(height - 2)}" stroke="var(--line-strong)"/>`);
    lines.push(headsDrawn[index] ?? "");
  });
  return {
    body: [...lines, ...frames, ...arrows, ...labels, ...marked].join(""),
    left: 0,
    top: -4,
    width: columns.width,
    height: round(height) + 4,
    smallestText: layout.small,
  };
}

type Head = { lines: string[]; names: number; width: number };
const noHead: Head = { lines: [], names: 0, width: 0 };

/** The head of a column: its lines, the last one just above the mark where the lifeline begins. */
function headAt(
  { lines, names, width }: Head,
  x: number,
  height: number,
  markY: number,
  layout: Layout,
): { svg: string; box: Box } {
  const circle = `<circle cx="${round(x)}" cy="${round(markY)}" r="4.5" fill="var(--bg)" stroke="var(--ink)" stroke-width="1.5"/>`;
  const words = lines.map((line, row) => {
    const look = row < names ? 'font-weight="600"' : 'class="t3"';
    const y = height - (lines.length - 1 - row) * (layout.font + 4.5) - 5;
    return textAt(round(x), y, line, row < names ? layout.font : layout.small, `text-anchor="middle" ${look}`);
  });
  const top = height - lines.length * (layout.font + 4.5);
  return {
    svg: circle + words.join(""),
    box: { left: x - width / 2 - 6, top, width: width + 12, height: markY + 6 - top },
  };
}

/** A participant's label: its name, then in a lighter ink what stands in brackets or on a second line. */
function headOf(label: string, layout: Layout, available: number): Head {
  const bracket = /^([^（(\n]+?)\s*[（(]([^）)]+)[）)]$/.exec(label);
  const [name = label, ...role] = bracket ? [bracket[1] ?? label, bracket[2] ?? ""] : label.split("\n");
  const names = wrap(name, layout.font, available);
  const lines = [...names, ...role.flatMap((line) => wrap(line, layout.small, available))];
  const width = Math.max(
    ...lines.map(
      (line, row) => widthOf(line, row < names.length ? layout.font : layout.small) * (row < names.length ? 1.04 : 1),
    ),
  );
  return { lines, names: names.length, width };
}

/** Columns as far apart as their labels need, squeezed or let go until they fit. */
function columnsOf(
  heads: readonly number[],
  steps: readonly Step[],
  { width, font }: Layout,
): { at: number[]; width: number } {
  const half = (index: number) => (heads[index] ?? 0) / 2;
  const last = heads.length - 1;
  const least = heads.slice(1).map((_, index) => half(index) + half(index + 1) + 14);
  const gaps = least.map((gap) => Math.max(gap, width > 400 ? 132 : 84));
  const most = width > 400 ? 196 : 150;
  for (const step of steps) {
    if (step.type !== "message" || step.from === step.to) continue;
    const from = Math.min(step.from, step.to);
    const to = Math.max(step.from, step.to);
    const needed = Math.min(widthOf(numbered(step.text).text, font) + 34, most * (to - from));
    const has = gaps.slice(from, to).reduce((sum, gap) => sum + gap, 0);
    if (needed > has)
      for (let index = from; index < to; index++) gaps[index] = (gaps[index] ?? 0) + (needed - has) / (to - from);
  }
  const left = Math.max(half(0), 16, selfRoom(steps, 0, last, font)) + edge;
  const right = Math.max(half(last), 16, selfRoom(steps, last, last, font)) + edge;
  const room = width - left - right;
  const wanted = gaps.reduce((sum, gap) => sum + gap, 0);
  const floor = least.reduce((sum, gap) => sum + gap, 0);
  const fitted =
    wanted <= room
      ? gaps
      : gaps.map((gap, index) => {
          const low = least[index] ?? 0;
          // What exceeds the least is shared out; when even the least does not fit, everything shrinks alike.
          return floor <= room
            ? low + ((gap - low) * (room - floor)) / Math.max(1, wanted - floor)
            : (low * room) / floor;
        });
  const at: number[] = [left];
  for (const gap of fitted) at.push((at.at(-1) ?? 0) + gap);
  return { at, width: Math.round((at.at(-1) ?? 0) + right) };
}

/** Half the widest note over the outer columns: it must not be pushed over the edge by much. */
function selfRoom(steps: readonly Step[], column: number, last: number, font: number): number {
  let room = 0;
  for (const step of steps) {
    if (step.type === "note" && step.from === step.to && step.from === column) {
      const widest = Math.max(...step.text.split("\n").map((line) => widthOf(line, font)));
      room = Math.max(room, Math.min(widest / 2 + 10, 52));
    }
    if (step.type === "message" && step.from === step.to && step.from === column && column === last && last > 0)
      room = Math.max(room, 40);
  }
  return room;
}

/** A leading number: `1 写记录`, `2. commit`, `③ …`. */
function numbered(text: string): { number: string | undefined; text: string } {
  const match = /^(\d{1,2})[.、)]?\s+(\S[\s\S]*)$/.exec(text);
  if (match) return { number: match[1], text: match[2] ?? "" };
  const circled = /^([①-⑳])\s*([\s\S]+)$/.exec(text);
  const code = circled?.[1]?.codePointAt(0);
  return circled && code
    ? { number: String(code - "①".charCodeAt(0) + 1), text: circled[2] ?? "" }
    : { number: undefined, text };
}

type Drawn = { arrow: string; label: string; bottom: number; least: number; most: number };

function sentMessage(step: Message, x1: number, x2: number, top: number, width: number, layout: Layout): Drawn {
  const { number, text } = numbered(step.text);
  const way = Math.sign(x2 - x1);
  const span = Math.abs(x2 - x1);
  const lines = text === "" ? [] : wrap(text, layout.font, Math.max(span - 28, Math.min(width * 0.46, 170)));
  const lineHeight = layout.font + 3.5;
  const widest = Math.max(0, ...lines.map((line) => widthOf(line, layout.font)));
  const start = x1 + way * (number ? badgeRadius + 1 : 5);
  const stop = step.head === "lost" ? x2 - way * Math.min(24, span * 0.25) : x2 - way * 5;
  const middle = clamp((x1 + x2) / 2 + (number ? way * 4 : 0), widest / 2 + 2, width - widest / 2 - 2);
  const overBadge = number !== undefined && Math.abs(middle - x1) < widest / 2 + badgeRadius + 2;
  const lift = overBadge ? badgeRadius + 4 : 5;
  const y1 = top + lines.length * lineHeight + lift;
  const y2 = y1 + fall;
  const label = lines
    .map((line, row) =>
      textAt(
        middle,
        y1 - lift - (lines.length - 1 - row) * lineHeight,
        line,
        layout.font,
        'class="halo" text-anchor="middle"',
      ),
    )
    .join("");
  return {
    arrow: arrow(start, y1, stop, y2, step),
    label: label + (number ? badge(x1, y1, number) : ""),
    bottom: y2 + 14,
    least: Math.min(x1, x2, middle - widest / 2),
    most: Math.max(x1, x2, middle + widest / 2),
  };
}

function selfMessage(step: Message, x: number, top: number, width: number, layout: Layout): Drawn {
  const { number, text } = numbered(step.text);
  const toLeft = x > width * 0.66;
  const way = toLeft ? -1 : 1;
  const room = (toLeft ? x : width - x) - 40;
  const lines = wrap(text, layout.font, Math.max(room, 60));
  const lineHeight = layout.font + 3.5;
  const height = Math.max(24, lines.length * lineHeight + 6);
  const y1 = top + 6;
  const y2 = y1 + height;
  const reach = x + way * 24;
  const path = `<path d="M${round(x + way * 5)} ${round(y1)}H${round(reach)}V${round(y2)}H${round(x + way * 13)}" fill="none" stroke="var(--ink-2)" stroke-width="1.5"/>${head(x + way * 5, y2, -way, 0, step.line === "dashed")}`;
  const label = lines
    .map((line, row) =>
      textAt(
        reach + way * 8,
        y1 + height / 2 + (row - (lines.length - 1) / 2) * lineHeight + layout.font * 0.36,
        line,
        layout.font,
        `class="halo" text-anchor="${toLeft ? "end" : "start"}"`,
      ),
    )
    .join("");
  const widest = Math.max(...lines.map((line) => widthOf(line, layout.font)));
  const far = reach + way * (8 + widest);
  return {
    arrow: path,
    label: label + (number ? badge(x, y1, number) : ""),
    bottom: y2 + 16,
    least: Math.min(x, far),
    most: Math.max(x, far),
  };
}

function arrow(x1: number, y1: number, x2: number, y2: number, { line, head: kind }: Message): string {
  const length = Math.hypot(x2 - x1, y2 - y1);
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const back = kind === "filled" ? 8 : kind === "open" ? 1 : 0;
  const dash = kind === "lost" ? ' stroke-dasharray="4 3"' : "";
  const shaft = `<path d="M${round(x1)} ${round(y1)}L${round(x2 - ux * back)} ${round(y2 - uy * back)}" stroke="var(--ink-2)" stroke-width="1.5"${dash}/>`;
  if (kind === "none") return shaft;
  if (kind === "lost") {
    return `${shaft}<path d="M${round(x2 - 4.5)} ${round(y2 - 4.5)}l9 9m0-9l-9 9" stroke="var(--bad)" stroke-width="2"/>`;
  }
  if (kind === "open") {
    const [wx, wy] = [-uy * 4, ux * 4];
    return `${shaft}<path d="M${round(x2 - ux * 8 + wx)} ${round(y2 - uy * 8 + wy)}L${round(x2)} ${round(y2)}L${round(x2 - ux * 8 - wx)} ${round(y2 - uy * 8 - wy)}" fill="none" stroke="var(--ink-2)" stroke-width="1.5"/>`;
  }
  return shaft + head(x2, y2, ux, uy, line === "dashed");
}

function noteBox(
  step: Extract<Step, { type: "note" }>,
  x: readonly number[],
  top: number,
  width: number,
  layout: Layout,
): { svg: string; bottom: number; least: number; most: number } {
  const { number, text } = numbered(step.text);
  const [first, lastX] = [x[step.from] ?? 0, x[step.to] ?? 0];
  const available = Math.min(width - 8, Math.max(lastX - first + 60, width > 400 ? 250 : 176)) - 22;
  const lines = wrap(text, layout.small + 0.5, available);
  const lineHeight = layout.small + 5;
  const wide =
    Math.max(...lines.map((line) => widthOf(line, layout.small + 0.5)), step.from === step.to ? 0 : lastX - first - 2) +
    22;
  const height = lines.length * lineHeight + 9;
  const centre =
    step.side === "over" ? (first + lastX) / 2 : step.side === "left" ? first - wide / 2 - 8 : first + wide / 2 + 8;
  const middle = clamp(centre, wide / 2 + 2 + (number ? 6 : 0), width - wide / 2 - 2);
  const left = middle - wide / 2;
  const box = `<rect x="${round(left)}" y="${round(top)}" width="${round(wide)}" height="${round(height)}" rx="4" fill="var(--sunken)" stroke="var(--line-strong)"/>`;
  const words = lines
    .map((line, row) =>
      textAt(
        middle + (number ? 3 : 0),
        top + 5 + (row + 0.74) * lineHeight,
        line,
        layout.small + 0.5,
        'text-anchor="middle"',
      ),
    )
    .join("");
  return {
    svg: box + words + (number ? badge(left, top + height / 2, number) : ""),
    bottom: top + height + 12,
    least: left,
    most: left + wide,
  };
}

function frame(
  block: { top: number; label: string; divides: { y: number; label: string }[] },
  left: number,
  right: number,
  bottom: number,
  layout: Layout,
): string {
  const parts = [
    `<rect x="${round(left)}" y="${round(block.top)}" width="${round(right - left)}" height="${round(bottom - block.top)}" rx="6" fill="none" stroke="var(--line-strong)" stroke-dasharray="2 3"/>`,
  ];
  const title = (label: string, y: number) => {
    if (label !== "")
      parts.push(textAt(left + 9, y + layout.small + 4, label, layout.small, 'class="halo t2" font-weight="600"'));
  };
  title(block.label, block.top);
  for (const { y, label } of block.divides) {
    parts.push(
      `<path d="M${round(left)} ${round(y - 4)}H${round(right)}" stroke="var(--line-strong)" stroke-dasharray="2 3"/>`,
    );
    title(label, y - 4);
  }
  return parts.join("");
}

const badge = (x: number, y: number, number: string): string =>
  `<circle cx="${round(x)}" cy="${round(y)}" r="${badgeRadius}" fill="var(--ink)"/>${textAt(x, y + 4.2, number, 12, 'class="tm on-ink" text-anchor="middle" font-weight="600"')}`;

const clamp = (value: number, least: number, most: number): number =>
  least > most ? (least + most) / 2 : Math.min(most, Math.max(least, value));
