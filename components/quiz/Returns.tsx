"use client";
import { useTranslations } from "next-intl";
import { daysUntil } from "@/components/learner/dates";
import { useNow } from "@/components/learner/LearnerProvider";
import { useView } from "@/components/learner/useView";
import { Icon } from "@/components/ui/Icon";
import type { ItemId } from "@/lib/ids";

/** When a question that was just answered comes again, once its answer is in the log. */
export function Returns({ item, session }: { item: ItemId; session: string }) {
  const t = useTranslations("practice");
  const now = useNow();
  const at = useView("returns", { item, session });
  if (at === undefined || now === null) return null;
  return (
    <span className="num flex items-center gap-1.5 text-s text-ink-3">
      <Icon name="repeat" />
      {t("back", { days: Math.max(0, daysUntil(at, now)) })}
    </span>
  );
}
