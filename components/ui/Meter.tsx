import type { CSSProperties, ReactNode } from "react";

/** Five steps of mastery; the words are messages `ui.band.1..5`. Cut at 20, 40, 60 and 80. */
export type Level = 1 | 2 | 3 | 4 | 5;

/** @param score 0..100 */
export const levelOf = (score: number): Level => {
  if (score < 20) return 1;
  if (score < 40) return 2;
  if (score < 60) return 3;
  return score < 80 ? 4 : 5;
};

type Labelled = { label: string };

const places: readonly Level[] = [1, 2, 3, 4, 5];

/** For lists: five dots, filled = level. `null` is untested: a hatched pill, no number. */
export function Dots({ level, label }: { level: Level | null } & Labelled) {
  if (level === null) return <span className="dots none" role="img" aria-label={label} title={label} />;
  return (
    <span className="dots" role="img" aria-label={label} title={label}>
      {places.map((place) => (
        <i key={place} className={place <= level ? "on" : undefined} />
      ))}
    </span>
  );
}

/** What is known of a mastery, 0..100: the range, and its middle. */
export type Interval = { low: number; middle: number; high: number };

/** For detail: the range with its middle tick; `goal` adds the notch at 70, the closing line. `null` is untested. */
export function IntervalBar({
  interval,
  goal = false,
  label,
}: { interval: Interval | null; goal?: boolean } & Labelled) {
  if (interval === null) return <span className="ibar none" role="img" aria-label={label} />;
  const style = { "--lo": interval.low, "--mid": interval.middle, "--hi": interval.high } as CSSProperties;
  const classes = ["ibar", `l${levelOf(interval.middle)}`, goal && "goal"].filter(Boolean).join(" ");
  return (
    <span className={classes} style={style} role="img" aria-label={label}>
      <i />
      <b />
    </span>
  );
}

/** For maps: a tinted cell; its word and number are the children. `null` is untested. */
export function Cell({ level, children }: { level: Level | null; children: ReactNode }) {
  return <span className={level === null ? "cell none" : `cell l${level}`}>{children}</span>;
}
