"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { preference } from "./preferences";

/** One shortcut: what is pressed, what it does in words (for the `?` sheet), and what it does. */
export type Binding = {
  /** Values of `KeyboardEvent.key`; letters in lower case. "1-9" stands for the nine digits. */
  keys: readonly string[];
  /** How the sheet prints them, if otherwise than `keys`. */
  shown?: readonly string[];
  modifier?: "Alt" | "Ctrl";
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Works while the learner types in a field too: combinations with a modifier, and Enter. */
  whileTyping?: boolean;
};

export type KeyGroup = { title: string; bindings: readonly Binding[] };

let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();
const change = (next: readonly KeyGroup[]) => {
  groups = next;
  for (const listener of listeners) listener();
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])"));

/** Enter on these does what they do already. */
const ownsEnter = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("a, button, summary, select, textarea") !== null;

const isDigit = (key: string) => key >= "1" && key <= "9" && key.length === 1;
const names = (binding: Binding, key: string) =>
  binding.keys.some((each) => (each === "1-9" ? isDigit(key) : each === key.toLowerCase() || each === key));

function matches(binding: Binding, event: KeyboardEvent): boolean {
  const wanted = binding.modifier;
  const ctrl = event.ctrlKey || event.metaKey;
  if (wanted === "Alt" ? !event.altKey || ctrl : event.altKey) return false;
  if (wanted === "Ctrl" ? !ctrl : ctrl) return false;
  return names(binding, event.key);
}

/**
 * Binds keys while the caller is on the page and lists them in the `?` sheet. Single keys are ignored while the learner
 * types, while a dialog is open, and when they are switched off in the settings (WCAG 2.1.4).
 * @param title of the group, as the sheet prints it
 */
export function useKeys(title: string, bindings: readonly Binding[]): void {
  const current = useRef(bindings);
  useEffect(() => {
    current.current = bindings;
  });

  const words = bindings.map((binding) => `${binding.modifier ?? ""}${binding.keys.join()}=${binding.label}`).join("|");
  // biome-ignore lint/correctness/useExhaustiveDependencies: `words` stands for the bindings, which are new at each render
  useEffect(() => {
    const group: KeyGroup = { title, bindings: current.current };
    change([...groups, group]);
    return () => change(groups.filter((each) => each !== group));
  }, [title, words]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return;
      const binding = current.current.find((each) => matches(each, event));
      if (!binding) return;
      if (isTyping(event.target) && !binding.whileTyping) return;
      const single = !binding.modifier;
      if (single && event.key === "Enter" && ownsEnter(event.target)) return;
      if (single && (document.querySelector("dialog[open]") || preference("single-keys") === "off")) return;
      event.preventDefault();
      binding.run(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}

const none: readonly KeyGroup[] = [];

/** The groups bound now, in the order in which they came. */
export const useKeyGroups = (): readonly KeyGroup[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => groups,
    () => none,
  );
