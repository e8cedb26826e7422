"use client";
import { useTranslations } from "next-intl";
import { type MouseEvent, type RefObject, useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/Icon";
import { InlineText } from "@/components/ui/InlineText";
import { OptionRow } from "@/components/ui/OptionRow";
import type { InteractionProps } from "./interaction-props";
import { noteOf, useVerdictLabel, verdictOf } from "./judged";

/** In pixels of the drawing as it stands on the page. */
type Box = { left: number; top: number; width: number; height: number };

/** A line of 1.5 px is hard to hit: this much around an element counts as the element, px. */
const near = 8;

/**
 * One element of a diagram, picked in the drawing or in the equal list below it. The drawing comes from the build and is
 * not touched: the frames lie over it, so that they hold for a box, an arrow or a lifeline alike.
 */
export function SpotInput({ interaction, answer, onAnswer, part, id, labelledBy }: InteractionProps<"spot">) {
  const t = useTranslations("quiz.spot");
  const label = useVerdictLabel();
  const drawing = useRef<HTMLDivElement>(null);
  const { boxes, scrolls } = useBoxes(drawing, interaction.figure);
  const [hovered, setHovered] = useState<string>();
  const { areas } = interaction;
  const digitOf = (area: string) => areas.findIndex((each) => each.id === area) + 1;
  const pick = (area: string | undefined) => {
    if (area && !part && digitOf(area) > 0) onAnswer({ type: "spot", picked: area });
  };
  const areaUnder = (event: MouseEvent) => areaAt(drawing.current, event, boxes);

  return (
    <div className="grid gap-3">
      <div
        className="spot-frame"
        {...(scrolls && { tabIndex: 0, role: "region", "aria-label": t("figure") })}
        onPointerLeave={() => setHovered(undefined)}
      >
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a second way for the pointer; the list below is the way of the keys */}
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
        <div
          className={part ? "spot" : "spot is-open"}
          data-over={hovered && !part ? "" : undefined}
          onPointerMove={(event) => setHovered(areaUnder(event))}
          onClick={(event) => pick(areaUnder(event))}
        >
          {/* biome-ignore lint/security/noDangerouslySetInnerHtml: drawn at build from our own items */}
          <div ref={drawing} dangerouslySetInnerHTML={{ __html: interaction.figure }} />
          <div aria-hidden="true">
            {areas.map((area) => {
              const verdict = verdictOf(noteOf(part, area.id));
              const isPicked = answer?.picked === area.id;
              const state = verdict ?? (isPicked ? "picked" : hovered === area.id && !part ? "hover" : undefined);
              const box = boxes[area.id];
              return state && box ? (
                <span key={area.id} className={`spot-ring is-${state}`} style={box}>
                  <b>{verdict ? <Icon name={verdict === "wrong" ? "x" : "check"} /> : digitOf(area.id)}</b>
                </span>
              ) : null;
            })}
          </div>
        </div>
      </div>
      {part ? null : <p className="cap">{t("hint")}</p>}
      <div className="opts" role="radiogroup" aria-labelledby={labelledBy}>
        {areas.map((area, index) => {
          const note = noteOf(part, area.id);
          const taken = answer?.picked === area.id;
          return (
            <div key={area.id} onPointerEnter={() => setHovered(area.id)} onPointerLeave={() => setHovered(undefined)}>
              <OptionRow
                name={id}
                value={area.id}
                checked={taken}
                onChange={() => pick(area.id)}
                disabled={part !== undefined}
                keyHint={String(index + 1)}
                verdict={verdictOf(note)}
                verdictLabel={label(note, taken)}
                why={note?.rationale && <InlineText text={note.rationale} />}
              >
                <InlineText text={area.text} />
              </OptionRow>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where each area lies in the drawing, and whether the drawing is wider than its frame; both anew when its size changes. */
function useBoxes(drawing: RefObject<HTMLDivElement | null>, figure: string) {
  const [measured, setMeasured] = useState<{ boxes: Record<string, Box>; scrolls: boolean }>({
    boxes: {},
    scrolls: false,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another figure is another drawing in the same element
  useEffect(() => {
    const element = drawing.current;
    if (!element) return;
    const measure = () => {
      const frame = element.closest(".spot-frame");
      setMeasured({ boxes: boxesIn(element), scrolls: frame !== null && frame.scrollWidth > frame.clientWidth });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [drawing, figure]);
  return measured;
}

function boxesIn(drawing: HTMLElement): Record<string, Box> {
  const origin = drawing.getBoundingClientRect();
  const boxes: Record<string, Box> = {};
  for (const element of drawing.querySelectorAll<SVGElement>("[data-area]")) {
    const { left, top, width, height } = element.getBoundingClientRect();
    const area = element.dataset.area;
    // A drawing for another width is not on screen and has no extent.
    if (area && width + height > 0) boxes[area] = { left: left - origin.left, top: top - origin.top, width, height };
  }
  return boxes;
}

/** The area that is hit, else the smallest one within reach. */
function areaAt(drawing: HTMLElement | null, event: MouseEvent, boxes: Record<string, Box>): string | undefined {
  if (!drawing || !(event.target instanceof Element)) return undefined;
  const hit = event.target.closest<SVGElement>("[data-area]")?.dataset.area;
  if (hit) return hit;
  const origin = drawing.getBoundingClientRect();
  const [x, y] = [event.clientX - origin.left, event.clientY - origin.top];
  const within = Object.entries(boxes).filter(
    ([, { left, top, width, height }]) =>
      x > left - near && x < left + width + near && y > top - near && y < top + height + near,
  );
  const bySize = within.sort(([, one], [, other]) => one.width * one.height - other.width * other.height);
  return bySize[0]?.[0];
}
