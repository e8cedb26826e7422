"use client";
import { useLocale, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/Button";
import { isLocale } from "@/lib/i18n/locales";
import type { BoardRow } from "@/lib/learner/views";
import { actionHref } from "./action";

type Props = { row: Pick<BoardRow, "gap" | "title" | "action">; withMinutes?: boolean };

/** What a row of a gap offers to do, as a small button; its name says of which gap. */
export function GapAction({ row, withMinutes = false }: Props) {
  const t = useTranslations("dashboard");
  const locale = useLocale();
  if (!isLocale(locale)) return null;
  const words = t(`button.${row.action.kind}`, { count: row.action.items.length });
  return (
    <ButtonLink
      size="s"
      href={actionHref(locale, row)}
      prefetch={false}
      aria-label={`${row.title}: ${words}`}
      {...(withMinutes && { minutes: t("minutes", { count: row.action.minutes }) })}
    >
      {words}
    </ButtonLink>
  );
}
