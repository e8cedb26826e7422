"use client";
import { useTranslations } from "next-intl";
import { Mark } from "@/components/ui/Badge";
import type { GapState, Reading } from "@/lib/mastery/gaps";
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

/** What is known of a gap, as far as its mark goes. */
type Marked = Pick<Reading, "level" | "n"> & { state: GapState | OwnState };

/** The state of a gap: symbol and word. While there are too few answers for an interval, that is what it says. */
export function GapStateMark({ of: { state, level, n } }: { of: Marked }) {
  const t = useTranslations("dashboard.state");
  const isEarly = n > 0 && level === null && state !== "unbound";
  const { tone, icon } = isEarly ? looks.untested : looks[state];
  return (
    <Mark tone={tone} icon={icon}>
      {t(isEarly ? "early" : state)}
    </Mark>
  );
}
