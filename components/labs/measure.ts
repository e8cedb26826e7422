"use client";
/** What the drawing needs to know of the window it is in. */
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";

/** The width of an element in whole px, 0 before the first look. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const ref = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const look = () => setWidth(Math.floor(element.clientWidth));
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

const still = "(prefers-reduced-motion: reduce)";

/** Whether the reader asked for as little motion as can be. */
export const useReducedMotion = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = matchMedia(still);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(still).matches,
    () => false,
  );
