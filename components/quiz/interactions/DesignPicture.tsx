import type { Interaction } from "@/lib/quiz/interaction";

type Design = Extract<Interaction, { type: "design" }>;
type Props = {
  interaction: Design;
  replicas: Readonly<Record<string, Readonly<Record<string, number>>>>;
  links: readonly string[];
};

/* Sizes in px of the drawing, which is shown one to one; text is never below 12 px. */
const text = 12;
const box = 12;
const gap = 4;
const row = { least: 34, pad: 10 } as const;
const columnMost = 108;
/** What a page and a phone have room for: all in all, for the names at the left, and between two brackets. */
const rooms = {
  wide: { all: 600, names: 132, lane: 10 },
  narrow: { all: 330, names: 84, lane: 7 },
} as const;

/** The design as a drawing: domains are columns, replicas boxes, links brackets between the rows of two components. */
export function DesignPicture(props: Props) {
  return (
    <div className="design-picture">
      <div className="on-wide">
        <Picture {...props} room={rooms.wide} />
      </div>
      <div className="on-narrow">
        <Picture {...props} room={rooms.narrow} />
      </div>
    </div>
  );
}

function Picture({ interaction, replicas, links, room }: Props & { room: (typeof rooms)[keyof typeof rooms] }) {
  const { components, domains } = interaction;
  const drawn = interaction.links.filter(({ id }) => links.includes(id));
  const names = Math.min(room.names, Math.max(...components.map((each) => widthOf(each.text))));
  const left = names + drawn.length * room.lane + 16;
  const wanted = Math.max(60, ...domains.map((each) => widthOf(each.text) + 16));
  const column = Math.min(columnMost, wanted, Math.floor((room.all - left) / domains.length));
  const across = Math.max(1, Math.floor((column - 12) / (box + gap)));
  const head = 26;

  const heights = components.map(({ id }) => {
    const lines = Math.ceil(Math.max(0, ...domains.map((domain) => replicas[id]?.[domain.id] ?? 0)) / across);
    return Math.max(row.least, lines * (box + gap) - gap + 2 * row.pad);
  });
  const tops = heights.map((_, index) => head + heights.slice(0, index).reduce((sum, each) => sum + each, 0));
  const middle = (component: string) => {
    const index = components.findIndex(({ id }) => id === component);
    return (tops[index] ?? 0) + (heights[index] ?? 0) / 2;
  };
  const height = head + heights.reduce((sum, each) => sum + each, 0);
  const width = left + domains.length * column;

  return (
    <svg aria-hidden="true" viewBox={`0 0 ${width} ${height + 1}`} width={width} height={height + 1} fontSize={text}>
      {domains.map((domain, index) => (
        <g key={domain.id}>
          <rect x={left + index * column + 4} y={1} width={column - 8} height={height - 1} rx={6} className="domain" />
          <text x={left + (index + 0.5) * column} y={18} textAnchor="middle" className="t2">
            {cut(domain.text, column - 10)}
          </text>
        </g>
      ))}
      {components.map((component, index) => {
        const y = (tops[index] ?? 0) + (heights[index] ?? 0) / 2;
        return (
          <g key={component.id}>
            <text x={names} y={y + 4} textAnchor="end">
              {cut(component.text, names)}
            </text>
            <path d={`M${names + 8} ${y}H${width - 4}`} className="row" />
            {domains.map((domain, place) => (
              <Boxes
                key={domain.id}
                count={replicas[component.id]?.[domain.id] ?? 0}
                across={across}
                x={left + (place + 0.5) * column}
                y={y}
              />
            ))}
          </g>
        );
      })}
      {drawn.map(({ id, from, to }, index) => {
        const x = names + 14 + index * room.lane;
        return (
          <g key={id} className="link">
            <path d={`M${x} ${middle(from)}V${middle(to)}`} />
            <circle cx={x} cy={middle(from)} r={3} />
            <circle cx={x} cy={middle(to)} r={3} />
          </g>
        );
      })}
    </svg>
  );
}

function Boxes({ count, across, x, y }: { count: number; across: number; x: number; y: number }) {
  const lines = Math.ceil(count / across);
  return Array.from({ length: count }, (_, index) => {
    const line = Math.floor(index / across);
    const inLine = Math.min(across, count - line * across);
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: replicas are alike
        key={index}
        x={x - (inLine * (box + gap) - gap) / 2 + (index % across) * (box + gap)}
        y={y - (lines * (box + gap) - gap) / 2 + line * (box + gap)}
        width={box}
        height={box}
        rx={2}
        className="replica"
      />
    );
  });
}

/** An estimate of the drawn width, px: a full-width character is as wide as the text is high. */
const widthOf = (words: string): number =>
  Array.from(bare(words)).reduce((sum, letter) => sum + (/[\u2e80-\uffff]/.test(letter) ? text : text * 0.56), 0);

function cut(words: string, most: number): string {
  const letters = Array.from(bare(words));
  if (widthOf(words) <= most) return letters.join("");
  while (letters.length > 1 && widthOf(`${letters.join("")}…`) > most) letters.pop();
  return `${letters.join("")}…`;
}

const bare = (words: string): string => words.replaceAll("`", "").replaceAll("**", "");
