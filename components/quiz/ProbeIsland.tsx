"use client";
/** A check in a note. The server prints it for readers without JavaScript; near the viewport it becomes answerable. */
import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";
import type { Item } from "@/lib/quiz/catalog";

type Props = {
  item: Item;
  /** The static print of the question, with its answer folded away. */
  children: ReactNode;
};

export function ProbeIsland({ item, children }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [Probe, setProbe] = useState<ComponentType<{ item: Item }>>();

  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        seen.disconnect();
        // The engine and the log come with the first check in sight, not with the note.
        void import("./Probe").then((module) => setProbe(() => module.Probe));
      },
      { rootMargin: "400px" },
    );
    seen.observe(element);
    return () => seen.disconnect();
  }, []);

  return <div ref={place}>{Probe ? <Probe item={item} /> : children}</div>;
}
