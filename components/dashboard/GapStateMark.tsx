"use client";
import { useTranslations } from "next-intl";
import { Mark } from "@/components/ui/Badge";
import type { GapState } from "@/lib/mastery/gaps";
import type { OwnState } from "@/lib/mastery/own";

const looks = {
  untested: { tone: "hint", icon: "none" },
  judged: { tone: "hint", icon: "none" },
  unbound: { tone: "hint", icon: "none" },
  "likely-weak": { tone: "warn", icon: "maybe" },
  weak: { tone: "bad", icon: "weak" },
  forming: { tone: "accent", icon: "form" },
  solid: { tone: "good", icon: "solid" },
  fading: { tone: "warn", icon: "fade" },
  closed: { tone: "good", icon: "check" },
} as const satisfies Record<GapState | OwnState, object>;

/** The state of a gap: symbol and word. */
export function GapStateMark({ state }: { state: GapState | OwnState }) {
  const t = useTranslations("dashboard.state");
  const { tone, icon } = looks[state];
  return (
    <Mark tone={tone} icon={icon}>
      {t(state)}
    </Mark>
  );
}
