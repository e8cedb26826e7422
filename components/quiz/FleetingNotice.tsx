"use client";
import { useTranslations } from "next-intl";
import { useLearner } from "@/components/learner/learner-store";
import { Icon } from "@/components/ui/Icon";

/** One line when answers may not outlive this window. */
export function FleetingNotice() {
  const t = useTranslations("save");
  const fleeting = useLearner((learner) => learner.fleeting);
  if (!fleeting) return null;
  return (
    <p role="note" className="mt-4 flex items-start gap-2 text-m text-warn" data-fleeting={fleeting}>
      <Icon name="info" className="mt-0.5" />
      {t(fleeting === "private-window" ? "private" : "noStorage")}
    </p>
  );
}
