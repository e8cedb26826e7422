import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Callout } from "@/components/ui/Callout";

/** For the reader who wants more; closed until opened. */
export function DeepDive({ title, children }: { title: string; children: ReactNode }) {
  const t = useTranslations("note");
  return (
    <Callout kind="deep-dive" label={t("deepDive", { title })}>
      {children}
    </Callout>
  );
}
