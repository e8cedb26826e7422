/** What a lab shows: plain data, drawn by one renderer. Nothing here knows a page; nothing that draws knows a protocol. */
import type { Locale, Text } from "../i18n/locales";
import type { FlightId, Ms, NodeId } from "./model";

/** A sentence in both languages with what is filled into its `{names}`. A value may be a text itself. */
export type Said = { readonly text: Text; readonly with?: Readonly<Record<string, string | number | Text>> };

export const say = (text: Text, values?: Said["with"]): Said => (values ? { text, with: values } : { text });

/**
 * The sentence in one language. A name without a value is left as it stands, so that a slip is seen. Chinese is written
 * with a space around every name, for what is Latin there; between two Han characters it goes.
 */
export function tell({ text, with: values }: Said, locale: Locale): string {
  if (!values) return text[locale];
  const told = text[locale].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "object" ? value[locale] : String(value);
  });
  return locale === "zh"
    ? told.replace(
        /(?<=[\p{Script=Han}，。：；？！、“”（）]) (?=\p{Script=Han})|(?<=\p{Script=Han}) (?=[，。：；？！、“”（）])/gu,
        "",
      )
    : told;
}

/** A sentence as a text, so that it can stand in another; a bare word is the same in both languages. */
export const inBoth = (said: Said | string): Text =>
  typeof said === "string" ? { zh: said, en: said } : { zh: tell(said, "zh"), en: tell(said, "en") };

/** Where nodes stand: in a ring, or in columns (by `column`) that become rows on a narrow screen. */
export type Arrangement = "ring" | "columns";

/** The mark of a node's part, by shape first: double leads, dashed stands for election or is in doubt, plain follows. */
export type Mark = "plain" | "double" | "dashed";

export type SceneNode = {
  id: NodeId;
  name: string;
  shape: "circle" | "box";
  mark: Mark;
  state: "up" | "down" | "paused";
  column?: number;
  /** Under the name, inside: a term, an epoch. Short. */
  inside?: Said;
  /** Beside it, at most two short lines; the first is the stronger. */
  beside?: readonly Said[];
  /** A ring that drains clockwise: what is left of a lease or timer, 0..1. */
  left?: number;
  /** Drawn as the one that acts or is in the wrong. */
  tone?: "good" | "warn" | "bad";
  /** What it is at the moment, in a word: leader, holds the lock. */
  badge?: Said;
  /** The inspector's rows. `name` is a field of the protocol (shown in mono) or a text. */
  facts: readonly { name: string | Text; value: string | Said; left?: number }[];
};

export type SceneLink = { from: NodeId; to: NodeId; state: "open" | "cut" | "half" | "clogged" };

export type SceneFlight = {
  id: FlightId;
  from: NodeId;
  to: NodeId;
  kind: "request" | "reply";
  label: Said;
  sent: Ms;
  at: Ms;
  lost: boolean;
};

export type Cell = {
  text: string | Said;
  /** A second, smaller word: the command beside the term. */
  small?: string;
  /** settled: solid edge; open: dashed edge; none: empty. */
  edge?: "settled" | "open" | "none";
  /** One of five tints that only repeat what `text` says (1..5). */
  tint?: 1 | 2 | 3 | 4 | 5;
  /** A heavy bar behind this cell: a commit index, a high watermark. */
  bar?: boolean;
  tone?: "good" | "warn" | "bad";
};
/** A table of the run: a log grid, balances, what cache and database hold. */
export type SceneTable = {
  id: string;
  title: Said;
  caption?: Said;
  columns: readonly (string | Said)[];
  rows: readonly { head: string | Said; dead?: boolean; cells: readonly Cell[]; note?: Said }[];
  /** What edges and bars mean here. */
  legend?: readonly { show: "settled" | "open" | "bar" | "tint"; text: Text }[];
};

/** Rows of marks and bars over one time axis: arrivals let through or refused, leases on each node's own clock. */
export type SceneStrip = {
  id: string;
  title: Said;
  from: Ms;
  to: Ms;
  now?: Ms;
  rows: readonly {
    head: string | Said;
    marks: readonly { at: Ms; tone: "good" | "bad" | "plain"; text?: string }[];
    bars: readonly { from: Ms; to: Ms; mark: Mark; tone?: "good" | "warn" | "bad"; text?: Said }[];
  }[];
};

export type SceneGauge = { id: string; label: Text; value: string | Said; tone?: "good" | "warn" | "bad" };

export type Scene = {
  arrangement: Arrangement;
  /** Headings of the columns, where there are columns. */
  columns?: readonly Text[];
  /** One sentence that says the whole picture, for who cannot see it. */
  summary: Said;
  nodes: readonly SceneNode[];
  links: readonly SceneLink[];
  flights: readonly SceneFlight[];
  tables: readonly SceneTable[];
  strips: readonly SceneStrip[];
  gauges: readonly SceneGauge[];
};
