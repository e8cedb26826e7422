"use client";

import { IconButton } from "@/components/ui/IconButton";
import { prefer, type Theme, usePreference } from "./preferences";

const next = { system: "light", light: "dark", dark: "system" } as const satisfies Record<Theme, Theme>;

/** Goes round: the system's theme, light, dark. `labels` name the button in each of the three states. */
export function ThemeSwitch({ labels }: { labels: Record<Theme, string> }) {
  const theme = usePreference("theme");
  return <IconButton icon="theme" label={labels[theme]} onClick={() => prefer("theme", next[theme])} />;
}
