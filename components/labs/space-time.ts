/** What the space-time picture draws: for a stretch of a run, each node's spans and each message's way. Pure. */
import { flightId } from "@/lib/sim/kernel";
import type { AnyLab } from "@/lib/sim/lab";
import type { Ms, NodeId } from "@/lib/sim/model";
import type { Mark, Said } from "@/lib/sim/scene";
import type { LabReplay } from "./run";

export type Stretch = { from: number; to: number };
export type Lane = {
  node: NodeId;
  spans: { from: number; to: number; mark: Mark; text: Said }[];
  off: { from: number; to: number; is: "down" | "paused" }[];
  dots: { at: number; step: number; is: "timer" | "op" | "fault" }[];
};
export type Arrow = {
  id: string;
  from: NodeId;
  to: NodeId;
  sent: number;
  /** Where it arrived or was lost; undefined while it is under way. */
  ended?: number;
  isLost: boolean;
};
export type Timeline = {
  lanes: Lane[];
  arrows: Arrow[];
  /** Place of each step on the axis, in its unit, from `stretch.from` on. */
  places: number[];
  first: number;
  /** Where the picture ends: behind its last event. */
  last: number;
};

/** Steps that fit a picture, before the one shown and behind it. */
const room = { wide: [70, 30], narrow: [28, 12] } as const;
/** Steps that a picture shows at least. */
const fewSteps = 14;

/** The stretch around a step, as far as the run has been seen. */
export function stretchAt(n: number, seen: number, isNarrow = false): Stretch {
  const [before, after] = room[isNarrow ? "narrow" : "wide"];
  return {
    from: Math.max(0, Math.min(n - before, seen - before - after)),
    to: Math.min(seen, Math.max(n + after, before + after)),
  };
}

/**
 * @param by the axis: kernel time, or steps where time means nothing
 */
export function timelineOf(lab: AnyLab, replay: LabReplay, { from, to }: Stretch, by: "time" | "steps"): Timeline {
  const worlds = Array.from({ length: to - from + 1 }, (_, index) => replay.at(from + index));
  const placeOf = (n: number, t: Ms) => (by === "time" ? t : n);
  const places = worlds.map((w) => placeOf(w.n, w.t));
  const lanes: Lane[] = replay.kernel.nodes.map((_, node) => ({ node, spans: [], off: [], dots: [] }));
  const arrows = new Map<string, Arrow>();
  const sentAt = new Map<string, number>();
  // Before its first event a run has nothing to show, however long that takes.
  const first = (from === 0 ? places[1] : undefined) ?? places[0] ?? 0;

  worlds.forEach((w, index) => {
    const place = places[index] ?? first;
    const until = places[index + 1] ?? place;
    for (const flight of w.event.sent) {
      const id = flightId(flight);
      sentAt.set(id, place);
      arrows.set(id, { id, from: flight.from, to: flight.to, sent: place, isLost: false });
    }
    if (w.event.what === "deliver" || w.event.what === "drop") {
      const { flight } = w.event;
      const id = flightId(flight);
      // Sent before the stretch: it comes in from its edge, where its sending would have been.
      const sent = sentAt.get(id) ?? (by === "time" ? flight.sent : first);
      const ended = { sent, ended: place, isLost: w.event.what === "drop" };
      arrows.set(id, { id, from: flight.from, to: flight.to, ...ended });
    }
    const { event } = w;
    const lane = event.node === undefined ? undefined : lanes[event.node];
    if (lane && w.n > from) {
      if (event.what === "timer") lane.dots.push({ at: place, step: w.n, is: "timer" });
      else if (event.what === "op") lane.dots.push({ at: place, step: w.n, is: "op" });
      else if (event.chosen && event.what !== "deliver" && event.what !== "drop")
        lane.dots.push({ at: place, step: w.n, is: "fault" });
    }
    for (const each of lanes) {
      const it = w.nodes[each.node];
      const is = it?.up === false ? "down" : it?.paused ? "paused" : undefined;
      if (is) extend(each.off, place, until, (last) => last.is === is, { is });
      const span = is === "down" ? null : (lab.span?.(w, each.node) ?? null);
      if (span) extend(each.spans, place, until, (last) => sameSpan(last, span), span);
    }
  });
  for (const each of worlds.at(-1)?.pending ?? [])
    if (each.kind === "msg" && !arrows.has(flightId(each))) {
      const sent = by === "time" ? each.sent : first;
      const id = flightId(each);
      arrows.set(id, { id, from: each.from, to: each.to, sent, isLost: false });
    }
  // Room behind the last event, for what is under way; a few steps do not fill a whole picture.
  const now = places.at(-1) ?? first;
  const last = by === "time" ? now + Math.max(1, (now - first) * 0.06) : Math.max(now + 1, first + fewSteps);
  return { lanes, arrows: [...arrows.values()], places, first, last };
}

const sameSpan = (a: { mark: Mark; text: Said }, b: { mark: Mark; text: Said }): boolean =>
  a.mark === b.mark && a.text.text.en === b.text.text.en && JSON.stringify(a.text.with) === JSON.stringify(b.text.with);

/** Lengthens the last stretch where it goes on, or begins another. */
function extend<Span extends { from: number; to: number }>(
  list: Span[],
  from: number,
  to: number,
  goesOn: (last: Span) => boolean,
  more: Omit<Span, "from" | "to">,
): void {
  const last = list.at(-1);
  if (last && last.to === from && goesOn(last)) last.to = to;
  else list.push({ ...more, from, to } as Span);
}
