"use client";
/**
 * The keys of a lab. They are listed in the `?` sheet with the others, and heard here: arrows and Space belong to whatever
 * control has the focus (a slider, a group of options, a button), so each key says where it may be taken.
 */
import { useEffect, useRef } from "react";
import { type Binding, useKeys } from "@/components/shell/keys";
import { preference } from "@/components/shell/preferences";

export type LabKey = {
  key: string;
  shown?: string;
  label: string;
  run: () => void;
};

/** Controls that use arrows, Space, Home and End themselves. */
const owners = "input, select, textarea, [contenteditable], [role=menu], [role=tablist], dialog, summary";

const isTaken = (key: string, target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(owners)) return true;
  // In a menu the letters do what they are printed beside; the keys that move about are its own.
  if (target.closest("[popover]")) return key.length > 1 || " nm".includes(key);
  // A button keeps its Space, except those that stand for the things on the stage, whose menu Enter opens.
  return key === " " && target.closest("button, a") !== null && target.closest("[data-on-stage]") === null;
};

export function useLabKeys(title: string, keys: readonly LabKey[]): void {
  const current = useRef(keys);
  useEffect(() => {
    current.current = keys;
  });
  const listed: Binding[] = keys.map(({ key, shown, label }) => ({
    keys: [],
    shown: [shown ?? (key.length === 1 ? key.toUpperCase() : key)],
    label,
    run: () => {},
  }));
  useKeys(title, listed);

  useEffect(() => {
    const find = (event: KeyboardEvent): LabKey | undefined => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
        return undefined;
      const pressed = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      const found = current.current.find(({ key }) => key === pressed);
      if (!found || isTaken(pressed, event.target)) return undefined;
      if (document.querySelector("dialog[open]") || preference("single-keys") === "off") return undefined;
      return found;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const found = find(event);
      if (!found) return;
      event.preventDefault();
      // Held down, only steps repeat.
      if (!event.repeat || event.key.startsWith("Arrow")) found.run();
    };
    // A button is pressed when Space goes up.
    const onKeyUp = (event: KeyboardEvent) => {
      if (event.key === " " && find(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("keyup", onKeyUp);
    return () => {
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("keyup", onKeyUp);
    };
  }, []);
}
