"use client";
import { useTranslations } from "next-intl";
import { download } from "@/components/quiz/SaveLine";
import { Button } from "@/components/ui/Button";

/** Hands over everything this browser holds of the learner, as one file. */
export function ExportLog() {
  const t = useTranslations("settings");
  return <Button onClick={() => void download()}>{t("export.action")}</Button>;
}
